"""The window as a screen reader and a keyboard meet it: every control has a name and a role, and is reached."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from gui.main_window import MainWindow
from gui.navigation.page_table import FIRST, PAGES
from tests.build.shown_texts import open_every_tab
from tests.gui.test_main_window import drop, files, finished
from verify.report.words.verdict.answer import answer

CONTROLS = (QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QAbstractScrollArea)
# what Qt itself puts into its widgets, and whose whole is named
PARTS = ("qt_scrollarea", "qt_toolbar_ext_button", "qt_spinbox")


def controls(page: QWidget) -> Iterator[QWidget]:
    """What a person can operate on a page at present."""
    for widget in page.findChildren(QWidget):
        operable = isinstance(widget, CONTROLS) and not isinstance(widget, QScrollArea)
        inside = any(isinstance(above, QComboBox) for above in _above(widget)) or _in_table(widget)
        if operable and widget.isVisible() and not inside and not widget.objectName().startswith(PARTS):
            yield widget


def _above(widget: QWidget) -> Iterator[QWidget]:
    above = widget.parentWidget()
    while above is not None:
        yield above
        above = above.parentWidget()


def _in_table(widget: QWidget) -> bool:
    from PySide6.QtWidgets import QAbstractItemView

    return any(isinstance(above, QAbstractItemView) for above in _above(widget))


def interface(widget: QWidget) -> QAccessibleInterface:
    found = QAccessible.queryAccessibleInterface(widget)
    assert found is not None, widget
    return found


def described(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.objectName()} in {[type(above).__name__ for above in _above(widget)][:3]}"


@pytest.fixture
def full_window(window: MainWindow, qtbot: QtBot, a_file: Callable[[str], str]) -> MainWindow:
    """A window with so many answers that they can be searched, all parts of the panel unfolded."""
    drop(window, files(*(a_file(f"{kind}-{number}.jpg") for number in range(3) for kind in ("ai", "plain"))))
    qtbot.waitUntil(finished(window, 6), timeout=20_000)
    assert list(open_every_tab(window.workbench.panel))[-1] == "raw"
    qtbot.wait(60)
    return window


KEYS = [page.key for page in PAGES]


def show(window: MainWindow, qtbot: QtBot, key: str) -> QWidget:
    window.show_page(key)
    qtbot.wait(60)
    return window.pages.page(key)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("key", KEYS)
def test_every_control_has_a_name_and_a_role(full_window: MainWindow, qtbot: QtBot, key: str, language: str) -> None:
    if language != full_window.settings.language:
        full_window.commands.languages.actions()[1].trigger()
    show(full_window, qtbot, key)
    roles = QAccessible.Role
    dull = (roles.NoRole, roles.Client, roles.Pane)
    for _ in open_every_tab(full_window.workbench.panel) if key == FIRST else (key,):
        found = list(controls(full_window))
        assert len(found) > 4
        nameless = [described(each) for each in found if not interface(each).text(QAccessible.Text.Name).strip()]
        assert nameless == []
        assert [described(each) for each in found if interface(each).role() in dull] == []


@pytest.mark.parametrize("key", KEYS)
def test_every_control_that_is_enabled_is_reached_by_the_tab_key(
    full_window: MainWindow, qtbot: QtBot, key: str
) -> None:
    full_window.activateWindow()
    qtbot.waitUntil(full_window.isActiveWindow)
    show(full_window, qtbot, key)
    assert missed_by_tab(full_window) == []


def test_the_strip_that_stands_for_the_list_is_named_and_reached(full_window: MainWindow, qtbot: QtBot) -> None:
    full_window.activateWindow()
    qtbot.waitUntil(full_window.isActiveWindow)
    full_window.toggle_list()
    bench = full_window.workbench
    assert bench.is_folded
    qtbot.wait(60)
    strip = [*controls(bench.side)]
    assert len(strip) == 4  # show the list, open files, back and forth
    assert all(interface(each).text(QAccessible.Text.Name).strip() for each in strip)
    assert missed_by_tab(full_window) == []
    bench.focus_list()
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Qt.Key.Key_Space)
    assert not bench.is_folded


def missed_by_tab(window: MainWindow) -> list[str]:
    """The enabled controls that many presses of the tab key do not lead to."""
    wanted = [each for each in controls(window) if each.isEnabled()]
    reached: set[QWidget] = set()
    for _ in range(3 * len(wanted) + 20):
        focused = QApplication.focusWidget()
        if focused is not None:
            reached |= {focused, *_group(focused)}
        QTest.keyClick(focused or window, Qt.Key.Key_Tab)
    return [described(each) for each in wanted if each not in reached and not _in_a_menu(each)]


def _group(widget: QWidget) -> list[QWidget]:
    """Round buttons are one stop of the tab key; the arrow keys go between them."""
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    return [*group.buttons()] if group is not None else []


def _in_a_menu(widget: QWidget) -> bool:
    """Whether a button without the focus does what a menu does, too, which is reached by key."""
    return widget.focusPolicy() == Qt.FocusPolicy.NoFocus and isinstance(widget, QToolButton) and bool(widget.actions())


def test_the_focus_is_seen_on_every_control_of_the_settings(window: MainWindow, qtbot: QtBot) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    page = show(window, qtbot, "settings")
    for control in controls(page):
        if control.focusPolicy() == Qt.FocusPolicy.NoFocus or not control.isEnabled():
            continue
        window.notice.setFocus()
        (QApplication.focusWidget() or window).clearFocus()
        before = control.grab().toImage()
        control.setFocus(Qt.FocusReason.TabFocusReason)
        qtbot.wait(10)
        assert control.grab().toImage() != before, described(control)


def test_a_verdict_is_announced_to_screen_readers_with_its_sentence(
    window: MainWindow, qtbot: QtBot, a_file: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []

    def hear(event: QAccessibleAnnouncementEvent) -> None:
        if isinstance(event, QAccessibleAnnouncementEvent):
            heard.append(event.message())

    monkeypatch.setattr(QAccessible, "updateAccessibility", hear)
    drop(window, files(a_file("ai-1.jpg")))
    qtbot.waitUntil(finished(window, 1), timeout=20_000)
    report = window.workbench.files.entries()[0].report
    assert heard[-1] == answer(window.translator, report).spoken


def test_pages_are_left_by_key_and_come_back_with_the_focus(window: MainWindow, qtbot: QtBot) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    assert window.pages.current_key == "settings"
    focused = QApplication.focusWidget()
    assert focused is not None
    assert window.pages.page("settings").isAncestorOf(focused)
    QTest.keyClick(focused, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert window.pages.current_key == FIRST
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.isVisible()


@pytest.mark.parametrize("key", KEYS)
def test_no_text_of_a_page_is_markup(full_window: MainWindow, qtbot: QtBot, key: str) -> None:
    page = show(full_window, qtbot, key)
    labels = [label for label in page.findChildren(QLabel) if label.text()]
    assert [label.text() for label in labels if label.textFormat() != Qt.TextFormat.PlainText] == []


def test_what_is_in_the_way_of_a_screen_reader_is_named_in_the_language_of_the_moment(window: MainWindow) -> None:
    QApplication.sendEvent(window, QEvent(QEvent.Type.LanguageChange))
    bar = window.findChild(QWidget, "pageBar")
    assert bar is not None
    assert interface(bar).text(QAccessible.Text.Name) == window.translator.text("window.pages")
