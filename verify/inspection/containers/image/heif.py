"""Read the items of a HEIC or AVIF file (ISO/IEC 14496-12, 8.11; ISO/IEC 23008-12): EXIF and XMP."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from verify.inspection.containers.base import Damage, Part, PartKind, Source, make_damage
from verify.inspection.containers.bmff_box import Box, walk_boxes
from verify.model import limits

_EXTENTS: Final = 1_000  # of one item
_XMP_IDENTIFIER: Final = b"http://ns.adobe.com/xap/1.0/\x00"
_XMP_TYPE: Final = b"application/rdf+xml"


class ItemLocation(Struct, frozen=True):
    """Where an item's data lies: by construction method, pieces of (offset, length)."""

    method: int
    pieces: tuple[tuple[int, int], ...]


def walk_exif_item(body: bytes, offset: int, where: str) -> Iterator[Part]:
    """Walk an EXIF item: four bytes tell how far behind them the TIFF header begins."""
    start = 4 + int.from_bytes(body[:4], "big")
    if body[start : start + 2] not in (b"II", b"MM"):
        # some writers leave the four bytes out, or count the identifier wrongly
        headers = [at for at in (body.find(b"II*\x00", 0, 64), body.find(b"MM\x00*", 0, 64)) if at >= 0]
        if not headers:
            yield make_damage(f"EXIF in {where}", Damage.MISPLACED, offset)
            return
        start = min(headers)
    yield Part(PartKind.EXIF, offset + start, body[start:], f"EXIF in {where}", key="Image")


def walk_items(source: Source, meta: Box) -> Iterator[Part]:
    """Yield EXIF and XMP among the items of a `meta` box."""
    inner = [box for box in walk_boxes(source, meta.start + 4, min(meta.end, source.size)) if isinstance(box, Box)]
    inner_boxes = {box.kind: box for box in inner[: limits.DIRECTORY_ENTRIES]}
    if b"iinf" not in inner_boxes or b"iloc" not in inner_boxes:
        return
    kinds = {
        number: kind
        for number, kind in read_item_types(source, inner_boxes[b"iinf"]).items()
        if kind in (b"Exif", b"mime")
    }
    if not kinds:
        return
    locations = read_item_locations(inner_boxes[b"iloc"].body(source), frozenset(kinds))
    for number, kind in kinds.items():
        where = f"item {number} of box meta at byte {meta.offset}"
        if number not in locations:
            yield make_damage(where, Damage.MISPLACED, meta.offset)
            continue
        yield from _walk_item(source, kind, locations[number], inner_boxes.get(b"idat"), where)


def _walk_item(source: Source, kind: bytes, place: ItemLocation, data: Box | None, where: str) -> Iterator[Part]:
    if place.method > 1 or (place.method == 1 and data is None):
        yield make_damage(where, Damage.UNSUPPORTED, 0)
        return
    base = data.start if place.method == 1 and data else 0
    body = bytearray()
    for offset, stated in place.pieces:
        length = stated or source.size - base - offset  # zero means all the rest
        if offset + length > limits.PACKET_BYTES + source.size or len(body) + length > limits.PACKET_BYTES:
            yield make_damage(where, Damage.TOO_LARGE, base + offset)
            return
        piece = source.read_at(base + offset, length)
        if len(piece) < length:
            yield make_damage(where, Damage.MISPLACED, base + offset)
        body += piece
    first = base + place.pieces[0][0] if place.pieces else 0
    if kind == b"Exif":
        yield from walk_exif_item(bytes(body), first, where)
    else:
        # some writers keep the identifier that an XMP segment of JPEG begins with
        yield Part(PartKind.XMP, first, bytes(body).removeprefix(_XMP_IDENTIFIER), where)


def read_item_types(source: Source, info: Box) -> dict[int, bytes]:
    """Return item number → item type; `mime` only for XMP."""
    version = source.read_at(info.start, 1)
    start = info.start + (6 if version == b"\x00" else 8)
    types: dict[int, bytes] = {}
    for box in walk_boxes(source, start, min(info.end, source.size)):
        if isinstance(box, Part) or len(types) >= limits.SEGMENTS:
            break
        head = box.body(source, 256)
        wide = head[:1] == b"\x03"
        if box.kind != b"infe" or head[:1] not in (b"\x02", b"\x03"):
            continue
        number = int.from_bytes(head[4 : 8 if wide else 6], "big")
        rest = head[10 if wide else 8 :]
        kind = rest[:4]
        if kind == b"mime" and not rest[4:].partition(b"\x00")[2].startswith(_XMP_TYPE):
            kind = b"data"
        types[number] = kind
    return types


def read_item_locations(body: bytes, numbers: frozenset[int] | None) -> dict[int, ItemLocation]:
    """Return the item location box, versions 0 to 2 (8.11.3), for the items wanted; None wants all."""
    version = body[0] if body else 0
    offset_bytes, length_bytes = body[4] >> 4 if len(body) > 5 else 0, body[4] & 15 if len(body) > 5 else 0
    base_bytes, index_bytes = (body[5] >> 4, body[5] & 15) if len(body) > 5 else (0, 0)
    wide = 4 if version == 2 else 2
    at = 6 + wide
    locations: dict[int, ItemLocation] = {}

    def take(length: int) -> int:
        nonlocal at
        at += length
        return int.from_bytes(body[at - length : at], "big")

    for _ in range(min(int.from_bytes(body[6 : 6 + wide], "big"), limits.SEGMENTS)):
        if at >= len(body):
            break
        number = take(wide)
        method = take(2) & 15 if version in (1, 2) else 0
        take(2)  # data reference: other files are never opened
        base = take(base_bytes)
        pieces: list[tuple[int, int]] = []
        for _ in range(take(2)):
            if at >= len(body) or len(pieces) >= _EXTENTS:
                break
            if version in (1, 2):
                take(index_bytes)
            offset = take(offset_bytes)
            pieces.append((base + offset, take(length_bytes)))
        if numbers is None or number in numbers:
            locations[number] = ItemLocation(method, tuple(pieces))
    return locations
