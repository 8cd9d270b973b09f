"""Find invisible characters where they are not normal, and homoglyphs: letters that pass for those of another script.

Pure over a text. It has no opinion on why they stand there; most come from typesetting, translation or copying.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import Final

from msgspec import Struct

from verify.model import limits


class HiddenKind(StrEnum):
    """Kinds of characters, by what they are normally for."""

    ZERO_WIDTH = "zero_width"  # U+200B, U+2060, U+FEFF within a text
    JOINER = "joiner"  # U+200C, U+200D outside the scripts and emoji that need them
    SOFT_HYPHEN = "soft_hyphen"  # U+00AD
    NARROW_SPACE = "narrow_space"  # U+202F; normal in French, Mongolian and with numbers
    DIRECTION = "direction"  # U+202A–202E, U+2066–2069: they turn the order of what is read
    TAG = "tag"  # U+E0000–E007F outside flags: a second ASCII that nobody sees
    SELECTOR = "selector"  # variation selectors with nothing to select
    LOOKALIKE = "lookalike"  # words of Latin letters with Cyrillic or Greek ones among them


class HiddenCharacter(Struct, frozen=True):
    """One place: `start` in characters of the text, `text` the character itself, or the word for lookalikes."""

    kind: HiddenKind
    start: int
    text: str


_SELECTORS: Final = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
_CHARACTERS: Final = f"\u00ad\u200b-\u200d\u202a-\u202f\u2060\u2066-\u2069\ufeff\U000e0000-\U000e007f{_SELECTORS}"
# the wrapper of a signed record (C2PA 2.4 A.8) begins with its mark and magic and is taken whole
_WRAPPER: Final = "\ufeff" + "".join(chr(0xE0100 + byte - 16) for byte in b"C2PATXT") + f"\ufe00[{_SELECTORS}]*"
_ONE: Final = re.compile(f"[{_CHARACTERS}]")
_LITERAL: Final = re.compile(f"{_WRAPPER}|[{_CHARACTERS}]")
_REFERENCE: Final = re.compile(
    f"{_LITERAL.pattern}|&#(?:[0-9]{{1,7}}|[xX][0-9A-Fa-f]{{1,6}});|&(?:shy|zwn?j|ZeroWidthSpace|NoBreak);"
)
_WRITTEN: Final = re.compile("&#?[0-9A-Za-z]{1,8};$")
_LONGEST_REFERENCE: Final = 12  # characters
_KINDS: Final = {
    "\u00ad": HiddenKind.SOFT_HYPHEN,
    "\u200b": HiddenKind.ZERO_WIDTH,
    "\u2060": HiddenKind.ZERO_WIDTH,
    "\ufeff": HiddenKind.ZERO_WIDTH,
    "\u200c": HiddenKind.JOINER,
    "\u200d": HiddenKind.JOINER,
    "\u202f": HiddenKind.NARROW_SPACE,
}
_PACKET_BEGIN: Final = ('begin="', "begin='")
_CANCEL_TAG: Final = 0xE007F
_BLACK_FLAG: Final = "\U0001f3f4"
_EMOJI_BASES: Final = frozenset("0123456789#*‼⁉ℹ")
# letters that look like Latin ones; μ, Δ, Ω and the like stand beside Latin letters in science and are left out
_LOOKALIKES: Final = frozenset("аеорсухіјѕԁһАВЕКМНОРСТХУІЈЅԌοΑΒΕΖΗΙΚΜΝΟΡΤΥΧ")
_WORD: Final = re.compile("[A-Za-z\u0370-\u03ff\u0400-\u052f]{3,64}")
_FOREIGN: Final = re.compile("[\u0370-\u03ff\u0400-\u052f]")


def find(text: str, *, references: bool = False) -> tuple[HiddenCharacter, ...]:
    """Find everything unusual in `text` in order, at most `limits.UNSEEN_CHARACTERS` places.

    With `references`, characters written as in HTML and XML (`&#8203;`) count too.
    """
    if text.isascii() and not (references and "&" in text):
        return ()  # most texts: a scan character by character would take longer than all else that is done with them
    places = sorted(
        (*_find_characters(text, references), *_find_lookalikes(text)), key=lambda character: character.start
    )
    return tuple(places[: limits.UNSEEN_CHARACTERS])


def group_by_kind(places: Sequence[HiddenCharacter]) -> dict[HiddenKind, list[HiddenCharacter]]:
    """Group the places of each kind that occurs."""
    return {
        kind: group for kind in HiddenKind if (group := [character for character in places if character.kind is kind])
    }


def spell(group: Sequence[HiddenCharacter]) -> str:
    """Return what characters of one kind spell: tags ASCII, selectors bytes if text, lookalikes words."""
    kind = group[0].kind if group else None
    if kind is HiddenKind.TAG:
        return "".join(
            chr(ord(character.text) - 0xE0000) for character in group if 0xE0020 <= ord(character.text) < _CANCEL_TAG
        )
    if kind is HiddenKind.LOOKALIKE:
        return ", ".join(dict.fromkeys(character.text for character in group))
    if kind is HiddenKind.SELECTOR:
        data = bytes(_decode_selector(character.text) for character in group)
        return _decode_text(data)
    return ""


def _decode_text(data: bytes) -> str:
    """Decode bytes that are readable UTF-8 of four characters at least; return an empty text for others."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return ""
    return (
        text if len(text) >= 4 and all(character.isprintable() or character in "\r\n\t" for character in text) else ""
    )


