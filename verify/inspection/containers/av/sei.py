"""Texts that an encoder leaves in the video stream itself: user data in SEI messages of H.264 and H.265.

Only the first key frames are looked at, and of each only what stands before the picture. Nothing is decoded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from verify.inspection.containers.base import Part, PartKind, Source
from verify.inspection.containers.bmff_box import Box, walk_boxes
from verify.model import limits

FRAMES: Final = 8  # key frames of one track
FRAME_BYTES: Final = 64 * limits.KIB  # of each, from its beginning
STREAM_BYTES: Final = 512 * limits.KIB  # of a bare stream
TABLE_BYTES: Final = limits.MIB  # of one sample table
UNITS: Final = 1_000  # in one piece
MESSAGES: Final = 200  # in one piece
VALUE_BYTES: Final = 4 * limits.KIB

_USER_DATA: Final = 5  # user_data_unregistered: ITU-T H.264 D.1.7, H.265 D.2.7
_START: Final = re.compile(rb"\x00\x00\x01")
_H264: Final = frozenset((b"avc1", b"avc2", b"avc3", b"avc4"))
_H265: Final = frozenset((b"hvc1", b"hvc2", b"hev1", b"hev2", b"dvh1", b"dvhe"))
_ENTRY_HEAD: Final = 8 + 78  # a sample entry before its boxes, ISO/IEC 14496-12, 12.1.3


class _Track(Struct, frozen=True):
    """How samples are cut into units: bytes of a unit's length, and whether they are H.265."""

    length_size: int
    is_h265: bool


def walk_track(source: Source, trak: Box) -> Iterator[Part]:
    """Yield the user data in the first key frames of a video track of MP4 or MOV, each identity with its first text."""
    tables = _find_children(source, trak, b"mdia", b"minf", b"stbl")
    if tables is None:
        return
    track = _read_track(source, tables.get(b"stsd"))
    if track is None:
        return
    identities: set[bytes] = set()
    for offset, size in _find_key_samples(source, tables):
        sample = source.read_at(offset, min(size, FRAME_BYTES))
        yield from _walk_user_data(_split_units(sample, track.length_size), track.is_h265, offset, identities)


def walk_stream(source: Source, *, is_h265: bool) -> Iterator[Part]:
    """Yield the user data at the head of a bare stream (Annex B)."""
    data = source.read_at(0, STREAM_BYTES)
    starts = [match.end() for _, match in zip(range(UNITS), _START.finditer(data), strict=False)]
    ends = [*starts[1:], len(data)]  # without a start it is left over
    units = (data[start : min(end, start + FRAME_BYTES)] for start, end in zip(starts, ends, strict=False))
    yield from _walk_user_data(units, is_h265, 0, set())


def walk_h264(source: Source) -> Iterator[Part]:
    """Yield the same of a stream of H.264."""
    return walk_stream(source, is_h265=False)


def walk_h265(source: Source) -> Iterator[Part]:
    """Yield the same of a stream of H.265."""
    return walk_stream(source, is_h265=True)


def _walk_user_data(units: Iterator[bytes], is_h265: bool, offset: int, identities: set[bytes]) -> Iterator[Part]:
    for unit in units:
        body = _unescape_sei(unit, is_h265)
        for kind, payload in _split_messages(body):
            identity, value = payload[:16], payload[16 : 16 + VALUE_BYTES]
            if kind == _USER_DATA and len(identity) == 16 and identity not in identities and len(identities) < MESSAGES:
                identities.add(identity)
                where = f"SEI message in the video frame at byte {offset}"
                yield Part(PartKind.TEXT, offset, _to_text(value), where, key=f"sei:{identity.hex()}")


def _to_text(value: bytes) -> bytes:
    """Return the text at the beginning, up to a zero; other bytes are given as hexadecimal digits."""
    head = value.split(b"\x00", 1)[0]
    readable = head and all(byte >= 0x20 or byte in b"\t\r\n" for byte in head)
    return head if readable else value[:256].hex().encode()


def _unescape_sei(unit: bytes, is_h265: bool) -> bytes:
    """Take the bytes that prevent false starts out of an SEI unit; return nothing for other units."""
    if len(unit) < 3:
        return b""
    if is_h265:
        return unit[2:].replace(b"\x00\x00\x03", b"\x00\x00") if unit[0] >> 1 & 0x3F in (39, 40) else b""
    return unit[1:].replace(b"\x00\x00\x03", b"\x00\x00") if unit[0] & 0x1F == 6 else b""


