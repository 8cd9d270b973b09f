"""Show Pillow of a large or damaged PNG only the chunks that it needs for the picture.

Pillow reads every chunk that it does not know whole into memory, wherever it lies, and keeps it: a chunk of a gigabyte
took two. What chunks say is read by `verify.inspection.containers.image.png`, by position and bounded.
"""

from __future__ import annotations

import bisect
import io
import os
import zlib
from collections.abc import Iterator
from typing import Final

from verify.inspection.containers.base import Source
from verify.model import limits

_SIGNATURE_BYTES: Final = 8
# the head, what says how the pixels are to be understood and which way up (PNG 3, 11.2 and 11.3), and the end
_READ: Final = frozenset(
    (
        b"IHDR", b"PLTE", b"tRNS", b"cHRM", b"gAMA", b"sRGB", b"iCCP", b"pHYs", b"acTL", b"fcTL", b"eXIf", b"tEXt",
        b"zTXt", b"iTXt", b"IEND",
    )
)  # fmt: skip
_FRAME: Final = frozenset((b"fcTL", b"fdAT"))
_CHANNELS: Final = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}  # by colour type: PNG 3, table 8
_WASTE: Final = 1.25  # that deflate may need of what it packs: 1.0003 where it can pack nothing

Piece = tuple[int, int] | bytes  # offset and length in the file, in bytes; or bytes that stand there instead


def open_for_pixels(png: Source) -> io.BufferedReader:
    """Open a PNG for Pillow, without the chunks that no pixel depends on.

    Raises MediaError where the file cannot be read.
    """
    return io.BufferedReader(_Pieces(png, tuple(_find_pieces(png))), 64 * limits.KIB)


def _find_pieces(png: Source) -> Iterator[Piece]:
    """Yield the stretches of a PNG that hold its first picture and what it depends on.

    What no longer is a chunk is left to Pillow to refuse.
    """
    yield 0, _SIGNATURE_BYTES
    offset = _SIGNATURE_BYTES
    packed_left = _measure_packed(png.read_at(offset + 8, 13))
    seen_pixels = False
    for _ in range(limits.DATA_CHUNKS + limits.SEGMENTS):
        head = png.read_at(offset, 8)
        kind, length = head[4:8], int.from_bytes(head[:4], "big")
        if len(head) < 8 or not kind.isalpha():
            break
        if kind == b"IDAT":
            seen_pixels = True
            # what is more than the picture can be, Pillow would read whole to pass over it
            shown = min(length, packed_left)
            packed_left -= shown
            if shown == length:
                yield offset, 12 + length
            elif shown:
                yield shown.to_bytes(4, "big") + kind
                yield offset + 8, shown + 4
        elif seen_pixels and kind in _FRAME:
            return
        elif kind in _READ and length <= limits.PACKET_BYTES and _is_sound(png, kind, offset, length):
            yield offset, 12 + length
        offset += 12 + length
        if kind == b"IEND":
            return
    yield offset, max(0, png.size - offset)


def _is_sound(png: Source, kind: bytes, offset: int, length: int) -> bool:
    """Tell whether a chunk may be shown to Pillow: one not needed is left out if its checksum is wrong."""
    if kind[:1].isupper():
        return True
    body = png.read_at(offset + 8, length + 4)
    return zlib.crc32(kind + body[:length]) == int.from_bytes(body[length:], "big")


def _measure_packed(header: bytes) -> int:
    """Return how many bytes the pixels of a picture with this IHDR may have as they are packed (PNG 3, 11.2.1)."""
    if len(header) < 13:
        return 0
    width, height = (int.from_bytes(header[at : at + 4], "big") for at in (0, 4))
    line = 1 + width * header[8] * _CHANNELS.get(header[9], 4) // 8
    return limits.MIB + int(2 * height + height * line * _WASTE)


class _Pieces(io.RawIOBase):
    """Some stretches of an open file, read as if they followed one another."""

    def __init__(self, png: Source, pieces: tuple[Piece, ...]) -> None:
        super().__init__()
        self._png = png
        self._pieces = pieces
        self._ends: list[int] = []  # of each piece, in this stream
        for piece in pieces:
            length = len(piece) if isinstance(piece, bytes) else piece[1]
            self._ends.append(length + (self._ends[-1] if self._ends else 0))
        self._position = 0

    def readable(self) -> bool:
        """Always: the file is open for reading."""
        return True

    def seekable(self) -> bool:
        """Always: a regular file."""
        return True

    def tell(self) -> int:
        """Return this stream's own position, in bytes."""
        return self._position

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        """Move this stream's own position; before the beginning counts as the beginning."""
        start = {os.SEEK_SET: 0, os.SEEK_CUR: self._position, os.SEEK_END: self._ends[-1]}[whence]
        self._position = max(0, start + offset)
        return self._position

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override]
        """Fill `buffer` from the piece at the position, up to its end; 0 at the end of all."""
        at = bisect.bisect_right(self._ends, self._position)
        if at == len(self._pieces):
            return 0
        piece, left = self._pieces[at], self._ends[at] - self._position
        if isinstance(piece, bytes):
            data = piece[-left:][: len(buffer)]
        else:
            data = self._png.read_at(sum(piece) - left, min(len(buffer), left))
        memoryview(buffer)[: len(data)] = data
        self._position += len(data)
        return len(data)
