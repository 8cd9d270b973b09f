"""A small reader for DER (ITU-T X.690), the form of time stamps: bounded in length and count, definite lengths only."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from msgspec import Struct

from verify.model import limits

INTEGER, OCTETS, IDENTIFIER, SEQUENCE, SET = 0x02, 0x04, 0x06, 0x30, 0x31
GENERALIZED_TIME: Final = 0x18

_HIGH_TAG: Final = 0x1F
_LONG_LENGTH: Final = 0x80
_LENGTH_BYTES: Final = 4


class DerError(ValueError):
    """The bytes are not the DER that this reader takes."""


class Element(Struct, frozen=True):
    """One value: its tag with the bits of class and form, what it holds, and all its bytes."""

    tag: int
    content: bytes
    whole: bytes

    def children(self) -> tuple[Element, ...]:
        """Return the values inside a constructed one. Raises DerError."""
        return read_all(self.content)

    def require(self, tag: int) -> Element:
        """Return this value where it has that tag. Raises DerError."""
        if self.tag != tag:
            raise DerError(f"a value with the tag {self.tag:#x} where {tag:#x} must be")
        return self


def read(data: bytes) -> Element:
    """Read the first value in `data`; what follows is left alone. Raises DerError."""
    return _read_at(data, 0)


def read_all(data: bytes) -> tuple[Element, ...]:
    """Read the values that stand one after the other in `data`. Raises DerError."""
    at, elements = 0, list[Element]()
    while at < len(data):
        if len(elements) >= limits.DER_VALUES:
            raise DerError("too many values")
        elements.append(_read_at(data, at))
        at += len(elements[-1].whole)
    return tuple(elements)


def _read_at(data: bytes, at: int) -> Element:
    if at + 2 > len(data):
        raise DerError("the bytes end early")
    tag, length, start = data[at], data[at + 1], at + 2
    if tag & _HIGH_TAG == _HIGH_TAG:
        raise DerError("a tag of several bytes")
    if length >= _LONG_LENGTH:
        count = length - _LONG_LENGTH
        if not 0 < count <= _LENGTH_BYTES or start + count > len(data):
            raise DerError("an indefinite or overlong length")
        length, start = int.from_bytes(data[start : start + count], "big"), start + count
    end = start + length
    if end > len(data):
        raise DerError("the bytes end early")
    return Element(tag, data[start:end], data[at:end])


@lru_cache(maxsize=256)
def format_identifier(content: bytes) -> str:
    """Write an object identifier with dots (X.690 section 8.19). Raises DerError."""
    if not content or content[-1] & 0x80 or len(content) > limits.DER_IDENTIFIER_BYTES:
        raise DerError("no object identifier")
    parts, value = list[int](), 0
    for byte in content:
        value = value << 7 | byte & 0x7F
        if not byte & 0x80:
            parts.append(value)
            value = 0
    first = min(parts[0] // 40, 2)
    return ".".join(map(str, (first, parts[0] - 40 * first, *parts[1:])))
