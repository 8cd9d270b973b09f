"""What a sound is like in few bytes: the standard's own code, bounded, and nothing for what has too little in it."""

from __future__ import annotations

import contextlib
import io
from pathlib import Path

import iscc_lib
import numpy as np
import pytest
import soundfile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.build.media import sounds
from tests.build.readings import OPTIONS
from verify.inspection.media.input_file import Media, MediaError
from verify.inspection.media.sound import audio, chromaprint, sound_imprint
from verify.inspection.readers import audio_marks
from verify.model import Imprint, limits
from verify.model.errors import UnavailableError
from verify.workers.protocol import dump

RATE = 16_000


def write(path: Path, samples: np.ndarray, rate: int = RATE) -> Path:
    soundfile.write(path, samples, rate)
    return path


def make(path: Path) -> tuple[Imprint, ...]:
    with Media.open(path) as media:
        imprints = sound_imprint.make_imprints(media)
    for imprint in imprints:
        dump(imprint)  # within the bounds of what a worker may send
    return imprints


@pytest.mark.parametrize(
    "samples",
    [np.zeros(0), np.zeros(10 * RATE), np.sin(np.arange(10 * RATE) / 6), sounds.melody(1, 4, RATE)],
    ids=["no samples", "silence", "one tone", "four seconds"],
)
def test_what_has_too_little_in_it_has_no_imprint(tmp_path: Path, samples: np.ndarray) -> None:
    assert make(write(tmp_path / "sound.wav", samples)) == ()


def test_the_code_is_the_one_of_the_standard(tmp_path: Path) -> None:
    path = write(tmp_path / "sound.wav", sounds.melody(1, 8, RATE))
    (imprint,) = make(path)
    with Media.open(path) as media:
        prints = chromaprint.compute_prints(audio.read_beginning(media, chromaprint.RATE))
    signed = [number - 2**32 if number >= 2**31 else number for number in prints.tolist()]
    code = iscc_lib.iscc_decompose(str(iscc_lib.gen_audio_code_v0(signed, 256)["iscc"]))
    assert code == iscc_lib.iscc_decompose(iscc_lib.encode_component(2, 2, 0, 256, imprint.whole))
    assert imprint.prints == prints.astype("<u4").tobytes()


def test_a_long_sound_is_remembered_by_its_first_minutes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "IMPRINT_SOUND_SECONDS", 90.0)
    path = write(tmp_path / "long.wav", np.tile(sounds.melody(1, 20, 8_000), 6), 8_000)
    imprints = make(path)
    assert [len(imprint.prints) <= limits.PRINTS * limits.PRINT_BYTES for imprint in imprints] == [True, True]
    assert imprints[0].whole == imprints[1].whole
    last = imprints[1].seconds + len(imprints[1].prints) / limits.PRINT_BYTES * chromaprint.SECONDS
    assert 85 < last < 90


def test_no_more_samples_are_decoded_than_the_bound_however_many_channels(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "IMPRINT_SOUND_VALUES", 192_000 * 8 * 2)
    channels = np.zeros((192_000 * 4, 8), np.float32)
    path = write(tmp_path / "wide.wav", channels, 192_000)
    with Media.open(path) as media:
        heard = sum(piece.size for piece in audio.read_beginning(media, chromaprint.RATE))
    assert heard == 2 * chromaprint.RATE


def test_a_sound_too_slow_to_hear_notes_in_is_not_decoded(tmp_path: Path) -> None:
    assert make(write(tmp_path / "slow.wav", sounds.noise(0.1), 100)) == ()


@pytest.mark.parametrize("wanted", [True, False])
def test_the_reader_makes_imprints_only_where_they_are_wanted(tmp_path: Path, wanted: bool) -> None:
    path = write(tmp_path / "sound.flac", sounds.melody(1, 6, RATE))
    with Media.open(path) as media:
        outputs = list(audio_marks.READER.read(media, replace(OPTIONS, imprints=wanted)))
    assert any(isinstance(output, Imprint) for output in outputs) is wanted


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(("WAV", "FLAC", "OGG", "MP3")), st.integers(0, 10_000), st.binary(min_size=1, max_size=40))
def test_a_torn_or_damaged_sound_has_imprints_or_a_reason(tmp_path: Path, kind: str, at: int, bits: bytes) -> None:
    if kind not in WHOLE:
        stream = io.BytesIO()
        soundfile.write(stream, sounds.melody(4, 6, RATE), RATE, format=kind)
        WHOLE[kind] = stream.getvalue()
    data = bytearray(WHOLE[kind])
    place = at % len(data)
    data[place : place + len(bits)] = bits
    path = tmp_path / "sound"
    path.write_bytes(data[: len(data) - at % 7 * 1_000])
    with contextlib.suppress(MediaError, UnavailableError):  # the latter where it is taken for another format
        make(path)


WHOLE: dict[str, bytes] = {}
