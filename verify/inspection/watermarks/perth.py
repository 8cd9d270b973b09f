"""The Perth watermark for speech (Resemble AI): is it in these samples, and where?

The detector is a small network whose weights come with the package `resemble-perth`; it is computed here in arrays and
the package's own code is never run. It gives a statistic: there is no message and no checksum in this mark.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from verify.inspection.watermarks import torch_checkpoint

RATE: Final = 32_000  # samples a second that the detector hears
WINDOW_SECONDS: Final = 4.0  # judged at once; a mark in a part of a long sound would drown in the whole
STEP_SECONDS: Final = 0.5
LEAST_SECONDS: Final = 1.0  # of sound that is not silence, within a window
UNMARKED: Final = 1_519  # recordings of human voices without a hit (docs/measurements/sound.md)
LEAST_SCORE: Final = 0.8  # marked sound scores 0.98 and more, and clean speech up to 0.52
LEAST_AGREEING: Final = 0.92  # of the frames in a window that are not silence; nearly all in marked speech

_PACKAGE: Final = "resemble-perth"
PREFIX: Final = "decoder."  # of the names of the detector's arrays
_WEIGHTS: Final = "perth/perth_net/pretrained/implicit/perth_net_250000.pth.tar"
# of the detector's arrays, as `digest` takes it: a bundle leaves the embedder's out
_WEIGHTS_SHA256: Final = "ae195c55bfe302d2012213beee86669bb954ed4f520ca2ccd29b22bdf9ae6e7d"

_FFT: Final = 2_048
_HOP: Final = 320
FRAMES_PER_SECOND: Final = RATE // _HOP
_LOWEST: Final = 1e-9  # magnitude
_FLOOR_DECIBELS: Final = 180.0
_RANGE_DECIBELS: Final = 195.0
_BANDS: Final = 128  # of 1025: the mark lies below 2 kHz
_SPEEDS: Final = (1.25, 1.0, 0.75)  # the detector's three branches, in the order of its weights
_BRANCHES: Final = ("slow_layers", "normal_layers", "fast_layers")
_DECIDING: Final = 1  # the branch at the sound's own speed; as trained, the others answer the same to everything
_LAYERS: Final = 7
_LEAK: Final = 0.01
_QUIET: Final = 0.05  # of the loudest frame's sum; frames below are not counted
_MARKED: Final = 3.0  # a frame's answer beyond this says mark
_CANDIDATE: Final = 2.0  # the deciding branch's mean; 6 in marked speech, about -0.2 in clean
_SHIFTS: Final = (-10, -8, -6, -4, -3, 3, 4, 6, 8, 10)  # bands
_STRETCHES: Final = (0.9, 0.93, 0.95, 0.97, 1.03, 1.05, 1.07, 1.1)  # as a sound that is played slower or faster
# the deciding branch's answers to sound moved in such ways: marked speech stays below, tones and melodies do not
_MOST_MOVED: Final = 3.0
_MOST_SHIFTED_MEAN: Final = 0.7
_PIECE: Final = 512  # frames transformed at once

Floats = NDArray[np.float32]


class MissingError(Exception):
    """The weights are not installed, or are not those whose limits were measured."""


class WatermarkSpan(Struct, frozen=True):
    """A marked stretch: where it begins and ends in seconds, and the highest score (0 to 1) within."""

    start: float
    end: float
    score: float


class NetworkLayer(Struct, frozen=True):
    """Weights for the frames around each frame, and what is added."""

    taps: tuple[Floats, ...]  # (in × out) for each place of the filter
    bias: Floats


Detector = tuple[tuple[NetworkLayer, ...], ...]


def find_weights() -> Path:
    """Find where the installed package keeps the weights. Raises MissingError."""
    try:
        files = importlib.metadata.files(_PACKAGE) or ()
    except importlib.metadata.PackageNotFoundError as error:
        raise MissingError(_PACKAGE) from error
    for file in files:
        if file.as_posix() == _WEIGHTS:
            return Path(str(file.locate()))
    raise MissingError(f"{_PACKAGE}: {_WEIGHTS}")


@lru_cache(maxsize=1)
def load_detector() -> Detector:
    """Load the network, read once. Raises MissingError where the weights are missing or others than the known ones."""
    try:
        arrays = torch_checkpoint.load(find_weights(), "model", PREFIX)
    except torch_checkpoint.CheckpointError as error:
        raise MissingError(f"{_PACKAGE}: {error}") from error
    if digest(arrays) != _WEIGHTS_SHA256:
        raise MissingError(f"{_PACKAGE}: other weights than the known ones")
    return assemble(arrays)


def digest(arrays: torch_checkpoint.Arrays) -> str:
    """Compute the SHA-256 of arrays: of each, in the order of their names, its name, its shape and its values."""
    sha256 = hashlib.sha256()
    for name in sorted(arrays):
        sha256.update(f"{name} {arrays[name].shape}\n".encode())
        sha256.update(arrays[name].tobytes())
    return sha256.hexdigest()


def assemble(arrays: torch_checkpoint.Arrays) -> Detector:
    """Build the three branches from a checkpoint's arrays. Raises MissingError where one is missing or misshapen."""
    try:
        return tuple(
            tuple(build_layer(arrays, f"{PREFIX}{branch}.{number}.conv") for number in range(_LAYERS))
            for branch in _BRANCHES
        )
    except (KeyError, ValueError) as error:
        raise MissingError(f"{_PACKAGE}: {error}") from error


