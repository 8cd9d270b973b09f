"""The visible four-pointed star ("sparkle") that Gemini's apps lay over a picture's lower right corner.

White at partial strength, 36, 48 or 96 pixels wide, as far from the right edge as from the bottom; in a picture that
somebody scaled, of another size and as far away in proportion. The star's form is computed here from its geometry.
Anyone can draw one, so a hit is a statement and never more.

White laid over a ground, `seen = a·255 + (1 − a)·ground`, means `255 − seen = (1 − a)·(255 − ground)`: in the logarithm
of the darkness the star adds one and the same step everywhere along its outline, whatever lies below. So the step is
measured across the outline, in pairs of pixels inside and outside. A star's steps agree, in all four quarters and all
three colours; those of a picture that merely looks like one at this place do not.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, lru_cache, partial
from typing import Final

import numpy as np
from msgspec import Struct
from msgspec.structs import replace
from numpy.typing import NDArray

SIZES: Final = (36, 48, 96)  # pixels; the service's own, before anybody scales the picture
SCALED_SIZES: Final = tuple(sorted({round(20 * 1.05**step) for step in range(41)}))  # 20 to 141 pixels
# in films: size, margins to the right and below, and the shorter side of the frame that they belong to, in pixels
FILM_PLACES: Final = ((48, 72, 72, 720), (56, 92, 92, 720), (96, 192, 192, 1080), (44, 29, 40, 720), (48, 29, 40, 720))
LEAST_AGREEMENT: Final = 0.3
LEAST_QUARTER: Final = 0.7  # of the whole outline's step, in the quarter where it is smallest
MOST_QUARTER: Final = 1.35  # and where it is largest
STRENGTHS: Final = (0.2, 0.64)  # seen are 0.31, 0.36 and 0.51

_MARGINS: Final = (0.15, 1.45)  # distance to the edges as a share of the size; seen are 0.67, 1.25 and, cut, 0.22
_FAR_MARGINS: Final = (1.5, 2.0)  # the same in frames of films; in pictures of Gemini 3.6 as well
_SCALED_MARGINS: Final = (0.667, 1.278, *_FAR_MARGINS)  # those of the service, which scaling keeps
_MARGIN_SLACK: Final = 0.04  # of the size
_CURVE: Final = 0.72  # |x|^p + |y|^p = 1, measured on stars of all three sizes
_OVERSAMPLING: Final = 8
_ACROSS: Final = 3  # pixels between the two of a pair
_BRIGHTEST: Final = 240  # a brighter ground takes no white, so it tells nothing
_DARKNESS: Final = 6.0  # below it the steps of 8 bits are too coarse for a logarithm
_LEAST_PAIRS: Final = 0.4  # of all pairs that must tell something
_LARGE_STEP: Final = 0.5  # steps count up to here, so that edges of the ground do not drown the star's
_FIRST_LOOK: Final = 3  # of so many pairs one is taken to choose the places
_CANDIDATES: Final = 4  # places per size that are measured in all colours
_LEAST_FIRST_LOOK: Final = 0.2  # agreement without colour of a scaled one that is measured in all colours
_LEAST_MEAN: Final = -0.08  # of the steps; that of the faintest star is -0.22, and white pixels of the ground have none
_ROUNDING: Final = 0.0001  # of a mean: sums in another order differ by far less

Floats = NDArray[np.float32]
Places = NDArray[np.intp]


class Sparkle(Struct, frozen=True):
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
    half = (size + 1) // 2  # one quarter is drawn and mirrored
    axis = np.abs((np.arange(half * _OVERSAMPLING) + 0.5) / (size * _OVERSAMPLING) * 2 - 1) ** _CURVE
    # each fine row of the star is one stretch about the middle, and covers so many of eight fine columns of a pixel
    middle = size * _OVERSAMPLING // 2
    begins = (middle - np.searchsorted(axis[:middle][::-1], 1 - axis, side="right"))[:, None]
    ends = np.arange(1, half + 1) * _OVERSAMPLING
    within = (np.minimum(ends, 2 * middle - begins) - np.maximum(ends - _OVERSAMPLING, begins)).clip(0)
    quarter = within.reshape(half, _OVERSAMPLING, half).sum(axis=1, dtype=np.float32) / np.float32(_OVERSAMPLING**2)
    mirrored = np.minimum(np.arange(size), np.arange(size)[::-1])
    covered: Floats = quarter[np.ix_(mirrored, mirrored)]
    return covered


def find_best(pixels: NDArray[np.uint8]) -> Sparkle | None:
    """Find the place in `pixels` (height × width × 3) that fits a star best; None without room or evidence.

    Looks along the diagonal of the lower right corner only: right and bottom margins are the same.
    """
    return _find_best(_Corner.cut(pixels, SIZES[-1] * 3), _list_starts, SIZES)


def find_best_scaled(pixels: NDArray[np.uint8]) -> Sparkle | None:
    """Find the best star of any size whose margin is in proportion one of the service's."""
    return _find_best(_Corner.cut(pixels, SCALED_SIZES[-1] * 3), _list_scaled_starts, SCALED_SIZES, _LEAST_FIRST_LOOK)


