"""An expert's views stand outside of the answer; each says what it cannot show, and error levels have their control."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gui.background import file_views
from gui.main_window import MainWindow
from gui.viewer.page import ViewerPage
from tests.gui.viewer.test_full_size import MAIN, look_at, said
from verify.model.views import EXPERT, Channel, View, ViewKind


@pytest.fixture(autouse=True)
def real_viewer(no_viewer: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_views, "viewer_command", lambda: (sys.executable, str(MAIN), "view"))


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> ViewerPage:
    pixels = np.random.default_rng(7).integers(0, 256, (300, 400, 3), dtype=np.uint8)
    Image.fromarray(pixels).save(tmp_path / "a.jpg", quality=80)
    page = look_at(window, tmp_path / "a.jpg")
    qtbot.waitUntil(page.expert.choices.isVisible, timeout=120_000)
    return page


def choose(page: ViewerPage, qtbot: QtBot, kind: ViewKind) -> None:
    """Choose a view by key, as a person does."""
    page.expert.choice.box.setFocus()
    for _ in range(EXPERT.index(kind) + 1 - page.expert.choice.number):
        QTest.keyClick(page.expert.choice.box, Qt.Key.Key_Down)


def test_the_tables_are_shown_with_what_wrote_them_and_what_they_cannot_tell(page: ViewerPage, qtbot: QtBot) -> None:
    choose(page, qtbot, ViewKind.COMPRESSION)
    qtbot.waitUntil(lambda: "libjpeg quality 80" in said(page), timeout=120_000)
    assert "can't tell who saved it" in said(page)
    assert "never change the result" in said(page)
    assert page._report is not None
    assert page._report.findings == ()


def test_error_levels_never_stand_without_their_control(page: ViewerPage, qtbot: QtBot) -> None:
    assert not page.control.isVisible()
    assert page.view.width() > 0.9 * page.width() - 60  # the picture alone has all the room
    choose(page, qtbot, ViewKind.ERROR_LEVELS)
    qtbot.waitUntil(lambda: page.control.view == View(ViewKind.ERROR_CONTROL), timeout=120_000)
    qtbot.waitUntil(lambda: page.view.view == View(ViewKind.ERROR_LEVELS), timeout=120_000)
    assert page.control.isVisible()
    assert "Control: the same picture, saved once more" in said(page)
    page.view.zoom_in()
    assert page.control.viewport() == page.view.viewport()


def test_a_view_that_cannot_be_had_says_why_and_shows_nothing_else(page: ViewerPage, qtbot: QtBot) -> None:
    choose(page, qtbot, ViewKind.THUMBNAIL)
    qtbot.waitUntil(lambda: "No small picture is embedded" in said(page), timeout=120_000)
    assert not page.control.isVisible()
    assert page.view.natural_size().isEmpty()
    page.expert.choice.box.setCurrentIndex(0)
    page.expert._on_chosen(0)
    qtbot.waitUntil(lambda: page.view.view == View(), timeout=120_000)
    assert not page.expert.isVisible()


def test_parts_of_the_colour_and_qualities_can_be_chosen(page: ViewerPage, qtbot: QtBot) -> None:
    choose(page, qtbot, ViewKind.CHANNEL)
    assert page.expert.part.box.count() == len(Channel)
    page.expert.part.choose(Channel.LEVELS)
    page.expert._on_part_chosen(Channel.LEVELS)
    qtbot.waitUntil(lambda: page.view.view == View(ViewKind.CHANNEL, Channel.LEVELS.value), timeout=120_000)
    assert "Unused levels" in said(page)
