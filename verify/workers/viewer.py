"""The window's second child: keeps one worker for the file that is looked at closely, and holds it to its bounds.

It opens that file for the worker, and reads nothing of it. Each file gets a worker of its own, so that one that is
taken over can lie about no other; one that dies, is late or takes too much costs the answer it was asked for. It ends,
and the worker with it, when its input closes.
"""

from __future__ import annotations

import os
import queue
import signal
import threading
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, Final

from verify.model import Options, Problem, limits
from verify.model.views import NotShown
from verify.workers import protocol, stdio
from verify.workers.process.awake_clock import AwakeClock
from verify.workers.process.worker_process import Inbox, WorkerExit, WorkerProcess, build_worker_command
from verify.workers.sandbox import enter

_TICK_SECONDS: Final = 0.05  # between two looks at the worker's memory
_LIMITS: Final = (  # where a worker is ended, and what is said of it
    (Problem.OUT_OF_MEMORY, "the worker took too much memory"),
    (Problem.WORKER_DIED, "the worker started too many threads"),
    (Problem.TIMED_OUT, "the worker took too long"),
)


def main(command: Sequence[str] | None = None) -> int:
    """Serve until the input closes or `quit` comes; `command` starts another worker than our own.

    Returns 1 where a line comes that is none of the window's.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the window decides
    commands, events = stdio.take_pipes(silent=False)
    desk = _Desk()
    threading.Thread(target=_listen, args=(commands, desk), daemon=True).start()
    viewer = Viewer(command or build_worker_command(), desk)
    status = 1
    try:
        while (asked := desk.take()) is not None:
            stdio.write_line(events, protocol.encode_event(viewer.answer(asked)))
        status = desk.status
    except OSError:
        status = 0  # the window is gone
    finally:
        viewer.close()
    os._exit(status)  # not through the interpreter's end, which the listening thread would disturb


class _Desk:
    """What was asked and not yet answered. A file that is opened makes questions about the one before pointless."""

    def __init__(self) -> None:
        self.status = 0
        self._asked: queue.SimpleQueue[protocol.Looking | None] = queue.SimpleQueue()
        self._newest = -1  # number of the last `Look`, or of the end
        self._current = -1  # of the one that is served

    def put(self, command: protocol.Looking | None) -> None:
        """Note a question; None is the end."""
        if not isinstance(command, protocol.Show | protocol.Cut | protocol.Listen):
            self._newest += 1
        self._asked.put(command)

    def take(self) -> protocol.Looking | None:
        """Wait for the next question."""
        command = self._asked.get()
        if not isinstance(command, protocol.Show | protocol.Cut | protocol.Listen):
            self._current += 1
        return command

    @property
    def is_pointless(self) -> bool:
        """Whether nobody wants the answer any more that is being worked on."""
        return self._newest > self._current


def _listen(commands: BinaryIO, desk: _Desk) -> None:
    try:
        for command in stdio.read_commands(commands):
            if isinstance(command, protocol.Quit):
                break
            if not isinstance(command, protocol.Looking):
                desk.status = 1
                break
            desk.put(command)
    except protocol.WireError:
        desk.status = 1  # who speaks like this is not our window
    desk.put(None)


class Viewer:
    """Answers each question about the file of the last `Look`, whatever becomes of its worker."""

    def __init__(self, command: Sequence[str], desk: _Desk) -> None:
        self._command = command
        self._desk = desk
        self._clock = AwakeClock()
        self._inbox: Inbox = queue.Queue()
        self._worker: WorkerProcess | None = None
        self._file: protocol.Look | None = None
        self._deaths = 0

    def close(self) -> None:
        """End the worker; nothing of it is left."""
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.stop(Problem.CANCELLED, "", at_once=True)
            worker.reap()
        self._inbox = queue.Queue()

    def answer(self, command: protocol.Looking) -> protocol.LookingAnswer:
        """Return the worker's answer, or why there is none."""
        if isinstance(command, protocol.Look):
            self.close()
            self._file, self._deaths = command, 0
            opened = self._open(command)
            if not isinstance(opened, protocol.Opened):
                self.close()
                self._file = None
            return opened
        if self._file is None:
            return _refuse(command, Problem.NOT_FOUND, "no file is open")
        if self._worker is None and not isinstance(reopened := self._open(self._file), protocol.Opened):
            return protocol.Refused(command.id, reopened.answer if isinstance(reopened, protocol.Refused) else _LOST)
        making = isinstance(command, protocol.Show)
        return self._ask(command, limits.VIEW_MAKE_SECONDS if making else limits.VIEW_SECONDS)

    def _open(self, command: protocol.Look) -> protocol.LookingAnswer:
        """Start a worker and have it open the file."""
        if self._deaths >= limits.VIEW_ATTEMPTS:
            return protocol.Refused(command.id, _LOST)
        try:
            self._worker = WorkerProcess(self._command, self._inbox)
        except OSError as error:
            return _refuse(command, Problem.NOT_STARTED, str(error))
        configure = protocol.Configure(Options(now=datetime.now(UTC)), tell=False)
        ended = self._exchange(configure, limits.START_SECONDS)
        if isinstance(ended, WorkerExit):
            return _refuse(command, Problem.NOT_STARTED, ended.detail)
        return self._ask(command, enter.compute_seconds(Path(command.path)))

    def _ask(self, command: protocol.Looking, seconds: float) -> protocol.LookingAnswer:
        answer = self._exchange(command, seconds)
        if isinstance(answer, WorkerExit):
            return _refuse(command, answer.problem, answer.detail)
        if isinstance(answer, protocol.LookingAnswer):
            return answer
        return protocol.Refused(command.id, _LOST)

    def _exchange(self, command: protocol.Command, seconds: float) -> protocol.Event | WorkerExit:
        """Send one command and wait for its answer; a worker that goes beyond a bound is ended."""
        worker = self._worker
        if worker is None:
            return WorkerExit(Problem.WORKER_DIED, "")
        worker.send(command)
        deadline = self._clock.read() + seconds
        while True:
            try:
                message = self._inbox.get(timeout=_TICK_SECONDS)
            except queue.Empty:
                message = None
            if message is not None:
                event = message[1]
                if isinstance(event, WorkerExit):
                    self._deaths += event.problem is not Problem.CANCELLED
                    self.close()
                return event
            worker.kill_if_overdue()
            if stuck := worker.find_stuck():
                self._deaths += 1
                self.close()
                return stuck
            if not worker.is_ending:
                self._enforce_limits(worker, deadline)

    def _enforce_limits(self, worker: WorkerProcess, deadline: float) -> None:
        usage = worker.measure()
        broken = (
            usage.memory_bytes > limits.WORKER_RESIDENT_BYTES,
            usage.has_too_many_threads,
            self._clock.read() > deadline,
        )
        if self._desk.is_pointless:
            worker.stop(Problem.CANCELLED, "", at_once=True)
        elif any(broken):
            worker.stop(*_LIMITS[broken.index(True)], at_once=True)


_LOST: Final = NotShown(Problem.WORKER_DIED)


def _refuse(command: protocol.Looking, problem: Problem, detail: str) -> protocol.Refused:
    return protocol.Refused(command.id, NotShown(problem, detail[: limits.FACT_CHARACTERS]))
