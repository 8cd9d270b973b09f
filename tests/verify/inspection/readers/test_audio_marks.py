"""Sound of every shape is answered: with what is in it, or with the reason why it was not listened to."""

from __future__ import annotations

import contextlib
import importlib.util
import struct
from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from PIL import Image

from tests.build.media import sounds
from tests.build.media.perth_marking import marked
from tests.build.readings import OPTIONS, findings
from tests.build.readings import seen as everything
from verify.features.teaching.samples import recordings
from verify.inspection.media.input_file import Media, MediaError
from verify.inspection.media.sound import audio, audio_samples
from verify.inspection.readers import Reader, ReaderOutput, audio_marks
from verify.inspection.watermarks import perth
from verify.model import Finding, Layer, OriginClaim, Problem, Strength, Waveform, limits
from verify.model.errors import UnavailableError
from verify.model.vocabularies.finding_codes import FINDINGS

VOICE = sounds.voice(5)


def seen(reader: Reader, path: Path, data: bytes | None = None) -> list[ReaderOutput]:
    """What the reader concludes; its picture of the sound has tests of its own."""
    return [output for output in everything(reader, path, data) if not isinstance(output, Waveform)]


def written(folder: Path, samples: np.ndarray, name: str = "sound.wav", rate: int = sounds.RATE) -> Path:
    path = folder / name
    soundfile.write(path, samples, rate)
    return path


@pytest.mark.parametrize("name", ["sound.wav", "sound.flac", "sound.ogg", "sound.mp3"])
def test_a_marked_voice_is_found_in_every_plain_format(tmp_path: Path, name: str) -> None:
    outputs = seen(audio_marks.READER, written(tmp_path, marked(VOICE), name))
    (facts,) = findings(outputs, "signal.perth")
    assert facts["scheme"].startswith("Perth")
    assert float(facts["end"]) - float(facts["start"]) > 4
    assert isinstance(outputs[0], Finding)
    assert (outputs[0].claim, outputs[0].strength) == (OriginClaim.AI_GENERATED, Strength.DECODED)


def test_a_mark_in_one_of_eight_channels_at_192_khz_is_found(tmp_path: Path) -> None:
    channels = np.zeros((VOICE.size, 8), np.float32)
    channels[:, 3] = marked(VOICE)
    path = written(tmp_path, np.repeat(channels, 6, axis=0), rate=192_000)
    assert findings(seen(audio_marks.READER, path), "signal.perth")


def test_channels_that_cancel_each_other_out_are_heard(tmp_path: Path) -> None:
    path = written(tmp_path, np.stack([marked(VOICE), -marked(VOICE)], axis=1))
    assert findings(seen(audio_marks.READER, path), "signal.perth")


def test_the_rhythm_label_is_stated_and_never_makes_a_dispute(tmp_path: Path) -> None:
    outputs = seen(audio_marks.READER, written(tmp_path, np.concatenate([VOICE, sounds.tones(".- .."), VOICE])))
    (facts,) = findings(outputs, "sound.rhythm_label")
    assert float(facts["start"]) == pytest.approx(6, abs=0.2)
    assert [output.strength for output in outputs if isinstance(output, Finding)] == [Strength.STATED]
    assert FINDINGS["sound.rhythm_label"].layer is Layer.VISIBLE


def test_a_clean_voice_gives_nothing(tmp_path: Path) -> None:
    assert seen(audio_marks.READER, written(tmp_path, VOICE)) == []


def test_a_long_sound_is_examined_in_parts_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "hour.wav"
    soundfile.write(path, np.zeros(4_000 * 3_600, np.int16), 4_000, subtype="PCM_U8")
    (facts,) = findings(seen(audio_marks.READER, path), "context.sound_sampled")
    assert facts == {"heard": "120", "seconds": "3600"}


def test_the_stretches_of_a_long_sound_reach_from_its_beginning_to_its_end() -> None:
    places = audio_samples.choose_stretches(3_600)
    assert sum(length for _, length in places) <= limits.LISTENED_SECONDS
    assert places[0][0] == 0
    assert sum(places[-1]) == pytest.approx(3_600)


def test_a_sound_without_a_single_sample_gives_nothing(tmp_path: Path) -> None:
    assert seen(audio_marks.READER, written(tmp_path, np.zeros(0, np.float32))) == []


def test_a_header_that_promises_two_gigabytes_is_read_to_the_end_that_is_there(tmp_path: Path) -> None:
    data = bytearray(written(tmp_path, marked(VOICE)).read_bytes())
    at = data.index(b"data")
    data[at + 4 : at + 8] = struct.pack("<I", 0x7FFFFFFF)
    assert findings(seen(audio_marks.READER, tmp_path / "lie.wav", bytes(data)), "signal.perth")


