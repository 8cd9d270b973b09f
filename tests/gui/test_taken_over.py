"""Whatever a taken-over worker sends, the window stays: it shows text as text, or has the sender replaced."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from gui.background.file_views import FileViews
from gui.background.supervisor_client import SupervisorClient
from gui.file_item import FileItem
from gui.main_window import MainWindow
from gui.panel.panel import ProvenancePanel
from tests.build import example_reports
from tests.build.shown_texts import open_every_tab
from tests.fuzz import harmless
from tests.fuzz.hostile_texts import NASTY
from tests.gui.conftest import FAKE, fixed_options
from tests.gui.test_main_window import drop, files, finished
from tests.verify.workers.doubles import evil_viewer, evil_worker
from verify.model import Report
from verify.model.views import Samples, ShownView, TilePlace, View
from verify.report.words.catalogue import Translator
from verify.workers import protocol

WORDINGS = (Translator("en"), Translator("zh_CN"))


@pytest.fixture
def panel(qtbot: QtBot) -> Iterator[ProvenancePanel]:
    host = QWidget()
    shown = ProvenancePanel(host)
    shown.resize(800, 700)
    host.resize(800, 700)
    host.show()
    qtbot.waitExposed(host)
    yield shown
    host.close()
    host.deleteLater()


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(report=example_reports.reports(), translator=st.sampled_from(WORDINGS))
def test_the_panel_shows_any_report_as_text_that_cannot_act(
    panel: ProvenancePanel, qapp: QApplication, report: Report, translator: Translator
) -> None:
    entry = FileItem(1, report.file.path)
    entry.finish(report)
    panel.show_entry(entry, translator)
    for _ in open_every_tab(panel):
        qapp.processEvents()
    shown = [label for label in panel.findChildren(QLabel) if label.text()]
    assert {label.textFormat() for label in shown} <= {Qt.TextFormat.PlainText}
    acting = [label.text() for label in shown if harmless.find_acting(label.text().replace("\u200b", ""))]
    assert acting == []


@pytest.fixture
def replaced(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[SupervisorClient, list[int]]]:
    """A supervisor whose process may say anything, and how often that process was replaced."""
    made = SupervisorClient(qapp, fixed_options, FAKE)
    times: list[int] = []

    def replace_it() -> None:
        times.append(1)
        made._unread.clear()
        made._searched = 0

    monkeypatch.setattr(made, "_replace", replace_it)
    yield made, times
    made.close()
    made.deleteLater()


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(line=st.binary(max_size=60) | st.sampled_from(sorted(evil_worker.NOISE.values())), split=st.integers(0, 60))
def test_a_line_that_is_none_of_ours_replaces_the_sender_and_does_nothing_else(
    replaced: tuple[SupervisorClient, list[int]], line: bytes, split: int
) -> None:
    supervisor, times = replaced
    times.clear()
    told: list[object] = []
    supervisor.answered.connect(told.append)
    line = line.replace(b"\n", b"") + b"\n"
    for piece in (line[:split], line[split:]):
        supervisor._unread += piece
        supervisor._on_time_to_read()
    assert times == [1]
    assert told == []
    assert not supervisor._unread


@pytest.mark.parametrize("lie", sorted(set(evil_worker.LIES) - evil_worker.REFUSED - {"report", "failed"}))
def test_a_well_formed_lie_about_files_that_nobody_asked_for_changes_nothing(
    replaced: tuple[SupervisorClient, list[int]], lie: str
) -> None:
    supervisor, times = replaced
    told: list[object] = []
    supervisor.answered.connect(told.append)
    line = evil_worker.LIES[lie](protocol.Inspect(5, "/tmp/evil"))
    supervisor._unread += line * 3
    for _ in range(3):
        supervisor._on_time_to_read()
    assert (told, times) == ([], [])


@pytest.mark.parametrize("lie", sorted(evil_worker.REFUSED))
def test_a_lie_that_the_border_refuses_replaces_the_sender(
    replaced: tuple[SupervisorClient, list[int]], lie: str
) -> None:
    supervisor, times = replaced
    told: list[object] = []
    supervisor.answered.connect(told.append)
    supervisor._unread += evil_worker.LIES[lie](protocol.Inspect(5, "/tmp/evil"))
    supervisor._on_time_to_read()
    assert (told, times) == ([], [1])


def test_names_that_act_stay_text_in_the_whole_window(
    window: MainWindow, qtbot: QtBot, qapp: QApplication, a_file: Callable[[str], str]
) -> None:
    harmless_parts = str.maketrans({"/": "∕", "\x00": "", "\ud800": ""})
    names = [name for text in NASTY if len(name := text.translate(harmless_parts)[:60]) > 2]
    drop(window, files(*(a_file(f"hostile-{name}") for name in names)))
    qtbot.waitUntil(finished(window, len(names)), timeout=60_000)
    shown = window.workbench.list.model()
    for row in range(shown.rowCount()):
        window.workbench.list.setCurrentIndex(shown.index(row, 0))
        qapp.processEvents()
        labels = [label for label in window.findChildren(QLabel) if label.text()]
        assert {label.textFormat() for label in labels} <= {Qt.TextFormat.PlainText}
        said = [label.text() for label in labels]
        roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
        said += [str(shown.index(row, 0).data(role) or "") for role in roles]
        assert [text for text in said if harmless.find_acting(text.replace("\u200b", ""))] == []
    assert shown.rowCount() == len(names)


PLACE = TilePlace(View(), 0, 1, 0)


@pytest.fixture
def looking(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[FileViews, list[object], list[int]]]:
    """A close look at a picture of 3000 × 3000 pixels whose process may say anything, what of it was taken for true,
    and how often that process was replaced."""
    made = FileViews(qapp)
    told: list[object] = []
    times: list[int] = []
    for signal in (made.opened, made.shown, made.cut, made.heard):
        signal.connect(told.append)

    def replace_it() -> None:
        times.append(1)
        made._unread.clear()
        made._searched = 0

    monkeypatch.setattr(made, "_replace", replace_it)
    made._sizes[View()] = ShownView(View(), *(evil_viewer.SIZE,) * 4)
    yield made, told, times
    made.close()
    made.deleteLater()


def say(views: FileViews, line: bytes) -> None:
    views._unread += line
    views._on_time_to_read()


def ask_for_a_tile(views: FileViews) -> protocol.Cut:
    views._number += 1
    command = views._asked[views._number] = protocol.Cut(views._number, PLACE)
    return command


def test_a_tile_that_was_asked_for_is_drawn(looking: tuple[FileViews, list[object], list[int]]) -> None:
    views, told, times = looking
    say(views, evil_viewer.true(ask_for_a_tile(views)))
    assert (told, times) == ([evil_viewer.tile(PLACE)], [])


@pytest.mark.parametrize("lie", sorted(set(evil_viewer.LIES) - {"flood"}))
def test_a_lie_about_a_tile_replaces_the_process_and_shows_nothing(
    looking: tuple[FileViews, list[object], list[int]], lie: str
) -> None:
    views, told, times = looking
    say(views, evil_viewer.LIES[lie](ask_for_a_tile(views)))
    assert (told, times) == ([], [1])


def test_a_tile_of_another_size_than_its_place_has_is_refused(
    looking: tuple[FileViews, list[object], list[int]],
) -> None:
    views, told, times = looking
    views._sizes[View()] = ShownView(View(), 700, 700, 700, 700)
    say(views, evil_viewer.true(ask_for_a_tile(views)))
    assert (told, times) == ([], [1])


def test_answers_that_nobody_asked_for_show_nothing(looking: tuple[FileViews, list[object], list[int]]) -> None:
    views, told, _ = looking
    asked = ask_for_a_tile(views)
    say(views, evil_viewer.true(asked) * 3)
    assert told == [evil_viewer.tile(PLACE)]


@pytest.mark.parametrize("second", [0.0, 5.0])
def test_sound_is_taken_for_the_time_that_was_asked_for_alone(
    looking: tuple[FileViews, list[object], list[int]], second: float
) -> None:
    views, told, times = looking
    views._number += 1
    views._asked[views._number] = protocol.Listen(views._number, second)
    samples = Samples(0.0, 8_000, 1, bytes(160), is_last=False)
    say(views, protocol.encode_event(protocol.Heard(views._number, samples)))
    assert (told, times) == (([samples], []) if second == 0.0 else ([], [1]))


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(line=st.binary(max_size=80) | st.sampled_from(sorted(evil_worker.NOISE.values())))
def test_noise_in_place_of_a_tile_shows_nothing(
    looking: tuple[FileViews, list[object], list[int]], line: bytes
) -> None:
    views, told, times = looking
    told.clear()
    times.clear()
    views._asked.clear()
    ask_for_a_tile(views)
    say(views, line.replace(b"\n", b"") + b"\n")
    assert (told, times) == ([], [1])
