"""The dialog that makes a pack of the chosen files: a note, a name, a place, and then what came of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from gui.background.command_process import CommandProcess
from gui.dialogs.chosen_files import ChosenFiles, ChosenFilesDialog
from gui.dialogs.file_dialogs import SaveDialog
from gui.widgets.plain_label import announce
from verify.model import Pack, PackItem, limits
from verify.store.timestamps import format_current_time
from verify.workers import protocol

if TYPE_CHECKING:
    from gui.context import Context

_NOTE_HEIGHT: Final = 110
_END: Final = b"{}\n"  # behind the last file: without it nothing is made
_NAME: Final = "evidence.zip"


def offer_pack(context: Context) -> None:
    """Ask what is to stand in a pack of exactly the files chosen in the list, and whether to wait for them."""
    entries = context.selected_files()
    if len(entries) > limits.PACK_FILES:
        context.show_notice("too_many_to_pack", count=str(limits.PACK_FILES))
    elif entries:
        files = ChosenFiles(context.widget, entries, context.file_changed)
        PackDialog(context.widget, files, context.settings.language).open()


class PackDialog(ChosenFilesDialog):
    """Makes one pack and stays until its number was read. Closing it earlier leaves no pack.

    `made` and `failed` say what came of it.
    """

    made = Signal()
    failed = Signal()

    def __init__(self, parent: QWidget, files: ChosenFiles, language: str) -> None:
        super().__init__(parent, files, language, "pack", "choose_place")
        self.note = QPlainTextEdit(self)
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(_NOTE_HEIGHT)
        self.state.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._saving = SaveDialog(self)
        self._saving.chosen.connect(self.make_pack)
        self.go_on.clicked.connect(self._on_make)
        self._lay_out((("note", self.note), ("by", self.by)))

    @Slot(object)
    def make_pack(self, path: str) -> None:
        """Have the pack made at this place."""
        note = self.note.toPlainText()[: limits.NOTE_CHARACTERS]
        items, left = self._files.items(), self._files.left()
        pack = Pack((), format_current_time(), note, self.by.text(), left=left)
        self._set_busy(busy=True)
        self._show_state(self._translator.text("pages.desk.making"))
        self._command = CommandProcess(self, ("pack", "assemble", "--out", path, "--lang", self._language))
        self._command.ended.connect(self._on_ended)
        self._command.run(encode_pack(pack, items))

    def _set_busy(self, *, busy: bool) -> None:
        for widget in (self.note, self.by):
            widget.setEnabled(not busy)
        self.count.hold(held=busy)
        self.go_on.setEnabled(self.count.may_go_on)

    def _show_state(self, text: str) -> None:
        super()._show_state(text)
        announce(self, text)

    @Slot()
    def _on_make(self) -> None:
        self._saving.ask(_NAME, self._language)

    @Slot(bool, list)
    def _on_ended(self, well: bool, lines: list[str]) -> None:
        self._command = None
        self._show_state("\n".join(lines) or self._translator.text("pages.desk.failed"))
        self._set_busy(busy=well)  # what is made is not made again
        if well:
            self._offer_to_close()
        (self.made if well else self.failed).emit()


def encode_pack(pack: Pack, items: Sequence[PackItem]) -> Iterator[bytes]:
    """Return what the command that makes a pack reads: the pack, its files, and the end."""
    yield protocol.encode_line(protocol.dump(pack))
    for item in items:
        yield protocol.encode_line(protocol.dump(item))
    yield _END
