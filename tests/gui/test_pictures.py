from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QGuiApplication

from gui import pictures
from verify import limits
from verify.model import Picture


def test_raw_pixels_become_a_picture(qapp: QGuiApplication) -> None:
    shown = pictures.image(Picture("preview", 2, 1, b"\xff\x00\x00\x00\x00\xff"))
    assert (shown.width(), shown.height()) == (2, 1)
    assert (shown.pixelColor(0, 0).name(), shown.pixelColor(1, 0).name()) == ("#ff0000", "#0000ff")


@settings(max_examples=60, deadline=None)
@given(st.integers(-5, 2_000), st.integers(-5, 2_000), st.integers(0, 4_000))
def test_sizes_that_do_not_fit_the_bytes_give_no_picture(width: int, height: int, length: int) -> None:
    shown = pictures.image(Picture("preview", width, height, bytes(length)))
    longest = max(limits.PREVIEW_SIDE, limits.THUMBNAIL_SIDE)
    fits = 0 < width <= longest and 0 < height <= longest and length == width * height * 3
    assert shown.isNull() != fits


def test_a_picture_is_made_smaller_to_fit_but_never_larger(qapp: QGuiApplication) -> None:
    small = pictures.image(Picture("preview", 2, 1, bytes(6)))
    assert pictures.fitted(small, 100, 1.0).size().toTuple() == (2, 1)
    wide = pictures.image(Picture("preview", 400, 1, bytes(1200)))
    assert pictures.fitted(wide, 100, 1.0).size().toTuple() == (100, 1)
    assert pictures.fitted(wide, 100, 2.0).size().toTuple() == (200, 1)
