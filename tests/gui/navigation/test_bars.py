from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton, QWidget
from pytestqt.qtbot import QtBot

from gui.main_window import MainWindow
from gui.navigation.page_table import PAGES, Button
from gui.preferences import TEXT_SIZES
from gui.widgets.keyboard import strip_mnemonic


def page_buttons(window: MainWindow) -> list[QToolButton]:
    bar = window.findChild(QWidget, "pageBar")
    assert bar is not None
    return sorted(bar.findChildren(QToolButton), key=lambda button: button.x())


def is_worded(button: QToolButton) -> bool:
    return button.toolButtonStyle() is not Qt.ToolButtonStyle.ToolButtonIconOnly


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("size", TEXT_SIZES)
@pytest.mark.parametrize("width", [640, 800, 1180, 1440])
def test_the_pages_stand_in_one_row_and_no_button_is_cut(
    open_window: Callable[..., MainWindow], qtbot: QtBot, language: str, size: int, width: int
) -> None:
    window = open_window(language, width=width)
    window.choose(window.settings._replace(text_size=size))
    qtbot.wait(1)
    buttons = page_buttons(window)
    assert len({button.geometry().center().y() for button in buttons}) == 1
    assert all(button.x() >= 0 and button.geometry().right() <= window.width() for button in buttons)
    assert all(button.width() >= button.sizeHint().width() for button in buttons)
    assert [button.toolTip() for button in buttons if not is_worded(button)] == [
        strip_mnemonic(button.defaultAction().text()) for button in buttons if not is_worded(button)
    ]


def test_words_stand_beside_the_icons_where_there_is_room_but_for_the_settings(window: MainWindow) -> None:
    buttons = page_buttons(window)
    assert [button.defaultAction().data() for button in buttons] == [
        page.key for kind in (Button.BESIDE, Button.END) for page in PAGES if page.button is kind
    ]
    assert [is_worded(button) for button in buttons] == [True, True, True, True, False]


def test_settings_stand_at_the_far_end_and_open_by_their_button(window: MainWindow) -> None:
    settings = page_buttons(window)[-1]
    assert settings.geometry().right() > window.width() - 40
    QTest.mouseClick(settings, Qt.MouseButton.LeftButton)
    assert window.pages.current_key == "settings"
