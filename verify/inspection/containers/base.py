"""What every walker gives: parts of a container, each with its place and its bytes.

A walker reads by position, follows the structure, and never raises for what is in the file: what is wrong
becomes a part of kind DAMAGE. It has no opinion on what the bytes say.
"""

from __future__ import annotations

import io
import os
import zlib
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Final, Protocol

from msgspec import Struct
from msgspec.structs import replace

from verify.inspection import text as texts
from verify.model import limits


class PartKind(StrEnum):
    """What a part is, so that a reader takes those that it understands."""

    EXIF = "exif"  # a TIFF structure from its byte order mark on; `key` names its first directory
    XMP = "xmp"  # an XMP packet
    IIM = "iim"  # IPTC IIM datasets
    TEXT = "text"  # text that stands under the field key `key`
    RECORD = "record"  # a C2PA manifest store, no data; `key` is MISPLACED where no engine looks for one
    DAMAGE = "damage"  # `key` is a Damage, `where` the place
    FILE = "file"  # a whole file inside, `key` its name: in `data`, or the `size` bytes from `offset` on


class Damage(StrEnum):
    """What can be wrong with a piece of metadata. A closed set, so that it can be translated."""

    CUT_OFF = "cut off"
    CHECKSUM = "checksum does not fit"
    TOO_LARGE = "larger than can be read safely"
    TOO_MANY = "more parts than can be read safely"
    TOO_DEEP = "nested deeper than can be read safely"
    LOOP = "points back at itself"
    MISPLACED = "points outside the file"
    NOT_WELL_FORMED = "not well-formed"
    NOT_DECODABLE = "text in an unknown encoding"
    NOT_INFLATABLE = "compressed data is broken"
    DOCUMENT_TYPE = "document type declaration refused"
    LOCKED = "encrypted"
    UNSUPPORTED = "stored in a way that is not understood"


class RefusalError(Exception):
    """Reading stops here: a bound was passed, or something is broken or refused. What was seen so far stands."""

    def __init__(self, reason: Damage) -> None:
        super().__init__(reason.value)
        self.reason = reason


MISPLACED: Final = "misplaced"  # key of a RECORD part


class Part(Struct, frozen=True):
    """One piece of a container. `offset` is its place in the file in bytes, `where` the same in words.

    `encoding` is set where the container says how the text of a TEXT part is encoded; else it is guessed.
    """

    kind: PartKind
    offset: int
    data: bytes
    where: str
    key: str = ""
    encoding: str = ""
    size: int = 0


class Source(Protocol):
    """Bytes that are read by position; `verify.inspection.media.input_file.Media` is one."""

    @property
    def size(self) -> int:
        """The number of bytes."""
        ...

    def read_at(self, offset: int, length: int) -> bytes:
        """Return up to `length` bytes from `offset`; fewer only at the end."""
        ...


class Memory:
    """Bytes in memory as a Source."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.size = len(data)

    def read_at(self, offset: int, length: int) -> bytes:
        """Return up to `length` bytes from `offset`; fewer only at the end."""
        if offset < 0 or length <= 0:
            return b""
        return self._data[offset : offset + length]


class Window:
    """A stretch of another Source as a Source of its own, positions counted from its beginning."""

    def __init__(self, source: Source, offset: int, size: int) -> None:
        self._source = source
        self._offset = offset
        self.size = max(0, min(size, source.size - offset))

    def read_at(self, offset: int, length: int) -> bytes:
        """Return up to `length` bytes from `offset`; fewer only at the end."""
        if offset < 0 or offset >= self.size:
            return b""
        return self._source.read_at(self._offset + offset, min(length, self.size - offset))


class Buffered:
    """A Source that keeps the last piece it read, for walkers that take many small steps forward."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._start = 0
        self._piece = b""
        self.size = source.size

    def read_at(self, offset: int, length: int) -> bytes:
        """Return up to `length` bytes from `offset`; fewer only at the end."""
        if length > limits.WALK_PIECE_BYTES:
            return self._source.read_at(offset, length)
        at = offset - self._start
        if at < 0 or at + length > len(self._piece):
            self._start, at = offset, 0
            self._piece = self._source.read_at(offset, limits.WALK_PIECE_BYTES)
        return self._piece[at : at + length]


