from __future__ import annotations

import io
import os
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.build import plain_reports
from verify.features.batch import job as jobs
from verify.features.batch.append_log import InUseError
from verify.features.batch.file_key import Source
from verify.features.batch.job import Job, Kind, State
from verify.features.batch.journal import (
    REPORTS,
    ROWS,
    THUMBNAIL_SIDE,
    Journal,
    make_thumbnail,
    read_report,
    read_report_of,
    read_rows,
)
from verify.features.batch.messages import (
    BatchEvent,
    Counted,
    Ended,
    Judged,
    Missing,
    Obstacle,
    Unused,
    encode_event,
    load_event,
)
from verify.features.batch.row import make_row
from verify.model import Conclusion, Picture, Problem
from verify.store.folders import open_regular
from verify.workers import protocol
from verify.workers.protocol import WireError

NOW = datetime(2026, 8, 20, tzinfo=UTC)


def source(number: int) -> Source:
    return Source(f"file:///pictures/{number}.jpg", 100 + number, 10**18 + number)


def fill(folder: Path, count: int) -> None:
    with Journal(folder) as journal:
        for number in range(count):
            journal.add(source(number), plain_reports.ai_edit(f"{number}.jpg"))


def test_what_was_kept_is_read_again_word_for_word(tmp_path: Path) -> None:
    fill(tmp_path, 3)
    found = list(read_rows(tmp_path))
    assert [row.name for row in found] == ["0.jpg", "1.jpg", "2.jpg"]
    report = plain_reports.ai_edit("1.jpg")
    assert read_report(tmp_path, found[1].at, found[1].length) == replace(report, pictures=(plain_reports.PREVIEW,))
    row = found[1]
    assert (row.conclusion, row.signer, row.alarms) == (
        Conclusion.AI_EDITED,
        "Example Editor Ltd",
        report.verdict.alarms,
    )
    assert row.is_notable
    assert row.outline.verdict.standing is report.verdict.standing


@pytest.mark.parametrize("cut", [1, 40])
def test_a_torn_line_is_cut_off_together_with_its_report(tmp_path: Path, cut: int) -> None:
    fill(tmp_path, 3)
    path = tmp_path / ROWS
    path.write_bytes(path.read_bytes()[:-cut])
    with Journal(tmp_path) as journal:
        assert [journal.has(source(number)) for number in range(3)] == [True, True, False]
        last = list(read_rows(tmp_path))[-1]
        assert (tmp_path / REPORTS).stat().st_size == last.at + last.length
        journal.add(source(2), plain_reports.ai_edit("2.jpg"))
    assert [row.name for row in read_rows(tmp_path)] == ["0.jpg", "1.jpg", "2.jpg"]


@pytest.mark.parametrize("missing", [1, 1000])
def test_lines_whose_report_never_reached_the_disk_are_cut_off(tmp_path: Path, missing: int) -> None:
    fill(tmp_path, 3)
    data = (tmp_path / REPORTS).read_bytes()
    (tmp_path / REPORTS).write_bytes(data[:-missing])
    fill(tmp_path, 3)
    found = list(read_rows(tmp_path))
    assert [row.name for row in found] == ["0.jpg", "1.jpg", "2.jpg"]
    assert [read_report(tmp_path, row.at, row.length) is not None for row in found] == [True] * 3
    assert (tmp_path / REPORTS).read_bytes() == data


def test_a_damaged_report_is_none_and_no_other_is_touched(tmp_path: Path) -> None:
    fill(tmp_path, 2)
    first, second = read_rows(tmp_path)
    data = bytearray((tmp_path / REPORTS).read_bytes())
    data[first.at + 20 : first.at + 60] = bytes(40)
    (tmp_path / REPORTS).write_bytes(data)
    assert read_report(tmp_path, first.at, first.length) is None
    assert read_report(tmp_path, second.at, second.length) is not None
    assert read_report(tmp_path, replace(second, at=second.at + 1).at, replace(second, at=second.at + 1).length) is None


def test_a_damaged_line_is_left_out_and_its_file_judged_again(tmp_path: Path) -> None:
    fill(tmp_path, 3)
    lines = (tmp_path / ROWS).read_bytes().splitlines(keepends=True)
    (tmp_path / ROWS).write_bytes(lines[0] + b'{"source": 7}\n' + lines[2])
    assert [row.name for row in read_rows(tmp_path)] == ["0.jpg", "2.jpg"]
    with Journal(tmp_path) as journal:
        assert [journal.has(source(number)) for number in range(3)] == [True, False, True]


