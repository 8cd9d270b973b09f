"""Walk the segments of a JPEG file (ISO/IEC 10918-1 annex B), past the scans and past the end of the picture."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from typing import Final

from msgspec import Struct, field

from verify.inspection import text
from verify.inspection.containers.base import (
    Damage,
    Part,
    PartKind,
    Source,
    Window,
    find_trailer,
    make_damage,
    make_note,
    make_record,
    make_text_or_note,
)
from verify.inspection.containers.image import photoshop
from verify.model import limits

_EXIF: Final = b"Exif\x00"
_XMP: Final = b"http://ns.adobe.com/xap/1.0/\x00"
_EXTENDED_XMP: Final = b"http://ns.adobe.com/xmp/extension/\x00"
_PHOTOSHOP: Final = (b"Photoshop 3.0\x00", b"Adobe_Photoshop2.5:")
_TIFF_HEADS: Final = (b"II*\x00", b"MM\x00*")

SOI, EOI, SOS, COM, APP0, _APP1, APP11, _APP13, APP15 = 0xD8, 0xD9, 0xDA, 0xFE, 0xE0, 0xE1, 0xEB, 0xED, 0xEF
_SAMSUNG_ENTRY_BYTES: Final = 12
_SAMSUNG_ENTRIES: Final = 200
STANDALONE: Final = frozenset((0x01, SOI, *range(0xD0, 0xD8)))

# a marker in scan data: not a stuffed zero, not a restart marker, not a fill byte
_MARKER: Final = re.compile(rb"\xff[\x01-\xcf\xd8-\xfe]")

# identifiers of segments that describe how the picture is coded
_TECHNICAL: Final = (b"JFIF\x00", b"JFXX\x00", b"ICC_PROFILE\x00", b"MPF\x00", b"Adobe\x00", b"FPXR\x00", b"Ducky\x00")


class _Pieces(Struct):
    """What is spread over several segments and given when all have been seen."""

    exif: list[tuple[int, bytearray]] = []
    photoshop: bytearray = field(default_factory=bytearray)
    photoshop_at: int = 0
    extended: dict[bytes, _Extended] = {}
    has_record: bool = False
    lost: bool = False  # engines look for no manifest store behind a scan, or behind what is no segment


class _Extended(Struct):
    """An ExtendedXMP packet (XMP part 3, 1.1.3.1): pieces by offset, in any order."""

    at: int
    size: int
    pieces: dict[int, bytes] = {}


def walk(source: Source) -> Iterator[Part]:
    """Yield comments, EXIF, XMP, IPTC, unknown APPn segments and what follows the end of the picture."""
    pieces = _Pieces()
    offset = 2
    in_scan = False
    for _ in range(limits.SEGMENTS):
        head = source.read_at(offset, 4)
        if len(head) < 2:
            yield make_damage("JPEG file", Damage.CUT_OFF, offset)
            break
        if head[0] != 0xFF or head[1] in (0x00, 0xFF):
            if not in_scan and head[:2] != b"\xff\xff":
                pieces.lost = True
                yield make_damage(f"JPEG segment at byte {offset}", Damage.NOT_WELL_FORMED, offset)
            offset = find_next_marker(source, offset)
            continue
        marker = head[1]
        if marker == EOI:
            yield from _gather(pieces)
            yield from _walk_trailer(source, offset + 2)
            return
        if marker in STANDALONE:
            pieces.lost = True
            offset += 2
            continue
        length = int.from_bytes(head[2:4], "big")
        end = offset + 2 + length
        if length < 2 or end > source.size:
            yield make_damage(f"JPEG segment at byte {offset}", Damage.CUT_OFF, offset)
            if length < 2:
                offset = find_next_marker(source, offset + 2)
                continue
        # in broken scan data anything can look like a comment: a true one is followed by a marker
        if (marker == COM or APP0 <= marker <= APP15) and (not in_scan or source.read_at(end, 1) == b"\xff"):
            yield from _walk_segment(marker, source.read_at(offset + 4, length - 2), offset, pieces)
        offset = end
        if marker == SOS:
            in_scan = pieces.lost = True
            offset = find_next_marker(source, offset)
    else:
        yield make_damage("JPEG file", Damage.TOO_MANY, offset)
    yield from _gather(pieces)


def walk_raf(source: Source) -> Iterator[Part]:
    """Yield the parts of the JPEG picture in a Fujifilm RAF file, whose metadata it holds.

    Places count from its start.
    """
    head = source.read_at(84, 8)
    offset, size = int.from_bytes(head[:4], "big"), int.from_bytes(head[4:8], "big")
    if source.read_at(offset, 2) != b"\xff\xd8":
        yield make_damage("RAF file", Damage.MISPLACED, 84)
        return
    yield from walk(Window(source, offset, size))


def find_next_marker(source: Source, offset: int) -> int:
    """Return the place of the next marker from `offset` on, or the end of the file."""
    last = min(source.size, offset + limits.SCANNED_BYTES)
    while offset < last:
        piece = source.read_at(offset, limits.MIB)
        match = _MARKER.search(piece)
        if match:
            return offset + match.start()
        offset += max(len(piece) - 1, 1)
    return source.size


def _walk_segment(marker: int, body: bytes, offset: int, pieces: _Pieces) -> Iterator[Part]:
    if marker == COM:
        yield Part(PartKind.TEXT, offset, body, f"JPEG comment at byte {offset}", key="jpeg:comment")
        return
    number = marker - APP0
    where = f"JPEG APP{number} segment at byte {offset}"
    if marker == _APP1 and body.startswith(_EXIF):
        _collect_exif(pieces, offset, body[6:])
    elif marker == _APP1 and body.startswith(_XMP):
        yield Part(PartKind.XMP, offset, body[len(_XMP) :], where)
    elif marker == _APP1 and body.startswith(_EXTENDED_XMP):
        yield from _collect_extended(pieces, offset, body[len(_EXTENDED_XMP) :], where)
    elif marker == _APP13 and body.startswith(_PHOTOSHOP):
        if len(pieces.photoshop) <= limits.PACKET_BYTES:
            pieces.photoshop_at = pieces.photoshop_at or offset
            pieces.photoshop += body[len(_PHOTOSHOP[0]) if body[0] == 0x50 else len(_PHOTOSHOP[1]) :]
    elif marker == APP11 and body.startswith(b"JP") and b"c2pa" in body[16:48]:  # the type of a JUMBF store
        if not pieces.has_record:
            pieces.has_record = True
            yield make_record(offset, where, misplaced=pieces.lost)
    elif not body.startswith(_TECHNICAL):
        yield from _walk_unknown(number, body, offset, where)


def _collect_exif(pieces: _Pieces, offset: int, block: bytes) -> None:
    """Collect EXIF: what is over 64 KiB is written as further segments without a TIFF header."""
    if pieces.exif and not block.startswith(_TIFF_HEADS) and len(pieces.exif[-1][1]) < limits.PACKET_BYTES:
        pieces.exif[-1][1].extend(block)
    else:
        pieces.exif.append((offset, bytearray(block)))


def _collect_extended(pieces: _Pieces, offset: int, body: bytes, where: str) -> Iterator[Part]:
    """Collect 32 characters of GUID, the whole length and this piece's offset as 32-bit numbers, then the piece."""
    if len(body) < 40:
        yield make_damage(where, Damage.CUT_OFF, offset)
        return
    guid, size, place = body[:32], int.from_bytes(body[32:36], "big"), int.from_bytes(body[36:40], "big")
    if size > limits.PACKET_BYTES or (guid not in pieces.extended and len(pieces.extended) >= 16):
        yield make_damage(where, Damage.TOO_LARGE, offset)
        return
    packet = pieces.extended.setdefault(guid, _Extended(offset, size))
    if place + len(body) - 40 > packet.size:
        yield make_damage(where, Damage.MISPLACED, offset)
        return
    packet.pieces.setdefault(place, body[40:])


