"""The part of the settings with the trust lists: their dates, their renewal, and certificates of one's own."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QMessageBox, QPushButton, QVBoxLayout, QWidget

from gui.background.downloads import TrustListUpdate, hosts_of_trust_lists
from gui.dialogs.file_dialogs import OpenDialogs
from gui.preferences import Settings
from gui.settings.section import SettingsPart
from gui.widgets import tokens
from gui.widgets.keyboard import follow_layout
from gui.widgets.plain_label import PlainLabel, announce
from verify.model import TrustListFacts
from verify.report.words import commands
from verify.report.words.untrusted import plain
from verify.store.folders import data_folder
from verify.store.trust import store
from verify.store.trust.certificates import TrustError
from verify.store.trust.file_format import DEMONSTRATION, USER
from verify.store.trust.store import TrustStore

if TYPE_CHECKING:
    from gui.context import Context
    from verify.report.words.catalogue import Translator


class _Line(QWidget):
    """One list: its name, who stands on it and of when it is, and for one's own a button that removes it."""

    def __init__(self, parent: QWidget, facts: TrustListFacts, translator: Translator) -> None:
        super().__init__(parent)
        self.name = facts.name
        today = datetime.now(UTC).date()
        old_days = store.count_days_since(facts, today) if store.is_stale(facts, today) else 0
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(PlainLabel(self, "body", plain(facts.name)))
        words.addWidget(PlainLabel(self, "muted", commands.describe_trust_list(translator, facts, old_days)))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addLayout(words, 1)
        self.remove: QPushButton | None = None
        if facts.kind in (USER, DEMONSTRATION):
            self.remove = QPushButton(translator.text("window.remove_list"), self)
            self.remove.setAccessibleName(translator.text("window.remove_list_named", list=facts.name))
            line.addWidget(self.remove)


class TrustListsPart(SettingsPart):
    """One line for each list. What was changed is in force for files that are checked from now on."""

    def __init__(self, parent: QWidget, context: Context) -> None:
        super().__init__(parent, context)
        self._store = TrustStore(data_folder())
        self._lines: list[_Line] = []
        self._lists = QVBoxLayout()
        self._lists.setSpacing(tokens.GAP)
        self._broken = PlainLabel(self, "notice")
        self.result = PlainLabel(self, "notice")
        self.renew = QPushButton(self)
        self.add = QPushButton(self)
        self._update = TrustListUpdate(self)
        self._opening = OpenDialogs(self)
        self._opening.chosen.connect(self._on_certificate)
        self._results: list[str] = []
        buttons = QHBoxLayout()
        buttons.setSpacing(tokens.NEAR)
        buttons.addWidget(self.renew)
        buttons.addWidget(self.add)
        buttons.addStretch()
        self.rows.addLayout(self._lists)
        self.rows.addWidget(self._broken)
        self.rows.addWidget(self.result)
        self.rows.addLayout(buttons)
        self.result.hide()
        self._broken.hide()
        self.renew.clicked.connect(self._on_renew)
        self.add.clicked.connect(self._on_add)
        self._update.updated.connect(self._on_updated)
        self._update.failed.connect(self._on_failed)
        self._update.finished.connect(self._on_finished)

    def retranslate(self, translator: Translator) -> None:
        """Show everything in another language."""
        self.set_heading(translator.text("window.part_trust"), translator.text("window.trust_explained"))
        self.renew.setText(translator.text("window.renew_lists"))
        self.add.setText(translator.text("window.add_certificate"))
        self.result.hide()
        self._list_all()

    def show_settings(self, settings: Settings) -> None:
        """The lists are no choices of the window's."""

    @property
    def lines(self) -> tuple[_Line, ...]:
        """The lists that are shown."""
        return tuple(self._lines)

    def _list_all(self) -> None:
        translator = self.context.translator
        contents = self._store.read()
        for line in self._lines:
            line.hide()
            line.deleteLater()
        self._lines = [_Line(self, trust_list.facts, translator) for trust_list in contents.lists]
        for line in self._lines:
            self._lists.addWidget(line)
            if line.remove is not None:
                line.remove.clicked.connect(self._on_remove)
        broken = [translator.text("window.trust_set_aside", file=name) for name in contents.set_aside]
        if broken:
            self._broken.show_text("\n".join(broken))
            self._broken.show()
        follow_layout(self)

    def _set_result(self, result: str) -> None:
        self.result.show_text(result)
        self.result.show()
        announce(self.result, result)

    def _lists_changed(self, result: str) -> None:
        self._list_all()
        self._set_result(result)
        self.context.configure()

    @Slot()
    def _on_renew(self) -> None:
        text = self.context.translator.text
        question = QMessageBox(self)
        question.setWindowTitle("Whence")
        question.setTextFormat(Qt.TextFormat.PlainText)
        question.setText(text("window.renew_question"))
        question.setInformativeText(commands.describe_renewal_hosts(self.context.translator, hosts_of_trust_lists()))
        go = question.addButton(text("window.renew_go"), QMessageBox.ButtonRole.AcceptRole)
        question.setEscapeButton(question.addButton(text("window.cancel"), QMessageBox.ButtonRole.RejectRole))
        question.setDefaultButton(go)
        question.accepted.connect(self._on_agreed)
        question.finished.connect(question.deleteLater)
        question.open()

    @Slot()
    def _on_agreed(self) -> None:
        self._results = []
        self.renew.setEnabled(False)
        self._set_result(self.context.translator.text("window.renewing"))
        self._update.start()

    @Slot(str, int)
    def _on_updated(self, name: str, certificates: int) -> None:
        self._results.append(commands.describe_renewal(self.context.translator, name, certificates))

    @Slot(str, str, str)
    def _on_failed(self, name: str, problem: str, detail: str) -> None:
        self._results.append(commands.describe_failed_renewal(self.context.translator, name, problem, detail))

    @Slot()
    def _on_finished(self) -> None:
        self.renew.setEnabled(True)
        self._lists_changed("\n".join(self._results))

    @Slot()
    def _on_add(self) -> None:
        self._opening.ask_for_one("choose_certificate", self.context.translator)

    @Slot(object)
    def _on_certificate(self, paths: list[str]) -> None:
        translator = self.context.translator
        try:
            added = self._store.add(Path(paths[0]), datetime.now(UTC).date())
        except TrustError as error:
            self._set_result(commands.describe_problem(translator, error.problem.value, error.detail))
        else:
            self._lists_changed(commands.describe_added_anchor(translator, added.facts))

    @Slot()
    def _on_remove(self) -> None:
        line = next((line for line in self._lines if line.remove is self.sender()), None)
        if line is None:
            return
        translator = self.context.translator
        try:
            self._store.remove(line.name)
        except TrustError as error:
            self._set_result(commands.describe_problem(translator, error.problem.value, error.detail))
        else:
            self._lists_changed(translator.text("window.list_removed", list=line.name))
