"""The dialog that makes a pack of the chosen files: a note, a name, a place, and then what came of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gui.background.command_process import CommandProcess
from gui.dialogs.chosen_files import ChosenCount, ChosenFiles
from gui.dialogs.file_dialogs import SaveDialog
from gui.dialogs.name_dialog import add_field, make_room
from gui.widgets import tokens
from gui.widgets.plain_label import PlainLabel, announce
from verify.model import Pack, PackItem, limits
from verify.report.words.catalogue import Translator
from verify.store.timestamps import current_time
from verify.workers import protocol

if TYPE_CHECKING:
    from gui.context import Context

_WIDTH: Final = 560
_NOTE_HEIGHT: Final = 110
_END: Final = b"{}\n"  # behind the last file: without it nothing is made
_NAME: Final = "evidence.zip"


def offer_pack(context: Context) -> None:
    """Ask what is to stand in a pack of exactly the files chosen in the list, and whether to wait for them."""
    entries = context.selected_files()
    if len(entries) > limits.PACK_FILES:
        context.show_notice("too_many_to_pack", count=str(limits.PACK_FILES))
    elif entries:
        chosen = ChosenFiles(context.widget, entries, context.file_changed)
        PackDialog(context.widget, chosen, context.settings.language).open()


class PackDialog(QDialog):
    """Makes one pack and stays until its number was read. Closing it earlier leaves no pack.

    `made` and `failed` say what came of it.
    """

    made = Signal()
    failed = Signal()

    def __init__(self, parent: QWidget, chosen: ChosenFiles, language: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chosen.setParent(self)
        self._chosen = chosen
        self._language = language
        self._errand: CommandProcess | None = None
        texts = self._texts = Translator(language)
        self.by = QLineEdit(self)
        self.by.setMaxLength(limits.NAME_CHARACTERS)
        self.note = QPlainTextEdit(self)
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(_NOTE_HEIGHT)
        self.state = PlainLabel(self, "notice")
        self.state.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.state.hide()
        self.make = QPushButton(texts.text("pages.desk.choose_place"), self)
        self.make.setDefault(True)
        self.leave = QPushButton(texts.text("pages.desk.cancel"), self)
        self.leave.setAutoDefault(False)
        self.count = ChosenCount(self, chosen, texts)
        self.count.settled.connect(self._on_settled)
        self._saving = SaveDialog(self)
        self._saving.chosen.connect(self.make_pack)
        self.make.clicked.connect(self._on_make)
        self.leave.clicked.connect(self.reject)
        self.setWindowTitle(texts.text("pages.desk.pack_title"))
        self._lay_out()
        self.resize(_WIDTH, 0)
        make_room(self)
        self.make.setEnabled(self.count.may_go_on)

    def done(self, result: int) -> None:
        """Qt: the dialog goes, and with it what is not finished."""
        if self._errand is not None:
            self._errand.stop()
        super().done(result)

    @Slot(str)
    def make_pack(self, path: str) -> None:
        """Have the pack made at this place."""
        note = self.note.toPlainText()[: limits.NOTE_CHARACTERS]
        items, left = self._chosen.items(), self._chosen.left()
        pack = Pack((), current_time(), note, self.by.text(), left=left)
        self._set_busy(busy=True)
        self._show_state(self._texts.text("pages.desk.making"))
        self._errand = CommandProcess(self, ("pack", "assemble", "--out", path, "--lang", self._language))
        self._errand.ended.connect(self._on_ended)
        self._errand.run(order(pack, items))

    def _lay_out(self) -> None:
        texts = self._texts
        column = QVBoxLayout(self)
        column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # it grows only when it is asked to
        column.setContentsMargins(tokens.WIDE, tokens.WIDE, tokens.WIDE, tokens.WIDE)
        column.setSpacing(tokens.NEAR)
        column.addWidget(PlainLabel(self, "title", texts.text("pages.desk.pack_title")))
        column.addWidget(PlainLabel(self, "body", texts.text("pages.desk.pack_explained")))
        column.addWidget(self.count)
        for key, field in (("note", self.note), ("by", self.by)):
            add_field(column, self, texts.text(f"pages.desk.{key}"), field)
        column.addWidget(self.state)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(self.leave)
        buttons.addWidget(self.make)
        column.addLayout(buttons)

    def _set_busy(self, *, busy: bool) -> None:
        for widget in (self.note, self.by):
            widget.setEnabled(not busy)
        self.count.hold(held=busy)
        self.make.setEnabled(self.count.may_go_on)

    def _show_state(self, text: str) -> None:
        self.state.show_text(text)
        self.state.show()
        make_room(self)
        announce(self, text)

    @Slot(bool)
    def _on_settled(self, may_go_on: bool) -> None:
        self.make.setEnabled(may_go_on)
        make_room(self)

    @Slot()
    def _on_make(self) -> None:
        self._saving.ask(_NAME, self._language)

    @Slot(bool, list)
    def _on_ended(self, made: bool, lines: list[str]) -> None:
        self._errand = None
        self._show_state("\n".join(lines) or self._texts.text("pages.desk.failed"))
        self._set_busy(busy=made)  # what is made is not made again
        if made:
            self.leave.setText(self._texts.text("pages.desk.close"))
            self.leave.setDefault(True)
            self.leave.setFocus()
        (self.made if made else self.failed).emit()


def order(pack: Pack, items: Sequence[PackItem]) -> Iterator[bytes]:
    """Return what the command that makes a pack reads: the pack, its files, and the end."""
    yield protocol.encode_line(protocol.dump(pack))
    for item in items:
        yield protocol.encode_line(protocol.dump(item))
    yield _END
