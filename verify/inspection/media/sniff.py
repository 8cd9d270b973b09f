"""Tell a file's media type from its bytes and never from its name.

It refuses to guess: what no signature matches is an empty string.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable
from typing import Final

from verify.model.vocabularies.media_types import OOXML, OPEN_DOCUMENT, XMP_FILE

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
    (b"FLV\x01", "video/x-flv"),
    (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "video/x-ms-asf"),
    (b"PK\x03\x04", "application/zip"),
    (b"PK\x05\x06", "application/zip"),
    (b"{\\rtf", "application/rtf"),
    (b"\x00\x01\x00\x00\x00", "font/ttf"),
    (b"true\x00", "font/ttf"),
    (b"typ1\x00", "font/ttf"),
    (b"OTTO", "font/otf"),
    (b"glTF", "model/gltf-binary"),
    (b"PXR-USDC", "model/vnd.usd"),
    (b"#usda ", "model/vnd.usda"),
    (b"ply\n", "model/ply"),
    (b"ply\r\n", "model/ply"),
    (b"qoif", "image/qoi"),
    # bare video streams (Annex B) begin with a delimiter, a parameter set or user data
    *(
        (b"\x00\x00\x00\x01" + head, "video/h264")
        for head in (b"\x09\x10", b"\x09\x30", b"\x09\xf0", b"\x06\x05", b"\x27", b"\x67")
    ),
    *((b"\x00\x00\x00\x01" + head, "video/h265") for head in (b"\x40\x01", b"\x46\x01")),
    (b"\x00\x00\x01\x00", "image/x-icon"),
)

_RIFF: Final = {
    b"WEBP": "image/webp",
    b"WAVE": "audio/wav",
    b"AVI ": "video/x-msvideo",
    b"AIFF": "audio/aiff",
    b"AIFC": "audio/aiff",
}

_BRANDS: Final = {
    b"heic": "image/heic", b"heix": "image/heic", b"heim": "image/heic", b"heis": "image/heic",
    b"hevc": "image/heic", b"hevx": "image/heic", b"mif1": "image/heif", b"msf1": "image/heif",
    b"avif": "image/avif", b"avis": "image/avif", b"qt  ": "video/quicktime", b"crx ": "image/x-canon-cr3",
    b"M4A ": "audio/mp4", b"M4B ": "audio/mp4", b"M4P ": "audio/mp4", b"F4A ": "audio/mp4",
    b"M4V ": "video/x-m4v", b"M4VH": "video/x-m4v", b"M4VP": "video/x-m4v",
}  # fmt: skip

_TOP_BOXES: Final = frozenset(
    (b"moov", b"mdat", b"free", b"skip", b"wide", b"pnot", b"uuid", b"styp", b"sidx", b"moof")
)

_TIFF_DNG_VERSION: Final = 0xC612
_TIFF_MAKE: Final = 0x010F
_TIFF_ENTRIES: Final = 256
_TEXT_HEAD_BYTES: Final = 4096
_TS_PACKETS: Final = 4  # of a transport stream whose sync bytes are looked at
_TAGS: Final = 8  # ID3 tags one after the other

_DATA_FORK_FONT: Final = "font/x-dfont"
_EBML_WEBM: Final = re.compile(rb"\x42\x82[\x84-\x8f]webm")  # the element DocType
_OGG_VIDEO: Final = re.compile(rb"\x80theora|OVP80|BBCD\x00")
_PDF_HEADER: Final = re.compile(rb"(?:^|[\r\n\xbf])%PDF-[12]\.\d")


def detect(read_at: ReadAt, size: int) -> str:
    """Return the media type of the bytes that `read_at` gives, or UNKNOWN.

    Reads a few kilobytes at the head, and the central directory's names of a ZIP.
    """
    head = read_at(0, _TEXT_HEAD_BYTES)
    if head[:4] in (b"RIFF", b"FORM") and head[8:12] in _RIFF:
        return _RIFF[head[8:12]]
    if head[:4] in (b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+") and len(head) >= 8:
        return _detect_tiff(head, read_at)
    if head[4:8] == b"ftyp":
        return _detect_isobmff(head)
    if head[4:8] in _TOP_BOXES and head[:4] != b"\x00\x00\x00\x00":
        return "video/quicktime" if head[4:8] in (b"moov", b"mdat", b"wide", b"pnot") else "video/mp4"
    if head[:4] == b"\x1a\x45\xdf\xa3":
        return "video/webm" if _EBML_WEBM.search(head[:512]) else "video/x-matroska"
    if head[:4] == b"OggS":
        return "video/ogg" if _OGG_VIDEO.search(head[:512]) else "audio/ogg"
    if head[:3] == b"ID3":
        return _detect_tagged_sound(read_at, size)
    if head[4:8] == b"jumb" or head[8:12] == b"jumb":
        return "application/c2pa"
    for prefix, media_type in _PREFIXES:
        if head.startswith(prefix):
            if media_type == "image/x-icon" and not _is_icon(head):
                return _DATA_FORK_FONT if _is_resource_file(head, size) else UNKNOWN
            return _detect_package(read_at, size) if media_type == "application/zip" else media_type
    if len(head) > 3 and (stream := _detect_mpeg(head)):
        return stream
    # some writers leave a few bytes before the header, and readers of PDF forgive up to a kilobyte
    if _PDF_HEADER.search(head[:1024]) and b"%%EOF" in read_at(max(0, size - 1024), 1024):
        return "application/pdf"
    return _detect_text(head) or ("model/stl" if _is_binary_stl(read_at, size) else UNKNOWN)


def _is_transport_stream(head: bytes) -> bool:
    """Tell the sync bytes of several packets, with or without four bytes of time before each."""
    return any(
        len(marks) >= _TS_PACKETS and set(marks) == {0x47}
        for marks in (head[: _TS_PACKETS * 188 : 188], head[4 : 4 + _TS_PACKETS * 192 : 192])
    )


def _is_icon(head: bytes) -> bool:
    """Tell whether there are entries, and the first one's picture has a size and begins behind them."""
    count, size, start = struct.unpack("<4xH8xII", head[:22]) if len(head) >= 22 else (0, 0, 0)
    return bool(count > 0 and size > 0 and start >= 6 + 16 * count)