def build_layer(arrays: torch_checkpoint.Arrays, name: str) -> NetworkLayer:
    """Build one layer of the network out of the checkpoint. Raises KeyError or ValueError where it is not there."""
    weight, bias = arrays[f"{name}.weight"], arrays[f"{name}.bias"]
    out, _, places = weight.shape
    if bias.shape != (out,) or places % 2 == 0:
        raise ValueError(name)
    return NetworkLayer(tuple(np.ascontiguousarray(weight[:, :, place].T) for place in range(places)), bias)


def find_spans(samples: Floats, network: Detector) -> tuple[WatermarkSpan, ...]:
    """Find the marked stretches of `samples` (mono, RATE a second), one after the other."""
    if samples.size < LEAST_SECONDS * RATE:
        return ()
    bands, loudness = compute_spectrum(samples)
    merged: list[WatermarkSpan] = []
    for first, end, score in score_windows(bands, loudness, network):
        span = WatermarkSpan(first / FRAMES_PER_SECOND, min(end / FRAMES_PER_SECOND, samples.size / RATE), score)
        if score < LEAST_SCORE:
            continue
        if merged and span.start <= merged[-1].end:
            merged[-1] = WatermarkSpan(merged[-1].start, span.end, max(merged[-1].score, score))
        else:
            merged.append(span)
    return tuple(span for span in merged if not _is_tonal(span, bands, loudness, network))


def score_windows(bands: Floats, loudness: Floats, network: Detector) -> Iterator[tuple[int, int, float]]:
    """Yield first and last frame (exclusive) and the score (0 to 1) of every window that is not mostly silence.

    The score is the package's own for these frames; it is 0 where the branch that decides it stays far below, or where
    only part of the frames say so: a mark is everywhere, and music now and then looks like one.
    """
    total = len(loudness)
    heard = loudness > _QUIET * loudness.max()
    length = min(total, int(WINDOW_SECONDS * FRAMES_PER_SECOND))
    step, last = int(STEP_SECONDS * FRAMES_PER_SECOND), total - length
    starts = [
        first
        for first in sorted({*range(0, last + 1, step), last})
        if heard[first : first + length].sum() >= LEAST_SECONDS * FRAMES_PER_SECOND
    ]
    tracks = {_DECIDING: _run_branch(bands, heard, network, _DECIDING)}
    means = [tracks[_DECIDING].compute_means(first, first + length) for first in starts]
    near = [mark >= _CANDIDATE and agreeing >= LEAST_AGREEING for _, mark, agreeing in means]
    if any(near):
        tracks |= {number: _run_branch(bands, heard, network, number) for number in range(3) if number != _DECIDING}
    for first, is_near in zip(starts, near, strict=True):
        yield first, first + length, _combine(tracks, first, first + length) if is_near else 0.0


class _BranchSums(Struct, frozen=True):
    """Running sums of one branch's answers over the frames at its speed, and of how many frames count."""

    speed: float
    answers: NDArray[np.float64]
    counts: NDArray[np.float64]

    def compute_means(self, first: int, end: int) -> tuple[float, float, float]:
        """Compute the means of attention, mark and frames that say mark, within the frames `first` to `end`."""
        a, b = int(first * self.speed), int(end * self.speed)
        counted = max(1.0, float(self.counts[b, 0] - self.counts[a, 0]))
        attention, mark, agreeing = (self.answers[b] - self.answers[a]) / counted
        return float(attention), float(mark), float(agreeing)