def find(pixels: NDArray[np.uint8]) -> Sparkle | None:
    """Find the star in `pixels` (height × width × 3), at its own size or scaled, or None."""
    corner = _Corner.cut(pixels, SCALED_SIZES[-1] * 3)
    star = _find_best(corner, _list_starts, SIZES)
    if star is None or not star.fits:
        star = _find_best(corner, _list_scaled_starts, _choose_scaled_sizes(corner), _LEAST_FIRST_LOOK)
    return star if star is not None and star.fits else None


def find_in_film(pixels: NDArray[np.uint8], lines: int) -> Sparkle | None:
    """Find the star where Google's films have it, in the lower right corner of a frame whose shorter side is `lines`.

    Sizes and places come from public descriptions of such films; no such film was at hand.
    """
    for size, right, below, of_lines in FILM_PLACES:
        scale = lines / of_lines
        shift = round((below - right) * scale)  # what is cut off below makes the margins equal
        part = pixels[: pixels.shape[0] - shift]
        sizes = tuple(sorted({round(size * scale) + step for step in (-1, 0, 1)}))
        corner = _Corner.cut(part, round((size + right) * scale * 1.1))
        star = _find_best(corner, partial(_list_film_starts, share=right / size), sizes)
        if star is not None and star.fits:
            return star
    return None


class _Corner(Struct, frozen=True):
    """The lower right corner of a picture: its place there, its pixels, their darkness, and that without colour."""

    left: int
    top: int
    pixels: NDArray[np.uint8]
    darkness: Floats
    grey: Floats  # padded, since a pair may reach beyond the picture

    @classmethod
    def cut(cls, pixels: NDArray[np.uint8], most: int) -> _Corner | None:
        """Cut a square of at most `most` pixels out of `pixels`; None where there are none."""
        height, width = pixels.shape[:2]
        reach = min(height, width, most)
        if reach <= 0:
            return None
        corner = pixels[height - reach :, width - reach :]
        darkness = _compute_darkness_table().take(corner)
        # colour by colour: a sum along an axis of three takes seventeen times as long
        mean: Floats = (darkness[..., 0] + darkness[..., 1] + darkness[..., 2]) / np.float32(3)
        grey = np.pad(mean, _ACROSS, mode="edge")
        return cls(width - reach, height - reach, corner, darkness, grey)


def _find_best(
    corner: _Corner | None, list_starts: Callable[[int, int], Places], sizes: Sequence[int], least: float = 0.0
) -> Sparkle | None:
    """Find the best star of `sizes` in a corner, at the places that `list_starts` gives for its side and a size."""
    if corner is None:
        return None
    reach = corner.pixels.shape[0]
    candidates = [
        one
        for size in sizes
        for start in _choose(corner.grey, size, reach - list_starts(reach, size), least)
        if (one := _measure(corner.pixels, corner.darkness, size, start))
    ]
    one = max(candidates, key=lambda one: (one.is_even, one.agreement), default=None)
    return replace(one, left=corner.left + one.left, top=corner.top + one.top) if one else None


def _choose_scaled_sizes(corner: _Corner | None) -> Sequence[int]:
    """Choose those scaled sizes that the first look likes somewhere, all of them in one pass: in most corners none."""
    if corner is None:
        return ()
    look = _list_scaled_pairs(corner.pixels.shape[0], corner.grey.shape[1])
    if not look.begins.size:
        return ()
    flat = corner.grey.ravel()
    steps = flat.take(look.inside)
    steps -= flat.take(look.outside)
    likely = np.add.reduceat(steps, look.begins) < (_LEAST_MEAN + _ROUNDING) * look.counts
    return sorted(set(look.sizes[likely].tolist()))


class _ScaledPairs(Struct, frozen=True):
    """The pairs of the first look at all scaled sizes, as places in the flat corner, and where each start's begin."""

    inside: Places
    outside: Places
    begins: Places
    counts: Places
    sizes: Places  # of each start


@lru_cache(4)
def _list_scaled_pairs(reach: int, line: int) -> _ScaledPairs:
    inside, outside, sizes, counts = [], [], [], []
    for size in SCALED_SIZES:
        starts = reach - _list_scaled_starts(reach, size)
        first, second = _place_first_look(size, starts, line)
        inside.append(first.ravel())
        outside.append(second.ravel())
        sizes += [size] * len(starts)
        counts += [first.shape[1]] * len(starts)
    ends = np.cumsum(counts, dtype=np.intp)
    return _ScaledPairs(
        np.concatenate(inside), np.concatenate(outside), ends - counts, np.array(counts, np.intp), np.array(sizes)
    )


def _place_first_look(size: int, starts: Places, line: int) -> tuple[Places, Places]:
    """Place every third pair of each start in the flat corner, padded and `line` long: starts × pairs."""
    places = _list_outline_pairs(size)[0][:, ::_FIRST_LOOK]
    firsts = (starts[:, None] + _ACROSS) * (line + 1)
    return firsts + (places[0] * line + places[1]), firsts + (places[2] * line + places[3])