def _is_resource_file(head: bytes, size: int) -> bool:
    """Tell whether this is a Macintosh resource file, as which fonts are kept: its map lies right behind its data."""
    data, index, length, index_length = struct.unpack(">4I", head[:16].ljust(16, b"\x00"))
    return bool(index == data + length and index + index_length <= size)


def _detect_mpeg(head: bytes) -> str:
    """Tell MPEG sound by its sync word, layer 0 is AAC in ADTS; and transport streams by those of their packets."""
    if _is_transport_stream(head):
        return "video/mp2t"
    # FF FE is also the byte order mark of text; layer I, which it would be here, has all but died out
    if head[0] != 0xFF or head[1] & 0xE0 != 0xE0 or (head[1] == 0xFE and head[3] == 0):
        return UNKNOWN
    if head[1] & 0xF6 == 0xF0:
        return "audio/aac"
    return "audio/mpeg" if head[1] & 0x06 and head[2] & 0xF0 != 0xF0 else UNKNOWN


def _detect_tagged_sound(read_at: ReadAt, size: int) -> str:
    """Tell the sound behind the ID3v2 tags at the head: MP3, but also FLAC, AAC, Ogg and MP4 are found there."""
    offset = 0
    for _ in range(_TAGS):
        head = read_at(offset, 10)
        if head[:3] != b"ID3" or len(head) < 10:
            break
        length = sum((byte & 0x7F) << shift for byte, shift in zip(head[6:], (21, 14, 7, 0), strict=True))
        offset += 10 + length + (10 if head[5] & 0x10 else 0)
    after = read_at(offset, 4) if offset < size else b""
    if after == b"fLaC":
        return "audio/flac"
    if after == b"OggS":
        return "audio/ogg"
    if read_at(offset + 4, 4) == b"ftyp" and size - offset > 8:
        return _detect_isobmff(read_at(offset, _TEXT_HEAD_BYTES))
    return "audio/aac" if len(after) == 4 and _detect_mpeg(after) == "audio/aac" else "audio/mpeg"


