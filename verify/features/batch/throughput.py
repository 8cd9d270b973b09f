"""How fast files are judged, and how long the rest will take at that pace. The caller has the clock."""

from __future__ import annotations

from collections import deque
from typing import Final

_REMEMBERED_SECONDS: Final = 60.0  # older work says little: the next files may be of another kind
_APART_SECONDS: Final = 0.5  # between two marks
_LEAST_SECONDS: Final = 2.0  # before which a pace is a guess


class Pace:
    """The pace of the last minute of work."""

    def __init__(self) -> None:
        self._marks: deque[tuple[float, int]] = deque()  # (seconds, files done by then)

    def note(self, seconds: float, done: int) -> None:
        """Note that `done` files have been judged at this moment."""
        if len(self._marks) > 1 and seconds - self._marks[-2][0] < _APART_SECONDS:
            self._marks[-1] = (seconds, done)  # few marks are enough
            return
        self._marks.append((seconds, done))
        while len(self._marks) > 2 and seconds - self._marks[1][0] > _REMEMBERED_SECONDS:
            self._marks.popleft()

    def files_per_second(self, seconds: float) -> float | None:
        """Return the files judged a second, None where that cannot be told yet."""
        if not self._marks:
            return None
        began, first = self._marks[0]
        took, done = seconds - began, self._marks[-1][1] - first
        return done / took if took >= _LEAST_SECONDS and done > 0 else None

    def seconds_left(self, seconds: float, left: int) -> float | None:
        """Return the seconds that `left` files will take, None where that cannot be told yet."""
        pace = self.files_per_second(seconds)
        return None if pace is None else left / pace
