"""The spans of TIFF files and raw photos built on them: strips, tiles and the values of tags."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final

from verify.inspection.containers.base import Part, Source
from verify.inspection.containers.image.tiff import IIM, PHOTOSHOP, RECORD, XMP, Entry, walk_entries
from verify.inspection.containers.layout.spans import Content, Span
from verify.model import limits

# offsets and byte counts of strips, tiles and embedded JPEG pictures
_PIXELS: Final = {273: 279, 324: 325, 513: 514}
_METADATA: Final = {XMP: "XMP", IIM: "IPTC", PHOTOSHOP: "IPTC"}
_TEXTS: Final = frozenset((269, 270, 271, 272, 305, 306, 315, 316, 33432, *range(40091, 40096)))
_DIRECTORIES: Final = {"EXIF": "EXIF", "GPS": "EXIF", "Interoperability": "EXIF"}
_NUMBERS: Final = {3: "H", 4: "I", 13: "I", 16: "Q"}
_PIECES: Final = 100_000  # strips or tiles of one directory


def walk_spans(source: Source) -> Iterator[Span]:
    """Yield pixels, the record, and metadata; what is none of these is not named."""
    places: dict[tuple[str, int], Entry] = {}
    for entry in walk_entries(source):
        if isinstance(entry, Part):
            continue
        places[entry.directory, entry.tag] = entry
        if entry.tag == RECORD:
            yield Span(entry.offset, entry.offset + entry.size, Content.RECORD, "C2PA")
            yield from _find_record_entry(source, entry)
        elif entry.tag in _METADATA or entry.tag in _TEXTS or entry.directory in _DIRECTORIES:
            what = _METADATA.get(entry.tag) or _DIRECTORIES.get(entry.directory, "EXIF")
            yield Span(entry.offset, entry.offset + entry.size, Content.METADATA, what)
    for (directory, tag), entry in places.items():
        sizes = places.get((directory, _PIXELS.get(tag, 0)))
        if sizes is not None:
            for start, size in zip(_read_numbers(source, entry), _read_numbers(source, sizes), strict=False):
                yield Span(start, start + size, Content.MEDIA, directory)


def _find_record_entry(source: Source, entry: Entry) -> Iterator[Span]:
    """Yield the length and place of the record as its tag states them: written only when the record is finished."""
    big = source.read_at(2, 2) in (b"+\x00", b"\x00+")
    form, width = ("HHQQ", 20) if big else ("HHII", 12)
    if not big and max(entry.count, entry.offset) > 0xFFFFFFFF:
        return
    pattern = struct.pack(entry.order + form, RECORD, entry.type, entry.count, entry.offset)
    # the directory lies in front of the record or behind it, within what a walk may read
    for start in (max(0, entry.offset - limits.WALK_PIECE_BYTES), entry.offset + entry.size):
        at = source.read_at(start, limits.WALK_PIECE_BYTES).find(pattern)
        if at >= 0:
            yield Span(start + at + 4, start + at + width, Content.RECORD, "C2PA")
            return


def _read_numbers(source: Source, entry: Entry) -> tuple[int, ...]:
    kind = _NUMBERS.get(entry.type)
    if kind is None:
        return ()
    step = struct.calcsize(kind)
    data = entry.value(source, step * _PIECES)
    return struct.unpack(f"{entry.order}{len(data) // step}{kind}", data[: len(data) // step * step])
