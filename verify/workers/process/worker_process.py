"""One worker process as its parent sees it: started, given one job at a time, listened to, ended.

A thread holds the conversation, so that no pipe can block the parent; the parent alone decides when a worker must die.
"""

from __future__ import annotations

import contextlib
import math
import os
import queue
import signal
import subprocess
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Final, cast

from msgspec import Struct

from verify.model import Picture, Problem, limits
from verify.workers import protocol
from verify.workers.handover import CommandPipe, OpenFile, close_all
from verify.workers.process import relaunch
from verify.workers.process.watched_process import Usage, WatchedProcess
from verify.workers.sandbox import enter
from verify.workers.sandbox.parent_pipe import ParentPipe

GRACE_SECONDS: Final = 1.0  # between asking a process to end and ending it
EXIT_SECONDS: Final = 5.0  # until a killed process must have left the table
_READ_BYTES: Final = 64 * limits.KIB  # at once, of what it says; small pictures make lines of half a million
_HELD_BACK_SECONDS: Final = 0.2  # between two tries to hand on an event that nobody takes


class WorkerExit(Struct, frozen=True):
    """How a worker ended. `problem` blames what it was doing, `detail` says what happened."""

    problem: Problem
    detail: str
    outside: bool = False  # ended by neither itself nor its parent


Message = tuple["WorkerProcess", protocol.Event | WorkerExit]
Inbox = queue.Queue[Message | None]  # None only wakes whoever waits


def build_worker_command() -> tuple[str, ...]:
    """Return how to start a worker of this very program, frozen or not."""
    return relaunch.build_command("worker")


class WorkerProcess:
    """A running worker. What it tells goes into `inbox` as (this worker, event); the last one is a WorkerExit.

    `job`, `ready`, `files` and `deadline` belong to the pool, which writes them. `reader` is who looks, as the worker
    says; nobody waits for that, so it does not go through `inbox`.
    """

    def __init__(self, command: Sequence[str], inbox: Inbox) -> None:
        self.job: protocol.Inspect | None = None
        self.reader = ""
        self.ready = False
        self.files = 0
        self.answer_bytes = 0  # bytes of the latest answer
        self.configured: protocol.Configure | None = None
        self.deadline = math.inf  # by the clock of the pool
        self._exit: WorkerExit | None = None
        self._kill_at = math.inf
        self._abandoned = False
        self._inbox = inbox
        self._outbox: queue.SimpleQueue[tuple[protocol.Command, Sequence[OpenFile]] | None] = queue.SimpleQueue()
        self._commands, self._pipe = CommandPipe(), ParentPipe()
        try:
            self._process = subprocess.Popen(
                command,
                stdin=self._commands.stdin,
                stdout=subprocess.PIPE,
                bufsize=_READ_BYTES,
                stderr=subprocess.DEVNULL,
                env={**enter.build_worker_environment(os.environ), **self._pipe.environment},
                pass_fds=self._pipe.inherited,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
                start_new_session=True,  # no terminal of the parent into which it could type
            )
        except OSError:
            self._commands.close()
            self._pipe.close()
            raise
        self._commands.attach(self._process)
        self._pipe.attach()
        self._watched = WatchedProcess(self._process)
        self._thread = threading.Thread(target=self._exchange_lines, name=f"worker {self._process.pid}", daemon=True)
        self._thread.start()

    @property
    def pid(self) -> int:
        """Its number in the system's table of processes."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether the process still runs."""
        return self._process.poll() is None

    @property
    def is_ending(self) -> bool:
        """Whether it was told to end, so that it takes no further job."""
        return self._kill_at < math.inf

    @property
    def is_opening(self) -> bool:
        """Whether a file is being opened for it, which a network that does not answer can make last."""
        return self._commands.is_opening

    def find_stuck(self) -> WorkerExit | None:
        """Return why it was ended where its end cannot be awaited: the system gives up neither it nor a file for it."""
        overdue = time.monotonic() > self._kill_at + EXIT_SECONDS
        if overdue and self.alive:
            return WorkerExit(Problem.WORKER_DIED, "the worker could not be ended")
        gone = self.is_ending and self.is_opening and not self.alive
        return (self._exit or WorkerExit(Problem.WORKER_DIED, "")) if overdue or gone else None

    def measure(self) -> Usage:
        """Return what it holds now."""
        return self._watched.measure()

    def is_held_up(self) -> bool:
        """Whether it is not ready yet because this computer gave it too little of its time."""
        return not self.ready and self._watched.is_held_up()

    def has_time_for(self, seconds: float) -> bool:
        """Whether its bound on processor time leaves enough for a file that may take so long. A new worker has it."""
        return not self.files or self._watched.has_time_for(seconds)

    def send(self, command: protocol.Command, given: Sequence[OpenFile] = ()) -> None:
        """Send a command without ever waiting for the worker to take it; `given` are closed when that is over."""
        self._outbox.put((command, given))

    def dismiss(self) -> None:
        """Let an idle worker end by itself: its input closes after what was already told."""
        self._kill_at = min(self._kill_at, time.monotonic() + GRACE_SECONDS)
        self._outbox.put(None)

    def stop(self, problem: Problem, detail: str, *, at_once: bool = False) -> None:
        """End a worker that must not go on. Unless `at_once`, it is asked first; `kill_if_overdue` ends the grace."""
        if self._exit is None:
            self._exit = WorkerExit(problem, detail)
        self.dismiss()
        if at_once:
            self._watched.kill()
        else:
            self._process.terminate()

    def kill_if_overdue(self) -> None:
        """Kill it where it was to end and the grace is over."""
        if time.monotonic() > self._kill_at and self.alive:
            self._watched.kill()

    def reap(self) -> None:
        """End it for good and wait, a bounded time, until nothing is left: process, thread, pipes."""
        self._abandoned = True
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(min(GRACE_SECONDS, max(0.0, self._kill_at - time.monotonic())))
        if self.alive:
            self._watched.kill()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(EXIT_SECONDS)
        self._watched.close()
        self._pipe.close()
        self._outbox.put(None)
        if not self.is_opening:  # else the thread ends when the system answers it
            self._thread.join(EXIT_SECONDS)
        with contextlib.suppress(queue.Empty):
            while True:  # what the thread did not come to
                if waiting := self._outbox.get_nowait():
                    close_all(waiting[1])

    # -- the thread: one command down, its events up, again and again, until either side ends -----------------------

    def _exchange_lines(self) -> None:
        reason = ""
        try:
            while (sent := self._outbox.get()) is not None:
                command, given = sent
                self._commands.send(command, given)
                self._read_answer(command)
        except protocol.WireError as error:
            reason = f"it did not keep to the protocol ({error})"
        except _FailedError as error:
            reason = str(error)
        except (OSError, EOFError, ValueError):
            pass  # its return code tells more
        with contextlib.suppress(OSError):  # what was not written is lost with the worker
            self._commands.close()  # at which a worker ends by itself
        worker_exit = self._explain_exit(reason)
        with contextlib.suppress(OSError):
            cast("IO[bytes]", self._process.stdout).close()
        self._deliver(worker_exit)

    def _read_answer(self, command: protocol.Command) -> None:
        """Hand on all events that answer `command`. Raises WireError where something else comes, or too much."""
        pictures: list[Picture] = []
        self.answer_bytes, self.reader = 0, ""
        early = 0
        looking = isinstance(command, protocol.Looking)
        for _ in range(limits.EVENTS_PER_FILE):
            event = self._read_event(limits.VIEW_LINE_BYTES if looking else limits.LINE_BYTES)
            if isinstance(event, protocol.Failed):
                raise _FailedError(event.reason)
            if not _is_answer(event, command):
                raise protocol.WireError("an answer to another question")
            if isinstance(event, protocol.ReaderBegun):
                self.reader = event.reader if _is_name(event.reader) else ""
                continue
            if isinstance(event, protocol.Seen):
                pictures.extend(event.pictures)
                if len(pictures) > limits.PICTURES_PER_FILE or _count_bytes(pictures) > limits.PICTURE_BYTES_PER_FILE:
                    raise protocol.WireError("too many pictures")
            early += isinstance(event, protocol.Provisional)
            if early > limits.PROVISIONAL_ANSWERS:
                raise protocol.WireError("too many provisional answers")
            self._deliver(
                protocol.add_sent_pictures(event, pictures) if isinstance(event, protocol.Reported) else event
            )
            if isinstance(event, protocol.Ready | protocol.Reported | protocol.Probed | protocol.LookingAnswer):
                return
        raise protocol.WireError("too many events")

    def _read_event(self, most: int) -> protocol.Event:
        """Return the next event, whose line may have `most` bytes."""
        line = cast("IO[bytes]", self._process.stdout).readline(most + 1)
        if not line.endswith(b"\n") and len(line) <= most:
            raise EOFError
        if len(line) > most:
            raise protocol.WireError("line too long")
        self.answer_bytes += len(line)
        return protocol.load_event(line)

    def _explain_exit(self, reason: str) -> WorkerExit:
        if reason and self._exit is None:
            self._watched.kill()
        if self._exit is None and not reason:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(GRACE_SECONDS)
            return explain_exit_code(self._process.poll())
        return self._exit or WorkerExit(Problem.WORKER_DIED, reason)

    def _deliver(self, event: protocol.Event | WorkerExit) -> None:
        while not self._abandoned:
            try:
                return self._inbox.put((self, event), timeout=_HELD_BACK_SECONDS)
            except queue.Full:
                continue
        return None


