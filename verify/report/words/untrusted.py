"""Makes untrusted text fit to be shown: bounded, and with nothing in it that a reader cannot see.

It interprets no markup and drops nothing in silence: what it cuts or replaces stands in ⟨ ⟩.
"""

from __future__ import annotations

import unicodedata
from typing import Final

SHOWN_CHARACTERS: Final = 200  # of one fact within a sentence
STACKED_MARKS: Final = 4  # combining marks on one character; more of them would paint over other lines

# Invisible or blank although their category does not say so: grapheme joiner, Hangul and Khmer fillers, Braille blank.
_BLANKS: Final = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
# Controls, formats (bidi and zero-width among them), surrogates, private use, unassigned, line and paragraph breaks.
_HIDDEN_CATEGORIES: Final = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))


def plain(text: str, limit: int = SHOWN_CHARACTERS) -> str:
    """Write every control, bidi and zero-width character as ⟨U+202E⟩, and cut `text` to `limit` characters.

    Where more was there, the number of characters left out follows as ⟨+1234⟩.
    """
    if len(text) <= limit and text.isascii() and text.isprintable():
        return text
    beginning = text[:limit]
    characters = []
    marks = 0
    for character in beginning:
        marks = marks + 1 if unicodedata.combining(character) else 0
        characters.append(f"⟨U+{ord(character):04X}⟩" if marks > STACKED_MARKS or _hidden(character) else character)
    if len(text) > limit:
        characters.append(f"…⟨+{len(text) - limit}⟩")
    return "".join(characters)


def _hidden(character: str) -> bool:
    if " " <= character <= "~":
        return False
    if "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef":
        return True  # variation selectors can carry whole hidden messages
    return character in _BLANKS or unicodedata.category(character) in _HIDDEN_CATEGORIES
