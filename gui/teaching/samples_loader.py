"""What a class learns with: has another process make the samples into a temporary folder, and workers read them.

Here the demonstration root is on a list of the page's own, in a folder that goes with it: the user's trust lists are
neither read nor written. The process that makes the samples keeps the root for checks elsewhere. The window opens none
of the samples.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal, Slot

from gui.background.command_process import CommandProcess
from gui.background.supervisor_client import SupervisorClient
from gui.file_item import FileItem
from verify.model import Options, Problem, TrustList
from verify.store.trust.certificates import TrustError
from verify.store.trust.store import TrustStore
from verify.workers import protocol

_ANCHOR: Final = "anchor.pem"


class SamplesLoader(QObject):
    """`made` says whether the samples are there; `changed` carries the FileItem of which something new is known."""

    made = Signal(bool)
    changed = Signal(object)

    def __init__(self, parent: QObject, supervisor_command: Sequence[str] | None = None) -> None:
        super().__init__(parent)
        self._supervisor_command = supervisor_command
        self._folder: Path | None = None
        self._maker: CommandProcess | None = None
        self._supervisor: SupervisorClient | None = None
        self._lists: tuple[TrustList, ...] = ()
        self._items: dict[str, FileItem] = {}

    @property
    def folder(self) -> Path:
        """The folder of the samples. Raises RuntimeError before `start`."""
        if self._folder is None:
            raise RuntimeError
        return self._folder / "samples"

    @property
    def is_ready(self) -> bool:
        """Whether the samples are there."""
        return self._supervisor is not None

    def start(self) -> None:
        """Have the samples made, once."""
        if self._folder is not None:
            return
        try:
            self._folder = Path(tempfile.mkdtemp(prefix="whence-learn-"))
        except OSError:
            self.made.emit(False)
            return
        self._maker = CommandProcess(self, ("samples", str(self.folder), "--journeys"))
        self._maker.ended.connect(self._on_ended)
        self._maker.run()

    def request_item(self, name: str) -> FileItem:
        """Return what is known of the sample of this name below the folder; a worker reads it on the first request."""
        if name not in self._items:
            entry = self._items[name] = FileItem(len(self._items) + 1, str(self.folder / name))
            if self._supervisor is not None:
                self._supervisor.inspect(entry.number, entry.path)
        return self._items[name]

    def close_down(self) -> None:
        """End the processes and remove the folder with the samples."""
        if self._maker is not None:
            self._maker.stop()
        if self._supervisor is not None:
            self._supervisor.close()
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)

    def _options(self) -> Options:
        return Options(now=datetime.now(UTC), trust=self._lists, deep=True)

    @Slot(bool, list)
    def _on_ended(self, well: bool, _said: list[str]) -> None:
        if self._folder is None or not well:
            self.made.emit(False)
            return
        now = datetime.now(UTC)
        store = TrustStore(self._folder)  # of the page's own
        try:
            store.add_demonstration((self.folder / _ANCHOR).read_bytes(), now.date())
        except (OSError, TrustError):
            self.made.emit(False)
            return
        self._lists = store.lists()
        self._supervisor = SupervisorClient(self, self._options, self._supervisor_command)
        self._supervisor.answered.connect(self._on_answer)
        self._supervisor.lost.connect(self._on_lost)
        self._supervisor.start()
        self.made.emit(True)

    @Slot(object)
    def _on_answer(self, event: protocol.Taken | protocol.Seen | protocol.Progress | protocol.Reported) -> None:
        entry = self._find_item(event.id)
        match event:
            case protocol.Taken():
                entry.begin_looking()
            case protocol.Seen():
                for part in (event.record, *event.pictures, *event.fields, *event.findings):
                    if part is not None:
                        entry.note(part)
            case protocol.Progress():
                entry.note(event.reading)
            case protocol.Reported():
                entry.finish(event.report)
        self.changed.emit(entry)

    @Slot(int, object)
    def _on_lost(self, number: int, problem: Problem) -> None:
        entry = self._find_item(number)
        entry.fail(problem)
        self.changed.emit(entry)

    def _find_item(self, number: int) -> FileItem:
        return next(entry for entry in self._items.values() if entry.number == number)
