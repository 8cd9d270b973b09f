"""Which parts of a picture are read, and how much work that is at most. The reading itself is tried with the reader."""

from __future__ import annotations

import sys

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image

from verify.inspection.media import ocr
from verify.inspection.media.oriented_image import OrientedImage
from verify.model import limits
from verify.model.errors import UnavailableError

SIDES = st.integers(16, 12_000)


@settings(max_examples=100, deadline=None)
@given(SIDES, SIDES)
@example(1024, 1024)
@example(12_000, 10_000)
@example(16, 12_000)
@example(401, 173)
def test_the_work_on_a_picture_is_bounded_and_lies_inside_it(width: int, height: int) -> None:
    pieces = list(ocr.choose_bands(width, height))
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
    pieces = [box for box, _scale in ocr.choose_bands(width, height)]
    edge = [(x, y) for x in range(0, width, 7) for y in (0, height - 1)]
    edge += [(x, y) for y in range(0, height, 7) for x in (0, width - 1)]
    for x, y in edge:
        assert any(b.left <= x < b.left + b.width and b.top <= y < b.top + b.height for b in pieces), (x, y)


def test_nothing_is_loaded_for_a_picture_that_cannot_hold_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "_load_reader", None)
    assert ocr.read_lines(OrientedImage(Image.new("RGB", (800, 600), "teal"))) == ()
    assert ocr.read_lines(OrientedImage(Image.linear_gradient("L").resize((800, 600)))) == ()


@pytest.mark.parametrize("missing", ocr.NAMES)
def test_without_its_packages_it_says_so(missing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    monkeypatch.setattr(ocr, "_load_reader", ocr._load_reader.__wrapped__)
    with pytest.raises(UnavailableError, match=missing):
        ocr.read_lines(OrientedImage(Image.effect_noise((200, 200), 60)))
