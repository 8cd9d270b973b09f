"""A close look at a real file: a worker opens it, and the window draws just the pixels that are in it."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from gui.background import file_views
from gui.file_item import FileItem
from gui.main_window import MainWindow
from gui.viewer.kept_frame import name_frame
from gui.viewer.page import ViewerPage
from gui.viewer.tiled_view import TiledView
from tests.build.media import films
from verify.model import FileFacts, Picture, Report
from verify.model.views import ShownView, Tile, TilePlace, View, measure_tile
from verify.report.words.catalogue import Translator

MAIN = Path(__file__).resolve().parents[3] / "main.py"
ENGLISH = Translator("en")


@pytest.fixture(autouse=True)
def real_viewer(no_viewer: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_views, "viewer_command", lambda: (sys.executable, str(MAIN), "view"))


def look_at(window: MainWindow, path: Path, *, digest: str = "", preview: bool = True) -> ViewerPage:
    """The page over a file of which the answer is known already."""
    entry = FileItem(1, str(path))
    digest = digest or hashlib.sha256(path.read_bytes()).hexdigest()
    small = (Picture("preview", 2, 1, bytes(6), 900, 700),) if preview else ()
    entry.finish(Report(FileFacts(str(path), path.name, 1, digest, "image/png"), pictures=small))
    window.current_file = lambda: entry  # type: ignore[method-assign]
    window.show_page("viewer")
    return window.pages.page_as("viewer", ViewerPage)


def said(page: ViewerPage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """Squares of 2 × 2 pixels, so that each can be told on the screen."""
    pixels = np.random.default_rng(7).integers(0, 256, (350, 450, 3), dtype=np.uint8)
    Image.fromarray(np.repeat(np.repeat(pixels, 2, axis=0), 2, axis=1)).save(tmp_path / "a.png")
    return tmp_path / "a.png"


def test_at_a_hundred_percent_the_screen_shows_the_pixels_of_the_file(
    window: MainWindow, qtbot: QtBot, picture: Path
) -> None:
    page = look_at(window, picture)
    qtbot.waitUntil(lambda: page.view.view == View(), timeout=120_000)
    QTest.mouseClick(page.pixels, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.view.is_sharp, timeout=120_000)
    assert page.view.percent == pytest.approx(100)
    assert "You see all 900 × 700 pixels" in said(page)
    ratio = page.view.devicePixelRatioF()
    shown, target = page.view.grab().toImage(), page.view.target()
    with Image.open(picture) as stored:
        whole = np.asarray(stored)
    for x, y in ((450, 350), (301, 250), (511, 400), (513, 402)):
        place = QPointF(target.left() + (x + 0.5) / ratio, target.top() + (y + 0.5) / ratio)
        seen = QColor(shown.pixel((place * ratio).toPoint()))
        neighbours = [whole[y + down, x + across].tolist() for down in (-1, 0, 1) for across in (-1, 0, 1)]
        assert [seen.red(), seen.green(), seen.blue()] in neighbours


def test_a_file_that_was_exchanged_keeps_its_small_picture_and_says_so(
    window: MainWindow, qtbot: QtBot, picture: Path
) -> None:
    page = look_at(window, picture, digest="0" * 64)
    qtbot.waitUntil(lambda: page.look.problem is not None, timeout=120_000)
    assert "has changed since it was checked" in said(page)
    assert page.view.view is None
    assert page.view.isVisible()


def test_a_film_is_stepped_through_and_a_frame_is_saved_at_full_size(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    film = films.film(tmp_path / "a.avi", 20, (640, 600))
    page = look_at(window, film, preview=False)
    qtbot.waitUntil(lambda: page.view.view is not None, timeout=120_000)
    assert page.stops.isVisible()
    page.stops.slider.setFocus()
    for _ in range(3):
        QTest.keyClick(page.stops.slider, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: page.view.view is not None and page.view.view.number == 300, timeout=120_000)
    asked: list[tuple[QImage, str]] = []
    monkeypatch.setattr(page._saver, "ask", lambda image, name, _: asked.append((image, name)))
    QTest.mouseClick(page.stops.keep, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(asked), timeout=120_000)
    ((image, name),) = asked
    assert (image.width(), image.height(), name) == (640, 600, "a-0.3s.png")
    for place in ((0, 0), (639, 599), (511, 511), (512, 512)):
        assert abs(QColor(image.pixel(*place)).green() - 3 * films.STEP) < 4
    page._saver._file.write(image, tmp_path / "kept.png")
    qtbot.waitUntil(page.search.isVisible, timeout=120_000)
    with Image.open(tmp_path / "kept.png") as kept:
        assert kept.size == (640, 600)
    assert [link.text() for link in page.search.links] == ["tineye.com ↗", "images.google.com ↗"]


def test_whoever_leaves_the_page_leaves_the_file(window: MainWindow, qtbot: QtBot, picture: Path) -> None:
    page = look_at(window, picture)
    qtbot.waitUntil(lambda: page.view.view == View(), timeout=120_000)
    window.show_page("files")
    assert page.look.file is None
    assert page.look._views._process is None
    window.show_page("viewer")
    qtbot.waitUntil(lambda: page.view.view == View(), timeout=120_000)


@pytest.mark.parametrize(
    ("name", "kept"),
    [("film.mp4", "film-1.5s.png"), ("a/b:c?.mp4", "b_c_-1.5s.png"), ("...", "frame-1.5s.png"), ("\u202e.mov", "")],
)
def test_a_saved_frame_has_a_name_that_every_system_takes(name: str, kept: str) -> None:
    made = name_frame(name, 1_500)
    assert made == kept or not kept
    assert not set('<>:"/\\|?*') & set(made)


# -- the view by itself ------------------------------------------------------------------------------------------------


@pytest.fixture
def tiled(qtbot: QtBot) -> Iterator[tuple[TiledView, list[list[TilePlace]]]]:
    host = QWidget()
    host.resize(800, 600)
    view = TiledView(host)
    view.resize(800, 600)
    wanted: list[list[TilePlace]] = []
    view.wanted.connect(wanted.append)
    host.show()
    qtbot.waitExposed(host)
    yield view, wanted
    host.close()


def give(view: TiledView, shown: ShownView, places: list[TilePlace]) -> None:
    for place in places:
        width, height = measure_tile(shown.width, shown.height, place)
        view.add_tile(Tile(place, width, height, bytes(3 * width * height)))


def test_only_what_is_seen_is_asked_for_at_the_size_at_which_it_is_seen(
    tiled: tuple[TiledView, list[list[TilePlace]]], qtbot: QtBot
) -> None:
    view, wanted = tiled
    shown = ShownView(View(), 12_000, 9_000, 12_000, 9_000)
    view.show_view(shown)
    qtbot.waitUntil(lambda: bool(wanted))
    assert {place.level for place in wanted[-1]} == {3}
    give(view, shown, wanted[-1])
    assert view.is_sharp
    view.show_pixels()
    qtbot.waitUntil(lambda: wanted[-1] != [] and wanted[-1][0].level == 0)
    assert len(wanted[-1]) <= 9
    give(view, shown, wanted[-1])
    assert view.is_sharp


def test_what_cannot_be_had_is_not_asked_for_again(
    tiled: tuple[TiledView, list[list[TilePlace]]], qtbot: QtBot
) -> None:
    view, wanted = tiled
    view.show_view(ShownView(View(), 3_000, 2_000, 3_000, 2_000))
    qtbot.waitUntil(lambda: bool(wanted))
    for place in wanted[-1]:
        view.refuse_tile(place)
    assert view.is_sharp


def test_tiles_of_what_is_not_shown_are_left_alone(tiled: tuple[TiledView, list[list[TilePlace]]]) -> None:
    view, _ = tiled
    other = ShownView(View(number=3), 600, 600, 600, 600)
    view.show_view(ShownView(View(), 600, 600, 600, 600))
    give(view, other, [TilePlace(other.view, 0, 0, 0)])
    assert view._tiles == {}


def test_what_was_made_larger_stays_as_large_where_there_is_more_room(
    tiled: tuple[TiledView, list[list[TilePlace]]],
) -> None:
    view, _ = tiled
    view.show_view(ShownView(View(), 3_000, 2_000, 3_000, 2_000))
    view.show_pixels()
    view.resize(500, 300)
    assert view.percent == pytest.approx(100, abs=0.5)
    QTest.keyClick(view, Qt.Key.Key_0)
    assert view.percent < 20
    QTest.keyClick(view, Qt.Key.Key_1)
    assert view.percent == pytest.approx(100, abs=0.5)
