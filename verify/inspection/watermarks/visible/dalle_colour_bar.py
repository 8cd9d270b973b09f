"""The row of five coloured squares that DALL·E 2 put into the lower right corner of what it made or changed.

Yellow, cyan, green, orange, blue; 16 pixels each at 1024 × 1024, flush with the corner; looked for at half to one and
a half times that size. Anyone can draw one, so a hit is a statement and never more.
"""

from __future__ import annotations

from functools import cache
from typing import Final

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

COLOURS: Final = ((255, 255, 102), (66, 255, 255), (81, 218, 76), (255, 110, 60), (60, 70, 255))
SIDES: Final = tuple(range(8, 25))  # pixels of one square
MOST_DISTANCE: Final = (
    48  # of the worst square's mean colour in its worst channel, 0 to 255; JPEG shifts saturated ones
)
MOST_SPREAD: Final = 24  # standard deviation within the worst square: they are flat
LEAST_CORRELATION: Final = 0.8  # of the whole row with the ideal one
_LAST: Final = SIDES[0]  # pixels of the corner that lie in the last square at every size
LEAST_CONTRAST: Final = 40  # between the row and what lies above it, so that a larger pattern is not cut into a bar

Floats = NDArray[np.float32]


class ColourBar(Struct, frozen=True):
    """A row of squares in the lower right corner: its place in pixels and how well it fits."""

    left: int
    top: int
    side: int  # of one square
    distance: float  # of the worst square's colour from the ideal, 0 to 255
    spread: float  # within the least flat square
    correlation: float  # with the ideal row, over all three colours
    contrast: float  # to what lies above, in the square where it is smallest but one

    @property
    def fits(self) -> bool:
        """Whether colours, flatness, form and surroundings are all within the limits."""
        return (
            self.distance <= MOST_DISTANCE
            and self.spread <= MOST_SPREAD
            and self.correlation >= LEAST_CORRELATION
            and self.contrast >= LEAST_CONTRAST
        )


def find_best(pixels: NDArray[np.uint8]) -> ColourBar | None:
    """Find the size at which the corner of `pixels` (height × width × 3) is most like the bar; None without room."""
    height, width = pixels.shape[:2]
    tallest, widest = min(height, 2 * SIDES[-1]), min(width, 5 * SIDES[-1])
    corner = pixels[height - tallest :, width - widest :].astype(np.float32)
    candidates = [
        _measure(corner, side, width - 5 * side, height - side)
        for side in SIDES
        if 2 * side <= height and 5 * side <= width
    ]
    return max(candidates, key=lambda one: (one.fits, one.correlation), default=None)


def find(pixels: NDArray[np.uint8]) -> ColourBar | None:
    """Find the bar in `pixels` (height × width × 3), or None."""
    last = pixels[-_LAST:, -_LAST:].reshape(-1, 3).mean(axis=0)
    if np.abs(last - COLOURS[-1]).max() > MOST_DISTANCE + MOST_SPREAD:  # the last square is not blue, at any size
        return None
    bar = find_best(pixels)
    return bar if bar is not None and bar.fits else None


@cache
def _draw_ideal(side: int) -> Floats:
    row = np.repeat(np.array(COLOURS, np.float32)[None], side, axis=1)
    whole: Floats = np.repeat(row, side, axis=0)
    return whole


def _measure(corner: Floats, side: int, left: int, top: int) -> ColourBar:
    bar = corner[-side:, -5 * side :]
    edge = max(1, side // 5)  # smeared by scaling and by JPEG
    squares = bar.reshape(side, 5, side, 3)[edge:-edge, :, edge:-edge]
    means = squares.mean(axis=(0, 2))
    above = (
        corner[-2 * side : -side, -5 * side :].reshape(side, 5, side, 3)[edge:-edge, :, edge:-edge].mean(axis=(0, 2))
    )
    ideal = _draw_ideal(side)
    first, second = bar - bar.mean(axis=(0, 1)), ideal - ideal.mean(axis=(0, 1))
    power = float(np.sqrt((first * first).sum() * (second * second).sum()))
    return ColourBar(
        left,
        top,
        side,
        round(float(np.abs(means - np.array(COLOURS)).max()), 1),
        round(float(squares.std(axis=(0, 2)).max()), 1),
        round(float((first * second).sum()) / power, 3) if power > 0 else 0.0,
        round(float(np.sort(np.abs(above - means).max(axis=1))[1]), 1),
    )
