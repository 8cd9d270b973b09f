"""The visible four-pointed star ("sparkle") that Gemini's apps lay over a picture's lower right corner.

White at partial strength, 36, 48 or 96 pixels wide, as far from the right edge as from the bottom. The star's form
is computed here from its geometry. Anyone can draw one, so a hit is a statement and never more.

White laid over a ground, `seen = a·255 + (1 − a)·ground`, means `255 − seen = (1 − a)·(255 − ground)`: in the logarithm
of the darkness the star adds one and the same step everywhere along its outline, whatever lies below. So the step is
measured across the outline, in pairs of pixels inside and outside. A star's steps agree, in all four quarters and all
three colours; those of a picture that merely looks like one at this place do not.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

SIZES: Final = (36, 48, 96)  # pixels; the service's own, before anybody scales the picture
LEAST_AGREEMENT: Final = 0.3
LEAST_QUARTER: Final = 0.7  # of the whole outline's step, in the quarter where it is smallest
MOST_QUARTER: Final = 1.35  # and where it is largest
STRENGTHS: Final = (0.2, 0.64)  # seen are 0.31, 0.36 and 0.51

_MARGINS: Final = (0.15, 1.45)  # distance to the edges as a share of the size; seen are 0.67, 1.25 and, cut, 0.22
_CURVE: Final = 0.72  # |x|^p + |y|^p = 1, measured on stars of all three sizes
_OVERSAMPLING: Final = 8
_ACROSS: Final = 3  # pixels between the two of a pair
_BRIGHTEST: Final = 240  # a brighter ground takes no white, so it tells nothing
_DARKNESS: Final = 6.0  # below it the steps of 8 bits are too coarse for a logarithm
_LEAST_PAIRS: Final = 0.4  # of all pairs that must tell something
_LARGE_STEP: Final = 0.5  # steps count up to here, so that edges of the ground do not drown the star's
_FIRST_LOOK: Final = 3  # of so many pairs one is taken to choose the places
_CANDIDATES: Final = 4  # places per size that are measured in all colours

Floats = NDArray[np.float32]
Places = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Sparkle:
    """A star's place in pixels of the picture, its size, and how it fits.

    `strength` is the share of white (0 to 1); `agreement` the share of the steps along the outline that one constant
    step explains (1: all of them, 0 or less: it explains nothing); `quarters` the smallest and largest step of the
    outline's four quarters relative to that of the whole.
    """

    left: int
    top: int
    size: int
    strength: float
    agreement: float
    quarters: tuple[float, float]

    @property
    def is_even(self) -> bool:
        """Whether all four quarters show the same step, and it is one that the service uses."""
        return (
            STRENGTHS[0] < self.strength < STRENGTHS[1]
            and self.quarters[0] > LEAST_QUARTER
            and self.quarters[1] < MOST_QUARTER
        )

    @property
    def fits(self) -> bool:
        """Whether it is a star beyond the limits that are measured in docs/measurements/visible.md."""
        return self.is_even and self.agreement > LEAST_AGREEMENT


@cache
def draw_star(size: int) -> Floats:
    """Draw how much of each pixel the star covers, 0 to 1, size × size, its points touching the frame."""
    count = size * _OVERSAMPLING
    axis = np.abs((np.arange(count) + 0.5) / count * 2 - 1)
    inside = (axis[None, :] ** _CURVE + axis[:, None] ** _CURVE <= 1).astype(np.float32)
    covered: Floats = inside.reshape(size, _OVERSAMPLING, size, _OVERSAMPLING).mean(axis=(1, 3))
    return covered


def find_best(pixels: NDArray[np.uint8]) -> Sparkle | None:
    """Find the place in `pixels` (height × width × 3) that fits a star best; None without room or evidence.

    Looks along the diagonal of the lower right corner only: right and bottom margins are the same.
    """
    height, width = pixels.shape[:2]
    reach = min(height, width, int(max(SIZES) * (1 + _MARGINS[1])) + 1)
    corner = pixels[height - reach :, width - reach :]
    darkness = _compute_darkness_table()[corner]
    grey = np.pad(darkness.sum(axis=2) / 3, _ACROSS, mode="edge")  # a pair may reach beyond the picture
    candidates = [
        one
        for size in SIZES
        for start in _find_along_diagonal(grey, size)
        if (one := _measure(corner, darkness, size, start))
    ]
    one = max(candidates, key=lambda one: (one.is_even, one.agreement), default=None)
    if one is None:
        return None
    left, top = width - reach + one.left, height - reach + one.top
    return Sparkle(left, top, one.size, one.strength, one.agreement, one.quarters)


def find(pixels: NDArray[np.uint8]) -> Sparkle | None:
    """Find the star in `pixels` (height × width × 3), or None."""
    star = find_best(pixels)
    return star if star is not None and star.fits else None


@cache
def _compute_darkness_table() -> Floats:
    """Return the logarithm of the darkness of each of the 256 values."""
    table: Floats = np.log(np.maximum(255.0 - np.arange(256), _DARKNESS)).astype(np.float32)
    return table


@cache
def _list_outline_pairs(size: int) -> tuple[Places, Places]:
    """List pairs of pixels across the outline: (4, n) rows and columns inside and outside, and each one's quarter."""
    room = _ACROSS + 1
    covered = np.pad(draw_star(size), room)
    pairs = []
    for down, right in ((0, _ACROSS), (_ACROSS, 0), (0, -_ACROSS), (-_ACROSS, 0)):
        across = np.roll(covered, (-down, -right), (0, 1))
        rows, columns = np.nonzero((covered >= 0.97) & (across <= 0.03))
        pairs.append(np.stack([rows, columns, rows + down, columns + right]))
    places = np.concatenate(pairs, axis=1) - room
    quarters = (places[0] >= size / 2) * 2 + (places[1] >= size / 2)
    order = np.argsort(quarters, kind="stable")
    return places[:, order], quarters[order]


