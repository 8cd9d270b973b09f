"""Decoded sound: samples of one channel at one rate, and how much of a long sound is decoded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from verify.inspection.media.input_file import MediaError
from verify.model import Problem, limits

RATE: Final = 32_000  # samples a second that everybody gets


_CANCELLED: Final = 0.1  # of the loudest channel; a mix below it is channels that cancel each other out


Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of the sound: where it begins in seconds, and its samples (one channel, RATE a second)."""

    start: float
    samples: Floats


@dataclass(frozen=True, slots=True)
class Sound:
    """The stretches that were decoded, and how many seconds the whole lasts (as claimed; 0: not known)."""

    seconds: float
    stretches: tuple[Stretch, ...]

    @property
    def decoded_seconds(self) -> float:
        """Seconds of all stretches."""
        return sum(stretch.samples.size for stretch in self.stretches) / RATE


def choose_stretches(seconds: float) -> tuple[tuple[float, float], ...]:
    """Start and length in seconds of the stretches to decode of a sound that lasts `seconds` (0: not known)."""
    if seconds <= limits.LISTENED_SECONDS:
        return ((0.0, limits.LISTENED_SECONDS),)
    count = int(limits.LISTENED_SECONDS / limits.STRETCH_SECONDS)
    last = seconds - limits.STRETCH_SECONDS
    return tuple((last * number / (count - 1), limits.STRETCH_SECONDS) for number in range(count))


def mix_down(values: NDArray[np.float32]) -> Floats:
    """One channel of (samples × channels): their mean, or the loudest where they cancel each other out."""
    values = np.nan_to_num(values, nan=0.0, posinf=0.0, neginf=0.0)
    if values.shape[1] == 1:
        return np.ascontiguousarray(values[:, 0])
    mean: Floats = values.mean(axis=1, dtype=np.float32)
    power = np.square(values).sum(axis=0)
    if np.square(mean).sum() < _CANCELLED**2 * power.max(initial=0.0):
        return np.ascontiguousarray(values[:, int(power.argmax())])
    return mean


def check_bounds(rate: int, channels: int) -> None:
    """Raises MediaError where the sound has more channels or a higher rate than is decoded."""
    if not 0 < channels <= limits.SOUND_CHANNELS or not 0 < rate <= limits.SOUND_RATE:
        raise MediaError(Problem.TOO_LARGE, f"{channels} channels, {rate} samples a second")
