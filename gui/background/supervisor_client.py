"""The window's door to the workers: runs the supervisor, sends it files, and passes on what it answers.

Whatever arrives is bounded and loaded strictly; a supervisor that dies or babbles is replaced, and no file is lost.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from PySide6.QtCore import QObject, QProcess, Signal

from gui.background.child_process import LineProcess
from verify.model import Options, Problem, Supplement, limits
from verify.workers import protocol
from verify.workers.process import relaunch

_NOTHING: Final = Supplement()
_BACKLOG_BYTES: Final = 4 * limits.LINE_BYTES  # of answers that the window has not looked at yet
_FAULTS: Final = 2  # a file that was looked at in as many dying supervisors is given up


def supervisor_command() -> tuple[str, ...]:
    """Return program and arguments of the supervisor, in a frozen bundle and out of a checkout."""
    return relaunch.build_command("dispatch")


@dataclass(slots=True)
class _Job:
    path: str
    supplement: Supplement
    taken: bool = False
    faults: int = 0


class SupervisorClient(LineProcess):
    """Sends files and tells what becomes of them, by the number that the caller gave.

    `answered` carries `Taken`, `Seen`, `Progress`, `Provisional` and `Reported` of numbers that are awaited, no others;
    `lost` a number and the Problem that kept it from being checked; `gone` says that no supervisor can be had.
    `unused` carries a file of the user's own that does not take part.
    """

    answered = Signal(object)
    lost = Signal(int, object)
    gone = Signal()
    unused = Signal(object)

    def __init__(
        self,
        parent: QObject | None,
        options: Callable[[], Options],
        command: Sequence[str] | None = None,
        *,
        jobs: int = 0,
    ) -> None:
        super().__init__(parent, command or supervisor_command(), limits.LINE_BYTES, _BACKLOG_BYTES)
        self._options = options
        self._jobs_at_once = jobs
        self._ready = False
        self._is_configured = False  # with the person's choices; no file is sent before
        self._jobs: dict[int, _Job] = {}
        self._closed = False

    def warm_up(self) -> None:
        """Start the supervisor, and it its workers, before it is known how to inspect: `start` tells that."""
        if self._process is None and not self._closed:
            self._launch()
            self._is_configured = False
            self._send(protocol.Configure(Options(datetime.now(UTC)), self._jobs_at_once))

    def start(self) -> None:
        """Start the supervisor if none runs; files that wait are sent as soon as it is ready."""
        if self._closed or (self._process is not None and self._is_configured):
            return
        if self._process is None:
            self._launch()
        self.configure()

    def configure(self) -> None:
        """Have files that are not yet begun inspected with the options of the moment."""
        if self._process is not None:
            self._is_configured = True
            self._send(protocol.Configure(self._options(), self._jobs_at_once))

    def inspect(self, number: int, path: str, supplement: Supplement = _NOTHING) -> None:
        """Have one file inspected, with what was brought from elsewhere for it. `number` must be new."""
        self._jobs[number] = _Job(path, supplement)
        self.start()
        if self._ready:
            self._send(protocol.make_job(number, path, supplement))

    def cancel(self, number: int) -> None:
        """Forget a number: nothing more is told of it."""
        if self._jobs.pop(number, None) is not None and self._ready:
            self._send(protocol.Cancel(number))

    def close(self) -> None:
        """End the supervisor for good and wait for it; kill it if it does not go."""
        self._closed = True
        self._jobs.clear()
        self._end_process(protocol.encode_command(protocol.Quit()))

    def _send(self, command: protocol.Command) -> None:
        if self._process is not None:
            self._process.write(protocol.encode_command(command))

    def _detach(self) -> QProcess | None:
        self._ready = False
        return super()._detach()

    def _handle_line(self, line: bytes) -> None:
        event = protocol.load_event(line)
        match event:
            case protocol.Ready():
                if not self._ready:
                    self._ready = True
                    for number, job in self._jobs.items():
                        self._send(protocol.make_job(number, job.path, job.supplement))
            case protocol.Failed():
                self._replace()
            case protocol.Taken(id=number):
                if number in self._jobs:
                    self._jobs[number].taken = True
                    self.answered.emit(event)
            case protocol.Seen(id=number) | protocol.Progress(id=number) | protocol.Provisional(id=number):
                if number in self._jobs:
                    self.answered.emit(event)
            case protocol.Reported(id=number):
                if self._jobs.pop(number, None) is not None:
                    self._deaths = 0
                    self.answered.emit(event)

    def _recover(self, *, hopeless: bool) -> None:
        """Give the unanswered files to a new supervisor, unless one after another died."""
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
