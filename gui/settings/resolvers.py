"""The part of the settings with the services that can be asked for a lost record, and addresses of one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from gui.preferences import Settings
from gui.settings.section import SettingsPart
from gui.widgets import tokens
from gui.widgets.keyboard import follow_layout
from gui.widgets.plain_label import PlainLabel, announce
from verify.model import limits
from verify.report.words.dates import say_day
from verify.report.words.untrusted import plain
from verify.store.folders import data_folder
from verify.store.network.url_policy import FetchError
from verify.store.resolvers import Resolver, ResolverStore

if TYPE_CHECKING:
    from gui.context import Context
    from verify.report.words.catalogue import Translator


class _Line(QWidget):
    """One service: its name and where that comes from, and for one's own a button that removes it."""

    def __init__(self, parent: QWidget, service: Resolver, translator: Translator) -> None:
        super().__init__(parent)
        self.key = service.key
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(PlainLabel(self, "body", plain(f"{service.name} – {service.base}")))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addLayout(words, 1)
        self.remove: QPushButton | None = None
        if service.is_preset:
            origin = translator.text(
                "window.find_record_preset", source=service.source, date=say_day(translator, service.date)
            )
            words.addWidget(PlainLabel(self, "muted", origin))
        else:
            self.remove = QPushButton(translator.text("window.remove_list"), self)
            self.remove.setAccessibleName(translator.text("window.remove_list_named", list=service.base))
            line.addWidget(self.remove)


class ResolversPart(SettingsPart):
    """One line for each service. Nobody is asked here."""

    def __init__(self, parent: QWidget, context: Context) -> None:
        super().__init__(parent, context)
        self._store = ResolverStore(data_folder())
        self._lines: list[_Line] = []
        self._services = QVBoxLayout()
        self._services.setSpacing(tokens.GAP)
        self.address = QLineEdit(self)
        self.address.setMaxLength(limits.FACT_CHARACTERS)
        self.add = QPushButton(self)
        self.result = PlainLabel(self, "notice")
        self.result.hide()
        adding = QHBoxLayout()
        adding.setSpacing(tokens.NEAR)
        adding.addWidget(self.address, 1)
        adding.addWidget(self.add)
        self.rows.addLayout(self._services)
        self.rows.addLayout(adding)
        self.rows.addWidget(self.result)
        self.add.clicked.connect(self._on_add)
        self.address.returnPressed.connect(self._on_add)

    def retranslate(self, translator: Translator) -> None:
        """Show everything in another language."""
        self.set_heading(translator.text("window.part_resolvers"), translator.text("window.resolvers_explained"))
        self.address.setPlaceholderText("https://")
        self.address.setAccessibleName(translator.text("window.resolver_address"))
        self.add.setText(translator.text("window.add_resolver"))
        self.result.hide()
        self._list_all()

    def show_settings(self, settings: Settings) -> None:
        """The services are no choices of the window's."""

    @property
    def lines(self) -> tuple[_Line, ...]:
        """The services that are shown."""
        return tuple(self._lines)

    def _list_all(self) -> None:
        for line in self._lines:
            line.hide()
            line.deleteLater()
        self._lines = [_Line(self, service, self.context.translator) for service in self._store.list_all()]
        for line in self._lines:
            self._services.addWidget(line)
            if line.remove is not None:
                line.remove.clicked.connect(self._on_remove)
        follow_layout(self)

    def _say(self, key: str, **facts: str) -> None:
        result = self.context.translator.text(f"window.{key}", facts)
        self.result.show_text(result)
        self.result.show()
        announce(self.result, result)

    @Slot()
    def _on_add(self) -> None:
        try:
            added = self._store.add(self.address.text())
        except FetchError:
            self._say("resolver_refused")
        except OSError:
            self._say("resolver_not_kept")
        else:
            self.address.clear()
            self._list_all()
            self._say("resolver_added", host=added.host)

    @Slot()
    def _on_remove(self) -> None:
        line = next((line for line in self._lines if line.remove is self.sender()), None)
        if line is None:
            return
        try:
            self._store.remove(line.key)
        except OSError:
            self._say("resolver_not_kept")
        else:
            self._list_all()
            self._say("list_removed", list=line.key)
