"""The rhythm label of GB 45438-2025, 5.3: tones of one pitch, short-long and short-short, "AI" in Morse code.

The standard gives no pitch and no length, so any are taken; what counts is the rhythm, and that it stands alone.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Final

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

RATE: Final = 32_000  # samples a second that `find` takes

LEAST_AMPLITUDE: Final = 0.01  # of full scale: "clearly audible"
LEAST_PURITY: Final = 0.5  # of the sound's power in the tone while it lasts
SHORT_SECONDS: Final = (0.04, 0.5)
EVENNESS: Final = 1.6  # the longest of the three short tones against the shortest
LONG: Final = (1.8, 6.0)  # times a short tone; Morse code has 3
LETTER_GAP: Final = 1.5  # times the gaps within the letters; Morse code has 3. Without it the rhythm is another letter
MOST_GAP: Final = 8.0  # times a short tone
MOST_OTHER_TONES: Final = 8  # of the same pitch; a sound with more is a melody or a Morse message

_FRAME: Final = 640  # samples, 20 ms
_HOP: Final = 160  # samples, 5 ms
_FFT: Final = 1_024
_LOWEST_BIN: Final = 5  # about 150 Hz
_HIGHEST_BIN: Final = 256  # 8 kHz
_PIECE: Final = 2_048  # frames transformed at once
_LEAST_FRAMES: Final = 4
_TONES: Final = 2_000  # looked at

Floats = NDArray[np.float32]


class MorseLabel(Struct, frozen=True):
    """Where the label begins and ends, in seconds, its pitch in hertz and its short tone's length in seconds."""

    start: float
    end: float
    pitch: float
    unit: float


class _Tone(Struct, frozen=True):
    start: float
    end: float
    bin: float

    @property
    def length(self) -> float:
        return self.end - self.start


def find(samples: Floats) -> tuple[MorseLabel, ...]:
    """Find the labels in `samples` (mono, RATE a second); none where its tones are some among many of one pitch."""
    tones = _find_tones(samples)[:_TONES]
    starts = [at for at in range(len(tones) - 3) if _is_label(tones[at : at + 4]) and _is_apart(tones, at)]
    labels = []
    for at in starts:
        four = tones[at : at + 4]
        alike = sum(_are_alike(tone, four[0]) for tone in tones)
        own = 4 * sum(_are_alike(tones[other], four[0]) for other in starts)
        if alike - own <= MOST_OTHER_TONES:
            labels.append(MorseLabel(four[0].start, four[3].end, four[0].bin * RATE / _FFT, four[0].length))
    return tuple(labels)


def _are_alike(one: _Tone, other: _Tone) -> bool:
    """Return whether two tones have the same pitch, to one bin."""
    return abs(one.bin - other.bin) <= 1


def _is_label(four: list[_Tone]) -> bool:
    shorts = [four[0].length, four[2].length, four[3].length]
    unit = sum(shorts) / 3
    if not (SHORT_SECONDS[0] <= min(shorts) and max(shorts) <= min(SHORT_SECONDS[1], EVENNESS * min(shorts))):
        return False
    if not LONG[0] * unit <= four[1].length <= LONG[1] * unit or not all(_are_alike(one, four[0]) for one in four):
        return False
    first, middle, last = (later.start - earlier.end for earlier, later in pairwise(four))
    return LETTER_GAP * max(first, last) <= middle <= MOST_GAP * unit


def _is_apart(tones: list[_Tone], at: int) -> bool:
    """Return whether other tones keep further away than the letters from each other."""
    gap = tones[at + 2].start - tones[at + 1].end
    before = tones[at].start - tones[at - 1].end if at else gap + 1
    after = tones[at + 4].start - tones[at + 3].end if at + 4 < len(tones) else gap + 1
    return min(before, after) > gap


def _find_tones(samples: Floats) -> list[_Tone]:
    """Find stretches in which one unchanging pitch carries most of the power, in their order."""
    if samples.size < _FRAME:
        return []
    bins, amplitudes, purities = _find_peaks(samples)
    sounding = (amplitudes >= LEAST_AMPLITUDE) & (purities >= LEAST_PURITY)
    changes = np.flatnonzero(np.diff(sounding, prepend=False, append=False))
    tones = []
    for first, end in changes.reshape(-1, 2).tolist():
        loud = np.flatnonzero(amplitudes[first:end] >= amplitudes[first:end].max() / 2)
        start, stop = first + int(loud[0]), first + int(loud[-1]) + 1
        pitch = float(np.median(bins[start:stop]))
        if stop - start >= _LEAST_FRAMES and np.abs(bins[start:stop] - pitch).max() <= 1:
            tones.append(_Tone(start * _HOP / RATE, stop * _HOP / RATE, pitch))
    return tones


def _find_peaks(samples: Floats) -> tuple[Floats, Floats, Floats]:
    """Find for every frame the strongest bin, the amplitude of a tone there, and its share of the frame's power."""
    frames = np.lib.stride_tricks.sliding_window_view(samples, _FRAME)[::_HOP]
    window = np.hanning(_FRAME).astype(np.float32)
    whole = float((window**2).sum()) * _FFT / 2  # of the spectrum's power per power of the sound
    peaks = np.empty((3, len(frames)), np.float32)
    for at in range(0, len(frames), _PIECE):
        piece = frames[at : at + _PIECE]
        power = np.abs(np.fft.rfft(piece * window, _FFT, axis=1)) ** 2
        peak = power[:, _LOWEST_BIN:_HIGHEST_BIN].argmax(axis=1) + _LOWEST_BIN
        near = np.take_along_axis(power, peak[:, None] + np.arange(-3, 4), axis=1).sum(axis=1)
        peaks[0, at : at + _PIECE] = peak
        peaks[1, at : at + _PIECE] = np.sqrt(2 * near / whole)
        peaks[2, at : at + _PIECE] = near / np.maximum(power.sum(axis=1), 1e-12)
    return peaks[0], peaks[1], peaks[2]
