"""Whether a file really carries a C2PA record, looked for in the structure and without reading the record.

Asked only where an engine failed: a record that is there and cannot be read is damaged, and must not be
confused with a file that could not be parsed. It takes no bytes for a record that stand in the wrong place.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Iterator
from typing import Final

from verify.inspection import containers
from verify.inspection.containers.base import Kind
from verify.inspection.media.input_file import Media
from verify.model import limits

_BMFF_RECORD: Final = bytes.fromhex("d8fec3d61b0e483c92975828877ec481")
_BMFF_PURPOSES: Final = (b"manifest\0", b"original\0", b"update\0")  # `merkle` boxes hold hashes and no record
_BMFF: Final = frozenset((
    "image/heic", "image/heif", "image/avif", "video/mp4", "video/quicktime", "video/x-m4v", "audio/mp4",
))  # fmt: skip
_ZIP: Final = ("application/zip", "application/epub+zip", "application/oxps")
_ZIP_FAMILIES: Final = ("application/vnd.openxmlformats-officedocument.", "application/vnd.oasis.opendocument.")
_ID3_TYPES: Final = (b"application/c2pa\0", b"application/x-c2pa-manifest-store\0")
_TIFF_RECORD: Final = 52545
_ZIP_RECORD: Final = b"META-INF/content_credential.c2pa"
_SVG_RECORD: Final = re.compile(rb"<\s*c2pa:manifest[\s>]")
_PDF_RECORD: Final = re.compile(rb"/AFRelationship\s*/C2PA_Manifest\b")
_TEXT_BYTES: Final = 16 * limits.MIB  # of an SVG or PDF that is searched
_TIFF_DIRECTORIES: Final = 64
_TIFF_ENTRIES: Final = 4096
_ZIP_TAIL_BYTES: Final = 4 * limits.MIB


def carries_record(media: Media) -> bool:
    """Whether the container holds a place for a C2PA record with something in it.

    Raises MediaError where the file changed meanwhile.
    """
    kind = media.media_type
    if kind in _BMFF:
        return _in_bmff(media)
    if kind in _ZIP or kind.startswith(_ZIP_FAMILIES):
        return _in_zip(media)
    search = _SEARCHES.get(kind)
    return search is not None and search(media)


def misplaced(media: Media) -> str:
    """Where a record lies that no engine looks at: behind the picture data, under another media type. Else empty.

    Raises MediaError where the file changed meanwhile.
    """
    parts = containers.walk(media, media.media_type) if media.media_type in _WALKED else ()
    return next((part.where for part in parts if part.kind is Kind.RECORD), "")


def is_surely_absent(media: Media) -> bool:
    """Whether the file could be walked from end to end without a doubt, and neither holds a record nor names one.

    For files that an engine cannot parse and that are not damaged. Raises MediaError where the file changed meanwhile.
    """
    if media.media_type not in EXACT:
        return False
    for part in containers.walk(media, media.media_type):
        if part.kind in (Kind.RECORD, Kind.DAMAGE) or (part.kind is Kind.XMP and b"provenance" in part.data):
            return False
    return True


def _in_jpeg(media: Media) -> bool:
    at = 2
    for _ in range(limits.SEGMENTS):
        head = media.read_at(at, 44)
        if len(head) < 4 or head[0] != 0xFF or head[1] in (0xD9, 0xDA):
            return False
        if head[1] == 0xFF:  # a fill byte
            at += 1
            continue
        # APP11 "JP", box instance, sequence, then the JUMBF box, its description box with the type and label of a store
        if head[1] == 0xEB and head[4:6] == b"JP" and b"c2pa" in head[20:]:
            return True
        at += 2 + max(2, int.from_bytes(head[2:4], "big"))
    return False


def _in_png(media: Media) -> bool:
    at = 8
    for _ in range(limits.SEGMENTS):
        head = media.read_at(at, 8)
        if len(head) < 8 or head[4:] == b"IEND":
            return False
        if head[4:] == b"caBX":
            return True
        at += 12 + int.from_bytes(head[:4], "big")
    return False


def _in_riff(media: Media) -> bool:
    at, end = 12, 8 + int.from_bytes(media.read_at(4, 4), "little")
    for _ in range(limits.SEGMENTS):
        head = media.read_at(at, 8)
        if len(head) < 8 or at + 8 > end:
            return False
        if head[:4] == b"C2PA":
            return True
        size = int.from_bytes(head[4:], "little")
        at += 8 + size + size % 2
    return False


def _boxes(media: Media) -> Iterator[tuple[bytes, int, int]]:
    """Type, begin and end of each box at the top of the file; ends where a length makes no sense."""
    at = 0
    for _ in range(limits.SEGMENTS):
        head = media.read_at(at, 16)
        if len(head) < 8:
            return
        size, start = int.from_bytes(head[:4], "big"), at + 8
        if size == 1:
            size, start = int.from_bytes(head[8:16], "big"), at + 16
        end = media.size if size == 0 else at + size
        if end < start:
            return
        yield head[4:8], start, end
        at = end


def _in_bmff(media: Media) -> bool:
    for kind, start, _ in _boxes(media):
        content = media.read_at(start, 32) if kind == b"uuid" else b""
        # identifier, version and flags, then the purpose
        if content.startswith(_BMFF_RECORD) and content[20:].startswith(_BMFF_PURPOSES):
            return True
    return False


def _in_jxl(media: Media) -> bool:
    return any(kind == b"jumb" and b"c2pa" in media.read_at(start, 48) for kind, start, _ in _boxes(media))


def _in_gif(media: Media) -> bool:
    head = media.read_at(6, 7)
    at = 13 + (3 * 2 ** ((head[4] & 7) + 1) if len(head) == 7 and head[4] & 0x80 else 0)
    for _ in range(limits.SEGMENTS):
        block = media.read_at(at, 14)
        if block[:3] == b"\x21\xff\x0b" and block[3:11] == b"C2PA_GIF":
            return True
        if block[:1] == b"\x21":
            at += 2
        elif block[:1] == b"\x2c" and len(block) >= 10:
            at += 11 + (3 * 2 ** ((block[9] & 7) + 1) if block[9] & 0x80 else 0)
        else:
            return False
        for _ in range(limits.SEGMENTS):
            size = media.read_at(at, 1)
            at += 1 + (size[0] if size else 0)
            if not size or size == b"\0":
                break
    return False


def _in_tiff(media: Media) -> bool:
    head = media.read_at(0, 8)
    order = "<" if head[:2] == b"II" else ">"
    if len(head) < 8 or struct.unpack(order + "H", head[2:4])[0] != 42:
        return False
    seen: set[int] = set()
    (at,) = struct.unpack(order + "I", head[4:])
    while at and at not in seen and len(seen) < _TIFF_DIRECTORIES:
        seen.add(at)
        (count,) = struct.unpack(order + "H", media.read_at(at, 2).ljust(2, b"\0"))
        count = min(count, _TIFF_ENTRIES)
        entries = media.read_at(at + 2, 12 * count + 4)
        if any(
            struct.unpack_from(order + "H", entries, place)[0] == _TIFF_RECORD
            for place in range(0, min(12 * count, len(entries) - 11), 12)
        ):
            return True
        (at,) = struct.unpack(order + "I", entries[12 * count :][:4].ljust(4, b"\0"))
    return False


def _in_zip(media: Media) -> bool:
    return _ZIP_RECORD in media.read_at(max(0, media.size - _ZIP_TAIL_BYTES), _ZIP_TAIL_BYTES)


def _in_svg(media: Media) -> bool:
    return _SVG_RECORD.search(media.read_at(0, _TEXT_BYTES)) is not None


def _in_pdf(media: Media) -> bool:
    half = _TEXT_BYTES // 2
    pieces = (media.read_at(0, half), media.read_at(max(half, media.size - half), half))
    return any(_PDF_RECORD.search(piece) for piece in pieces)


def _in_id3(media: Media) -> bool:
    head = media.read_at(0, 10)
    if head[:3] != b"ID3" or len(head) < 10:
        return False
    length = sum(part << shift for part, shift in zip(head[6:10], (21, 14, 7, 0), strict=True))
    at, end = 10, 10 + length
    for _ in range(limits.SEGMENTS):
        frame = media.read_at(at, 64)
        if at >= end or len(frame) < 10 or not frame[:4].strip(b"\0"):
            return False
        # behind the byte for the encoding; under another media type a record is not where an engine looks
        if frame[:4] == b"GEOB" and frame[11:].startswith(_ID3_TYPES):
            return True
        size = int.from_bytes(frame[4:8], "big")
        if head[3] >= 4:  # ID3v2.4 counts seven bits a byte
            size = sum((part & 0x7F) << shift for part, shift in zip(frame[4:8], (21, 14, 7, 0), strict=True))
        at += 10 + size
    return False


_SEARCHES: Final[dict[str, Callable[[Media], bool]]] = {
    "image/jpeg": _in_jpeg,
    "image/png": _in_png,
    "image/gif": _in_gif,
    "image/webp": _in_riff,
    "audio/wav": _in_riff,
    "video/x-msvideo": _in_riff,
    "image/tiff": _in_tiff,
    "image/x-adobe-dng": _in_tiff,
    "image/x-nikon-nef": _in_tiff,
    "image/x-sony-arw": _in_tiff,
    "image/jxl": _in_jxl,
    "audio/mpeg": _in_id3,
    "audio/flac": _in_id3,
    "image/svg+xml": _in_svg,
    "application/pdf": _in_pdf,
}

# Formats that are walked in search of a record in a wrong place: those that are walked in little time.
_WALKED: Final = frozenset((
    "image/jpeg", "image/png", "image/gif", "image/webp", "audio/wav", "audio/mpeg", "audio/flac",
))  # fmt: skip

# Formats where the structure alone tells the place of a record, so that finding one is never a guess.
EXACT: Final = (frozenset(_SEARCHES) | _BMFF) - {"image/svg+xml", "application/pdf"}
