from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from gui.background.batch_process import Phase
from gui.batch.export import SUMMARY
from gui.batch.page import BatchPage
from gui.main_window import MainWindow
from gui.navigation.page_table import MANY
from gui.packs.dialog import PackDialog
from gui.rows.sort_filter import Column, Grouping, RowFilter, SortFilter, arrange_lines
from tests.build import plain_reports
from verify.features.batch import job as jobs
from verify.features.batch.file_key import Source
from verify.features.batch.job import Kind, State
from verify.features.batch.journal import REPORTS, read_rows
from verify.features.batch.row import Row, make_row
from verify.model import LeftReason
from verify.report.words.batch import progress_words
from verify.report.words.catalogue import Translator

ENGLISH = Translator("en")


def say_badge(key: str) -> str:
    return ENGLISH.text(f"report.badges.{key}")


EDITED = say_badge("short_confirmed.ai_edited")


def ended(page: BatchPage, phase: Phase = Phase.DONE) -> Callable[[], bool]:
    def is_so() -> bool:
        work = page.current_process()
        return work is not None and work.phase is phase

    return is_so


def cells(page: BatchPage) -> list[list[str]]:
    table = page.sheet.table
    return [
        [str(table.index(line, column).data() or "") for column in range(len(Column))]
        for line in range(table.rowCount())
    ]


def names(page: BatchPage) -> list[str]:
    return [row[0] for row in cells(page)]


def test_a_batch_fills_the_table_and_says_how_far_it_is(
    page: BatchPage, folder: Callable[..., str], qtbot: QtBot
) -> None:
    page.begin([folder("ai-1.jpg", "plain-2.jpg", "hostile-3.jpg")])
    qtbot.waitUntil(ended(page), timeout=20_000)
    qtbot.waitUntil(lambda: page.sheet.table.rowCount() == 3)
    found = {row[0]: row[1:] for row in cells(page)}
    assert found["ai-1.jpg"][:4] == [EDITED, f"◆ {say_badge('words.confirmed')}", "", "Example Editor Ltd"]
    assert found["ai-1.jpg"][4] == "name not checked"
    assert found["plain-2.jpg"][:2] == [say_badge("short_unknown_otherwise"), f"– {say_badge('words.none')}"]
    assert "\u202e" not in "".join(found["hostile-3.jpg"])
    assert ENGLISH.count("pages.batch.progress_of", 3, all="3") in page.state.state.text()
    job = jobs.list_batches()[0][1]
    assert job.state is State.DONE


def test_pause_and_go_on_judge_every_file_once(page: BatchPage, folder: Callable[..., str], qtbot: QtBot) -> None:
    named = folder("a.jpg", "b.jpg", "wait.jpg", "z.jpg")
    page.begin([named])
    qtbot.waitUntil(lambda: page.sheet.table.rowCount() == 2, timeout=20_000)
    page.state.buttons["pause"].click()
    assert ended(page, Phase.STOPPED)()
    assert page.state.buttons["go_on"].isVisible()
    (Path(named) / "wait.jpg").rename(Path(named) / "y.jpg")
    page.state.buttons["go_on"].click()
    qtbot.waitUntil(ended(page), timeout=20_000)
    qtbot.waitUntil(lambda: page.sheet.table.rowCount() == 4)
    assert names(page) == ["a.jpg", "b.jpg", "y.jpg", "z.jpg"]


def test_a_batch_is_there_again_after_a_restart(
    open_window: Callable[..., MainWindow], folder: Callable[..., str], qtbot: QtBot
) -> None:
    first = open_window()
    first.show_page(MANY)
    page = first.pages.page_as(MANY, BatchPage)
    named = folder("a.jpg", "wait.jpg")
    page.begin([named])
    qtbot.waitUntil(lambda: page.sheet.table.rowCount() == 1, timeout=20_000)
    first.close()
    second = open_window()
    qtbot.waitUntil(lambda: second.notice.text == ENGLISH.text("window.batch_unfinished"))
    second.show_page(MANY)
    page = second.pages.page_as(MANY, BatchPage)
    qtbot.waitUntil(lambda: names(page) == ["a.jpg"])
    assert page.state.state.text() == ENGLISH.text("pages.batch.stopped", progress=progress_words(ENGLISH, 1, None))
    (Path(named) / "wait.jpg").rename(Path(named) / "b.jpg")
    page.state.buttons["go_on"].click()
    qtbot.waitUntil(ended(page), timeout=20_000)
    qtbot.waitUntil(lambda: names(page) == ["a.jpg", "b.jpg"])
    assert [row.name for row in read_rows(jobs.list_batches()[0][0])] == ["a.jpg", "b.jpg"]


