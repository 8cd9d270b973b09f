"""Walk the chunks of a PNG or APNG file, also those behind the picture data and behind the end."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from verify.inspection.containers.base import (
    Damage,
    Inflater,
    Part,
    PartKind,
    Source,
    find_trailer,
    make_damage,
    make_record,
    make_text_or_note,
)
from verify.inspection.containers.image import photoshop
from verify.model import limits

_PIXELS: Final = frozenset((b"IDAT", b"fdAT"))
_TEXT: Final = frozenset((b"tEXt", b"zTXt", b"iTXt"))
# chunks that describe how the picture is coded: PNG 3, its registered extensions, Apple's
_TECHNICAL: Final = frozenset(
    (
        b"IHDR", b"PLTE", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP", b"mDCV", b"mDCv", b"cLLI",
        b"cLLi", b"bKGD", b"hIST", b"pHYs", b"sPLT", b"acTL", b"fcTL", b"oFFs", b"sCAL", b"pCAL", b"sTER", b"gIFg",
        b"gIFx", b"dSIG", b"vpAg", b"orNT", b"iDOT", b"CgBI", b"caNv",
    )
)  # fmt: skip

_XMP_KEYWORD: Final = "XML:com.adobe.xmp"
_RAW_PROFILE: Final = "Raw profile type "
_NOT_HEXADECIMAL: Final = re.compile(rb"[^0-9A-Fa-f]+")


class _Chunk(Struct, frozen=True):
    """A chunk's type, its place, and the length of its data."""

    kind: bytes
    offset: int
    length: int
    where: str


def walk(source: Source) -> Iterator[Part]:
    """Yield text, XMP, EXIF, IPTC, private chunks, and what follows the end of the picture."""
    inflater = Inflater()
    offset = 8
    skipped = walked = 0
    ended = False
    while offset < source.size:
        head = source.read_at(offset, 8)
        kind = head[4:8]
        if len(head) < 8 or not kind.isalpha():
            if ended:
                rest = find_trailer(source, offset, "png", "picture")
                if rest:
                    yield rest
            else:
                yield make_damage(f"PNG chunk at byte {offset}", Damage.NOT_WELL_FORMED, offset)
            return
        length = int.from_bytes(head[:4], "big")
        behind = ", after the end of the picture" if ended else ""
        where = f"PNG {kind.decode('ascii', 'replace')} chunk at byte {offset}{behind}"
        if offset + 12 + length > source.size:
            yield make_damage(where, Damage.CUT_OFF, offset)
            length = max(0, source.size - offset - 8)
        skipped += kind in _PIXELS
        walked += kind not in _PIXELS
        if walked > limits.SEGMENTS or skipped > limits.DATA_CHUNKS:
            yield make_damage(where, Damage.TOO_MANY, offset)
            return
        if kind == b"IEND":
            ended = True
        elif kind == b"caBX":
            yield make_record(offset, where, misplaced=ended)
        elif kind not in _PIXELS and kind not in _TECHNICAL:
            yield from _walk_chunk(source, _Chunk(kind, offset, length, where), inflater)
        offset += 12 + length
    if not ended:
        yield make_damage("PNG file", Damage.CUT_OFF, source.size)


def _walk_chunk(source: Source, chunk: _Chunk, inflater: Inflater) -> Iterator[Part]:
    kind, offset, length, where = chunk.kind, chunk.offset, chunk.length, chunk.where
    if length > limits.PACKET_BYTES:
        yield make_damage(where, Damage.TOO_LARGE, offset)
    body = source.read_at(offset + 8, min(length, limits.PACKET_BYTES))
    if length <= limits.PACKET_BYTES:
        checksum = source.read_at(offset + 8 + length, 4)
        if len(checksum) == 4 and int.from_bytes(checksum, "big") != zlib.crc32(body, zlib.crc32(kind)):
            yield make_damage(where, Damage.CHECKSUM, offset)
    if kind in _TEXT:
        yield from _walk_text(chunk, body, inflater)
    elif kind == b"eXIf":
        yield Part(PartKind.EXIF, offset, body.removeprefix(b"Exif\x00\x00"), f"EXIF in {where}", key="Image")
    elif kind == b"comf":  # ComfyUI's animated PNG: keyword, NUL, JSON
        keyword, _, text = body.partition(b"\x00")
        yield Part(PartKind.TEXT, offset, text, where, key=f"png:text:{keyword.decode('latin-1')}")
    elif kind == b"tIME" and len(body) == 7:
        time = "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z".format(int.from_bytes(body[:2], "big"), *body[2:])
        yield Part(PartKind.TEXT, offset, time.encode(), where, key="png:chunk:tIME")
    else:
        yield make_text_or_note(
            f"png:chunk:{kind.decode()}", body[: 4 * limits.FIELD_CHARACTERS], length, offset, where
        )


def _walk_text(chunk: _Chunk, body: bytes, inflater: Inflater) -> Iterator[Part]:
    """Walk one of the three text chunks (PNG 3, 11.3.3). XMP and ImageMagick's raw profiles go under their own kind."""
    kind, offset, where = chunk.kind, chunk.offset, chunk.where
    raw_keyword, separator, text = body.partition(b"\x00")
    if not separator:
        yield make_damage(where, Damage.NOT_WELL_FORMED, offset)
        return
    keyword = raw_keyword.decode("latin-1")
    limit = limits.PACKET_BYTES if keyword == _XMP_KEYWORD else limits.INFLATED_BYTES
    compressed = kind == b"zTXt"
    if compressed:
        text = text[1:]
    elif kind == b"iTXt":
        compressed = text[:1] == b"\x01"
        _, _, text = text[2:].partition(b"\x00")  # language tag
        _, _, text = text.partition(b"\x00")  # translated keyword
    if compressed:
        text, problem = inflater.inflate(text, limit)
        if problem:
            yield make_damage(where, problem, offset)
        if not text:
            return
    if keyword == _XMP_KEYWORD:
        yield Part(PartKind.XMP, offset, text, where)
    elif keyword.startswith(_RAW_PROFILE):
        yield from _walk_profile(keyword.removeprefix(_RAW_PROFILE).casefold(), text, offset, where)
    else:
        yield Part(PartKind.TEXT, offset, text, where, key=f"png:text:{keyword}")


def _walk_profile(name: str, text: bytes, offset: int, where: str) -> Iterator[Part]:
    """Walk a raw profile: a line with its name, one with its size, then hexadecimal digits."""
    lines = text.split(b"\n", 3)
    digits = _NOT_HEXADECIMAL.sub(b"", lines[3]) if len(lines) == 4 else b""
    if not digits:
        yield make_damage(where, Damage.NOT_WELL_FORMED, offset)
        return
    data = bytes.fromhex(digits[: len(digits) & ~1].decode())
    if name in ("exif", "app1") and data.startswith(b"Exif\x00"):
        yield Part(PartKind.EXIF, offset, data[6:], f"EXIF in {where}", key="Image")
    elif name in ("xmp", "app1"):
        yield Part(PartKind.XMP, offset, data.removeprefix(b"http://ns.adobe.com/xap/1.0/\x00"), where)
    elif name in ("iptc", "8bim") and data.startswith(b"8BIM"):
        yield from photoshop.walk_resources(data, offset, where)
    elif name == "iptc":
        yield Part(PartKind.IIM, offset, data, where)
