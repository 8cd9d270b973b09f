"""Which parts of a picture are read, and how much work that is at most. The reading itself is tried with the reader."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image

from verify.inspection.media.ocr import bands
from verify.model import limits

SIDES = st.integers(16, 12_000)


@settings(max_examples=100, deadline=None)
@given(SIDES, SIDES)
@example(1024, 1024)
@example(12_000, 10_000)
@example(16, 12_000)
@example(401, 173)
def test_the_work_on_a_picture_is_bounded_and_lies_inside_it(width: int, height: int) -> None:
    pieces = list(bands.choose_bands(width, height))
    assert 1 <= len(pieces) <= 16
    assert sum(box.width * box.height * scale**2 for box, scale in pieces) <= limits.TEXT_PIXELS * 1.6
    for box, _scale in pieces:
        assert box.left >= 0
        assert box.top >= 0
        assert box.width > 0
        assert box.height > 0
        assert box.left + box.width <= width
        assert box.top + box.height <= height


@pytest.mark.parametrize(("width", "height"), [(1024, 1024), (1920, 1080), (1080, 1920), (4000, 3000), (300, 200)])
def test_every_edge_of_an_ordinary_picture_is_read(width: int, height: int) -> None:
    pieces = [box for box, _scale in bands.choose_bands(width, height)]
    edge = [(x, y) for x in range(0, width, 7) for y in (0, height - 1)]
    edge += [(x, y) for y in range(0, height, 7) for x in (0, width - 1)]
    for x, y in edge:
        assert any(b.left <= x < b.left + b.width and b.top <= y < b.top + b.height for b in pieces), (x, y)


def test_a_long_strip_is_read_at_both_ends_and_over_its_whole_height() -> None:
    left, right = (box for box, _scale in bands.choose_bands(6000, 100))
    assert (left.left, left.height, right.height) == (0, 100, 100)
    assert right.left + right.width == 6000


def test_flat_and_softly_shaded_grounds_hold_nothing_to_read() -> None:
    assert not bands.has_edges(np.full((80, 200, 3), 120, np.uint8))
    assert not bands.has_edges(np.asarray(Image.linear_gradient("L").convert("RGB").resize((800, 600))))
    assert not bands.has_edges(np.zeros((2, 2, 3), np.uint8))
    stepped = np.full((80, 200, 3), 120, np.uint8)
    stepped[40:, :, 1] = 90  # darker below, in one colour
    assert bands.has_edges(stepped)
