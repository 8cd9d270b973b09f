from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

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
    names = [command.name for _, commands in MENUS for command in commands] + [page.label for page in PAGES]
    keys = {name: window.commands[name].shortcut().toString() for name in names}
    rows = set(pairwise(said))
    shown = [name for name in names if (keys[name], strip_mnemonic(translator.text(f"window.{name}"))) in rows]
    assert shown == [name for name in names if keys[name]]
    assert {"open_files", "next_file", "page_help"} < set(shown)
    assert translator.text("window.help_limits_real") in "\n".join(said)