def test_a_process_that_babbles_is_replaced_and_one_that_dies_again_and_again_is_given_up(
    page: BatchPage, folder: Callable[..., str], qtbot: QtBot
) -> None:
    named = folder("a.jpg", "babble.jpg", "killer.jpg")
    page.begin([named])
    qtbot.waitUntil(ended(page, Phase.FAILED), timeout=40_000)
    qtbot.waitUntil(lambda: names(page) == ["a.jpg", "babble.jpg"])
    assert page.state.state.text() == ENGLISH.text("pages.batch.failed", progress=progress_words(ENGLISH, 2, 3))
    (Path(named) / "killer.jpg").unlink()
    page.state.buttons["go_on"].click()
    qtbot.waitUntil(ended(page), timeout=20_000)


def test_a_full_disk_and_a_missing_folder_are_said(page: BatchPage, folder: Callable[..., str], qtbot: QtBot) -> None:
    page.begin([folder("a.jpg", "full.jpg")])
    qtbot.waitUntil(ended(page, Phase.FAILED), timeout=20_000)
    assert "No space left on device" in page.state.state.text()
    assert "Nothing that was checked is lost" in page.state.state.text()
    page.forget(jobs.list_batches()[0][0])
    (Path(folder()) / "full.jpg").rename(Path(folder()) / "missing.jpg")
    page.begin([folder()], Kind.WATCH)
    qtbot.waitUntil(lambda: "/not/there" in page.state.state.text().replace("\u200b", ""), timeout=20_000)


def test_cancel_keeps_what_was_judged_and_forget_removes_it(
    page: BatchPage, folder: Callable[..., str], qtbot: QtBot
) -> None:
    named = folder("a.jpg", "wait.jpg")
    page.begin([named])
    qtbot.waitUntil(lambda: page.sheet.table.rowCount() == 1, timeout=20_000)
    page.state.buttons["cancel"].click()
    (kept, job) = jobs.list_batches()[0]
    assert job.state is State.CANCELLED
    assert page.sheet.table.rowCount() == 1
    assert page.state.state.text() == ENGLISH.text("pages.batch.cancelled", progress=progress_words(ENGLISH, 1, 2))
    page.forget(kept)
    assert not kept.exists()
    assert page.sheet.table.rowCount() == 0
    assert sorted(path.name for path in Path(named).iterdir()) == ["a.jpg", "wait.jpg"]


def test_a_pack_of_a_batch_says_what_it_lacks(page: BatchPage, folder: Callable[..., str], qtbot: QtBot) -> None:
    page.begin([folder("a.jpg", "b.jpg", "wait.jpg", "z.jpg")])
    qtbot.waitUntil(lambda: page.sheet.table.rowCount() == 2, timeout=20_000)
    qtbot.waitUntil(page.sheet.buttons["pack"].isEnabled)
    page.sheet.buttons["pack"].click()
    (dialog,) = page.window().findChildren(PackDialog)
    assert [(one.name, one.reason, one.number) for one in dialog._files.left()] == [("", LeftReason.PENDING, 2)]
    assert ENGLISH.count("pages.desk.left_already", 2) in [label.text() for label in dialog.findChildren(QLabel)]
    assert dialog.go_on.isEnabled()
    dialog.reject()
    page.sheet.view.selectRow(0)  # then only that one is meant
    page.sheet.buttons["pack"].click()
    second = page.window().findChildren(PackDialog)[-1]
    assert (second._files.ready, second._files.left()) == (1, ())
    second.reject()


