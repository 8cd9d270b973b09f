"""Walk the files of Xiph.org that hold Vorbis comments: Ogg (Vorbis, Opus, Theora, Speex, FLAC) and FLAC itself."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from verify.inspection import text as texts
from verify.inspection.containers.av import id3, ogg
from verify.inspection.containers.base import (
    Damage,
    Memory,
    Part,
    PartKind,
    Source,
    Window,
    make_damage,
    make_file,
    make_file_at,
    make_note,
    make_record,
)
from verify.model import limits

_PAGES: Final = 5_000  # looked at; comments stand in the second packet of a stream
_STREAMS: Final = 32
# how the second packet of a stream begins, and how many bytes precede the comments
_HEADS: Final = ((b"\x03vorbis", 7), (b"OpusTags", 8), (b"\x81theora", 7), (b"OVP80\x02 ", 7))
_FLAC_MARK: Final = b"fLaC"
_FLAC_APPLICATION, _FLAC_COMMENT, _FLAC_PICTURE = 2, 4, 6
_PICTURE_BLOCK, _PICTURE_ALONE = "metadata_block_picture", "coverart"  # comments that hold pictures in Base64
_LINK: Final = b"-->"  # in place of a media type: an address follows, and no picture


@dataclass(slots=True)
class _Stream:
    """One logical stream: how many packets have ended, and the one that is being gathered."""

    packets: int
    packet: bytearray
    offset: int
    first: bytes = b""


def walk_ogg(source: Source) -> Iterator[Part]:
    """Walk the first pages of an Ogg file (RFC 3533) to the comment header of each stream: fields `vorbis:<name>`.

    Streams that are chained behind the first ones are not looked at.
    """
    yield from id3.walk(source)
    offset = id3.find_end_of_tags(source)
    streams: dict[int, _Stream] = {}
    for _ in range(_PAGES):
        page = ogg.read_page(source, offset)
        if page is None:
            if offset < source.size:
                yield make_damage(f"Ogg page at byte {offset}", Damage.NOT_WELL_FORMED, offset)
            break
        if page.begins:
            if len(streams) >= _STREAMS:
                yield make_damage("Ogg file", Damage.TOO_MANY, offset)
                return
            if source.read_at(page.body, len(ogg.STORE_MARK)) == ogg.STORE_MARK:
                yield make_record(page.start, f"Ogg stream at byte {page.start}")
            else:
                streams.setdefault(page.serial, _Stream(0, bytearray(), page.body))
        if page.serial in streams and streams[page.serial].packets < 2:
            yield from _add_page(source, streams[page.serial], page)
        elif streams and not page.begins and all(stream.packets >= 2 for stream in streams.values()):
            return
        offset = page.end
    for stream in streams.values():
        if stream.packets < 2:
            where = f"Ogg comment header at byte {stream.offset}"
            yield make_damage(where, Damage.CUT_OFF, stream.offset)
            yield from _walk_comment_header(stream, where)


def _add_page(source: Source, stream: _Stream, page: ogg.Page) -> Iterator[Part]:
    """Add one page's pieces; a piece shorter than 255 bytes ends a packet."""
    body = source.read_at(page.body, page.end - page.body)
    at = 0
    for length in page.lacing:
        if len(stream.packet) < limits.PACKET_BYTES:
            stream.packet += body[at : at + length]
        at += length
        if length == 255:
            continue
        stream.packets += 1
        if stream.packets == 1:
            stream.first = bytes(stream.packet[:16])
        else:
            where = f"Ogg comment header at byte {stream.offset}"
            if len(stream.packet) >= limits.PACKET_BYTES:
                yield make_damage(where, Damage.TOO_LARGE, stream.offset)
            yield from _walk_comment_header(stream, where)
            return
        stream.packet.clear()
        stream.offset = page.body + at


def _walk_comment_header(stream: _Stream, where: str) -> Iterator[Part]:
    packet = bytes(stream.packet)
    for head, length in _HEADS:
        if packet.startswith(head):
            yield from _walk_comments(packet[length:], stream.offset + length, where)
            return
    if stream.first.startswith(b"Speex   ") and packet:
        yield from _walk_comments(packet, stream.offset, where)
    elif stream.first.startswith(b"\x7fFLAC") and packet[:1] and packet[0] & 0x7F == _FLAC_COMMENT:
        yield from _walk_comments(packet[4:], stream.offset + 4, where)


