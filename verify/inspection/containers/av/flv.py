"""Walk the tags of Flash video files: the names and values of script data (AMF 0), `onMetaData` above all.

Sound and pictures are stepped over by position.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Final

from verify.inspection import text
from verify.inspection.containers.base import Buffered, Damage, Part, PartKind, RefusalError, Source, make_damage
from verify.model import limits

_SCRIPT: Final = 18
_NUMBER, _BOOLEAN, _STRING, _OBJECT, _NULL, _UNDEFINED, _REFERENCE, _ECMA_ARRAY, _END, _STRICT_ARRAY, _DATE, _LONG = (
    *range(4), *range(5, 13),
)  # fmt: skip
_DEPTH: Final = 8
_LIST_ITEMS: Final = 40  # items of a list that are told; keyframe tables have thousands
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


def walk(source: Source) -> Iterator[Part]:
    """Yield fields `flv:<name>`; nested names joined by `/`; XMP where `onXMPData` carries it."""
    head = source.read_at(0, 9)
    if len(head) < 9:
        yield make_damage("FLV file", Damage.CUT_OFF, 0)
        return
    file = Buffered(source)
    offset = int.from_bytes(head[5:9], "big") + 4
    for _ in range(limits.DATA_CHUNKS):
        tag = file.read_at(offset, 11)
        if not tag:
            return
        size = int.from_bytes(tag[1:4], "big")
        if len(tag) < 11 or offset + 11 + size > source.size:
            yield make_damage(f"FLV tag at byte {offset}", Damage.CUT_OFF, offset)
        if tag[0] & 0x1F == _SCRIPT:
            body = source.read_at(offset + 11, min(size, limits.PACKET_BYTES))
            yield from _Script(body, offset + 11).read_parts()
        offset += 11 + size + 4
    yield make_damage("FLV file", Damage.TOO_MANY, offset)


class _Script:
    """One script tag, read once from its first byte to its last."""

    def __init__(self, body: bytes, offset: int) -> None:
        self._body = body
        self._offset = offset
        self._at = 0
        self._values = 0

    def read_parts(self) -> Iterator[Part]:
        """Yield the named values, then what is wrong with them."""
        where = f"FLV script data at byte {self._offset}"
        try:
            if self._take(1)[0] != _STRING:
                raise RefusalError(Damage.UNSUPPORTED)
            event = text.decode(self._take_text(2))
            while self._at < len(self._body):
                for path, value in self._read_value((), 0):
                    yield self._make_part(event, "/".join(path) or event, value, where)
        except RefusalError as refusal:
            yield make_damage(where, refusal.reason, self._offset)

    def _make_part(self, event: str, name: str, value: bytes, where: str) -> Part:
        if event == "onXMPData" and name == "liveXML":
            return Part(PartKind.XMP, self._offset, value, where)
        return Part(PartKind.TEXT, self._offset, value, where, key=f"flv:{name}")

    def _take(self, length: int) -> bytes:
        taken = self._body[self._at : self._at + length]
        if len(taken) < length:
            raise RefusalError(Damage.CUT_OFF)
        self._at += length
        return taken

    def _take_text(self, width: int) -> bytes:
        return self._take(int.from_bytes(self._take(width), "big"))

    def _read_value(self, path: tuple[str, ...], depth: int) -> Iterator[tuple[tuple[str, ...], bytes]]:
        """Yield the leaves of one value, each with its path of names."""
        self._values += 1
        if depth > _DEPTH:
            raise RefusalError(Damage.TOO_DEEP)
        if self._values > limits.XML_NODES:
            raise RefusalError(Damage.TOO_MANY)
        kind = self._take(1)[0]
        if kind in (_STRING, _LONG):
            yield path, self._take_text(2 if kind == _STRING else 4)
        elif kind == _NUMBER:
            (number,) = struct.unpack(">d", self._take(8))
            yield path, f"{number:.10g}".encode()
        elif kind == _BOOLEAN:
            yield path, b"true" if self._take(1) != b"\x00" else b"false"
        elif kind == _DATE:
            (milliseconds,) = struct.unpack(">d", self._take(10)[:8])
            if 0 < milliseconds < 1e14:
                yield path, (_EPOCH + timedelta(milliseconds=milliseconds)).isoformat().encode()
        elif kind in (_OBJECT, _ECMA_ARRAY):
            if kind == _ECMA_ARRAY:
                self._take(4)
            yield from self._read_members(path, depth)
        elif kind == _STRICT_ARRAY:
            yield from self._read_items(path, depth)
        elif kind == _REFERENCE:
            self._take(2)
        elif kind not in (_NULL, _UNDEFINED, _END):
            raise RefusalError(Damage.UNSUPPORTED)

    def _read_members(self, path: tuple[str, ...], depth: int) -> Iterator[tuple[tuple[str, ...], bytes]]:
        while self._at < len(self._body):
            name = text.decode(self._take_text(2))
            if not name and self._body[self._at : self._at + 1] == bytes((_END,)):
                self._at += 1
                return
            yield from self._read_value((*path, name), depth + 1)

    def _read_items(self, path: tuple[str, ...], depth: int) -> Iterator[tuple[tuple[str, ...], bytes]]:
        count = int.from_bytes(self._take(4), "big")
        for number in range(count):
            for value in self._read_value(path, depth + 1):
                if number < _LIST_ITEMS:
                    yield value
