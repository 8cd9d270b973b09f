"""Decides whether two imprints show the same picture: where one lies in the other, and whether the pixels agree there.

Both imprints are all it needs. Parts that different pictures share, as the frame of a page or an app, do not suffice.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from verify.model import Imprint, Picture, limits

KEPT_LANDMARKS: Final = 48  # of the remembered picture; the picture that comes in brings all it has
WHOLE_BITS: Final = 64  # of 256 that ISCC codes may differ in to be worth a look at the pixels

_SKETCH_BITS: Final = 32  # of 128 that the surroundings of the same point may differ in
_NEAR: Final = 0.02  # of the longer side that a point may lie off
_LEAST_POINTS: Final = 5
_LEAST_AT_PLACE: Final = 3  # where the codes of the whole are near already
_SCALES: Final = (0.2, 5.0)
_LEAST_APART: Final = 0.1  # of the longer side, between two points that suggest a placing
_SAMPLES: Final = 48  # a side: where the pixels are compared
_TILES: Final = 6  # a side: what must agree tile by tile
_LEAST_SHARE: Final = 0.3  # of the remembered picture that must be there
_FLAT: Final = 5.0  # of 255: standard deviation below which a tile shows nothing
_LEAST_TILES: Final = 8
_TILE_AGREES: Final = 0.6  # correlation
_TILES_AGREE: Final = 0.75  # of those that show something
_ALL_AGREES: Final = 0.8  # correlation over everything

Points = NDArray[np.complex128]


class Similarity(Struct, frozen=True):
    """`share` of the remembered picture, 0 to 1, is in the other one; `agreement` is the correlation of both there."""

    share: float
    agreement: float
    points: int  # that lie at the same place in both


def compare(remembered: Imprint, seen: Imprint) -> Similarity | None:
    """Compare two imprints: the share of the remembered picture in the seen one; None where it is another picture."""
    for placing, points in _find_placings(remembered, seen):
        alike = _compare_pixels(remembered.picture, seen.picture, placing, points)
        if alike is not None:
            return alike
    return None


def count_differing_bits(one: bytes, other: bytes) -> int:
    """Return the number of bits in which two codes differ."""
    return (int.from_bytes(one) ^ int.from_bytes(other)).bit_count()


class _Placing(Struct, frozen=True):
    """Where a point of the remembered view lies in the other: turned and scaled by `turn`, then moved by `shift`;
    or, without a turn, both views laid over each other whole."""

    turn: complex
    shift: complex

    def at(self, points: Points) -> Points:
        return points * self.turn + self.shift


def _find_placings(remembered: Imprint, seen: Imprint) -> list[tuple[_Placing | None, int]]:
    placings: list[tuple[_Placing | None, int]] = []
    by_points = _find_by_points(remembered, seen)
    if by_points is not None:
        placings.append(by_points)
    if count_differing_bits(remembered.whole, seen.whole) <= WHOLE_BITS:
        count = _count_same_places(remembered, seen)
        if count >= _LEAST_AT_PLACE:
            placings.append((None, count))
    return placings


def _count_same_places(remembered: Imprint, seen: Imprint) -> int:
    """Count the points of the remembered view that lie in the other at the same shares of the sides."""
    mine, my_sketches = _load_points(remembered, KEPT_LANDMARKS)
    theirs, their_sketches = _load_points(seen, limits.LANDMARKS)
    width, height = seen.picture.width / remembered.picture.width, seen.picture.height / remembered.picture.height
    laid = mine.real * width + 1j * mine.imag * height
    near = np.abs(laid[:, None] - theirs) <= _NEAR * limits.IMPRINT_SIDE
    apart = np.bitwise_count(my_sketches[:, None] ^ their_sketches[None]).sum(axis=2)
    return int((near & (apart <= _SKETCH_BITS)).any(axis=1).sum())


def _find_by_points(remembered: Imprint, seen: Imprint) -> tuple[_Placing, int] | None:
    """Return the placing on which most points agree."""
    mine, my_sketches = _load_points(remembered, KEPT_LANDMARKS)
    theirs, their_sketches = _load_points(seen, limits.LANDMARKS)
    apart = np.bitwise_count(my_sketches[:, None] ^ their_sketches[None]).sum(axis=2)
    best = apart.argmin(axis=1)
    matched = np.flatnonzero(apart[np.arange(len(mine)), best] <= _SKETCH_BITS)
    if len(matched) < _LEAST_POINTS:
        return None
    here, there = mine[matched], theirs[best[matched]]
    first, second = np.triu_indices(len(here), 1)
    between = here[first] - here[second]
    far = np.abs(between) >= _LEAST_APART * limits.IMPRINT_SIDE
    first, second, between = first[far], second[far], between[far]
    if not len(first):
        return None
    turns = (there[first] - there[second]) / between
    fair = (np.abs(turns) >= _SCALES[0]) & (np.abs(turns) <= _SCALES[1])
    turns, first = turns[fair], first[fair]
    if not len(turns):
        return None
    shifts = there[first] - turns * here[first]
    off = np.abs(turns[:, None] * here + shifts[:, None] - there)
    agreeing = off <= _NEAR * limits.IMPRINT_SIDE * np.maximum(1.0, np.abs(turns))[:, None]
    points = agreeing[agreeing.sum(axis=1).argmax()]
    count = len(set(best[matched][points].tolist()))
    return (_fit(here[points], there[points]), count) if count >= _LEAST_POINTS else None


def _fit(here: Points, there: Points) -> _Placing:
    """Return the turn and shift with the least squares."""
    centre_here, centre_there = here.mean(), there.mean()
    around = here - centre_here
    turn = complex((np.conj(around) * (there - centre_there)).sum() / (np.abs(around) ** 2).sum())
    return _Placing(turn, complex(centre_there - turn * centre_here))


def _load_points(imprint: Imprint, most: int) -> tuple[Points, NDArray[np.uint64]]:
    """Return the places in pixels of the view, as complex numbers, and the sketches as two numbers each."""
    table = np.frombuffer(imprint.landmarks, np.uint8).reshape(-1, limits.LANDMARK_BYTES)[:most]
    shares = np.ascontiguousarray(table[:, :4]).view("<u2") / 65535
    sketches = np.ascontiguousarray(table[:, 4:]).view("<u8").astype(np.uint64)
    return shares[:, 0] * imprint.picture.width + 1j * shares[:, 1] * imprint.picture.height, sketches


def _compare_pixels(remembered: Picture, seen: Picture, placing: _Placing | None, points: int) -> Similarity | None:
    """Compare the pixels at a grid of places, as a whole and tile by tile."""
    step = (np.arange(_SAMPLES) + 0.5) / _SAMPLES
    across, down = np.meshgrid(step, step)
    if placing is None:
        there_x, there_y = across * seen.width, down * seen.height
    else:
        there = placing.at(across * remembered.width + 1j * down * remembered.height)
        there_x, there_y = there.real, there.imag
    inside = (there_x >= 0) & (there_x < seen.width) & (there_y >= 0) & (there_y < seen.height)
    share = float(inside.mean())
    if share < _LEAST_SHARE:
        return None
    mine = _sample(remembered, across * remembered.width, down * remembered.height)
    theirs = _sample(seen, there_x, there_y)
    tiles = agreed = 0
    side = _SAMPLES // _TILES
    for row in range(0, _SAMPLES, side):
        for column in range(0, _SAMPLES, side):
            tile = np.s_[row : row + side, column : column + side]
            if inside[tile].mean() < 0.5:
                continue
            a, b = mine[tile][inside[tile]], theirs[tile][inside[tile]]
            if max(a.std(), b.std()) < _FLAT:
                continue
            tiles += 1
            agreed += _correlate(a, b) >= _TILE_AGREES
    agreement = _correlate(mine[inside], theirs[inside])
    if tiles < _LEAST_TILES * share or agreed < _TILES_AGREE * tiles or agreement < _ALL_AGREES:
        return None
    return Similarity(share, agreement, points)


def _correlate(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    a, b = one - one.mean(), other - other.mean()
    size = float(np.sqrt((a * a).sum() * (b * b).sum()))
    return float((a * b).sum()) / size if size > 0 else 0.0


def _sample(picture: Picture, x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the grey of the picture at places between its pixels."""
    pixels = np.frombuffer(picture.rgb, np.uint8).reshape(picture.height, picture.width, 3)
    grey = pixels @ np.array((0.299, 0.587, 0.114))
    x, y = np.clip(x - 0.5, 0, picture.width - 1), np.clip(y - 0.5, 0, picture.height - 1)
    left, top = x.astype(int), y.astype(int)
    right, below = np.minimum(left + 1, picture.width - 1), np.minimum(top + 1, picture.height - 1)
    part_x, part_y = x - left, y - top
    upper = grey[top, left] * (1 - part_x) + grey[top, right] * part_x
    lower = grey[below, left] * (1 - part_x) + grey[below, right] * part_x
    sampled: NDArray[np.float64] = upper * (1 - part_y) + lower * part_y
    return sampled
