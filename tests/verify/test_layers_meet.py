"""Real marks in the content meet real signatures: what the layers say together, from the file to the verdict."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
import soundfile
from PIL import Image, ImageDraw, ImageFont

from tests.build.media.drawings.drawing import with_star
from tests.build.media.embedding import embedded, scene
from tests.build.media.perth_marking import marked
from tests.build.records.manifests import NOW
from verify.features.teaching.samples import files, recordings
from verify.features.teaching.samples.certificates import Cast, Identity, encode_pem, make_cast
from verify.features.teaching.samples.signing import Action, Part, Statement, created, edited, opened, sign
from verify.inspection.inspect import inspect
from verify.inspection.watermarks.dwt_dct import PAYLOADS
from verify.model import Alarm, Conclusion, Options, RecordState, Report, Standing, Strength, TrustList, TrustListFacts

SDXL = next(payload for payload in PAYLOADS if payload.name == "sdxl")
READERS = ("c2pa", "c2pa_content", "exif", "xmp", "text_chunks", "visible_marks", "hidden_marks", "sound_marks")
CAPTURED = created("digitalCapture")
BY_AI = created("trainedAlgorithmicMedia")
DRAWN = created("digitalCreation")


@pytest.fixture(scope="module")
def everybody() -> Cast:
    return make_cast()


@pytest.fixture(scope="module")
def plain() -> Image.Image:
    return Image.fromarray(np.rint(scene(5)).astype(np.uint8))


@pytest.fixture(scope="module")
def watermarked() -> Image.Image:
    """The same picture with the mark of Stable Diffusion XL's library."""
    return Image.fromarray(embedded(scene(5), SDXL, "BGR", "float32"))


def png(picture: Image.Image, signer: Identity | None, *actions: Action, parts: tuple[Part, ...] = ()) -> bytes:
    written = io.BytesIO()
    picture.save(written, "PNG")
    data = written.getvalue()
    return data if signer is None else sign(data, "image/png", Statement("Program", actions, parts), signer)[0]


def judged(path: Path, data: bytes, everybody: Cast) -> Report:
    path.write_bytes(data)
    anchor = TrustList(TrustListFacts("Anchor", "2026-11-22", "user", 1), encode_pem(everybody.root).decode())
    return inspect(path, Options(NOW, readers=READERS, trust=(anchor,), previews=False))


def answer(report: Report) -> tuple[Conclusion, Standing]:
    return report.verdict.conclusion, report.verdict.standing


def codes(report: Report) -> set[str]:
    return {finding.code for finding in report.findings}


def test_a_mark_alone_is_decoded(tmp_path: Path, watermarked: Image.Image, everybody: Cast) -> None:
    report = judged(tmp_path / "mark.png", png(watermarked, None), everybody)
    assert answer(report) == (Conclusion.AI_GENERATED, Standing.DECODED)
    assert report.record.state is RecordState.ABSENT


def test_a_confirmed_photo_with_the_mark_of_a_generator_is_disputed(
    tmp_path: Path, watermarked: Image.Image, everybody: Cast
) -> None:
    report = judged(tmp_path / "photo.png", png(watermarked, everybody.camera, CAPTURED), everybody)
    assert report.record.state is RecordState.TRUSTED
    assert answer(report) == (Conclusion.DISPUTED, Standing.DECODED)
    assert Alarm.LAYERS_CONTRADICT in report.verdict.alarms


def test_a_confirmed_drawing_with_the_mark_of_a_generator_is_disputed(
    tmp_path: Path, watermarked: Image.Image, everybody: Cast
) -> None:
    report = judged(tmp_path / "drawing.png", png(watermarked, everybody.studio, DRAWN), everybody)
    assert answer(report) == (Conclusion.DISPUTED, Standing.DECODED)


def test_a_confirmed_record_of_an_ai_picture_and_its_mark_agree(
    tmp_path: Path, watermarked: Image.Image, everybody: Cast
) -> None:
    report = judged(tmp_path / "ai.png", png(watermarked, everybody.service, BY_AI), everybody)
    assert answer(report) == (Conclusion.AI_GENERATED, Standing.CONFIRMED)
    assert Alarm.LAYERS_CONTRADICT not in report.verdict.alarms
    assert "signal.dwt_dct" in codes(report)


