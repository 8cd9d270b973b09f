"""Finds how one picture lies in another: turned, mirrored, at another scale, cut.

Both are made small and freed of slow changes of brightness. Over all turns and a range of scales the correlation of
brightness at every shift comes from Fourier transforms, over the part where the two overlap; the best place is then
refined step by step on larger pictures. tests/bench/comparing.py prints how often that goes right.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

import numpy as np
from msgspec import Struct
from msgspec.structs import replace
from numpy.typing import NDArray

from verify.features.compare.pixels import Floats, remove_slow_changes, resize, sample, to_array, to_grey
from verify.model import Picture

LEAST: Final = 0.7  # likeness below which two pictures are not taken for versions of one; measured in the bench

_SMALL: Final = 48  # pixels of the longer side, for the first search
_LARGER: Final = (96, 192)  # for the refinement, one after the other
_LARGEST: Final = 384  # for the last touch
_RATIOS: Final = tuple(1.08**step for step in range(-16, 17))  # scales tried, from 0.29 to 3.4 times
_ENOUGH: Final = 0.85  # likeness with which no further turn is tried
_FINEST: Final = 0.08  # pixels of those pictures, of the last shift
_OVERLAP: Final = 0.6  # of the smaller picture that must lie in the other one
_REFINED: Final = 4  # scales that are refined for each turn
_BEHIND: Final = 0.2  # likeness by which the first search of a turn may stay behind and still be refined
_LEAST_SIDE: Final = 16  # pixels
_EVEN: Final = 1e-3  # spread of brightness below which there is nothing to compare
_FAST: Final = (24, 32, 40, 48, 64, 80, 96, 108, 128, 144, 160, 192, 216, 256)  # lengths that transform quickly
_TURNS: Final = ((0, False), (1, False), (2, False), (3, False), (0, True), (1, True), (2, True), (3, True))

Spectrum = NDArray[np.complexfloating]


class Alignment(Struct, frozen=True):
    """How the second picture lies in the first: after its turn, `scale` times as large, its corner at `left`, `top`.

    Numbers are pixels of the first picture. `turns` are quarter turns to the left, after mirroring left and right.
    """

    turns: int
    mirrored: bool
    scale: float
    left: float
    top: float
    likeness: float  # correlation of brightness where they overlap: 1 for the same picture

    def map_point(self, first: Picture, second: Picture, point: tuple[float, float]) -> tuple[float, float]:
        """Map a point of the second picture to the first one; both in shares of width and height."""
        x, y = (1 - point[0], point[1]) if self.mirrored else point
        for _ in range(self.turns):
            x, y = y, 1 - x
        wide, high = _sides(second, self.turns)
        return (self.left + x * wide * self.scale) / first.width, (self.top + y * high * self.scale) / first.height

    def overlap(self, first: Picture, second: Picture) -> tuple[float, float]:
        """Return the share of the first picture, and that of the second, within the other one (0 to 1)."""
        wide, high = _sides(second, self.turns)
        width, height = wide * self.scale, high * self.scale
        across = max(0.0, min(first.width, self.left + width) - max(0.0, self.left))
        down = max(0.0, min(first.height, self.top + height) - max(0.0, self.top))
        return across * down / (first.width * first.height), across * down / (width * height)


def align(first: Picture, second: Picture) -> Alignment | None:
    """Find the alignment of `second` in `first`; None where they are no versions of one picture."""
    alignment = None
    for alignment in align_stepwise(first, second):  # noqa: B007 - the last one is the answer
        pass
    return alignment


def align_stepwise(first: Picture, second: Picture) -> Iterator[Alignment | None]:
    """Yield the best alignment after each turn that is tried, a fraction of a second each; the last is the answer."""
    if min(first.width, first.height, second.width, second.height) < _LEAST_SIDE:
        yield None
        return
    whole, other = to_grey(first), to_grey(second)
    search = _Search(whole, other)
    best: Alignment | None = None
    for turns, mirrored in _TURNS:
        rough = search.find_best(turns, mirrored=mirrored)
        if not rough or (best is not None and rough[0].likeness < best.likeness - _BEHIND):
            yield _accept(best)
            continue
        refined = _refine(whole, _turn_values(other, turns, mirrored), rough)
        if best is None or refined.likeness > best.likeness:
            best = refined
        yield _accept(best)
        if best.likeness >= _ENOUGH:
            break
    if best is not None and best.likeness >= LEAST:
        yield _accept(_climb(whole, _turn_values(other, best.turns, best.mirrored), best, _LARGEST))


def _accept(alignment: Alignment | None) -> Alignment | None:
    return alignment if alignment is not None and alignment.likeness >= LEAST else None


def overlay(first: Picture, second: Picture, alignment: Alignment) -> tuple[Picture, NDArray[np.bool_]]:
    """`second` as it lies over `first`, in its size; and where it covers it. What it does not cover is grey."""
    colours = turn(to_array(second), alignment)
    size = (first.width, first.height)
    over, covers = sample(colours, size, alignment.scale, alignment.left, alignment.top)
    over[~covers] = 128.0
    rgb = np.clip(np.round(over), 0, 255).astype(np.uint8).tobytes()
    return Picture(second.name, first.width, first.height, rgb), covers


def turn(values: Floats, alignment: Alignment) -> Floats:
    """Return the second picture's values, turned as it lies in the first."""
    return _turn_values(values, alignment.turns, alignment.mirrored)


