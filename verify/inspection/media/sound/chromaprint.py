"""Compute Chromaprint numbers of a sound: 32 bits, eight times a second, that tell how its notes change.

An implementation of our own, in arrays, of the algorithm that AcoustID calls TEST2, its default, and that ISCC
Audio-Codes (ISO 24138) are made of. Its constants were found by training and are taken as they are; its library, of
which nothing is used here, is under the MIT licence with parts under the LGPL 2.1.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

RATE: Final = 11_025  # samples a second
STEP: Final = 1_365  # samples from one number to the next
SECONDS: Final = STEP / RATE  # the same

_FRAME: Final = 4_096  # samples of one spectrum
_LOWEST: Final = 28.0  # Hz
_HIGHEST: Final = 3_520.0
_REFERENCE: Final = 27.5  # Hz, an A
_NOTES: Final = 12
_SMOOTHING: Final = (0.25, 0.75, 1.0, 0.75, 0.25)  # over spectra that follow each other
_LEAST_NORM: Final = 0.01  # quieter notes count as silence
_WINDOW: Final = 16  # smoothed spectra that one number looks at
_LOUDEST: Final = 32_767  # of 16 bits
_AT_ONCE: Final = 256  # spectra that are computed together
LEAST_SAMPLES: Final = _FRAME + STEP * (_WINDOW + len(_SMOOTHING) - 2)  # for one number

# what each classifier sums up, from the highest bits of a number to its lowest: a form, its first note, how many notes
# and spectra it covers, and the three limits that part its values in four
_CLASSIFIERS: Final = (
    ("all", 4, 3, 15, (1.98215, 2.35817, 2.63523)),
    ("middle notes", 4, 6, 15, (-1.03809, -0.651211, -0.282167)),
    ("upper notes", 0, 4, 16, (-0.298702, 0.119262, 0.558497)),
    ("crossed", 8, 2, 12, (-0.105439, 0.0153946, 0.135898)),
    ("crossed", 4, 4, 8, (-0.142891, 0.0258736, 0.200632)),
    ("middle notes", 0, 3, 5, (-0.826319, -0.590612, -0.368214)),
    ("upper notes", 2, 2, 9, (-0.557409, -0.233035, 0.0534525)),
    ("later", 7, 3, 4, (-0.0646826, 0.00620476, 0.0784847)),
    ("later", 6, 2, 16, (-0.192387, -0.029699, 0.215855)),
    ("later", 1, 3, 2, (-0.0397818, -0.00568076, 0.0292026)),
    ("middle time", 10, 1, 15, (-0.53823, -0.369934, -0.190235)),
    ("crossed", 6, 2, 10, (-0.124877, 0.0296483, 0.139239)),
    ("later", 1, 1, 14, (-0.101475, 0.0225617, 0.231971)),
    ("crossed", 5, 6, 4, (-0.0799915, -0.00729616, 0.063262)),
    ("upper notes", 9, 2, 12, (-0.272556, 0.019424, 0.302559)),
    ("crossed", 4, 2, 14, (-0.164292, -0.0321188, 0.0846339)),
)
_GRAY: Final = np.array((0, 1, 3, 2), np.uint32)  # neighbours differ in one bit

Doubles = NDArray[np.float64]
Floats = NDArray[np.float32]
Prints = NDArray[np.uint32]


def compute_prints(pieces: Iterable[Floats]) -> Prints:
    """Return the numbers of a sound whose samples (one channel, RATE a second, from -1 to 1) come in pieces."""
    notes = np.concatenate([np.empty((0, _NOTES)), *_compute_notes(pieces)])
    count = len(notes) - len(_SMOOTHING) + 1
    if count < _WINDOW:
        return np.empty(0, np.uint32)
    smooth = sum((weight * notes[at : at + count] for at, weight in enumerate(_SMOOTHING)), np.zeros((count, _NOTES)))
    norm = np.sqrt((smooth * smooth).sum(axis=1, keepdims=True))
    smooth = np.where(norm < _LEAST_NORM, 0.0, smooth / np.maximum(norm, _LEAST_NORM))
    return _classify(smooth)


def _compute_notes(pieces: Iterable[Floats]) -> Iterator[Doubles]:
    """Yield the energy of each of the twelve notes, octaves put together, of spectra that overlap by two thirds."""
    window = np.hamming(_FRAME)
    weights, first = _find_notes()
    for samples in _cut(pieces):
        frames = np.lib.stride_tricks.sliding_window_view(samples, _FRAME)[::STEP]
        spectra = np.fft.rfft(frames * window, axis=1)[:, first : first + len(weights)]
        yield (spectra.real**2 + spectra.imag**2) @ weights


def _cut(pieces: Iterable[Floats]) -> Iterator[Doubles]:
    """Yield the samples, as their 16 bits would have them, in stretches of whole spectra that overlap as these do."""
    waiting = np.empty(0)
    for piece in pieces:
        rounded = np.clip(np.rint(piece.astype(np.float64) * (_LOUDEST + 1)), -_LOUDEST - 1, _LOUDEST) / _LOUDEST
        waiting = np.concatenate((waiting, rounded))
        while waiting.size >= _FRAME:
            count = min(_AT_ONCE, (waiting.size - _FRAME) // STEP + 1)
            yield waiting[: _FRAME + (count - 1) * STEP]
            waiting = waiting[count * STEP :]


@cache
def _find_notes() -> tuple[Doubles, int]:
    """Return which note each line of a spectrum belongs to (lines × notes, ones and zeros), and the first line."""
    first, end = (round(_FRAME * edge / RATE) for edge in (_LOWEST, _HIGHEST))
    octaves = np.log2(np.arange(first, end) * RATE / _FRAME / _REFERENCE)
    notes = (_NOTES * (octaves - np.floor(octaves))).astype(int)
    return (notes[:, None] == np.arange(_NOTES)).astype(np.float64), first


def _classify(notes: Doubles) -> Prints:
    """Return one number for each `_WINDOW` of smoothed spectra, two bits of each classifier."""
    sums = np.zeros((len(notes) + 1, _NOTES + 1))
    sums[1:, 1:] = notes.cumsum(axis=0).cumsum(axis=1)
    count = len(notes) - _WINDOW + 1
    prints = np.zeros(count, np.uint32)
    for form, note, height, width, limits in _CLASSIFIERS:
        plus, minus = _sum_areas(sums[:, note:], count, form, (height, width))
        values = np.log1p(plus) - np.log1p(minus)
        prints = prints << np.uint32(2) | _GRAY[np.searchsorted(limits, values, "right")]
    return prints


def _sum_areas(sums: Doubles, count: int, form: str, size: tuple[int, int]) -> tuple[Doubles, Doubles]:
    """Return for each place the sum of the areas that count for a classifier, and of those that count against it."""
    height, width = size

    def area(left: int, low: int, right: int, high: int) -> Doubles:
        later, earlier = sums[right : right + count], sums[left : left + count]
        total: Doubles = later[:, high] - later[:, low] - earlier[:, high] + earlier[:, low]
        return np.maximum(total, 0.0)  # rounding leaves a little less than nothing

    middle, half, third, part = width // 2, height // 2, height // 3, width // 3
    whole = area(0, 0, width, height)
    match form:
        case "all":
            return whole, np.zeros(count)
        case "upper notes":
            lower = area(0, 0, width, half)
            return area(0, half, width, height), lower
        case "later":
            return area(middle, 0, width, height), area(0, 0, middle, height)
        case "crossed":
            plus = area(0, half, middle, height) + area(middle, 0, width, half)
            return plus, area(0, 0, middle, half) + area(middle, half, width, height)
        case "middle notes":
            outer = area(0, 0, width, third) + area(0, 2 * third, width, height)
            return area(0, third, width, 2 * third), outer
        case _:  # middle time
            outer = area(0, 0, part, height) + area(2 * part, 0, width, height)
            return area(part, 0, 2 * part, height), outer
