"""Where two pictures differ that lie over each other: as a picture, and as the parts of the frame that stand out.

Both are first brought to the coarser of their resolutions and to the same light, and what is left evenly over the
whole frame is taken for compression. A small change that is no stronger than that stays unseen.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from verify.compare.alignment import Alignment, turned
from verify.compare.pixels import LUMA, Floats, blurred, footprints, pixels, sampled
from verify.model import Picture

NAME: Final = "difference"

_STRONGER: Final = 4.0  # times, so that faint differences are seen
# parts of the longer side over which a place must differ to stand out, and the mean difference of 255 that it takes:
# in brightness, and in colour, of which compression keeps less; both measured in the bench
_BRIGHTNESS: Final = (24, 10.0)
_COLOUR: Final = (16, 20.0)
_ABOVE_THE_REST: Final = 3.0  # times the difference that half of the frame shows
_EDGE: Final = 1  # pixels at the border of the overlap that are sampled from both sides
_LEAST: Final = 64  # pixels of overlap
_GRID: Final = 3  # rows and columns in which places are named


@dataclass(frozen=True, slots=True)
class Difference:
    """`picture` is bright where the two differ and as large as the first; `places` are (row, column) of a 3 × 3 grid
    of the frame in which something stands out, strongest first."""

    picture: Picture
    places: tuple[tuple[int, int], ...]


def difference(first: Picture, second: Picture, found: Alignment) -> Difference:
    """What differs between `first` and `second`, which lies over it as `found` says."""
    ours, theirs = pixels(first), turned(pixels(second), found)
    size = (first.width, first.height)
    if found.scale > 1:  # the second is coarser: what each of its pixels covers of the first
        two = theirs
        one, inside = footprints(ours, (two.shape[1], two.shape[0]), found.scale, found.left, found.top)
    else:
        one = ours
        two, inside = footprints(theirs, size, 1 / found.scale, -found.left / found.scale, -found.top / found.scale)
    inside = _without_edge(inside)
    if inside.sum() < _LEAST:
        return Difference(_shown(np.zeros((first.height, first.width), np.float32)), ())
    apart = one - _in_the_light_of(one, two, inside)
    apart[~inside] = 0
    unlike, around = np.abs(apart).max(axis=2), _around(apart, inside)
    least = max(1.0, _ABOVE_THE_REST * float(np.median(around[inside])))
    if found.scale > 1:
        unlike, _ = sampled(unlike, size, found.scale, found.left, found.top)
        around, covers = sampled(around, size, found.scale, found.left, found.top)
        unlike[~covers] = around[~covers] = 0
    return Difference(_shown(unlike), _places(around, least))


def _without_edge(inside: NDArray[np.bool_]) -> NDArray[np.bool_]:
    kept = inside.copy()
    for step in range(1, _EDGE + 1):
        kept[step:] &= inside[:-step]
        kept[:-step] &= inside[step:]
        kept[:, step:] &= inside[:, :-step]
        kept[:, :-step] &= inside[:, step:]
    return kept


def _in_the_light_of(one: Floats, two: Floats, inside: NDArray[np.bool_]) -> Floats:
    """`two` with the brightness and contrast of `one`, channel by channel, as most of the frame has them.

    What differs most is left out of the fit, so that a change of content does not pass for one of light.
    """
    lit = two.copy()
    for channel in range(3):
        ours, theirs = one[..., channel][inside], two[..., channel][inside]
        apart = np.abs((ours - np.median(ours)) - (theirs - np.median(theirs)))
        alike = apart <= np.quantile(apart, 0.7)
        spread = float(theirs[alike].std())
        gain = float(np.clip(ours[alike].std() / spread, 0.5, 2.0)) if spread > 1 else 1.0
        lit[..., channel] = (two[..., channel] - theirs[alike].mean()) * gain + ours[alike].mean()
    return lit


def _around(apart: Floats, inside: NDArray[np.bool_]) -> Floats:
    """The mean difference over a small surrounding, 1 for what stands out: compression and edges that lie a little
    off cancel out in it."""
    bright = np.abs(_smooth(apart @ np.array(LUMA, np.float32), _BRIGHTNESS[0])) / _BRIGHTNESS[1]
    colour = np.abs(_smooth(apart, _COLOUR[0])).max(axis=2) / _COLOUR[1]
    around: Floats = np.maximum(bright, colour)
    around[~inside] = 0
    return around


def _smooth(values: Floats, parts: int) -> Floats:
    return blurred(values, max(1, round(max(values.shape) / parts / 2)))


def _places(around: Floats, least: float) -> tuple[tuple[int, int], ...]:
    strength: dict[tuple[int, int], float] = {}
    for row, rows in enumerate(np.array_split(around, _GRID)):
        for column, cell in enumerate(np.array_split(rows, _GRID, axis=1)):
            strongest = float(cell.max(initial=0.0))
            if strongest >= least:
                strength[row, column] = strongest
    return tuple(sorted(strength, key=lambda place: -strength[place]))


def _shown(unlike: Floats) -> Picture:
    values = np.clip(unlike * _STRONGER, 0, 255).astype(np.uint8)
    height, width = values.shape
    return Picture(NAME, width, height, np.repeat(values[..., None], 3, axis=2).tobytes())
