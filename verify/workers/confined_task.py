"""Read one hostile source in a confined process of its own: `run_task` is the parent's side, `serve` the child's.

The child is held like a worker, gets the source as its standard input, so that it opens no path, and answers with one
bounded line of JSON. What it says may be a lie about its own source, and nothing worse.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import IO, BinaryIO, Final, cast

from verify.model import Problem, limits
from verify.model.errors import TaskError, TaskProblem
from verify.workers import stdio
from verify.workers.process import relaunch
from verify.workers.process.awake_clock import AwakeClock
from verify.workers.process.watched_process import WatchedProcess
from verify.workers.process.worker_process import EXIT_SECONDS, GRACE_SECONDS, explain_exit_code
from verify.workers.protocol import WireError, decode_line, encode_line
from verify.workers.sandbox import enter
from verify.workers.sandbox.parent_pipe import ParentPipe

Task = Callable[[BinaryIO, Mapping[str, object]], object]  # the source and the arguments → what JSON can hold

_TICK_SECONDS: Final = 0.05  # between two looks at the child's memory
_BEGUN: Final = b'{"begun":true}\n'  # the child's first line: it is confined, and its time begins
_FRAME_BYTES: Final = 4 * limits.FACT_CHARACTERS  # of a line beyond the answer in it


def run_task(
    name: str,
    source: BinaryIO | bytes,
    arguments: Mapping[str, object],
    *,
    seconds: float,
    answer_bytes: int,
    command: Sequence[str] | None = None,
) -> object:
    """Have the task `name` of `verify/cli/task.py` read `source`, and return its answer. Raises TaskError without one.

    A file needs a descriptor and is read from its beginning; its position is then anywhere. `seconds` begin when the
    child is ready. `answer_bytes` bound the answer as JSON. `command` starts another program than our own.
    """
    asked = {"seconds": seconds, "answer_bytes": answer_bytes, "arguments": dict(arguments)}
    try:
        request = encode_line(asked).decode("ascii").strip()
    except WireError as error:
        raise TaskError(TaskProblem.FAILED, str(error)) from error
    if len(request) > limits.TASK_REQUEST_BYTES:
        raise TaskError(TaskProblem.TOO_LARGE, "the arguments")
    started = (*(command or relaunch.build_command("--task")), name, request)
    pipe = ParentPipe()
    try:
        with _as_file(source) as file:
            process = subprocess.Popen(
                started,
                stdin=file,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**enter.build_worker_environment(os.environ), **pipe.environment},
                pass_fds=pipe.inherited,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
                start_new_session=True,
            )
    except OSError as error:
        pipe.close()
        raise TaskError(TaskProblem.FAILED, error.strerror or str(error)) from error
    pipe.attach()
    watched = WatchedProcess(process)
    listener = _Listener(cast("IO[bytes]", process.stdout), answer_bytes + _FRAME_BYTES)
    listener.start()
    try:
        return _load_answer(_hear(process, watched, listener, seconds))
    finally:
        watched.kill()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(EXIT_SECONDS)
        watched.close()
        pipe.close()
        listener.join(EXIT_SECONDS)


@contextlib.contextmanager
def _as_file(source: BinaryIO | bytes) -> Iterator[IO[bytes]]:
    """Give the source as something with a descriptor: bytes in memory where the system can do that, else in a file."""
    if not isinstance(source, bytes):
        yield source
        return
    with os.fdopen(os.memfd_create("source"), "w+b") if hasattr(os, "memfd_create") else _make_file() as file:
        file.write(source)
        file.flush()
        yield file


def _make_file() -> IO[bytes]:
    return tempfile.TemporaryFile()


class _Listener(threading.Thread):
    """Takes the two lines of a child, each bounded, so that no pipe can block the parent."""

    def __init__(self, pipe: IO[bytes], line_bytes: int) -> None:
        super().__init__(name="confined task", daemon=True)
        self.has_begun = False
        self.line = b""
        self.line_bytes = line_bytes  # at most
        self._pipe = pipe

    def run(self) -> None:
        """Read until the answer is there or the pipe is closed."""
        with self._pipe:
            if self._pipe.readline(len(_BEGUN)) == _BEGUN:
                self.has_begun = True
                self.line = self._pipe.readline(self.line_bytes + 1)


def _hear(process: subprocess.Popen[bytes], watched: WatchedProcess, listener: _Listener, seconds: float) -> bytes:
    """Return the child's line. Raises TaskError where it takes too much of anything, or ends without one."""
    clock = AwakeClock()
    has_begun, deadline = False, clock.read() + limits.START_SECONDS
    while listener.is_alive():
        listener.join(_TICK_SECONDS)
        now = clock.read()
        if listener.has_begun and not has_begun:
            has_begun, deadline = True, now + seconds
        if not has_begun and now > deadline and watched.is_held_up():
            deadline = now + limits.START_SECONDS
        if listener.is_alive() and now > deadline:
            raise TaskError(TaskProblem.TOO_SLOW)
        usage = watched.measure()
        if usage.memory_bytes > limits.TASK_DATA_BYTES:
            raise TaskError(TaskProblem.TOO_LARGE, "memory")
        if usage.has_too_many_threads:
            raise TaskError(TaskProblem.FAILED, "it started too many threads")
    if len(listener.line) > listener.line_bytes:
        raise TaskError(TaskProblem.TOO_LARGE, "the answer")
    if listener.line.endswith(b"\n"):
        return listener.line
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(GRACE_SECONDS)
    ended = explain_exit_code(process.poll())
    slow = ended.problem is Problem.TIMED_OUT
    raise TaskError(TaskProblem.TOO_SLOW if slow else TaskProblem.DIED, ended.detail)


