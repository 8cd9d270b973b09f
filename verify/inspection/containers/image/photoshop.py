"""Walk Photoshop's image resources (8BIM), as they lie in JPEG, TIFF, PNG and in PSD files themselves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from verify.inspection.containers.base import Damage, Part, PartKind, Source, make_damage
from verify.model import limits

_IPTC, _EXIF, _XMP = 0x0404, 0x0422, 0x0424
_MARKS: Final = (b"8BIM", b"PHUT", b"AgHg", b"DCSR", b"MeSa")


def walk_resources(data: bytes, offset: int, where: str) -> Iterator[Part]:
    """Yield IPTC, EXIF and XMP among the resources of `data`, which begins at byte `offset` of the file."""
    at = 0
    for _ in range(limits.SEGMENTS):
        if len(data) - at < 12:
            return
        if data[at : at + 4] not in _MARKS:
            if data[at:].strip(b"\x00"):
                yield make_damage(f"Photoshop resources in {where}", Damage.NOT_WELL_FORMED, offset + at)
            return
        kind = int.from_bytes(data[at + 4 : at + 6], "big")
        # a Pascal string, padded with its length byte to an even size
        start = at + 6 + ((data[at + 6] + 2) & ~1)
        size = int.from_bytes(data[start : start + 4], "big")
        body = data[start + 4 : start + 4 + size]
        if len(body) < size:
            yield make_damage(f"Photoshop resource {kind:#06x} in {where}", Damage.CUT_OFF, offset + at)
        if kind == _IPTC:
            yield Part(PartKind.IIM, offset + at, body, where)
        elif kind == _EXIF:
            yield Part(PartKind.EXIF, offset + at, body, f"EXIF in Photoshop resources in {where}", key="Image")
        elif kind == _XMP:
            yield Part(PartKind.XMP, offset + at, body, f"Photoshop resources in {where}")
        at = start + 4 + ((size + 1) & ~1)


def walk(source: Source) -> Iterator[Part]:
    """Yield the image resources of a PSD or PSB file: the third section, after the header and the colour table."""
    colours = int.from_bytes(source.read_at(26, 4), "big")
    start = 30 + colours
    size = int.from_bytes(source.read_at(start, 4), "big")
    if start + 4 + size > source.size:
        yield make_damage("PSD image resources", Damage.CUT_OFF, start)
    if size > limits.PACKET_BYTES:
        yield make_damage("PSD image resources", Damage.TOO_LARGE, start)
    yield from walk_resources(source.read_at(start + 4, min(size, limits.PACKET_BYTES)), start + 4, "PSD file")