def test_a_row_whose_report_is_gone_is_left_out_with_that_reason(
    page: BatchPage, folder: Callable[..., str], qtbot: QtBot
) -> None:
    page.begin([folder("a.jpg", "b.jpg")])
    qtbot.waitUntil(ended(page), timeout=20_000)
    qtbot.waitUntil(lambda: page.sheet.table.rowCount() == 2)
    assert page.sheet.items(page.sheet.list_chosen())[1] == []
    kept = jobs.list_batches()[0][0] / REPORTS
    kept.write_bytes(kept.read_bytes()[: page.sheet.list_chosen()[1].at])
    items, left = page.sheet.items(page.sheet.list_chosen())
    assert [item.report.file.name for item in items] == ["a.jpg"]
    assert [(one.name, one.reason) for one in left] == [("b.jpg", LeftReason.GONE)]


def test_the_whole_answer_is_read_from_the_journal(page: BatchPage, folder: Callable[..., str], qtbot: QtBot) -> None:
    page.begin([folder("ai-1.jpg")])
    qtbot.waitUntil(ended(page), timeout=20_000)
    qtbot.waitUntil(lambda: page.sheet.table.rowCount() == 1)
    page.show_answer(0)
    assert page.stack.currentWidget() is page.answer
    assert "Edited with AI" in page.answer.panel.answer.headline.text().replace("\u200b", "")
    page.answer.back.click()
    assert page.stack.currentWidget() is page.sheet
    (jobs.list_batches()[0][0] / REPORTS).write_bytes(b"")
    page.show_answer(0)
    assert page.stack.currentWidget() is page.sheet


def test_answers_of_a_batch_are_gone_through_by_key_across_headings(
    page: BatchPage, folder: Callable[..., str], qtbot: QtBot, window: MainWindow
) -> None:
    page.begin([folder("ai-1.jpg", "plain-2.jpg", "plain-3.jpg")])
    qtbot.waitUntil(ended(page), timeout=20_000)
    qtbot.waitUntil(lambda: page.sheet.table.rowCount() == 3)
    page.sheet.table.look(SortFilter(grouping=Grouping.ANSWER, column=Column.NAME))
    page.show_answer(1)

    def shown() -> str:
        entry = page.answer._entry
        return entry.name if entry else ""

    seen = [shown()]
    for name in ("next_file", "next_file", "next_file", "previous_file"):
        window.commands[name].trigger()
        seen.append(shown())
    assert seen == ["plain-2.jpg", "plain-3.jpg", "ai-1.jpg", "ai-1.jpg", "plain-3.jpg"]
    assert page.state.isHidden()
    page.answer.back.click()
    assert page.state.isVisible()
    page.sheet.table.order()  # the list in the background calls for no answer
    assert page.stack.currentWidget() is page.sheet