def _load_answer(line: bytes) -> object:
    try:
        data = decode_line(line)
    except WireError as error:
        raise TaskError(TaskProblem.FAILED, str(error)) from error
    if data.keys() == {"answer"}:
        return data["answer"]
    problem, detail = data.get("problem"), data.get("detail")
    if data.keys() == {"problem", "detail"} and isinstance(problem, str) and isinstance(detail, str):
        for known in TaskProblem:
            if problem == known:
                raise TaskError(known, detail[: limits.FACT_CHARACTERS])
    raise TaskError(TaskProblem.FAILED, "not an answer")


# -- the child ---------------------------------------------------------------------------------------------------------


def serve(load_task: Callable[[], Task], request: str) -> int:
    """Confine this process, do the task on standard input, answer on standard output. Returns the exit status.

    The task's modules are loaded before: that is our own code, and afterwards not every file may be opened any more.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which then ends the child
    source, answers = stdio.take_pipes(silent=True)
    task = load_task()
    asked = decode_line(request.encode("ascii"))
    seconds, answer_bytes, arguments = asked["seconds"], asked["answer_bytes"], asked["arguments"]
    if not (isinstance(seconds, int | float) and isinstance(answer_bytes, int) and isinstance(arguments, dict)):
        return 2
    enter.confine(limits.TASK_DATA_BYTES)
    enter.allow_seconds(seconds)
    with contextlib.suppress(OSError):  # a pipe has no beginning but this one
        source.seek(0)
    stdio.write_line(answers, _BEGUN)
    stdio.write_line(answers, _do(task, source, arguments, answer_bytes))
    return 0


def _do(task: Task, source: BinaryIO, arguments: Mapping[str, object], answer_bytes: int) -> bytes:
    try:
        line = encode_line({"answer": task(source, arguments)})
    except TaskError as error:
        return _tell(error.problem, error.detail)
    except MemoryError:
        return _tell(TaskProblem.TOO_LARGE, "memory")
    except Exception as error:  # noqa: BLE001  (an error of ours costs one source, with its reason)
        return _tell(TaskProblem.FAILED, f"{type(error).__name__}: {error}")
    return line if len(line) <= answer_bytes + _FRAME_BYTES else _tell(TaskProblem.TOO_LARGE, "the answer")


def _tell(problem: TaskProblem, detail: str) -> bytes:
    return encode_line({"problem": problem.value, "detail": detail[: limits.FACT_CHARACTERS]})
