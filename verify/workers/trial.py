"""Has a real worker and a real confined task try what they must not do, for `doctor`."""

from __future__ import annotations

import os
import queue
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from msgspec import Struct

from verify.model import Options, Problem, limits
from verify.model.errors import TaskError, TaskProblem
from verify.workers import protocol
from verify.workers.confined_task import run_task
from verify.workers.process.worker_process import Inbox, WorkerExit, WorkerProcess, build_worker_command
from verify.workers.protocol import Attempt, Probed
from verify.workers.sandbox import linux, probe, probe_reading

TASK: Final = "barriers"
ABSENT: Final = -1

_SECONDS: Final = 60.0  # for a process to start, to try everything and to load every library


class Trial(Struct, frozen=True):
    """What came of it."""

    worker: Probed | WorkerExit  # the outcome, or why there was no worker
    task: tuple[Attempt, ...] | TaskError = ()
    landlock: int = ABSENT  # its version, 0 where the kernel has none; ABSENT where the system is not Linux

    @property
    def differing(self) -> tuple[Attempt, ...]:
        """What a task met otherwise than a worker."""
        if isinstance(self.worker, WorkerExit) or isinstance(self.task, TaskError):
            return ()
        return tuple(attempt for attempt in self.task if attempt not in self.worker.attempts)


def try_all() -> Trial:
    """Try worker and task, and ask the kernel what it has."""
    landlock = linux.ask_landlock_version() if sys.platform.startswith("linux") else ABSENT
    return Trial(try_worker(), try_task(), landlock)


def try_worker() -> Probed | WorkerExit:
    """Have a real worker try the sandbox, and return the outcome, or why there was no worker."""
    inbox: Inbox = queue.Queue()
    with _make_scratch_folder() as folder:
        worker = WorkerProcess(build_worker_command(), inbox)
        worker.send(protocol.Configure(Options(now=datetime.now(UTC)), tell=False))
        worker.send(protocol.Probe(str(folder), _find_home()))
        until = time.monotonic() + _SECONDS
        try:
            while True:
                arrival = inbox.get(timeout=max(0.0, until - time.monotonic()))
                if arrival is not None and isinstance(arrival[1], Probed | WorkerExit):
                    return arrival[1]
        except queue.Empty:
            return WorkerExit(Problem.TIMED_OUT, f"{_SECONDS:g} s")
        finally:
            worker.dismiss()
            worker.reap()


def try_task() -> tuple[Attempt, ...] | TaskError:
    """Have a real confined task try the same but threads, and return the outcome, or why there was none."""
    with _make_scratch_folder() as folder, (folder / probe_reading.GIVEN).open("rb") as given:
        try:
            arguments = {"scratch": str(folder), "home": _find_home()}
            answer = run_task(TASK, given, arguments, seconds=_SECONDS, answer_bytes=limits.MIB)
            return protocol.load(Probed, answer).attempts
        except TaskError as error:
            return error
        except protocol.WireError as error:
            return TaskError(TaskProblem.FAILED, str(error))


def _find_home() -> str:
    try:
        return str(Path.home())
    except RuntimeError:  # nobody's, or not told
        return ""


@contextmanager
def _make_scratch_folder() -> Iterator[Path]:
    """Make a folder for the trial, and beside it what a worker must not get: an inheritable handle and a variable."""
    with tempfile.TemporaryDirectory(prefix="whence-doctor-") as place:
        folder = Path(place)
        (folder / probe.SPARE).touch()
        for name in (probe_reading.GIVEN, probe_reading.BESIDE):
            (folder / name).write_bytes(b"0")
        with (folder / probe_reading.THERE).open("wb") as there:
            there.write(b"0")
            there.flush()
            os.set_inheritable(there.fileno(), True)
            os.environ[probe.VARIABLE] = "1"
            try:
                yield folder
            finally:
                os.environ.pop(probe.VARIABLE)
