"""The dialog that adds the chosen files' results to a case, a new one if need be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from gui.background.command_process import CommandProcess
from gui.cases.cases_access import CasesAccess, login_name
from gui.dialogs.chosen_files import ChosenFiles, ChosenFilesDialog
from verify.features.cases.store import CaseStore

if TYPE_CHECKING:
    from gui.context import Context


def offer_case(context: Context) -> None:
    """Ask to which case exactly the files chosen in the list are to be added, and whether to wait for them."""
    entries = context.selected_files()
    if entries:
        files = ChosenFiles(context.widget, entries, context.file_changed)
        AddDialog(context.widget, files, context.settings.language).open()


class AddDialog(ChosenFilesDialog):
    """Adds once. `added` carries the name of the case."""

    added = Signal(str)

    def __init__(self, parent: QWidget, files: ChosenFiles, language: str) -> None:
        super().__init__(parent, files, language, "add", "add")
        self._outcome = ""
        self._cases = CasesAccess(self, language)
        self._cases.told.connect(self._on_told)
        self.case = QComboBox(self)
        self.case.setEditable(True)
        self.case.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.by.setText(login_name())
        self.copies = QCheckBox(self._translator.text("pages.desk.keep_copies"), self)
        self.go_on.clicked.connect(self._on_add)
        self._lay_out((("case_name", self.case), ("your_name", self.by)), self.copies)
        if self._cases.is_there():
            names = self._cases.do(lambda cases: [line.name for line in cases.list_cases()])
            self.case.addItems(names or [])
        self.case.setFocus()

    def done(self, result: int) -> None:
        """Qt: the dialog goes."""
        self._cases.close()
        super().done(result)

    def _put_in(self, cases: CaseStore) -> tuple[str, int]:
        """Add to the case of that name, begun if it is not there."""
        wanted, by = self.case.currentText(), self.by.text()
        known = {line.name.casefold(): line.name for line in cases.list_cases()}
        name = known.get(" ".join(wanted.split()).casefold()) or cases.begin(wanted, by)
        return name, cases.add(name, self._files.items(), by)

    @Slot()
    def _on_add(self) -> None:
        self._show_state(self._translator.text("pages.desk.working"))
        self.repaint()  # at once: many files take a second or two
        result = self._cases.do(self._put_in)
        if result is None:
            return
        name, count = result
        translator, left = self._translator, self._files.pending
        if count:
            outcome = translator.count("commands.cases.added", count, case=name)
        else:
            outcome = translator.text("commands.cases.nothing_new", case=name)
        self._outcome = translator.join(outcome, translator.count("pages.desk.left_out", left) if left else "")
        self._show_state(self._outcome)
        self.count.hold(held=True)
        for widget in (self.go_on, self.case, self.by, self.copies):
            widget.setEnabled(False)
        self._offer_to_close()
        self.added.emit(name)
        if self.copies.isChecked():
            by = self.by.text()
            self._command = CommandProcess(self, ("case", "copy", "--by", by, "--lang", self._language, "--", name))
            self._command.ended.connect(self._on_copied)
            self._command.run()

    @Slot(bool, list)
    def _on_copied(self, _well: bool, lines: list[str]) -> None:
        self._command = None
        self._show_state("\n".join([self._outcome, *lines]))

    @Slot(str)
    def _on_told(self, sentence: str) -> None:
        self._show_state(sentence)
