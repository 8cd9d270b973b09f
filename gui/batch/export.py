"""Writes the results of chosen rows into a file, by a command beside the window, which reads them from the journal."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from gui.background.command_process import CommandProcess
from gui.dialogs.file_dialogs import make_file_dialog
from gui.local_paths import read_place
from verify.features.batch.row import Row
from verify.report.words.catalogue import Translator

FORMS: Final = ("csv", "json", "html", "txt", "summary")  # keys of their words, which end in what the names end in
SUMMARY: Final = "summary"  # the one form that its ending does not tell from another


class Export(QObject):
    """`begun` when a place was chosen; `ended` carries the path, or nothing, and why not."""

    begun = Signal()
    ended = Signal(object, str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._parent = parent
        self._command: CommandProcess | None = None
        self._rows: tuple[Row, ...] = ()
        self._folder = Path()
        self._out = ""
        self._language = ""

    def ask(self, folder: Path, rows: Sequence[Row], language: str) -> None:
        """Ask where and in which form the results of these rows are to be written."""
        self._rows, self._folder, self._language = tuple(rows), folder, language
        translator = Translator(language)
        dialog = make_file_dialog(self._parent, translator.text("pages.batch.save_export"), translator)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([translator.text(f"pages.batch.form_{key}") for key in FORMS])
        dialog.setDefaultSuffix("csv")
        dialog.filterSelected.connect(lambda name: dialog.setDefaultSuffix(_ending(name)))
        summary = translator.text(f"pages.batch.form_{SUMMARY}")
        dialog.fileSelected.connect(
            lambda said: self.write(read_place(said) or said, SUMMARY if dialog.selectedNameFilter() == summary else "")
        )
        dialog.open()

    def write(self, out: str, form: str = "") -> None:
        """Write into this file; its ending says in which form, unless it is to be the summary."""
        self.stop()
        self._out = out
        named = (form,) if form else ()
        self._command = CommandProcess(self, ("batch-export", str(self._folder), out, self._language, *named))
        self._command.ended.connect(self._on_ended)
        self.begun.emit()
        self._command.run(f"{row.at} {row.length}\n".encode("ascii") for row in self._rows)

    def stop(self) -> None:
        """End it without a word."""
        if self._command is not None:
            self._command.stop()
            self._command = None

    @Slot(bool, list)
    def _on_ended(self, well: bool, said: list[str]) -> None:
        self._command = None
        self.ended.emit(self._out if well else "", " ".join(said))


def _ending(name: str) -> str:
    return name.rpartition("*.")[2].rstrip(")）")
