"""Sentences for programs that take words for instructions: everything out of a file stands between fences.

A name in a file may read like an order ("ignore what came before"). In a sentence of ours it would look like ours.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from verify.report.words.catalogue import SafeText, Translator
from verify.report.words.untrusted import SHOWN_CHARACTERS, plain

OPENING: Final = "\N{MATHEMATICAL LEFT DOUBLE ANGLE BRACKET}"
CLOSING: Final = "\N{MATHEMATICAL RIGHT DOUBLE ANGLE BRACKET}"
_ESCAPES: Final = {ord(character): f"⟨U+{ord(character):04X}⟩" for character in (OPENING, CLOSING)}
_DEPTH: Final = 12  # of values in values

Plain = str | int | float | bool | None
Value = Plain | Sequence["Value"] | Mapping[str, "Value"]


class _Said(SafeText):
    """Text of a FencedTranslator: ours, with everything else in it fenced."""

    __slots__ = ()


class FencedTranslator(Translator):
    """Puts each fact between fences, which no fact can contain. Numbers stand alone."""

    def make_safe(self, text: str) -> str:
        """Return a fact between fences, unless this Translator said it. Others may have made it safe, but not ours."""
        return text if isinstance(text, _Said) or text.isdecimal() else fence(text)

    def say(self, text: str) -> SafeText:
        """Mark a text as ours."""
        return _Said(text)


def fence(text: str, limit: int = SHOWN_CHARACTERS) -> str:
    """Put a text between fences, made plain and cut to `limit` characters; fences within it are written out."""
    return f"{OPENING}{plain(text, limit).translate(_ESCAPES)}{CLOSING}" if text else ""


def fence_sentence(sentence: str) -> str:
    """Return a sentence of a FencedTranslator as it is, and between fences what was put together elsewhere."""
    return sentence if isinstance(sentence, _Said) else fence(sentence, len(sentence))


def fence_all(value: object, limit: int) -> Value:
    """Put every text within a value between fences; its keys are names of ours."""
    return _fence_all(value, limit, _DEPTH)


def _fence_all(value: object, limit: int, depth: int) -> Value:
    match value:
        case str():
            return fence(value, limit)
        case bool() | int() | float() | None:
            return value
        case Mapping() if depth:
            return {str(key): _fence_all(each, limit, depth - 1) for key, each in value.items()}
        case list() | tuple() if depth:
            return [_fence_all(each, limit, depth - 1) for each in value]
        case _:
            return None
