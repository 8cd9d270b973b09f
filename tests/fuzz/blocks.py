"""Finds what a container is made of, so that a mutation hits what a reader looks at: lengths, names, counts, order.

One walker for each kind of container that Whence walks, written apart from its own, so that they share no mistake.
"""

from __future__ import annotations

import contextlib
import re
import struct
import zlib
from collections.abc import Callable, Iterator

from msgspec import Struct

MOST = 3_000  # parts of one file
_DEEPEST = 12


class Number(Struct, frozen=True):
    """A number of the structure: where it stands, its width in bytes, and how it is written."""

    place: int
    width: int
    order: str = "big"  # big, little, seven (ID3: seven bits in each byte), vint (Matroska)


class Block(Struct, frozen=True):
    """A part of a container from `start` to `end`, its content from `body` on, with its length and its name."""

    start: int
    end: int
    body: int
    length: Number | None = None
    name: tuple[int, int] | None = None  # place and width


Part = Block | Number
Walk = Callable[[bytes, int, int], Iterator[Part]]


def find_kind(data: bytes, start: int = 0, end: int | None = None) -> str:
    """Return the kind of container that begins at `start`, or nothing."""
    end = len(data) if end is None else end
    head = data[start : min(end, start + 16)]
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if head[4:8] in _BOXES:
        return "boxes"
    if start == 0 and b"\x00" not in data[:400]:
        return "markup" if head.lstrip()[:1] == b"<" else "text"
    return ""


def find_parts(data: bytes) -> list[Part]:
    """Return the blocks and numbers of a file, those of containers within containers among them."""
    found: list[Part] = []
    regions = [(0, len(data), 0)]
    jumb = data.find(b"jumb", 4)
    while jumb > 0 and len(regions) < 5:
        regions.append((jumb - 4, len(data), 0))
        jumb = data.find(b"jumb", jumb + 4 + int.from_bytes(data[jumb - 4 : jumb], "big"))
    while regions and len(found) < MOST:
        start, end, depth = regions.pop(0)
        walk = _WALKS.get(find_kind(data, start, end))
        for part in _walk(walk, data, start, end) if walk else ():
            found.append(part)
            if isinstance(part, Block) and depth < _DEEPEST and part.body < part.end:
                regions += [(part.body + skip, part.end, depth + 1) for skip in (0, 6) if _begins(data, part, skip)]
            if len(found) >= MOST:
                break
    return found


def _walk(walk: Walk, data: bytes, start: int, end: int) -> Iterator[Part]:
    """Yield the parts that lie within the file; a container that is cut off ends where it does."""
    with contextlib.suppress(IndexError):
        for part in walk(data, start, end):
            if isinstance(part, Number):
                if part.place + part.width <= len(data):
                    yield part
            elif part.start <= part.body <= part.end <= len(data):
                yield part


def _begins(data: bytes, block: Block, skip: int) -> bool:
    return block.body + skip > block.start and bool(find_kind(data, block.body + skip, block.end))


def read_number(data: bytes | bytearray, number: Number) -> int:
    """Return what a number says."""
    raw = data[number.place : number.place + number.width]
    if number.order == "seven":
        return sum((byte & 0x7F) << 7 * place for place, byte in enumerate(reversed(raw)))
    value = int.from_bytes(raw, "little" if number.order == "little" else "big")
    return value & ((1 << 7 * number.width) - 1) if number.order == "vint" else value


def write_number(data: bytearray, number: Number, value: int) -> None:
    """Put a value in place of a number, cut to its width."""
    if number.order == "seven":
        raw = bytes(value >> 7 * place & 0x7F for place in reversed(range(number.width)))
    elif number.order == "vint":
        marker = 1 << 7 * number.width
        raw = (marker | value & (marker - 1)).to_bytes(number.width, "big")
    else:
        raw = (value & ((1 << 8 * number.width) - 1)).to_bytes(
            number.width, "little" if number.order == "little" else "big"
        )
    data[number.place : number.place + number.width] = raw