def _walk_unknown(number: int, body: bytes, offset: int, where: str) -> Iterator[Part]:
    """Yield the text of an APPn segment of unknown make, or its name and size. Labels have been seen glued in bare."""
    key = f"jpeg:app{number}"
    content = body.rstrip(b"\x00")
    if text.is_text(content):
        yield Part(PartKind.TEXT, offset, content, where, key=key)
        return
    name, _, rest = body.partition(b"\x00")
    if not text.is_text(name) or len(name) > 60:
        return
    if rest.rstrip(b"\x00") and text.is_text(rest.rstrip(b"\x00")):
        yield Part(PartKind.TEXT, offset, rest, where, key=f"{key}:{name.decode()}")
    elif len(name) > 2:
        yield make_note(f"{key}:{name.decode()}", f"({len(body)} bytes)", offset, where)


def _gather(pieces: _Pieces) -> Iterator[Part]:
    """Yield the parts that were spread over segments."""
    for offset, block in pieces.exif:
        yield Part(PartKind.EXIF, offset, bytes(block), f"EXIF in JPEG APP1 segment at byte {offset}", key="Image")
    for packet in pieces.extended.values():
        where = f"JPEG APP1 segment at byte {packet.at}, extended"
        whole = bytearray()
        for place in sorted(packet.pieces):
            if place > len(whole):
                break
            whole[place:] = packet.pieces[place]
        if len(whole) < packet.size:
            yield make_damage(where, Damage.CUT_OFF, packet.at)
        yield Part(PartKind.XMP, packet.at, bytes(whole), where)
    if pieces.photoshop:
        where = f"JPEG APP13 segment at byte {pieces.photoshop_at}"
        yield from photoshop.walk_resources(bytes(pieces.photoshop), pieces.photoshop_at, where)