def _turn_values(values: Floats, turns: int, mirrored: bool) -> Floats:
    return np.ascontiguousarray(np.rot90(values[:, ::-1] if mirrored else values, turns))


def _sides(picture: Picture, turns: int) -> tuple[int, int]:
    return (picture.height, picture.width) if turns % 2 else (picture.width, picture.height)


# -- the first search


class _Search:
    """The best scale and shift for each turn, over all that are tried, on small pictures."""

    def __init__(self, whole: Floats, other: Floats) -> None:
        self._shrink = _SMALL / max(whole.shape)
        self._small = remove_slow_changes(resize(whole, _scaled_size(whole, self._shrink)))
        self._same = float(np.sqrt(whole.size / other.size))
        self._own = min(1.0, self._shrink * self._same * max(_RATIOS))
        self._other = resize(other, _scaled_size(other, self._own))  # as large as it will be needed at most
        self._known: dict[tuple[int, int], tuple[Spectrum, Spectrum, Spectrum]] = {}

    def find_best(self, turns: int, *, mirrored: bool) -> list[Alignment]:
        """Return the best places of the other picture after this turn, best first; none where it is too small."""
        turned = _turn_values(self._other, turns, mirrored)
        places = []
        for ratio in _RATIOS:
            scale = self._same * ratio
            size = _scaled_size(turned, self._shrink * scale / self._own)
            if min(size) < _LEAST_SIDE // 2:
                continue
            likeness, left, top = self._find_shift(remove_slow_changes(resize(turned, size)))
            places.append(Alignment(turns, mirrored, scale, left / self._shrink, top / self._shrink, likeness))
        return sorted(places, key=lambda place: -place.likeness)[:_REFINED]

    def _find_shift(self, other: Floats) -> tuple[float, float, float]:
        """Return the highest correlation over all shifts with enough overlap: (correlation, left, top)."""
        small = self._small
        rows, columns = (_fast_length(a + b) for a, b in zip(small.shape, other.shape, strict=True))
        shape = (rows, columns)
        if shape not in self._known:
            self._known[shape] = (
                np.fft.rfft2(small, shape),
                np.fft.rfft2(small * small, shape),
                np.fft.rfft2(np.ones_like(small), shape),
            )
        one, power_one, area_one = self._known[shape]
        two, power_two, area_two = (
            np.conj(np.fft.rfft2(values, shape)) for values in (other, other * other, np.ones_like(other))
        )
        together, our_power, their_power, overlap = (
            np.fft.irfft2(product, shape)
            for product in (one * two, power_one * area_two, area_one * power_two, area_one * area_two)
        )
        power = np.sqrt(np.maximum(our_power, 0) * np.maximum(their_power, 0))
        enough = (overlap >= _OVERLAP * min(small.size, other.size)) & (power > _EVEN * overlap)
        likeness = np.where(enough, together / np.maximum(power, 1e-9), -1.0)
        row, column = (int(place) for place in np.unravel_index(int(likeness.argmax()), shape))
        return (
            float(likeness[row, column]),
            _unwrap_shift(column, columns, small.shape[1]),
            _unwrap_shift(row, rows, small.shape[0]),
        )


