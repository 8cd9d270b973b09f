"""Decides whether two imprints are of the same recording: where one runs along the other, and whether the bits agree.

Both imprints are all it needs. Notes that go on for long are alike at every place, so the best place must stand out.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

PRINTS_A_SECOND: Final = 11_025 / 1_365  # numbers of Chromaprint

_LEAST: Final = 16  # numbers that lie side by side
_WINDOW: Final = 32  # numbers in a row that must agree, four seconds; all of a shorter sound
_LEAST_DIFFERENT: Final = 0.4  # of those in the window: fewer are the same few notes again and again
_MOST_WRONG: Final = 0.1  # of the bits in the window
_ALSO_WRONG: Final = 0.15  # of those in further windows of the same recording
_STANDS_OUT: Final = 0.5  # of the bits that are wrong at half of all places, at most
_BITS: Final = 32

Prints = NDArray[np.uint32]


class Agreement(Struct, frozen=True):
    """How many seconds two stretches share, and the share of the bits that agree there, 0 to 1."""

    seconds: float
    agreement: float


def compare_prints(remembered: bytes, seen: bytes) -> Agreement | None:
    """Compare two stretches of sound, at every place where one may run along the other; None for other recordings."""
    mine, theirs = _load(remembered), _load(seen)
    window = min(_WINDOW, len(mine), len(theirs))
    if window < _LEAST:
        return None
    sums = _sum_wrong_bits(mine, theirs)
    wrong = sums[window:] - sums[:-window]
    start, place = divmod(int(wrong.argmin()), wrong.shape[1])
    most = int(_BITS * window * _MOST_WRONG)
    own = mine[start : start + window]
    if wrong[start, place] > most or len(np.unique(own)) < _LEAST_DIFFERENT * window:
        return None
    if wrong[start, place] > _STANDS_OUT * _BITS * window * _measure_elsewhere(own, theirs):
        return None
    agreeing = np.flatnonzero(wrong[:, place] <= int(_BITS * window * _ALSO_WRONG))
    errors = np.diff(sums[:, place])[np.unique(agreeing[:, None] + np.arange(window))]
    errors = errors[errors < _BITS // 2]  # a window reaches a little beyond what both share
    return Agreement(len(errors) / PRINTS_A_SECOND, 1.0 - float(errors.mean()) / _BITS)


def _load(prints: bytes) -> Prints:
    return np.frombuffer(prints, "<u4").astype(np.uint32)


def _sum_wrong_bits(mine: Prints, theirs: Prints) -> NDArray[np.int32]:
    """Return for each place of `theirs` along `mine` (a column) how many bits differ before each number of `mine`.

    In the middle column both begin together. Where nothing lies beside a number, all its bits are wrong.
    """
    rows, columns = len(mine), len(theirs)
    apart = np.full((rows, columns + 2 * rows), _BITS, np.uint8)
    apart[:, rows : rows + columns] = np.bitwise_count(mine[:, None] ^ theirs)
    down, right = apart.strides
    # each row one column further left than the row above: what meets at one place lies in one column
    laid = np.lib.stride_tricks.as_strided(apart[:, 1:], (rows, rows + columns - 1), (down + right, right))
    sums = np.zeros((rows + 1, rows + columns - 1), np.int32)
    np.cumsum(laid, axis=0, out=sums[1:])
    return sums


def _measure_elsewhere(own: Prints, theirs: Prints) -> float:
    """Return the share of bits that differ at half of all places where the window may lie."""
    sums = _sum_wrong_bits(own, theirs)[-1]
    place = np.arange(len(sums))
    beside = np.minimum(np.minimum(place + 1, len(sums) - place), min(len(own), len(theirs)))
    missing = (len(own) - beside) * _BITS
    fair = beside * 2 >= len(own)
    return float(np.median((sums - missing)[fair] / (beside[fair] * _BITS)))
