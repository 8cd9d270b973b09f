"""Search for the dwtDct watermark in pictures that were cut or resized since they were marked.

A cut moves the grid of blocks and changes their numbering; a resized picture is scaled back to sizes that generators
make. Both try many possibilities, so both ask for more than the plain look does, and both take a second or two.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from verify.inspection.watermarks import dwt_dct
from verify.inspection.watermarks.dwt_dct import (
    LEAST_PIXELS,
    OFFSETS,
    PAYLOADS,
    Doubles,
    Floats,
    Payload,
    Score,
)

if TYPE_CHECKING:
    from PIL import Image

# limits for z, for the deviations of so few votes as there are bits, and for the rest: see `dwt_dct`
LIMITS_CUT: Final = (15.0, 6.0, 0.4)  # the best of some hundred thousand possibilities
LIMITS_RESIZED: Final = (12.0, 4.9, 0.3)  # the best of some hundred

_STEP: Final = 64  # pixels between the sizes that generators commonly make
_SHORTEST: Final = 512
_LONGEST: Final = 2048
_SIZES_BESIDE: Final = ((1360, 768), (768, 1360))  # FLUX

Complexes = NDArray[np.complex64]


class CutMatch(Struct, frozen=True):
    """A mark in a picture whose blocks begin `left` and `top` pixels (0 to 7) inside it."""

    score: Score
    left: int
    top: int

    @property
    def fits(self) -> bool:
        """The joint rule with the limits for cut pictures."""
        return self.score.compute_share(*LIMITS_CUT) > 1


class ResizedMatch(Struct, frozen=True):
    """A mark in a picture that was `width` × `height` pixels large when it was marked."""

    score: Score
    width: int
    height: int

    @property
    def fits(self) -> bool:
        """The joint rule with the limits for resized pictures."""
        return self.score.compute_share(*LIMITS_RESIZED) > 1


class _Grid(Struct, frozen=True):
    """The votes of all blocks, rows × columns, for one plane and one place of the grid."""

    order: str
    kind: str
    left: int
    top: int
    votes: Floats


def find(picture: Image.Image) -> CutMatch | ResizedMatch | None:
    """Find the watermark in `picture` (mode RGB), for which a plain look found none, or None. Takes a second or two."""
    best_size = max(search_resized(picture), key=_rank, default=None)
    if best_size is not None and best_size.fits:
        return best_size
    best_cut = max(search_cut(_crop_top(picture)), key=_rank, default=None)
    return best_cut if best_cut is not None and best_cut.fits else None


def _rank(match: CutMatch | ResizedMatch) -> tuple[bool, float]:
    return match.fits, match.score.correlation


def _crop_top(picture: Image.Image) -> NDArray[np.uint8]:
    rows = dwt_dct.count_rows(picture.height, picture.width)
    return np.asarray(picture.crop((0, 0, picture.width, rows)))


def search_cut(pixels: NDArray[np.uint8]) -> tuple[CutMatch, ...]:
    """Score the best grid of every payload for `pixels` (height × width × 3, uint8, RGB), in the payloads' order.

    Empty for a picture smaller than the embedders mark.
    """
    height, width = pixels.shape[:2]
    if height * width < LEAST_PIXELS or min(height, width) < 32:
        return ()
    best: dict[str, CutMatch] = {}
    for top in (0, 1):
        for left in (0, 1):
            for grids in _place_grids(pixels[: dwt_dct.count_rows(height, width)], top, left):
                for payload in PAYLOADS:
                    match = _choose_best(payload, grids)
                    if payload.name not in best or match.score.z > best[payload.name].score.z:
                        best[payload.name] = match
    return tuple(best[payload.name] for payload in PAYLOADS)


def search_resized(picture: Image.Image) -> tuple[ResizedMatch, ...]:
    """Score the best size of every payload for `picture` (mode RGB), in the payloads' order.

    Empty where no size has its proportions, and for a picture so small that it has none to speak of.
    """
    from PIL import Image

    if picture.width * picture.height < LEAST_PIXELS // 4 or min(picture.size) < 64:
        return ()

    best: dict[str, ResizedMatch] = {}
    for size in list_sizes(picture.width, picture.height):
        pixels = np.asarray(picture.resize(size, Image.Resampling.BICUBIC))
        for score in dwt_dct.score_payloads(pixels):
            best_match = best.get(score.payload.name)
            if best_match is None or score.z > best_match.score.z:
                best[score.payload.name] = ResizedMatch(score, *size)
    return tuple(best[payload.name] for payload in PAYLOADS if payload.name in best)


def list_sizes(width: int, height: int) -> tuple[tuple[int, int], ...]:
    """List the sizes that generators commonly make and of which `width` × `height` may be a larger or smaller copy."""
    steps = range(_SHORTEST, _LONGEST + 1, _STEP)
    usual = [(wide, high) for wide in steps for high in steps if wide * high <= dwt_dct.MOST_PIXELS]
    return tuple(
        (wide, high)
        for wide, high in (*usual, *_SIZES_BESIDE)
        # the copy's sides were rounded to whole pixels
        if (wide, high) != (width, height) and abs(width * high - height * wide) <= max(wide, high)
    )


def _place_grids(pixels: NDArray[np.uint8], top: int, left: int) -> Iterator[tuple[_Grid, ...]]:
    """Yield the sixteen places of each grid, where the pairs of pixels begin at `top` and `left` (0 or 1)."""
    for order, chroma in dwt_dct.compute_chroma(pixels[top:, left:]).items():
        for kind, offset in OFFSETS.items():
            votes = dwt_dct.read_phases(_find_largest_around(np.abs(chroma + np.float32(2 * offset))))
            rows, columns = ((size - 3) // 4 for size in votes.shape)
            yield tuple(
                _Grid(
                    order,
                    kind,
                    2 * across + left,
                    2 * down + top,
                    votes[down : down + 4 * rows : 4, across : across + 4 * columns : 4],
                )
                for down in range(4)
                for across in range(4)
            )


def _find_largest_around(values: Floats) -> Floats:
    """Return the largest of the 4×4 values right and below each place, without that at the place itself."""
    high, wide = (size - 3 for size in values.shape)
    three = np.maximum(np.maximum(values[:, 1 : wide + 1], values[:, 2 : wide + 2]), values[:, 3 : wide + 3])
    four = np.maximum(three, values[:, :wide])
    below: Floats = np.maximum(np.maximum(four[1 : high + 1], four[2 : high + 2]), four[3 : high + 3])
    return np.maximum(below, three[:high])


def _choose_best(payload: Payload, grids: tuple[_Grid, ...]) -> CutMatch:
    """Choose the grid, row stride and phase: block (i, j) bears bit (phase + stride·i + j) modulo the payload's length.

    All strides and phases at once: votes are folded into length × length cells, since nothing but the remainders of i
    and j matters, and the sums along all lines through that torus come out of one Fourier transform.
    """
    length = len(payload.bits)
    votes = np.stack([grid.votes for grid in grids])
    votes = votes - votes.mean(axis=(1, 2), keepdims=True)
    power = (votes.astype(np.float64) ** 2).sum(axis=(1, 2))
    count = votes[0].size
    spectrum = np.fft.rfft2(_fold(votes, length))
    lines = np.conj(spectrum[:, _index_lines(length), np.arange(length // 2 + 1)]) * _compute_spectrum(payload)
    sums = np.fft.irfft(lines, n=length, axis=2)  # grid, stride, phase
    at = sums.reshape(len(grids), -1).argmax(axis=1)
    highest = sums.reshape(len(grids), -1).max(axis=1)
    signs = payload.signs
    spread = float(np.sqrt(((signs - signs.mean()) ** 2).mean()))
    z = np.where(power > 0, highest / (spread * np.sqrt(np.maximum(power, np.finfo(np.float64).tiny))), 0.0)
    number = int(z.argmax())
    grid = grids[number]
    if not dwt_dct.has_colour(float(power[number]), count):
        return CutMatch(dwt_dct.make_empty_score(payload, grid.order, grid.kind), grid.left, grid.top)
    stride, phase = divmod(int(at[number]), length)
    means = _compute_means(votes[number].astype(np.float64), length, stride, phase)
    score = dwt_dct.make_score(payload, grid.order, grid.kind, float(z[number]), means)
    return CutMatch(score, grid.left, grid.top)


def _fold(votes: Floats, length: int) -> Floats:
    """Sum the votes whose row and column leave the same remainders: grids × length × length."""
    number, rows, columns = votes.shape
    padded = np.zeros((number, -(-rows // length) * length, -(-columns // length) * length), np.float32)
    padded[:, :rows, :columns] = votes
    folded: Floats = padded.reshape(number, -1, length, padded.shape[2] // length, length).sum(axis=(1, 3))
    return folded


@cache
def _index_lines(length: int) -> NDArray[np.intp]:
    """Return which row of the spectrum belongs to (stride, frequency)."""
    return np.outer(np.arange(length), np.arange(length // 2 + 1)) % length


@cache
def _compute_spectrum(payload: Payload) -> Complexes:
    signs = payload.signs
    return np.fft.rfft((signs - signs.mean()).astype(np.float32)).astype(np.complex64)


def _compute_means(votes: Doubles, length: int, stride: int, phase: int) -> Doubles:
    """Return the mean vote for each bit."""
    rows, columns = np.indices(votes.shape)
    bits = ((phase + stride * rows + columns) % length).reshape(-1)
    counts = np.maximum(np.bincount(bits, minlength=length), 1)
    means: Doubles = np.bincount(bits, weights=votes.reshape(-1), minlength=length) / counts
    return means
