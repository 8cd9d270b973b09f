"""Many files stand in the list as few do: a batch checks them, and what it finds lies on the disk."""

from __future__ import annotations

import shutil
from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from gui.background.batch_process import Phase
from gui.batch.page import BatchPage
from gui.file_item import State
from gui.files.controller import FileController
from gui.files.split_view import Workbench
from gui.main_window import MainWindow
from gui.navigation.page_table import FIRST, MANY
from gui.rows.rows_model import Role
from gui.rows.sort_filter import Column, SortFilter
from tests.gui.batch.test_page import ENGLISH, ended
from tests.gui.test_main_window import drop, files, finished
from verify.features.batch import job as jobs
from verify.model import limits
from verify.report.words.verdict import headline

NAMES = ("ai-1.jpg", "plain-2.jpg", "plain-3.jpg", "plain-4.jpg")


@pytest.fixture(autouse=True)
def few_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "LISTED_FILES", 3)


@pytest.fixture
def bench(window: MainWindow, folder: Callable[..., str], qtbot: QtBot) -> Workbench:
    """The list with four files, each with its answer."""
    drop(window, files(folder(*NAMES)))
    qtbot.waitUntil(finished(window, len(NAMES)), timeout=20_000)
    return window.workbench


def names(bench: Workbench) -> list[str]:
    return [str(bench.files.index(line, 0).data()) for line in range(bench.files.rowCount())]


def test_few_files_become_no_batch(window: MainWindow, a_file: Callable[[str], str], qtbot: QtBot) -> None:
    drop(window, files(*map(a_file, NAMES[:3])))
    qtbot.waitUntil(finished(window, 3), timeout=20_000)
    assert jobs.list_batches() == []


def test_many_files_have_their_rows_search_order_and_answers_in_the_list(
    window: MainWindow, bench: Workbench, qtbot: QtBot
) -> None:
    assert window.pages.current_key == FIRST
    assert window.notice.text == ""
    assert names(bench) == list(NAMES)
    assert [bench.files.index(line, 0).data(Role.SHAPE) for line in range(2)] == ["◆", "–"]
    shown = bench.panel.answer.headline
    entry = bench.list.current()
    assert entry is not None
    assert entry.name == NAMES[0]
    qtbot.waitUntil(lambda: shown.text() == headline.headline(ENGLISH, entry.report), timeout=2_000)
    assert bench.panel.answer.share.isEnabled()
    window.action("next_file").trigger()
    assert (after := bench.list.current()) is not None
    assert after.name == NAMES[1]
    bench.files.look(SortFilter(search="plain", column=Column.NAME, descending=True))
    assert names(bench) == list(reversed(NAMES[1:]))
    assert "plain-2.jpg" in bench.answer_as_text()


def test_their_batch_is_among_the_others_and_takes_them_along_when_it_is_deleted(
    window: MainWindow, bench: Workbench, qtbot: QtBot
) -> None:
    page = window.pages.page_as(MANY, BatchPage)
    qtbot.waitUntil(lambda: page.sheet.table.rowCount() == len(NAMES), timeout=2_000)
    page.forget(jobs.list_batches()[0][0])
    assert names(bench) == []
    assert window.files.currentIndex() == 0


def test_one_that_is_checked_again_needs_the_batch_no_more(window: MainWindow, bench: Workbench, qtbot: QtBot) -> None:
    bench.check_again()
    qtbot.waitUntil(finished(window, len(NAMES)), timeout=20_000)
    shutil.rmtree(jobs.list_batches()[0][0])
    entries = bench.files.entries()
    assert [entry.report.file.name for entry in entries] == list(NAMES)
    assert entries[0].report.file.problem is None


def test_a_list_that_is_emptied_pauses_its_batch_and_says_so(
    window: MainWindow, folder: Callable[..., str], qtbot: QtBot
) -> None:
    drop(window, files(folder("a.jpg", "b.jpg", "c.jpg", "wait.jpg")))
    qtbot.waitUntil(lambda: window.workbench.files.finished_count == 3, timeout=20_000)
    window.remove_all()
    assert ended(window.pages.page_as(MANY, BatchPage), Phase.STOPPED)()
    assert window.notice.text == ENGLISH.text("window.batch_unfinished")


def test_what_a_batch_that_is_cancelled_did_not_check_leaves_the_list(
    window: MainWindow, folder: Callable[..., str], qtbot: QtBot
) -> None:
    drop(window, files(folder("a.jpg", "b.jpg", "c.jpg", "wait.jpg")))
    qtbot.waitUntil(lambda: window.workbench.files.finished_count == 3, timeout=20_000)
    process = window.pages.page_as(MANY, BatchPage).current_process()
    assert process is not None
    process.cancel()
    assert names(window.workbench) == ["a.jpg", "b.jpg", "c.jpg"]


def test_the_one_that_is_looked_at_has_its_answer_before_its_batch_comes_to_it(
    window: MainWindow, folder: Callable[..., str], qtbot: QtBot
) -> None:
    drop(window, files(folder("a-wait.jpg", "ai-early-slow.jpg", "c.jpg", "d.jpg")))  # the batch comes to none
    bench = window.workbench
    qtbot.waitUntil(lambda: bench.files.finished_count == 1, timeout=20_000)
    first = bench.list.current()
    assert first is not None
    assert first.is_finished
    window.action("next_file").trigger()
    early = bench.list.current()
    assert early is not None
    qtbot.waitUntil(lambda: early.is_answered, timeout=20_000)
    assert not early.is_finished
    window.action("next_file").trigger()
    assert early.state is State.WAITING
    qtbot.waitUntil(lambda: bench.files.finished_count == 2, timeout=20_000)
    window.pages.page_as(MANY, BatchPage).forget(jobs.list_batches()[0][0])
    assert names(bench) == []


def test_whichever_is_through_first_has_its_answer_taken(
    window: MainWindow, folder: Callable[..., str], qtbot: QtBot
) -> None:
    drop(window, files(folder("a-early-slow.jpg", "b.jpg", "c.jpg", "d.jpg")))
    bench = window.workbench
    qtbot.waitUntil(finished(window, len(NAMES)), timeout=20_000)
    slow, other = bench.files.entries()[:2]
    row, checks = other.row, bench.findChild(FileController)
    assert slow.row is not None
    assert row is not None
    assert checks is not None
    checks.begin([other.path])
    qtbot.waitUntil(finished(window, len(NAMES)), timeout=20_000)
    checks.take_row(other, row, lambda: None)
    assert other.row is None


def test_files_dropped_on_the_page_of_batches_become_one_there(
    page: BatchPage, window: MainWindow, folder: Callable[..., str], qtbot: QtBot
) -> None:
    drop(window, files(folder("a.jpg")))
    qtbot.waitUntil(ended(page), timeout=20_000)
    assert window.pages.current_key == MANY
    assert len(window.workbench.files) == 0
