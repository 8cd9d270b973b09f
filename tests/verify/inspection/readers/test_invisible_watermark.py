"""Hidden marks through whole files: in every mode that a picture may have, moved or not, and never in others."""

from __future__ import annotations

import importlib.resources
import io
import tomllib
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.build.media.embedding import embedded, scene
from tests.build.readings import findings, seen
from verify.inspection import inspect, readers
from verify.inspection.readers import invisible_watermark
from verify.inspection.watermarks.dwt_dct import PAYLOADS
from verify.model import Conclusion, Finding, Options, OriginClaim, Problem, Standing, Strength
from verify.model.readers import ON_REQUEST, chosen

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
    return [facts["payload"] for facts in findings(seen(invisible_watermark.READER, path, data), "signal.dwt_dct")]


def test_a_marked_picture_carries_the_mark_of_the_library(tmp_path: Path, marked: Image.Image) -> None:
    (found,) = seen(invisible_watermark.READER, tmp_path / "a.png", stored(marked))
    assert isinstance(found, Finding)
    assert (found.claim, found.strength) == (OriginClaim.AI_GENERATED, Strength.DECODED)
    assert found.fact("scheme") == "Stable Diffusion XL"
    assert float(found.fact("z")) > 10
    assert float(found.fact("correlation")) > 0.5


def test_the_bound_of_the_error_is_the_number_that_was_measured(tmp_path: Path, marked: Image.Image) -> None:
    text = (importlib.resources.files("resources") / "measured" / "pixels.toml").read_text(encoding="utf-8")
    (facts,) = findings(seen(invisible_watermark.READER, tmp_path / "a.png", stored(marked)), "signal.dwt_dct")
    assert facts["unmarked"] == str(tomllib.loads(text)["dwt_dct"]["plain"])


def test_the_mark_of_the_program_that_fills_in_parts_is_an_edit(tmp_path: Path) -> None:
    picture = Image.fromarray(embedded(scene(2), NAMED["sd1_inpainting"], "BGR", "uint8"))
    (found,) = seen(invisible_watermark.READER, tmp_path / "a.png", stored(picture))
    assert isinstance(found, Finding)
    assert found.claim is OriginClaim.AI_EDITED


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
    for look in (invisible_watermark.READER, invisible_watermark.SEARCH_READER):
        form = "PNG" if mode in ("1", "L", "LA", "P", "I;16", "I") else "TIFF"
        try:
            data = stored(picture.convert("I" if mode == "I;16" else mode).convert(mode), form)
        except (ValueError, OSError):
            pytest.skip("Pillow stores no such picture")
        assert seen(look, tmp_path / "a", data) == []


@pytest.mark.parametrize("size", [(1, 1), (7, 9), (255, 255), (1, 70_000), (70_000, 1)])
def test_tiny_and_thin_pictures_are_looked_at_and_show_nothing(tmp_path: Path, size: tuple[int, int]) -> None:
    data = stored(Image.new("RGB", size, "red"))
    assert seen(invisible_watermark.READER, tmp_path / "a.png", data) == []
    assert seen(invisible_watermark.SEARCH_READER, tmp_path / "a.png", data) == []


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
    assert seen(invisible_watermark.SEARCH_READER, tmp_path / "a.png", stored(marked)) == []


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
        assert not chosen(names) & ON_REQUEST
        assert chosen(names, deep=True) >= ON_REQUEST
    assert chosen(("moved_marks",)) == {"moved_marks"}


@pytest.mark.corpus
def test_real_pictures_without_a_mark_show_none(corpus: Path) -> None:
    for kind in ("neg-camera", "neg-photo-stock", "wm-none", "ai-nometa"):
        for path in sorted((corpus / kind).glob("*")):
            if path.suffix in (".jpg", ".png", ".webp"):
                assert seen(invisible_watermark.READER, path) == [], path.name