def walk_flac(source: Source) -> Iterator[Part]:
    """Walk the metadata blocks of a FLAC file (RFC 9639, 8), and the ID3 tags that some programs put around them.

    Gives Vorbis comments, notes on pictures and application blocks, ID3 fields.
    """
    yield from id3.walk(source)
    offset = id3.find_end_of_tags(source)
    if source.read_at(offset, 4) != _FLAC_MARK:
        yield make_damage("FLAC file", Damage.NOT_WELL_FORMED, offset)
        return
    offset += 4
    for _ in range(limits.SEGMENTS):
        head = source.read_at(offset, 4)
        kind, size = (head or b"\x7f")[0] & 0x7F, int.from_bytes(head[1:], "big")
        where = f"FLAC block at byte {offset}"
        if len(head) < 4 or offset + 4 + size > source.size:
            yield make_damage(where, Damage.CUT_OFF, offset)
        if kind == _FLAC_COMMENT:
            yield from _walk_comments(source.read_at(offset + 4, size), offset + 4, where)
        elif kind == _FLAC_PICTURE:
            yield make_note("flac:picture", f"(picture, {size} bytes)", offset, where)
            picture = _find_picture(Window(source, offset + 4, size))
            if picture is not None:
                yield make_file_at("picture", offset + 4 + picture[0], picture[1], f"picture in {where}")
        elif kind == _FLAC_APPLICATION:
            name = source.read_at(offset + 4, 4).decode("latin-1")
            yield make_note("flac:application", f"{name} ({size} bytes)", offset, where)
        if len(head) < 4 or head[0] & 0x80:
            return
        offset += 4 + size
    yield make_damage("FLAC file", Damage.TOO_MANY, offset)


def _walk_comments(block: bytes, offset: int, where: str) -> Iterator[Part]:
    """Walk Vorbis comments (xiph.org, Vorbis I, 5): fields `vorbis:<name>` and `vorbis:vendor`.

    Names are in small letters, since they are one name in any case.
    """
    length = int.from_bytes(block[:4], "little")
    at = 4 + length
    if at + 4 > len(block):
        yield make_damage(where, Damage.CUT_OFF, offset)
        return
    yield Part(PartKind.TEXT, offset, block[4:at], where, key="vorbis:vendor")
    count = int.from_bytes(block[at : at + 4], "little")
    at += 4
    for number in range(count):
        if number > limits.FIELDS:
            yield make_damage(where, Damage.TOO_MANY, offset + at)
            return
        length = int.from_bytes(block[at : at + 4], "little")
        text = block[at + 4 : at + 4 + length]
        if at + 4 > len(block):
            yield make_damage(where, Damage.CUT_OFF, offset + at)
            return
        name, equals, value = text.partition(b"=")
        if equals and name:
            key = texts.decode(name[: limits.KEY_CHARACTERS]).lower()
            if key in (_PICTURE_BLOCK, _PICTURE_ALONE):
                yield make_note(f"vorbis:{key}", f"(picture, {len(value)} characters)", offset + at, where)
                yield from _walk_picture(value, offset + at, where, alone=key == _PICTURE_ALONE)
            else:
                yield Part(PartKind.TEXT, offset + at, value, where, key=f"vorbis:{key}")
        if len(text) < length:
            yield make_damage(where, Damage.CUT_OFF, offset + at)
            return
        at += 4 + length


def _walk_picture(value: bytes, offset: int, where: str, *, alone: bool) -> Iterator[Part]:
    """Yield the picture of a comment; `alone`, it stands there without the block around it."""
    try:
        block = base64.b64decode(value)
    except (binascii.Error, ValueError):
        yield make_damage(f"picture in {where}", Damage.NOT_WELL_FORMED, offset)
        return
    start, size = (0, len(block)) if alone else _find_picture(Memory(block)) or (0, 0)
    if size:
        yield make_file("picture", block[start : start + size], offset, f"picture in {where}")


def _find_picture(block: Source) -> tuple[int, int] | None:
    """Find where the picture lies in a picture block (RFC 9639, 8.8) and its size; None where it is only linked to."""
    kind_size = int.from_bytes(block.read_at(4, 4), "big")
    if block.read_at(8, min(kind_size, 8)) == _LINK:
        return None
    at = 8 + kind_size
    at += 4 + int.from_bytes(block.read_at(at, 4), "big") + 16  # the description, then measures
    size = int.from_bytes(block.read_at(at, 4), "big")
    return (at + 4, min(size, block.size - at - 4)) if size > 0 and at + 4 < block.size else None
