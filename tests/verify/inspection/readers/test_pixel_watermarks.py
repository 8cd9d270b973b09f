"""Watermarks in pixels through whole files: dwtDct, moved or not; TrustMark with a tiny model for Adobe's."""

from __future__ import annotations

import hashlib
import importlib.resources
import io
import tomllib
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, PngImagePlugin

from tests.build.media import tiny_onnx
from tests.build.media.embedding import embedded, scene
from tests.build.media.trustmark_words import coded
from tests.build.readings import findings, seen
from verify.inspection import inspect, readers
from verify.inspection.media import onnx
from verify.inspection.readers import pixel_watermarks
from verify.inspection.watermarks.dwt_dct import PAYLOADS
from verify.inspection.watermarks.trustmark import SCHEMAS, Schema
from verify.model import (
    Alarm,
    Conclusion,
    Finding,
    ModelFile,
    Options,
    OriginClaim,
    Problem,
    Report,
    Standing,
    Strength,
)
from verify.model.errors import UnavailableError
from verify.model.readers import ON_REQUEST, select_readers
from verify.report.words.cards import finding_cards
from verify.report.words.catalogue import Translator
from verify.report.words.verdict import not_checked

NAMED = {payload.name: payload for payload in PAYLOADS}
OPTIONS = Options(now=datetime(2026, 11, 22, tzinfo=UTC))


@pytest.fixture(scope="module")
def marked() -> Image.Image:
    return Image.fromarray(embedded(scene(1), NAMED["sdxl"], "BGR", "float32"))


def stored(picture: Image.Image, form: str = "PNG", **how: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, form, **how)
    return out.getvalue()


def payloads(path: Path, data: bytes) -> list[str]:
    return [facts["payload"] for facts in findings(seen(pixel_watermarks.DWT_DCT_READER, path, data), "signal.dwt_dct")]


def test_a_marked_picture_carries_the_mark_of_the_library(tmp_path: Path, marked: Image.Image) -> None:
    (finding,) = seen(pixel_watermarks.DWT_DCT_READER, tmp_path / "a.png", stored(marked))
    assert isinstance(finding, Finding)
    assert (finding.claim, finding.strength) == (OriginClaim.AI_GENERATED, Strength.DECODED)
    assert finding.fact("scheme") == "Stable Diffusion XL"
    assert float(finding.fact("z")) > 10
    assert float(finding.fact("correlation")) > 0.5


def test_the_bound_of_the_error_is_the_number_that_was_measured(tmp_path: Path, marked: Image.Image) -> None:
    text = (importlib.resources.files("resources") / "measured" / "pixels.toml").read_text(encoding="utf-8")
    (facts,) = findings(seen(pixel_watermarks.DWT_DCT_READER, tmp_path / "a.png", stored(marked)), "signal.dwt_dct")
    assert facts["unmarked"] == str(tomllib.loads(text)["dwt_dct"]["plain"])


def test_the_mark_of_the_program_that_fills_in_parts_is_an_edit(tmp_path: Path) -> None:
    picture = Image.fromarray(embedded(scene(2), NAMED["sd1_inpainting"], "BGR", "uint8"))
    (finding,) = seen(pixel_watermarks.DWT_DCT_READER, tmp_path / "a.png", stored(picture))
    assert isinstance(finding, Finding)
    assert finding.claim is OriginClaim.AI_EDITED


@pytest.mark.parametrize("form", ["PNG", "WEBP", "BMP", "TIFF", "JPEG"])
def test_it_is_found_in_every_format_that_keeps_it(tmp_path: Path, marked: Image.Image, form: str) -> None:
    forms: dict[str, dict[str, object]] = {"WEBP": {"lossless": True}, "JPEG": {"quality": 95, "subsampling": 0}}
    how = forms.get(form, {})
    assert payloads(tmp_path / "a", stored(marked, form, **how)) == ["sdxl"]


def test_transparency_neither_hides_nor_changes_it(tmp_path: Path, marked: Image.Image) -> None:
    layer = marked.convert("RGBA")
    layer.putalpha(Image.linear_gradient("L").resize(layer.size))
    assert payloads(tmp_path / "a.png", stored(layer)) == ["sdxl"]


