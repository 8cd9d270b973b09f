"""In a small window with large text the answer has the room: the list folds, and a person has it back at once."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gui.main_window import MainWindow
from tests.gui.test_main_window import drop, files, finished
from verify.report.words.catalogue import keys_of, variants_of

NAMES = ("marked-1.jpg", "ai-2.jpg")


@pytest.fixture
def small_window(window: MainWindow, qtbot: QtBot, a_file: Callable[[str], str]) -> MainWindow:
    """One of 800 × 600 at a text size of 200 %, with two files."""
    window.resize(800, 600)
    window.choose(window.settings._replace(text_size=200))
    drop(window, files(*map(a_file, NAMES)))
    qtbot.waitUntil(finished(window, len(NAMES)), timeout=20_000)
    return window


def longest(language: str, subject: str) -> str:
    """The longest text of a subject of the answer, with names as long as those of well-known makers."""
    said = (text for key in keys_of(f"verdict.{subject}") for text in variants_of(key, language))
    return max((re.sub(r"{\w+}", "Example Camera", text) for text in said), key=len)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_four_lines_are_seen_without_scrolling(small_window: MainWindow, qtbot: QtBot, language: str) -> None:
    small_window.choose(small_window.settings._replace(language=language))
    answer = small_window.workbench.panel.answer
    for label, subject in (
        (answer.headline, "headline"),
        (answer.whom, "according_to"),
        (answer.summary, "summary"),
    ):
        label.show_text(longest(language, subject))
    answer.pill.label = longest(language, "standing")
    answer._fit()
    view = small_window.workbench.panel.viewport()

    def all_seen() -> bool:
        return 0 < answer.summary.mapTo(view, answer.summary.rect().bottomLeft()).y() <= view.height()

    qtbot.waitUntil(all_seen, timeout=2_000)
    assert answer.preview.isVisible()


def test_a_list_without_room_is_a_strip_that_shows_it_again(small_window: MainWindow, qtbot: QtBot) -> None:
    bench = small_window.workbench
    assert bench.is_folded
    assert not bench.list.isVisible()
    assert bench.header.toggle.hasFocus()
    assert bench.side.width() < 100
    small_window.action("next_file").trigger()
    assert (entry := bench.list.current()) is not None
    assert entry.name == NAMES[1]
    QTest.mouseClick(bench.header.toggle, Qt.MouseButton.LeftButton)
    assert bench.list.isVisible()
    assert bench.list.hasFocus()
    qtbot.waitUntil(lambda: bench.side.width() > 200, timeout=2_000)


def test_what_a_person_chose_stays_whatever_room_there_is(small_window: MainWindow) -> None:
    list_of_files = small_window.workbench.list
    small_window.resize(1180, 800)
    assert list_of_files.isVisible()
    small_window.action("toggle_list").trigger()
    small_window.resize(1400, 800)
    assert not list_of_files.isVisible()


def test_the_list_stands_beside_the_answer_where_both_have_room(
    window: MainWindow, a_file: Callable[[str], str]
) -> None:
    window.resize(640, 480)
    window.workbench.check([a_file("ai-1.jpg")])
    assert not window.workbench.is_folded
