"""Read an APEv2 tag, which music programs put at the end of MP3 files: names and texts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from verify.inspection import text
from verify.inspection.containers.base import Damage, Part, PartKind, Source, damage, note
from verify.model import limits

_MARK: Final = b"APETAGEX"
_BINARY: Final = 1  # bits 1 and 2 of an item's flags; 0 is text, 2 a link


def walk(source: Source, end: int) -> Iterator[Part]:
    """Fields `ape:<name>` of the tag whose footer stands right before `end`."""
    footer = source.read_at(end - 32, 32)
    if footer[:8] != _MARK or len(footer) < 32:
        return
    size, count = int.from_bytes(footer[12:16], "little"), int.from_bytes(footer[16:20], "little")
    start = end - size
    where = f"APE tag at byte {max(start, 0)}"
    if start < 0 or size < 32 or size > limits.PACKET_BYTES:
        yield damage(where, Damage.MISPLACED, end - 32)
        return
    body = source.read_at(start, size - 32)
    at = 0
    for _ in range(min(count, limits.FIELDS)):
        length, flags = int.from_bytes(body[at : at + 4], "little"), int.from_bytes(body[at + 4 : at + 8], "little")
        name, separator, _ = body[at + 8 : at + 8 + limits.KEY_CHARACTERS].partition(b"\x00")
        first = at + 8 + len(name) + 1
        if not separator or first + length > len(body):
            yield damage(where, Damage.CUT_OFF, start + at)
            return
        key = f"ape:{text.decode(name)}"
        if flags >> 1 & 3 == _BINARY:
            yield note(key, f"({length} bytes)", start + at, where)
        else:
            yield Part(PartKind.TEXT, start + at, body[first : first + length], where, key=key)
        at = first + length
