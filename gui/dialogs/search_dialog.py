"""The dialog before a lost record is looked for: which service is asked, what it gets, and what that reveals."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gui.dialogs.name_dialog import add_field, make_room
from gui.widgets import tokens
from gui.widgets.plain_label import PlainLabel
from verify.report.words.catalogue import Translator
from verify.report.words.dates import say_day
from verify.store.resolvers import Resolver

_WIDTH: Final = 520


class SearchDialog(QDialog):
    """`agreed` carries the service that a person chose and agreed to send the codes to."""

    agreed = Signal(object)

    def __init__(self, parent: QWidget, translator: Translator, codes: str, services: tuple[Resolver, ...]) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._translator = translator
        self._codes = codes
        self._services = services
        say = translator.text
        self.setWindowTitle(say("window.find_record_title"))
        self.service = QComboBox(self)
        for service in services:
            self.service.addItem(service.name)
        self.explanation = PlainLabel(self, "body")
        self.origin = PlainLabel(self, "muted")
        self.yes = QPushButton(say("window.find_record_go"), self)
        self.no = QPushButton(say("window.cancel"), self)
        self.no.setDefault(True)  # Return sends nothing
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.WIDE, tokens.WIDE, tokens.WIDE, tokens.WIDE)
        column.setSpacing(tokens.NEAR)
        column.addWidget(PlainLabel(self, "title", say("window.find_record_title")))
        add_field(column, self, say("window.find_record_service"), self.service)
        column.addWidget(self.origin)
        column.addWidget(self.explanation)
        column.addWidget(PlainLabel(self, "body", say("window.find_record_reveals")))
        column.addWidget(PlainLabel(self, "muted", say("window.find_record_worth")))
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(self.no)
        buttons.addWidget(self.yes)
        column.addLayout(buttons)
        self.service.currentIndexChanged.connect(self._on_chosen)
        self.yes.clicked.connect(self._on_yes)
        self.no.clicked.connect(self.reject)
        self.resize(_WIDTH, 0)
        self._on_chosen(0)
        self.no.setFocus()

    @Slot(int)
    def _on_chosen(self, at: int) -> None:
        service = self._services[at]
        say = self._translator.text
        self.explanation.show_text(say("window.find_record_told", host=service.host, codes=self._codes))
        if service.is_preset:
            self.origin.show_text(
                say("window.find_record_preset", source=service.source, date=say_day(self._translator, service.date))
            )
        else:
            self.origin.show_text(say("window.find_record_own"))
        make_room(self)

    @Slot()
    def _on_yes(self) -> None:
        self.accept()
        self.agreed.emit(self._services[self.service.currentIndex()])
