"""Walk the objects of ASF files (WMV, WMA; Advanced Systems Format 1.20): descriptions, named attributes, codecs, XMP.

Packets of sound and film are stepped over by position.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from verify.inspection import text as texts
from verify.inspection.containers.base import Damage, Part, PartKind, Source, make_damage, make_file, make_note
from verify.model import limits


def _guid(written: str) -> bytes:
    return UUID(written).bytes_le


HEADER: Final = _guid("75B22630-668E-11CF-A6D9-00AA0062CE6C")
_EXTENSION: Final = _guid("5FBF03B5-A92E-11CF-8EE3-00C00C205365")
_CONTENT: Final = _guid("75B22633-668E-11CF-A6D9-00AA0062CE6C")
_EXTENDED: Final = _guid("D2D0A440-E307-11D2-97F0-00A0C95EA850")
_METADATA: Final = _guid("C5F8CBEA-5BAF-4877-8467-AA8C44FA4CCA")
_LIBRARY: Final = _guid("44231C94-9498-49D1-A141-1D134E457054")
_CODECS: Final = _guid("86D15240-311D-11D0-A3A4-00A0C90348F6")
_XMP: Final = _guid("BE7ACFCB-97A9-42E8-9C71-999491E3AFAC")  # XMP Specification part 3, 2.3.1

_DESCRIBED: Final = ("Title", "Author", "Copyright", "Description", "Rating")
_TEXT, _BYTES, _BOOLEAN = 0, 1, 2
_OBJECT_HEAD: Final = 24  # identity and size
_HEADER_HEAD: Final = 30
_EXTENSION_HEAD: Final = 46
_PICTURE_WORDS_BYTES: Final = 4 * limits.KIB  # media type and description of an attached picture


@dataclass(slots=True)
class _Walk:
    """The file, and how many objects of it have been looked at."""

    source: Source
    walked: int = 0
    number_bytes: dict[int, int] = field(default_factory=lambda: {_BOOLEAN: 4, 3: 4, 4: 8, 5: 2})


def walk(source: Source) -> Iterator[Part]:
    """Yield fields `asf:<Name>` and `asf:codec`; XMP."""
    yield from _walk_objects(_Walk(source), 0, source.size, 0)


def _walk_objects(walk: _Walk, offset: int, end: int, depth: int) -> Iterator[Part]:
    if depth > limits.BOX_DEPTH:
        yield make_damage(f"ASF object at byte {offset}", Damage.TOO_DEEP, offset)
        return
    while offset + _OBJECT_HEAD <= end:
        walk.walked += 1
        head = walk.source.read_at(offset, _OBJECT_HEAD)
        kind, size = head[:16], int.from_bytes(head[16:24], "little")
        where = f"ASF object at byte {offset}"
        if walk.walked > limits.SEGMENTS or size < _OBJECT_HEAD:
            yield make_damage(where, Damage.NOT_WELL_FORMED if size < _OBJECT_HEAD else Damage.TOO_MANY, offset)
            return
        if offset + size > end:
            yield make_damage(where, Damage.CUT_OFF, offset)
        inner_end = min(offset + size, end)
        if kind == HEADER:
            yield from _walk_objects(walk, offset + _HEADER_HEAD, inner_end, depth + 1)
        elif kind == _EXTENSION:
            yield from _walk_objects(walk, offset + _EXTENSION_HEAD, inner_end, depth + 1)
        elif kind in _READ:
            if size > limits.PACKET_BYTES:
                yield make_damage(where, Damage.TOO_LARGE, offset)
            length = min(inner_end - offset - _OBJECT_HEAD, limits.PACKET_BYTES)
            yield from _walk_body(walk, kind, walk.source.read_at(offset + _OBJECT_HEAD, length), offset)
        offset += size


def _walk_body(walk: _Walk, kind: bytes, body: bytes, offset: int) -> Iterator[Part]:
    where = f"ASF object at byte {offset}"
    if kind == _XMP:
        yield Part(PartKind.XMP, offset, body, where)
        return
    take = _Take(body)
    try:
        if kind == _CONTENT:
            lengths = [take.number(2) for _ in _DESCRIBED]
            for name, length in zip(_DESCRIBED, lengths, strict=True):
                if text := take.text(length):
                    yield make_note(f"asf:{name}", text, offset, where)
        elif kind == _CODECS:
            yield from _walk_codecs(take, offset, where)
        else:
            for _ in range(min(take.number(2), limits.FIELDS)):
                yield from _walk_attribute(walk, take, extended=kind == _EXTENDED, offset=offset, where=where)
    except EOFError:
        yield make_damage(where, Damage.CUT_OFF, offset)


def _walk_codecs(take: _Take, offset: int, where: str) -> Iterator[Part]:
    take.bytes(16)
    for _ in range(min(take.number(4), limits.DIRECTORIES)):
        take.number(2)
        names = [take.text(2 * take.number(2)) for _ in range(2)]
        take.bytes(take.number(2))
        yield make_note("asf:codec", ", ".join(filter(None, names)), offset, where)


def _walk_attribute(walk: _Walk, take: _Take, *, extended: bool, offset: int, where: str) -> Iterator[Part]:
    """Read one attribute: of the extended description, or of the metadata objects, which also name a stream."""
    if extended:
        name = take.text(take.number(2))
        kind, length = take.number(2), take.number(2)
    else:
        take.bytes(4)
        name_length, kind, length = take.number(2), take.number(2), take.number(4)
        name = take.text(name_length)
    value = take.bytes(length)
    key = f"asf:{name.removeprefix('WM/')}"
    if kind == _TEXT:
        yield make_note(key, _decode(value), offset, where)
    elif kind in walk.number_bytes:
        number = int.from_bytes(value[: walk.number_bytes[kind]], "little")
        yield make_note(key, str(bool(number)).lower() if kind == _BOOLEAN else str(number), offset, where)
    elif kind == _BYTES and texts.is_text(value):
        yield Part(PartKind.TEXT, offset, value, where, key=key)
    else:
        yield make_note(key, f"({length} bytes)", offset, where)
        if name == "WM/Picture":
            yield from _walk_picture(value, offset, where)


def _walk_picture(value: bytes, offset: int, where: str) -> Iterator[Part]:
    """Walk an attached picture: its kind, its size, media type and description in UTF-16, then the picture."""
    size = int.from_bytes(value[1:5], "little")
    words = value[5 : 5 + _PICTURE_WORDS_BYTES]
    ends = [at for at in range(0, len(words) - 1, 2) if words[at : at + 2] == b"\x00\x00"][:2]
    if len(ends) == 2 and size:
        start = 5 + ends[1] + 2
        yield make_file("picture", value[start : start + size], offset, f"picture in {where}")


def _decode(data: bytes) -> str:
    return data.decode("utf-16-le", "replace").partition("\x00")[0]


class _Take:
    """The body of an object, read from its beginning on. Raises EOFError at its end."""

    def __init__(self, body: bytes) -> None:
        self._body = body
        self._at = 0

    def bytes(self, length: int) -> bytes:
        taken = self._body[self._at : self._at + length]
        if len(taken) < length:
            raise EOFError
        self._at += length
        return taken

    def number(self, width: int) -> int:
        return int.from_bytes(self.bytes(width), "little")

    def text(self, length: int) -> str:
        return _decode(self.bytes(length))


_READ: Final = frozenset((_CONTENT, _EXTENDED, _METADATA, _LIBRARY, _CODECS, _XMP))
