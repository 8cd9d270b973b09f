"""Bring sound to another sample rate with a polyphase low-pass filter, in arrays only."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

_HALF_LENGTH: Final = 10  # of the filter, in samples of the slower rate
_KAISER: Final = 5.0  # shape of the window
_FINEST: Final = 1_000  # an unusual rate is taken as the nearest ratio of numbers up to this

Floats = NDArray[np.float32]


def resample(samples: Floats, rate: int, wanted: int) -> Floats:
    """`samples` (mono, at `rate` a second) at `wanted` a second; as many as the time they last asks for, rounded up.

    A rate with no simple ratio to `wanted` is off by a few millionths at most.
    """
    ratio = Fraction(wanted, rate)
    if max(ratio.numerator, ratio.denominator) > _FINEST:
        ratio = ratio.limit_denominator(_FINEST)
    up, down = ratio.numerator, ratio.denominator
    if up == down or not samples.size:
        return samples
    filters, reach = _filters(up, down)
    taps = filters.shape[1]
    padded = np.pad(samples, (reach, taps + down))
    views = np.lib.stride_tricks.sliding_window_view(padded, taps)
    count = -(-samples.size * up // down)
    result = np.zeros(-(-count // up) * up, np.float32).reshape(-1, up)
    for phase in range(up):
        # output sample `phase + n·up` lies at input place (phase·down) / up + n·down
        first, part = divmod(phase * down, up)
        chosen = views[first::down][: result.shape[0]]
        result[: len(chosen), phase] = chosen @ filters[part]
    return result.reshape(-1)[:count]


@lru_cache(maxsize=8)
def _filters(up: int, down: int) -> tuple[Floats, int]:
    """One filter for each place between two input samples (up × taps), and how far each reaches back."""
    slower = max(up, down)
    reach = -(-_HALF_LENGTH * slower // up)
    # tap k of the filter for place p/up weighs the input sample at k - reach: its distance in samples
    distance = np.arange(-reach, reach + 2)[None, :] - np.arange(up)[:, None] / up
    cut = up / slower  # of half the input rate
    span = _HALF_LENGTH * slower / up
    inside = np.clip(1 - (distance / span) ** 2, 0, None)
    window = np.where(np.abs(distance) <= span, np.i0(_KAISER * np.sqrt(inside)) / np.i0(_KAISER), 0)
    whole = cut * np.sinc(cut * distance) * window
    whole /= whole.sum(axis=1, keepdims=True)  # a constant stays what it was at every place
    return whole.astype(np.float32), reach
