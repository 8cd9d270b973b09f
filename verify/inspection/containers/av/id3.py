"""Walk ID3 tags (id3.org, 2.2 to 2.4, and ID3v1) at the head and the end of a file, and APEv2 tags.

Undoes unsynchronisation and compression under bounds. Encrypted frames are told and not read.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from verify.inspection import text as texts
from verify.inspection.containers.av.id3_frames import Frame, walk_frame
from verify.inspection.containers.base import (
    Damage,
    Inflater,
    Part,
    PartKind,
    Source,
    make_damage,
    make_file,
    make_note,
    mark_misplaced,
)
from verify.model import limits

_APE_MARK: Final = b"APETAGEX"
_APE_BINARY: Final = 1  # bits 1 and 2 of an item's flags; 0 is text, 2 a link
_HEAD_BYTES: Final = 10  # of a frame of 2.3
_DOUBLED: Final = 0x80  # a tag's flag: unsynchronisation put a zero behind each byte of ones
_TAGS: Final = 8  # one after the other at the head
_V1_FIELDS: Final = (("Title", 3, 33), ("Artist", 33, 63), ("Album", 63, 93), ("Year", 93, 97), ("Comment", 97, 127))
# 2.2 names frames with three letters; those with text have the same name with four
_LONGER: Final = {
    b"TXX": b"TXXX", b"COM": b"COMM", b"ULT": b"USLT", b"GEO": b"GEOB", b"WXX": b"WXXX",
    b"WAS": b"WOAS", b"WAF": b"WOAF", b"WAR": b"WOAR", b"WCP": b"WCOP", b"WCM": b"WCOM", b"WPB": b"WPUB",
    b"TSS": b"TSSE", b"TEN": b"TENC", b"TT1": b"TIT1", b"TT2": b"TIT2", b"TT3": b"TIT3", b"TP1": b"TPE1",
    b"TP2": b"TPE2", b"TP3": b"TPE3", b"TP4": b"TPE4", b"TCM": b"TCOM", b"TXT": b"TEXT", b"TCO": b"TCON",
    b"TAL": b"TALB", b"TPB": b"TPUB", b"TCR": b"TCOP", b"TYE": b"TYER", b"TDA": b"TDAT", b"TIM": b"TIME",
    b"TRK": b"TRCK", b"TPA": b"TPOS", b"TBP": b"TBPM", b"TLE": b"TLEN", b"TLA": b"TLAN", b"TRC": b"TSRC",
    b"TOF": b"TOFN", b"TOA": b"TOPE", b"TOT": b"TOAL", b"TOL": b"TOLY", b"TOR": b"TORY", b"TFT": b"TFLT",
    b"TMT": b"TMED", b"TKE": b"TKEY", b"TDY": b"TDLY", b"TRD": b"TRDA", b"TSI": b"TSIZ", b"IPL": b"IPLS",
}  # fmt: skip


class _Tag(Struct, frozen=True):
    """The head of an ID3v2 tag: version 2 to 4, flags, where its body begins and how long it says to be."""

    version: int
    flags: int
    start: int
    size: int

    @property
    def end(self) -> int:
        """The first byte after the tag; a tag of 2.4 may have a footer."""
        return self.start + self.size + (10 if self.version == 4 and self.flags & 0x10 else 0)


class _Body(Struct, frozen=True):
    """What a tag holds, with doubled bytes counted once, and a few bytes behind it; or its beginning, `cut_off`."""

    content: bytes
    size: int  # of the tag without its head
    cut_off: bool


def decode_synchsafe(data: bytes) -> int:
    """Decode a synchsafe number, of seven bits a byte (id3v2.4.0-structure, 6.2)."""
    value = 0
    for byte in data:
        value = value << 7 | byte & 0x7F
    return value


def read_tag(source: Source, offset: int, mark: bytes = b"ID3") -> _Tag | None:
    """Return the tag whose head stands at `offset`, or None."""
    head = source.read_at(offset, 10)
    if len(head) < 10 or head[:3] != mark or head[3] not in (2, 3, 4) or any(byte & 0x80 for byte in head[6:]):
        return None
    return _Tag(head[3], head[5], offset + 10, decode_synchsafe(head[6:]))


def find_end_of_tags(source: Source) -> int:
    """Return the first byte after the ID3v2 tags at the head of the file."""
    offset = 0
    for _ in range(_TAGS):
        tag = read_tag(source, offset)
        if tag is None:
            break
        offset = min(tag.end, source.size)
    return offset


def find_overlong_frame(source: Source) -> int | None:
    """Return the place of the first ID3v2.3 frame that says it is longer than the rest of its tag, else None.

    Only there can a length of four whole bytes stand: some programs ask for that much memory before they look further.
    They are read as those programs read them: a size need not be synchsafe, an extended header may or may not count
    its own length, the head of a frame that begins in the tag may end behind it. Frames that are too many or too far
    away to be looked at count as too long.
    """
    offset = 0
    for _ in range(_TAGS):
        head = source.read_at(offset, 10)
        if len(head) < 10 or head[:3] != b"ID3" or head[3] not in (2, 3, 4):
            return None
        size = head[9] | head[8] << 7 | head[7] << 14 | head[6] << 21
        tag = _Tag(head[3], head[5], offset + 10, size)
        if tag.version == 3:
            place = _find_overlong_frame_in(source, tag)
            if place is not None:
                return place
        offset = tag.end
    return None


def _find_overlong_frame_in(source: Source, tag: _Tag) -> int | None:
    body = _read_body(source, tag)
    header = _measure_extended_header(tag, body.content)
    for at in {header, max(0, header - 4)}:
        place = _follow_frames(source, tag, body, at)
        if place is not None:
            return tag.start + place
    return None


def _read_body(source: Source, tag: _Tag) -> _Body:
    content = source.read_at(tag.start, min(tag.size, limits.PACKET_BYTES))
    cut_off = len(content) == limits.PACKET_BYTES < tag.size
    behind = b"" if cut_off else source.read_at(tag.start + len(content), 2 * _HEAD_BYTES)
    if not tag.flags & _DOUBLED:
        return _Body(content + behind, tag.size, cut_off)
    whole = len(content) == tag.size
    content, behind = (piece.replace(b"\xff\x00", b"\xff") for piece in (content, behind))
    return _Body(content + behind, len(content) if whole else tag.size, cut_off)


def _follow_frames(source: Source, tag: _Tag, body: _Body, at: int) -> int | None:
    """Return the place within the tag of the first frame that is too long."""
    for _ in range(limits.SEGMENTS):
        if at >= body.size:
            return None
        head = body.content[at : at + _HEAD_BYTES]
        if len(head) < _HEAD_BYTES and body.cut_off:
            if tag.flags & _DOUBLED:
                return at  # nobody knows where it lies
            head = source.read_at(tag.start + at, _HEAD_BYTES)
        if len(head) < _HEAD_BYTES or not head[0]:
            return None
        end = at + _HEAD_BYTES + int.from_bytes(head[4:8], "big")
        # a head that ends behind the tag is a careless program's, unless it claims what the file cannot have
        if end > (body.size if at + _HEAD_BYTES <= body.size else source.size - tag.start):
            return at
        at = end
    return at


def walk(source: Source) -> Iterator[Part]:
    """Yield fields `id3:<FRAME>`, `id3:TXXX:<description>`, `id3:v1:<Name>`, `ape:<name>`.

    Also XMP and the place of a record.
    """
    offset = 0
    inflater = Inflater()
    for _ in range(_TAGS):
        tag = read_tag(source, offset)
        if tag is None:
            break
        # engines read the first tag only
        yield from mark_misplaced(_walk_tag(source, tag, inflater)) if offset else _walk_tag(source, tag, inflater)
        offset = min(tag.end, source.size)
    end = source.size
    last = source.read_at(end - 128, 128)
    if last[:3] == b"TAG" and offset <= end - 128:
        end -= 128
        for name, start, stop in _V1_FIELDS:
            text = last[start:stop].partition(b"\x00")[0].rstrip(b" ")
            if text:
                yield Part(PartKind.TEXT, end, text, f"ID3v1 tag at byte {end}", key=f"id3:v1:{name}")
    yield from _walk_ape(source, end)
    appended = read_tag(source, end - 10, b"3DI")
    if appended is not None and end - 20 - appended.size >= offset:
        repeated = read_tag(source, end - 20 - appended.size)
        if repeated is not None:
            yield from mark_misplaced(_walk_tag(source, repeated, inflater))


def _walk_tag(source: Source, tag: _Tag, inflater: Inflater) -> Iterator[Part]:
    where = f"ID3v2.{tag.version} tag at byte {tag.start - 10}"
    if tag.start + tag.size > source.size:
        yield make_damage(where, Damage.CUT_OFF, tag.start - 10)
    if tag.size > limits.PACKET_BYTES:
        yield make_damage(where, Damage.TOO_LARGE, tag.start - 10)
    body = source.read_at(tag.start, min(tag.size, limits.PACKET_BYTES))
    whole = bool(tag.flags & _DOUBLED)
    if whole and tag.version < 4:
        body = body.replace(b"\xff\x00", b"\xff")
    at = _measure_extended_header(tag, body)
    size = 6 if tag.version == 2 else 10
    for number in range(limits.SEGMENTS):
        head = body[at : at + size]
        if len(head) < size or not head.strip(b"\x00"):
            return
        name = head[: 3 if tag.version == 2 else 4]
        place = f"ID3v2.{tag.version} frame at byte {tag.start + at}"
        if number > limits.FIELDS or not _is_name(name):
            yield make_damage(place, Damage.TOO_MANY if _is_name(name) else Damage.NOT_WELL_FORMED, tag.start + at)
            return
        length = _read_frame_length(tag.version, body, at, head)
        data = body[at + size : at + size + length]
        place = f"ID3v2.{tag.version} frame {name.decode()} at byte {tag.start + at}"
        if len(data) < length:
            yield make_damage(place, Damage.CUT_OFF, tag.start + at)
        flags = head[9] if tag.version > 2 else 0
        yield from _unwrap_frame(
            tag, whole, Frame(_LONGER.get(name, name), data, tag.start + at, place), flags, inflater
        )
        at += size + length


def _measure_extended_header(tag: _Tag, body: bytes) -> int:
    """Return the length of the extended header: 2.3 counts it without its own four bytes, 2.4 with them."""
    if not tag.flags & 0x40 or tag.version == 2 or len(body) < 4:
        return 0
    return int.from_bytes(body[:4], "big") + 4 if tag.version == 3 else decode_synchsafe(body[:4])


def _is_name(name: bytes) -> bool:
    return bool(name) and all(0x41 <= byte <= 0x5A or 0x30 <= byte <= 0x39 or byte == 0x20 for byte in name)


def _read_frame_length(version: int, body: bytes, at: int, head: bytes) -> int:
    if version == 2:
        return int.from_bytes(head[3:6], "big")
    plain, seven = int.from_bytes(head[4:8], "big"), decode_synchsafe(head[4:8])
    if version == 3:
        return plain
    # early iTunes wrote 2.4 with plain numbers: right is the one after which a frame or the padding follows
    if plain != seven and not _can_follow(body, at + 10 + seven) and _can_follow(body, at + 10 + plain):
        return plain
    return seven


def _can_follow(body: bytes, at: int) -> bool:
    name = body[at : at + 4]
    return at == len(body) or (at < len(body) and (not name.strip(b"\x00") or (len(name) == 4 and _is_name(name))))


def _unwrap_frame(tag: _Tag, whole: bool, frame: Frame, flags: int, inflater: Inflater) -> Iterator[Part]:
    """Walk one frame without its wrappings: grouping, encryption, unsynchronisation, compression."""
    group, packed, locked, loose, counted = (
        (0x20, 0x80, 0x40, 0, 0) if tag.version == 3 else (0x40, 0x08, 0x04, 0x02, 0x01)
    )
    data = frame.data
    if tag.version > 2:
        if flags & locked:
            yield make_damage(frame.where, Damage.LOCKED, frame.offset)
            return
        if tag.version == 4 and (flags & loose or whole):
            data = data.replace(b"\xff\x00", b"\xff")
        data = data[4 * bool(flags & counted) + bool(flags & group) :]
        if flags & packed:
            data, problem = inflater.inflate(data[4:] if tag.version == 3 else data, limits.INFLATED_BYTES)
            if problem:
                yield make_damage(frame.where, problem, frame.offset)
    yield from walk_frame(Frame(frame.name, data, frame.offset, frame.where))


def _walk_ape(source: Source, end: int) -> Iterator[Part]:
    """Walk the APEv2 tag whose footer stands right before `end`; music programs put one at the end of MP3 files."""
    footer = source.read_at(end - 32, 32)
    if footer[:8] != _APE_MARK or len(footer) < 32:
        return
    size, count = int.from_bytes(footer[12:16], "little"), int.from_bytes(footer[16:20], "little")
    start = end - size
    where = f"APE tag at byte {max(start, 0)}"
    if start < 0 or size < 32 or size > limits.PACKET_BYTES:
        yield make_damage(where, Damage.MISPLACED, end - 32)
        return
    body = source.read_at(start, size - 32)
    at = 0
    for _ in range(min(count, limits.FIELDS)):
        length, flags = int.from_bytes(body[at : at + 4], "little"), int.from_bytes(body[at + 4 : at + 8], "little")
        name, separator, _ = body[at + 8 : at + 8 + limits.KEY_CHARACTERS].partition(b"\x00")
        first = at + 8 + len(name) + 1
        if not separator or first + length > len(body):
            yield make_damage(where, Damage.CUT_OFF, start + at)
            return
        key = f"ape:{texts.decode(name)}"
        if flags >> 1 & 3 == _APE_BINARY:
            value = body[first : first + length]
            yield make_note(key, f"({length} bytes)", start + at, where)
            if key.casefold().startswith("ape:cover art"):  # a name, then the picture
                cover_name, _, picture = value.partition(b"\x00")
                yield make_file(texts.decode(cover_name), picture, start + at, f"picture in {where}")
        else:
            yield Part(PartKind.TEXT, start + at, body[first : first + length], where, key=key)
        at = first + length