def _decode_selector(selector: str) -> int:
    code = ord(selector)
    return code - 0xFE00 if code < 0xE0000 else code - 0xE0100 + 16


def _find_characters(text: str, references: bool) -> Iterator[HiddenCharacter]:
    flag = -1  # where the tags of a flag end, as long as they follow each other
    count = 0
    for match in (_REFERENCE if references else _LITERAL).finditer(text):
        start, end = match.span()
        character = html.unescape(match[0]) if match[0][0] == "&" else match[0]
        if not _ONE.fullmatch(character):
            continue  # a wrapper, or a reference to a character that is seen
        code = ord(character)
        if 0xE0000 <= code <= _CANCEL_TAG and (start == flag or text[start - 1 : start] == _BLACK_FLAG):
            flag = end
            continue
        kind = _classify(text, start, end, character)
        if kind is not None:
            yield HiddenCharacter(kind, start, character)
            count += 1
            if count >= limits.UNSEEN_CHARACTERS:
                return


def _classify(text: str, start: int, end: int, character: str) -> HiddenKind | None:
    """Classify the kind of a character where it stands, or None where it is normal."""
    before, after = _read_before(text, start), text[end : end + 1]
    code = ord(character)
    if 0xE0000 <= code <= _CANCEL_TAG:
        return HiddenKind.TAG
    if 0xFE00 <= code <= 0xFE0F or code >= 0xE0100:
        return None if _can_take_selector(before, code) else HiddenKind.SELECTOR
    if character == "\ufeff" and text[max(0, start - 7) : start].startswith(_PACKET_BEGIN):
        return None  # how an XMP packet tells its byte order
    if character in "\u200c\u200d" and (_needs_joiner(before) or _needs_joiner(after)):
        return None
    if character == "\u202f" and ((before.isdigit() and after) or after in tuple("!?;:»%€") or before == "«"):
        return None
    return _KINDS.get(character, HiddenKind.DIRECTION)


def _read_before(text: str, start: int) -> str:
    """Return the character before, which may be written as a reference itself."""
    written = (
        _WRITTEN.search(text, max(0, start - _LONGEST_REFERENCE), start) if text[start - 1 : start] == ";" else None
    )
    character = html.unescape(written[0]) if written else ""
    return character if len(character) == 1 else text[start - 1 : start] if start else ""


def _can_take_selector(before: str, code: int) -> bool:
    """Return whether the character before can have variants: emoji, signs, ideographs, some scripts."""
    if not before:
        return False
    category = unicodedata.category(before)
    if code >= 0xE0100:
        return category == "Lo" and ord(before) >= 0x2E80
    if before in _EMOJI_BASES or category in ("So", "Sm", "Sk"):
        return True
    return category[0] in "LP" and ord(before) >= 0x1000  # Myanmar, Mongolian, East Asian letters and punctuation


def _needs_joiner(character: str) -> bool:
    """Return whether a character belongs to emoji or to a script that needs joiners, as Arabic and those of India."""
    if not character:
        return False
    code = ord(character)
    return 0x0590 <= code < 0x10A0 or 0x1780 <= code < 0x18B0 or 0xFE00 <= code <= 0xFEFE or _is_emoji(character)


def _is_emoji(character: str) -> bool:
    return unicodedata.category(character) in ("So", "Sk")


def _find_lookalikes(text: str) -> Iterator[HiddenCharacter]:
    if not _FOREIGN.search(text):
        return
    for count, match in enumerate(word for word in _WORD.finditer(text) if not word[0].isascii()):
        if count >= limits.UNSEEN_CHARACTERS:
            return
        latin = [letter for letter in match[0] if letter.isascii()]
        foreign = [letter for letter in match[0] if not letter.isascii()]
        if len(latin) >= 2 and all(letter in _LOOKALIKES for letter in foreign):
            yield HiddenCharacter(HiddenKind.LOOKALIKE, match.start(), match[0])
