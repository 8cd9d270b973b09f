from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gui.main_window import MainWindow
from gui.navigation.about_page import AboutPage
from verify import __version__
from verify.report.words.catalogue import Translator
from verify.store.licences import read_parts


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_page_names_the_version_and_the_licence_of_every_part(
    open_window: Callable[..., MainWindow], qtbot: QtBot, language: str
) -> None:
    window = open_window()
    window.commands["page_about"].trigger()
    page = window.pages.page_as("about", AboutPage)
    page.retranslate(Translator(language))
    assert page.isVisible()
    what, parts = (label.text().replace("\u200b", "") for label in (page.what, page.parts))
    assert __version__ in what
    assert Translator(language).text("window.always") in what  # what it is, before what it is made of
    assert page.what.y() < page.parts.y()
    assert [part.name for part in read_parts() if part.name not in parts or part.licence not in parts] == []


def test_home_and_end_lead_to_the_two_ends(open_window: Callable[..., MainWindow], qtbot: QtBot) -> None:
    window = open_window()
    window.resize(700, 420)
    window.commands["page_about"].trigger()
    page = window.pages.page_as("about", AboutPage)
    qtbot.waitUntil(lambda: page.verticalScrollBar().maximum() > 0)
    QTest.keyClick(page, Qt.Key.Key_End)
    assert page.verticalScrollBar().value() == page.verticalScrollBar().maximum()
    QTest.keyClick(page, Qt.Key.Key_Home)
    assert page.verticalScrollBar().value() == 0