def test_only_the_first_picture_of_an_animation_is_looked_at(tmp_path: Path, marked: Image.Image) -> None:
    plain = Image.new("RGB", marked.size, "grey")
    data = stored(marked, "WEBP", lossless=True, save_all=True, append_images=[plain])
    assert payloads(tmp_path / "a.webp", data) == ["sdxl"]


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "PA", "CMYK", "I;16", "I", "F", "YCbCr", "LAB"])
def test_pictures_of_every_mode_are_answered(tmp_path: Path, mode: str) -> None:
    picture = Image.fromarray(np.rint(scene(3, 280, 304)).astype(np.uint8))
    for look in (pixel_watermarks.DWT_DCT_READER, pixel_watermarks.DWT_DCT_SEARCH_READER):
        form = "PNG" if mode in ("1", "L", "LA", "P", "I;16", "I") else "TIFF"
        try:
            data = stored(picture.convert("I" if mode == "I;16" else mode).convert(mode), form)
        except (ValueError, OSError):
            pytest.skip("Pillow stores no such picture")
        assert seen(look, tmp_path / "a", data) == []


@pytest.mark.parametrize("size", [(1, 1), (7, 9), (255, 255), (1, 70_000), (70_000, 1)])
def test_tiny_and_thin_pictures_are_looked_at_and_show_nothing(tmp_path: Path, size: tuple[int, int]) -> None:
    data = stored(Image.new("RGB", size, "red"))
    assert seen(pixel_watermarks.DWT_DCT_READER, tmp_path / "a.png", data) == []
    assert seen(pixel_watermarks.DWT_DCT_SEARCH_READER, tmp_path / "a.png", data) == []


def test_a_cut_picture_is_searched_only_when_asked(tmp_path: Path, marked: Image.Image) -> None:
    path = tmp_path / "cut.png"
    path.write_bytes(stored(marked.crop((13, 21, 470, 500))))
    names = ("hidden_marks",)
    plain = inspect.inspect(path, Options(now=OPTIONS.now, readers=names))
    assert plain.verdict.conclusion is Conclusion.UNKNOWN
    asked = inspect.inspect(path, Options(now=OPTIONS.now, readers=names, deep=True))
    assert (asked.verdict.conclusion, asked.verdict.standing) == (Conclusion.AI_GENERATED, Standing.DECODED)
    assert [one.code for one in asked.findings if one.reader == "moved_marks"] == ["signal.dwt_dct_cut"]
    assert asked.verdict.by == "Stable Diffusion XL"


def test_a_mark_that_the_plain_look_finds_is_not_told_twice(tmp_path: Path, marked: Image.Image) -> None:
    assert seen(pixel_watermarks.DWT_DCT_SEARCH_READER, tmp_path / "a.png", stored(marked)) == []