class SourceStream(io.RawIOBase):
    """A Source as a seekable stream, for libraries that want one; one read gives at most `most` bytes.

    A file may claim to need more than any machine has.
    """

    def __init__(self, source: Source, most: int) -> None:
        super().__init__()
        self._source = source
        self._most = most
        self._position = 0

    def readable(self) -> bool:
        """Always."""
        return True

    def seekable(self) -> bool:
        """Always."""
        return True

    def tell(self) -> int:
        """Return the position in bytes."""
        return self._position

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        """Move the position. Raises OSError for one before the beginning."""
        start = {os.SEEK_SET: 0, os.SEEK_CUR: self._position, os.SEEK_END: self._source.size}[whence]
        if start + offset < 0:
            raise OSError("before the beginning")
        self._position = start + offset
        return self._position

    def read(self, size: int = -1, /) -> bytes:
        """Return up to `size` bytes and never more than `most`."""
        data = self._source.read_at(self._position, self._most if size < 0 else min(size, self._most))
        self._position += len(data)
        return data

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override]
        """Fill the beginning of `buffer`; 0 at the end."""
        data = self.read(len(buffer))
        memoryview(buffer).cast("B")[: len(data)] = data
        return len(data)


class Inflater:
    """Inflates zlib streams under one common bound for a whole file, against bombs of many small chunks."""

    def __init__(self) -> None:
        self._left = limits.INFLATED_TOTAL_BYTES

    def inflate(self, data: bytes, limit: int) -> tuple[bytes, Damage | None]:
        """Inflate `data` up to `limit` bytes, and say what was wrong with it."""
        allowed = min(limit, self._left)
        if allowed <= 0:
            return b"", Damage.TOO_LARGE
        stream = zlib.decompressobj()
        inflated = b""
        problem: Damage | None = None
        try:
            inflated = stream.decompress(data, allowed)
        except zlib.error:
            problem = Damage.NOT_INFLATABLE
        self._left -= max(len(inflated), 1)
        if problem is None and not stream.eof:
            problem = Damage.TOO_LARGE if len(inflated) >= allowed else Damage.CUT_OFF
        return inflated, problem


def make_damage(what: str, reason: Damage, offset: int) -> Part:
    """Make the part that says what is wrong at `what`."""
    return Part(PartKind.DAMAGE, offset, b"", what, key=reason.value)


def make_note(key: str, text: str, offset: int, where: str) -> Part:
    """Make a TEXT part whose words are ours, for what is there but is not text."""
    return Part(PartKind.TEXT, offset, text.encode(), where, key=key, encoding="utf-8")


def make_record(offset: int, where: str, *, misplaced: bool = False) -> Part:
    """Make the part that says where a C2PA manifest store lies, and whether no engine looks for one there."""
    return Part(PartKind.RECORD, offset, b"", where, key=MISPLACED if misplaced else "")


def make_file(name: str, data: bytes, offset: int, where: str) -> Part:
    """Make the part for a whole file that had to be unwrapped to be had."""
    return Part(PartKind.FILE, offset, data, where, key=name, size=len(data))


def make_file_at(name: str, offset: int, size: int, where: str) -> Part:
    """Make the part for a whole file that lies unchanged in the container: nothing of it is read yet."""
    return Part(PartKind.FILE, offset, b"", where, key=name, size=size)


def mark_misplaced(parts: Iterable[Part]) -> Iterator[Part]:
    """Mark the manifest stores among `parts` as misplaced: no engine looks for one there."""
    return (replace(part, key=MISPLACED) if part.kind is PartKind.RECORD else part for part in parts)


def make_text_or_note(key: str, data: bytes, size: int, offset: int, where: str) -> Part:
    """Make the part for a chunk that nobody knows: its text where it is text, else a note on its size.

    `data` are its first bytes, `size` is its whole length.
    """
    body = data.rstrip(b"\x00")
    if texts.is_text(body) or (not body and size <= 16):  # an emptied label is worth seeing
        return Part(PartKind.TEXT, offset, body, where, key=key)
    return make_note(key, f"({size} bytes)", offset, where)


def find_trailer(source: Source, offset: int, group: str, name: str) -> Part | None:
    """Find what follows the end of a picture; None where nothing or only padding follows."""
    size = source.size - offset
    head = source.read_at(offset, limits.WALK_PIECE_BYTES) if size > 0 else b""
    if not head.strip(b"\x00\xff \r\n"):
        return None
    where = f"after the end of the {name}, at byte {offset}"
    if size <= limits.WALK_PIECE_BYTES and texts.is_text(head.rstrip(b"\x00")):
        return Part(PartKind.TEXT, offset, head, where, key=f"{group}:trailer")
    return make_note(f"{group}:trailer", f"({size} bytes, beginning {head[:8].hex(' ').upper()})", offset, where)
