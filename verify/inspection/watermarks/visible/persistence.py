"""Find visible marks that persist in frames of a video: not in one, but in several in a row, at the same place.

Scenes pass; a label or logo stays. GB 45438-2025, 5.4, asks for two seconds of a label.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

LEAST_FRAMES: Final = 3  # in a row, of those that are looked at
LEAST_SECONDS: Final = 2.0  # from the first to the last
LEAST_SHARE: Final = 0.6  # of a video that is shorter than that

Mark = TypeVar("Mark")


@dataclass(frozen=True, slots=True)
class FrameRun:
    """A mark that stays: indices of the first and the last frame looked at in which it was seen."""

    first: int
    last: int


def find_longest(
    times: Sequence[float], marks: Sequence[Mark | None], are_same: Callable[[Mark, Mark], bool], seconds: float
) -> FrameRun | None:
    """Find the longest run of the same mark over the frames at `times` of a video of `seconds`; None if too short.

    `marks` holds what was seen in each frame, None where nothing was.
    """
    best: FrameRun | None = None
    first = 0
    for index, mark in enumerate(marks):
        before = marks[index - 1] if index else None
        if mark is None or before is None or not are_same(before, mark):
            first = index
        if mark is not None and (best is None or index - first > best.last - best.first):
            best = FrameRun(first, index)
    whole = max(seconds, times[-1]) if times else 0.0
    needed = min(LEAST_SECONDS, LEAST_SHARE * whole)
    if best is None or best.last - best.first + 1 < LEAST_FRAMES or times[best.last] - times[best.first] < needed:
        return None
    return best
