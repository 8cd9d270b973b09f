"""The supervisor as the window sees it: lines in, lines out, and nothing left behind."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import psutil
import pytest

from verify.model import Options, Problem
from verify.workers import protocol

ROOT = Path(__file__).resolve().parents[3]
FAKE = Path(__file__).parent / "doubles" / "fake_worker.py"
CODE = f"import sys; from verify.workers import supervisor; sys.exit(supervisor.main((sys.executable, {str(FAKE)!r})))"
OPTIONS = Options(now=datetime(2026, 11, 22, tzinfo=UTC))

Process = subprocess.Popen[bytes]


@pytest.fixture
def supervisor() -> Iterator[Process]:
    with subprocess.Popen(
        [sys.executable, "-c", CODE], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        yield process
        process.kill()


def tell(process: Process, command: protocol.Command) -> None:
    assert process.stdin is not None
    process.stdin.write(protocol.encode_command(command))
    process.stdin.flush()


def hear(process: Process) -> protocol.Event:
    assert process.stdout is not None
    return protocol.load_event(process.stdout.readline())


def reports(process: Process, count: int) -> dict[int, protocol.Reported]:
    found: dict[int, protocol.Reported] = {}
    while len(found) < count:
        event = hear(process)
        if isinstance(event, protocol.Reported):
            found[event.id] = event
    return found


def assert_gone(processes: list[psutil.Process]) -> None:
    _, alive = psutil.wait_procs(processes, timeout=10)
    assert alive == []


def test_files_come_back_under_their_numbers(supervisor: Process) -> None:
    tell(supervisor, protocol.Configure(OPTIONS, jobs=2))
    assert hear(supervisor) == protocol.Ready()
    for number in (7, 3, 5):
        tell(supervisor, protocol.Inspect(number, f"/tmp/plain-{number}"))
    found = reports(supervisor, 3)
    assert {number: event.report.file.name for number, event in found.items()} == {
        number: f"plain-{number}" for number in (3, 5, 7)
    }


def test_a_file_is_told_of_before_its_report(supervisor: Process) -> None:
    tell(supervisor, protocol.Configure(OPTIONS))
    tell(supervisor, protocol.Inspect(1, "/tmp/plain"))
    assert [type(hear(supervisor)) for _ in range(3)] == [protocol.Ready, protocol.Taken, protocol.Reported]


def test_a_picture_is_told_once(supervisor: Process) -> None:
    tell(supervisor, protocol.Configure(OPTIONS))
    tell(supervisor, protocol.Inspect(1, "/tmp/picture"))
    ready, taken, seen, reported = (hear(supervisor) for _ in range(4))
    assert (ready, taken) == (protocol.Ready(), protocol.Taken(1))
    assert isinstance(seen, protocol.Seen)
    assert isinstance(reported, protocol.Reported)
    assert (len(seen.pictures), reported.report.pictures) == (1, ())


def test_a_hanging_file_can_be_cancelled(supervisor: Process) -> None:
    tell(supervisor, protocol.Configure(OPTIONS, jobs=1))
    tell(supervisor, protocol.Inspect(1, "/tmp/hang"))
    assert hear(supervisor) == protocol.Ready()
    assert hear(supervisor) == protocol.Taken(1)
    tell(supervisor, protocol.Cancel(1))
    assert reports(supervisor, 1)[1].report.file.problem is Problem.CANCELLED


def test_new_options_are_confirmed_and_hold(supervisor: Process) -> None:
    tell(supervisor, protocol.Configure(OPTIONS))
    assert hear(supervisor) == protocol.Ready()
    tell(supervisor, protocol.Configure(Options(now=OPTIONS.now, readers=("exif",))))
    assert hear(supervisor) == protocol.Ready()
    tell(supervisor, protocol.Inspect(1, "/tmp/options"))
    assert reports(supervisor, 1)[1].report.file.detail == "exif"


@pytest.mark.parametrize("ending", ["close", "quit", "kill", "garbage"])
def test_nothing_is_left_behind_however_it_ends(supervisor: Process, ending: str) -> None:
    tell(supervisor, protocol.Configure(OPTIONS, jobs=2))
    tell(supervisor, protocol.Inspect(1, "/tmp/plain"))
    reports(supervisor, 1)
    workers = psutil.Process(supervisor.pid).children()
    assert workers
    begun = time.monotonic()
    assert supervisor.stdin is not None
    if ending == "close":
        supervisor.stdin.close()
    elif ending == "quit":
        tell(supervisor, protocol.Quit())
    elif ending == "garbage":
        supervisor.stdin.write(b"hello\n")
        supervisor.stdin.flush()
    else:
        supervisor.kill()
    assert supervisor.wait(10) == (0 if ending != "kill" else -9)
    assert_gone(workers)
    assert time.monotonic() - begun < 60


def test_a_busy_worker_does_not_outlive_a_quit(supervisor: Process) -> None:
    tell(supervisor, protocol.Configure(OPTIONS, jobs=1))
    tell(supervisor, protocol.Inspect(1, "/tmp/stubborn"))
    while hear(supervisor) != protocol.Taken(1):
        pass
    workers = psutil.Process(supervisor.pid).children()
    tell(supervisor, protocol.Quit())
    assert supervisor.wait(10) == 0
    assert_gone(workers)


@pytest.mark.parametrize(("line", "status"), [(b"", 0), (b"hello\n", 1), (b'{"cancel":{"id":1}}\n', 1)])
def test_it_ends_where_nobody_configures_it(supervisor: Process, line: bytes, status: int) -> None:
    assert supervisor.communicate(line, timeout=20) == (b"", b"")
    assert supervisor.returncode == status
