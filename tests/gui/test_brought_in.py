"""What is brought in last is what the window shows, and every command acts on what is marked and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from gui.main_window import MainWindow
from tests.gui.test_main_window import ENGLISH, drop, files, finished
from verify.report.words.verdict import headline

Make = Callable[[str], str]
Bring = Callable[[MainWindow, str], None]

_CONTROL = Qt.KeyboardModifier.ControlModifier


def marked(window: MainWindow) -> list[str]:
    return [entry.name for entry in window.workbench.list.list_selected()]


def shown(window: MainWindow) -> str:
    """The name of the file whose answer stands in the panel."""
    entry = window.workbench.list.current()
    assert entry is not None
    assert window.workbench.panel.answer.headline.text() == headline.headline(ENGLISH, entry.report)
    return entry.name


def row_of(window: MainWindow, name: str) -> QPoint:
    """The middle of a row, where it is clicked."""
    bench = window.workbench
    entry = next(entry for entry in bench.files.entries() if entry.name == name)
    return bench.list.visualRect(bench.files.find_index(entry)).center()


def click(window: MainWindow, name: str, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.mouseClick(window.workbench.list.viewport(), Qt.MouseButton.LeftButton, keys, row_of(window, name))


def by_drop(window: MainWindow, path: str) -> None:
    drop(window, files(path))


def by_keys(window: MainWindow, path: str) -> None:
    """Pastes with Ctrl held down before, during and after it, as a hand does."""
    QGuiApplication.clipboard().setMimeData(files(path))
    QTest.keyPress(window, Qt.Key.Key_Control, _CONTROL)
    QTest.keyClick(window, Qt.Key.Key_V, _CONTROL)
    QTest.keyRelease(window, Qt.Key.Key_Control)


def by_dialog(window: MainWindow, path: str) -> None:
    window.intake._on_chosen([path])  # what the dialog of Ctrl+O gives


def by_recent_menu(window: MainWindow, path: str) -> None:
    menu = QMenu()
    action = menu.addAction(path)
    action.setData(path)
    window.recent._on_triggered(action)


def by_desktop(window: MainWindow, path: str) -> None:
    window.intake.open_one(path)


@pytest.mark.parametrize("bring", [by_drop, by_keys, by_dialog, by_recent_menu, by_desktop])
def test_the_file_that_is_brought_in_last_is_shown_and_alone_marked(
    window: MainWindow, qtbot: QtBot, a_file: Make, bring: Bring
) -> None:
    for count, name in enumerate(("ai-1.jpg", "plain.jpg", "ai-2.jpg"), 1):
        bring(window, a_file(name))
        qtbot.waitUntil(finished(window, count), timeout=20_000)
        assert shown(window) == name
        assert marked(window) == [name]


def test_a_pasted_picture_is_alone_marked_while_control_is_held(window: MainWindow, qtbot: QtBot, a_file: Make) -> None:
    drop(window, files(a_file("ai-1.jpg"), a_file("ai-2.jpg")))
    qtbot.waitUntil(finished(window, 2), timeout=20_000)
    window.workbench.list.selectAll()
    picture = QImage(4, 4, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.blue)
    QGuiApplication.clipboard().setImage(picture)
    QTest.keyPress(window, Qt.Key.Key_Control, _CONTROL)
    QTest.keyClick(window, Qt.Key.Key_V, _CONTROL)
    assert len(marked(window)) == 1
    assert window.workbench.list.list_selected() == [window.workbench.list.current()]
    assert window.workbench.files.entries()[2] is window.workbench.list.current()
    QTest.keyRelease(window, Qt.Key.Key_Control)


def test_of_several_files_the_first_is_shown(window: MainWindow, qtbot: QtBot, a_file: Make, tmp_path: Path) -> None:
    drop(window, files(a_file("old.jpg")))
    qtbot.waitUntil(finished(window, 1), timeout=20_000)
    folder = tmp_path / "folder"
    folder.mkdir()
    for name in ("b.jpg", "a.jpg", "c.jpg"):
        (folder / name).write_bytes(b"nobody reads this")
    drop(window, files(str(folder)))
    qtbot.waitUntil(finished(window, 4), timeout=20_000)
    assert shown(window) == "a.jpg"
    assert marked(window) == ["a.jpg"]


@pytest.mark.parametrize("bring", [by_drop, by_keys])
def test_a_file_that_is_brought_again_is_jumped_to(
    window: MainWindow, qtbot: QtBot, a_file: Make, bring: Bring
) -> None:
    paths = [a_file(f"plain-{number}.jpg") for number in range(40)]
    drop(window, files(*paths))
    qtbot.waitUntil(finished(window, 40), timeout=30_000)
    click(window, "plain-2.jpg")
    bring(window, paths[37])
    qtbot.waitUntil(lambda: marked(window) == ["plain-37.jpg"], timeout=20_000)
    qtbot.waitUntil(finished(window, 40), timeout=20_000)
    assert shown(window) == "plain-37.jpg"
    view = window.workbench.list
    assert view.viewport().rect().contains(view.visualRect(view.currentIndex()))


def test_what_a_listing_brings_later_takes_no_choice_away(
    window: MainWindow, qtbot: QtBot, a_file: Make, tmp_path: Path
) -> None:
    bench = window.workbench
    drop(window, files(a_file("ai-1.jpg"), a_file("plain.jpg")))
    qtbot.waitUntil(finished(window, 2), timeout=20_000)
    drop(window, files(a_file("late-1.jpg")))
    request = bench._listing.last
    bench._listing.found.emit(request, [str(tmp_path / "late-1.jpg")])  # its first part is there
    assert marked(window) == ["late-1.jpg"]
    click(window, "plain.jpg")
    bench._listing.found.emit(request, [a_file("late-2.jpg"), a_file("late-3.jpg")])
    qtbot.waitUntil(finished(window, 5), timeout=20_000)
    assert shown(window) == "plain.jpg"
    assert marked(window) == ["plain.jpg"]


def test_a_choice_that_is_made_while_a_folder_is_listed_stays(window: MainWindow, qtbot: QtBot, a_file: Make) -> None:
    bench = window.workbench
    drop(window, files(a_file("ai-1.jpg"), a_file("plain.jpg")))
    qtbot.waitUntil(finished(window, 2), timeout=20_000)
    drop(window, files(a_file("late.jpg")))
    QTest.keyClick(bench.list, Qt.Key.Key_A, _CONTROL)
    qtbot.waitUntil(finished(window, 3), timeout=20_000)
    assert marked(window) == ["ai-1.jpg", "plain.jpg"]


def test_what_was_brought_in_first_does_not_take_the_place_of_what_came_last(
    window: MainWindow, qtbot: QtBot, a_file: Make
) -> None:
    bench = window.workbench
    drop(window, files(a_file("first.jpg")))
    bench.check_pasted(a_file("last.png"))
    qtbot.waitUntil(finished(window, 2), timeout=20_000)
    assert shown(window) == "last.png"
    assert marked(window) == ["last.png"]


def test_removing_and_checking_again_act_on_the_marked_rows_and_on_no_other(
    window: MainWindow, qtbot: QtBot, a_file: Make
) -> None:
    bench = window.workbench
    for count, name in enumerate(("one.jpg", "two.jpg", "three.jpg", "four.jpg"), 1):
        by_keys(window, a_file(name))
        qtbot.waitUntil(finished(window, count), timeout=20_000)
    numbers = {entry.name: entry.number for entry in bench.files.entries()}
    window.commands["check_again"].trigger()
    qtbot.waitUntil(finished(window, 4), timeout=20_000)
    assert [entry.name for entry in bench.files.entries() if entry.number != numbers[entry.name]] == ["four.jpg"]
    bench.list.setFocus()
    QTest.keyClick(bench.list, Qt.Key.Key_Delete)
    assert [entry.name for entry in bench.files.entries()] == ["one.jpg", "two.jpg", "three.jpg"]
    assert len(marked(window)) == 1
    click(window, "one.jpg")
    click(window, "three.jpg", _CONTROL)
    QTest.keyClick(bench.list, Qt.Key.Key_Delete)
    assert [entry.name for entry in bench.files.entries()] == ["two.jpg"]
    assert marked(window) == [shown(window)] == ["two.jpg"]


def test_the_file_in_the_panel_stays_marked_where_nothing_else_is(
    window: MainWindow, qtbot: QtBot, a_file: Make
) -> None:
    drop(window, files(a_file("one.jpg"), a_file("two.jpg")))
    qtbot.waitUntil(finished(window, 2), timeout=20_000)
    view = window.workbench.list
    below = QPoint(20, view.viewport().height() - 5)
    assert not view.indexAt(below).isValid()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, below)
    assert marked(window) == ["one.jpg"]
    click(window, "one.jpg", _CONTROL)
    assert marked(window) == ["one.jpg"]
    view.selectionModel().select(view.currentIndex(), QItemSelectionModel.SelectionFlag.Clear)
    assert marked(window) == [shown(window)]


def test_the_next_file_is_a_key_away_and_the_ends_of_the_list_hold(
    window: MainWindow, qtbot: QtBot, a_file: Make
) -> None:
    drop(window, files(a_file("ai-1.jpg"), a_file("plain.jpg")))
    qtbot.waitUntil(finished(window, 2), timeout=20_000)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    assert shown(window) == "ai-1.jpg"
    for name in ("plain.jpg", "plain.jpg"):
        QTest.keyClick(window, Qt.Key.Key_PageDown, _CONTROL)
        assert (shown(window), marked(window)) == (name, [name])
    QTest.keyClick(window, Qt.Key.Key_PageUp, _CONTROL)
    assert shown(window) == "ai-1.jpg"


def test_a_file_that_is_brought_in_is_shown_although_the_filter_would_leave_it_out(
    window: MainWindow, qtbot: QtBot, a_file: Make
) -> None:
    names = [f"{kind}-{number}.jpg" for number in range(3) for kind in ("ai", "plain")]
    drop(window, files(*map(a_file, names)))
    qtbot.waitUntil(finished(window, 6), timeout=20_000)
    bench = window.workbench
    assert bench.header.search.isVisible()
    bench.list.choose_alone(bench.files.index(1, 0))
    bench.header.search.setText("ai-")
    assert bench.files.rowCount() == 3
    assert shown(window) == "ai-0.jpg"  # what was shown is left out
    assert bench.status.text.text() == ENGLISH.count("pages.batch.shown", 3, all="6")
    bench.header.search.setText("nowhere")
    assert bench.details.currentWidget() is not bench.panel
    drop(window, files(a_file("plain-9.jpg")))
    qtbot.waitUntil(finished(window, 7), timeout=20_000)
    assert (shown(window), marked(window)) == ("plain-9.jpg", ["plain-9.jpg"])
    assert bench.files.rowCount() == 7
