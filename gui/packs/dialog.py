"""The dialog that makes a pack of the chosen files: a note, a name, a place, and then what came of it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCheckBox, QPlainTextEdit, QProgressBar, QPushButton, QWidget

from gui.background.command_process import CommandProcess
from gui.dialogs.chosen_files import ChosenFiles, ChosenFilesDialog
from gui.dialogs.file_dialogs import SaveDialog
from gui.packs.pack_number import PackNumber
from gui.widgets.plain_label import announce
from verify.model import Pack, PackItem, limits
from verify.report.words.untrusted import plain
from verify.store.timestamps import format_current_time
from verify.workers import protocol

if TYPE_CHECKING:
    from gui.context import Context

_NOTE_HEIGHT: Final = 110
_END: Final = b"{}\n"  # behind the last file: without it nothing is made
_MOST_STEPS: Final = 10 * limits.PACK_FILES
_UNFIT: Final = re.compile(r"[^\w -]+")  # for the name of a file on every system


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

    `begun` says that the command is at work, `made` and `failed` what came of it.
    """

    begun = Signal()
    made = Signal()
    failed = Signal()

    def __init__(self, parent: QWidget, files: ChosenFiles, language: str, kind: str = "pack") -> None:
        super().__init__(parent, files, language, kind, "choose_place")
        self.name = "evidence"
        self.note = QPlainTextEdit(self)
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(_NOTE_HEIGHT)
        self.state.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        translator = self._translator
        self.appendix = QCheckBox(translator.text("pages.desk.with_appendix"), self)
        self.bar = QProgressBar(self)
        self.bar.setAccessibleName(translator.text("pages.desk.making"))
        self.bar.setTextVisible(False)  # it lies over the bar in neither of its colours
        self.bar.hide()
        self.number = PackNumber(self, translator)
        self.show_folder = QPushButton(translator.text("pages.desk.show_in_folder"), self)
        self.show_folder.setAutoDefault(False)
        self.show_folder.clicked.connect(self._on_show_folder)
        self.show_folder.hide()
        self._folder = ""
        self._saving = SaveDialog(self)
        self._saving.chosen.connect(self.make_pack)
        self.go_on.clicked.connect(self._on_make)
        self._lay_out((("note", self.note), ("by", self.by)), self.appendix, self.bar)
        self._add_below(self.number, self.show_folder)

    @Slot(object)
    def make_pack(self, path: str) -> None:
        """Have the pack made at this place."""
        note = self.note.toPlainText()[: limits.NOTE_CHARACTERS]
        items, left = self._list_items(), self._files.left()
        with_appendix = self.appendix.isChecked()
        pack = Pack((), format_current_time(), note, self.by.text(), left=left, appendix=with_appendix)
        self._folder = os.path.dirname(path)  # noqa: PTH120 - names stay as given
        self._set_busy(busy=True)
        self.bar.setRange(0, 0)
        self.bar.show()
        self._show_state(self._translator.text("pages.desk.making"))
        self._command = CommandProcess(self, self._compose(path))
        self._command.ended.connect(self._on_ended)
        self._command.told.connect(self._on_told)
        self._command.run(encode_pack(pack, items))

    def _compose(self, path: str) -> tuple[str, ...]:
        """Return the command that makes the pack."""
        return ("pack", "assemble", "--out", path, "--lang", self._language)

    def _list_items(self) -> Sequence[PackItem]:
        """Return the files that the command is given."""
        return self._files.items()

    def _set_busy(self, *, busy: bool) -> None:
        for widget in (self.note, self.by, self.appendix):
            widget.setEnabled(not busy)
        self.count.hold(held=busy)
        self.go_on.setEnabled(self.count.may_go_on)

    def _show_state(self, text: str) -> None:
        super()._show_state(text)
        announce(self, text)

    @Slot()
    def _on_make(self) -> None:
        self._saving.ask(f"{_UNFIT.sub('-', self.name)}.zip", self._language)

    @Slot(object)
    def _on_told(self, said: dict[str, object]) -> None:
        done, whole, number = said.get("done"), said.get("of"), said.get("number")
        if isinstance(done, int) and isinstance(whole, int) and 0 <= done <= whole <= _MOST_STEPS:
            if self.bar.maximum() == 0:
                self.begun.emit()
            self.bar.setRange(0, whole)
            self.bar.setValue(done)
        elif isinstance(number, str):
            self.number.show_number(number)

    @Slot()
    def _on_show_folder(self) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(self._folder)):
            self._show_state(self._translator.text("pages.desk.folder_not_opened", folder=plain(self._folder)))

    @Slot(bool, list)
    def _on_ended(self, well: bool, lines: list[str]) -> None:
        self._command = None
        self.bar.hide()
        self._show_state("\n".join(lines) or self._translator.text("pages.desk.failed"))
        self._set_busy(busy=well)  # what is made is not made again
        if well:
            self._offer_to_close()
            self.show_folder.show()
            self._hide_fields(self.appendix, self.go_on)
        (self.made if well else self.failed).emit()


class CasePackDialog(PackDialog):
    """Makes a pack of a whole case, with its notes, tags and chain of custody; the case keeps a word of that."""

    def __init__(self, parent: QWidget, case: str, items: Sequence[PackItem], by: str, language: str) -> None:
        super().__init__(parent, ChosenFiles(parent, items=items), language, "case_pack")
        self._case = case
        self.name = plain(case)
        self.by.setText(by)

    def _compose(self, path: str) -> tuple[str, ...]:
        return ("case", "export", "--out", path, "--asked", "--lang", self._language, "--", self._case)

    def _list_items(self) -> Sequence[PackItem]:
        return ()  # the command reads them out of the case


def encode_pack(pack: Pack, items: Sequence[PackItem]) -> Iterator[bytes]:
    """Return what the command that makes a pack reads: the pack, its files, and the end."""
    yield protocol.encode_line(protocol.dump(pack))
    for item in items:
        yield protocol.encode_line(protocol.dump(item))
    yield _END