def test_a_strangers_photo_record_does_not_stand_against_the_mark(
    tmp_path: Path, watermarked: Image.Image, everybody: Cast
) -> None:
    report = judged(tmp_path / "stranger.png", png(watermarked, everybody.stranger, CAPTURED), everybody)
    assert report.record.state is RecordState.UNTRUSTED
    assert answer(report) == (Conclusion.AI_GENERATED, Standing.DECODED)


def test_a_photo_record_pasted_onto_a_marked_picture_is_broken_and_the_mark_speaks(
    tmp_path: Path, plain: Image.Image, watermarked: Image.Image, everybody: Cast
) -> None:
    first = sign(files.encode_jpeg(plain), "image/jpeg", Statement("Camera", (CAPTURED,)), everybody.camera)[0]
    written = io.BytesIO()
    watermarked.save(written, "JPEG", quality=97, subsampling=0)
    report = judged(tmp_path / "pasted.jpg", files.copy_record(first, written.getvalue()), everybody)
    assert report.record.state is RecordState.ALTERED
    assert Alarm.RECORD_BROKEN in report.verdict.alarms
    assert answer(report) == (Conclusion.AI_GENERATED, Standing.DECODED)


def test_a_mark_that_is_part_of_the_records_own_story_is_no_contradiction(
    tmp_path: Path, plain: Image.Image, watermarked: Image.Image, everybody: Cast
) -> None:
    photo = png(plain, everybody.camera, CAPTURED)
    part = Part(photo, "image/png", "parentOf", "part", "photo.png")
    changed = edited("compositeWithTrainedAlgorithmicMedia", "Filled in")
    report = judged(
        tmp_path / "edited.png", png(watermarked, everybody.studio, opened("part"), changed, parts=(part,)), everybody
    )
    assert report.verdict.conclusion is Conclusion.AI_EDITED
    assert Alarm.LAYERS_CONTRADICT not in report.verdict.alarms


def test_a_star_drawn_on_a_confirmed_photo_is_a_doubt_and_never_a_dispute(
    tmp_path: Path, plain: Image.Image, everybody: Cast
) -> None:
    starred = Image.fromarray(with_star(np.asarray(plain), 48, 32, 0.5))
    report = judged(tmp_path / "star.png", png(starred, everybody.camera, CAPTURED), everybody)
    assert answer(report) == (Conclusion.CAPTURED, Standing.CONFIRMED)
    (star,) = [at for at, finding in enumerate(report.findings) if finding.code == "visible.sparkle"]
    assert report.findings[star].strength is Strength.STATED
    assert star in report.verdict.doubts


def test_words_on_a_confirmed_photo_are_a_doubt_and_never_a_dispute(
    tmp_path: Path, plain: Image.Image, everybody: Cast
) -> None:
    lettered = plain.copy()
    ImageDraw.Draw(lettered).text((20, 460), "AI-generated", "white", ImageFont.load_default(32))
    path = tmp_path / "words.png"
    path.write_bytes(png(lettered, everybody.camera, CAPTURED))
    anchor = TrustList(TrustListFacts("Anchor", "2026-11-22", "user", 1), encode_pem(everybody.root).decode())
    report = inspect(path, Options(NOW, readers=("c2pa", "visible_text"), trust=(anchor,), previews=False))
    assert "visible.label" in codes(report)
    assert answer(report) == (Conclusion.CAPTURED, Standing.CONFIRMED)


def test_a_confirmed_recording_with_the_mark_of_a_speech_generator_is_disputed(tmp_path: Path, everybody: Cast) -> None:
    data = recordings.make_melody()
    samples, rate = soundfile.read(io.BytesIO(data), dtype="float32")
    mono = samples if samples.ndim == 1 else samples.mean(axis=1)
    chance = np.random.default_rng(4)
    voice = np.interp(np.arange(6 * 32_000) / 32_000, np.arange(len(mono)) / rate, mono, right=0)
    voice = voice + chance.normal(0, 0.02, voice.size) * (1 + np.sin(np.arange(voice.size) / 3000))
    written = io.BytesIO()
    soundfile.write(written, marked(voice.astype(np.float32)), 32_000, format="WAV")
    for name, signer, wanted in (
        ("alone", None, (Conclusion.AI_GENERATED, Standing.DECODED)),
        ("recorded", everybody.camera, (Conclusion.DISPUTED, Standing.DECODED)),
    ):
        sound = written.getvalue()
        if signer:
            sound = sign(sound, "audio/wav", Statement("Recorder", (CAPTURED,)), signer)[0]
        report = judged(tmp_path / f"{name}.wav", sound, everybody)
        assert answer(report) == wanted, name