def _detect_isobmff(head: bytes) -> str:
    length = min(int.from_bytes(head[:4], "big"), len(head))
    brands = [head[8:12]] + [head[at : at + 4] for at in range(16, length - 3, 4)]
    if brands[0] in _BRANDS and brands[0] not in (b"mif1", b"msf1"):
        return _BRANDS[brands[0]]
    for brand in brands:
        # mif1/msf1 are structural: a more specific compatible brand tells the codec
        if brand in _BRANDS and brand in (b"heic", b"heix", b"avif", b"avis", b"hevc"):
            return _BRANDS[brand]
    return _BRANDS.get(brands[0], "video/mp4")


def _detect_tiff(head: bytes, read_at: ReadAt) -> str:
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


_XMP: Final = ("<?xpacket begin", "<x:xmpmeta")
_MARKDOWN: Final = ("---", "# ", "```yaml", "```yml", "<details", "<!-- -----begin c2pa")
# the first member of an object, or the first item of a list and what must follow it
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")
_JSON: Final = re.compile(
    r"""\{\s*(?:"[^"\n]{0,200}"\s*:|\}\s*$)"""
    r"""|\[\s*(?:"|\{\s*["}]|\[\s*["\[{\d-]|\]\s*$|(?:-?\d[\d.e+-]{0,30}|true|false|null)\s*,)"""
)

# the asset of a glTF scene says the version, and other members have names of their own
_GLTF: Final = re.compile(r'"asset"\s*:\s*\{[^{}]{0,2000}"version"\s*:\s*"\d\.\d"')
_STL: Final = re.compile(r"solid\b[^\n]*\n\s*facet\s+normal\s")
_OBJ: Final = re.compile(
    r"(?:(?:#[^\n]*|(?:mtllib|usemtl|o|g|s)\s[^\n]*)?\n)*+v(?:\s+-?\d[\d.e+-]*){3,7}\s*\n(?:\s*(?:v|vn|vt)\s|\s*#|\s*\n)"
)

_PACKAGES: Final = (
    (b"word/document.xml", f"{OOXML}wordprocessingml.document"),
    (b"xl/workbook.xml", f"{OOXML}spreadsheetml.sheet"),
    (b"ppt/presentation.xml", f"{OOXML}presentationml.presentation"),
    (b"FixedDocSeq.fdseq", "application/oxps"),
    (b"FixedDocumentSequence.fdseq", "application/oxps"),
    (b"META-INF/container.xml", "application/epub+zip"),
    (b"OFD.xml", "application/ofd"),
    (b"3D/3dmodel.model", "model/3mf"),
)
_ZIP_TAIL_BYTES: Final = 66 * 1024  # the end record and the longest comment
_ZIP_DIRECTORY_BYTES: Final = 1024 * 1024


def _detect_package(read_at: ReadAt, size: int) -> str:
    """Tell OOXML, OpenDocument and EPUB, which are ZIPs, apart by the names in the central directory."""
    head = read_at(0, 200)
    if head[26:28] == b"\x08\x00" and head[30:38] == b"mimetype":
        declared = head[38 + int.from_bytes(head[28:30], "little") :][:80]
        if declared.startswith(b"application/epub+zip"):
            return "application/epub+zip"
        for kind in ("text", "spreadsheet", "presentation", "graphics"):
            if declared.startswith((OPEN_DOCUMENT + kind).encode()):
                return OPEN_DOCUMENT + kind
    names = _read_names(read_at, size)
    for marker, kind in _PACKAGES:
        if marker in names:
            return kind
    first = head[30 : 30 + int.from_bytes(head[26:28], "little")]
    if first.lower().endswith((b".usd", b".usda", b".usdc")):  # the scene stands first (USDZ specification)
        return "model/vnd.usdz+zip"
    return "application/zip"


