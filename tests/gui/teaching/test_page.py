"""The page for learning, from end to end: real samples, made by their own process, and real workers."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QProcess, Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPushButton, QScrollArea, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from gui.background import file_views
from gui.background.command_process import CommandProcess
from gui.main_window import MainWindow
from gui.navigation.page_table import FIRST
from gui.teaching.page import LearnPage
from gui.teaching.samples_loader import SamplesLoader
from tests.gui.test_end_to_end import opened  # noqa: F401 - a fixture
from tests.gui.test_main_window import drop, files
from tests.gui.viewer.test_full_size import MAIN
from verify.features.teaching import samples
from verify.features.teaching.error_levels import EXAMPLES
from verify.features.teaching.stations import STATIONS, describe_station
from verify.features.teaching.survival import (
    FOLDER,
    JOURNEYS,
    SPECIMENS,
    Evidence,
    Fate,
    compare_evidence,
    describe_survival,
    name_copy,
)
from verify.model import Alarm
from verify.report.words.catalogue import Translator
from verify.report.words.verdict import headline
from verify.store.trust.store import TrustStore

PATIENCE = 180_000
EXPECTED = {sample.file: sample.with_anchor for sample in samples.read_samples()}


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Temporary folders of this test lie here and nowhere else."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def learning(
    open_window: Callable[..., MainWindow], temporary: Path, qtbot: QtBot
) -> Iterator[Callable[..., tuple[MainWindow, LearnPage]]]:
    """Opens a window on the page for learning, and waits for the samples where they are needed."""

    def show(language: str = "en", *, made: bool = True) -> tuple[MainWindow, LearnPage]:
        window = open_window(language)
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        window.show_page("learn")
        page = window.pages.page_as("learn", LearnPage)
        if made:
            qtbot.waitUntil(lambda: page.loader.is_ready, timeout=PATIENCE)
        return window, page

    return show  # type: ignore[return-value]


def press(key: Qt.Key, times: int = 1) -> None:
    for _ in range(times):
        widget = QApplication.focusWidget()
        assert widget is not None
        QTest.keyClick(widget, key)


def tab_to(wanted: QWidget) -> None:
    """Presses the tab key until `wanted` has the focus, as somebody without a mouse would."""
    for _ in range(60):
        if QApplication.focusWidget() is wanted:
            return
        press(Qt.Key.Key_Tab)
    pytest.fail(f"no key leads to {wanted!r}")


def tab_into(wanted: list[QAbstractButton]) -> None:
    for _ in range(60):
        if QApplication.focusWidget() in wanted:
            return
        press(Qt.Key.Key_Tab)
    pytest.fail("no key leads to the choices")


def texts(widget: QWidget) -> str:
    shown = [label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget)]
    return "\n".join(shown).replace("\u200b", "")


@pytest.mark.usefixtures("real_samples")
def test_six_stations_by_keys_alone_with_the_verdicts_of_the_real_worker(
    learning: Callable[..., tuple[MainWindow, LearnPage]],
    qtbot: QtBot,
    temporary: Path,
    own_data_folder: Path,
    opened: set[str],  # noqa: F811
) -> None:
    window, page = learning()
    tour, translator = page.tour, Translator("en")
    for number, station in enumerate(STATIONS):
        told = describe_station(translator, station.key)
        assert tour.station is station
        entry = page.loader.request_item(station.file)
        qtbot.waitUntil(lambda entry=entry: entry.is_finished, timeout=PATIENCE)  # type: ignore[misc]
        sheet = tour.question
        shown = texts(tour)
        for text in (told.title, told.scene, told.question, *(choice for choice, _reply in told.choices)):
            assert text in shown
        # the answer is nowhere before somebody chose
        assert headline.headline(translator, entry.report) not in shown
        assert told.lesson not in shown
        assert not tour.panel.isVisible()
        assert tour.picture.isVisible()
        assert not sheet.show_answer.isEnabled()
        tab_into(sheet.choices.buttons)
        press(Qt.Key.Key_Space)
        while sheet.choices.number != station.right:
            press(Qt.Key.Key_Down)
        assert not tour.panel.isVisible()
        tab_to(sheet.show_answer)
        press(Qt.Key.Key_Return)
        assert tour.panel.isVisible()
        assert tour.panel.answer.headline.text().replace("\u200b", "") == headline.headline(translator, entry.report)
        assert translator.text("pages.learn.holds") in texts(page.tour)
        assert told.choices[station.right][1] in texts(page.tour)
        assert told.lesson in texts(page.tour)
        verdict, expected = entry.report.verdict, EXPECTED[station.file]
        alarms = tuple(alarm.value for alarm in verdict.alarms if alarm is not Alarm.LIST_STALE)
        assert (verdict.conclusion, verdict.standing, alarms) == (
            expected.conclusion,
            expected.standing,
            expected.alarms,
        )
        assert QApplication.focusWidget() is sheet.further
        assert every_control_has_a_name(page)
        press(Qt.Key.Key_Return)
        assert tour.is_answered == (number + 1 == len(STATIONS))
    # the last station leads on to the lab
    assert page.lab.isVisible()
    # the demonstration signers were vouched for on this page alone, and the window read no sample
    assert {trust.facts.kind for trust in TrustStore(own_data_folder).lists()}.isdisjoint({"user"})
    (folder,) = temporary.glob("whence-learn-*")
    anchor = str(folder / "samples" / samples.ANCHOR)
    assert {path for path in opened if path.startswith(str(folder / "samples") + os.sep)} == {anchor}
    window.close()
    assert not list(temporary.iterdir())


@pytest.mark.usefixtures("ready_samples")
def test_the_lab_by_keys_alone_shows_what_survives_every_journey(
    learning: Callable[..., tuple[MainWindow, LearnPage]], qtbot: QtBot
) -> None:
    _window, page = learning("zh_CN")
    translator = Translator("zh_CN")
    tab_into(page.tabs.buttons())
    press(Qt.Key.Key_Right)  # as in any row of which one is chosen
    lab = page.lab
    assert lab.isVisible()
    tab_into(lab.journeys.buttons)
    for number, journey in enumerate(JOURNEYS):
        assert lab.journey == journey
        qtbot.waitUntil(lambda: lab.is_compared, timeout=PATIENCE)
        before = page.loader.request_item(f"{FOLDER}/{SPECIMENS[lab.specimen]}").report
        after = page.loader.request_item(f"{FOLDER}/{name_copy(lab.specimen, journey)}").report
        fates = {row.evidence: row.fate for row in compare_evidence(before, after)}
        assert fates[Evidence.RECORD] is (Fate.KEPT if journey == "as_a_file" else Fate.GONE)
        lines = {line.cells[0]: line for line in lab.comparison.table.lines}
        for row in describe_survival(translator, before, after):
            line = lines[row.evidence]
            assert line.cells[-1] == f"{row.fate.shape} {row.fate.word}"
            assert row.fate.word in line.accessibleDescription()
            assert line.focusPolicy() & Qt.FocusPolicy.TabFocus
        assert name_copy(lab.specimen, journey) in texts(lab)
        if number + 1 < len(JOURNEYS):
            press(Qt.Key.Key_Down)
    for line in lab.comparison.table.lines[1:]:  # lines are reached by key as well, right after the journeys
        press(Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is line
    assert every_control_has_a_name(page)
    assert all(picture.accessibleName() for picture in lab.comparison.pictures)


def test_another_choice_gets_another_reply_and_stays_when_somebody_comes_back(
    learning: Callable[..., tuple[MainWindow, LearnPage]],
) -> None:
    window, page = learning(made=False)
    sheet, translator = page.tour.question, Translator("en")
    told = describe_station(translator, STATIONS[0].key)
    sheet.choices.buttons[0].click()
    sheet.show_answer.click()
    assert translator.text("pages.learn.holds_not") in texts(page.tour)
    sheet.choices.buttons[2].click()
    assert told.choices[2][1] in texts(page.tour)
    assert told.choices[0][1] not in texts(page.tour)
    sheet.stations.button(3).click()
    assert page.tour.station is STATIONS[3]
    assert not sheet.reply.isVisible()
    sheet.stations.button(0).click()
    assert told.choices[2][1] in texts(page.tour)
    window.commands.languages.actions()[1].trigger()
    chinese = Translator("zh_CN")
    assert describe_station(chinese, STATIONS[0].key).choices[2][1] in texts(page.tour)
    assert chinese.text("pages.learn.lesson") in texts(page.tour)


@pytest.mark.usefixtures("ready_samples")
def test_error_levels_are_shown_beside_a_control_of_pictures_whose_story_is_known(
    learning: Callable[..., tuple[MainWindow, LearnPage]], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_views, "viewer_command", lambda: (sys.executable, str(MAIN), "view"))
    _window, page = learning()
    page.show_part(2)
    ela = page.ela
    for number, example in enumerate(EXAMPLES):
        ela.examples.buttons[number].click()
        qtbot.waitUntil(lambda: ela.is_shown, timeout=PATIENCE)
        assert [view.view.kind.value for view in ela.views if view.view] == [
            "picture",
            "error_levels",
            "error_control",
        ]
        assert Translator("en").text(f"pages.learn_ela.examples.{example}.see") in texts(ela)
    assert every_control_has_a_name(page)
    page.show_part(0)
    assert ela.look.file is None  # nobody looks any more


@pytest.mark.parametrize(("well", "said"), [(True, "Saved in"), (False, "couldn't be saved in")])
def test_a_teacher_saves_the_samples_into_a_folder_of_their_own(
    learning: Callable[..., tuple[MainWindow, LearnPage]],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    well: bool,
    said: str,
) -> None:
    _window, page = learning(made=False)
    notes = page.notes
    asked: list[tuple[str, ...]] = []
    monkeypatch.setattr(CommandProcess, "run", lambda self, _lines=(): asked.append(self._command))
    page.show_part(3)
    notes._folders.chosen.emit([str(tmp_path)])
    assert not notes.save_button.isEnabled()
    folder = str(tmp_path / "Whence samples")
    assert asked[0][-5:] == ("samples", folder, "--lesson", "--lang", "en")
    assert notes._command is not None
    notes._command.ended.emit(well, [])
    assert said in notes.state.text()
    assert notes.save_button.isEnabled()


def every_control_has_a_name(page: LearnPage) -> bool:
    kinds = (QAbstractButton, QPushButton, QToolButton)
    buttons = [button for kind in kinds for button in page.findChildren(kind) if button.isVisibleTo(page)]
    named = [bool(button.accessibleName() or button.text()) for button in buttons]
    areas = [area for area in page.findChildren(QScrollArea) if area.isVisibleTo(page)]
    named += [bool(area.accessibleName()) for area in areas]
    return len(named) > 5 and all((*named, page.notes.text.accessibleName()))


def test_what_is_dropped_on_the_page_is_checked_and_never_sent_on_a_journey(
    learning: Callable[..., tuple[MainWindow, LearnPage]], a_file: Callable[[str], str], qtbot: QtBot
) -> None:
    window, page = learning(made=False)
    page.show_part(1)
    path = a_file("of-my-own.jpg")
    drop(window, files(path))
    qtbot.waitUntil(lambda: window.workbench.files.rowCount() == 1, timeout=20_000)
    assert window.pages.current_key == FIRST
    assert len(page.lab.specimens.buttons) == len(SPECIMENS)
    assert not [found for found in page.loader.folder.rglob("*") if "of-my-own" in found.name]


def test_the_tab_key_goes_from_top_to_bottom(learning: Callable[..., tuple[MainWindow, LearnPage]]) -> None:
    _window, page = learning(made=False)
    sheet = page.tour.question
    sheet.choices.choose(1)
    page.tabs.button(0).setFocus()
    passed = []
    for _ in range(5):
        press(Qt.Key.Key_Tab)
        passed.append(QApplication.focusWidget())
    way = [sheet, sheet.stations.button(0), sheet.choices.buttons[1], sheet.further]
    assert passed[: len(way)] == way


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_twice_as_large_a_text_still_fits(
    learning: Callable[..., tuple[MainWindow, LearnPage]], qtbot: QtBot, language: str
) -> None:
    window, page = learning(language, made=False)
    window.resize(900, 700)
    window.choose(window.settings._replace(text_size=200))
    page.tour.question.choices.choose(0)
    page.tour.question.show_answer.setEnabled(True)
    page.tour.question.show_answer.click()
    for number in range(3):
        page.show_part(number)
        qtbot.wait(50)
        for area in page.findChildren(QScrollArea):
            if area.isVisibleTo(page) and area is not page.tour.panel:
                content = area.widget()
                assert content is not None
                assert content.width() <= area.viewport().width(), area.accessibleName()


def test_an_empty_window_leads_to_the_page_and_the_menu_back(window: MainWindow) -> None:
    buttons = [button for button in window.files.invitation.findChildren(QToolButton) if button.isVisible()]
    (learn,) = [button for button in buttons if button.defaultAction() is window.commands["page_learn"]]
    learn.click()
    assert window.pages.current_key == "learn"
    window.commands["page_files"].trigger()
    assert window.pages.current_key == FIRST


@pytest.mark.usefixtures("real_samples")
def test_samples_that_cannot_be_made_are_told_of(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, temporary: Path
) -> None:
    monkeypatch.setattr("verify.workers.process.relaunch.build_command", lambda *_: ("/nowhere/at/all",))
    window.show_page("learn")
    page = window.pages.page_as("learn", LearnPage)
    qtbot.waitUntil(lambda: Translator("en").text("pages.learn.not_made") in texts(page), timeout=20_000)
    window.close()
    assert not list(temporary.iterdir())


@pytest.mark.usefixtures("real_samples")
def test_a_page_that_is_left_while_samples_are_made_leaves_nothing_behind(
    qtbot: QtBot, qapp: QApplication, temporary: Path
) -> None:
    loader = SamplesLoader(qapp)
    loader.start()
    process = loader.findChild(QProcess)
    assert process is not None
    qtbot.waitUntil(lambda: process.state() is QProcess.ProcessState.Running, timeout=20_000)
    loader.close_down()
    assert process.state() is QProcess.ProcessState.NotRunning
    assert not list(temporary.iterdir())
    loader.deleteLater()


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_notes_are_printed_with_the_worksheet(
    open_window: Callable[..., MainWindow], tmp_path: Path, language: str
) -> None:
    window = open_window(language)
    window.show_page("learn")
    page = window.pages.page_as("learn", LearnPage)
    page.show_part(2)
    assert Translator(language).text("pages.learn_notes.sheet_heading") in page.notes.text.toPlainText()
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "notes.pdf"))
    page.notes.print_to(printer)
    assert (tmp_path / "notes.pdf").read_bytes().startswith(b"%PDF")
