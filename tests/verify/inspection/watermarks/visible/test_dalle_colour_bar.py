"""The row of coloured squares is found at any of its sizes, and other rows of colours are not it."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from tests.build.media.drawings.drawing import grounds, with_bar
from verify.inspection.watermarks.visible import dalle_colour_bar

GROUNDS = grounds()


@pytest.mark.parametrize("side", [8, 12, 16, 20, 24])
@pytest.mark.parametrize("name", ["flat", "black", "white", "noise", "coarse"])
def test_the_row_is_found_at_its_size(name: str, side: int) -> None:
    found = dalle_colour_bar.find(with_bar(GROUNDS[name], side))
    assert found is not None
    assert (found.left, found.top, found.side) == (320 - 5 * side, 320 - side, side)


def test_the_row_survives_compression_with_coarse_colours() -> None:
    coded = io.BytesIO()
    Image.fromarray(with_bar(GROUNDS["flat"], 16)).save(coded, "JPEG", quality=80, subsampling=2)
    assert dalle_colour_bar.find(np.asarray(Image.open(coded).convert("RGB"))) is not None


@pytest.mark.parametrize("name", sorted(GROUNDS))
def test_no_ground_holds_the_row_by_itself(name: str) -> None:
    assert dalle_colour_bar.find(GROUNDS[name]) is None


def test_the_row_in_another_order_or_another_corner_is_not_it() -> None:
    drawn = with_bar(GROUNDS["flat"], 16)
    assert dalle_colour_bar.find(drawn[:, ::-1].copy()) is None
    reversed_row = drawn.copy()
    reversed_row[-16:, -80:] = drawn[-16:, -80:][:, ::-1]
    assert dalle_colour_bar.find(reversed_row) is None


def test_tall_stripes_of_the_same_colours_are_a_pattern_and_not_the_row() -> None:
    drawn = with_bar(GROUNDS["flat"], 16)
    drawn[:, -80:] = drawn[-1:, -80:]
    assert dalle_colour_bar.find(drawn) is None


@pytest.mark.parametrize("shape", [(1, 1), (8, 300), (300, 20), (16, 40), (15, 79)])
def test_a_picture_without_room_is_answered(shape: tuple[int, int]) -> None:
    assert dalle_colour_bar.find(np.zeros((*shape, 3), np.uint8)) is None
