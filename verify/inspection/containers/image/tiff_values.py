"""Turn the value of a TIFF entry into text: strings in all their encodings, numbers, ratios, coded values."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from verify.inspection import text
from verify.inspection.containers.base import Source
from verify.inspection.containers.image.tiff import Entry
from verify.model import limits

_BYTE, _ASCII, _RATIO, _UNDEFINED, _SIGNED_RATIO, _UTF_8 = 1, 2, 5, 7, 10, 129
_NUMBERS: Final = {1: "B", 3: "H", 4: "I", 6: "b", 8: "h", 9: "i", 11: "f", 12: "d", 13: "I", 16: "Q", 17: "q", 18: "Q"}
_USER_COMMENT, _COPYRIGHT = 0x9286, 0x8298
_GPS_TEXTS: Final = frozenset((0x001B, 0x001C))  # in the GPS directory: text with a character code in front
_WIDE: Final = frozenset((0x9C9B, 0x9C9C, 0x9C9D, 0x9C9E, 0x9C9F))  # Windows: UTF-16, little-endian always
_MANY: Final = 32  # numbers shown of a longer list
_TEXT_BYTES: Final = 4 * limits.FIELD_CHARACTERS  # as many as a field's characters can take


def format_value(entry: Entry, source: Source, words: Mapping[int, str]) -> str:
    """Return the value as text; `words` name coded values. Bytes that are not text become their number."""
    if entry.tag == _USER_COMMENT or (entry.directory == "GPS" and entry.tag in _GPS_TEXTS):
        return decode_user_comment(entry.value(source, _TEXT_BYTES))
    if entry.tag in _WIDE:
        return text.decode(entry.value(source, _TEXT_BYTES), "utf-16-le")
    if entry.type in (_ASCII, _UTF_8):
        return _decode_string(entry.value(source, _TEXT_BYTES), entry.tag)
    if entry.type in (_RATIO, _SIGNED_RATIO):
        return _format_ratios(entry, source)
    if entry.type == _UNDEFINED or (entry.type == _BYTE and entry.count > 8):
        return _format_undefined(entry, source, words)
    return _join_values([_format_number(number, words) for number in _read_numbers(entry, source)], entry.count)


def decode_user_comment(data: bytes) -> str:
    """Return A text with eight bytes of character code in front (Exif 3.0, 4.6.6.4), or without, as often met."""
    code, body = data[:8], data[8:]
    if code == b"UNICODE\x00":
        return _decode_wide(body)
    if code in (b"ASCII\x00\x00\x00", b"\x00" * 8):
        return _decode_narrow(body)
    if code == b"JIS\x00\x00\x00\x00\x00":
        return text.decode(body.rstrip(b"\x00 "), "iso2022_jp")
    return _decode_narrow(data)


def _decode_narrow(body: bytes) -> str:
    """Return text that claims to be narrow, or claims nothing, and may yet be UTF-16."""
    head = body[:64]
    if len(head) >= 8 and b"\x00" in head.strip(b"\x00") and head.count(0) * 3 >= len(head):
        return _decode_wide(body)
    return text.decode(body).rstrip("\x00 ")


def _decode_wide(body: bytes) -> str:
    """Return UTF-16 in either byte order, which need not be that of the TIFF header; or UTF-8 under a wrong name."""
    if body[:2] not in (b"\xff\xfe", b"\xfe\xff") and b"\x00" not in body.rstrip(b"\x00"):
        try:
            return body.rstrip(b"\x00").decode("utf-8").rstrip(" ")
        except UnicodeDecodeError:
            pass
    return text.decode_wide(body).rstrip("\x00 ")


def _decode_string(data: bytes, tag: int) -> str:
    """Return A NUL-terminated string. Only a copyright has two: photographer and editor (TIFF 6.0, section 8)."""
    if tag == _COPYRIGHT:
        pieces = [text.decode(piece).strip() for piece in data.split(b"\x00", 2)[:2]]
        return "; ".join(filter(None, pieces))
    return text.decode(data.partition(b"\x00")[0]).rstrip(" ")


def _read_numbers(entry: Entry, source: Source) -> list[float]:
    letter = _NUMBERS.get(entry.type)
    if letter is None:
        return []
    size = struct.calcsize("=" + letter)
    data = entry.value(source, size * _MANY)
    count = len(data) // size
    return list(struct.unpack(f"{entry.order}{count}{letter}", data[: count * size]))


def _format_number(number: float, words: Mapping[int, str]) -> str:
    return words.get(number, str(number)) if isinstance(number, int) else f"{number:.10g}"


def _format_ratios(entry: Entry, source: Source) -> str:
    data = entry.value(source, 8 * _MANY)
    letter = "I" if entry.type == _RATIO else "i"
    flat = struct.unpack(f"{entry.order}{len(data) // 8 * 2}{letter}", data[: len(data) // 8 * 8])
    return _join_values([_format_ratio(*flat[at : at + 2]) for at in range(0, len(flat), 2)], entry.count)


def _format_ratio(numerator: int, denominator: int) -> str:
    """Format a ratio: short exposures stay fractions; all else becomes a decimal number."""
    if denominator == 0:
        return f"{numerator}/0"
    fraction = Fraction(numerator, denominator)
    if fraction.denominator == 1 or abs(fraction.numerator) == 1:
        return str(fraction)
    return f"{float(fraction):.10g}"


def _format_undefined(entry: Entry, source: Source, words: Mapping[int, str]) -> str:
    data = entry.value(source, _TEXT_BYTES)
    if len(data) == 1:
        return words.get(data[0], str(data[0]))
    body = data.rstrip(b"\x00 ")
    if body and text.is_text(body):
        return text.decode(body)
    if len(data) <= 8:
        return ", ".join(filter(None, (words.get(byte, str(byte)) for byte in data)))
    return f"({entry.size} bytes)"


def _join_values(values: list[str], count: int) -> str:
    more = f", … ({count} values)" if count > len(values) else ""
    return ", ".join(values) + more
