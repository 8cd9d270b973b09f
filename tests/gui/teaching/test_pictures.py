"""The picture of a sample keeps its size, whether or not its page has to scroll."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gui.teaching.shared import Picture
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
