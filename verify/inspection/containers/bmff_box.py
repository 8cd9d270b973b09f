"""Step through sibling boxes of an ISO base media file (ISO/IEC 14496-12, 4.2), whatever their sizes claim."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from enum import StrEnum
from typing import Final

from msgspec import Struct

from verify.inspection.containers.base import Damage, Part, Source, make_damage
from verify.model import limits

# user types of `uuid` boxes
C2PA: Final = bytes.fromhex("d8fec3d61b0e483c92975828877ec481")
XMP: Final = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")


class Box(Struct, frozen=True):
    """A box: its four-letter type, its place, and where its payload begins and ends (end exclusive)."""

    kind: bytes
    offset: int
    start: int
    end: int

    @property
    def name(self) -> str:
        """The type as text; 0xA9 is ©."""
        return self.kind.decode("latin-1").strip("\x00 ")

    @property
    def size(self) -> int:
        """Bytes of the payload, as claimed."""
        return max(0, self.end - self.start)

    def body(self, source: Source, limit: int = limits.PACKET_BYTES) -> bytes:
        """Return the first `limit` bytes of the payload."""
        return source.read_at(self.start, min(self.size, limit))


def walk_boxes(source: Source, start: int, end: int) -> Iterator[Box | Part]:
    """Yield the boxes between `start` and `end`; a DAMAGE part where the chain breaks.

    The last may claim to end later.
    """
    offset = start
    while offset + 8 <= end:
        head = source.read_at(offset, 16)
        if len(head) < 8:
            return
        size, kind, header = int.from_bytes(head[:4], "big"), head[4:8], 8
        if size == 1:
            size, header = int.from_bytes(head[8:16], "big"), 16
        elif size == 0:
            if kind == b"\x00\x00\x00\x00":  # the zero that ends a QuickTime list, or padding
                return
            size = end - offset
        if size < header or not _is_box_type(kind):
            yield make_damage(f"box at byte {offset}", Damage.NOT_WELL_FORMED, offset)
            return
        yield Box(kind, offset, offset + header, offset + size)
        offset += size


def _is_box_type(kind: bytes) -> bool:
    """Tell whether these are four letters, or the small number that stands in their place in an item list."""
    return min(kind) >= 0x20 or kind[:2] == b"\x00\x00"


class StreamPart(StrEnum):
    """What a file is of a stream that is kept in many files (ISO/IEC 14496-12, 8.8; DASH, CMAF)."""

    HEAD = "head"  # the initialisation segment: how to decode, and no samples
    PIECE = "piece"  # a fragment: samples, and nothing that tells how to decode them
    WHOLE = "whole"  # neither: complete by itself


def find_stream_part(source: Source) -> StreamPart:
    """Tell which part of a stream this is, by the boxes at its top."""
    kinds: dict[bytes, Box] = {}
    for number, box in enumerate(walk_boxes(source, 0, source.size)):
        if isinstance(box, Part) or number > limits.SEGMENTS:
            break
        kinds.setdefault(box.kind, box)
    if b"moof" in kinds and b"moov" not in kinds:
        return StreamPart.PIECE
    if b"moov" not in kinds or b"moof" in kinds or b"mdat" in kinds:
        return StreamPart.WHOLE
    movie = kinds[b"moov"]
    inside = walk_boxes(source, movie.start, min(movie.end, source.size))
    extends = any(isinstance(box, Box) and box.kind == b"mvex" for box in itertools.islice(inside, limits.SEGMENTS))
    return StreamPart.HEAD if extends else StreamPart.WHOLE


def names_record_elsewhere(source: Source) -> bool:
    """Whether a fragment holds its place in the hash tree of a record (C2PA A.5.4), which lies in the head."""
    boxes = itertools.islice(walk_boxes(source, 0, source.size), limits.SEGMENTS)
    return any(
        isinstance(box, Box)
        and box.kind == b"uuid"
        and source.read_at(box.start, 16) == C2PA
        and source.read_at(box.start + 20, 7) == b"merkle\x00"
        for box in boxes
    )


def find_track_kinds(source: Source) -> frozenset[bytes]:
    """Find the handler types of all tracks (ISO/IEC 14496-12, 8.4.3): `vide`, `soun` …; empty where none can be read.

    No track is decoded.
    """
    return frozenset(_find_handlers(source, 0, source.size, (b"moov", b"trak", b"mdia", b"hdlr")))


def _find_handlers(source: Source, start: int, end: int, path: tuple[bytes, ...]) -> list[bytes]:
    handlers: list[bytes] = []
    for number, box in enumerate(walk_boxes(source, start, min(end, source.size))):
        if isinstance(box, Part) or number > limits.SEGMENTS or len(handlers) > limits.DIRECTORIES:
            break
        if box.kind != path[0]:
            continue
        if len(path) == 1:
            handlers.append(box.body(source, 12)[8:12])
        else:
            handlers += _find_handlers(source, box.start, box.end, path[1:])
    return handlers