# -- pictures ----------------------------------------------------------------------------------------------------------


def _walk_png(data: bytes, start: int, end: int) -> Iterator[Part]:
    at = start + 8
    while at + 12 <= end:
        length = Number(at, 4)
        after = at + 12 + read_number(data, length)
        yield Block(at, min(after, end), at + 8, length, (at + 4, 4))
        at = after


def _walk_jpeg(data: bytes, start: int, end: int) -> Iterator[Part]:
    at = start + 2
    while at + 4 <= end and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xDA:
            yield Block(at, end, at + 4, Number(at + 2, 2), (at + 1, 1))
            return
        length = Number(at + 2, 2)
        after = at + 2 + read_number(data, length)
        yield Block(at, min(after, end), at + 4, length, (at + 1, 1))
        at = after


def _walk_gif(data: bytes, start: int, end: int) -> Iterator[Part]:
    yield from (Number(start + 6, 2, "little"), Number(start + 8, 2, "little"), Number(start + 10, 1))
    at = start + 13 + _count_colours(data, start + 10)
    while at + 2 < end and data[at] in (0x21, 0x2C):
        image = data[at] == 0x2C
        first = at + 11 + _count_colours(data, at + 9) if image else at + 2
        after = first
        while after < end and data[after]:
            after += 1 + data[after]
        yield Block(at, min(after + 1, end), first, Number(first, 1), (at + 1, 1))
        at = after + 1


def _count_colours(data: bytes, place: int) -> int:
    flags = data[place] if place < len(data) else 0
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


_TIFF_POINTERS = {0x014A, 0x8769, 0x8825, 0xA005}
_TIFF_WIDTHS = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 16: 8, 17: 8, 18: 8}


def _walk_tiff(data: bytes, start: int, end: int) -> Iterator[Part]:
    order = "little" if data[start : start + 1] == b"I" else "big"
    large = data[start + 2 : start + 4] in (b"+\x00", b"\x00+")
    wide, entry_size, counted = (8, 20, 8) if large else (4, 12, 2)
    first = Number(start + (8 if large else 4), wide, order)
    yield first
    directories, seen = [read_number(data, first)], set[int]()
    while directories and len(seen) < 40:
        place = start + directories.pop()
        if place in seen or not start < place < end - counted:
            continue
        seen.add(place)
        count = Number(place, counted, order)
        yield count
        entries = min(read_number(data, count), 500)
        for at in range(place + counted, min(place + counted + entries * entry_size, end - entry_size), entry_size):
            values, value = Number(at + 4, wide, order), Number(at + 4 + wide, wide, order)
            yield Block(at, at + entry_size, at + 4 + wide, values, (at, 4))
            yield value
            size = read_number(data, values) * _TIFF_WIDTHS.get(read_number(data, Number(at + 2, 2, order)), 1)
            target = start + read_number(data, value)
            if read_number(data, Number(at, 2, order)) in _TIFF_POINTERS:
                directories.append(target - start)
            elif size > wide and target + size <= end:
                yield Block(target, target + size, target)
        directories.append(read_number(data, Number(place + counted + entries * entry_size, wide, order)))


def _walk_photoshop(data: bytes, start: int, end: int) -> Iterator[Part]:
    at = start + 26
    for width in (4, 4, 8 if data[start + 5 : start + 6] == b"\x02" else 4):
        length = Number(at, width)
        after = at + width + read_number(data, length)
        yield Block(at, min(after, end), at + width, length)
        at = after


def _walk_resources(data: bytes, start: int, end: int) -> Iterator[Part]:
    at = start
    while at + 12 <= end and data[at : at + 4] == b"8BIM":
        length = Number(at + 6 + (data[at + 6] + 2 & ~1), 4)
        after = length.place + 4 + (read_number(data, length) + 1 & ~1)
        yield Block(at, min(after, end), length.place + 4, length, (at + 4, 2))
        at = after