@pytest.mark.parametrize("name", ["cut.flac", "cut.mp3", "cut.ogg"])
def test_of_a_sound_that_is_cut_off_what_is_there_is_heard(tmp_path: Path, name: str) -> None:
    whole = written(tmp_path, np.tile(marked(VOICE), 3), name).read_bytes()
    assert findings(seen(audio_marks.READER, tmp_path / name, whole[: len(whole) * 2 // 3]), "signal.perth")


def test_more_channels_than_any_recording_has_are_refused(tmp_path: Path) -> None:
    path = written(tmp_path, np.zeros((100, limits.SOUND_CHANNELS + 1), np.float32))
    with pytest.raises(MediaError) as caught:
        seen(audio_marks.READER, path)
    assert caught.value.problem is Problem.TOO_LARGE


@pytest.mark.skipif(importlib.util.find_spec("av") is not None, reason="PyAV is installed")
@pytest.mark.parametrize("head", [b"\xff\xf1\x50\x80\x00\x1f\xfc", b"\x00\x00\x00\x18ftypM4A \x00\x00\x00\x00M4A mp42"])
def test_a_codec_without_its_decoder_is_not_checked_and_says_what_is_missing(tmp_path: Path, head: bytes) -> None:
    with pytest.raises(UnavailableError, match="PyAV"):
        seen(audio_marks.READER, tmp_path / "sound", head + bytes(100))


def test_a_film_without_a_sound_track_is_silent_and_needs_no_decoder(tmp_path: Path) -> None:
    clip = recordings.make_clip(Image.new("RGB", (320, 214), (90, 120, 150)))
    assert seen(audio_marks.READER, tmp_path / "silent.mp4", clip) == []


def test_a_sound_that_promises_samples_and_has_none_is_not_clean(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audio, "decode_sound", lambda _: audio_samples.Sound(10.0, ()))
    with pytest.raises(MediaError):
        seen(audio_marks.READER, written(tmp_path, VOICE))


def test_without_the_weights_the_label_is_still_heard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> perth.Detector:
        raise perth.MissingError("resemble-perth")

    monkeypatch.setattr(perth, "load_detector", missing)
    with Media.open(written(tmp_path, sounds.tones(".- .."))) as media:
        reading = audio_marks.read(media, replace(OPTIONS, previews=False))
        assert findings([next(reading)], "sound.rhythm_label")
        with pytest.raises(UnavailableError, match="resemble-perth"):
            next(reading)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("small")
    return {
        name: written(folder, sounds.noise(0.3), f"small.{name}").read_bytes() for name in ("wav", "flac", "ogg", "mp3")
    }


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.sampled_from(["wav", "flac", "ogg", "mp3"]),
    changes=st.lists(st.tuples(st.integers(0, 1_000), st.integers(0, 255)), max_size=8),
    length=st.integers(1, 20_000),
)
def test_damaged_sound_is_read_or_refused(
    name: str, changes: list[tuple[int, int]], length: int, small: dict[str, bytes], tmp_path: Path
) -> None:
    data = bytearray(small[name][:length])
    for place, byte in changes:
        if place < len(data):
            data[place] = byte
    with contextlib.suppress(MediaError, UnavailableError):
        seen(audio_marks.READER, tmp_path / "damaged", bytes(data))


def test_a_sound_is_drawn_over_its_whole_length(tmp_path: Path) -> None:
    half = np.concatenate((np.zeros(sounds.RATE), np.full(sounds.RATE, 0.5))).astype(np.float32)
    (drawn,) = [
        output
        for output in everything(audio_marks.READER, written(tmp_path, half, "half.flac"))
        if isinstance(output, Waveform)
    ]
    assert drawn.seconds == pytest.approx(2.0, abs=0.01)
    middle = len(drawn.peaks) // 2
    assert max(drawn.peaks[: middle - 5]) < 10
    assert min(drawn.peaks[middle + 5 : -5]) == pytest.approx(Waveform.LOUDEST / 2, abs=10)


def test_what_was_not_listened_to_is_not_drawn_as_silence() -> None:
    second = np.full(audio_samples.RATE, 1.0, np.float32)
    drawn = audio.draw_waveform(
        audio_samples.Sound(10.0, (audio_samples.Stretch(0.0, second), audio_samples.Stretch(9.0, second)))
    )
    assert drawn is not None
    tenth = limits.WAVEFORM_COLUMNS // 10
    assert set(drawn.peaks[:tenth]) == set(drawn.peaks[-tenth:]) == {Waveform.LOUDEST}
    assert set(drawn.peaks[tenth:-tenth]) == {Waveform.UNHEARD}


@pytest.mark.parametrize("seconds", [0.0, limits.TIMELINE_SECONDS * 2])
def test_a_length_that_makes_no_sense_is_not_drawn(seconds: float) -> None:
    stretches = (audio_samples.Stretch(0.0, np.zeros(10, np.float32)),) if seconds else ()
    assert audio.draw_waveform(audio_samples.Sound(seconds, stretches)) is None
