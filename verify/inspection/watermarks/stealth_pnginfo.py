"""Decode settings hidden in the lowest bits of a picture ("stealth PNG info"): they survive the loss of metadata, and
die with the first lossy copy. NovelAI signs the pixels together with such settings.

Layout: 15 ASCII bytes of signature, a 32-bit big-endian length in bits, then the payload; pixels column by column.
In alpha mode one bit a pixel, in RGB mode three (red, green, blue). A chance match of the signature is 2⁻¹²⁰ a picture.
"""

from __future__ import annotations

import base64
import binascii
import json
import zlib
from typing import Final

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from verify.model import limits

_SIGNATURE_BITS: Final = 120
_LENGTH_BITS: Final = 32
PAYLOAD_BYTES: Final = 8 * limits.MIB  # after inflating

# NovelAI's public key, published by NovelAI with its own verification script
NOVELAI_KEY: Final = base64.b64decode("Y2JcQAOhLwzwSDUJPNgL04nS0Tbqm7cSRc4xk0vRMic=")
_SIGNATURE_BYTES: Final = 64

Bits = NDArray[np.uint8]


class HiddenText(Struct, frozen=True):
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
    text = _decompress(payload) if compressed else payload
    return HiddenText(mode, text.decode("utf-8", "replace")) if text is not None else None


def _read_bits(plane: NDArray[np.uint8], count: int) -> Bits:
    """Read the lowest bits of the first `count` samples, column by column, channels of a pixel together."""
    height, _, depth = plane.shape
    columns = -(-count // (height * depth))
    bits: Bits = np.bitwise_and(plane[:, :columns], np.uint8(1)).transpose(1, 0, 2).reshape(-1)
    return bits[:count]


def _decompress(data: bytes) -> bytes | None:
    try:
        return zlib.decompressobj(wbits=31).decompress(data, PAYLOAD_BYTES)  # gzip
    except zlib.error:
        return None


def verify_novelai_signature(pixels: NDArray[np.uint8], comment: str, key: bytes = NOVELAI_KEY) -> bool | None:
    """Tell whether `key` signed these pixels (height × width × 3 or more, uint8) with this comment.

    The one mark of a generator with cryptographic strength: Ed25519 over the RGB bytes, row by row, followed by the
    settings as JSON in Python's default form. It says that NovelAI's key signed exactly these pixels. That it does not
    fit means nothing: every re-encoding breaks it. None where the comment carries no signature at all.
    """
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    settings = _read_settings(comment)
    written = settings.pop("signed_hash", None) if settings is not None else None
    if not isinstance(written, str):
        return None
    try:
        signature = base64.b64decode(written, validate=True)
    except (binascii.Error, ValueError):
        return None
    if len(signature) != _SIGNATURE_BYTES:
        return None
    # order of members, number forms and ASCII escapes as Python's json writes them: the signer did so
    message = np.ascontiguousarray(pixels[:, :, :3]).tobytes() + json.dumps(settings).encode()
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
    except InvalidSignature:
        return False
    return True


def _read_settings(comment: str) -> dict[str, object] | None:
    """Read the settings object of a comment; where it is wrapped in another's `Comment` text, the inner one."""
    try:
        data = json.loads(comment)
        if isinstance(data, dict) and isinstance(data.get("Comment"), str):
            data = json.loads(data["Comment"])
    except (ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) else None
