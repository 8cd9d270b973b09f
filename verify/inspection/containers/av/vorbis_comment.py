"""Read Vorbis comments, the named texts of FLAC, Ogg Vorbis, Opus, Theora and Speex (xiph.org, Vorbis I, 5)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from verify.inspection import text as texts
from verify.inspection.containers.base import Damage, Part, PartKind, damage, note
from verify.model import limits

_PICTURES: Final = frozenset(("metadata_block_picture", "coverart"))


def walk_comments(block: bytes, offset: int, where: str) -> Iterator[Part]:
    """Fields `vorbis:<name>`, names in small letters since they are one name in any case, and `vorbis:vendor`."""
    length = int.from_bytes(block[:4], "little")
    at = 4 + length
    if at + 4 > len(block):
        yield damage(where, Damage.CUT_OFF, offset)
        return
    yield Part(PartKind.TEXT, offset, block[4:at], where, key="vorbis:vendor")
    count = int.from_bytes(block[at : at + 4], "little")
    at += 4
    for number in range(count):
        if number > limits.FIELDS:
            yield damage(where, Damage.TOO_MANY, offset + at)
            return
        length = int.from_bytes(block[at : at + 4], "little")
        text = block[at + 4 : at + 4 + length]
        if at + 4 > len(block):
            yield damage(where, Damage.CUT_OFF, offset + at)
            return
        name, equals, value = text.partition(b"=")
        if equals and name:
            key = texts.decode(name[: limits.KEY_CHARACTERS]).lower()
            if key in _PICTURES:
                yield note(f"vorbis:{key}", f"(picture, {len(value)} characters)", offset + at, where)
            else:
                yield Part(PartKind.TEXT, offset + at, value, where, key=f"vorbis:{key}")
        if len(text) < length:
            yield damage(where, Damage.CUT_OFF, offset + at)
            return
        at += 4 + length
