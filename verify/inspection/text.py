"""Turns bytes out of a file into text, and bounds it. Never raises, never interprets.

Escaping for a screen is not done here: `verify.report` does that in one place.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from verify.model import limits

_MARKS: Final = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f\ufffd]")
_COMMON_HANZI: Final = re.compile(rb"[\xb0-\xd7][\xa1-\xfe]")  # GB 2312 level 1
_PAIR: Final = re.compile(rb"[\xa1-\xf7][\xa1-\xfe]")


def decode(data: bytes, encoding: str = "") -> str:
    """Decode `data`: a byte order mark, then `encoding`, strict UTF-8, GB 2312 where plausible, else Latin-1.

    Trailing NULs are padding and go.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _strip(data[len(mark) :].decode(name, "replace"))
    if encoding:
        try:
            return _strip(data.decode(encoding))
        except (UnicodeDecodeError, LookupError):
            if encoding.startswith("utf-16"):
                return _strip(data.decode(encoding, "replace"))
    body = data.rstrip(b"\x00")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        pass
    # Western text in Latin-1 seldom has pairs of high bytes, and then not those of common hanzi
    pairs, common = len(_PAIR.findall(body)), len(_COMMON_HANZI.findall(body))
    if common >= 2 and common * 3 >= pairs * 2:
        try:
            return body.decode("gb18030")
        except UnicodeDecodeError:
            pass
    return body.decode("latin-1")


def decode_wide(data: bytes) -> str:
    """Decode UTF-16 of unknown byte order: the one that gives more letters of the basic blocks."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return decode(data)
    sample = data[: 512 & ~1]
    little, big = (sum(map(_plausible, sample.decode(name, "replace"))) for name in ("utf-16-le", "utf-16-be"))
    return _strip(data[: len(data) & ~1].decode("utf-16-le" if little > big else "utf-16-be", "replace"))


def _plausible(character: str) -> int:
    """Score a character by its block.

    Latin letters in the wrong byte order look like hanzi, but not the other way round.
    """
    code = ord(character)
    if 0x20 <= code < 0x0250 or code in (9, 10, 13):
        return 2
    return int(0x3000 <= code < 0x30FF or 0x4E00 <= code < 0xA000)


def _strip(text: str) -> str:
    return text.rstrip("\x00")


def is_text(data: bytes) -> bool:
    """Tell whether `data` is UTF-8 text without control characters; looked at are its first 4 KiB."""
    head = data[: 4 * limits.KIB]
    try:
        text = head.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start < len(head) - 4 or len(data) == len(head):
            return False
        text = head[: error.start].decode("utf-8")
    return bool(text) and not _CONTROL.search(text)


def is_plain(text: str, longest: int) -> bool:
    """Tell whether `text` is a short name: one line of letters, digits and the punctuation that names use."""
    return 0 < len(text) <= longest and all(
        character.isalnum() or character in " .,-+_/()&'’*:" or unicodedata.category(character) in ("Mn", "Mc")
        for character in text
    )


def cut(text: str, limit: int = limits.FIELD_CHARACTERS) -> str:
    """Cut `text` to its beginning and a remark where it is longer than `limit` characters."""
    if len(text) <= limit:
        return text
    remark = f"… [cut, {len(text)} characters in all]"
    return text[: limit - len(remark)] + remark


class Lines:
    """Count the lines of one text, so that a person finds a place in an editor; places are best asked for in order."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._number = 1

    def number(self, at: int) -> int:
        """Return the line of the character at `at`, from 1."""
        if at < self._at:
            return self._text.count("\n", 0, at) + 1
        self._number += self._text.count("\n", self._at, at)
        self._at = at
        return self._number
