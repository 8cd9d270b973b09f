from __future__ import annotations

from collections.abc import Callable
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from gui.context import Context
from gui.main_window import MainWindow
from gui.navigation.commands import MENUS
from gui.navigation.page_stack import Retranslatable
from gui.navigation.page_table import FIRST, PAGES, Page
from gui.widgets.icons import drawing_path
from tests.gui.test_main_window import drop, files, finished
from verify.report.words.catalogue import LANGUAGES, Translator, Words, has_key, words_in


class _Other(QLabel):
    """A page as another room would add it. Its label stands in for `page_files`, since it has none of its own."""

    def __init__(self, context: Context) -> None:
        super().__init__(context.widget)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.closed = False
        self.retranslate(context.translator)

    def retranslate(self, translator: Translator) -> None:
        self.setText(translator.language)

    def close_down(self) -> None:
        self.closed = True


@pytest.fixture
def other_page(monkeypatch: pytest.MonkeyPatch) -> None:
    table = (*PAGES, Page("other", "menu_view", "F8", _Other))
    monkeypatch.setattr("gui.navigation.actions.PAGES", table)
    monkeypatch.setattr("gui.navigation.page_stack.PAGES", table)
    for language in LANGUAGES:
        words = cast("dict[str, Words]", words_in("window", language))
        monkeypatch.setitem(words, "window.page_other", words["window.menu_language"])


def test_every_page_and_command_has_its_name_and_a_shortcut_of_its_own() -> None:
    assert [page.label for page in PAGES if not has_key("window", page.label)] == []
    assert [command.name for _, commands in MENUS for command in commands if not has_key("window", command.name)] == []
    assert len({page.key for page in PAGES}) == len(PAGES)
    shortcuts = [str(command.shortcut) for _, commands in MENUS for command in commands if command.shortcut]
    shortcuts += [page.shortcut for page in PAGES if page.shortcut]
    assert len(set(shortcuts)) == len(shortcuts)


def test_every_page_has_a_drawing_of_its_own() -> None:
    assert [page.key for page in PAGES if not drawing_path(page.key).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.key)
def test_every_page_opens_from_its_menu_in_both_languages(window: MainWindow, qtbot: QtBot, page: Page) -> None:
    window.commands[page.label].trigger()
    assert window.pages.current_key == page.key
    assert window.commands[page.label].isChecked()
    window.commands.languages.actions()[1].trigger()
    assert isinstance(window.pages.page(page.key), Retranslatable)
    qtbot.wait(20)
    assert window.pages.page(page.key).isVisible()


@pytest.mark.usefixtures("other_page")
def test_a_page_is_made_when_first_asked_for_speaks_both_languages_and_is_closed(
    open_window: Callable[..., MainWindow], qtbot: QtBot
) -> None:
    window = open_window()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    assert window.findChild(_Other) is None
    QTest.keyClick(window, Qt.Key.Key_F8)
    other = window.findChild(_Other)
    assert other is not None
    assert other.isVisible()
    assert window.focusWidget() is other
    assert window.windowTitle() == "Language – Whence"
    assert other.text() == "en"
    window.commands.languages.actions()[1].trigger()
    assert other.text() == "zh_CN"
    assert "Whence" in window.windowTitle()
    assert window.windowTitle() != "Language – Whence"
    window.close()
    assert other.closed


@pytest.mark.usefixtures("other_page")
def test_what_is_dropped_elsewhere_is_shown_with_its_answer(
    open_window: Callable[..., MainWindow], qtbot: QtBot, a_file: Callable[[str], str]
) -> None:
    window = open_window()
    window.show_page("other")
    drop(window, files(a_file("plain.jpg")))
    qtbot.waitUntil(finished(window, 1), timeout=20_000)
    assert window.pages.current_key == FIRST
    assert window.workbench.panel.isVisible()
