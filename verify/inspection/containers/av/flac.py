"""Walk the metadata blocks of FLAC files (RFC 9639, 8), and the ID3 tags that some programs put around them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from verify.inspection.containers.av import id3, vorbis_comment
from verify.inspection.containers.base import Damage, Part, Source, damage, note
from verify.model import limits

_APPLICATION, _COMMENT, _PICTURE = 2, 4, 6
_MARK: Final = b"fLaC"


def walk(source: Source) -> Iterator[Part]:
    """Vorbis comments, notes on pictures and application blocks, ID3 fields."""
    yield from id3.walk(source)
    offset = id3.end_of_tags(source)
    if source.read_at(offset, 4) != _MARK:
        yield damage("FLAC file", Damage.NOT_WELL_FORMED, offset)
        return
    offset += 4
    for _ in range(limits.SEGMENTS):
        head = source.read_at(offset, 4)
        kind, size = (head or b"\x7f")[0] & 0x7F, int.from_bytes(head[1:], "big")
        where = f"FLAC block at byte {offset}"
        if len(head) < 4 or offset + 4 + size > source.size:
            yield damage(where, Damage.CUT_OFF, offset)
        if kind == _COMMENT:
            yield from vorbis_comment.walk_comments(source.read_at(offset + 4, size), offset + 4, where)
        elif kind == _PICTURE:
            yield note("flac:picture", f"(picture, {size} bytes)", offset, where)
        elif kind == _APPLICATION:
            name = source.read_at(offset + 4, 4).decode("latin-1")
            yield note("flac:application", f"{name} ({size} bytes)", offset, where)
        if len(head) < 4 or head[0] & 0x80:
            return
        offset += 4 + size
    yield damage("FLAC file", Damage.TOO_MANY, offset)
