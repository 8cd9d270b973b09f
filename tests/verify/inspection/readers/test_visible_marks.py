"""Logos and labels found where a person sees them: statements with their place, and talk about AI is never one.

The models that read words are loaded once for the whole session; the pictures are few, since reading one takes half a
second.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from tests.build.media.drawings.drawing import Pixels, grounds, with_bar, with_star
from tests.build.media.drawings.screens import font as type_of
from tests.build.media.drawings.screens import labelled, others
from tests.build.readings import findings, seen
from verify.inspection.media.input_file import MediaError
from verify.inspection.media.ocr import models
from verify.inspection.readers import visible_marks
from verify.model import Finding, OriginClaim, Strength, limits
from verify.model.errors import UnavailableError
from verify.model.readers import QUICK

GROUNDS = grounds()


def png(pixels: Pixels, mode: str = "RGB") -> bytes:
    written = io.BytesIO()
    Image.fromarray(pixels).convert(mode).save(written, "PNG")
    return written.getvalue()


def test_a_star_is_a_statement_with_its_place(tmp_path: Path) -> None:
    outputs = seen(visible_marks.LOGO_READER, tmp_path / "a.png", png(with_star(GROUNDS["coarse"], 48, 32, 0.5)))
    (finding,) = outputs
    assert isinstance(finding, Finding)
    assert (finding.code, finding.claim, finding.strength) == (
        "visible.sparkle", OriginClaim.AI_GENERATED, Strength.STATED,
    )  # fmt: skip
    assert finding.fact("place") == "240,240,48,48"
    assert finding.fact("box") == "0.7500,0.7500,0.1500,0.1500"


def test_a_row_of_colours_is_a_statement_with_its_place(tmp_path: Path) -> None:
    (facts,) = findings(
        seen(visible_marks.LOGO_READER, tmp_path / "a.png", png(with_bar(GROUNDS["noise"], 16))), "visible.colour_bar"
    )
    assert facts["place"] == "240,304,80,16"


@pytest.mark.parametrize("mode", ["RGBA", "L", "P"])
def test_the_kind_of_pixels_does_not_matter(tmp_path: Path, mode: str) -> None:
    assert (
        len(seen(visible_marks.LOGO_READER, tmp_path / "a.png", png(with_star(GROUNDS["flat"], 48, 32, 0.5), mode)))
        == 1
    )


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
    (facts,) = findings(seen(visible_marks.LOGO_READER, path), "visible.sparkle")
    assert facts["box"] == "0.7143,0.7500,0.1714,0.1500"
    assert facts["place"] == place


@pytest.mark.parametrize("name", sorted(GROUNDS))
def test_a_picture_without_logos_yields_nothing(tmp_path: Path, name: str) -> None:
    assert seen(visible_marks.LOGO_READER, tmp_path / "a.png", png(GROUNDS[name])) == []


def test_a_picture_over_the_limit_is_too_large_and_not_empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PICTURE_PIXELS", 1000)
    with pytest.raises(MediaError, match="too_large"):
        seen(visible_marks.LOGO_READER, tmp_path / "a.png", png(GROUNDS["flat"]))


def test_one_pixel_and_sixteen_bits_are_answered(tmp_path: Path) -> None:
    assert seen(visible_marks.LOGO_READER, tmp_path / "a.png", png(GROUNDS["flat"][:1, :1])) == []
    Image.new("I;16", (300, 300), 30_000).save(tmp_path / "b.png")
    assert seen(visible_marks.LOGO_READER, tmp_path / "b.png") == []


@pytest.mark.corpus
def test_every_star_of_the_corpus_is_found_and_a_removed_one_is_not(corpus: Path) -> None:
    marked = [*sorted((corpus / "visible-gemini").iterdir()), *sorted((corpus / "c2pa-ai-google").glob("*.png"))]
    for path in marked:
        assert len(findings(seen(visible_marks.LOGO_READER, path), "visible.sparkle")) == 1, path.name
    for kind in ("visible-gemini-removed", "visible-doubao", "neg-screenshot", "wm-none", "neg-camera", "neg-editor"):
        for path in sorted((corpus / kind).iterdir()):
            assert seen(visible_marks.LOGO_READER, path) == [], path.name


def latin(height: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.load_default(height)
    assert isinstance(font, ImageFont.FreeTypeFont)
    return font


def photo(side: int = 640) -> Image.Image:
    return Image.fromarray(grounds()["gradient"]).resize((side, side))


def write(picture: Image.Image, text: str, font: ImageFont.FreeTypeFont, place: str) -> Image.Image:
    """`text` in white at the named place: two letters for the edges, such as `rb`, or `c` in the middle."""
    draw = ImageDraw.Draw(picture)
    left, top, right, bottom = draw.textbbox((0, 0), text, font=font)
    width, height = right - left, bottom - top
    x = {"l": 20, "r": picture.width - width - 20, "c": (picture.width - width) / 2}[place[0]]
    y = {"t": 20, "b": picture.height - height - 20, "c": (picture.height - height) / 2}[place[-1]]
    draw.text((x - left, y - top), text, font=font, fill="white", stroke_width=1, stroke_fill=(60, 60, 60))
    return picture


def read(picture: Image.Image, folder: Path) -> list[Finding]:
    path = folder / "picture.png"
    picture.save(path)
    return [output for output in seen(visible_marks.LABEL_READER, path) if isinstance(output, Finding)]


def test_a_label_in_a_corner_is_a_statement_with_its_place(tmp_path: Path) -> None:
    (finding,) = read(write(photo(), "AI-generated", latin(36), "rb"), tmp_path)
    assert (finding.code, finding.claim, finding.strength) == (
        "visible.label", OriginClaim.AI_GENERATED, Strength.STATED,
    )  # fmt: skip
    left, top, width, height = (float(part) for part in finding.fact("box").split(","))
    assert left > 0.5
    assert top > 0.85
    assert left + width <= 1
    assert top + height <= 1
    assert 20 <= int(finding.fact("height")) <= 40


def test_the_label_of_a_chinese_service_names_it_and_is_held_against_the_rule(tmp_path: Path) -> None:
    (finding,) = read(write(photo(), "豆包AI生成", type_of(56), "lt"), tmp_path)
    assert (finding.code, finding.fact("generator"), finding.fact("rule")) == ("visible.label", "Doubao", "met")


def test_a_label_for_changes_says_edited(tmp_path: Path) -> None:
    (finding,) = read(write(photo(), "AI MODIFIED", latin(30), "cb"), tmp_path)
    assert (finding.code, finding.claim) == ("visible.label_edited", OriginClaim.AI_EDITED)


def test_a_turned_photo_is_read_upright(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    path = tmp_path / "turned.jpg"
    shown = write(photo(), "Made with AI", latin(36), "rb")
    shown.transpose(Image.Transpose.ROTATE_90).save(path, exif=exif, quality=90)
    (facts,) = findings(seen(visible_marks.LABEL_READER, path), "visible.label")
    assert float(facts["box"].split(",")[1]) > 0.85
    assert int(facts["place"].split(",")[1]) < 320


def test_an_article_about_ai_is_a_hint_at_most(tmp_path: Path) -> None:
    page = Image.new("RGB", (640, 640), "white")
    draw = ImageDraw.Draw(page)
    lines = [
        "How AI-generated images fool us",
        "The picture was made with AI",
        "AI-generated",
        "and other stories of today",
    ]
    for row in range(16):
        draw.text((20, 10 + row * 39), lines[row % 4], font=latin(24), fill="black")
    found = read(page, tmp_path)
    assert all(item.claim is OriginClaim.NONE and item.strength is Strength.HINT for item in found)


def test_a_news_graphic_and_a_poster_are_hints_at_most(tmp_path: Path) -> None:
    graphic = photo()
    ImageDraw.Draw(graphic).rectangle((0, 560, 640, 640), fill=(180, 0, 0))
    write(graphic, "国家网信办：AI生成内容须标识", type_of(34), "lb")
    assert all(item.claim is OriginClaim.NONE for item in read(graphic, tmp_path))
    assert all(item.claim is OriginClaim.NONE for item in read(write(photo(), "AI生成", type_of(200), "cb"), tmp_path))


@pytest.mark.parametrize(
    "name",
    [
        "gallery of 5, AI生成 at 2",
        "gallery of 4, AI-generated at 2",
        "slide, AI-generated, 44 l on (255, 255, 255)",
        "menu of 4, AI生成",
    ],
)
def test_a_button_and_a_heading_are_a_hint_and_no_statement(name: str, tmp_path: Path) -> None:
    (screen,) = (screen for screen in others() if screen.name == name)
    (finding,) = read(screen.drawn(), tmp_path)
    assert (finding.code, finding.claim, finding.strength) == ("visible.words", OriginClaim.NONE, Strength.HINT)
    assert finding.fact("text") in ("AI生成", "AI-generated")  # never with the small L that was read


@pytest.mark.parametrize(
    "name",
    [
        "AI生成 in a band below, r on (255, 255, 255)",
        "AI-generated in a band above, l on (0, 0, 0)",
        "a service's name on a drawn page",
    ],
)
def test_a_label_beside_the_picture_is_a_statement(name: str, tmp_path: Path) -> None:
    (screen,) = (screen for screen in labelled() if screen.name == name)
    (finding,) = read(screen.drawn(), tmp_path)
    assert (finding.code, finding.strength) == ("visible.label", Strength.STATED)


def test_a_signature_and_a_date_say_nothing(tmp_path: Path) -> None:
    signed = write(write(photo(), "© Alice 2026", latin(28), "rb"), "22.11.2026 10:15", latin(28), "lb")
    assert read(signed, tmp_path) == []


def test_a_picture_of_a_few_pixels_is_answered(tmp_path: Path) -> None:
    assert read(Image.new("RGB", (3, 900), "red"), tmp_path) == []


def test_it_is_no_part_of_a_quick_look() -> None:
    assert visible_marks.LABELS_NAME not in QUICK


def test_a_missing_package_is_not_checked_and_never_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rapidocr", None)
    models.load_network.cache_clear()
    with pytest.raises(UnavailableError):
        read(write(photo(), "AI-generated", latin(36), "rb"), tmp_path)


@pytest.mark.corpus
def test_the_label_of_the_corpus_is_read_and_screenshots_say_nothing(corpus: Path) -> None:
    (marked,) = (corpus / "visible-doubao").iterdir()
    assert len(findings(seen(visible_marks.LABEL_READER, marked), "visible.label")) == 1
    for path in sorted((corpus / "neg-screenshot").iterdir()):
        assert all(
            isinstance(output, Finding) and output.claim is OriginClaim.NONE
            for output in seen(visible_marks.LABEL_READER, path)
        ), path.name