def _walk_trailer(source: Source, offset: int) -> Iterator[Part]:
    if source.read_at(source.size - 4, 4) == b"SEFT":
        yield from _walk_samsung_trailer(source)
    rest = find_trailer(source, offset, "jpeg", "picture")
    if rest:
        yield rest


def _walk_samsung_trailer(source: Source) -> Iterator[Part]:
    """Walk the blocks of the trailer that Samsung phones write behind a picture (SEFH … SEFT).

    Names and layout as documented by ExifTool: a directory of blocks, each with a type, a name and its data.
    """
    where = "Samsung trailer"
    (length,) = struct.unpack("<I", source.read_at(source.size - 8, 4).rjust(4, b"\x00"))
    start = source.size - 8 - length
    head = source.read_at(start, 12) if start > 0 else b""
    if len(head) < 12 or head[:4] != b"SEFH":
        yield make_damage(where, Damage.MISPLACED, max(start, 0))
        return
    count = struct.unpack("<I", head[8:12])[0]
    directory = source.read_at(start + 12, min(count, _SAMSUNG_ENTRIES) * _SAMSUNG_ENTRY_BYTES)
    for at in range(0, len(directory) - _SAMSUNG_ENTRY_BYTES + 1, _SAMSUNG_ENTRY_BYTES):
        _, kind, back, size = struct.unpack("<HHII", directory[at : at + _SAMSUNG_ENTRY_BYTES])
        offset = start - back
        if offset < 0 or size < 8 or size > back:
            yield make_damage(f"{where}, block {kind:#06x}", Damage.MISPLACED, start)
            continue
        block = source.read_at(offset, min(size, limits.WALK_PIECE_BYTES))
        name_bytes = int.from_bytes(block[4:8], "little")
        name = block[8 : 8 + min(name_bytes, 64)]
        if not text.is_text(name):
            continue
        data = block[8 + name_bytes :]
        key = f"jpeg:samsung:{name.decode('utf-8', 'replace')}"
        yield make_text_or_note(key, data, size - 8 - name_bytes, offset, f"{where} at byte {offset}")
