"""A file of lines that only grows and outlives a crash: a line is there whole or not at all.

What a crash left of a last line is cut off when the file is opened again. One process at a time may write.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from verify.model import limits

_LOCKED_BYTE: Final = 1 << 62  # where no line ever lies: Windows locks bytes and not files


class InUseError(Exception):
    """Another process writes this file."""


class LineFile:
    """An open file of lines, made where there is none. Raises OSError, and InUseError where another writes it.

    What was there is untouched until `mend` or `append`.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
        self._descriptor = os.open(path, flags, 0o666)
        try:
            _lock(self._descriptor)
        except BaseException:
            os.close(self._descriptor)
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Lets another process write; safe to be called twice."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    @property
    def status(self) -> os.stat_result:
        """What the system says of the file."""
        return os.fstat(self._descriptor)

    def head(self, count: int) -> bytes:
        """The first bytes, at most `count`."""
        os.lseek(self._descriptor, 0, os.SEEK_SET)
        return os.read(self._descriptor, count)

    def mend(self) -> int:
        """Cuts off what a crash left of a last line, and returns how many bytes that were."""
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

    def lines(self) -> Iterator[bytes]:
        """All whole lines without their ends; a line that nobody of ours would write is given as an empty one."""
        with os.fdopen(os.dup(self._descriptor), "rb") as file:
            file.seek(0)
            while line := file.readline(limits.LINE_BYTES):
                whole = line.endswith(b"\n")
                while not line.endswith(b"\n") and (line := file.readline(limits.LINE_BYTES)):
                    pass
                yield line[:-1] if whole else b""

    def keep(self, count: int) -> None:
        """Cuts off everything behind the first `count` lines. Raises OSError."""
        with os.fdopen(os.dup(self._descriptor), "rb") as file:
            file.seek(0)
            for _ in range(count):
                while (piece := file.readline(limits.LINE_BYTES)) and not piece.endswith(b"\n"):
                    pass
            end = file.tell()
        os.ftruncate(self._descriptor, end)

    def append(self, line: bytes) -> None:
        """Adds a line with its end; where that fails or is interrupted, nothing of it stays. Raises OSError."""
        start = os.lseek(self._descriptor, 0, os.SEEK_END)
        rest = memoryview(line + b"\n")
        try:
            while rest:
                rest = rest[os.write(self._descriptor, rest) :]
        except BaseException:
            with contextlib.suppress(OSError):  # then it is cut off when the file is opened again
                os.ftruncate(self._descriptor, start)
            raise


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