@pytest.mark.parametrize(("ending", "form"), [("csv", ""), ("jsonl", ""), ("html", ""), ("txt", ""), ("html", SUMMARY)])
def test_chosen_rows_are_exported(
    page: BatchPage, folder: Callable[..., str], qtbot: QtBot, tmp_path: Path, ending: str, form: str
) -> None:
    page.begin([folder("ai-1.jpg", "=cmd.jpg", "plain-3.jpg")])
    qtbot.waitUntil(ended(page), timeout=20_000)
    qtbot.waitUntil(lambda: page.sheet.table.rowCount() == 3)
    page.sheet.view.selectRow(0)
    page.sheet.view.selectionModel().select(
        page.sheet.table.index(1, 0),
        page.sheet.view.selectionModel().SelectionFlag.Select | page.sheet.view.selectionModel().SelectionFlag.Rows,
    )
    chosen = page.sheet.list_chosen()
    assert [row.name for row in chosen] == ["=cmd.jpg", "ai-1.jpg"]
    exporting = page.sheet.exporting
    exporting._folder, exporting._rows, exporting._language = jobs.list_batches()[0][0], tuple(chosen), "en"
    out = tmp_path / f"out.{ending}"
    with qtbot.waitSignal(exporting.ended, timeout=60_000) as caught:
        exporting.write(str(out), form)
    assert caught.args == [str(out), ""]
    text = out.read_text(encoding="utf-8-sig")
    if form == SUMMARY:
        assert "<p>2 results</p>" in text
        assert "cmd.jpg" not in text
        return
    assert "ai-1.jpg" in text
    assert "plain-3.jpg" not in text
    if ending == "csv":
        table = list(csv.DictReader(text.splitlines()))
        assert table[0]["File"] == "'=cmd.jpg"
    elif ending == "jsonl":
        assert [json.loads(line)["file"]["name"] for line in text.splitlines()] == ["=cmd.jpg", "ai-1.jpg"]
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_the_way_back_from_an_answer_stays_where_its_list_has_no_room(
    page: BatchPage, folder: Callable[..., str], qtbot: QtBot, window: MainWindow
) -> None:
    page.begin([folder("a.jpg", "b.jpg")])
    qtbot.waitUntil(lambda: page.sheet.table.rowCount() == 2, timeout=20_000)
    page.show_answer(0)
    window.action("toggle_list").trigger()
    assert not page.answer.list.isVisible()
    assert page.answer.back.isVisible()
    assert not page.answer.panel.answer.preview.look.isVisible()  # it would lead nowhere
    assert page.answer.back.accessibleName() == ENGLISH.text("pages.batch.back")
    page.answer.back.click()
    assert page.stack.currentWidget() is page.sheet


def test_an_export_that_cannot_be_written_says_why(
    page: BatchPage, folder: Callable[..., str], qtbot: QtBot, tmp_path: Path, window: MainWindow
) -> None:
    page.begin([folder("a.jpg")])
    qtbot.waitUntil(ended(page), timeout=20_000)
    exporting = page.sheet.exporting
    exporting._folder, exporting._rows = jobs.list_batches()[0][0], tuple(page.sheet.list_chosen())
    with qtbot.waitSignal(exporting.ended, timeout=60_000) as caught:
        exporting.write(str(tmp_path / "no folder" / "out.csv"))
    assert caught.args is not None
    assert caught.args[0] == ""
    assert "No such file" in window.notice.text


def test_a_batch_that_cannot_be_kept_is_said(
    page: BatchPage, folder: Callable[..., str], own_data_folder: Path, window: MainWindow
) -> None:
    (own_data_folder / "batches").write_bytes(b"in the way")
    page.begin([folder("a.jpg")])
    assert window.notice.text.startswith(ENGLISH.text("window.batch_not_begun", reason="…")[:-1])
    assert page.current_process() is None


def test_a_watch_tells_of_what_somebody_should_look_at(
    page: BatchPage, folder: Callable[..., str], qtbot: QtBot, window: MainWindow
) -> None:
    page.begin([folder("plain-1.jpg", "wait.jpg")], Kind.WATCH)
    qtbot.waitUntil(lambda: page.sheet.table.rowCount() == 1, timeout=20_000)
    page.notices.tell()
    assert window.notice.text == ""
    row = page.sheet.table.row(0)
    assert row is not None
    for number in range(2):
        page.notices.note_row(make_row(Source(f"file:///{number}"), plain_reports.ai_edit(f"{number}.jpg"), 0, 1))
    page.notices.tell()
    assert ENGLISH.count("pages.batch.notice_many", 2) in window.notice.text
    page.notices.note_row(make_row(Source("file:///9"), plain_reports.ai_edit("9.jpg"), 0, 1))
    page.notices.tell()
    assert f"{EDITED}: 9.jpg" in window.notice.text


def some_rows(count: int = 6) -> list[Row]:
    made = []
    for number in range(count):
        report = (plain_reports.ai_edit, plain_reports.nothing, plain_reports.hostile)[number % 3](f"{number}.jpg")
        made.append(make_row(Source(f"file:///{number}", number), report, number, 1))
    return made


