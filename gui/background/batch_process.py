"""One batch that is being worked on, by a process of its own that may end at any moment without a loss."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QProcess, QTimer, Signal, Slot

from verify.features.batch import job as jobs
from verify.features.batch.job import Job, Kind, State
from verify.features.batch.messages import Counted, Ended, Judged, Missing, Obstacle, load_event
from verify.features.batch.throughput import Pace
from verify.model import LeftOut, LeftReason, limits
from verify.workers import protocol, relaunch

_SLICE_SECONDS: Final = 0.02  # of the window's time at once
_DEATHS_IN_A_ROW: Final = 3  # without a single file between: then it is not tried again by itself
_END_MILLISECONDS: Final = 3_000
_TOLD_MILLISECONDS: Final = 200  # numbers that change within this time are told together
_BACKLOG_BYTES: Final = 4 * limits.MIB


class Phase(StrEnum):
    """What becomes of the batch at present."""

    STOPPED = "stopped"
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"


class Work(QObject):
    """`judged` carries a Row; `changed` says that a number or the phase is another."""

    judged = Signal(object)
    changed = Signal()

    def __init__(
        self, parent: QObject | None, folder: Path, job: Job, done: int, command: Sequence[str] | None = None
    ) -> None:
        super().__init__(parent)
        self.folder = folder
        self.job = job
        self.done = done
        self.total: int | None = None
        self.missing: tuple[str, ...] = ()
        self.obstacle: Obstacle | None = None
        self.detail = ""
        self.phase = {State.DONE: Phase.DONE, State.CANCELLED: Phase.CANCELLED}.get(job.state, Phase.STOPPED)
        self._command = tuple(command or relaunch.command_for("batch", str(folder)))
        self._process: QProcess | None = None
        self._pace = Pace()
        self._judged = 0  # since it was started
        self._deaths = 0
        self._unread = bytearray()
        self._reading = QTimer(self)
        self._reading.setInterval(0)
        self._reading.timeout.connect(self._on_time_to_read)
        self._telling = QTimer(self)
        self._telling.setSingleShot(True)
        self._telling.setInterval(_TOLD_MILLISECONDS)
        self._telling.timeout.connect(self.changed)

    @property
    def running(self) -> bool:
        """Whether files are being checked."""
        return self.phase is Phase.RUNNING

    def pace(self) -> tuple[float | None, float | None]:
        """Files a second, and the seconds left, as far as they can be told."""
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
        """Begins, or goes on where it ended."""
        if self._process is not None:
            return
        self._deaths = 0
        self.obstacle, self.detail = None, ""
        self._mark(State.OPEN)
        self._launch()

    def pause(self) -> None:
        """Stops; what is being looked at right now will be looked at again."""
        self._end(Phase.STOPPED)

    def cancel(self) -> None:
        """Stops for good; what was judged stays."""
        self._end(Phase.CANCELLED)
        self._mark(State.CANCELLED)

    def close(self) -> None:
        """Ends all work and waits for it to be over; the batch stays as it is."""
        self.blockSignals(True)
        self._end(Phase.STOPPED)

    def _launch(self) -> None:
        self._pace, self._judged = Pace(), 0
        self._pace.note(time.monotonic(), 0)
        self._process = QProcess(self)
        self._process.setProcessChannelMode(QProcess.ProcessChannelMode.ForwardedErrorChannel)
        self._process.readyReadStandardOutput.connect(self._on_output)
        self._process.finished.connect(self._on_finished)
        self._process.errorOccurred.connect(self._on_error)
        self._process.start(self._command[0], self._command[1:])
        self.phase = Phase.RUNNING
        self.changed.emit()

    def _end(self, phase: Phase) -> None:
        process = self._let_go()
        if process is not None:
            process.closeWriteChannel()  # at which it ends by itself
            if not process.waitForFinished(_END_MILLISECONDS):
                process.kill()
                process.waitForFinished(_END_MILLISECONDS)
            process.deleteLater()
        self.phase = phase
        self.changed.emit()

    def _let_go(self) -> QProcess | None:
        process, self._process = self._process, None
        self._reading.stop()
        self._unread.clear()
        if process is not None:
            process.readyReadStandardOutput.disconnect(self._on_output)
            process.finished.disconnect(self._on_finished)
            process.errorOccurred.disconnect(self._on_error)
        return process

    def _mark(self, state: State) -> None:
        with contextlib.suppress(OSError):  # the journal knows what is done; this only saves a look at it
            jobs.set_state(self.folder, state)

    @Slot()
    def _on_output(self) -> None:
        if self._process is not None:
            self._unread += self._process.readAllStandardOutput().data()
            self._reading.start()

    @Slot()
    def _on_time_to_read(self) -> None:
        end = time.monotonic() + _SLICE_SECONDS
        while time.monotonic() < end and self._process is not None:
            at = self._unread.find(b"\n")
            if at < 0:
                self._reading.stop()
                if len(self._unread) > _BACKLOG_BYTES:
                    self._restart()
                return
            line = bytes(self._unread[:at])
            del self._unread[: at + 1]
            try:
                self._hear(load_event(line))
            except protocol.WireError:
                self._restart()

    def _hear(self, told: Counted | Judged | Missing | Ended) -> None:
        match told:
            case Counted():
                self.total = told.total
            case Judged():
                self._deaths = 0
                self.done += 1
                self._judged += 1
                self._pace.note(time.monotonic(), self._judged)
                self.judged.emit(told.row)
            case Missing():
                self.missing = told.folders
            case Ended():
                self.obstacle, self.detail = told.obstacle, told.detail
                self._end(Phase.FAILED if told.obstacle else Phase.DONE)
                if not told.obstacle:
                    self._mark(State.DONE)
        if not self._telling.isActive():
            self._telling.start()

    @Slot()
    def _on_finished(self) -> None:
        """It went although nobody asked it to; what it still said counts."""
        self._on_output()
        while self._process is not None and b"\n" in self._unread:
            self._on_time_to_read()
        self._restart()

    @Slot(QProcess.ProcessError)
    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:  # the other errors are followed by `finished`
            self._restart()

    def _restart(self) -> None:
        """Lets another process go on, unless one after another dies."""
        process = self._let_go()
        if process is None:
            return
        process.kill()
        process.waitForFinished(_END_MILLISECONDS)
        process.deleteLater()
        self._deaths += 1
        if self._deaths >= _DEATHS_IN_A_ROW:
            self.phase = Phase.FAILED
            self.changed.emit()
        else:
            self._launch()
