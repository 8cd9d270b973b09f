"""Fills the list of files from a batch: its files are listed at once, and each has its answer when its row comes.

Many files are checked by a batch, whose results lie on the disk: none is lost if this program ends, and none is in
memory until somebody looks at it. The list shows them as it shows any other. The one that is looked at waits for no
batch: it is checked beside it as a single one (`FileController.check_ahead`).
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal, Slot

from gui.background.batch_process import BatchProcess, Phase
from gui.file_item import FileItem
from gui.files.controller import FileController
from verify.features.batch.journal import read_report_of
from verify.features.batch.row import Row
from verify.model import Report

if TYPE_CHECKING:
    from collections.abc import Callable

_REPORTS: Final = 16  # that were read last, so that one that is shown is read once

_read_report: Callable[[Path, Row], Report | None] = lru_cache(_REPORTS)(read_report_of)


class BatchFeed(QObject):
    """One batch whose files are listed. `noticed` carries the key of a notice and its facts."""

    noticed = Signal(str, object)

    def __init__(self, parent: QObject, checks: FileController, process: BatchProcess) -> None:
        super().__init__(parent)
        self._checks = checks
        self._process = process
        self._phase = process.phase
        self._entries: dict[str, FileItem] = {}  # by the address that the batch knows the file by
        self._early: dict[str, Row] = {}  # of files that are not listed yet
        self._is_listed = False
        process.judged.connect(self._on_judged)
        process.changed.connect(self._on_changed)

    @property
    def folder(self) -> Path:
        """Where the results of the batch lie."""
        return self._process.folder

    def list_files(self, paths: Sequence[str]) -> list[FileItem]:
        """List files of the batch; return their entries."""
        entries = self._checks.list_of_batch(paths, self.folder)
        for entry in entries:
            uri = Path(os.path.abspath(entry.path)).as_uri()  # noqa: PTH100 - as the batch names it
            self._entries[uri] = entry
            row = self._early.pop(uri, None)
            if row is not None:
                self._take(entry, row)
        return entries

    def end_listing(self) -> None:
        """Note that all files are listed that will be."""
        self._is_listed = True
        self._early.clear()
        self._on_changed()

    def pause(self) -> None:
        """Stop the batch: nobody waits for its files any more."""
        if self._process.is_running:
            self._process.pause()

    def waiting(self) -> list[FileItem]:
        """Return the files that are still listed and have no answer."""
        return [entry for entry in self.files() if not entry.is_finished]

    def files(self) -> list[FileItem]:
        """Return the files that are still listed with what this batch says of them."""
        return [entry for entry in self._entries.values() if self._is_mine(entry)]

    def _is_mine(self, entry: FileItem) -> bool:
        return entry.batch == self.folder and self._checks.entry(entry.number) is entry

    def _take(self, entry: FileItem, row: Row) -> None:
        if self._is_mine(entry):
            self._checks.take_row(entry, row, partial(_read_report, self.folder, row))

    @Slot(object)
    def _on_judged(self, row: Row) -> None:
        entry = self._entries.get(row.source.uri)
        if entry is not None:
            self._take(entry, row)
        elif not self._is_listed:
            self._early[row.source.uri] = row

    @Slot()
    def _on_changed(self) -> None:
        before, self._phase = self._phase, self._process.phase
        match self._phase:
            case Phase.DONE if self._is_listed:  # what it passed over gets its answer in the usual way
                rest = [entry.path for entry in self.waiting()]
                if rest:
                    self._checks.begin(rest)
            case Phase.CANCELLED if self._is_listed:
                self._checks.remove(self.waiting())
            case Phase.STOPPED | Phase.FAILED if before is not self._phase:
                self.noticed.emit("batch_unfinished", {"leads_to": "batch"})