def test_rows_are_searched_filtered_ordered_and_grouped() -> None:
    translator = ENGLISH
    known = some_rows()

    def seen(view: SortFilter) -> list[int | str]:
        return arrange_lines(known, view, translator)

    assert seen(SortFilter()) == [0, 1, 2, 3, 4, 5]
    assert seen(SortFilter(search="EDITOR ltd")) == [0, 3]
    assert seen(SortFilter(search="nowhere")) == []
    assert seen(SortFilter(choice=RowFilter.NOTHING)) == [1, 4]
    assert seen(SortFilter(choice=RowFilter.NOTABLE)) == [0, 2, 3, 5]
    assert seen(SortFilter(column=Column.NAME, descending=True)) == [5, 4, 3, 2, 1, 0]
    assert seen(SortFilter(column=Column.STANDING))[:2] == [0, 3]
    grouped = seen(SortFilter(choice=RowFilter.NOTABLE, grouping=Grouping.ANSWER))
    assert grouped == [f"{EDITED} (2 files)", 0, 3, f"{say_badge('short_said.ai_generated')} (2 files)", 2, 5]
    assert seen(SortFilter(grouping=Grouping.CONTENT))[0] == "content with the SHA-256 abababababababab… (6 files)"


@pytest.mark.parametrize("column", list(Column))
@pytest.mark.parametrize("grouping", list(Grouping))
def test_every_order_and_grouping_shows_every_row(column: Column, grouping: Grouping) -> None:
    found = arrange_lines(some_rows(), SortFilter(column=column, grouping=grouping), Translator("zh_CN"))
    assert {line for line in found if isinstance(line, int)} == set(range(6))


def test_what_is_chosen_stays_chosen_when_the_order_changes(page: BatchPage, tmp_path: Path) -> None:
    table, view = page.sheet.table, page.sheet.view
    table.show_batch(tmp_path)
    table.add(some_rows())
    view.selectRow(1)
    table.look(SortFilter(column=Column.NAME, descending=True))
    assert [row.name for row in view.list_selected()] == ["1.jpg"]
    table.look(SortFilter(grouping=Grouping.SIGNER))
    assert [row.name for row in view.list_selected()] == ["1.jpg"]
    headings = table.list_heading_lines()
    assert headings
    assert not table.flags(table.index(headings[0], 0)) & Qt.ItemFlag.ItemIsSelectable
    assert view.columnSpan(headings[0], 0) == len(Column)
    table.look(SortFilter())
    assert view.columnSpan(headings[0], 0) == 1
    page.sheet.filter_bar.search.setText("3.jpg")
    assert [row.name for row in table.files()] == ["3.jpg"]


def test_a_later_row_of_the_same_file_replaces_the_first(page: BatchPage, tmp_path: Path) -> None:
    table = page.sheet.table
    table.show_batch(tmp_path)
    table.add(some_rows())
    table.add([make_row(Source("file:///1", 99), plain_reports.ai_edit("1.jpg"), 7, 1)])
    table.order()
    assert len(table) == 6
    assert table.index(1, Column.ANSWER).data() == EDITED


def test_ten_thousand_rows_are_ordered_and_nothing_of_a_report_is_in_memory(
    page: BatchPage, tmp_path: Path, qapp: QApplication
) -> None:
    table = page.sheet.table
    table.show_batch(tmp_path)
    table.add(some_rows(10_000))
    table.look(SortFilter(column=Column.SIGNER, grouping=Grouping.STANDING, search="jpg"))
    qapp.processEvents()
    assert table.shown_count == 10_000
    assert not any(hasattr(row, "report") for row in table.files())


def test_a_file_of_which_the_journal_told_first_is_counted_once(
    page: BatchPage, folder: Callable[..., str], qtbot: QtBot
) -> None:
    page.begin([folder("a.jpg", "b.jpg", "wait.jpg")])
    work = page.current_process()
    assert work is not None
    qtbot.waitUntil(lambda: work.done == 2, timeout=20_000)
    qtbot.waitUntil(lambda: page.sheet.table.rowCount() == 2)
    work.done += 1
    work.judged.emit(page.sheet.list_chosen()[0])
    assert (work.done, page.sheet.table.rowCount()) == (2, 2)