@pytest.mark.parametrize("number", [0, 1])
@pytest.mark.parametrize("at", [1 << 40, (1 << 62) - 1])
def test_a_line_that_points_elsewhere_costs_itself_and_nothing_behind_it(tmp_path: Path, number: int, at: int) -> None:
    fill(tmp_path, 3)
    lines = (tmp_path / ROWS).read_bytes().splitlines(keepends=True)
    lines[number] = re.sub(rb'"at":[0-9]+', f'"at":{at}'.encode(), lines[number])
    (tmp_path / ROWS).write_bytes(b"".join(lines))
    reports = (tmp_path / REPORTS).read_bytes()
    with Journal(tmp_path) as journal:
        assert [journal.has(source(each)) for each in range(3)] == [each != number for each in range(3)]
        journal.add(source(number), plain_reports.ai_edit(f"{number}.jpg"))
    assert (tmp_path / REPORTS).read_bytes().startswith(reports)
    assert (tmp_path / ROWS).read_bytes().startswith(b"".join(lines))
    assert [read_report_of(tmp_path, row) is None for row in read_rows(tmp_path)].count(True) == 1


def test_a_line_that_points_to_the_report_of_another_file_shows_none(tmp_path: Path) -> None:
    fill(tmp_path, 2)
    first, second = read_rows(tmp_path)
    swapped = replace(first, at=second.at, length=second.length)
    assert read_report(tmp_path, swapped.at, swapped.length) is not None
    assert read_report_of(tmp_path, swapped) is None
    assert read_report_of(tmp_path, first) is not None


def test_behind_a_damaged_line_no_report_is_cut_off(tmp_path: Path) -> None:
    fill(tmp_path, 3)
    lines = (tmp_path / ROWS).read_bytes().splitlines(keepends=True)
    (tmp_path / ROWS).write_bytes(lines[0] + lines[1] + lines[2].replace(b'"uri"', b'"ur!"'))
    reports = (tmp_path / REPORTS).read_bytes()
    fill(tmp_path, 3)
    assert (tmp_path / REPORTS).read_bytes().startswith(reports)
    assert [row.name for row in read_rows(tmp_path)] == ["0.jpg", "1.jpg", "2.jpg"]


def test_what_is_no_journal_is_kept_aside_with_its_reports(tmp_path: Path) -> None:
    fill(tmp_path, 1)
    (tmp_path / ROWS).write_bytes(b"something else that has no end")
    reports = (tmp_path / REPORTS).read_bytes()
    with Journal(tmp_path) as journal:
        assert journal.set_aside is not None
        assert journal.set_aside.read_bytes() == b"something else that has no end"
        assert len(journal) == 0
    assert [path.read_bytes() for path in tmp_path.glob(f"{REPORTS}.broken-*")] == [reports]


@pytest.mark.skipif(os.name != "posix", reason="pipes are files there")
@pytest.mark.parametrize("name", [ROWS, REPORTS])
def test_a_pipe_in_the_place_of_a_journal_is_an_error_of_the_file_system(tmp_path: Path, name: str) -> None:
    fill(tmp_path, 1)
    (row,) = read_rows(tmp_path)
    (tmp_path / name).unlink()
    os.mkfifo(tmp_path / name)
    with pytest.raises(OSError, match=name):
        Journal(tmp_path)
    if name == ROWS:
        with pytest.raises(OSError, match=name):
            list(read_rows(tmp_path))
    else:
        assert read_report_of(tmp_path, row) is None


def test_a_full_disk_leaves_whole_lines_and_reports_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from verify.features.batch.append_log import AppendLog

    def full(_file: AppendLog, _line: bytes) -> None:
        raise OSError(28, "No space left on device")

    with Journal(tmp_path) as journal:
        journal.add(source(0), plain_reports.ai_edit())
        size = (tmp_path / REPORTS).stat().st_size
        monkeypatch.setattr(AppendLog, "append", full)
        with pytest.raises(OSError, match="No space"):
            journal.add(source(1), plain_reports.ai_edit())
        assert (tmp_path / REPORTS).stat().st_size == size
        assert not journal.has(source(1))
        monkeypatch.undo()
        journal.add(source(1), plain_reports.ai_edit())
    assert all(read_report(tmp_path, row.at, row.length) for row in read_rows(tmp_path))


def test_two_processes_cannot_work_on_one_batch(tmp_path: Path) -> None:
    with Journal(tmp_path), pytest.raises(InUseError):
        Journal(tmp_path)