def _read_names(read_at: ReadAt, size: int) -> frozenset[bytes]:
    """Return the names in a ZIP's central directory (APPNOTE 4.3.12), at most the first few thousand."""
    tail = read_at(max(0, size - _ZIP_TAIL_BYTES), _ZIP_TAIL_BYTES)
    end = tail.rfind(b"PK\x05\x06")
    if end < 0:
        return frozenset()
    length, start = struct.unpack("<II", tail[end + 12 : end + 20].ljust(8, b"\x00"))
    place = max(0, size - len(tail)) + end - length  # counted from the end: something may stand before the package
    directory = read_at(place, min(length, _ZIP_DIRECTORY_BYTES))
    if directory[:4] != b"PK\x01\x02":
        directory = read_at(start, min(length, _ZIP_DIRECTORY_BYTES))
    names: set[bytes] = set()
    at = 0
    while directory[at : at + 4] == b"PK\x01\x02" and at + 46 <= len(directory):
        name, extra, comment = struct.unpack("<HHH", directory[at + 28 : at + 34])
        names.add(directory[at + 46 : at + 46 + name])
        at += 46 + name + extra + comment
    return frozenset(names)


def _detect_text(head: bytes) -> str:
    """Tell SVG, HTML, JSON, Markdown and plain text apart; UNKNOWN if the bytes are not text."""
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
                    if not _is_western(head):
                        return UNKNOWN
                    text = head.decode("latin-1")
    start = text.lstrip("\ufeff \t\r\n").lower()
    if not text:
        return UNKNOWN
    controls = len(_CONTROLS.findall(text))
    return _detect_form(start) or ("text/plain" if controls * 50 <= len(text) else UNKNOWN)


def _detect_form(start: str) -> str:
    """Tell a text by its first signs; UNKNOWN for running text."""
    if start.startswith("<svg") or ("<svg" in start and start.startswith(("<?xml", "<!--", "<!doctype svg"))):
        return "image/svg+xml"
    if start.startswith(("<!doctype html", "<html", "<head", "<body")) or ("<html" in start and start.startswith("<")):
        return "text/html"
    if start.startswith(_XMP) or (start.startswith("<?xml") and "<x:xmpmeta" in start):
        return XMP_FILE
    if start.startswith(("<?xml", "<rdf")):
        return "application/xml"
    if mesh := _detect_mesh(start):
        return mesh
    if start.startswith(_MARKDOWN) or "\n# " in start or "\n## " in start:
        return "text/markdown"
    if _JSON.match(start):
        return "model/gltf+json" if _GLTF.search(start) else "application/json"
    return UNKNOWN


def _detect_mesh(start: str) -> str:
    """Tell meshes in plain text by their first statements."""
    if _STL.match(start):
        return "model/stl"
    return "model/obj" if _OBJ.match(start) else UNKNOWN


def _is_binary_stl(read_at: ReadAt, size: int) -> bool:
    """Tell whether the number of triangles (50 bytes each) behind the 80 bytes of header accounts for every byte."""
    count = int.from_bytes(read_at(80, 4), "little")
    return count > 0 and size == 84 + 50 * count


def _is_western(head: bytes) -> bool:
    """Tell whether bytes may be text of one byte a character: no control characters, and mostly ASCII."""
    controls = any(byte < 32 and byte not in b"\t\r\n\f\x1b" for byte in head)
    return not controls and sum(byte >= 128 for byte in head) * 3 <= len(head)
