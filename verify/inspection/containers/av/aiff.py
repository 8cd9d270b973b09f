"""Walk the chunks of AIFF and AIFF-C sounds (Apple, 1989 and 1991): texts, comments, ID3 tags, XMP.

Samples are stepped over by position.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from verify.inspection.containers.av import id3
from verify.inspection.containers.base import (
    Damage,
    Part,
    PartKind,
    Source,
    Window,
    find_trailer,
    make_damage,
    make_text_or_note,
    mark_misplaced,
)
from verify.model import limits

_TEXTS: Final = {b"NAME": "Name", b"AUTH": "Author", b"(c) ": "Copyright", b"ANNO": "Annotation"}
# chunks of sound, and how it is coded and played
_TECHNICAL: Final = frozenset(
    (b"COMM", b"SSND", b"FVER", b"MARK", b"INST", b"AESD", b"PEAK", b"CHAN", b"basc", b"FLLR")
)
_XMP: Final = b"XMP "  # signature of an application chunk (XMP Specification part 3, 2.3.2)
_COMMENT_HEAD: Final = 8  # time stamp, marker, length


def walk(source: Source) -> Iterator[Part]:
    """Yield fields `aiff:<Name>` and those of ID3 tags; XMP."""
    head = source.read_at(0, 12)
    end = 8 + int.from_bytes(head[4:8], "big")
    if end > source.size:
        yield make_damage("AIFF file", Damage.CUT_OFF, 0)
    offset = 12
    for _ in range(limits.SEGMENTS):
        if offset + 8 > min(end, source.size):
            rest = find_trailer(source, end, "aiff", "file")
            if rest:
                yield rest
            return
        head = source.read_at(offset, 8)
        kind, size = head[:4], int.from_bytes(head[4:8], "big")
        name = kind.decode("latin-1").strip()
        if not all(0x20 <= byte < 0x7F for byte in kind):
            yield make_damage(f"AIFF chunk at byte {offset}", Damage.NOT_WELL_FORMED, offset)
            return
        where = f"AIFF chunk {name} at byte {offset}"
        if offset + 8 + size > source.size:
            yield make_damage(where, Damage.CUT_OFF, offset)
        if kind not in _TECHNICAL:
            yield from _walk_chunk(source, kind, offset, size, where)
        offset += 8 + size + (size & 1)
    yield make_damage("AIFF file", Damage.TOO_MANY, offset)


def _walk_chunk(source: Source, kind: bytes, offset: int, size: int, where: str) -> Iterator[Part]:
    if kind in (b"ID3 ", b"id3 "):
        yield from mark_misplaced(id3.walk(Window(source, offset + 8, size)))
        return
    if size > limits.PACKET_BYTES:
        yield make_damage(where, Damage.TOO_LARGE, offset)
    body = source.read_at(offset + 8, min(size, limits.PACKET_BYTES))
    if kind in _TEXTS:
        yield Part(PartKind.TEXT, offset, body.rstrip(b"\x00"), where, key=f"aiff:{_TEXTS[kind]}")
    elif kind == b"COMT":
        yield from _walk_comments(body, offset, where)
    elif kind == b"APPL" and body[:4] == _XMP:
        yield Part(PartKind.XMP, offset, body[4:], where)
    else:
        name = kind.decode("latin-1").strip()
        yield make_text_or_note(f"aiff:chunk:{name}", body, size, offset, where)


def _walk_comments(body: bytes, offset: int, where: str) -> Iterator[Part]:
    at = 2
    for _ in range(min(int.from_bytes(body[:2], "big"), limits.FIELDS)):
        head = body[at : at + _COMMENT_HEAD]
        size = int.from_bytes(head[6:8], "big")
        if at + _COMMENT_HEAD + size > len(body):
            yield make_damage(where, Damage.CUT_OFF, offset)
            return
        text = body[at + _COMMENT_HEAD : at + _COMMENT_HEAD + size]
        yield Part(PartKind.TEXT, offset, text.rstrip(b"\x00"), where, key="aiff:Comment")
        at += _COMMENT_HEAD + size + (size & 1)
