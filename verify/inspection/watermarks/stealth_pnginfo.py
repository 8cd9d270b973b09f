"""Settings hidden in the lowest bits of a picture ("stealth PNG info"): they survive the loss of metadata, and
die with the first lossy copy.

Layout: 15 ASCII bytes of signature, a 32-bit big-endian length in bits, then the payload; pixels column by column.
In alpha mode one bit a pixel, in RGB mode three (red, green, blue). A chance match of the signature is 2⁻¹²⁰ a picture.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from verify.model import limits

_SIGNATURE_BITS: Final = 120
_LENGTH_BITS: Final = 32
PAYLOAD_BYTES: Final = 8 * limits.MIB  # after inflating

Bits = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class HiddenText:
    """A hidden text: `mode` is alpha or rgb, `text` what was written there."""

    mode: str
    text: str


_SIGNATURES: Final = {
    "alpha": {b"stealth_pnginfo": False, b"stealth_pngcomp": True},
    "rgb": {b"stealth_rgbinfo": False, b"stealth_rgbcomp": True},
}


def decode(pixels: NDArray[np.uint8]) -> HiddenText | None:
    """Decode the text hidden in `pixels` (height × width × 3 or 4, uint8), or None.

    Looks at the first 120 bits only unless a signature is there.
    """
    if pixels.ndim != 3 or pixels.shape[2] not in (3, 4):
        return None
    if pixels.shape[2] == 4:
        hidden = _decode(pixels[:, :, 3:4], "alpha")
        if hidden is not None:
            return hidden
    return _decode(pixels[:, :, :3], "rgb")


def _decode(plane: NDArray[np.uint8], mode: str) -> HiddenText | None:
    height, width, depth = plane.shape
    capacity = height * width * depth
    if capacity <= _SIGNATURE_BITS + _LENGTH_BITS:
        return None
    head = _read_bits(plane, _SIGNATURE_BITS + _LENGTH_BITS)
    signature = np.packbits(head[:_SIGNATURE_BITS]).tobytes()
    compressed = _SIGNATURES[mode].get(signature)
    if compressed is None:
        return None
    length = int.from_bytes(np.packbits(head[_SIGNATURE_BITS:]).tobytes(), "big")
    start = _SIGNATURE_BITS + _LENGTH_BITS
    if not 0 < length <= capacity - start:
        return None
    payload = np.packbits(_read_bits(plane, start + length)[start:]).tobytes()
    text = _inflate(payload) if compressed else payload
    return HiddenText(mode, text.decode("utf-8", "replace")) if text is not None else None


def _read_bits(plane: NDArray[np.uint8], count: int) -> Bits:
    """Read the lowest bits of the first `count` samples, column by column, channels of a pixel together."""
    height, _, depth = plane.shape
    columns = -(-count // (height * depth))
    bits: Bits = np.bitwise_and(plane[:, :columns], np.uint8(1)).transpose(1, 0, 2).reshape(-1)
    return bits[:count]


def _inflate(data: bytes) -> bytes | None:
    try:
        return zlib.decompressobj(wbits=31).decompress(data, PAYLOAD_BYTES)  # gzip
    except zlib.error:
        return None