# -- boxes, chunks and elements ----------------------------------------------------------------------------------------

_BOXES = frozenset(
    (b"ftyp", b"styp", b"jumb", b"jP  ", b"JXL ", b"moov", b"moof", b"meta", b"free", b"wide", b"mdat", b"skip")
)
_HOLDERS = frozenset(
    (
        *(b"moov", b"trak", b"mdia", b"minf", b"stbl", b"udta", b"dinf", b"edts", b"moof", b"traf", b"mvex", b"ilst"),
        *(
            b"iprp",
            b"ipco",
            b"jumb",
            b"jp2h",
            b"tref",
            b"gmhd",
            b"wave",
            b"schi",
            b"sinf",
            b"asoc",
            b"\xa9too",
            b"----",
        ),
    )
)
_SKIPPED = {b"meta": 4, b"iinf": 6, b"stsd": 8, b"dref": 8, b"keys": 8, b"iref": 4, b"infe": 4, b"uuid": 16}


def _walk_boxes(data: bytes, start: int, end: int) -> Iterator[Part]:
    ranges = [(start, end, 0)]
    while ranges:
        at, stop, depth = ranges.pop()
        while at + 8 <= stop:
            size = int.from_bytes(data[at : at + 4], "big")
            name = data[at + 4 : at + 8]
            body, length = (at + 16, Number(at + 8, 8)) if size == 1 else (at + 8, Number(at, 4))
            after = at + read_number(data, length) if size else stop
            if after < body:
                break
            yield Block(at, min(after, stop), body, length, (at + 4, 4))
            skipped = 0 if name == b"meta" and data[body + 4 : body + 8] == b"hdlr" else _SKIPPED.get(name, 0)
            if depth < _DEEPEST and (name in _HOLDERS or name in _SKIPPED):
                ranges.append((body + skipped, min(after, stop), depth + 1))
            elif name == b"cbor":
                yield from _walk_cbor(data, body, min(after, stop))
            at = after


_CBOR_WIDTHS = {24: 1, 25: 2, 26: 4, 27: 8}


def _walk_cbor(data: bytes, start: int, end: int) -> Iterator[Part]:
    """Yield the items of CBOR one after the other; arrays and maps are their head alone."""
    at = start
    while at < end:
        major, short = data[at] >> 5, data[at] & 31
        width = _CBOR_WIDTHS.get(short, 0)
        length = Number(at + 1, width)
        value = read_number(data, length) if width else short
        body = at + 1 + width
        after = body + value if major in (2, 3) and short < 28 else body
        yield Block(at, min(after, end), min(body, end), length if width else None, (at, 1))
        at = after


def _walk_riff(data: bytes, start: int, end: int) -> Iterator[Part]:
    ranges = [(start, end, 0)]
    while ranges:
        at, stop, depth = ranges.pop()
        while at + 8 <= stop:
            length = Number(at + 4, 4, "little")
            after = at + 8 + read_number(data, length)
            yield Block(at, min(after, stop), at + 8, length, (at, 4))
            if data[at : at + 4] in (b"RIFF", b"LIST") and depth < _DEEPEST:
                ranges.append((at + 12, min(after, stop), depth + 1))
            at = after + after % 2


_MASTERS = frozenset(
    (
        *(0x18538067, 0x1A45DFA3, 0x1549A966, 0x1654AE6B, 0xAE, 0xE0, 0xE1, 0x1254C367, 0x7373, 0x63C0, 0x67C8),
        *(0x1941A469, 0x61A7, 0x1043A770, 0x45B9, 0xB6, 0x80, 0x114D9B74, 0x4DBB, 0x1F43B675),
    )
)


