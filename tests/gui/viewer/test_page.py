"""The page for looking closely shows what is framed and timed, in the picture, the strip, the line and in words."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from gui.main_window import MainWindow
from gui.viewer.page import ViewerPage
from verify.report.words.catalogue import Translator

ENGLISH = Translator("en")

Make = Callable[[str], str]


def shown(window: MainWindow, qtbot: QtBot, path: str) -> ViewerPage:
    """The page after a file was answered and a click on its preview or its button led here."""
    window.check([path])
    qtbot.waitUntil(lambda: any(entry.is_finished for entry in window.workbench.files.entries()), timeout=30_000)
    preview = window.workbench.panel.answer.preview
    qtbot.waitUntil(preview.look.isVisible)

    def opened() -> bool:  # the panel may still be laid out under the pointer
        QTest.mouseClick(preview.look, Qt.MouseButton.LeftButton)
        return window.pages.current_key == "viewer"

    qtbot.waitUntil(opened)
    return window.pages.page_as("viewer", ViewerPage)


def lines(page: ViewerPage) -> list[str]:
    return [page.list.item(row).text() for row in range(page.list.count())]


def test_a_click_on_the_preview_opens_the_page_and_escape_of_a_button_leads_back(
    window: MainWindow, qtbot: QtBot, a_file: Make
) -> None:
    page = shown(window, qtbot, a_file("marked-1.jpg"))
    assert window.pages.current_key == "viewer"
    QTest.mouseClick(page.back, Qt.MouseButton.LeftButton)
    assert window.pages.current_key == "files"
    picture = window.workbench.panel.answer.preview.picture
    QTest.mouseClick(picture, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    assert window.pages.current_key == "viewer"


def test_a_long_name_leaves_the_room_to_the_picture(window: MainWindow, qtbot: QtBot, a_file: Make) -> None:
    page = shown(window, qtbot, a_file(f"marked-{'x' * 180}.jpg"))
    assert "⟨+" in page._name.text()
    assert page._name.toolTip().endswith("x.jpg")
    assert page._name.height() < page.height() / 5


def test_what_is_framed_is_told_in_words_below_it(window: MainWindow, qtbot: QtBot, a_file: Make) -> None:
    page = shown(window, qtbot, a_file("marked-1.jpg"))
    told = lines(page)
    assert len(told) == 3
    assert told[0] == "1 · Visible logo: Gemini's star – lower right"
    assert "“Added a balloon” – upper right" in told[1]
    assert told[2].endswith("upper left, from 2.0 to 4.0 seconds")
    for words in told:
        assert words[4:] in page.view.accessibleDescription()
    assert not set("\u202e\n") & set("".join(told))
    preview = window.workbench.panel.answer.preview
    assert told[0][4:] in preview.picture.accessibleDescription()


def test_choosing_a_mark_by_key_stresses_it_in_the_picture(window: MainWindow, qtbot: QtBot, a_file: Make) -> None:
    page = shown(window, qtbot, a_file("marked-1.jpg"))
    page.list.setFocus()
    before = page.view.grab().toImage()
    QTest.keyClick(page.list, Qt.Key.Key_Down)
    assert page.list.currentRow() >= 0
    assert page.view.grab().toImage() != before


def test_an_earlier_version_is_shown_with_its_own_regions(window: MainWindow, qtbot: QtBot, a_file: Make) -> None:
    page = shown(window, qtbot, a_file("marked-1.jpg"))
    assert page.choice.box.count() == 3
    assert page.choice.box.itemText(1).startswith("Picture in the record: earlier version")
    page.choice.box.setFocus()
    QTest.keyClick(page.choice.box, Qt.Key.Key_Down)
    (told,) = lines(page)
    assert told.endswith("middle")


def test_frames_stand_in_a_row_with_what_is_there_at_their_time(window: MainWindow, qtbot: QtBot, a_file: Make) -> None:
    page = shown(window, qtbot, a_file("marked-1.mp4"))
    said = [page.strip.item(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(page.strip.count())]
    assert [text.partition(":")[0] for text in said] == [f"Frame at {time} seconds" for time in ("0.0", "1.0", "3.0")]
    assert ["colours" in text for text in said] == [False, False, True]
    assert all("star" in text for text in said)
    page.strip.setFocus()
    for _ in range(3):
        QTest.keyClick(page.strip, Qt.Key.Key_Right)
    assert page.view.accessibleName() == "Frame at 3.0 seconds"
    assert "colours" in page.view.accessibleDescription()


def test_a_sound_is_a_line_with_its_marks_told(window: MainWindow, qtbot: QtBot, a_file: Make) -> None:
    page = shown(window, qtbot, a_file("sound-1.wav"))
    assert page.waveform.isVisible()
    assert not page.view.isVisible()
    assert "from 1.0 to 3.0 seconds" in page.waveform.accessibleDescription()
    assert ENGLISH.text("window.waveform_unheard") in page.waveform.accessibleDescription()
    assert lines(page) == ["1 · Inaudible watermark: Perth – from 1.0 to 3.0 seconds"]
    before = page.waveform.grab().toImage()
    page.list.setCurrentRow(0)
    assert page.waveform.grab().toImage() != before
    small = window.workbench.panel.answer.preview
    assert small.waveform.isVisible() or not small.isVisible()


@pytest.mark.parametrize("name", ["plain-1.jpg", "hostile-1.jpg"])
def test_a_file_without_places_says_so_and_does_not_say_untouched(
    window: MainWindow, qtbot: QtBot, a_file: Make, name: str
) -> None:
    window.check([a_file(name)])
    qtbot.waitUntil(lambda: any(entry.is_finished for entry in window.workbench.files.entries()), timeout=30_000)
    window.show_page("viewer")
    page = window.pages.page_as("viewer", ViewerPage)
    told = " ".join(label.text() for label in page.findChildren(QWidget) if hasattr(label, "text"))
    assert ENGLISH.text("window.nothing_marked") in told


def test_without_a_file_the_page_says_what_to_do(window: MainWindow) -> None:
    window.show_page("viewer")
    page = window.pages.page_as("viewer", ViewerPage)
    told = " ".join(str(label.text()) for label in page.findChildren(QWidget) if hasattr(label, "text"))
    assert ENGLISH.text("window.nothing_to_inspect") in told
    assert page.empty.button.isVisible()
    assert not page.view.isVisible()
    asked = []
    window.intake.ask_for_files = lambda: asked.append(True)  # type: ignore[method-assign]
    page.empty.button.click()
    assert asked == [True]


def test_every_control_has_a_name_in_both_languages(
    open_window: Callable[..., MainWindow], qtbot: QtBot, a_file: Make
) -> None:
    for language in ("en", "zh_CN"):
        window = open_window(language)
        page = shown(window, qtbot, a_file("marked-1.jpg"))
        for widget in page.findChildren(QWidget):
            if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
                assert widget.accessibleName() or (isinstance(widget, QAbstractButton) and widget.text()), widget
        assert page.list.accessibleDescription() == Translator(language).text("window.marked_limits")
