"""A small decoder for the CBOR of a claim signature (RFC 8949): bounded in depth and count, definite lengths only."""

from __future__ import annotations

from typing import Final

from verify.model import limits

Value = int | bytes | str | list["Value"] | dict["Value", "Value"] | None

_BYTES, _TEXT, _ARRAY, _MAP, _TAG, _SIMPLE = 2, 3, 4, 5, 6, 7
_KEYS: Final = (int, bytes, str)


class CborError(ValueError):
    """The bytes are not the CBOR that this decoder takes."""


def decode(data: bytes) -> Value:
    """Decode the first value in `data`, dropping its tags. Raises CborError."""
    return _Decoder(data).read_value(0)


class _Decoder:
    """One pass over `data`; `at` is the next byte, `left` how many values may still be made."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0
        self._left = limits.CBOR_VALUES

    def read_value(self, depth: int) -> Value:
        self._left -= 1
        if depth > limits.CBOR_DEPTH or self._left < 0:
            raise CborError("too deep or too many values")
        kind, length = self._read_head()
        if kind == 0:
            return length
        if kind == 1:
            return -1 - length
        if kind == _BYTES:
            return self._take(length)
        if kind == _TEXT:
            return self._take(length).decode("utf-8", "replace")
        if kind == _ARRAY:
            return [self.read_value(depth + 1) for _ in range(self._check_count(length))]
        if kind == _MAP:
            return self._read_map(self._check_count(length), depth)
        if kind == _TAG:
            return self.read_value(depth + 1)
        return None  # true, false, null, floats: nothing of a signature's header that is asked for

    def _read_map(self, count: int, depth: int) -> dict[Value, Value]:
        pairs = dict(self._read_pair(depth + 1) for _ in range(count))
        if len(pairs) < count:  # which of the two another program takes cannot be known (RFC 8949 section 5.6)
            raise CborError("a key that stands twice")
        return pairs

    def _read_pair(self, depth: int) -> tuple[Value, Value]:
        key = self.read_value(depth)
        if not isinstance(key, _KEYS):
            raise CborError("a key that is neither number nor text")
        return key, self.read_value(depth)

    def _read_head(self) -> tuple[int, int]:
        first = self._take(1)[0]
        kind, short = first >> 5, first & 0x1F
        if short < 24:
            return kind, short
        if short > 27:
            raise CborError("an indefinite or reserved length")
        return kind, int.from_bytes(self._take(1 << (short - 24)), "big")

    def _take(self, length: int) -> bytes:
        data = self._data[self._at : self._at + length]
        if len(data) < length:
            raise CborError("the bytes end early")
        self._at += length
        return data

    def _check_count(self, length: int) -> int:
        if length > self._left:
            raise CborError("more values than bytes allow")
        return length
