"""Walk the head of MPEG transport streams (ISO/IEC 13818-1): names of the service, texts in metadata and video streams.

Only a bounded piece at the head is read: tables and timed metadata come again and again in such a stream.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from verify.inspection import text as texts
from verify.inspection.containers.av import id3, sei
from verify.inspection.containers.base import Damage, Memory, Part, PartKind, Source, make_damage, mark_misplaced
from verify.model import limits

PACKET: Final = 188
SYNC: Final = 0x47
_READ_BYTES: Final = 8 * limits.MIB
_STREAMS: Final = 64  # of one file
_STREAM_BYTES: Final = 512 * limits.KIB  # kept of one of them
_PROGRAMS_PID, _SERVICES_PID = 0x0000, 0x0011
_PROGRAMS_TABLE, _MAP_TABLE, _SERVICES_TABLE = 0x00, 0x02, 0x42
_H264, _H265, _METADATA, _PRIVATE = 0x1B, 0x24, 0x15, 0x06
_SERVICE: Final = 0x48  # service descriptor (ETSI EN 300 468, 6.2.33)
_PES_HEAD: Final = 9
_UTF_8: Final = 0x15  # first byte of a text of DVB (ETSI EN 300 468, A.2)


def find_packet_size(head: bytes) -> tuple[int, int]:
    """Find the size of a packet and the place of its sync byte; (0, 0) where this is no transport stream.

    Recorders of the Blu-ray kind put four bytes of time before each.
    """
    for size, first in ((PACKET, 0), (PACKET + 4, 4)):
        marks = head[first : first + 4 * size : size]
        if len(marks) >= 3 and set(marks) == {SYNC}:
            return size, first
    return 0, 0


@dataclass(slots=True)
class _Stream:
    """What was gathered of the payload of one packet identifier."""

    offset: int
    pieces: bytearray = field(default_factory=bytearray)
    starts: list[int] = field(default_factory=list)  # where packets of the stream begin in it


def walk(source: Source) -> Iterator[Part]:
    """Yield fields `ts:provider`, `ts:service`, `ts:private`, those of ID3 tags and of SEI messages."""
    streams = _gather(source)
    kinds: dict[int, int] = {}
    for program in _read_programs(streams.get(_PROGRAMS_PID)):
        kinds |= _read_map(streams.get(program))
    yield from _walk_services(streams.get(_SERVICES_PID))
    for pid, kind in kinds.items():
        stream = streams.get(pid)
        if stream is None:
            continue
        if kind in (_H264, _H265):
            video = b"".join(_split_payloads(stream))
            yield from sei.walk_stream(Memory(video), is_h265=kind == _H265)
        elif kind in (_METADATA, _PRIVATE):
            for body in _split_payloads(stream):
                yield from _walk_timed(body, stream.offset)
    if source.size > _READ_BYTES:
        yield make_damage("MPEG transport stream", Damage.TOO_LARGE, _READ_BYTES)


def _gather(source: Source) -> dict[int, _Stream]:
    """Gather the payloads at the head of the file by packet identifier."""
    data = source.read_at(0, _READ_BYTES)
    size, first = find_packet_size(data)
    streams: dict[int, _Stream] = {}
    for at in range(first, len(data) - PACKET + 1, size or PACKET):
        if data[at] != SYNC:
            continue
        pid = int.from_bytes(data[at + 1 : at + 3], "big") & 0x1FFF
        control = data[at + 3] >> 4 & 3
        start = at + 4 + (1 + data[at + 4] if control == 3 else 0)
        if control in (0, 2) or start >= at + PACKET or (pid not in streams and len(streams) >= _STREAMS):
            continue
        stream = streams.setdefault(pid, _Stream(at))
        if len(stream.pieces) < _STREAM_BYTES:
            if data[at + 1] & 0x40:
                stream.starts.append(len(stream.pieces))
            stream.pieces += data[start : at + PACKET]
    return streams


def _split_sections(stream: _Stream | None, table: int) -> Iterator[bytes]:
    """Yield the bodies of the sections of one table, behind their numbers and before their check sum."""
    for start in (stream.starts if stream else [])[: limits.DIRECTORIES]:
        pieces = stream.pieces if stream else bytearray()
        at = start + 1 + (pieces[start] if start < len(pieces) else 0)  # the pointer tells where the section begins
        length = int.from_bytes(pieces[at + 1 : at + 3], "big") & 0x0FFF
        if at + 3 + length <= len(pieces) and pieces[at] == table and length > 9:
            yield bytes(pieces[at + 8 : at + 3 + length - 4])


def _read_programs(stream: _Stream | None) -> list[int]:
    """Return the packet identifiers of the program maps."""
    body = next(_split_sections(stream, _PROGRAMS_TABLE), b"")
    entries = (body[at : at + 4] for at in range(0, len(body) - 3, 4))
    return [int.from_bytes(entry[2:], "big") & 0x1FFF for entry in entries if entry[:2] != b"\x00\x00"][:_STREAMS]


def _read_map(stream: _Stream | None) -> dict[int, int]:
    """Return the kind of each elementary stream of a program by its packet identifier."""
    body = next(_split_sections(stream, _MAP_TABLE), b"")
    kinds: dict[int, int] = {}
    at = 4 + (int.from_bytes(body[2:4], "big") & 0x0FFF)
    while at + 5 <= len(body):
        kinds[int.from_bytes(body[at + 1 : at + 3], "big") & 0x1FFF] = body[at]
        at += 5 + (int.from_bytes(body[at + 3 : at + 5], "big") & 0x0FFF)
    return kinds


def _walk_services(stream: _Stream | None) -> Iterator[Part]:
    body = next(_split_sections(stream, _SERVICES_TABLE), b"")
    at = 3
    while at + 5 <= len(body):
        end = min(at + 5 + (int.from_bytes(body[at + 3 : at + 5], "big") & 0x0FFF), len(body))
        place = at + 5
        while place + 2 <= end:
            tag, value = body[place], body[place + 2 : place + 2 + body[place + 1]]
            if tag == _SERVICE and len(value) > 2:
                provider, rest = value[2 : 2 + value[1]], value[2 + value[1] :]
                for name, text in (("provider", provider), ("service", rest[1 : 1 + rest[0]] if rest else b"")):
                    if text:
                        yield _make_text(f"ts:{name}", text, stream.offset if stream else 0)
            place += 2 + body[place + 1]
        at = end


def _make_text(key: str, text: bytes, offset: int) -> Part:
    """Make the field of a text of DVB, which may begin with a byte that names its alphabet."""
    body = text[1:] if text[0] < 0x20 else text
    encoding = "utf-8" if text[0] == _UTF_8 else ""
    where = f"MPEG transport stream packet at byte {offset}"
    return Part(PartKind.TEXT, offset, body, where, key=key, encoding=encoding)


def _split_payloads(stream: _Stream) -> Iterator[bytes]:
    """Yield the payload of each packet of an elementary stream, without its head (13818-1, 2.4.3.6)."""
    for start, end in zip(stream.starts, [*stream.starts[1:], len(stream.pieces)], strict=False):
        packet = bytes(stream.pieces[start:end])
        if packet[:3] == b"\x00\x00\x01" and len(packet) > _PES_HEAD:
            yield packet[_PES_HEAD + packet[8] :]


def _walk_timed(body: bytes, offset: int) -> Iterator[Part]:
    """Walk timed metadata: ID3 tags as HTTP Live Streaming has them, or plain text."""
    where = f"MPEG transport stream packet at byte {offset}"
    if body[:3] == b"ID3":
        yield from mark_misplaced(id3.walk(Memory(body)))
    elif body and texts.is_text(body.rstrip(b"\x00\xff")):
        yield Part(PartKind.TEXT, offset, body.rstrip(b"\x00\xff"), where, key="ts:private")
