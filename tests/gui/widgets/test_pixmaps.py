from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from gui.file_item import FileItem
from gui.main_window import MainWindow
from gui.widgets import pixmaps
from gui.widgets.pixmaps import CompressedPicture, compress
from tests.build import plain_reports
from tests.gui.test_main_window import drop, files, finished
from verify.model import Finding, Picture, Report, limits
from verify.report.places import Box, Mark


def test_raw_pixels_become_a_picture(qapp: QGuiApplication) -> None:
    shown = pixmaps.to_image(Picture("preview", 2, 1, b"\xff\x00\x00\x00\x00\xff"))
    assert (shown.width(), shown.height()) == (2, 1)
    assert (shown.pixelColor(0, 0).name(), shown.pixelColor(1, 0).name()) == ("#ff0000", "#0000ff")


@settings(max_examples=60, deadline=None)
@given(st.integers(-5, 2_000), st.integers(-5, 2_000), st.integers(0, 4_000))
def test_sizes_that_do_not_fit_the_bytes_give_no_picture(width: int, height: int, length: int) -> None:
    shown = pixmaps.to_image(Picture("preview", width, height, bytes(length)))
    longest = max(limits.PREVIEW_SIDE, limits.THUMBNAIL_SIDE)
    fits = 0 < width <= longest and 0 < height <= longest and length == width * height * 3
    assert shown.isNull() != fits


def test_a_picture_is_made_smaller_to_fit_but_never_larger(qapp: QGuiApplication) -> None:
    small = pixmaps.to_image(Picture("preview", 2, 1, bytes(6)))
    assert pixmaps.fit_into_square(small, 100, 1.0).size().toTuple() == (2, 1)
    wide = pixmaps.to_image(Picture("preview", 400, 1, bytes(1200)))
    assert pixmaps.fit_into_square(wide, 100, 1.0).size().toTuple() == (100, 1)
    assert pixmaps.fit_into_square(wide, 100, 2.0).size().toTuple() == (200, 1)


def test_a_frame_is_drawn_around_a_mark_and_nowhere_else(qapp: QGuiApplication) -> None:
    grey = pixmaps.to_image(Picture("preview", 200, 100, bytes([128]) * 200 * 100 * 3))
    shown = pixmaps.draw_frames(
        pixmaps.fit_into_square(grey, 200, 1.0),
        [Mark(Finding("visible.sparkle", "visible_marks"), Box(0.5, 0.5, 0.2, 0.3))],
    ).toImage()
    changed = {(x, y) for x in range(200) for y in range(100) if shown.pixelColor(x, y).red() != 128}
    assert changed
    assert min(x for x, _ in changed) >= 90
    assert min(y for _, y in changed) >= 40
    assert shown.pixelColor(120, 65).red() == 128


def soft_picture(width: int, height: int, name: str = "preview") -> Picture:
    """A soft picture, as photos are."""
    rows = (bytes((x * 255 // width, y * 255 // height, (x + y) % 64)) for y in range(height) for x in range(width))
    return Picture(name, width, height, b"".join(rows))


def test_a_packed_picture_has_the_same_size_and_nearly_the_same_pixels() -> None:
    for width, height in ((320, 200), (321, 203)):  # rows of any length
        raw = soft_picture(width, height)
        kept = compress(raw)
        assert isinstance(kept, CompressedPicture)
        assert (kept.name, kept.width, kept.height) == (raw.name, raw.width, raw.height)
        assert (kept.whole_width, kept.whole_height) == (raw.whole_width, raw.whole_height)
        assert len(kept.rgb) == len(raw.rgb)
        assert sum(abs(one - other) for one, other in zip(kept.rgb, raw.rgb, strict=True)) / len(raw.rgb) < 6


def test_a_thumbnail_of_a_packed_picture_is_unpacked_small_in_its_own_proportions() -> None:
    kept = compress(soft_picture(500, 250))
    assert isinstance(kept, CompressedPicture)
    small = kept.read_small(80)
    assert (small.width(), small.height()) == (80, 40)
    assert kept.read_small(5_000).width() == 500
    assert abs(small.pixelColor(40, 20).red() - 128) < 12


def test_it_takes_a_fraction_of_the_room() -> None:
    raw = soft_picture(512, 384)
    kept = compress(raw)
    assert isinstance(kept, CompressedPicture)
    assert len(kept.packed) * 5 < len(raw.rgb)


def test_small_packed_and_impossible_pictures_stay_as_they_are() -> None:
    assert compress(plain_reports.PREVIEW) is plain_reports.PREVIEW
    kept = compress(soft_picture(320, 200))
    assert compress(kept) is kept
    lying = Picture("preview", 9_000, 9_000, bytes(20_000))
    assert compress(lying) is lying


def test_a_judged_file_keeps_its_pictures_packed() -> None:
    entry = FileItem(1, "/pictures/a.jpg")
    entry.note(soft_picture(320, 200))
    entry.finish(Report(plain_reports.facts(), pictures=(soft_picture(320, 200, "thumb"),)))
    assert [type(one) for one in entry.report.pictures] == [Picture, Picture]
    entry.compress_pictures()
    assert [type(one) for one in entry.report.pictures] == [CompressedPicture, CompressedPicture]
    assert [one.name for one in entry.report.pictures] == ["preview", "thumb"]


def test_the_window_packs_them_once_the_answer_is_shown(
    window: MainWindow, qtbot: QtBot, a_file: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pixmaps, "_PACKED_FROM_BYTES", 1)
    drop(window, files(a_file("marked-a.jpg")))
    qtbot.waitUntil(finished(window, 1), timeout=20_000)
    (entry,) = window.workbench.files.entries()
    qtbot.waitUntil(lambda: all(isinstance(one, CompressedPicture) for one in entry.pictures), timeout=20_000)
    assert entry.pictures