def _walk_elements(data: bytes, start: int, end: int) -> Iterator[Part]:
    ranges = [(start, end, 0)]
    while ranges:
        at, stop, depth = ranges.pop()
        while at + 2 <= stop and data[at]:
            name_width = 9 - data[at].bit_length()
            place = at + name_width
            if place >= stop or not data[place]:
                break
            length = Number(place, 9 - data[place].bit_length(), "vint")
            body = place + length.width
            size = read_number(data, length)
            after = stop if size == (1 << 7 * length.width) - 1 else body + size
            yield Block(at, min(after, stop), min(body, stop), length, (at, name_width))
            if int.from_bytes(data[at:place], "big") in _MASTERS and depth < _DEEPEST:
                ranges.append((body, min(after, stop), depth + 1))
            at = after


# -- sound and streams -------------------------------------------------------------------------------------------------


def _walk_id3(data: bytes, start: int, end: int) -> Iterator[Part]:
    version, length = data[start + 3], Number(start + 6, 4, "seven")
    stop = min(end, start + 10 + read_number(data, length))
    yield Block(start, stop, start + 10, length, (start + 3, 1))
    at, wide = start + 10, 3 if version == 2 else 4
    while at + 2 * wide <= stop and data[at]:
        size = Number(at + wide, wide, "seven" if version == 4 else "big")
        body = at + (6 if version == 2 else 10)
        after = body + read_number(data, size)
        yield Block(at, min(after, stop), min(body, stop), size, (at, wide))
        at = after
    if stop < end and data[stop : stop + 4] == b"fLaC":
        yield from _walk_flac(data, stop, end)


def _walk_flac(data: bytes, start: int, end: int) -> Iterator[Part]:
    at = start + 4
    while at + 4 <= end:
        length = Number(at + 1, 3)
        after = at + 4 + read_number(data, length)
        yield Block(at, min(after, end), at + 4, length, (at, 1))
        if data[at] & 0x7F == 4:
            yield from _walk_comments(data, at + 4, min(after, end))
        if data[at] & 0x80:
            return
        at = after


def _walk_comments(data: bytes, start: int, end: int) -> Iterator[Part]:
    at = start
    vendor = True
    while at + 4 <= end:
        length = Number(at, 4, "little")
        after = at + 4 + read_number(data, length)
        yield Block(at, min(after, end), at + 4, length)
        if vendor:
            yield Number(after, 4, "little")
            after, vendor = after + 4, False
        at = after


def _walk_ogg(data: bytes, start: int, end: int) -> Iterator[Part]:
    at = start
    while at + 27 <= end and data[at : at + 4] == b"OggS":
        pieces = Number(at + 26, 1)
        body = at + 27 + read_number(data, pieces)
        after = body + sum(data[at + 27 : body])
        yield Block(at, min(after, end), min(body, end), pieces, (at + 5, 1))
        yield from (Number(place, 1) for place in range(at + 27, min(body, at + 40)))
        for head, skipped in ((b"OpusTags", 8), (b"\x03vorbis", 7)):
            if data.startswith(head, body):
                yield from _walk_comments(data, body + skipped, min(after, end))
        at = after


def _walk_flv(data: bytes, start: int, end: int) -> Iterator[Part]:
    at = start + 13
    while at + 15 <= end:
        length = Number(at + 1, 3)
        after = at + 15 + read_number(data, length)
        yield Block(at, min(after, end), at + 11, length, (at, 1))
        if data[at] == 18:
            for match in re.finditer(
                rb"[\x02\x0c][\x00-\x03]|\x08\x00\x00|\x00[\x01-\x20][a-z]", data[at + 11 : after]
            ):
                yield Number(at + 11 + match.start(), len(match[0]))
        at = after


# -- documents ---------------------------------------------------------------------------------------------------------

_ZIP_NUMBERS = {
    b"PK\x03\x04": ((6, 2), (8, 2), (14, 4), (18, 4), (22, 4), (26, 2), (28, 2)),
    b"PK\x01\x02": ((8, 2), (10, 2), (16, 4), (20, 4), (24, 4), (28, 2), (30, 2), (32, 2), (42, 4)),
    b"PK\x05\x06": ((8, 2), (10, 2), (12, 4), (16, 4), (20, 2)),
}