def _find_along_diagonal(grey: Floats, size: int) -> list[int]:
    """Find the likely places on the diagonal of the corner (`grey`: its darkness, padded) for a star of this size."""
    reach = grey.shape[0] - 2 * _ACROSS
    first = max(0, reach - size - int(size * _MARGINS[1]))
    last = reach - size - int(size * _MARGINS[0])
    if last < first:
        return []
    # a first look at every third pair, without colour
    places = _list_outline_pairs(size)[0][:, ::_FIRST_LOOK]
    flat, line = grey.ravel(), grey.shape[1]
    starts = (np.arange(first, last + 1)[:, None] + _ACROSS) * (line + 1)
    steps = flat[starts + (places[0] * line + places[1])] - flat[starts + (places[2] * line + places[3])]
    agreements = _measure_agreement(steps)
    return [first + int(start) for start in np.argsort(-agreements)[:_CANDIDATES] if agreements[start] > 0]


def _measure_agreement(steps: Floats) -> Floats:
    """Measure per row the share of the steps that one constant step explains, large ones cut."""
    constant = _compute_median(steps)[..., np.newaxis]
    left = np.minimum(np.abs(steps - constant), _LARGE_STEP).sum(axis=-1)
    whole = np.minimum(np.abs(steps), _LARGE_STEP).sum(axis=-1)
    explained: Floats = np.where(constant[..., 0] < 0, 1 - left / np.maximum(whole, 1e-6), -1.0).astype(np.float32)
    return explained


def _compute_median(values: Floats) -> Floats:
    """Compute the median along the last axis as `np.median` does, which loads masked arrays first: 10 ms."""
    middle = values.shape[-1] // 2
    if values.shape[-1] % 2:
        return np.asarray(np.partition(values, middle, axis=-1)[..., middle])
    parted = np.partition(values, (middle - 1, middle), axis=-1)
    return np.asarray((parted[..., middle - 1] + parted[..., middle]) / 2)


def _measure(corner: NDArray[np.uint8], darkness: Floats, size: int, start: int) -> Sparkle | None:
    """Measure the star at this start of the diagonal in all colours; None where the ground is too bright to tell."""
    places, quarters = _list_outline_pairs(size)
    reach = corner.shape[0]
    rows, columns = np.clip(start + places[2], 0, reach - 1), np.clip(start + places[3], 0, reach - 1)
    telling = corner[rows, columns] <= _BRIGHTEST
    if telling.mean() < _LEAST_PAIRS:
        return None
    steps = darkness[start + places[0], start + places[1]] - darkness[rows, columns]
    step = float(_compute_median(steps[telling]))
    if step >= 0:
        return None
    steps_by_quarter = [steps[quarters == quarter][telling[quarters == quarter]] for quarter in range(4)]
    shares = [float(_compute_median(one)) / step if one.size else 0.0 for one in steps_by_quarter]
    agreement = float(_measure_agreement(steps[telling]))
    limits = (round(min(shares), 3), round(max(shares), 3))
    return Sparkle(start, start, size, round(1 - float(np.exp(step)), 3), round(agreement, 3), limits)
