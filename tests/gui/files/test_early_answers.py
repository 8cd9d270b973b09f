"""A provisional answer in the window: shown at once as what it is, handed on by no way, and taken back aloud."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gui.file_item import FileItem
from gui.main_window import MainWindow
from gui.panel.panel import ProvenancePanel
from tests.build import plain_reports
from tests.gui.test_main_window import drop, files, finished
from verify.model import Problem, Reading, Record, RecordState, Report
from verify.report.words.catalogue import Translator
from verify.report.words.verdict import headline
from verify.report.words.verdict.answer import answer

ENGLISH, CHINESE = Translator("en"), Translator("zh_CN")
FOUND = plain_reports.ai_edit()
NO_TEXT = Reading("c2pa_text", looked=False, problem=Problem.NOT_THIS_FORMAT)


@pytest.fixture
def panel(qtbot: QtBot) -> ProvenancePanel:
    shown = ProvenancePanel(None)  # type: ignore[arg-type]
    qtbot.addWidget(shown)
    shown.resize(900, 700)
    shown.show()
    return shown


def looked_at(record: Record, *readings: Reading) -> FileItem:
    entry = FileItem(1, "/pictures/a.jpg")
    entry.begin_looking()
    entry.note(record)
    for reading in (*readings, NO_TEXT):
        entry.note(reading)
    return entry


def test_an_early_answer_is_shown_as_one_that_may_change_and_cannot_be_handed_on(
    window: MainWindow, qtbot: QtBot, a_file: Callable[[str], str]
) -> None:
    header = window.workbench.panel.answer
    drop(window, files(a_file("ai-early-slow.jpg")))
    qtbot.waitUntil(lambda: window.workbench.files.rowCount() == 1, timeout=20_000)
    entry = window.workbench.files.entries()[0]
    qtbot.waitUntil(lambda: entry.is_answered and header.hairline.isVisible(), timeout=20_000)
    qtbot.waitUntil(lambda: header.headline.text() == headline.headline(ENGLISH, entry.report), timeout=20_000)
    assert not entry.is_finished
    assert header.progress.text().startswith("Checking 2 of ")
    assert header.update_note.text() == ENGLISH.text("verdict.checking.early")
    assert not header.share.isEnabled()
    assert not window.workbench.panel.steps.isVisible()
    QGuiApplication.clipboard().setText("as before")
    QTest.keyClick(window, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "as before"
    assert window.workbench.answer_as_text() == ""


def test_an_answer_that_changes_says_what_it_said_before_and_is_spoken(
    window: MainWindow, qtbot: QtBot, a_file: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []
    monkeypatch.setattr("gui.files.split_view.announce", lambda _widget, text: heard.append(text))
    drop(window, files(a_file("plain-early.jpg")))
    qtbot.waitUntil(finished(window, 1), timeout=20_000)
    header = window.workbench.panel.answer
    final = answer(ENGLISH, window.workbench.files.entries()[0].report)
    assert header.headline.text() == final.headline
    assert header.update_note.text().startswith("Update: ")
    assert headline.headline(ENGLISH, FOUND) in header.update_note.text()
    assert header.share.isEnabled()
    assert not header.hairline.isVisible()
    assert heard[0].startswith(ENGLISH.text("verdict.checking.early"))
    assert heard[-1] == f"{header.update_note.text()}\n{final.spoken}"


def test_an_answer_that_stays_is_spoken_once_and_then_said_to_stay(
    window: MainWindow, qtbot: QtBot, a_file: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []
    monkeypatch.setattr("gui.files.split_view.announce", lambda _widget, text: heard.append(text))
    drop(window, files(a_file("ai-early.jpg")))
    qtbot.waitUntil(finished(window, 1), timeout=20_000)
    assert len(heard) == 2
    assert heard[-1] == ENGLISH.text("verdict.checking.settled")
    assert not window.workbench.panel.answer.update_note.isVisible()
    assert window.workbench.files.entries()[0].said_before is None  # no file of a long list keeps its record twice


@pytest.mark.parametrize("translator", [ENGLISH, CHINESE])
def test_a_cameras_name_is_told_at_once_and_its_answer_waits(panel: ProvenancePanel, translator: Translator) -> None:
    record = replace(FOUND.record, state=RecordState.TRUSTED, second_opinion=None)
    active = record.manifests[0]
    assert active.signer is not None
    panel.show_entry(looked_at(record, Reading("c2pa", looked=True)), translator)
    assert panel.answer.headline.text() == translator.text("verdict.checking.looking")
    assert not panel.answer.pill.isVisible()
    said = panel.answer.summary.text()
    assert active.signer.name.split()[0] in said
    assert said != translator.text("verdict.checking.looking_explained")


def test_no_name_is_told_while_the_record_is_still_compared_or_where_it_does_not_hold(panel: ProvenancePanel) -> None:
    active = FOUND.record.manifests[0]
    assert active.signer is not None
    for record in (replace(FOUND.record, checking=True), replace(FOUND.record, state=RecordState.ALTERED)):
        panel.show_entry(looked_at(record, Reading("c2pa", looked=True)), ENGLISH)
        assert active.signer.name not in panel.answer.summary.text()


def test_nothing_found_so_far_is_said_as_that_and_never_as_an_answer(panel: ProvenancePanel) -> None:
    entry = looked_at(Record(), Reading("c2pa", looked=True))
    panel.show_entry(entry, ENGLISH)
    assert panel.answer.headline.text() == ENGLISH.text("verdict.checking.looking")
    assert panel.answer.summary.text().startswith("Nothing found yet, checking")


def test_others_are_said_to_be_looked_at_first_only_where_that_is_so(panel: ProvenancePanel) -> None:
    entry = FileItem(1, "/pictures/a.jpg")
    panel.show_entry(entry, ENGLISH)
    assert panel.answer.headline.text() == ENGLISH.text("verdict.checking.starting")
    assert panel.answer.summary.text() == ENGLISH.text("verdict.checking.starting_explained")
    panel.show_entry(entry, ENGLISH, others_first=True)
    assert panel.answer.summary.text() == ENGLISH.text("verdict.checking.waiting_explained")


def test_what_an_earlier_attempt_said_is_forgotten_with_it(panel: ProvenancePanel) -> None:
    entry = looked_at(FOUND.record, Reading("c2pa", looked=True))
    entry.note_answer(replace(FOUND.verdict, provisional=True), Report(FOUND.file, findings=FOUND.findings))
    panel.show_entry(entry, ENGLISH)
    assert panel.answer.update_note.text() == ENGLISH.text("verdict.checking.early")
    entry.begin_looking()
    panel.show_entry(entry, ENGLISH)
    assert not panel.answer.update_note.isVisible()


def test_a_file_behind_others_never_says_that_it_is_next(window: MainWindow, a_file: Callable[[str], str]) -> None:
    model = window.workbench.files
    first, second, third = model.append_files([a_file(f"{name}.jpg") for name in "abc"])
    assert [model.count_before(each) for each in (first, second, third)] == [0, 1, 2]
    first.finish(plain_reports.nothing("a.jpg"))
    assert model.count_before(second) == 0
    (again,) = model.append_files([first.path])
    assert model.count_before(again) == 2
