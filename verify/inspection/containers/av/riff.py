"""Walk the chunks of RIFF files: WebP, WAV and AVI."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from verify.inspection import text as texts
from verify.inspection.containers.av import id3
from verify.inspection.containers.base import (
    Damage,
    Part,
    PartKind,
    Source,
    Window,
    find_trailer,
    make_damage,
    make_record,
    make_text_or_note,
    mark_misplaced,
)
from verify.model import limits

_GROUPS: Final = {
    b"WEBP": ("webp", "WebP"),
    b"WAVE": ("riff", "WAV"),
    b"AVI ": ("riff", "AVI"),
    b"AVIX": ("riff", "AVI"),
}
_XMP: Final = frozenset((b"XMP ", b"XMP\x00", b"_PMX"))
# chunks of pictures and sound, and how they are coded
_TECHNICAL: Final = frozenset(
    (
        b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP", b"FRGM", b"fmt ", b"data", b"fact", b"JUNK",
        b"PAD ", b"FLLR", b"cue ", b"smpl", b"inst", b"PEAK", b"idx1", b"indx", b"elm1", b"minf", b"regn", b"umid",
    )
)  # fmt: skip

# fields of the broadcast extension chunk (EBU Tech 3285): name, offset, length
_BROADCAST: Final = (
    ("Description", 0, 256),
    ("Originator", 256, 32),
    ("OriginatorReference", 288, 32),
    ("OriginationDate", 320, 10),
    ("OriginationTime", 330, 8),
)


# lists of texts; cameras that record sound write the second (EXIF 2.32 section 5)
_LISTS: Final = frozenset((b"INFO", b"exif"))
_COMMENT: Final = "exif:eucm"  # of the user, after its character code
_CODE_BYTES: Final = 8
_MAKER_NOTE: Final = "exif:emnt"  # in a form of the maker's own


class _Chunk(Struct, frozen=True):
    """A chunk's four letters, its place, and the size of its data."""

    kind: bytes
    offset: int
    size: int
    where: str


def walk(source: Source) -> Iterator[Part]:
    """Yield text, XMP, EXIF, INFO lists and unknown chunks; AVI files may hold several RIFF stretches."""
    offset = 0
    walked = stretches = 0
    group, name = "", "RIFF"
    end = source.size
    while offset + 8 <= source.size:
        walked += 1
        if walked > limits.SEGMENTS:
            yield make_damage("RIFF file", Damage.TOO_MANY, offset)
            return
        head = source.read_at(offset, 12)
        kind, size = head[:4], int.from_bytes(head[4:8], "little")
        if kind == b"RIFF":
            if group and offset < end:
                yield make_damage(f"RIFF chunk at byte {offset}", Damage.NOT_WELL_FORMED, offset)
            end = offset + 8 + size
            stretches += 1
            group, name = _GROUPS.get(head[8:12], (group or "riff", name))
            if end > source.size:
                yield make_damage("RIFF file", Damage.CUT_OFF, offset)
            offset += 12
            continue
        if offset >= end:
            rest = find_trailer(source, offset, group, "file")
            if rest:
                yield rest
            return
        if not _is_name(kind):
            # some writers forget the byte that pads an odd size
            if offset % 2 == 0 and _is_name(source.read_at(offset - 1, 4)):
                offset -= 1
                continue
            yield make_damage(f"RIFF chunk at byte {offset}", Damage.NOT_WELL_FORMED, offset)
            return
        where = f"{name} chunk {_decode_name(kind)} at byte {offset}"
        if offset + 8 + size > source.size:
            yield make_damage(where, Damage.CUT_OFF, offset)
        if kind == b"C2PA":
            yield make_record(offset, where, misplaced=stretches > 1)
        else:
            yield from _walk_chunk(source, group, _Chunk(kind, offset, size, where))
        offset += 8 + size + (size & 1)


def _is_name(kind: bytes) -> bool:
    return len(kind) == 4 and all(0x20 <= byte < 0x7F or byte == 0xA9 for byte in kind.rstrip(b"\x00")) and kind[0] > 32


def _decode_name(kind: bytes) -> str:
    return kind.rstrip(b" \x00").decode("latin-1")


def _walk_chunk(source: Source, group: str, chunk: _Chunk) -> Iterator[Part]:
    kind, offset, size, where = chunk.kind, chunk.offset, chunk.size, chunk.where
    if kind in _TECHNICAL:
        return
    if kind == b"LIST":
        form = source.read_at(offset + 8, 4)
        if form in _LISTS:
            yield from _walk_texts(source, group, form.decode(), offset + 12, min(offset + 8 + size, source.size))
        return
    if size > limits.PACKET_BYTES:
        yield make_damage(where, Damage.TOO_LARGE, offset)
    body = source.read_at(offset + 8, min(size, limits.PACKET_BYTES))
    if kind in _XMP:
        yield Part(PartKind.XMP, offset, body, where)
    elif kind in (b"id3 ", b"ID3 "):
        yield from mark_misplaced(id3.walk(Window(source, offset + 8, size)))
    elif kind == b"EXIF":
        yield Part(PartKind.EXIF, offset, body.removeprefix(b"Exif\x00\x00"), f"EXIF in {where}", key="Image")
    elif kind == b"bext":
        for name, start, length in _BROADCAST:
            text = body[start : start + length].rstrip(b"\x00 ")
            if text and texts.is_text(text):
                yield Part(PartKind.TEXT, offset, text, where, key=f"{group}:bext:{name}")
    else:
        yield make_text_or_note(f"{group}:chunk:{_decode_name(kind)}", body, size, offset, where)


def _walk_texts(source: Source, group: str, form: str, offset: int, end: int) -> Iterator[Part]:
    """Yield the children of a list of texts: four letters and a NUL-terminated text each."""
    for _ in range(limits.DIRECTORY_ENTRIES):
        head = source.read_at(offset, 8)
        if offset + 8 > end or len(head) < 8:
            return
        kind, size = head[:4], int.from_bytes(head[4:8], "little")
        where = f"LIST {form} {_decode_name(kind)} at byte {offset}"
        if not _is_name(kind) or offset + 8 + size > end:
            yield make_damage(where if _is_name(kind) else f"LIST {form} at byte {offset}", Damage.CUT_OFF, offset)
            return
        text = source.read_at(offset + 8, min(size, limits.INFLATED_BYTES))
        key = f"{form.lower()}:{_decode_name(kind)}"
        if key == _COMMENT:
            code, text = text[:_CODE_BYTES], text[_CODE_BYTES:]
            text = text.decode("utf-16-le", "replace").encode() if code.startswith(b"UNICODE") else text
        if key != _MAKER_NOTE:
            yield Part(PartKind.TEXT, offset, text.partition(b"\x00")[0], where, key=f"{group}:{key}")
        offset += 8 + size + (size & 1)
