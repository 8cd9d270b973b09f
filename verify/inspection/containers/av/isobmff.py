"""Walk the boxes of ISO base media files (ISO/IEC 14496-12) and their kin: MP4, MOV, HEIC, AVIF, JPEG XL, JPEG 2000.

It steps over media data by position and reads only boxes that hold metadata.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from msgspec.structs import replace

from verify.inspection import text as texts
from verify.inspection.containers.av import brotli_box, id3, quicktime, sei
from verify.inspection.containers.base import (
    Damage,
    Memory,
    Part,
    PartKind,
    Source,
    make_damage,
    make_record,
    make_text_or_note,
    mark_misplaced,
)
from verify.inspection.containers.bmff_box import C2PA, XMP, Box, walk_boxes
from verify.inspection.containers.image import heif
from verify.model import limits

_STORES: Final = (b"manifest\0", b"original\0", b"update\0")  # purposes of C2PA boxes; `merkle` ones hold hashes
# code streams of JPEG XL and JPEG 2000 without a file around them: no place for metadata, and no boxes
_NAKED: Final = (b"\xff\x0a", b"\xff\x4f\xff\x51")
_JP2_EXIF: Final = b"JpgTiffExif->JP2"
_JP2_IPTC: Final = bytes.fromhex("33c7a4d2b81d4723a0baf1a3e097ad38")
_CANON: Final = bytes.fromhex("85c0b687820f11e08111f4ce462b6a48")
_CANON_BLOCKS: Final = {b"CMT1": "Image", b"CMT2": "EXIF", b"CMT4": "GPS"}

# boxes whose children are looked at; the path to a track's handler, whose name tells of platforms
_NESTS: Final = frozenset((b"moov", b"trak", b"mdia", b"moof", b"traf"))


@dataclass(slots=True)
class _Walk:
    """How many boxes of this file have been looked at, and how much may still be unpacked."""

    source: Source
    unpacker: brotli_box.Unpacker
    walked: int = 0


def walk(source: Source) -> Iterator[Part]:
    """Yield XMP, EXIF, IPTC, user data, keyed metadata and the place of a C2PA record.

    A naked code stream holds nothing. Some programs put ID3 tags before the first box.
    """
    if source.read_at(0, 4).startswith(_NAKED):
        return
    first = id3.find_end_of_tags(source)
    if first:
        yield from mark_misplaced(id3.walk(source))
    yield from _walk(_Walk(source, brotli_box.Unpacker()), first, source.size, "", 0)


def _walk(walk: _Walk, start: int, end: int, path: str, depth: int) -> Iterator[Part]:
    if depth > limits.BOX_DEPTH:
        yield make_damage(f"box {path}", Damage.TOO_DEEP, start)
        return
    for box in walk_boxes(walk.source, start, end):
        if isinstance(box, Part):
            yield box
            return
        walk.walked += 1
        if walk.walked > limits.SEGMENTS:
            yield make_damage(f"box {path}", Damage.TOO_MANY, box.offset)
            return
        name = f"{path}/{box.name}" if path else box.name
        where = f"box {name} at byte {box.offset}"
        if box.end > end:
            yield make_damage(where, Damage.CUT_OFF, box.offset)
        if box.kind == b"trak":
            yield from sei.walk_track(walk.source, box)
        if box.kind in _NESTS:
            yield from _walk(walk, box.start, min(box.end, end), name, depth + 1)
        elif box.kind == b"brob":
            yield from _walk_packed(walk, box, name)
        else:
            yield from _walk_box(walk.source, box, where, name)


def _walk_box(source: Source, box: Box, where: str, name: str) -> Iterator[Part]:
    if box.kind == b"uuid":
        yield from _walk_uuid(source, box, where, name)
    elif box.kind == b"udta":
        yield from quicktime.walk_user_data(source, box, name)
    elif box.kind == b"meta":
        yield from quicktime.walk_metadata(source, box, name)
        yield from heif.walk_items(source, box)
    elif box.kind in (b"hdlr", b"mvhd"):
        yield from quicktime.walk_header(source, box, where)
    elif box.kind == b"Exif":  # JPEG XL: four bytes tell where the TIFF header begins
        yield from heif.walk_exif_item(box.body(source), box.start, where)
    elif box.kind == b"xml ":
        body = box.body(source)
        if b"xmpmeta" in body[:4096] or b"RDF" in body[:4096]:
            yield Part(PartKind.XMP, box.start, body, where)
        else:
            yield make_text_or_note("jp2:xml", body, box.size, box.offset, where)
    elif box.kind == b"jumb" and b"c2pa" in source.read_at(box.start, 64):
        yield make_record(box.offset, where, misplaced="/" in name)


def _walk_packed(walk: _Walk, box: Box, name: str) -> Iterator[Part]:
    """Walk a box that is packed by Brotli (ISO/IEC 18181-2): its own type, then the packed payload."""
    kind = walk.source.read_at(box.start, 4)
    where = f"packed box {name}/{kind.decode('latin-1').strip()} at byte {box.offset}"
    body, problem = walk.unpacker.unpack(walk.source.read_at(box.start + 4, min(box.size - 4, limits.PACKET_BYTES)))
    if problem:
        yield make_damage(where, problem, box.offset)
    inner = Box(kind, 0, 0, len(body))
    for part in mark_misplaced(_walk_box(Memory(body), inner, where, name)):
        yield replace(part, offset=box.offset)


def _walk_uuid(source: Source, box: Box, where: str, name: str) -> Iterator[Part]:
    user_type = source.read_at(box.start, 16)
    inner = Box(box.kind, box.offset, box.start + 16, box.end)
    if user_type == C2PA:
        purpose = source.read_at(box.start + 20, 9)  # behind the user type, version and flags
        yield make_record(box.offset, where, misplaced="/" in name or not purpose.startswith(_STORES))
    elif user_type in (XMP, _JP2_EXIF, _JP2_IPTC):
        if inner.size > limits.PACKET_BYTES:
            yield make_damage(where, Damage.TOO_LARGE, box.offset)
        body = inner.body(source)
        if user_type == XMP:
            yield Part(PartKind.XMP, inner.start, body, where)
        elif user_type == _JP2_EXIF:
            yield Part(PartKind.EXIF, inner.start, body, f"EXIF in {where}", key="Image")
        else:
            yield Part(PartKind.IIM, inner.start, body, where)
    elif user_type == _CANON:
        for child in walk_boxes(source, inner.start, min(inner.end, source.size)):
            if isinstance(child, Part):
                yield child
            elif child.kind in _CANON_BLOCKS:
                place = f"EXIF in {where}, {child.name}"
                yield Part(PartKind.EXIF, child.start, child.body(source), place, key=_CANON_BLOCKS[child.kind])
    elif (text := source.read_at(inner.start, min(inner.size, limits.WALK_PIECE_BYTES))) and texts.is_text(text):
        yield Part(PartKind.TEXT, box.offset, text, where, key=f"mp4:uuid:{user_type.hex()}")