def test_what_could_not_be_read_for_a_while_is_told_once_and_replaced_by_its_answer(tmp_path: Path) -> None:
    absent = replace(plain_reports.nothing(), file=replace(plain_reports.facts(), problem=Problem.NOT_FOUND))
    with Journal(tmp_path) as journal:
        assert journal.add(source(0), absent) is not None
        assert not journal.has(source(0))
        assert journal.add(source(0), absent) is None
        assert journal.add(source(0), plain_reports.nothing()) is not None
        assert journal.has(source(0))


def test_a_small_picture_is_small_and_keeps_its_colours() -> None:
    picture = Picture("preview", 512, 300, bytes((200, 100, 50)) * (512 * 300))
    made = make_thumbnail(picture)
    assert max(made.width, made.height) <= THUMBNAIL_SIDE
    assert made.rgb == bytes((200, 100, 50)) * (made.width * made.height)
    assert make_thumbnail(Picture("preview", 512, 2, bytes(512 * 2 * 3))).width == 512
    assert make_thumbnail(Picture("preview", 900, 900, b"no pixels")).rgb == b"no pixels"


def test_a_batch_is_found_again_with_what_it_is_to_do(own_data_folder: Path) -> None:
    assert jobs.list_batches() == []
    odd = "/pictures/\udcff\n.jpg"
    folders = [jobs.begin(Job(Kind.CHECK, (odd,), ("quick",), NOW)) for _ in range(3)]
    assert len(set(folders)) == 3
    jobs.set_state(folders[0], State.CANCELLED)
    found = dict(jobs.list_batches())
    assert found[folders[0]].state is State.CANCELLED
    assert (found[folders[1]].first, found[folders[1]].count) == (odd, 1)
    kept = jobs.read(folders[1])
    assert kept is not None
    assert kept.paths == (odd,)
    (folders[1] / "job.json").write_bytes(b"{}")
    jobs.remove(folders[2])
    assert list(dict(jobs.list_batches())) == [folders[0]]


def test_a_list_of_batches_reads_no_list_of_paths(own_data_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    job = Job(Kind.CHECK, tuple(f"/pictures/{number}.jpg" for number in range(5_000)), ("quick",), NOW)
    folder = jobs.begin(job)
    read = 0

    def count(path: Path) -> io.BufferedReader:
        nonlocal read
        read += path.stat().st_size
        return open_regular(path)

    monkeypatch.setattr(jobs, "open_regular", count)
    jobs.set_state(folder, State.CANCELLED)
    assert jobs.list_batches() == [(folder, replace(job, state=State.CANCELLED).head)]
    assert read < 2_000
    assert jobs.read(folder) == replace(job, state=State.CANCELLED)


@pytest.mark.parametrize("damage", [b"", b'{"paths":[]}', b'{"paths":["/another"]}', b'{"paths":["/a","/b"]}', b"\xff"])
def test_a_batch_whose_paths_are_not_its_own_is_not_worked_on(own_data_folder: Path, damage: bytes) -> None:
    folder = jobs.begin(Job(Kind.CHECK, ("/a",), ("quick",), NOW))
    (folder / "paths.json").write_bytes(damage)
    assert jobs.read(folder) is None
    assert [head.first for _, head in jobs.list_batches()] == ["/a"]


def test_a_batch_that_an_earlier_version_kept_in_one_file_goes_on(own_data_folder: Path) -> None:
    job = Job(Kind.WATCH, ("/a", "/b"), ("quick",), NOW)
    folder = jobs.begin(job)
    (folder / "paths.json").unlink()
    (folder / "job.json").write_bytes(protocol.encode_line(protocol.dump(job)))
    assert (jobs.read(folder), jobs.read_head(folder)) == (job, job.head)
    jobs.set_state(folder, State.DONE)
    assert jobs.read(folder) == replace(job, state=State.DONE)
    assert (folder / "paths.json").exists()


@pytest.mark.parametrize(
    "told",
    [
        Counted(7),
        Missing(("/a", "/b")),
        Unused("/a/b\udcff", "/a/b\udcff.broken-20261122T100000Z", memory=True),
        Ended(),
        Ended(Obstacle.NOT_WRITTEN, "full"),
        Judged(make_row(source(1), plain_reports.hostile(), 0, 1)),
    ],
)
def test_what_is_told_arrives_as_it_was_said(told: BatchEvent) -> None:
    assert load_event(encode_event(told)) == told


@pytest.mark.parametrize("line", [b"{}", b"[]", b'{"counted":{}}', b'{"else":{}}', b"\xff"])
def test_anything_else_is_refused(line: bytes) -> None:
    with pytest.raises(WireError):
        load_event(line)
