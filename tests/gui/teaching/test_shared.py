"""The picture of a sample keeps its size where its page has to scroll, and a choice comes into view for a key."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gui.teaching.shared import Choices, Picture
from tests.build import plain_reports
from verify.model import Picture as Pixels


def test_a_picture_and_the_bar_of_its_page_do_not_chase_each_other(qtbot: QtBot) -> None:
    area = QScrollArea()
    qtbot.addWidget(area)
    area.setWidgetResizable(True)
    page = QWidget(area)
    picture, words = Picture(page, 720), QLabel("words that wrap " * 8, page)
    words.setWordWrap(True)
    column = QVBoxLayout(page)
    for widget in (picture, words):
        column.addWidget(widget)
    column.addStretch()
    area.setWidget(page)
    shown = replace(plain_reports.nothing("a.png"), pictures=(Pixels("preview", 3, 2, bytes(18)),))
    picture.show_report(shown, "a picture")
    area.show()
    for height in range(260, 480, 4):
        area.resize(420, height)
        for _ in range(6):
            QApplication.processEvents()
        seen = set()
        for _ in range(6):
            QApplication.processEvents()
            seen.add((picture.height(), area.verticalScrollBar().isVisible()))
        assert len(seen) == 1, height


def test_a_choice_that_a_key_leads_to_comes_into_view(qtbot: QtBot) -> None:
    area = QScrollArea()
    qtbot.addWidget(area)
    area.setWidgetResizable(True)
    choices = Choices(area, 3)
    choices.show_texts(tuple("a sentence that wraps " * 9 for _ in range(3)), "Which?")
    area.setWidget(choices)
    area.resize(240, 200)
    area.show()
    area.activateWindow()
    qtbot.waitUntil(area.isActiveWindow)
    choices.choose(-1)
    first, second, _third = choices.buttons
    first.setFocus(Qt.FocusReason.OtherFocusReason)
    QTest.keyClick(first, Qt.Key.Key_Down)
    assert second.hasFocus()
    assert not second.visibleRegion().isEmpty()
    area.verticalScrollBar().setValue(0)
    QTest.keyClick(second, Qt.Key.Key_Space)
    assert choices.number == 1
    assert not second.visibleRegion().isEmpty()
