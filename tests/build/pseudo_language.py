"""A made-up language: every message stands in brackets and is a third longer, so that a test sees what is not one."""

from __future__ import annotations

import re

from verify.report.words.catalogue import Words, words_of

_FACT = re.compile(r"\{[^{}]*\}")
_INNERMOST = re.compile(r"⟦[^⟦⟧]*⟧")
_FILLING = "longer words than these "


def pseudo_words() -> dict[str, Words]:
    """Say every English message in the made-up language; addresses stay."""
    return {key: _longer(words) for key, words in words_of("en").items()}


def _longer(words: Words) -> Words:
    match words:
        case str():
            return lengthen(words)
        case list():
            return [lengthen(message) for message in words]
        case forms:
            return {name: lengthen(message) for name, message in forms.items()}


def lengthen(message: str) -> str:
    """The message in brackets, a third longer than its own words."""
    if message.startswith("https://"):
        return message
    missing = -(-len(_FACT.sub("", message)) // 3)
    filling = (_FILLING * (missing // len(_FILLING) + 1))[:missing].strip()
    return f"⟦{message} {filling}⟧" if missing > 3 else f"⟦{message}{'~' * missing}⟧"


def outside(text: str) -> str:
    """What of a text stands outside all messages: parts that were glued on, or were never translated."""
    while _INNERMOST.search(text):
        text = _INNERMOST.sub(" ", text)
    return " ".join(text.split())
