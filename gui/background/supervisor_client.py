"""The window's door to the workers: runs the supervisor, sends it files, and passes on what it answers.

Whatever arrives is bounded and loaded strictly; a dispatcher that dies or babbles is replaced, and no file is lost.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject, QProcess, QTimer, Signal, Slot

from verify.model import Options, Problem, limits
from verify.workers import protocol, relaunch

_SLICE_SECONDS: Final = 0.02  # of the window's time at once, spent on answers
_BACKLOG_BYTES: Final = 4 * limits.LINE_BYTES  # of answers that the window has not looked at yet
_DEATHS_IN_A_ROW: Final = 3  # without a single answer between: then it is not tried again by itself
_FAULTS: Final = 2  # a file that was looked at in as many dying dispatchers is given up
_END_MILLISECONDS: Final = 3_000  # for the dispatcher to end by itself


def dispatcher_command() -> tuple[str, ...]:
    """Program and arguments of the dispatcher, in a frozen bundle and out of a checkout."""
    return relaunch.command_for("dispatch")


@dataclass(slots=True)
class _Job:
    path: str
    fetched: bytes | None = None
    taken: bool = False
    faults: int = 0


class Dispatcher(QObject):
    """Sends files and tells what becomes of them, by the number that the caller gave.

    `told` carries `wire.Taken`, `Seen`, `Progress` and `Reported` of numbers that are awaited, and of no others;
    `lost` a number and the Problem that kept it from being checked; `gone` says that no dispatcher can be had.
    """

    told = Signal(object)
    lost = Signal(int, object)
    gone = Signal()

    def __init__(
        self,
        parent: QObject | None,
        options: Callable[[], Options],
        command: Sequence[str] | None = None,
        *,
        jobs: int = 0,
    ) -> None:
        super().__init__(parent)
        self._options = options
        self._jobs_at_once = jobs
        self._command = tuple(command or dispatcher_command())
        self._process: QProcess | None = None
        self._ready = False
        self._jobs: dict[int, _Job] = {}
        self._unread = bytearray()
        self._searched = 0  # bytes of `_unread` known to hold no line end
        self._deaths = 0
        self._closed = False
        self._reading = QTimer(self)
        self._reading.setInterval(0)
        self._reading.timeout.connect(self._on_time_to_read)

    def start(self) -> None:
        """Starts the dispatcher if none runs; files that wait are sent as soon as it is ready."""
        if self._process is not None or self._closed:
            return
        self._process = QProcess(self)
        self._process.setProcessChannelMode(QProcess.ProcessChannelMode.ForwardedErrorChannel)
        self._process.readyReadStandardOutput.connect(self._on_output)
        self._process.finished.connect(self._on_finished)
        self._process.errorOccurred.connect(self._on_error)
        self._process.start(self._command[0], self._command[1:])
        self.configure()

    def configure(self) -> None:
        """Has files that are not yet begun inspected with the options of the moment."""
        if self._process is not None:
            self._send(protocol.Configure(self._options(), self._jobs_at_once))

    def inspect(self, number: int, path: str, fetched: bytes | None = None) -> None:
        """Has one file inspected, with its `fetched` record if it was kept elsewhere. `number` must be new."""
        self._jobs[number] = _Job(path, fetched)
        self.start()
        if self._ready:
            self._send(protocol.Inspect(number, path, fetched))

    def cancel(self, number: int) -> None:
        """Forgets a number: nothing more is told of it."""
        if self._jobs.pop(number, None) is not None and self._ready:
            self._send(protocol.Cancel(number))

    def close(self) -> None:
        """Ends the dispatcher for good and waits for it; it is killed if it does not go."""
        self._closed = True
        self._jobs.clear()
        process = self._let_go()
        if process is None:
            return
        process.write(protocol.command_line(protocol.Quit()))
        process.closeWriteChannel()
        if not process.waitForFinished(_END_MILLISECONDS):
            process.kill()
            process.waitForFinished(_END_MILLISECONDS)

    def _send(self, command: protocol.Command) -> None:
        if self._process is not None:
            self._process.write(protocol.command_line(command))

    def _let_go(self) -> QProcess | None:
        """Stops listening to the present process and returns it, if there is one."""
        process, self._process, self._ready = self._process, None, False
        self._reading.stop()
        self._unread.clear()
        self._searched = 0
        if process is not None:
            process.readyReadStandardOutput.disconnect(self._on_output)
            process.finished.disconnect(self._on_finished)
            process.errorOccurred.disconnect(self._on_error)
        return process

    @Slot()
    def _on_output(self) -> None:
        if self._process is not None:
            self._unread += self._process.readAllStandardOutput().data()
            self._reading.start()

    @Slot()
    def _on_time_to_read(self) -> None:
        end = time.monotonic() + _SLICE_SECONDS
        while time.monotonic() < end:
            at = self._unread.find(b"\n", self._searched)
            if at < 0:
                self._searched = len(self._unread)
                self._reading.stop()
                if self._searched > limits.LINE_BYTES:
                    self._replace()
                return
            line = bytes(self._unread[:at])
            del self._unread[: at + 1]
            self._searched = 0
            try:
                event = protocol.load_event(line)
            except protocol.WireError:
                self._replace()
                return
            self._hear(event)
        if len(self._unread) > _BACKLOG_BYTES:
            self._replace()

    def _hear(self, event: protocol.Event) -> None:
        match event:
            case protocol.Ready():
                if not self._ready:
                    self._ready = True
                    for number, job in self._jobs.items():
                        self._send(protocol.Inspect(number, job.path, job.fetched))
            case protocol.Failed():
                self._replace()
            case protocol.Taken(id=number):
                if number in self._jobs:
                    self._jobs[number].taken = True
                    self.told.emit(event)
            case protocol.Seen(id=number) | protocol.Progress(id=number):
                if number in self._jobs:
                    self.told.emit(event)
            case protocol.Reported(id=number):
                if self._jobs.pop(number, None) is not None:
                    self._deaths = 0
                    self.told.emit(event)

    @Slot()
    def _on_finished(self) -> None:
        """The dispatcher went although nobody asked it to; what it still said counts."""
        self._on_output()
        while self._process is not None and b"\n" in self._unread:
            self._on_time_to_read()
        self._replace()

    @Slot(QProcess.ProcessError)
    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:  # the other errors are followed by `finished`
            self._replace()

    def _replace(self) -> None:
        """Gives the unanswered files to a new dispatcher, unless one after another dies."""
        process = self._let_go()
        if process is None:
            return
        process.kill()
        process.waitForFinished(_END_MILLISECONDS)
        process.deleteLater()
        self._deaths += 1
        hopeless = self._deaths >= _DEATHS_IN_A_ROW
        lost: dict[int, Problem] = {}
        for number, job in self._jobs.items():
            job.faults += job.taken
            job.taken = False
            if job.faults >= _FAULTS:
                lost[number] = Problem.WORKER_DIED
            elif hopeless:
                lost[number] = Problem.UNAVAILABLE  # not the file's fault
        for number in lost:
            del self._jobs[number]
        if hopeless:
            self._deaths = 0  # the next file that somebody drops starts it anew
            self.gone.emit()
        elif self._jobs:
            self.start()
        for number, problem in lost.items():
            self.lost.emit(number, problem)
