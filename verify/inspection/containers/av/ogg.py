"""Walk the first pages of Ogg files (RFC 3533) to the comment header of each stream.

Vorbis, Opus, Theora, Speex and FLAC; streams that are chained behind the first ones are not looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from verify.inspection.containers.av import id3, vorbis_comment
from verify.inspection.containers.base import Damage, Part, Source, damage
from verify.model import limits

_PAGES: Final = 5_000  # looked at; comments stand in the second packet of a stream
_STREAMS: Final = 32
# how the second packet of a stream begins, and how many bytes precede the comments
_HEADS: Final = ((b"\x03vorbis", 7), (b"OpusTags", 8), (b"\x81theora", 7), (b"OVP80\x02 ", 7))
_FLAC_COMMENT: Final = 4


@dataclass(slots=True)
class _Stream:
    """One logical stream: how many packets have ended, and the one that is being gathered."""

    packets: int
    packet: bytearray
    offset: int
    first: bytes = b""


def walk(source: Source) -> Iterator[Part]:
    """Fields `vorbis:<name>` of every stream."""
    yield from id3.walk(source)
    offset = id3.end_of_tags(source)
    streams: dict[int, _Stream] = {}
    for _ in range(_PAGES):
        head = source.read_at(offset, 27 + 255)
        if head[:4] != b"OggS" or len(head) < 27 or len(head) < 27 + head[26]:
            if head:
                yield damage(f"Ogg page at byte {offset}", Damage.NOT_WELL_FORMED, offset)
            break
        lacing = head[27 : 27 + head[26]]
        start = offset + 27 + len(lacing)
        serial = int.from_bytes(head[14:18], "little")
        if head[5] & 2:
            if len(streams) >= _STREAMS:
                yield damage("Ogg file", Damage.TOO_MANY, offset)
                return
            streams.setdefault(serial, _Stream(0, bytearray(), start))
        if serial in streams and streams[serial].packets < 2:
            yield from _page(source, streams[serial], lacing, start)
        elif streams and all(stream.packets >= 2 for stream in streams.values()):
            return
        offset = start + sum(lacing)
    for stream in streams.values():
        if stream.packets < 2:
            where = f"Ogg comment header at byte {stream.offset}"
            yield damage(where, Damage.CUT_OFF, stream.offset)
            yield from _comments(stream, where)


def _page(source: Source, stream: _Stream, lacing: bytes, start: int) -> Iterator[Part]:
    """Add one page's pieces; a piece shorter than 255 bytes ends a packet."""
    body = source.read_at(start, sum(lacing))
    at = 0
    for length in lacing:
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
                yield damage(where, Damage.TOO_LARGE, stream.offset)
            yield from _comments(stream, where)
            return
        stream.packet.clear()
        stream.offset = start + at


def _comments(stream: _Stream, where: str) -> Iterator[Part]:
    packet = bytes(stream.packet)
    for head, length in _HEADS:
        if packet.startswith(head):
            yield from vorbis_comment.walk_comments(packet[length:], stream.offset + length, where)
            return
    if stream.first.startswith(b"Speex   ") and packet:
        yield from vorbis_comment.walk_comments(packet, stream.offset, where)
    elif stream.first.startswith(b"\x7fFLAC") and packet[:1] and packet[0] & 0x7F == _FLAC_COMMENT:
        yield from vorbis_comment.walk_comments(packet[4:], stream.offset + 4, where)
