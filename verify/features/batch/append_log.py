"""An append log: a file of lines that outlives a crash, since a line is there whole or not at all.

What a crash left of a last line is cut off when the file is opened again. One process at a time may write.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
from codecs import BOM_UTF8
from collections.abc import Iterator
from pathlib import Path
from typing import Final, Self

from verify.features.batch.file_key import Source
from verify.model import Problem, Report, limits
from verify.store.folders import NotAFileError, refuse_special

# what kept a file from being read may be over: it is tried again when a run goes on
PASSING_PROBLEMS: Final = frozenset(
    (
        Problem.NOT_FOUND,
        Problem.NOT_PERMITTED,
        Problem.INPUT_OUTPUT,
        Problem.CHANGED,
        Problem.NOT_STARTED,
        Problem.CANCELLED,
    )
)

OPEN_FLAGS: Final = (
    os.O_RDWR | os.O_CREAT | sum(getattr(os, name, 0) for name in ("O_BINARY", "O_CLOEXEC", "O_NONBLOCK", "O_NOCTTY"))
)

_LOCKED_BYTE: Final = 1 << 62  # where no line ever lies: Windows locks bytes and not files


class InUseError(Exception):
    """Another process writes this file."""


class GoneError(OSError):
    """The file was removed, or another one took its place: what is written now would be found by nobody."""


class AppendLog:
    """An append log that is open for writing, made where there is none.

    What was there is untouched until `mend` or `append`. Raises OSError, NotAFileError for what is no regular file, and
    InUseError where another writes it.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        refuse_special(path)  # before it is opened: a device may act, and a pipe wait
        self._descriptor = os.open(path, OPEN_FLAGS, 0o666)
        try:
            if not stat.S_ISREG(self.status.st_mode):
                raise NotAFileError(str(path))
            _lock(self._descriptor)
        except BaseException:
            os.close(self._descriptor)
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let another process write. May be called twice."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    @property
    def status(self) -> os.stat_result:
        """The status of the file, as the system gives it."""
        return os.fstat(self._descriptor)

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in it; a mark that some editors put before the first line is nothing."""
        return not self.read_head(len(BOM_UTF8) + 1).removeprefix(BOM_UTF8)

    def read_head(self, count: int) -> bytes:
        """Return the first bytes, at most `count`."""
        os.lseek(self._descriptor, 0, os.SEEK_SET)
        return os.read(self._descriptor, count)

    def mend(self) -> int:
        """Cut off what a crash left of a last line and return how many bytes that were."""
        size = self.status.st_size
        end = size
        while end:
            start = max(0, end - limits.WALK_PIECE_BYTES)
            os.lseek(self._descriptor, start, os.SEEK_SET)
            at = os.read(self._descriptor, end - start).rfind(b"\n")
            if at >= 0:
                end = start + at + 1
                break
            end = start
        if end < size:
            os.ftruncate(self._descriptor, end)
        return size - end

    def read_lines(self) -> Iterator[bytes]:
        """Yield the whole lines without their ends, which an editor may have made CR LF.

        A line longer than any that we write comes as an empty one.
        """
        with os.fdopen(os.dup(self._descriptor), "rb") as file:
            file.seek(0)
            while line := file.readline(limits.LINE_BYTES):
                whole = line.endswith(b"\n")
                while not line.endswith(b"\n") and (line := file.readline(limits.LINE_BYTES)):
                    pass
                yield line.removesuffix(b"\n").removesuffix(b"\r") if whole else b""

    def truncate(self, count: int) -> None:
        """Cut off everything behind the first `count` lines. Raises OSError."""
        with os.fdopen(os.dup(self._descriptor), "rb") as file:
            file.seek(0)
            for _ in range(count):
                while (piece := file.readline(limits.LINE_BYTES)) and not piece.endswith(b"\n"):
                    pass
            end = file.tell()
        os.ftruncate(self._descriptor, end)

    def check_place(self) -> None:
        """Raise GoneError where the file no longer lies where it was opened."""
        try:
            there = os.path.samestat(self.path.stat(), self.status)
        except FileNotFoundError:
            there = False
        if not there:
            raise GoneError(errno.ENOENT, "it was removed or replaced while it was written")

    def append(self, line: bytes) -> None:
        """Append a line and its end; where that fails or is interrupted, nothing of it stays.

        Raises OSError, and GoneError where the line would be lost.
        """
        self._write(line + b"\n")

    def flush(self) -> None:
        """Write what waits: here nothing does. Raises OSError."""

    def _write(self, data: bytes) -> None:
        self.check_place()
        start = os.lseek(self._descriptor, 0, os.SEEK_END)
        try:
            write_all(self._descriptor, data)
        except BaseException:
            with contextlib.suppress(OSError):  # then it is cut off when the file is opened again
                os.ftruncate(self._descriptor, start)
            raise


class JudgedFiles:
    """Which files have been judged, by the lines of an append log. Base of the journal and of a file of results."""

    def __init__(self, log: AppendLog) -> None:
        self._log = log
        self._problems: dict[bytes, Problem | None] = {}  # by the key of the file: why it could not be read

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let another process write."""
        self._log.close()

    def __len__(self) -> int:
        return len(self._problems)

    def has(self, source: Source) -> bool:
        """Return whether this file in this state has been judged, so that nothing is left to be done for it."""
        return source.key in self._problems and self._problems[source.key] not in PASSING_PROBLEMS

    def has_same_outcome(self, source: Source, report: Report) -> bool:
        """Return whether a line says the same already: the file was tried again, and nothing was different."""
        return source.key in self._problems and self._problems[source.key] == report.file.problem


def write_all(descriptor: int, data: bytes) -> None:
    """Write `data` to its end, however little the system takes at a time. Raises OSError."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def _lock(descriptor: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError as error:
            raise InUseError from error
    else:
        import fcntl

        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise InUseError from error
        except OSError:
            return  # a file system that knows no locks, or a device: whoever writes there twice is told by nobody
