from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gui.main_window import MainWindow
from gui.navigation.commands import MENUS
from gui.navigation.help_page import HelpPage
from gui.navigation.page_table import PAGES
from gui.widgets.keyboard import strip_mnemonic
from gui.widgets.plain_label import PlainLabel
from verify.model import SIGNS
from verify.report.words.catalogue import Translator


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_page_has_every_sign_every_limit_and_every_key(
    open_window: Callable[..., MainWindow], qtbot: QtBot, language: str
) -> None:
    window = open_window(language)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(window, Qt.Key.Key_F1)
    page = window.pages.page_as("help", HelpPage)
    assert page.isVisible()
    said = [label.text().replace("\u200b", "") for label in page.findChildren(PlainLabel)]
    translator = Translator(language)
    assert [sign for sign in SIGNS.values() if sign not in said] == []
    named = [command.name for _, commands in MENUS for command in commands if command.shortcut is not None]
    for name in (*named, *(page.label for page in PAGES if page.shortcut)):
        at = said.index(strip_mnemonic(translator.text(f"window.{name}")))
        assert said[at - 1] == window.commands[name].shortcut().toString()
    assert translator.text("window.help_limits_real") in "\n".join(said)
