"""TrustMark through whole files, with a tiny model in the place of Adobe's."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, PngImagePlugin

from tests.build.media import tiny_onnx
from tests.build.media.trustmark_words import coded
from verify.inspection import inspect
from verify.inspection.media import onnx
from verify.inspection.watermarks.trustmark import SCHEMAS, Schema
from verify.model import Alarm, Conclusion, ModelFile, Options, OriginClaim, Problem, Report, Strength
from verify.model.errors import UnavailableError
from verify.report.words import finding_cards
from verify.report.words.catalogue import Translator
from verify.report.words.verdict import not_checked

NOW = datetime(2026, 11, 22, tzinfo=UTC)


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> ModelFile:
    path = tmp_path_factory.mktemp("models") / "tiny.onnx"
    path.write_bytes(tiny_onnx.model())
    return ModelFile("tiny", "trustmark", "Q", str(path), hashlib.sha256(path.read_bytes()).hexdigest())


def data_of(schema: Schema) -> str:
    return "".join(map(str, np.random.default_rng(3).integers(0, 2, schema.data_bits)))


def marked(path: Path, schema: Schema, note: str = "") -> Path:
    """A picture of 10 × 10 squares whose red spells the word."""
    squares = coded(schema, data_of(schema)).reshape(10, 10).astype(np.uint8) * 255
    red = np.kron(squares, np.ones((32, 32), np.uint8))
    told = PngImagePlugin.PngInfo()
    if note:
        told.add_text("Comment", note)
    Image.fromarray(np.stack([red, np.full_like(red, 90), np.full_like(red, 90)], axis=2)).save(path, pnginfo=told)
    return path


def inspected(path: Path, *models: ModelFile) -> Report:
    return inspect.inspect(path, Options(now=NOW, readers=("exif", "trustmark"), models=models))


@pytest.mark.parametrize("schema", SCHEMAS[:3], ids=lambda schema: schema.name)
def test_the_number_of_a_record_is_read_and_says_nothing_about_ai(
    tmp_path: Path, model: ModelFile, schema: Schema
) -> None:
    report = inspected(marked(tmp_path / "a.png", schema), model)
    (found,) = report.findings
    assert (found.code, found.claim, found.strength) == ("signal.trustmark", OriginClaim.NONE, Strength.DECODED)
    assert (found.fact("identifier"), found.fact("schema")) == (data_of(schema), schema.name)
    assert found.fact("named") == ""
    assert report.verdict.conclusion is Conclusion.UNKNOWN
    assert "nothing about AI" in finding_cards.finding_words(Translator("en"), found).limits


def test_a_turned_picture_is_read_as_well(tmp_path: Path, model: ModelFile) -> None:
    path = marked(tmp_path / "a.png", SCHEMAS[0])
    Image.open(path).rotate(90, expand=True).save(path)
    assert [one.fact("identifier") for one in inspected(path, model).findings] == [data_of(SCHEMAS[0])]


def test_the_shortest_code_counts_only_where_the_file_names_it(tmp_path: Path, model: ModelFile) -> None:
    schema = SCHEMAS[3]
    assert inspected(marked(tmp_path / "a.png", schema), model).findings == ()
    binding = f"3*{data_of(schema)}"
    findings = inspected(marked(tmp_path / "b.png", schema, binding), model).findings
    assert [one.fact("named") for one in findings if one.code == "signal.trustmark"] == [binding]


def test_other_pictures_hold_no_number(tmp_path: Path, model: ModelFile) -> None:
    for number, picture in enumerate(
        (
            Image.effect_noise((400, 300), 60).convert("RGB"),
            Image.new("L", (200, 200), 128),
            Image.new("RGB", (20, 20)),
            Image.new("I;16", (200, 200), 9000),
        )
    ):
        path = tmp_path / f"{number}.png"
        picture.save(path)
        report = inspected(path, model)
        assert report.findings == ()
        assert [one.problem for one in report.readings if one.reader == "trustmark"] == [None]


def test_without_a_model_it_is_not_checked_and_no_alarm(tmp_path: Path) -> None:
    report = inspected(marked(tmp_path / "a.png", SCHEMAS[0]))
    (reading,) = (one for one in report.readings if one.reader == "trustmark")
    assert (reading.looked, reading.problem) == (False, Problem.NEEDS_MODEL)
    assert Alarm.NOT_ALL_CHECKED not in report.verdict.alarms
    assert any("TrustMark" in sentence for sentence in not_checked.not_checked(Translator("en"), report))


def test_a_model_that_changed_or_does_not_run_is_an_alarm(tmp_path: Path, model: ModelFile) -> None:
    path = marked(tmp_path / "a.png", SCHEMAS[0])
    garbage = tmp_path / "garbage.onnx"
    garbage.write_bytes(b"\x08 nonsense")
    flat = tmp_path / "flat.onnx"
    flat.write_bytes(tiny_onnx.model(outputs=50))
    for file, digest in (
        (garbage, ""),
        (garbage, hashlib.sha256(garbage.read_bytes()).hexdigest()),
        (tmp_path / "no", ""),
    ):
        report = inspected(path, ModelFile("tiny", "trustmark", "Q", str(file), digest))
        (reading,) = (one for one in report.readings if one.reader == "trustmark")
        assert (reading.looked, reading.problem) == (False, Problem.UNAVAILABLE)
        assert Alarm.NOT_ALL_CHECKED in report.verdict.alarms
    short = ModelFile("flat", "trustmark", "Q", str(flat), hashlib.sha256(flat.read_bytes()).hexdigest())
    (reading,) = (one for one in inspected(path, short).readings if one.reader == "trustmark")
    assert reading.problem is Problem.UNAVAILABLE


def test_a_model_for_something_else_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnavailableError):
        onnx.load_model(ModelFile("x", "trustmark", "Q", str(tmp_path), ""), 100)
