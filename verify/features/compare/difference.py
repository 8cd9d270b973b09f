"""Where two pictures differ that lie over each other: as a picture, and as the parts of the frame that stand out.

Both are first brought to the coarser of their resolutions and to the same light, and what is left evenly over the
whole frame is taken for compression. A small change that is no stronger than that stays unseen, so finding none is no
all-clear. tests/bench/comparing.py prints how often something stands out, with and without a change.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from verify.features.compare.alignment import Alignment, turned
from verify.features.compare.pixels import (
    LUMA,
    Floats,
    blurred,
    footprints,
    highest,
    pixels,
    sampled,
    slopes,
)
from verify.model import Picture

NAME: Final = "difference"

Cell = tuple[int, int]

_STRONGER: Final = 4.0  # times, so that faint differences are seen
# parts of the longer side over which a place must differ to stand out, and the mean difference of 255 that it takes:
# in brightness, and in colour, of which compression keeps less; both measured in the bench
_BRIGHTNESS: Final = (24, 10.0)
_COLOUR: Final = (16, 20.0)
_ABOVE_THE_REST: Final = 3.0  # times the difference that half of the frame shows
# parts of the longer side over which a small place must differ, and what its difference, less that of its wide
# surrounding, must exceed altogether: some levels of 255, the median of the frame so many times, and this share of the
# steepest slope near it that both pictures have, since compression and misfits show at edges; measured in the bench
_FINE: Final = 60
_WIDE: Final = 6
_FINE_LEVELS: Final = 4.0
_FINE_MEDIANS: Final = 6.0
_FINE_SLOPES: Final = 0.25
_EDGE: Final = 1  # pixels at the border of the overlap that are sampled from both sides
_LUMA: Final = np.array(LUMA, np.float32)
_LEAST: Final = 64  # pixels of overlap
_GRID: Final = 3  # rows and columns in which places are named


@dataclass(frozen=True, slots=True)
class Difference:
    """`picture` is bright where the two differ and as large as the first; `places` are (row, column) of a 3 × 3 grid
    of the frame in which something stands out, strongest first, `small` further ones in which only something small
    does. `size` is that of the coarser picture in pixels, at which all this was measured."""

    picture: Picture
    places: tuple[Cell, ...]
    small: tuple[Cell, ...] = ()
    size: tuple[int, int] = (0, 0)


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
    measured = (one.shape[1], one.shape[0])
    if inside.sum() < _LEAST:
        return Difference(_shown(np.zeros((first.height, first.width), np.float32)), (), (), measured)
    lit = _in_the_light_of(one, two, inside)
    apart = one - lit
    apart[~inside] = 0
    unlike, around = np.abs(apart).max(axis=2), _around(apart, inside)
    alone = _alone((apart @ _LUMA).astype(np.float32), np.minimum(_steepest(one), _steepest(lit)), inside)
    least = max(1.0, _ABOVE_THE_REST * float(np.median(around[inside])))
    if found.scale > 1:
        unlike, _ = sampled(unlike, size, found.scale, found.left, found.top)
        around, _ = sampled(around, size, found.scale, found.left, found.top)
        alone, covers = sampled(alone, size, found.scale, found.left, found.top)
        unlike[~covers] = around[~covers] = alone[~covers] = 0
    places = _places(around, least)
    small = tuple(place for place in _places(alone, 1.0) if place not in places)
    return Difference(_shown(unlike), places, small, measured)


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
    bright = np.abs(_smooth(apart @ _LUMA, _BRIGHTNESS[0])) / _BRIGHTNESS[1]
    colour = np.abs(_smooth(apart, _COLOUR[0])).max(axis=2) / _COLOUR[1]
    around: Floats = np.maximum(bright, colour)
    around[~inside] = 0
    return around


def _alone(apart: Floats, slopes_of_both: Floats, inside: NDArray[np.bool_]) -> Floats:
    """How much a small place differs beside its wide surrounding, 1 for what stands out. `apart` is 0 outside."""
    wide = max(4, round(max(apart.shape) / _WIDE / 2))
    share = np.maximum(blurred(inside.astype(np.float32), wide), 1e-3)
    fine = np.abs(_smooth(apart, _FINE) - blurred(apart, wide) / share)
    fine[~inside] = 0
    alone: Floats = fine / (
        _FINE_LEVELS + _FINE_MEDIANS * float(np.median(fine[inside])) + _FINE_SLOPES * slopes_of_both
    )
    return alone


def _steepest(values: Floats) -> Floats:
    """The steepest slope of brightness near each pixel."""
    return highest(slopes(values @ _LUMA), max(2, round(max(values.shape) / _FINE)))


def _smooth(values: Floats, parts: int) -> Floats:
    return blurred(values, max(1, round(max(values.shape) / parts / 2)))


def _places(around: Floats, least: float) -> tuple[Cell, ...]:
    strength: dict[Cell, float] = {}
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