def _walk_zip(data: bytes, start: int, end: int) -> Iterator[Part]:
    heads = [match.start() for match in re.finditer(rb"PK(?:\x03\x04|\x01\x02|\x05\x06)", data[start:end])]
    for at, after in zip(heads, [*heads[1:], end - start], strict=True):
        numbers = _ZIP_NUMBERS[data[start + at : start + at + 4]]
        yield Block(start + at, start + after, min(start + at + 30, end), None, (start + at, 4))
        yield from (Number(start + at + place, width, "little") for place, width in numbers)


def _walk_pdf(data: bytes, start: int, end: int) -> Iterator[Part]:
    for match in re.finditer(rb"\d+ \d+ obj\b.{0,20000}?endobj|xref\b.{0,20000}?%%EOF", data[start:end], re.DOTALL):
        body = start + match.start() + match[0].find(b"<<") + 2
        yield Block(start + match.start(), start + match.end(), body, None, (start + match.start(), 1))
    for match in re.finditer(rb"(?<=[ /\[\n])\d{1,10}(?=[ /\]\n>R])|/[A-Z][A-Za-z]{2,12}", data[start:end]):
        yield Block(start + match.start(), start + match.end(), start + match.start())


def _walk_markup(data: bytes, start: int, end: int) -> Iterator[Part]:
    for match in re.finditer(rb"<[!?/A-Za-z][^<>]{0,2000}>", data[start : min(end, start + 300_000)]):
        yield Block(start + match.start(), start + match.end(), start + match.start() + 1)
    for match in re.finditer(rb'(?<==")[^"<>]{0,2000}(?=")|&#?\w{1,10};', data[start : min(end, start + 300_000)]):
        yield Block(start + match.start(), start + match.end(), start + match.start())


def _walk_text(data: bytes, start: int, end: int) -> Iterator[Part]:
    stop = min(end, start + 300_000)
    at = start
    while (after := data.find(b"\n", at, stop) + 1) > 0:
        yield Block(at, after, at)
        at = after
    for match in re.finditer(rb"[\[\]{}&*:-]+", data[start:stop]):
        yield Block(start + match.start(), start + match.end(), start + match.start())


_MAGIC = (
    (b"\x89PNG\r\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF8", "gif"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"II+\x00", "tiff"),
    (b"MM\x00+", "tiff"),
    (b"8BPS", "photoshop"),
    (b"8BIM", "resources"),
    (b"RIFF", "riff"),
    (b"\x1aE\xdf\xa3", "elements"),
    (b"ID3", "id3"),
    (b"fLaC", "flac"),
    (b"OggS", "ogg"),
    (b"FLV\x01", "flv"),
    (b"PK\x03\x04", "zip"),
    (b"%PDF-", "pdf"),
)

_WALKS: dict[str, Walk] = {
    "png": _walk_png,
    "jpeg": _walk_jpeg,
    "gif": _walk_gif,
    "tiff": _walk_tiff,
    "photoshop": _walk_photoshop,
    "resources": _walk_resources,
    "boxes": _walk_boxes,
    "riff": _walk_riff,
    "elements": _walk_elements,
    "id3": _walk_id3,
    "flac": _walk_flac,
    "ogg": _walk_ogg,
    "flv": _walk_flv,
    "zip": _walk_zip,
    "pdf": _walk_pdf,
    "markup": _walk_markup,
    "text": _walk_text,
}
KINDS = tuple(_WALKS)


def seal(data: bytearray) -> None:
    """Give every chunk of a PNG the checksum that it should have, so that a decoder looks further."""
    if not data.startswith(b"\x89PNG\r\n"):
        return
    for part in _walk_png(bytes(data), 0, len(data)):
        if isinstance(part, Block) and part.name is not None and part.end - part.start >= 12:
            checksum = zlib.crc32(data[part.name[0] : part.end - 4])
            data[part.end - 4 : part.end] = struct.pack(">I", checksum)
