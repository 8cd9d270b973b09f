"""Brings the list of files and the supervisor together: what is listed is inspected, what is answered is listed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from gui.background.memory_lookup import MemoryLookup
from gui.background.supervisor_client import SupervisorClient
from gui.file_item import FileItem, State
from gui.files.file_list import FileListModel
from gui.unused_notice import choose_notice
from verify.features.batch.row import Row
from verify.model import FetchedFrom, Problem, RecordSearch, Report, Supplement
from verify.store.set_aside import UnusedFile
from verify.workers import protocol

if TYPE_CHECKING:
    from verify.features.memory.lookup import Hints


class FileController(QObject):
    """Inspects what is listed, and lists what is answered.

    `changed` carries the FileItem of which something new is known; `noticed` the key of a notice and its facts.
    """

    changed = Signal(object)
    noticed = Signal(str, object)

    def __init__(self, parent: QObject, files: FileListModel, supervisor: SupervisorClient) -> None:
        super().__init__(parent)
        self._files = files
        self._supervisor = supervisor
        self._ahead: int | None = None  # number of the file that is looked at, which no batch lets wait
        supervisor.answered.connect(self._on_answer)
        supervisor.lost.connect(self._on_lost)
        supervisor.unused.connect(self._on_unused)
        self._memory = MemoryLookup(self)
        self._memory.recalled.connect(self._on_recalled)
        self._memory.noticed.connect(self.noticed)

    def begin(self, paths: Sequence[str], *, pasted: bool = False) -> list[FileItem]:
        """Have files checked, again those that are listed already; return their entries."""
        return self._begin(paths, Supplement(), pasted=pasted)

    def begin_fetched(self, path: str, fetched: FetchedFrom) -> FileItem:
        """Have a file checked that was fetched; its report will tell from where."""
        entry = self._begin([path], Supplement())[0]
        entry.fetched = fetched
        return entry

    def list_of_batch(self, paths: Sequence[str], batch: Path) -> list[FileItem]:
        """List files that a batch checks, anew those that are listed already; return their entries."""
        for entry in self._files.find_listed(paths):
            self._supervisor.cancel(entry.number)
        entries = self._files.append_files(paths)
        for entry in entries:
            entry.batch = batch
        return entries

    def take_row(self, entry: FileItem, row: Row, read_report: Callable[[], Report | None]) -> None:
        """Take what a batch says of a file, unless it has its answer; its report is read when it is asked for."""
        if entry.row is None and entry.state is State.ANSWERED:
            return
        self._supervisor.cancel(entry.number)  # where it is checked ahead
        entry.finish_in_batch(row, read_report)
        self._emit_change(entry)

    def check_ahead(self, entry: FileItem | None) -> None:
        """Have a file of a batch checked before its turn, as a single one with its early answer, and no other.

        Whichever is through first has its answer taken. A file that is looked at no more waits for its batch again.
        """
        number = entry.number if entry is not None else None
        if number == self._ahead:
            return
        before = self._files.entry(self._ahead) if self._ahead is not None else None
        self._ahead = number
        if before is not None and before.batch is not None and not before.is_finished:
            self._supervisor.cancel(before.number)
            before.wait()
            self._emit_change(before)
        if entry is not None and entry.batch is not None and not entry.is_finished:
            self._supervisor.inspect(entry.number, entry.path)

    def begin_with(self, number: int, supplement: Supplement) -> None:
        """Have a file checked again with what was brought from elsewhere for it, now and before.

        Nothing is done where it was taken off the list, or is checked anew since.
        """
        entry = self._files.entry(number)
        if entry is not None:
            self._begin([entry.path], entry.supplement.add(supplement))

    def _begin(self, paths: Sequence[str], supplement: Supplement, *, pasted: bool = False) -> list[FileItem]:
        for entry in self._files.find_listed(paths):
            self._supervisor.cancel(entry.number)
        entries = self._files.append_files(paths, pasted=pasted)
        for entry in entries:
            entry.supplement = supplement
            self._supervisor.inspect(entry.number, entry.path, supplement)
        return entries

    def attach_search(self, number: int, search: RecordSearch) -> None:
        """Attach what was found elsewhere for a file, unless it was taken off the list or is checked anew since."""
        entry = self._files.entry(number)
        if entry is not None:
            entry.attach_search(search)
            self._emit_change(entry)

    def entry(self, number: int) -> FileItem | None:
        """Return the file that is inspected under this number."""
        return self._files.entry(number)

    def close_down(self) -> None:
        """End what is done beside the window."""
        self._memory.close()

    def remove(self, entries: Sequence[FileItem]) -> None:
        """Take files off the list; nothing more is looked for in them."""
        for entry in entries:
            self._supervisor.cancel(entry.number)
        self._files.remove(entries)

    @Slot(object)
    def _on_answer(
        self, event: protocol.Taken | protocol.Seen | protocol.Progress | protocol.Provisional | protocol.Reported
    ) -> None:
        entry = self._files.entry(event.id)
        if entry is None:
            return
        match event:
            case protocol.Taken():
                entry.begin_looking()
            case protocol.Seen():
                for part in (event.record, *event.pictures, *event.fields, *event.findings):
                    if part is not None:
                        entry.note(part)
            case protocol.Progress():
                entry.note(event.reading)
            case protocol.Provisional():
                entry.note_answer(event.verdict, event.report)
            case protocol.Reported():
                entry.finish(event.report)
                self._memory.look_up(event.id, event.report)
        self._emit_change(entry)
        if isinstance(event, protocol.Reported):
            QTimer.singleShot(0, self, entry.compress_pictures)

    @Slot(int, object)
    def _on_recalled(self, number: int, hints: Hints) -> None:
        entry = self._files.entry(number)
        if entry is not None and hints.findings:
            entry.remember(hints.findings, hints.pictures)
            self._emit_change(entry)

    @Slot(object)
    def _on_unused(self, unused: UnusedFile) -> None:
        self.noticed.emit(*choose_notice(str(unused.path), str(unused.kept or "")))

    @Slot(int, object)
    def _on_lost(self, number: int, problem: Problem) -> None:
        entry = self._files.entry(number)
        if entry is not None:
            if entry.batch is None:
                entry.fail(problem)
            else:  # its batch checks it all the same
                entry.wait()
            self._emit_change(entry)

    def _emit_change(self, entry: FileItem) -> None:
        self._files.note_change(entry)
        self.changed.emit(entry)
