"""Decode the sound of codecs that libsndfile does not know, through PyAV.

PyAV is not shipped, since its packages hold libraries under the GPL; whoever installs it gets more sounds checked.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from verify.inspection.media.input_file import Media, MediaError
from verify.inspection.media.sound import audio_samples
from verify.inspection.media.sound.audio_samples import Floats, Sound, Stretch
from verify.model import Problem, limits
from verify.model.errors import UnavailableError
from verify.model.vocabularies import media_types

if TYPE_CHECKING:
    from av.audio.frame import AudioFrame

_MICROSECONDS: Final = 1_000_000


def decode_sound(media: Media) -> Sound:
    """Return the first sound track of `media`; no stretch where there is none.

    Raises UnavailableError without PyAV, MediaError where the file cannot be decoded.
    """
    with _open(media) as container:
        return _decode_track(container)


def read_beginning(media: Media, rate: int) -> Iterator[Floats]:
    """Yield the first minutes of the first sound track in pieces, as `audio.read_beginning`."""
    with _open(media) as container:
        if not container.streams.audio:
            return
        track = container.streams.audio[0]
        audio_samples.check_bounds(track.rate, track.channels)
        bound = audio_samples.bound_beginning(track.rate, track.channels)
        pieces = (piece for piece, _ in _read_pieces(container.decode(track), bound, track.rate))
        yield from audio_samples.resample_pieces(pieces, track.rate, rate)


@contextmanager
def _open(media: Media) -> Iterator[Any]:
    """Open a container, and word whatever is raised over it."""
    try:
        import av
    except (ImportError, OSError) as error:
        raise UnavailableError(f"PyAV: {error}") from error
    try:
        # the container is told, not guessed: some that FFmpeg would guess name other files to open
        with av.open(
            media.open_buffered(), format=media_types.DEMUXERS[media.media_type], metadata_errors="ignore"
        ) as container:
            yield container
    except MediaError:
        raise
    except (av.FFmpegError, ValueError) as error:
        raise MediaError(Problem.FAILED, str(error)) from error


def _decode_track(container: Any) -> Sound:
    if not container.streams.audio:
        return Sound(0.0, ())
    track = container.streams.audio[0]
    audio_samples.check_bounds(track.rate, track.channels)
    seconds = max(0.0, (container.duration or 0) / _MICROSECONDS)
    stretches = []
    for start, length in audio_samples.choose_stretches(seconds):
        if start:
            container.seek(int(start * _MICROSECONDS))
        samples, begins = _decode(container.decode(track), length, track.rate)
        if samples.size:
            stretches.append(
                Stretch(begins if start else 0.0, audio_samples.resample(samples, track.rate, audio_samples.RATE))
            )
    return Sound(seconds, tuple(stretches))


def _decode(frames: Iterator[AudioFrame], seconds: float, rate: int) -> tuple[Floats, float]:
    """Return the mixed samples of up to `seconds`, and where they begin."""
    pieces: list[Floats] = []
    begins = 0.0
    for piece, time in _read_pieces(frames, int(seconds * rate), rate):
        begins = begins if pieces else time
        pieces.append(piece)
        if len(pieces) > limits.SEGMENTS * 10:
            break
    return (np.concatenate(pieces) if pieces else np.empty(0, np.float32)), begins


def _read_pieces(frames: Iterator[AudioFrame], count: int, rate: int) -> Iterator[tuple[Floats, float]]:
    """Yield up to `count` mixed samples, a frame's at a time, each with when it begins in seconds."""
    for frame in frames:
        if frame.sample_rate != rate:
            break  # the rest would be at another speed
        audio_samples.check_bounds(frame.sample_rate, frame.layout.nb_channels)
        mixed = _mix(frame)
        yield mixed, float(frame.time or 0.0)
        count -= mixed.size
        if count <= 0:
            break


def _mix(frame: AudioFrame) -> Floats:
    values = frame.to_ndarray()
    channels = frame.layout.nb_channels
    values = values.T if frame.format.is_planar else values.reshape(-1, channels)
    if values.dtype.kind == "f":
        return audio_samples.mix_down(values.astype(np.float32))
    middle = 128 if values.dtype == np.uint8 else 0
    scale = 2.0 ** (8 * values.dtype.itemsize - 1)
    return audio_samples.mix_down(((values.astype(np.float64) - middle) / scale).astype(np.float32))
