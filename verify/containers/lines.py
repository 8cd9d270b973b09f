"""Tells on which line of a text a place is, so that a person finds it in an editor."""

from __future__ import annotations

import bisect
import re


class Lines:
    """The lines of one text, counted once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._ends: list[int] | None = None

    def number(self, at: int) -> int:
        """The line of the character at `at`, from 1."""
        if self._ends is None:
            self._ends = [found.start() for found in re.finditer("\n", self._text)]
        return bisect.bisect_left(self._ends, at) + 1
