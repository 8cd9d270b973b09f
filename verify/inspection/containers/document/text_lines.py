"""Tell on which line of a text a place is, so that a person finds it in an editor."""

from __future__ import annotations


class Lines:
    """The lines of one text, counted as far as was asked; places are best asked for in their order."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._number = 1

    def number(self, at: int) -> int:
        """The line of the character at `at`, from 1."""
        if at < self._at:
            return self._text.count("\n", 0, at) + 1
        self._number += self._text.count("\n", self._at, at)
        self._at = at
        return self._number
