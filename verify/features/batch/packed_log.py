"""An append log whose lines are packed: Zstandard frames (RFC 8878), each with a group of whole lines.

What was flushed is there after a crash, since a frame is there whole or not at all: a torn last one is cut off when the
file is opened again, and what its lines told of is done once more. `zstdcat` and every other reader of Zstandard read
the file as one text.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final

from verify.features.batch.append_log import AppendLog
from verify.model import limits

ENDING: Final = ".zst"

_GROUP_BYTES: Final = 256 * limits.KIB  # of lines; packed they are 28 times as small, all in one frame 40 times
_GROUP_SECONDS: Final = 2.0  # a line that comes so long after the last flush is not kept waiting
_LEVEL: Final = 3  # of 22; each further one makes the file a little smaller and takes twice the time
_MAGIC: Final = bytes.fromhex("28b52ffd")
_MOST_WINDOW: Final = 8 * limits.MIB  # bytes that a frame may refer back to; ours need less
# A hostile frame unpacks 32,768 bytes out of one: so few are taken at a time that this is still little.
_TAKEN_BYTES: Final = limits.KIB


class DamagedError(OSError):
    """The file is not packed, or a frame in the middle cannot be unpacked: nothing is appended or cut off."""


class PackedLog(AppendLog):
    """A packed append log that is open for writing, made where there is none. Raises as `AppendLog`."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self._group: list[bytes] = []
        self._group_bytes = 0
        self._flushed_at = time.monotonic()

    @property
    def is_empty(self) -> bool:
        """Whether there is not one byte."""
        return self.status.st_size == 0

    def close(self) -> None:
        """Write what waits and let another process write. May be called twice. Raises OSError."""
        try:
            self.flush()
        finally:
            super().close()

    def read_head(self, count: int) -> bytes:
        """Return the first bytes as they were before they were packed, at most `count`.

        Raises DamagedError where the file is not packed.
        """
        if not _MAGIC.startswith(super().read_head(len(_MAGIC))):
            raise DamagedError("it is not packed")
        with self._open_again() as file:
            return next((piece for _, piece in _unpack(file) if piece), b"")[:count]

    def mend(self) -> int:
        """Cut off a last frame that a crash left incomplete, and return how many bytes that were.

        Raises DamagedError where further frames follow one that cannot be unpacked, or the file is not packed.
        """
        size = self.status.st_size
        with self._open_again() as file:
            end = max((end for end, _ in _unpack(file)), default=0)
            file.seek(end)
            rest = file.read(_MOST_TORN + 1)
        is_ours = end > 0 or _MAGIC.startswith(rest[: len(_MAGIC)])
        if not is_ours or len(rest) > _MOST_TORN or _MAGIC in rest[1:]:
            raise DamagedError("a part of it cannot be unpacked")
        if end < size:
            os.ftruncate(self._descriptor, end)
        return size - end

    def read_lines(self) -> Iterator[bytes]:
        """Yield the whole lines without their ends. A line longer than any that we write comes as an empty one."""
        with self._open_again() as file:
            for line in read_packed_lines(file, limits.LINE_BYTES):
                yield line.removesuffix(b"\n").removesuffix(b"\r") if line.endswith(b"\n") else b""

    def append(self, line: bytes) -> None:
        """Take a line, and write it where enough of them wait. Raises OSError; what waits then waits on."""
        self._group.append(line + b"\n")
        self._group_bytes += len(line) + 1
        if self._group_bytes >= _GROUP_BYTES or time.monotonic() - self._flushed_at >= _GROUP_SECONDS:
            self.flush()

    def flush(self) -> None:
        """Write what waits as one frame. Raises OSError, and GoneError where it would be lost."""
        import zstandard

        if not self._group:
            return
        packing = zstandard.ZstdCompressor(level=_LEVEL, write_checksum=True)
        self._write(packing.compress(b"".join(self._group)))
        self._group, self._group_bytes, self._flushed_at = [], 0, time.monotonic()

    def _open_again(self) -> BinaryIO:
        file = os.fdopen(os.dup(self._descriptor), "rb")
        file.seek(0)
        return file


_MOST_TORN: Final = limits.LINE_BYTES + 2 * _GROUP_BYTES  # a group ends with the line that fills it, and packing


def is_packed(file: BinaryIO) -> bool:
    """Tell whether a file is packed, by its first bytes, and go back to them."""
    head = file.read(len(_MAGIC))
    file.seek(0)
    return head == _MAGIC


def read_packed_lines(file: BinaryIO, most: int) -> Iterator[bytes]:
    """Yield the lines of a packed file with their ends; of a longer one than `most`, that much without an end.

    Behind a frame that is incomplete or cannot be unpacked nothing comes.
    """
    waiting, over = bytearray(), False
    for _, piece in _unpack(file):
        *whole, rest = piece.split(b"\n")
        for part in whole:
            waiting += part
            yield bytes(waiting[:most]) if over or len(waiting) > most else bytes(waiting) + b"\n"
            waiting, over = bytearray(), False
        waiting += rest
        if len(waiting) > most:
            waiting, over = waiting[:most], True
    if waiting:
        yield bytes(waiting)


def _unpack(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Yield what is unpacked, piece by piece, each with where the last frame ends that is whole until then."""
    import zstandard

    end = at = 0
    unpacking = zstandard.ZstdDecompressor(max_window_size=_MOST_WINDOW).decompressobj()
    while taken := file.read(_TAKEN_BYTES):
        while taken:
            try:
                piece = unpacking.decompress(taken)
            except zstandard.ZstdError:
                return
            if not unpacking.eof:
                at += len(taken)
                yield end, piece
                break
            at += len(taken) - len(unpacking.unused_data)
            end, taken = at, unpacking.unused_data
            yield end, piece
            unpacking = zstandard.ZstdDecompressor(max_window_size=_MOST_WINDOW).decompressobj()
