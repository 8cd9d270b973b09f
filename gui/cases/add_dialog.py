"""The dialog that adds the chosen files' results to a case, a new one if need be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gui.background.command_process import CommandProcess
from gui.cases.cases_access import CasesAccess, login_name
from gui.dialogs.chosen_files import ChosenCount, ChosenFiles
from gui.dialogs.room import add_field, make_room
from gui.widgets import tokens
from gui.widgets.plain_label import PlainLabel
from verify.features.cases.store import CaseStore
from verify.model import limits
from verify.report.words.catalogue import Translator

if TYPE_CHECKING:
    from gui.context import Context

_WIDTH: Final = 560


def offer_case(context: Context) -> None:
    """Ask to which case exactly the files chosen in the list are to be added, and whether to wait for them."""
    entries = context.selected_files()
    if entries:
        AddDialog(
            context.widget, ChosenFiles(context.widget, entries, context.file_changed), context.settings.language
        ).open()


class AddDialog(QDialog):
    """Adds once. `added` carries the name of the case."""

    added = Signal(str)

    def __init__(self, parent: QWidget, chosen: ChosenFiles, language: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chosen.setParent(self)
        self._chosen = chosen
        self._language = language
        self._errand: CommandProcess | None = None
        self._said = ""
        texts = self._texts = Translator(language)
        self.count = ChosenCount(self, chosen, texts)
        self.count.settled.connect(self._on_settled)
        self._shelf = CasesAccess(self, language)
        self._shelf.told.connect(self._show_state)
        self.case = QComboBox(self)
        self.case.setEditable(True)
        self.case.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.by = QLineEdit(login_name(), self)
        self.by.setMaxLength(limits.NAME_CHARACTERS)
        self.copies = QCheckBox(texts.text("pages.desk.keep_copies"), self)
        self.state = PlainLabel(self, "notice")
        self.state.hide()
        self.add = QPushButton(texts.text("pages.desk.add"), self)
        self.add.setDefault(True)
        self.leave = QPushButton(texts.text("pages.desk.cancel"), self)
        self.leave.setAutoDefault(False)
        self.add.clicked.connect(self._on_add)
        self.leave.clicked.connect(self.reject)
        self.setWindowTitle(texts.text("pages.desk.add_title"))
        self._lay_out()
        self.resize(_WIDTH, 0)
        make_room(self)
        self.add.setEnabled(self.count.may_go_on)
        if self._shelf.is_there():
            names = self._shelf.do(lambda cases: [line.name for line in cases.all()])
            self.case.addItems(names or [])
        self.case.setFocus()

    def done(self, result: int) -> None:
        """Qt: the dialog goes."""
        if self._errand is not None:
            self._errand.stop()
        self._shelf.close()
        super().done(result)

    def _lay_out(self) -> None:
        texts = self._texts
        column = QVBoxLayout(self)
        column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # it grows only when it is asked to
        column.setContentsMargins(tokens.WIDE, tokens.WIDE, tokens.WIDE, tokens.WIDE)
        column.setSpacing(tokens.NEAR)
        column.addWidget(PlainLabel(self, "title", texts.text("pages.desk.add_title")))
        column.addWidget(PlainLabel(self, "body", texts.text("pages.desk.add_explained")))
        column.addWidget(self.count)
        fields: tuple[tuple[str, QWidget], ...] = (("case_name", self.case), ("your_name", self.by))
        for key, field in fields:
            add_field(column, self, texts.text(f"pages.desk.{key}"), field)
        column.addWidget(self.copies)
        column.addWidget(self.state)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(self.leave)
        buttons.addWidget(self.add)
        column.addLayout(buttons)

    def _put_in(self, cases: CaseStore) -> tuple[str, int]:
        """Add to the case of that name, begun if it is not there."""
        wanted, by = self.case.currentText(), self.by.text()
        known = {line.name.casefold(): line.name for line in cases.all()}
        name = known.get(" ".join(wanted.split()).casefold()) or cases.begin(wanted, by)
        return name, cases.add(name, self._chosen.items(), by)

    @Slot(bool)
    def _on_settled(self, may_go_on: bool) -> None:
        self.add.setEnabled(may_go_on)
        make_room(self)

    @Slot()
    def _on_add(self) -> None:
        done = self._shelf.do(self._put_in)
        if done is None:
            return
        name, count = done
        translator, left = self._texts, self._chosen.pending
        if count:
            said = translator.count("commands.cases.added", count, case=name)
        else:
            said = translator.text("commands.cases.nothing_new", case=name)
        self._show_state(translator.join(said, translator.count("pages.desk.left_out", left) if left else ""))
        self.count.hold(held=True)
        for widget in (self.add, self.case, self.by, self.copies):
            widget.setEnabled(False)
        self.leave.setText(self._texts.text("pages.desk.close"))
        self.leave.setDefault(True)
        self.leave.setFocus()
        self.added.emit(name)
        if self.copies.isChecked():
            self._errand = CommandProcess(
                self, ("case", "copy", "--by", self.by.text(), "--lang", self._language, "--", name)
            )
            self._errand.ended.connect(self._on_copied)
            self._errand.run()

    @Slot(bool, list)
    def _on_copied(self, _done: bool, lines: list[str]) -> None:
        self._errand = None
        self._show_state("\n".join([self._said, *lines]))

    @Slot(str)
    def _show_state(self, text: str) -> None:
        self._said = text
        self.state.show_text(text)
        self.state.show()
        make_room(self)
