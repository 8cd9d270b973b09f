"""The sound of a file as it is played: stretches of 16-bit samples, decoded one after the other.

Nothing else than libsndfile decodes here: the same formats that are listened to without a library of the user's own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from verify.inspection.media.input_file import CallbackStream, Media, MediaError
from verify.inspection.media.sound.audio_samples import check_bounds, mix_down, resample
from verify.model import Problem, limits
from verify.model.errors import UnavailableError
from verify.model.views import Samples

if TYPE_CHECKING:
    from soundfile import SoundFile

_LEAST_RATE: Final = 1_000
_LOUDEST: Final = 32_767
_AROUND_SECONDS: Final = 0.02  # decoded on both sides of a stretch that is brought to another rate


class Hearing:
    """An open sound. Raises UnavailableError without libsndfile, MediaError where the sound cannot be decoded."""

    def __init__(self, media: Media) -> None:
        try:
            import soundfile
        except (ImportError, OSError) as error:
            raise UnavailableError(f"soundfile: {error}") from error
        self._stream = CallbackStream(media)
        self._error: type[Exception] = soundfile.SoundFileError
        try:
            self._file: SoundFile = soundfile.SoundFile(self._stream)
        except soundfile.SoundFileError as error:
            raise self._stream.problem or MediaError(Problem.FAILED, str(error)) from error
        check_bounds(self._file.samplerate, self._file.channels)
        if self._file.samplerate < _LEAST_RATE:
            raise MediaError(Problem.FAILED, f"{self._file.samplerate} samples a second")

    @property
    def seconds(self) -> float:
        """How long it lasts, as it says; 0 where that is not believable."""
        seconds: float = self._file.frames / self._file.samplerate
        return seconds if 0 < seconds <= limits.TIMELINE_SECONDS else 0.0

    def listen(self, second: float) -> Samples:
        """Decode a stretch from `second` on; it is empty behind the end."""
        rate = self._file.samplerate
        count = round(limits.PCM_SECONDS * rate)
        around = round(_AROUND_SECONDS * rate) if rate > limits.PCM_RATE else 0
        start = round(max(0.0, min(second, limits.TIMELINE_SECONDS)) * rate)
        before = min(around, start)
        values = self._read(start - before, before + count + around)
        last = len(values) < before + count + around
        if around:
            values, rate = _bring_down(values, rate, before), limits.PCM_RATE
            count = round(limits.PCM_SECONDS * rate)
        values = values[:count]
        pcm = (values.clip(-1.0, 1.0) * _LOUDEST).round().astype("<i2")
        return Samples(start / self._file.samplerate, rate, values.shape[1], pcm.tobytes(), is_last=last)

    def _read(self, start: int, count: int) -> NDArray[np.float32]:
        """Return up to `count` samples × channels from `start` on, of one or two channels."""
        if self._file.tell() != start and (start > self._file.frames or self._file.seek(start) < 0):
            return np.zeros((0, 1), np.float32)
        try:
            values = self._file.read(count, dtype="float32", always_2d=True)
        except self._error as error:
            raise self._stream.problem or MediaError(Problem.FAILED, str(error)) from error
        if self._stream.problem:
            raise self._stream.problem
        if values.shape[1] > limits.PCM_CHANNELS:
            return mix_down(values)[:, None]
        heard: NDArray[np.float32] = np.nan_to_num(values, nan=0.0, posinf=0.0, neginf=0.0)
        return heard


def _bring_down(values: NDArray[np.float32], rate: int, before: int) -> NDArray[np.float32]:
    """Bring samples × channels to the highest rate that is handed on, and drop the `before` that came first."""
    channels = [resample(np.ascontiguousarray(values[:, at]), rate, limits.PCM_RATE) for at in range(values.shape[1])]
    return np.stack(channels, axis=1)[round(before * limits.PCM_RATE / rate) :]
