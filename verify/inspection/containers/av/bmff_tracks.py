"""Tell what kinds of tracks an MP4 or MOV declares, without decoding any."""

from __future__ import annotations

from verify.inspection.containers.base import Part, Source
from verify.inspection.containers.bmff_box import boxes
from verify.model import limits


def kinds(source: Source) -> frozenset[bytes]:
    """The handler types of all tracks (ISO/IEC 14496-12, 8.4.3): `vide`, `soun` …; empty where none can be read."""
    return frozenset(_handlers(source, 0, source.size, (b"moov", b"trak", b"mdia", b"hdlr")))


def _handlers(source: Source, start: int, end: int, path: tuple[bytes, ...]) -> list[bytes]:
    found: list[bytes] = []
    for number, box in enumerate(boxes(source, start, min(end, source.size))):
        if isinstance(box, Part) or number > limits.SEGMENTS or len(found) > limits.DIRECTORIES:
            break
        if box.kind != path[0]:
            continue
        if len(path) == 1:
            found.append(box.body(source, 12)[8:12])
        else:
            found += _handlers(source, box.start, box.end, path[1:])
    return found
