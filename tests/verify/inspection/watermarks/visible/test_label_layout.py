"""The words of a label on a button, a tab, a menu, a heading or a bubble are a hint; a label keeps what it says.

The layouts are drawn, and the ground is looked at; what a reader of words would find is taken from the drawing.
"""

from __future__ import annotations

from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from tests.build.media.drawings.screens import Screen, labelled, others, resized
from verify.inspection.media.ocr.text_lines import Line
from verify.inspection.media.oriented_image import OrientedImage
from verify.inspection.watermarks.visible import label_ground
from verify.inspection.watermarks.visible.explicit_label import find_labels
from verify.inspection.watermarks.visible.label_ground import Ground

OTHERS, LABELLED = tuple(others()), tuple(labelled())


def states(screen: Screen, scale: float = 1) -> bool:
    """Whether the words of `screen` are taken for a label where it is shown `scale` times as large."""
    picture = screen.drawn()
    picture = picture.resize((round(picture.width * scale), round(picture.height * scale)))
    lines = resized(screen.lines(), scale)
    see = partial(label_ground.examine, OrientedImage(picture), lines=lines)
    return any(label.isolated for label in find_labels(lines, picture.width, picture.height, see))


def ground(name: str) -> Ground:
    """What the first line of the layout of that name stands on."""
    (screen,) = (screen for screen in (*OTHERS, *LABELLED) if screen.name == name)
    lines = screen.lines()
    return label_ground.examine(OrientedImage(screen.drawn()), lines[0], lines)


@pytest.mark.parametrize("screen", OTHERS, ids=lambda screen: screen.name)
def test_a_screen_a_slide_or_a_poster_is_no_label(screen: Screen) -> None:
    assert not states(screen)


@pytest.mark.parametrize("screen", LABELLED, ids=lambda screen: screen.name)
def test_a_real_label_is_kept(screen: Screen) -> None:
    assert states(screen)


@pytest.mark.parametrize("scale", [0.3, 0.5])
def test_the_size_of_the_picture_decides_nothing(scale: float) -> None:
    assert [screen.name for screen in OTHERS[::7] if states(screen, scale)] == []
    assert [screen.name for screen in LABELLED[::7] if not states(screen, scale)] == []


def test_a_page_is_told_from_a_picture_and_from_a_band_beside_one() -> None:
    assert ground("slide without a number, AI-generated on (255, 255, 255)").page
    band = ground("AI生成 in a band below, r on (0, 0, 0)")
    assert (band.plain, band.page) == (True, False)
    shaded = ground("shaded slide, AI生成 on (255, 255, 255)")
    assert (shaded.plain, shaded.soft) == (False, True)
    assert ground("AI生成 lower right of 1280 × 720") == label_ground.PICTURE


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 60), st.integers(1, 60), *[st.floats(-80, 160)] * 2, *[st.floats(0, 90)] * 2)
def test_any_box_is_answered(width: int, height: int, left: float, top: float, across: float, down: float) -> None:
    line = Line("AI", 1, left, top, across, down)
    assert isinstance(label_ground.examine(OrientedImage(Image.new("RGB", (width, height))), line, [line]), Ground)
    assert find_labels([line], width, height)
