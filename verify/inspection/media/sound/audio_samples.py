"""Decoded sound: samples of one channel at one rate, and how much of a long sound is decoded.

Sound of other rates is brought to it with a polyphase low-pass filter, in arrays only.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import Final

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from verify.inspection.media.input_file import MediaError
from verify.model import Problem, limits

RATE: Final = 32_000  # samples a second that everybody gets

_CANCELLED: Final = 0.1  # of the loudest channel; a mix below it is channels that cancel each other out
_HALF_LENGTH: Final = 10  # of the low-pass filter, in samples of the slower rate
_KAISER: Final = 5.0  # shape of the window
_FINEST: Final = 1_000  # an unusual rate is taken as the nearest ratio of numbers up to this

Floats = NDArray[np.float32]


class Stretch(Struct, frozen=True):
    """A piece of the sound: where it begins in seconds, and its samples (one channel, RATE a second)."""

    start: float
    samples: Floats


class Sound(Struct, frozen=True):
    """The stretches that were decoded, and how many seconds the whole lasts (as claimed; 0: not known)."""

    seconds: float
    stretches: tuple[Stretch, ...]

    @property
    def decoded_seconds(self) -> float:
        """Seconds of all stretches."""
        return sum(stretch.samples.size for stretch in self.stretches) / RATE


def choose_stretches(seconds: float) -> tuple[tuple[float, float], ...]:
    """Return start and length in seconds of the stretches to decode of a sound that lasts `seconds` (0: not known)."""
    if seconds <= limits.LISTENED_SECONDS:
        return ((0.0, limits.LISTENED_SECONDS),)
    count = int(limits.LISTENED_SECONDS / limits.STRETCH_SECONDS)
    last = seconds - limits.STRETCH_SECONDS
    return tuple((last * number / (count - 1), limits.STRETCH_SECONDS) for number in range(count))


def mix_down(values: NDArray[np.float32]) -> Floats:
    """Return one channel of (samples × channels): their mean, or the loudest where they cancel each other out."""
    values = np.nan_to_num(values, nan=0.0, posinf=0.0, neginf=0.0)
    if values.shape[1] == 1:
        return np.ascontiguousarray(values[:, 0])
    mean: Floats = values.mean(axis=1, dtype=np.float32)
    power = np.square(values).sum(axis=0)
    if np.square(mean).sum() < _CANCELLED**2 * power.max(initial=0.0):
        return np.ascontiguousarray(values[:, int(power.argmax())])
    return mean


def check_bounds(rate: int, channels: int) -> None:
    """Raise MediaError where the sound has more channels or a higher rate than is decoded."""
    if not 0 < channels <= limits.SOUND_CHANNELS or not 0 < rate <= limits.SOUND_RATE:
        raise MediaError(Problem.TOO_LARGE, f"{channels} channels, {rate} samples a second")


def resample(samples: Floats, rate: int, new_rate: int) -> Floats:
    """Bring `samples` (mono, at `rate` a second) to `new_rate` a second.

    There are as many as the time they last asks for, rounded up.

    A rate with no simple ratio to `new_rate` is off by a few millionths at most.
    """
    ratio = Fraction(new_rate, rate)
    if max(ratio.numerator, ratio.denominator) > _FINEST:
        ratio = ratio.limit_denominator(_FINEST)
    up, down = ratio.numerator, ratio.denominator
    if up == down or not samples.size:
        return samples
    filters, reach = _make_filters(up, down)
    taps = filters.shape[1]
    padded = np.pad(samples, (reach, taps + down))
    views = np.lib.stride_tricks.sliding_window_view(padded, taps)
    count = -(-samples.size * up // down)
    result = np.zeros(-(-count // up) * up, np.float32).reshape(-1, up)
    for phase in range(up):
        # output sample `phase + n·up` lies at input place (phase·down) / up + n·down
        first, part = divmod(phase * down, up)
        windows = views[first::down][: result.shape[0]]
        result[: len(windows), phase] = windows @ filters[part]
    return result.reshape(-1)[:count]


@lru_cache(maxsize=8)
def _make_filters(up: int, down: int) -> tuple[Floats, int]:
    """Return one filter for each place between two input samples (up × taps), and how far each reaches back."""
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