class _FailedError(Exception):
    """The worker's own word that it cannot work."""


def _is_name(text: str) -> bool:
    return text.isidentifier() and len(text) <= limits.KEY_CHARACTERS


def _count_bytes(pictures: Sequence[Picture]) -> int:
    return sum(len(picture.rgb) for picture in pictures)


def _is_answer(event: protocol.Event, command: protocol.Command) -> bool:
    if isinstance(command, protocol.Looking):
        return protocol.answers_look(event, command)
    if isinstance(event, protocol.Ready):
        return isinstance(command, protocol.Configure)
    if isinstance(event, protocol.Probed):
        return isinstance(command, protocol.Probe)
    if not isinstance(command, protocol.Inspect) or isinstance(event, protocol.Failed | protocol.LookingAnswer):
        return False
    if event.id != command.id:
        return False
    if not isinstance(event, protocol.Provisional | protocol.Reported):
        return True
    path = Path(command.path)
    return (event.report.file.path, event.report.file.name) == (str(path), path.name)


def explain_exit_code(code: int | None) -> WorkerExit:
    """Say how a process ended that nobody ended on purpose; None: it has not."""
    if code is None:
        return WorkerExit(Problem.WORKER_DIED, "the worker closed its answer and went on")
    if code == -getattr(signal, "SIGXCPU", 0):
        return WorkerExit(Problem.TIMED_OUT, "the worker used up its processor time")
    if code == -getattr(signal, "SIGKILL", 0):
        return WorkerExit(
            Problem.WORKER_DIED, "the worker was killed from outside, perhaps because memory ran out", True
        )
    if code < 0:
        return WorkerExit(Problem.WORKER_DIED, f"the worker was ended by signal {-code}")
    return WorkerExit(Problem.WORKER_DIED, f"the worker ended with code {code}")
