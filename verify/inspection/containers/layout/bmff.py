"""The spans of ISO base media files (ISO/IEC 14496-12) and JPEG XL, and the boxes that an exclusion names by path."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final

from verify.inspection.containers.base import Buffered, Source
from verify.inspection.containers.bmff_box import C2PA, XMP, Box, walk_boxes
from verify.inspection.containers.image import heif
from verify.inspection.containers.layout.spans import Content, Range, Span, subtract
from verify.model import limits

_NESTS: Final = frozenset((b"moov", b"trak", b"mdia", b"minf", b"stbl", b"moof", b"traf", b"meta", b"mfra"))
# paths and what lies there; of several the longest that begins a path counts
_PATHS: Final = {
    "/ftyp": Content.FIXED,
    "/mdat": Content.MEDIA,
    "/imda": Content.MEDIA,
    "/moov": Content.MEDIA,
    "/moof": Content.MEDIA,
    "/meta": Content.MEDIA,
    "/jxlc": Content.MEDIA,
    "/jxlp": Content.MEDIA,
    "/jbrd": Content.MEDIA,
    "/mfra": Content.METADATA,
    "/free": Content.METADATA,
    "/skip": Content.METADATA,
    "/wide": Content.METADATA,
    "/udta": Content.METADATA,
    "/Exif": Content.METADATA,
    "/xml": Content.METADATA,
    "/styp": Content.METADATA,
    "/sidx": Content.METADATA,
    "/ssix": Content.METADATA,
    "/prft": Content.METADATA,
    "/moov/udta": Content.METADATA,
    "/moov/meta": Content.METADATA,
    "/moov/trak/udta": Content.METADATA,
    "/moov/trak/meta": Content.METADATA,
    # tables that say where the samples lie: what they point to is looked at by itself
    "/moov/trak/mdia/minf/stbl/stco": Content.METADATA,
    "/moov/trak/mdia/minf/stbl/co64": Content.METADATA,
    "/moof/traf/tfhd": Content.METADATA,
    "/moof/traf/trun": Content.METADATA,
    "/meta/iloc": Content.METADATA,
}
_ROOM: Final = frozenset((b"free", b"skip", b"wide"))
_CHUNKS: Final = {b"stco": "I", b"co64": "Q"}
_CHUNKS_READ: Final = 200_000  # places of one track's samples that are looked at


def walk_top_boxes(source: Source) -> Iterator[Box]:
    """Yield the boxes at the top of the file, up to where the chain breaks."""
    return _walk_boxes_between(source, 0, source.size)


def walk_child_boxes(source: Source, box: Box) -> Iterator[Box]:
    """Yield the boxes in a box. A `meta` box has four bytes before them, save in QuickTime files."""
    start = box.start
    if box.kind == b"meta" and source.read_at(start + 4, 4) != b"hdlr":
        start += 4
    return _walk_boxes_between(source, start, min(box.end, source.size))


def _walk_boxes_between(source: Source, start: int, end: int) -> Iterator[Box]:
    for number, box in enumerate(walk_boxes(source, start, end)):
        if not isinstance(box, Box) or number >= limits.SEGMENTS:
            return
        yield box


def walk_spans(source: Source) -> Iterator[Span]:
    """Yield every box down to those that hold no others, and the places of samples and items that tables point to."""
    file = Buffered(source)
    metadata: list[Range] = []
    pointed: list[Span] = []
    for box in walk_top_boxes(file):
        if box.kind == b"meta":
            for kind, start, end in _find_item_pieces(file, box):
                if kind in (b"Exif", b"mime"):
                    metadata.append((start, end))
                    pointed.append(Span(start, end, Content.METADATA, "EXIF" if kind == b"Exif" else "XMP"))
                else:
                    pointed.append(Span(start, end, Content.MEDIA, "item"))
    for box in walk_top_boxes(file):
        for span in _walk_box(file, box, "", 0):
            for start, end in subtract([(span.start, span.end)], metadata) if span.what == "mdat" else ():
                yield Span(start, end, span.content, span.what, span.box)
            if span.what != "mdat":
                yield span
    yield from pointed


def _walk_box(source: Source, box: Box, above: str, depth: int) -> Iterator[Span]:
    path = f"{above}/{box.name}"
    end = min(box.end, source.size)
    if box.kind in _NESTS and depth < limits.BOX_DEPTH:
        at = box.offset
        for child in walk_child_boxes(source, box):
            yield Span(at, child.offset, _find_content(path), box.name)
            yield from _walk_box(source, child, path, depth + 1)
            at = min(child.end, end)
        yield Span(at, end, _find_content(path), box.name)
        return
    if box.kind == b"uuid":
        yield _make_uuid_span(source, box, end)
    elif box.kind == b"jumb" and b"c2pa" in source.read_at(box.start, 48):
        yield Span(box.offset, end, Content.RECORD, "C2PA")
    elif box.kind in _ROOM and not source.read_at(box.start, min(box.size, limits.MIB)).strip(b"\x00"):
        yield Span(box.offset, end, Content.FIXED, box.name)  # nothing lies there
    else:
        yield Span(box.offset, end, _find_content(path), _NAMES.get(box.kind, box.name))
    if box.kind in _CHUNKS:
        yield from _find_sample_chunks(source, box)


_NAMES: Final = {b"Exif": "EXIF", b"xml ": "XMP"}


def _find_content(path: str) -> Content:
    """Return what lies at a path, by the longest beginning that is known."""
    prefix = path
    while prefix:
        if prefix in _PATHS:
            return _PATHS[prefix]
        prefix = prefix.rpartition("/")[0]
    return Content.UNKNOWN


def _make_uuid_span(source: Source, box: Box, end: int) -> Span:
    user_type = source.read_at(box.start, 16)
    if user_type == C2PA:
        return Span(box.offset, end, Content.RECORD, "C2PA")
    return Span(box.offset, end, *((Content.METADATA, "XMP") if user_type == XMP else (Content.UNKNOWN, "uuid")))


def _find_sample_chunks(source: Source, box: Box) -> Iterator[Span]:
    """Yield the first byte of every chunk of samples: enough to know in which box it lies."""
    form = _CHUNKS[box.kind]
    step = struct.calcsize(f">{form}")
    count = min(int.from_bytes(source.read_at(box.start + 4, 4), "big"), _CHUNKS_READ)
    data = source.read_at(box.start + 8, min(count * step, max(0, box.end - box.start - 8)))
    for (start,) in struct.iter_unpack(f">{form}", data[: len(data) // step * step]):
        yield Span(start, start + 1, Content.MEDIA, "samples")


def _find_item_pieces(source: Source, meta: Box) -> Iterator[tuple[bytes, int, int]]:
    """Yield type, begin and end of every piece of an item in the file itself (8.11.3, construction method 0)."""
    inner = {box.kind: box for box in walk_child_boxes(source, meta)}
    if b"iinf" not in inner or b"iloc" not in inner:
        return
    kinds = heif.read_item_types(source, inner[b"iinf"])
    for number, place in heif.read_item_locations(inner[b"iloc"].body(source), None).items():
        for offset, length in place.pieces if place.method == 0 else ():
            yield kinds.get(number, b""), offset, offset + length if length else source.size
