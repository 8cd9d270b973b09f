"""The spans of a JPEG file (ISO/IEC 10918-1 annex B), segment by segment, with the names of a box hash."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from verify.inspection.containers.base import Buffered, Source
from verify.inspection.containers.image.jpeg import APP0, APP11, APP15, COM, EOI, SOS, STANDALONE, find_next_marker
from verify.inspection.containers.layout.spans import Content, Span
from verify.model import limits

# identifiers of application segments: colour is shown by them, everything else only speaks about the picture
_COLOUR: Final = {b"ICC_PROFILE\x00": "ICC", b"Adobe": "Adobe"}
_NAMED: Final = {
    b"Exif\x00": "EXIF", b"http://ns.adobe.com/xap/1.0/\x00": "XMP", b"http://ns.adobe.com/xmp/extension/\x00": "XMP",
    b"Photoshop 3.0\x00": "IPTC", b"JFIF\x00": "JFIF", b"JFXX\x00": "JFIF", b"MPF\x00": "MPF",
}  # fmt: skip
_MARKERS: Final = {0xDB: "DQT", 0xC4: "DHT", 0xCC: "DAC", 0xDC: "DNL", 0xDD: "DRI", 0xDE: "DHP", 0xDF: "EXP"}


def walk_spans(source: Source) -> Iterator[Span]:
    """Yield every segment; entropy-coded data belongs to the scan before it. What follows the end is appended."""
    file = Buffered(source)
    yield Span(0, 2, Content.FIXED, "SOI", "SOI")
    offset = 2
    record = b""  # box instance number of the record's segments
    for _ in range(limits.SEGMENTS):
        head = file.read_at(offset, 48)
        if len(head) < 2:
            return
        if head[0] != 0xFF or head[1] in (0x00, 0xFF) or head[1] in STANDALONE:
            following = find_next_marker(file, offset + 1)
            fill = not file.read_at(offset, min(following - offset, limits.WALK_PIECE_BYTES)).strip(b"\xff")
            content = Content.FIXED if fill else Content.MEDIA if head[0] == 0xFF else Content.UNKNOWN
            yield Span(offset, following, content, "")
            offset = following
            continue
        marker = head[1]
        if marker == EOI:
            yield Span(offset, offset + 2, Content.FIXED, "EOI", "EOI")
            yield Span(offset + 2, source.size, Content.APPENDED, "")
            return
        end = offset + 2 + max(2, int.from_bytes(head[2:4], "big"))
        if marker == APP11 and head[4:6] == b"JP":
            if b"c2pa" in head[20:] and not record:
                record = head[6:8]
            if record and head[6:8] == record:
                yield Span(offset, end, Content.RECORD, "C2PA", "C2PA")
                offset = end
                continue
        if marker == SOS:
            end = find_next_marker(file, end)
        yield _make_segment_span(offset, end, marker, head[4:])
        offset = end


def _make_segment_span(offset: int, end: int, marker: int, body: bytes) -> Span:
    if marker == COM:
        return Span(offset, end, Content.METADATA, "COM", "COM")
    if not APP0 <= marker <= APP15:
        name = "SOS" if marker == SOS else _MARKERS.get(marker, f"SOF{marker - 0xC0}" if marker < 0xD0 else "")
        return Span(offset, end, Content.MEDIA, name or f"0x{marker:02X}", name)
    box = f"APP{marker - APP0}"
    for mark, name in _COLOUR.items():
        if body.startswith(mark):
            return Span(offset, end, Content.MEDIA, name, box)
    what = next((name for mark, name in _NAMED.items() if body.startswith(mark)), box)
    return Span(offset, end, Content.METADATA, what, box)
