"""Tells a file's media type from its bytes and never from its name.

It refuses to guess: what no signature matches is an empty string.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from typing import Final

ReadAt = Callable[[int, int], bytes]  # (offset, length) -> up to `length` bytes

UNKNOWN: Final = ""

_PREFIXES: Final[tuple[tuple[bytes, str], ...]] = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"\xff\x0a", "image/jxl"),
    (b"\x00\x00\x00\x0cJXL \r\n\x87\n", "image/jxl"),
    (b"\x00\x00\x00\x0cjP  \r\n\x87\n", "image/jp2"),
    (b"\xff\x4f\xff\x51", "image/jp2"),
    (b"BM", "image/bmp"),
    (b"8BPS", "image/vnd.adobe.photoshop"),
    (b"FUJIFILMCCD-RAW", "image/x-fuji-raf"),
    (b"IIU\x00", "image/x-panasonic-rw2"),
    (b"FOVb", "image/x-sigma-x3f"),
    (b"\x00MRM", "image/x-minolta-mrw"),
    (b"%PDF-", "application/pdf"),
    (b"fLaC", "audio/flac"),
    (b"OggS", "audio/ogg"),
    (b"ID3", "audio/mpeg"),
    (b"FLV\x01", "video/x-flv"),
    (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "video/x-ms-asf"),
    (b"PK\x03\x04", "application/zip"),
    (b"PK\x05\x06", "application/zip"),
    (b"{\\rtf", "application/rtf"),
    (b"\x00\x01\x00\x00\x00", "font/ttf"),
    (b"OTTO", "font/otf"),
    (b"glTF", "model/gltf-binary"),
    (b"qoif", "image/qoi"),
    (b"\x00\x00\x01\x00", "image/x-icon"),
)

_RIFF: Final = {b"WEBP": "image/webp", b"WAVE": "audio/wav", b"AVI ": "video/x-msvideo"}

_BRANDS: Final = {
    b"heic": "image/heic", b"heix": "image/heic", b"heim": "image/heic", b"heis": "image/heic",
    b"hevc": "image/heic", b"hevx": "image/heic", b"mif1": "image/heif", b"msf1": "image/heif",
    b"avif": "image/avif", b"avis": "image/avif", b"qt  ": "video/quicktime", b"crx ": "image/x-canon-cr3",
    b"M4A ": "audio/mp4", b"M4B ": "audio/mp4", b"M4V ": "video/x-m4v",
}  # fmt: skip

_TOP_BOXES: Final = frozenset(
    (b"moov", b"mdat", b"free", b"skip", b"wide", b"pnot", b"uuid", b"styp", b"sidx", b"moof")
)

_TIFF_DNG_VERSION: Final = 0xC612
_TIFF_MAKE: Final = 0x010F
_TIFF_ENTRIES: Final = 256
_TEXT_HEAD_BYTES: Final = 4096


def detect(read_at: ReadAt, size: int) -> str:
    """The media type of the bytes that `read_at` gives, or UNKNOWN.

    Reads a few kilobytes at the head, and the central directory's names of a ZIP.
    """
    head = read_at(0, _TEXT_HEAD_BYTES)
    if head[:4] == b"RIFF" and len(head) >= 12:
        return _RIFF.get(head[8:12], UNKNOWN)
    if head[:4] in (b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+"):
        return _tiff(head, read_at)
    if head[4:8] == b"ftyp":
        return _isobmff(head)
    if head[4:8] in _TOP_BOXES and head[:4] != b"\x00\x00\x00\x00":
        return "video/quicktime" if head[4:8] in (b"moov", b"mdat", b"wide", b"pnot") else "video/mp4"
    if head[:4] == b"\x1a\x45\xdf\xa3":
        return "video/webm" if b"webm" in head[:64] else "video/x-matroska"
    if head[4:8] == b"jumb" or head[8:12] == b"jumb":
        return "application/c2pa"
    for prefix, media_type in _PREFIXES:
        if head.startswith(prefix):
            return _zip(read_at, size) if media_type == "application/zip" else media_type
    if len(head) > 3 and head[0] == 0xFF and head[1] & 0xE0 == 0xE0 and head[1] & 0x06 and head[2] & 0xF0 != 0xF0:
        return "audio/mpeg"
    return _text(head)


def _isobmff(head: bytes) -> str:
    length = min(int.from_bytes(head[:4], "big"), len(head))
    brands = [head[8:12]] + [head[at : at + 4] for at in range(16, length - 3, 4)]
    if brands[0] in _BRANDS and brands[0] not in (b"mif1", b"msf1"):
        return _BRANDS[brands[0]]
    for brand in brands:
        # mif1/msf1 are structural: a more specific compatible brand tells the codec
        if brand in _BRANDS and brand in (b"heic", b"heix", b"avif", b"avis", b"hevc"):
            return _BRANDS[brand]
    return _BRANDS.get(brands[0], "video/mp4")


def _tiff(head: bytes, read_at: ReadAt) -> str:
    order = "<" if head[:2] == b"II" else ">"
    if head[2:4] in (b"+\x00", b"\x00+"):
        return "image/tiff"
    if head[8:10] == b"CR":
        return "image/x-canon-cr2"
    (offset,) = struct.unpack(order + "I", head[4:8])
    directory = read_at(offset, 2 + 12 * _TIFF_ENTRIES)
    if len(directory) < 2:
        return "image/tiff"
    (count,) = struct.unpack(order + "H", directory[:2])
    make = b""
    for at in range(2, min(2 + 12 * count, len(directory) - 11), 12):
        tag, _, length, value = struct.unpack(order + "HHII", directory[at : at + 12])
        if tag == _TIFF_DNG_VERSION:
            return "image/x-adobe-dng"
        if tag == _TIFF_MAKE and 4 < length < 64:
            make = read_at(value, length).upper()
    has_raw = b"\x4a\x01" in directory or b"\x01\x4a" in directory  # SubIFDs: where raw files keep the sensor data
    if make.startswith(b"NIKON") and has_raw:
        return "image/x-nikon-nef"
    if make.startswith(b"SONY") and has_raw:
        return "image/x-sony-arw"
    return "image/tiff"


_OPEN_DOCUMENT: Final = "application/vnd.oasis.opendocument."
_OFFICE: Final = "application/vnd.openxmlformats-officedocument."


def _zip(read_at: ReadAt, size: int) -> str:
    """OOXML, OpenDocument and EPUB are ZIPs: told apart by the names in the central directory."""
    head = read_at(0, 200)
    if head[26:28] == b"\x08\x00" and head[30:38] == b"mimetype":
        declared = head[38 + int.from_bytes(head[28:30], "little") :][:80]
        if declared.startswith(b"application/epub+zip"):
            return "application/epub+zip"
        for kind in ("text", "spreadsheet", "presentation", "graphics"):
            if declared.startswith((_OPEN_DOCUMENT + kind).encode()):
                return _OPEN_DOCUMENT + kind
    names = read_at(max(0, size - 128 * 1024), 128 * 1024)
    for marker, kind in (
        (b"word/document.xml", "wordprocessingml.document"),
        (b"xl/workbook.xml", "spreadsheetml.sheet"),
        (b"ppt/presentation.xml", "presentationml.presentation"),
    ):
        if marker in names:
            return _OFFICE + kind
    if b"FixedDocSeq.fdseq" in names or b"FixedDocumentSequence.fdseq" in names:
        return "application/oxps"
    return "application/zip"


def _text(head: bytes) -> str:
    """SVG, HTML, JSON, Markdown and plain text; UNKNOWN if the bytes are not text."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = head[: len(head) & ~1].decode("utf-16", "replace")
    elif b"\x00" in head:
        return UNKNOWN
    else:
        try:
            # the head may end in the middle of a character
            text = head.decode("utf-8") if len(head) < _TEXT_HEAD_BYTES else head[:-4].decode("utf-8", "ignore")
            if len(head) == _TEXT_HEAD_BYTES:
                head[:-4].decode("utf-8")
        except UnicodeDecodeError as error:
            if len(head) == _TEXT_HEAD_BYTES and error.start >= len(head) - 8:
                text = head.decode("utf-8", "ignore")
            else:
                try:
                    text = head.decode("gb18030")
                except UnicodeDecodeError:
                    return UNKNOWN
    start = text.lstrip("\ufeff \t\r\n").lower()
    if not start and not text:
        return UNKNOWN
    if start.startswith("<svg") or ("<svg" in start and start.startswith(("<?xml", "<!--", "<!doctype svg"))):
        return "image/svg+xml"
    if start.startswith(("<!doctype html", "<html", "<head", "<body")) or ("<html" in start and start.startswith("<")):
        return "text/html"
    if start.startswith(("<?xml", "<x:xmpmeta", "<rdf")):
        return "application/xml"
    if start.startswith(("---", "# ")) or "\n# " in start or "\n## " in start:
        return "text/markdown"
    controls = sum(1 for character in text if ord(character) < 32 and character not in "\t\r\n\f\x1b")
    return "text/plain" if controls * 50 <= len(text) else UNKNOWN