def _split_messages(body: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield type and payload of each message, until what remains is too short (H.264 7.3.2.3.1, H.265 7.3.5)."""
    at = 0
    for _ in range(MESSAGES):
        numbers = []
        for _number in range(2):
            value = 0
            while at < len(body) and body[at] == 0xFF:
                value, at = value + 255, at + 1
            if at >= len(body):
                return
            numbers.append(value + body[at])
            at += 1
        kind, size = numbers
        if at + size > len(body):
            return
        yield kind, body[at : at + size]
        at += size


def _split_units(sample: bytes, length_size: int) -> Iterator[bytes]:
    at = 0
    for _ in range(UNITS):
        size = int.from_bytes(sample[at : at + length_size], "big")
        at += length_size
        if size == 0 or at >= len(sample):
            return
        yield sample[at : at + size]
        at += size


def _find_children(source: Source, box: Box, *path: bytes) -> dict[bytes, Box] | None:
    """Return the boxes inside the one that `path` leads to, by type, the first of each; None where it leads nowhere."""
    for step in (*path, b""):
        inside: dict[bytes, Box] = {}
        for number, child in enumerate(walk_boxes(source, box.start, min(box.end, source.size))):
            if isinstance(child, Part) or number > limits.BOX_DEPTH * 10:
                break
            inside.setdefault(child.kind, child)
        if not step:
            return inside
        if step not in inside:
            return None
        box = inside[step]
    return None


def _read_track(source: Source, descriptions: Box | None) -> _Track | None:
    """Return the form of the samples out of the first sample entry's decoder configuration (ISO/IEC 14496-15)."""
    body = descriptions.body(source, 4 * limits.KIB) if descriptions else b""
    kind = body[12:16]
    entry = body[8 + _ENTRY_HEAD :]
    if kind in _H264 and (at := entry.find(b"avcC")) >= 0 and len(entry) > at + 8:
        return _Track((entry[at + 8] & 3) + 1, is_h265=False)
    if kind in _H265 and (at := entry.find(b"hvcC")) >= 0 and len(entry) > at + 25:
        return _Track((entry[at + 25] & 3) + 1, is_h265=True)
    return None


def _find_key_samples(source: Source, tables: dict[bytes, Box]) -> Iterator[tuple[int, int]]:
    """Yield place and size of the first key frames (ISO/IEC 14496-12, 8.6.2 and 8.7)."""
    wide = b"co64" in tables
    chunks = _read_table(source, tables.get(b"co64" if wide else b"stco"), 8 if wide else 4)
    runs = _read_table(source, tables.get(b"stsc"), 12)
    sizes_box = tables.get(b"stsz")
    if not chunks or not runs or sizes_box is None:
        return
    head = source.read_at(sizes_box.start, 12)
    common = int.from_bytes(head[4:8], "big")
    raw = sizes_box.body(source, TABLE_BYTES)[12:]
    key_samples = {int.from_bytes(one, "big") - 1 for one in _read_table(source, tables.get(b"stss"), 4)[:FRAMES]}
    key_samples = key_samples or {0}  # without the table every sample is a key frame: the first tells enough
    sample, run = 0, 0
    for number, chunk in enumerate(chunks):
        while run + 1 < len(runs) and int.from_bytes(runs[run + 1][:4], "big") <= number + 1:
            run += 1
        offset = int.from_bytes(chunk, "big")
        for _ in range(min(int.from_bytes(runs[run][4:8], "big"), max(key_samples) + 1 - sample)):
            size = common or int.from_bytes(raw[4 * sample : 4 * sample + 4], "big")
            if sample in key_samples:
                yield offset, size
            offset, sample = offset + size, sample + 1
        if sample > max(key_samples):
            return


def _read_table(source: Source, box: Box | None, width: int) -> list[bytes]:
    """Return the entries of a table: a version, a count, then entries of `width` bytes.

    No more than are really there.
    """
    if box is None:
        return []
    body = box.body(source, TABLE_BYTES)
    count = min(int.from_bytes(body[4:8], "big"), (len(body) - 8) // width)
    return [body[8 + width * at : 8 + width * (at + 1)] for at in range(max(0, count))]
