from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from gui.main_window import MainWindow
from gui.navigation.commands import SHARE
from gui.panel import share_card
from gui.panel.share_card import draw_card
from tests.build.reports import examples, known_examples
from verify.model import Picture, Report
from verify.report.words.catalogue import Translator
from verify.report.words.verdict.answer import answer

ALL = {**examples(), **known_examples()}
RED = Picture("preview", 64, 48, bytes((255, 0, 0)) * 64 * 48)


def answered(window: MainWindow, qtbot: QtBot, path: str) -> None:
    window.check([path])
    qtbot.waitUntil(lambda: len(window.listed_files()) == 1 and window.listed_files()[0].is_finished, timeout=20_000)


def written(report: Report, language: str) -> list[str]:
    return [text for text, _font, _colour in share_card._list_lines(report, Translator(language))]


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("name", ALL)
def test_the_card_says_the_four_lines_the_warnings_and_what_whence_cannot_tell(
    qapp: QApplication, name: str, language: str
) -> None:
    report = ALL[name]
    said = answer(Translator(language), report)
    lines = written(report, language)
    assert {said.headline, said.according_to, said.pill, said.summary} - {""} <= set(lines)
    assert [line for line in lines if line.startswith("⚠")] == [f"⚠ {warning}" for warning in said.warnings]
    assert lines[-1] == Translator(language).text("window.always")


def test_sixteen_digits_of_the_checksum_stand_on_the_card_and_no_path(qapp: QApplication) -> None:
    report = next(iter(ALL.values()))
    file = replace(report.file, path="/pictures/secret/a.jpg", sha256="0123456789abcdef" * 4)
    report = replace(report, file=file)
    lines = written(report, "en")
    assert [line for line in lines if "0123456789abcdef…" in line] != []
    assert [line for line in lines if "secret" in line or "0123456789abcdef0" in line] == []


def test_the_card_carries_the_preview_and_grows_with_its_words(qapp: QApplication) -> None:
    report = next(iter(ALL.values()))
    bare = draw_card(replace(report, pictures=()), Translator("en"))
    red = draw_card(replace(report, pictures=(RED,)), Translator("en"))
    assert (bare.width(), red.width()) == (1080, 1080)
    assert red.height() > bare.height()
    assert red.pixelColor(540, 200) == QColor(255, 0, 0)
    assert bare.pixelColor(540, 10) == QColor(255, 255, 255)


def test_the_button_of_the_answer_opens_every_way_to_share_once_there_is_an_answer(
    window: MainWindow, qtbot: QtBot, a_file: Callable[[str], str]
) -> None:
    share = window.workbench.panel.answer.share
    assert not share.isVisible()
    answered(window, qtbot, a_file("ai-harbour.jpg"))
    assert share.isVisible()
    assert share.menu().actions() == [window.action(name) for name in SHARE]


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_a_right_click_on_answer_and_row_offers_the_same(
    window: MainWindow, qtbot: QtBot, a_file: Callable[[str], str]
) -> None:
    answered(window, qtbot, a_file("ai-harbour.jpg"))
    ways = [window.action(name) for name in SHARE]
    for widget, more in ((window.workbench.panel, []), (window.workbench.list, ["check_again", "remove"])):
        widget.customContextMenuRequested.emit(QPoint(5, 5))
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        shown = [action for action in menu.actions() if not action.isSeparator()]
        assert shown == [*ways, *(window.action(name) for name in more)]
        menu.close()


def test_the_picture_of_the_answer_is_copied_by_its_keys(
    window: MainWindow, qtbot: QtBot, a_file: Callable[[str], str]
) -> None:
    answered(window, qtbot, a_file("ai-harbour.jpg"))
    QTest.keyClick(window, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    copied = QGuiApplication.clipboard().image()
    expected: QImage = draw_card(window.listed_files()[0].report, window.translator)
    assert copied.convertToFormat(expected.format()) == expected
    assert window.notice.text == window.translator.text("window.card_copied")