def _unwrap_shift(place: int, period: int, side: int) -> float:
    """Return a shift read off a circle: what lies beyond the picture's side is a shift to the other direction."""
    return float(place if place < side else place - period)


def _fast_length(length: int) -> int:
    """Return the next length that transforms quickly, if there is one."""
    return next((size for size in _FAST if size >= length), length)


def _scaled_size(values: Floats, scale: float) -> tuple[int, int]:
    """Return width and height after scaling."""
    return max(1, round(values.shape[1] * scale)), max(1, round(values.shape[0] * scale))


# -- the refinement


def _refine(whole: Floats, other: Floats, rough: list[Alignment]) -> Alignment:
    """Return the place near one of the `rough` ones at which the correlation is highest."""
    first = max((_climb(whole, other, place, _LARGER[0]) for place in rough), key=lambda place: place.likeness)
    return _climb(whole, other, first, _LARGER[1])


def _climb(whole: Floats, other: Floats, rough: Alignment, side: int) -> Alignment:
    """Return the same by ever smaller steps, on pictures whose longer side is `side` pixels."""
    shrink = min(1.0, side / max(whole.shape))
    size = _scaled_size(whole, shrink)
    base = remove_slow_changes(resize(whole, size))
    # the other picture is taken about as large as it will lie there, so that sampling leaves nothing out
    own = min(1.0, rough.scale * shrink)
    near = remove_slow_changes(resize(other, _scaled_size(other, own)))

    def measure(at: Alignment) -> Alignment:
        over, covers = sample(near, size, at.scale * shrink / own, at.left * shrink, at.top * shrink)
        if covers.sum() < _OVERLAP * 0.9 * min(base.size, other.size * (at.scale * shrink) ** 2):
            return replace(at, likeness=-1.0)
        return replace(at, likeness=_correlate(base[covers], over[covers]))

    best = measure(rough)
    steps = {"scale": 4.0 / side, "shift": 2 * max(whole.shape) / side}
    while steps["shift"] * shrink > _FINEST:
        better = max(map(measure, _vary(best, other, steps)), key=lambda at: at.likeness)
        if better.likeness > best.likeness + 1e-4:
            best = better
        else:
            steps = {name: step / 2 for name, step in steps.items()}
    return best


def _vary(at: Alignment, other: Floats, steps: dict[str, float]) -> Iterable[Alignment]:
    shift = steps["shift"]
    for across, down in ((shift, 0), (-shift, 0), (0, shift), (0, -shift)):
        yield replace(at, left=at.left + across, top=at.top + down)
    for factor in (1 + steps["scale"], 1 - steps["scale"]):
        # the middle of the picture stays where it is
        grown = at.scale * (factor - 1) / 2
        yield replace(
            at,
            scale=at.scale * factor,
            left=at.left - other.shape[1] * grown,
            top=at.top - other.shape[0] * grown,
        )


def _correlate(one: Floats, two: Floats) -> float:
    one, two = one - one.mean(), two - two.mean()
    spread = float(np.sqrt((one * one).sum() * (two * two).sum()))
    return float((one * two).sum()) / spread if spread > _EVEN * one.size else -1.0
