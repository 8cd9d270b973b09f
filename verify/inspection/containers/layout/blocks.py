"""The spans of files made of chunks or blocks: PNG, RIFF (WebP, WAV, AVI) and GIF."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from verify.inspection.containers.base import Buffered, Source
from verify.inspection.containers.image.gif import measure_colour_table, skip_blocks
from verify.inspection.containers.layout.spans import Content, Span
from verify.model import limits

_PNG_METADATA: Final = {
    b"eXIf": "EXIF", b"zxIf": "EXIF", b"tEXt": "tEXt", b"zTXt": "zTXt", b"iTXt": "iTXt", b"tIME": "tIME",
    b"pHYs": "pHYs", b"dSIG": "dSIG", b"comf": "comf",
}  # fmt: skip
_PNG_MEDIA: Final = frozenset((
    b"IHDR", b"PLTE", b"IDAT", b"fdAT", b"fcTL", b"acTL", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP",
    b"mDCV", b"mDCv", b"cLLI", b"cLLi", b"bKGD", b"hIST", b"sPLT", b"CgBI", b"iDOT",
))  # fmt: skip
_XMP_HEAD: Final = b"XML:com.adobe.xmp\x00"

_RIFF_METADATA: Final = {
    b"EXIF": "EXIF", b"XMP ": "XMP", b"XMP\x00": "XMP", b"_PMX": "XMP", b"bext": "bext", b"iXML": "iXML",
    b"axml": "axml", b"id3 ": "ID3", b"ID3 ": "ID3", b"JUNK": "JUNK", b"PAD ": "PAD", b"FLLR": "FLLR", b"cue ": "cue",
    b"AIGC": "AIGC",
}  # fmt: skip
_RIFF_MEDIA: Final = frozenset((
    b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP", b"fmt ", b"data", b"fact", b"idx1", b"indx", b"smpl",
))  # fmt: skip


def walk_png(source: Source) -> Iterator[Span]:
    """Yield every chunk with its length and checksum; what follows IEND is appended."""
    yield Span(0, 8, Content.FIXED, "PNG", "PNGh")
    file = Buffered(source)
    offset = 8
    for _ in range(limits.DATA_CHUNKS):
        head = file.read_at(offset, 8 + len(_XMP_HEAD))
        if len(head) < 8:
            return
        kind, end = head[4:8], offset + 12 + int.from_bytes(head[:4], "big")
        name = kind.decode("latin-1")
        if kind == b"caBX":
            yield Span(offset, end, Content.RECORD, "C2PA", "C2PA")
        elif kind == b"IEND":
            yield Span(offset, end, Content.FIXED, name, name)
            yield Span(end, source.size, Content.APPENDED, "")
            return
        elif kind in _PNG_MEDIA:
            yield Span(offset, end, Content.MEDIA, name, name)
        elif kind in _PNG_METADATA:
            is_xmp = kind == b"iTXt" and head[8:] == _XMP_HEAD
            yield Span(offset, end, Content.METADATA, "XMP" if is_xmp else _PNG_METADATA[kind], name)
        else:
            # a chunk of unknown make that a decoder may leave out is written with a small first letter
            optional = kind.isalpha() and kind[:1].islower()
            yield Span(offset, end, Content.METADATA if optional else Content.UNKNOWN, name, name)
        offset = end


def walk_riff(source: Source) -> Iterator[Span]:
    """Yield every chunk of every RIFF stretch; what follows the last is appended."""
    file = Buffered(source)
    offset = end = 0
    for _ in range(limits.SEGMENTS):
        head = file.read_at(offset, 12)
        if len(head) < 8:
            return
        kind, size = head[:4], int.from_bytes(head[4:8], "little")
        if offset >= end:
            if kind != b"RIFF":
                yield Span(offset, source.size, Content.APPENDED, "")
                return
            end = offset + 8 + size + size % 2
            yield Span(offset, offset + 12, Content.FIXED, "RIFF")
            offset += 12
            continue
        following = min(offset + 8 + size + size % 2, max(end, offset + 8))
        yield _make_chunk_span(offset, following, kind, head[8:12])
        offset = following


def _make_chunk_span(offset: int, end: int, kind: bytes, form: bytes) -> Span:
    name = kind.decode("latin-1").strip("\x00 ")
    if kind == b"C2PA":
        return Span(offset, end, Content.RECORD, "C2PA", "C2PA")
    if kind == b"LIST":
        if form == b"INFO":
            return Span(offset, end, Content.METADATA, "INFO")
        is_media = form in (b"movi", b"hdrl", b"wavl", b"odml", b"rec ")
        return Span(offset, end, Content.MEDIA if is_media else Content.UNKNOWN, form.decode("latin-1").strip("\x00 "))
    if kind in _RIFF_METADATA:
        return Span(offset, end, Content.METADATA, _RIFF_METADATA[kind])
    return Span(offset, end, Content.MEDIA if kind in _RIFF_MEDIA else Content.UNKNOWN, name)


def walk_gif(source: Source) -> Iterator[Span]:
    """Yield every block; what follows the trailer is appended."""
    file = Buffered(source)
    flags = file.read_at(10, 1)
    table = measure_colour_table(flags[0] if flags else 0)
    yield Span(0, 6, Content.FIXED, "GIF", file.read_at(0, 6).decode("latin-1"))
    yield Span(6, 13, Content.MEDIA, "LSD", "LSD")
    yield Span(13, 13 + table, Content.MEDIA, "GCT", "GCT")
    offset = 13 + table
    for _ in range(limits.DATA_CHUNKS):
        head = file.read_at(offset, 14)
        if head[:1] == b"\x3b":
            yield Span(offset, offset + 1, Content.FIXED, "GIF", "3B")
            yield Span(offset + 1, source.size, Content.APPENDED, "")
            return
        if head[:1] == b"\x2c" and len(head) >= 10:
            local = measure_colour_table(head[9])
            end = skip_blocks(file, offset + 11 + local)
            yield Span(offset, offset + 10, Content.MEDIA, "2C", "2C")
            yield Span(offset + 10, offset + 10 + local, Content.MEDIA, "LCT", "LCT")
            yield Span(offset + 10 + local, end, Content.MEDIA, "TBID", "TBID")
        elif head[:1] == b"\x21" and len(head) > 1:
            end = skip_blocks(file, offset + 2)
            yield _make_extension_span(offset, end, head)
        else:
            return
        offset = end


def _make_extension_span(offset: int, end: int, head: bytes) -> Span:
    box = f"21{head[1]:02X}"
    if head[1] == 0xFF and head[3:11] == b"C2PA_GIF":
        return Span(offset, end, Content.RECORD, "C2PA", "C2PA")
    if head[1] == 0xFE:
        return Span(offset, end, Content.METADATA, "comment", box)
    if head[1] == 0xFF and head[3:11] not in (b"NETSCAPE", b"ANIMEXTS", b"ICCRGBG1"):
        return Span(offset, end, Content.METADATA, "XMP" if head[3:11] == b"XMP Data" else box, box)
    return Span(offset, end, Content.MEDIA, box, box)
