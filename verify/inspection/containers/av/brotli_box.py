"""Unpack Brotli streams (RFC 7932), as JPEG XL packs EXIF and XMP, under one bound for a whole file."""

from __future__ import annotations

from verify.inspection.containers.base import Damage
from verify.model import limits


class Unpacker:
    """Unpacks streams of one file; a bomb of many small boxes meets the same bound as one of a large box."""

    def __init__(self) -> None:
        self._left = limits.INFLATED_TOTAL_BYTES

    def unpack(self, data: bytes) -> tuple[bytes, Damage | None]:
        """Unpack `data` up to `limits.INFLATED_BYTES`, and say what was wrong with it."""
        import brotli

        allowed = min(limits.INFLATED_BYTES, self._left)
        if allowed <= 0:
            return b"", Damage.TOO_LARGE
        stream = brotli.Decompressor()
        unpacked = b""
        problem: Damage | None = None
        try:
            unpacked = stream.process(data, output_buffer_limit=allowed)
        except brotli.error:
            problem = Damage.NOT_INFLATABLE
        self._left -= max(len(unpacked), 1)
        if problem is None and not stream.is_finished():
            problem = Damage.TOO_LARGE if len(unpacked) >= allowed else Damage.CUT_OFF
        return unpacked, problem
