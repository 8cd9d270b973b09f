"""The window's child on a batch, with real workers: killed, started again, and told to watch."""

from __future__ import annotations

import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

import pytest
from PIL import Image

from verify.features.batch import job as jobs
from verify.features.batch.job import Job, Kind
from verify.features.batch.journal import Journal, read_report, read_rows
from verify.features.batch.messages import BatchEvent, Counted, Ended, Judged, Missing, Obstacle, load_event

ROOT = Path(__file__).resolve().parents[4]
NOW = datetime(2026, 8, 20, tzinfo=UTC)
FILES = 60


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    folder = tmp_path / "pictures [1]"  # a name that is no pattern
    folder.mkdir()
    for number in range(FILES):
        Image.new("RGB", (300, 200), (number, 0, 0)).save(folder / f"{number}.png")
    return folder


Start = Callable[[Path], subprocess.Popen[bytes]]


@pytest.fixture
def start() -> Iterator[Start]:
    running: list[subprocess.Popen[bytes]] = []

    def begin(folder: Path) -> subprocess.Popen[bytes]:
        command = [sys.executable, str(ROOT / "main.py"), "batch-run", str(folder)]
        running.append(subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE))
        return running[-1]

    yield begin
    for child in running:
        child.kill()
        child.wait()
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                pipe.close()


def told(child: subprocess.Popen[bytes]) -> Iterator[BatchEvent]:
    assert child.stdout is not None
    for line in child.stdout:
        yield load_event(line)


def test_a_batch_that_is_killed_goes_on_and_judges_every_file_once(pictures: Path, start: Start) -> None:
    folder = jobs.begin(Job(Kind.CHECK, (str(pictures),), ("preview",), NOW))
    first = start(folder)
    judged = list(islice((each for each in told(first) if isinstance(each, Judged)), 7))
    first.kill()
    first.wait()
    second = start(folder)
    later = list(told(second))
    assert second.wait() == 0
    assert later[-1] == Ended()
    assert Counted(FILES) in later
    kept = list(read_rows(folder))
    assert Counter(row.path for row in kept) == Counter(str(path) for path in pictures.iterdir())
    assert {each.row for each in judged} <= set(kept)
    assert [each.row for each in later if isinstance(each, Judged)] == kept[FILES - len(later) + 2 :]
    report = read_report(folder, kept[-1].at, kept[-1].length)
    assert report is not None
    assert [picture.name for picture in report.pictures] == ["preview"]
    assert list(told(start(folder))) in ([Counted(FILES), Ended()], [Ended()])


def test_a_closed_input_ends_it_at_once(pictures: Path, start: Start) -> None:
    folder = jobs.begin(Job(Kind.CHECK, (str(pictures),), ("all",), NOW))
    child = start(folder)
    next(told(child))
    assert child.stdin is not None
    child.stdin.close()
    assert child.wait(10) == 0


def test_what_keeps_it_from_working_is_told(pictures: Path, start: Start, own_data_folder: Path) -> None:
    nowhere = start(own_data_folder / "nothing")
    assert list(told(nowhere)) == [Ended(Obstacle.UNREADABLE, str(own_data_folder / "nothing"))]
    folder = jobs.begin(Job(Kind.CHECK, (str(pictures),), ("preview",), NOW))
    with Journal(folder):
        assert list(told(start(folder))) == [Ended(Obstacle.IN_USE)]
    (folder / "reports").unlink()
    (folder / "reports").mkdir()
    last = list(told(start(folder)))[-1]
    assert isinstance(last, Ended)
    assert last.obstacle is Obstacle.NOT_WRITTEN
    assert last.detail


def test_a_watch_checks_what_came_even_while_it_did_not_run(pictures: Path, start: Start) -> None:
    folder = jobs.begin(Job(Kind.WATCH, (str(pictures),), ("preview",), NOW))
    first = start(folder)
    until = time.monotonic() + 30
    while not (folder / "before").exists():
        assert time.monotonic() < until
        time.sleep(0.05)
    first.kill()
    first.wait()
    Image.new("RGB", (30, 20)).save(pictures / "new.png")
    second = start(folder)
    assert next(each for each in told(second) if isinstance(each, Judged)).row.name == "new.png"
    pictures.rename(pictures.with_name("away"))
    assert next(each for each in told(second) if isinstance(each, Missing)).folders == (str(pictures),)
    pictures.with_name("away").rename(pictures)
    assert next(each for each in told(second) if isinstance(each, Missing)).folders == ()
    Image.new("RGB", (31, 20)).save(pictures / "newer.png")
    assert next(each for each in told(second) if isinstance(each, Judged)).row.name == "newer.png"