def test_what_was_not_searched_is_said_with_its_reason(
    tmp_path: Path, marked: Image.Image, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(stored(marked))
    monkeypatch.setattr(readers, "READERS", tuple(one for one in readers.READERS if one.name.endswith("_marks")))
    for names, problem in (((), Problem.ON_REQUEST), (("quick",), Problem.SWITCHED_OFF)):
        report = inspect.inspect(path, Options(now=OPTIONS.now, readers=names))
        (reading,) = (one for one in report.readings if one.reader == "moved_marks")
        assert (reading.looked, reading.problem) == (False, problem)


def test_readers_that_take_seconds_are_chosen_by_request_or_by_name_only() -> None:
    for names in ((), ("all",), ("quick",), ("exif",)):
        assert not select_readers(names) & ON_REQUEST
        assert select_readers(names, deep=True) >= ON_REQUEST
    assert select_readers(("moved_marks",)) == {"moved_marks"}


@pytest.mark.corpus
def test_real_pictures_without_a_mark_show_none(corpus: Path) -> None:
    for kind in ("neg-camera", "neg-photo-stock", "wm-none", "ai-nometa"):
        for path in sorted((corpus / kind).glob("*")):
            if path.suffix in (".jpg", ".png", ".webp"):
                assert seen(pixel_watermarks.DWT_DCT_READER, path) == [], path.name


@pytest.fixture(scope="module")
def trustmark(tmp_path_factory: pytest.TempPathFactory) -> ModelFile:
    path = tmp_path_factory.mktemp("models") / "tiny.onnx"
    path.write_bytes(tiny_onnx.model())
    return ModelFile("tiny", "trustmark", "Q", str(path), hashlib.sha256(path.read_bytes()).hexdigest())


def data_of(schema: Schema) -> str:
    return "".join(map(str, np.random.default_rng(3).integers(0, 2, schema.data_bits)))


def mark_with_word(path: Path, schema: Schema, note: str = "") -> Path:
    """A picture of 10 × 10 squares whose red spells the word."""
    squares = coded(schema, data_of(schema)).reshape(10, 10).astype(np.uint8) * 255
    red = np.kron(squares, np.ones((32, 32), np.uint8))
    told = PngImagePlugin.PngInfo()
    if note:
        told.add_text("Comment", note)
    Image.fromarray(np.stack([red, np.full_like(red, 90), np.full_like(red, 90)], axis=2)).save(path, pnginfo=told)
    return path


def inspect_with(path: Path, *models: ModelFile) -> Report:
    return inspect.inspect(path, Options(now=OPTIONS.now, readers=("exif", "trustmark"), models=models))


@pytest.mark.parametrize("schema", SCHEMAS[:3], ids=lambda schema: schema.name)
def test_the_number_of_a_record_is_read_and_says_nothing_about_ai(
    tmp_path: Path, trustmark: ModelFile, schema: Schema
) -> None:
    report = inspect_with(mark_with_word(tmp_path / "a.png", schema), trustmark)
    (found,) = report.findings
    assert (found.code, found.claim, found.strength) == ("signal.trustmark", OriginClaim.NONE, Strength.DECODED)
    assert (found.fact("identifier"), found.fact("schema")) == (data_of(schema), schema.name)
    assert found.fact("named") == ""
    assert report.verdict.conclusion is Conclusion.UNKNOWN
    assert "nothing about AI" in finding_cards.finding_words(Translator("en"), found).limits


def test_a_turned_picture_is_read_as_well(tmp_path: Path, trustmark: ModelFile) -> None:
    path = mark_with_word(tmp_path / "a.png", SCHEMAS[0])
    Image.open(path).rotate(90, expand=True).save(path)
    assert [one.fact("identifier") for one in inspect_with(path, trustmark).findings] == [data_of(SCHEMAS[0])]


def test_the_shortest_code_counts_only_where_the_file_names_it(tmp_path: Path, trustmark: ModelFile) -> None:
    schema = SCHEMAS[3]
    assert inspect_with(mark_with_word(tmp_path / "a.png", schema), trustmark).findings == ()
    binding = f"3*{data_of(schema)}"
    findings = inspect_with(mark_with_word(tmp_path / "b.png", schema, binding), trustmark).findings
    assert [one.fact("named") for one in findings if one.code == "signal.trustmark"] == [binding]


def test_other_pictures_hold_no_number(tmp_path: Path, trustmark: ModelFile) -> None:
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
        report = inspect_with(path, trustmark)
        assert report.findings == ()
        assert [one.problem for one in report.readings if one.reader == "trustmark"] == [None]


def test_without_a_model_it_is_not_checked_and_no_alarm(tmp_path: Path) -> None:
    report = inspect_with(mark_with_word(tmp_path / "a.png", SCHEMAS[0]))
    (reading,) = (one for one in report.readings if one.reader == "trustmark")
    assert (reading.looked, reading.problem) == (False, Problem.NEEDS_MODEL)
    assert Alarm.NOT_ALL_CHECKED not in report.verdict.alarms
    assert any("TrustMark" in sentence for sentence in not_checked.not_checked(Translator("en"), report))


def test_a_model_that_changed_or_does_not_run_is_an_alarm(tmp_path: Path, trustmark: ModelFile) -> None:
    path = mark_with_word(tmp_path / "a.png", SCHEMAS[0])
    garbage = tmp_path / "garbage.onnx"
    garbage.write_bytes(b"\x08 nonsense")
    flat = tmp_path / "flat.onnx"
    flat.write_bytes(tiny_onnx.model(outputs=50))
    for file, digest in (
        (garbage, ""),
        (garbage, hashlib.sha256(garbage.read_bytes()).hexdigest()),
        (tmp_path / "no", ""),
    ):
        report = inspect_with(path, ModelFile("tiny", "trustmark", "Q", str(file), digest))
        (reading,) = (one for one in report.readings if one.reader == "trustmark")
        assert (reading.looked, reading.problem) == (False, Problem.UNAVAILABLE)
        assert Alarm.NOT_ALL_CHECKED in report.verdict.alarms
    short = ModelFile("flat", "trustmark", "Q", str(flat), hashlib.sha256(flat.read_bytes()).hexdigest())
    (reading,) = (one for one in inspect_with(path, short).readings if one.reader == "trustmark")
    assert reading.problem is Problem.UNAVAILABLE


def test_a_model_for_something_else_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnavailableError):
        onnx.load_model(ModelFile("x", "trustmark", "Q", str(tmp_path), ""), 100)
