"""One batch that is being worked on, by a process of its own that may end at any moment without a loss."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from gui.background.child_process import LineProcess
from gui.unused_notice import choose_memory_notice, choose_notice
from verify.features.batch import job as jobs
from verify.features.batch.job import JobHead, Kind, State
from verify.features.batch.messages import Counted, Ended, Judged, Missing, Obstacle, Unused, load_event
from verify.features.batch.throughput import Pace
from verify.model import LeftOut, LeftReason, limits
from verify.workers.process import relaunch

_TOLD_MILLISECONDS: Final = 200  # numbers that change within this time are told together
_LINE_BYTES: Final = 4 * limits.MIB


class Phase(StrEnum):
    """What becomes of the batch at present."""

    STOPPED = "stopped"
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"


class BatchProcess(LineProcess):
    """`judged` carries a Row; `changed` says that a number or the phase is another; `noticed` carries the key of a
    notice and its facts.
    """

    judged = Signal(object)
    noticed = Signal(str, object)
    changed = Signal()

    def __init__(
        self, parent: QObject | None, folder: Path, job: JobHead, done: int, command: Sequence[str] | None = None
    ) -> None:
        super().__init__(parent, command or relaunch.build_command("batch-run", str(folder)), _LINE_BYTES)
        self.folder = folder
        self.job = job
        self.done = done
        self.total: int | None = None
        self.missing: tuple[str, ...] = ()
        self.obstacle: Obstacle | None = None
        self.detail = ""
        self.phase = {State.DONE: Phase.DONE, State.CANCELLED: Phase.CANCELLED}.get(job.state, Phase.STOPPED)
        self._pace = Pace()
        self._judged = 0  # since it was started
        self._telling = QTimer(self)
        self._telling.setSingleShot(True)
        self._telling.setInterval(_TOLD_MILLISECONDS)
        self._telling.timeout.connect(self.changed)

    @property
    def is_running(self) -> bool:
        """Whether files are being checked."""
        return self.phase is Phase.RUNNING

    def pace(self) -> tuple[float | None, float | None]:
        """Return files a second, and the seconds left, as far as they can be told."""
        now = time.monotonic()
        left = None if self.total is None else max(0, self.total - self.done)
        return self._pace.files_per_second(now), None if left is None else self._pace.seconds_left(now, left)

    def unchecked(self) -> tuple[LeftOut, ...]:
        """What is not judged yet, without names: how many files, 0 where that is not known. A watch is never over."""
        if self.phase is Phase.DONE or self.job.kind is not Kind.CHECK:
            return ()
        number = None if self.total is None else self.total - self.done
        return () if number is not None and number <= 0 else (LeftOut("", "", LeftReason.PENDING, number or 0),)

    def start(self) -> None:
        """Begin, or go on where it ended."""
        if self._process is not None:
            return
        self._deaths = 0
        self.obstacle, self.detail = None, ""
        self._mark(State.OPEN)
        self._run()

    def pause(self) -> None:
        """Stop; what is being looked at right now will be looked at again."""
        self._end(Phase.STOPPED)

    def cancel(self) -> None:
        """Stop for good; what was judged stays."""
        self._end(Phase.CANCELLED)
        self._mark(State.CANCELLED)

    def close(self) -> None:
        """End all work and wait for it to be over; the batch stays as it is."""
        self.blockSignals(True)
        self._end(Phase.STOPPED)

    def _run(self) -> None:
        self._pace, self._judged = Pace(), 0
        self._pace.note(time.monotonic(), 0)
        self._launch()
        self.phase = Phase.RUNNING
        self.changed.emit()

    def _end(self, phase: Phase) -> None:
        self._end_process(b"")
        self.phase = phase
        self.changed.emit()

    def _mark(self, state: State) -> None:
        with contextlib.suppress(OSError):  # the journal knows what is done; this only saves a look at it
            jobs.set_state(self.folder, state)

    def _handle_line(self, line: bytes) -> None:
        message = load_event(line)
        match message:
            case Counted():
                self.total = message.total
            case Judged():
                self._deaths = 0
                self.done += 1
                self._judged += 1
                self._pace.note(time.monotonic(), self._judged)
                self.judged.emit(message.row)
            case Missing():
                self.missing = message.folders
            case Unused(memory=True):
                self.noticed.emit(*choose_memory_notice(message.path, message.kept, message.reason))
            case Unused():
                self.noticed.emit(*choose_notice(message.path, message.kept))
            case Ended():
                self.obstacle, self.detail = message.obstacle, message.detail
                self._end(Phase.FAILED if message.obstacle else Phase.DONE)
                if not message.obstacle:
                    self._mark(State.DONE)
        if not self._telling.isActive():
            self._telling.start()

    def _recover(self, *, hopeless: bool) -> None:
        """Let another process go on, unless one after another died."""
        if hopeless:
            self.phase = Phase.FAILED
            self.changed.emit()
        else:
            self._run()
