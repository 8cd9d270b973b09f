"""Two versions are compared side by side, with a slider and by their difference, and what that means is said."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from gui.compare.page import ComparePage, ViewMode
from gui.main_window import MainWindow
from gui.viewer.picture_view import PictureView
from gui.widgets.plain_label import PlainLabel
from verify.report.words.catalogue import Translator

Make = Callable[[str], str]
Opener = Callable[..., MainWindow]


def said(page: ComparePage) -> str:
    return " ".join(label.text() for label in page.findChildren(PlainLabel) if label.isVisible())


def compared(window: MainWindow, qtbot: QtBot, *paths: str) -> ComparePage:
    """The page after files were answered, its button was pressed and the first comparison is done."""
    window.check(list(paths))
    files = window.workbench.files
    qtbot.waitUntil(
        lambda: files.rowCount() == len(paths) and all(entry.is_finished for entry in files.entries()), timeout=30_000
    )
    button = window.workbench.panel.answer.preview.compare
    qtbot.waitUntil(button.isVisible)

    def opened() -> bool:  # the panel may still be laid out under the pointer
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        return window.pages.current_key == "compare"

    qtbot.waitUntil(opened)
    page = window.pages.page_as("compare", ComparePage)
    qtbot.waitUntil(lambda: "…" not in said(page), timeout=60_000)
    return page


def test_the_earlier_version_is_laid_over_this_file_and_what_differs_is_said(
    window: MainWindow, qtbot: QtBot, a_file: Make
) -> None:
    page = compared(window, qtbot, a_file("marked-1.jpg"))
    assert page.left.box.currentText() == "This file"
    assert page.right.box.currentText().startswith("Picture in the record: earlier version")
    told = said(page)
    assert "Clear differences: upper right" in told
    assert "A difference is no proof of forgery" in told
    assert "A picture in a record is only as trustworthy as the record" in told
    assert "256 × 171 pixels" in told
    assert not set("\u202e\n") & set(page.right.box.currentText())


def test_where_nothing_stands_out_no_all_clear_is_given(window: MainWindow, qtbot: QtBot, a_file: Make) -> None:
    page = compared(window, qtbot, a_file("marked-1.jpg"))
    page.right.box.setFocus()
    QTest.keyClick(page.right.box, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: "No large difference was measured." in said(page), timeout=60_000)
    assert "At 160 × 107 pixels, small changes cannot be measured" in said(page)
    assert "othing stands out" not in said(page)


@pytest.mark.parametrize(
    ("language", "told"),
    [("en", "states: edited, “Added a balloon” – upper right"), ("zh_CN", "Added a balloon")],
)
def test_the_places_that_the_record_marks_are_told_and_ringed_in_every_view(
    open_window: Opener, qtbot: QtBot, a_file: Make, language: str, told: str
) -> None:
    page = compared(open_window(language), qtbot, a_file("marked-1.jpg"))
    assert told in said(page)
    for view in (page.left_view, page.right_view, page.slider_view, page.difference_view):
        assert _places(view) == [pytest.approx((0.65, 0.12), abs=0.01), pytest.approx((0.4, 0.35), abs=0.02)]
    QTest.mouseClick(page.exchange, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "…" not in said(page), timeout=60_000)
    assert told in said(page)
    qtbot.waitUntil(lambda: len(_places(page.left_view)) == 2, timeout=60_000)
    assert pytest.approx((0.65, 0.12), abs=0.02) in _places(page.left_view)


def _places(view: PictureView) -> list[tuple[float, float]]:
    """The upper left corners of what is ringed."""
    return [(mark.box.left, mark.box.top) for mark in view._marks if mark.box is not None]


def test_the_slider_is_moved_by_mouse_and_by_keys(window: MainWindow, qtbot: QtBot, a_file: Make) -> None:
    page = compared(window, qtbot, a_file("marked-1.jpg"))
    QTest.mouseClick(page.views[ViewMode.SLIDER], Qt.MouseButton.LeftButton)
    view = page.slider_view
    assert view.isVisible()
    middle = view.grab().toImage()
    page.slider.setFocus()
    for _ in range(5):
        QTest.keyClick(page.slider, Qt.Key.Key_PageUp)
    assert page.slider.value() == 100
    assert view.grab().toImage() != middle
    page.slider.setValue(50)
    seen = view.target().toRect()
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(seen.center().x(), seen.center().y()))
    QTest.mouseMove(view, QPoint(seen.left() + seen.width() // 4, seen.center().y()))
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(seen.left() + seen.width() // 4, seen.center().y()))
    assert page.slider.value() == pytest.approx(25, abs=2)
    assert view.viewport()[0] == 1.0


def test_the_difference_is_bright_where_something_was_added(window: MainWindow, qtbot: QtBot, a_file: Make) -> None:
    page = compared(window, qtbot, a_file("marked-1.jpg"))
    QTest.mouseClick(page.views[ViewMode.DIFFERENCE], Qt.MouseButton.LeftButton)
    view = page.difference_view
    assert view.accessibleDescription().count("upper right")
    image = view.grab().toImage()
    target = view.target()

    def light(x: float, y: float) -> int:
        place = QPoint(round(target.left() + x * target.width()), round(target.top() + y * target.height()))
        return image.pixelColor(place).lightness()

    assert light(0.74, 0.24) > 60
    assert light(0.25, 0.2) < 40


def test_both_sides_are_looked_at_together(window: MainWindow, qtbot: QtBot, a_file: Make) -> None:
    page = compared(window, qtbot, a_file("marked-1.jpg"))
    page.left_view.setFocus()
    QTest.keyClick(page.left_view, Qt.Key.Key_Plus)
    QTest.keyClick(page.left_view, Qt.Key.Key_Right)
    assert page.right_view.viewport() == page.left_view.viewport()
    assert page.slider_view.viewport()[0] == page.left_view.viewport()[0]


def test_pictures_that_do_not_belong_together_are_only_shown_side_by_side(
    window: MainWindow, qtbot: QtBot, a_file: Make
) -> None:
    page = compared(window, qtbot, a_file("plain-1.jpg"), a_file("plain-2.jpg"))
    assert page.right.box.currentText() == "plain-2.jpg"
    told = said(page)
    assert Translator("en").text("report.comparison.not_laid") in told
    assert Translator("en").text("report.comparison.other_file") in told
    assert not page.views[ViewMode.SLIDER].isEnabled()
    assert not page.views[ViewMode.DIFFERENCE].isEnabled()


def test_two_files_that_are_chosen_are_compared_with_each_other(window: MainWindow, qtbot: QtBot, a_file: Make) -> None:
    window.check([a_file("marked-1.jpg"), a_file("plain-2.jpg"), a_file("marked-3.jpg")])
    files = window.workbench.files
    qtbot.waitUntil(lambda: files.rowCount() == 3 and all(e.is_finished for e in files.entries()), timeout=30_000)
    window.workbench.list.setFocus()
    window.workbench.list.selectAll()
    window.workbench.list.selectionModel().select(
        files.index(1, 0), window.workbench.list.selectionModel().SelectionFlag.Deselect
    )
    window.show_page("compare")
    page = window.pages.page_as("compare", ComparePage)
    assert page.right.box.currentText() == "marked-3.jpg"


def test_exchange_swaps_the_sides(window: MainWindow, qtbot: QtBot, a_file: Make) -> None:
    page = compared(window, qtbot, a_file("marked-1.jpg"))
    left, right = page.left.box.currentText(), page.right.box.currentText()
    QTest.mouseClick(page.exchange, Qt.MouseButton.LeftButton)
    assert (page.left.box.currentText(), page.right.box.currentText()) == (right, left)
    qtbot.waitUntil(lambda: "Clear differences" in said(page), timeout=60_000)


def test_with_one_picture_only_the_page_says_what_would_help(window: MainWindow, qtbot: QtBot, a_file: Make) -> None:
    window.check([a_file("plain-1.jpg")])
    qtbot.waitUntil(lambda: any(entry.is_finished for entry in window.workbench.files.entries()), timeout=30_000)
    window.show_page("compare")
    page = window.pages.page_as("compare", ComparePage)
    assert Translator("en").text("window.nothing_to_compare") in said(page)
    assert not page.left_view.isVisible()
    QTest.mouseClick(page.back, Qt.MouseButton.LeftButton)
    assert window.pages.current_key == "files"


def test_every_control_has_a_name_in_both_languages(open_window: Opener, qtbot: QtBot, a_file: Make) -> None:
    for language in ("en", "zh_CN"):
        window = open_window(language)
        window.check([a_file("marked-1.jpg")])
        qtbot.waitUntil(window.workbench.panel.answer.preview.compare.isVisible, timeout=30_000)
        window.show_page("compare")
        page = window.pages.page_as("compare", ComparePage)
        for widget in page.findChildren(QWidget):
            if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
                named = widget.accessibleName() or (isinstance(widget, QAbstractButton) and widget.text())
                assert named, widget
        assert ("比较" in window.windowTitle()) == (language == "zh_CN")


def test_the_arithmetic_is_loaded_only_when_somebody_compares() -> None:
    code = "import sys, gui.files.split_view, gui.viewer.page, gui.compare.page; sys.exit('numpy' in sys.modules)"
    root = Path(__file__).resolve().parents[3]
    assert subprocess.run([sys.executable, "-c", code], cwd=root, check=False).returncode == 0
