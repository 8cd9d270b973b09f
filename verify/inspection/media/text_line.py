"""A line of text as it was read in a picture."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text that was read: its words, the reader's certainty (0 to 1) and the box around it in pixels."""

    text: str
    score: float
    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The right side of the box."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """The lower side of the box."""
        return self.top + self.height

    @property
    def middle(self) -> float:
        """The middle of the box, across."""
        return self.left + self.width / 2

    @property
    def level(self) -> float:
        """The middle of the box, down."""
        return self.top + self.height / 2