@lru_cache(1024)
def _list_starts(room: int, size: int) -> Places:
    """List how far from the corner a star of this size may begin, in up to `room` pixels along the diagonal."""
    near = np.arange(int(size * _MARGINS[0]), int(size * _MARGINS[1]) + 1)
    return _bound(room, size + np.concatenate([near, *(_list_near(size, share) for share in _FAR_MARGINS)]))


@lru_cache(1024)
def _list_scaled_starts(room: int, size: int) -> Places:
    return _bound(room, size + np.concatenate([_list_near(size, share) for share in _SCALED_MARGINS]))


def _list_film_starts(room: int, size: int, *, share: float) -> Places:
    return _bound(room, size + _list_near(size, share))


def _list_near(size: int, share: float) -> Places:
    slack = max(1, round(size * _MARGIN_SLACK))
    return np.arange(round(size * share) - slack, round(size * share) + slack + 1)


def _bound(room: int, starts: Places) -> Places:
    fitting = sorted(set(starts[starts <= room].tolist()))  # np.unique would load masked arrays, which takes 8 ms
    return np.array(fitting, dtype=starts.dtype)


@cache
def _compute_darkness_table() -> Floats:
    """Return the logarithm of the darkness of each of the 256 values."""
    table: Floats = np.log(np.maximum(255.0 - np.arange(256), _DARKNESS)).astype(np.float32)
    return table


@cache
def _list_outline_pairs(size: int) -> tuple[Places, tuple[slice, ...]]:
    """List pairs of pixels across the outline: (4, n) rows and columns inside and outside; and each quarter's own."""
    room = _ACROSS + 1
    covered = np.zeros((size + 2 * room, size + 2 * room), np.float32)
    covered[room:-room, room:-room] = draw_star(size)
    line = size + 2 * room
    inside = np.flatnonzero(covered >= 0.97)
    outside = (covered <= 0.03).ravel()
    ways = (_ACROSS, _ACROSS * line, -_ACROSS, -_ACROSS * line)  # right, down, left, up; the room is wider than a step
    firsts = [inside[outside[inside + way]] for way in ways]
    flat = np.stack(
        [np.concatenate(firsts), np.concatenate([one + way for one, way in zip(firsts, ways, strict=True)])]
    )
    rows, columns = flat // line - room, flat % line - room
    quarters = (rows[0] >= size / 2) * 2 + (columns[0] >= size / 2)
    places = np.stack([rows[0], columns[0], rows[1], columns[1]])
    ends = np.cumsum(np.bincount(quarters, minlength=4)).tolist()
    of_quarters = tuple(slice(begin, end) for begin, end in zip((0, *ends), ends, strict=False))
    return places[:, np.argsort(quarters, kind="stable")], of_quarters


def _choose(grey: Floats, size: int, starts: Places, least: float) -> list[int]:
    """Choose the likely of the `starts` on the diagonal of the corner (`grey`: its darkness, padded)."""
    if not starts.size:
        return []
    # a first look, without colour
    inside, outside = _place_first_look(size, starts, grey.shape[1])
    flat = grey.ravel()
    steps = flat[inside] - flat[outside]
    likely = steps.mean(axis=1) < _LEAST_MEAN  # most places of most pictures are gone with it, and it costs little
    if not likely.any():
        return []
    starts, steps = starts[likely], steps[likely]
    agreements = _measure_agreement(steps)
    return [int(starts[one]) for one in np.argsort(-agreements)[:_CANDIDATES] if agreements[one] > least]


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
    parted = values.copy()
    if values.shape[-1] % 2:
        parted.partition(middle, axis=-1)
        return np.asarray(parted[..., middle])
    parted.partition((middle - 1, middle), axis=-1)
    return np.asarray((parted[..., middle - 1] + parted[..., middle]) / 2)


def _measure(corner: NDArray[np.uint8], darkness: Floats, size: int, start: int) -> Sparkle | None:
    """Measure the star at this start of the diagonal in all colours; None where the ground is too bright to tell."""
    places, quarters = _list_outline_pairs(size)
    reach = corner.shape[0]
    rows, columns = np.minimum(np.maximum(start + places[2:], 0), reach - 1)
    telling = corner[rows, columns] <= _BRIGHTEST
    if np.count_nonzero(telling) < _LEAST_PAIRS * telling.size:
        return None
    steps = darkness[start + places[0], start + places[1]] - darkness[rows, columns]
    step = float(_compute_median(steps[telling]))
    if step >= 0:
        return None
    steps_by_quarter = [steps[quarter][telling[quarter]] for quarter in quarters]
    shares = [float(_compute_median(one)) / step if one.size else 0.0 for one in steps_by_quarter]
    agreement = float(_measure_agreement(steps[telling]))
    limits = (round(min(shares), 3), round(max(shares), 3))
    return Sparkle(start, start, size, round(1 - float(np.exp(step)), 3), round(agreement, 3), limits)
