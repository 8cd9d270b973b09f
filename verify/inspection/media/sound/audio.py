"""Decode sound to one channel at one rate, bounded in time and memory, whatever the file claims about itself.

WAV, FLAC, Ogg and MP3 through libsndfile; other codecs through PyAV where the user installed it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import numpy as np

from verify.inspection.containers import bmff_box
from verify.inspection.media.input_file import CallbackStream, Media, MediaError
from verify.inspection.media.sound.audio_samples import (
    RATE,
    Floats,
    Sound,
    Stretch,
    bound_beginning,
    check_bounds,
    choose_stretches,
    mix_down,
    resample,
    resample_pieces,
)
from verify.model import Problem, Waveform, limits
from verify.model.errors import UnavailableError
from verify.model.vocabularies import media_types

if TYPE_CHECKING:
    from soundfile import SoundFile


_DECLARING: Final = frozenset(("audio/mp4", "video/mp4", "video/quicktime", "video/x-m4v"))
_PIECE_VALUES: Final = 16_384  # samples of all channels decoded at once; a damaged place loses so many at most

Read = Callable[[float, float], Floats | None]


def decode_sound(media: Media) -> Sound:
    """Return the sound of `media`: all of it, or evenly spaced stretches of a long one.

    There is no stretch where there is no sound.

    Raises UnavailableError where no installed decoder knows the codec, MediaError where the file cannot be decoded.
    """
    if media.media_type in media_types.SOUNDFILE:
        return _decode_plain(media)
    if _is_silent_film(media):
        return Sound(0.0, ())  # no gap
    from verify.inspection.media.sound import audio_av

    return audio_av.decode_sound(media)


def draw_waveform(sound: Sound) -> Waveform | None:
    """Draw how loud `sound` is over its length; None where nothing was decoded or its length makes no sense."""
    seconds = max((stretch.start + stretch.samples.size / RATE for stretch in sound.stretches), default=0.0)
    seconds = max(seconds, sound.seconds)
    if not 0 < seconds <= limits.TIMELINE_SECONDS:
        return None
    columns = np.full(limits.WAVEFORM_COLUMNS, Waveform.UNHEARD, np.uint8)
    for stretch in sound.stretches:
        edges = np.arange(limits.WAVEFORM_COLUMNS + 1) * (seconds / limits.WAVEFORM_COLUMNS) - stretch.start
        places = np.clip(np.round(edges * RATE), 0, stretch.samples.size).astype(np.int64)
        for column in np.flatnonzero(np.diff(places)):
            loudest = float(np.abs(stretch.samples[places[column] : places[column + 1]]).max())
            columns[column] = round(min(1.0, loudest) * Waveform.LOUDEST)
    return Waveform(seconds, columns.tobytes())


def read_beginning(media: Media, rate: int) -> Iterator[Floats]:
    """Yield the first minutes of a sound in pieces: one channel, `rate` samples a second.

    `limits.IMPRINT_SOUND_SECONDS` and `limits.IMPRINT_SOUND_VALUES` bound how far; a damaged place ends it. Nothing is
    yielded where there is no sound. Raises what `decode_sound` raises.
    """
    if media.media_type in media_types.SOUNDFILE:
        with _open_plain(media) as file:
            pieces = _read_pieces(file, bound_beginning(file.samplerate, file.channels))
            yield from resample_pieces(pieces, file.samplerate, rate)
    elif not _is_silent_film(media):
        from verify.inspection.media.sound import audio_av

        yield from audio_av.read_beginning(media, rate)


def _is_silent_film(media: Media) -> bool:
    """Tell whether a container that lists its tracks lists none of sound, whatever decoder is missing."""
    return bool(media.media_type in _DECLARING and (kinds := bmff_box.find_track_kinds(media)) and b"soun" not in kinds)


def _decode_plain(media: Media) -> Sound:
    with _open_plain(media) as file:
        return _decode_stretches(file)


@contextmanager
def _open_plain(media: Media) -> Iterator[SoundFile]:
    """Open a sound within the bounds of what is decoded, and word whatever is raised over it."""
    try:
        import soundfile
    except (ImportError, OSError) as error:
        raise UnavailableError(f"soundfile: {error}") from error
    stream = CallbackStream(media)
    try:
        with soundfile.SoundFile(stream) as file:
            check_bounds(file.samplerate, file.channels)
            yield file
    except soundfile.SoundFileError as error:
        if stream.problem:
            raise stream.problem from error
        raise MediaError(Problem.FAILED, getattr(error, "error_string", "")) from error
    if stream.problem:
        raise stream.problem


def _decode_stretches(file: SoundFile) -> Sound:
    seconds = file.frames / file.samplerate if 0 < file.frames < limits.FILE_BYTES else 0.0
    stretches = []
    for start, length in choose_stretches(seconds):
        if start and (not file.seekable() or file.seek(int(start * file.samplerate)) < 0):
            continue
        values = _decode(file, int(length * file.samplerate))
        if values.size:
            stretches.append(Stretch(start, resample(values, file.samplerate, RATE)))
    return Sound(seconds, tuple(stretches))


def _decode(file: SoundFile, count: int) -> Floats:
    """Return up to `count` mixed samples."""
    pieces = list(_read_pieces(file, count))
    return np.concatenate(pieces) if pieces else np.empty(0, np.float32)


def _read_pieces(file: SoundFile, count: int) -> Iterator[Floats]:
    """Yield up to `count` mixed samples; fewer at the end, and where the file is damaged further on."""
    from soundfile import SoundFileError

    piece = max(1, _PIECE_VALUES // file.channels)
    is_first = True
    while count > 0:
        try:
            values = file.read(min(count, piece), dtype="float32", always_2d=True)
        except SoundFileError:
            if is_first:
                raise
            return
        if not len(values):
            return
        yield mix_down(values)
        is_first = False
        count -= len(values)