def _run_branch(bands: Floats, heard: NDArray[np.bool_], network: Detector, number: int) -> _BranchSums:
    total, speed = len(bands), _SPEEDS[number]
    size = int(total * speed)
    answers = run(network[number], _stretch(bands, size))
    mask = heard[(np.arange(size) * total) // size]
    answers = np.column_stack([answers, answers[:, 1] > _MARKED])
    answers[~mask] = 0
    return _BranchSums(speed, _accumulate(answers), _accumulate(mask[:, None].astype(np.float32)))


def _combine(tracks: dict[int, _BranchSums], first: int, end: int) -> float:
    """Combine the branches' means within frames `first` to `end`, weighed by the attention that each asks for."""
    attention, marks, _ = np.array([tracks[number].compute_means(first, end) for number in sorted(tracks)]).T
    shares = np.exp(attention - attention.max())
    score = float((shares / shares.sum()) @ marks)
    return min(1.0, max(0.0, score)) if np.isfinite(score) else 0.0


def _is_tonal(span: WatermarkSpan, bands: Floats, loudness: Floats, network: Detector) -> bool:
    """Return whether the detector answers to sustained tones, which it does as to a mark.

    A mark lies in its own bands: moved up or down by a few of them, or stretched a little, it is gone. Tones are still
    taken for one.
    """
    length = int(WINDOW_SECONDS * FRAMES_PER_SECOND)
    first, end = (int(place * FRAMES_PER_SECOND) for place in (span.start, span.end))
    middle = max(first, (first + end - length) // 2)
    part = bands[middle : middle + length]
    heard = loudness[middle : middle + length] > _QUIET * loudness.max()

    def answer(moved: Floats) -> float:
        return _run_branch(moved, heard, network, _DECIDING).compute_means(0, len(part))[1]

    shifted: list[float] = []
    for shift in _SHIFTS:
        places = np.clip(np.arange(_BANDS) - shift, 0, _BANDS - 1)
        shifted.append(answer(part[:, places]))
        if shifted[-1] >= _MOST_MOVED:
            return True
    if sum(shifted) / len(shifted) >= _MOST_SHIFTED_MEAN:
        return True
    return any(answer(_interpolate(part, np.arange(_BANDS) / factor)) >= _MOST_MOVED for factor in _STRETCHES)


def compute_spectrum(samples: Floats) -> tuple[Floats, Floats]:
    """Compute the low bands of each frame (frames × bands, 0 is silence and 1 near full scale), and its sum."""
    padded = np.pad(samples, _FFT // 2, mode="reflect")
    frames = np.lib.stride_tricks.sliding_window_view(padded, _FFT)[::_HOP]
    window = (0.5 - 0.5 * np.cos(2 * np.pi * np.arange(_FFT) / _FFT)).astype(np.float32)
    bands = np.empty((len(frames), _BANDS), np.float32)
    loudness = np.empty(len(frames), np.float32)
    for at in range(0, len(frames), _PIECE):
        size = np.abs(np.fft.rfft(frames[at : at + _PIECE] * window, axis=1))
        level = (20 * np.log10(np.maximum(size, _LOWEST)) + _FLOOR_DECIBELS) / _RANGE_DECIBELS
        bands[at : at + _PIECE] = level[:, :_BANDS]
        loudness[at : at + _PIECE] = level.sum(axis=1)
    return bands, loudness


def _interpolate(part: Floats, places: NDArray[np.float64]) -> Floats:
    """Interpolate `part` (frames × bands) at `places` between its bands, linearly; beyond the last band it goes on."""
    below = np.clip(np.floor(places).astype(np.intp), 0, _BANDS - 1)
    above = np.minimum(below + 1, _BANDS - 1)
    share = (places - np.floor(places)).astype(np.float32)
    moved: Floats = part[:, below] * (1 - share) + part[:, above] * share
    return moved


def _stretch(bands: Floats, size: int) -> Floats:
    """Resample `bands` to `size` frames, linearly; first and last stay."""
    count = len(bands)
    if size == count:
        return bands
    places = np.arange(size) * ((count - 1) / max(1, size - 1))
    below = np.minimum(places.astype(np.intp), count - 1)
    above = np.minimum(below + 1, count - 1)
    share = (places - below).astype(np.float32)[:, None]
    stretched: Floats = bands[below] * (1 - share) + bands[above] * share
    return stretched


def run(layers: tuple[NetworkLayer, ...], frames: Floats) -> Floats:
    """Compute the last layer's answer for every frame; of a branch (frames × 2): attention and mark."""
    for number, layer in enumerate(layers):
        frames = _filter(layer, frames)
        if number < len(layers) - 1:
            np.maximum(frames, _LEAK * frames, out=frames)
    return frames


def _filter(layer: NetworkLayer, frames: Floats) -> Floats:
    """Compute one layer: every frame from those around it, beyond the ends from zeros."""
    count, reach = len(frames), len(layer.taps) // 2
    total = np.tile(layer.bias, (count, 1))
    for place, weight in enumerate(layer.taps):
        shift = place - reach
        low, high = max(0, -shift), min(count, count - shift)
        if low < high:
            total[low:high] += frames[low + shift : high + shift] @ weight
    return total


def _accumulate(values: Floats) -> NDArray[np.float64]:
    """Compute running sums with a leading zero, so that any stretch's sum is one difference."""
    total = np.zeros((len(values) + 1, values.shape[1]))
    np.cumsum(values, axis=0, dtype=np.float64, out=total[1:])
    return total
