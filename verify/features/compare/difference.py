"""Where two pictures differ that lie over each other: as a picture, and as the parts of the frame that stand out.

Both are first brought to the coarser of their resolutions and to the same light, and what is left evenly over the
whole frame is taken for compression. A small change that is no stronger than that stays unseen, so finding none is no
all-clear. tests/bench/comparing.py prints how often something stands out, with and without a change.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from verify.features.compare.alignment import Alignment, turn
from verify.features.compare.pixels import (
    LUMA,
    Floats,
    average_footprints,
    blur,
    dilate,
    find_slopes,
    sample,
    to_array,
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


class Difference(Struct, frozen=True):
    """`picture` is bright where the two differ and as large as the first; `places` are (row, column) of a 3 × 3 grid
    of the frame in which something stands out, strongest first, `small` further ones in which only something small
    does. `size` is that of the coarser picture in pixels, at which all this was measured."""

    picture: Picture
    places: tuple[Cell, ...]
    small: tuple[Cell, ...] = ()
    size: tuple[int, int] = (0, 0)


def find_difference(first: Picture, second: Picture, alignment: Alignment) -> Difference:
    """Find where `first` differs from `second`, which lies over it as the alignment `found` says."""
    ours, theirs = to_array(first), turn(to_array(second), alignment)
    size = (first.width, first.height)
    if alignment.scale > 1:  # the second is coarser: what each of its pixels covers of the first
        two = theirs
        one, inside = average_footprints(
            ours, (two.shape[1], two.shape[0]), alignment.scale, alignment.left, alignment.top
        )
    else:
        one = ours
        two, inside = average_footprints(
            theirs, size, 1 / alignment.scale, -alignment.left / alignment.scale, -alignment.top / alignment.scale
        )
    inside = _erode_edge(inside)
    measured = (one.shape[1], one.shape[0])
    if inside.sum() < _LEAST:
        return Difference(_draw(np.zeros((first.height, first.width), np.float32)), (), (), measured)
    lit = _match_light(one, two, inside)
    apart = one - lit
    apart[~inside] = 0
    unlike, around = np.abs(apart).max(axis=2), _mean_differences(apart, inside)
    alone = _small_differences(
        (apart @ _LUMA).astype(np.float32), np.minimum(_steepest_slopes(one), _steepest_slopes(lit)), inside
    )
    least = max(1.0, _ABOVE_THE_REST * float(np.median(around[inside])))
    if alignment.scale > 1:
        unlike, _ = sample(unlike, size, alignment.scale, alignment.left, alignment.top)
        around, _ = sample(around, size, alignment.scale, alignment.left, alignment.top)
        alone, covers = sample(alone, size, alignment.scale, alignment.left, alignment.top)
        unlike[~covers] = around[~covers] = alone[~covers] = 0
    places = _rank_cells(around, least)
    small = tuple(place for place in _rank_cells(alone, 1.0) if place not in places)
    return Difference(_draw(unlike), places, small, measured)


def _erode_edge(inside: NDArray[np.bool_]) -> NDArray[np.bool_]:
    eroded = inside.copy()
    for step in range(1, _EDGE + 1):
        eroded[step:] &= inside[:-step]
        eroded[:-step] &= inside[step:]
        eroded[:, step:] &= inside[:, :-step]
        eroded[:, :-step] &= inside[:, step:]
    return eroded


def _match_light(one: Floats, two: Floats, inside: NDArray[np.bool_]) -> Floats:
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


def _mean_differences(apart: Floats, inside: NDArray[np.bool_]) -> Floats:
    """Return the mean difference over a small surrounding, 1 for what stands out.

    Compression and edges that lie a little off cancel out in it.
    """
    bright = np.abs(_smooth(apart @ _LUMA, _BRIGHTNESS[0])) / _BRIGHTNESS[1]
    colour = np.abs(_smooth(apart, _COLOUR[0])).max(axis=2) / _COLOUR[1]
    around: Floats = np.maximum(bright, colour)
    around[~inside] = 0
    return around


def _small_differences(apart: Floats, slopes_of_both: Floats, inside: NDArray[np.bool_]) -> Floats:
    """Return by how much small places differ beside their surroundings, 1 for what stands out. `apart` is 0 outside."""
    wide = max(4, round(max(apart.shape) / _WIDE / 2))
    share = np.maximum(blur(inside.astype(np.float32), wide), 1e-3)
    fine = np.abs(_smooth(apart, _FINE) - blur(apart, wide) / share)
    fine[~inside] = 0
    alone: Floats = fine / (
        _FINE_LEVELS + _FINE_MEDIANS * float(np.median(fine[inside])) + _FINE_SLOPES * slopes_of_both
    )
    return alone


def _steepest_slopes(values: Floats) -> Floats:
    """Return the steepest slope of brightness near each pixel."""
    return dilate(find_slopes(values @ _LUMA), max(2, round(max(values.shape) / _FINE)))


def _smooth(values: Floats, parts: int) -> Floats:
    return blur(values, max(1, round(max(values.shape) / parts / 2)))


def _rank_cells(around: Floats, least: float) -> tuple[Cell, ...]:
    strength: dict[Cell, float] = {}
    for row, rows in enumerate(np.array_split(around, _GRID)):
        for column, cell in enumerate(np.array_split(rows, _GRID, axis=1)):
            strongest = float(cell.max(initial=0.0))
            if strongest >= least:
                strength[row, column] = strongest
    return tuple(sorted(strength, key=lambda place: -strength[place]))


def _draw(unlike: Floats) -> Picture:
    values = np.clip(unlike * _STRONGER, 0, 255).astype(np.uint8)
    height, width = values.shape
    return Picture(NAME, width, height, np.repeat(values[..., None], 3, axis=2).tobytes())
