"""Logos in the lower right corner: found where a person sees them, with their place in both ways of counting."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from tests.build.media.drawing import Pixels, grounds, with_bar, with_star
from tests.build.readings import findings, seen
from verify.inspection.media.input_file import MediaError
from verify.inspection.readers import visible_logos
from verify.model import Finding, OriginClaim, Strength, limits

GROUNDS = grounds()


def png(pixels: Pixels, mode: str = "RGB") -> bytes:
    written = io.BytesIO()
    Image.fromarray(pixels).convert(mode).save(written, "PNG")
    return written.getvalue()


def test_a_star_is_a_statement_with_its_place(tmp_path: Path) -> None:
    found = seen(visible_logos.READER, tmp_path / "a.png", png(with_star(GROUNDS["coarse"], 48, 32, 0.5)))
    (finding,) = found
    assert isinstance(finding, Finding)
    assert (finding.code, finding.claim, finding.strength) == (
        "visible.sparkle", OriginClaim.AI_GENERATED, Strength.STATED,
    )  # fmt: skip
    assert finding.fact("place") == "240,240,48,48"
    assert finding.fact("box") == "0.7500,0.7500,0.1500,0.1500"


def test_a_row_of_colours_is_a_statement_with_its_place(tmp_path: Path) -> None:
    (facts,) = findings(
        seen(visible_logos.READER, tmp_path / "a.png", png(with_bar(GROUNDS["noise"], 16))), "visible.colour_bar"
    )
    assert facts["place"] == "240,304,80,16"


@pytest.mark.parametrize("mode", ["RGBA", "L", "P"])
def test_the_kind_of_pixels_does_not_matter(tmp_path: Path, mode: str) -> None:
    assert len(seen(visible_logos.READER, tmp_path / "a.png", png(with_star(GROUNDS["flat"], 48, 32, 0.5), mode))) == 1


@pytest.mark.parametrize(
    ("orientation", "turn", "place"),
    [
        (3, Image.Transpose.ROTATE_180, "32,32,48,48"),
        (6, Image.Transpose.ROTATE_90, "240,32,48,48"),
        (8, Image.Transpose.ROTATE_270, "32,200,48,48"),
    ],
)
def test_the_corner_is_that_of_the_picture_as_it_is_shown(
    tmp_path: Path, orientation: int, turn: Image.Transpose, place: str
) -> None:
    shown = Image.fromarray(with_star(GROUNDS["flat"], 48, 32, 0.5)[:, 40:])
    exif = Image.Exif()
    exif[0x0112] = orientation
    path = tmp_path / "a.png"
    shown.transpose(turn).save(path, exif=exif)
    (facts,) = findings(seen(visible_logos.READER, path), "visible.sparkle")
    assert facts["box"] == "0.7143,0.7500,0.1714,0.1500"
    assert facts["place"] == place


@pytest.mark.parametrize("name", sorted(GROUNDS))
def test_a_picture_without_logos_yields_nothing(tmp_path: Path, name: str) -> None:
    assert seen(visible_logos.READER, tmp_path / "a.png", png(GROUNDS[name])) == []


def test_a_picture_over_the_limit_is_too_large_and_not_empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PICTURE_PIXELS", 1000)
    with pytest.raises(MediaError, match="too_large"):
        seen(visible_logos.READER, tmp_path / "a.png", png(GROUNDS["flat"]))


def test_one_pixel_and_sixteen_bits_are_answered(tmp_path: Path) -> None:
    assert seen(visible_logos.READER, tmp_path / "a.png", png(GROUNDS["flat"][:1, :1])) == []
    Image.new("I;16", (300, 300), 30_000).save(tmp_path / "b.png")
    assert seen(visible_logos.READER, tmp_path / "b.png") == []


@pytest.mark.corpus
def test_every_star_of_the_corpus_is_found_and_a_removed_one_is_not(corpus: Path) -> None:
    marked = [*sorted((corpus / "visible-gemini").iterdir()), *sorted((corpus / "c2pa-ai-google").glob("*.png"))]
    for path in marked:
        assert len(findings(seen(visible_logos.READER, path), "visible.sparkle")) == 1, path.name
    for kind in ("visible-gemini-removed", "visible-doubao", "neg-screenshot", "wm-none", "neg-camera", "neg-editor"):
        for path in sorted((corpus / kind).iterdir()):
            assert seen(visible_logos.READER, path) == [], path.name
