"""A confined task answers for its source, and whatever becomes of it costs that answer alone."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

import psutil
import pytest

from tests.verify.workers.doubles.jumping_clock import JumpingClock
from verify.cli import task
from verify.model import limits
from verify.model.errors import TaskError, TaskProblem
from verify.workers.confined_task import run_task
from verify.workers.process import awake_clock

DOUBLES = Path(__file__).resolve().parent / "doubles"
LINUX = sys.platform.startswith("linux")
ALLOWED_SECONDS = 120.0  # for what ends by itself, on a machine that has much else to do


def ask(name: str, source: bytes = b"", *, seconds: float = ALLOWED_SECONDS, answer_bytes: int = 10_000) -> object:
    command = (sys.executable, str(DOUBLES / "evil_tasks.py"))
    return run_task(name, source, {}, seconds=seconds, answer_bytes=answer_bytes, command=command)


def problem_of(name: str, source: bytes = b"", *, seconds: float = ALLOWED_SECONDS) -> tuple[TaskProblem, str]:
    with pytest.raises(TaskError) as caught:
        ask(name, source, seconds=seconds)
    return caught.value.problem, caught.value.detail


@pytest.fixture(autouse=True)
def _nothing_is_left() -> object:
    threads = set(threading.enumerate())
    yield
    assert psutil.Process().children() == []
    assert {thread for thread in threading.enumerate() if thread.is_alive()} <= threads


def test_a_task_reads_bytes_and_answers() -> None:
    assert ask("read", b"source") == {"text": "source"}
    assert ask("nothing") is None


def test_a_task_reads_an_open_file_from_its_beginning_and_gets_its_arguments(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"whole file")
    command = (sys.executable, str(DOUBLES / "evil_tasks.py"))
    with path.open("rb") as file:
        file.seek(4)
        given = {"number": 1.5, "list": [None, True, "\udcff ü"]}
        answer = run_task("read", file, given, seconds=ALLOWED_SECONDS, answer_bytes=1_000, command=command)
    assert answer == {"text": "whole file", **given}


def test_what_a_task_refuses_is_told_apart_from_what_fails() -> None:
    assert problem_of("refuse", b"not a pack") == (TaskProblem.REFUSED, "not a pack")
    assert problem_of("fail", b"x") == (TaskProblem.FAILED, "ValueError: b'x'")
    problem, detail = problem_of("refuse", b"<b>" * 100_000)
    assert (problem, len(detail)) == (TaskProblem.REFUSED, limits.FACT_CHARACTERS)


@pytest.mark.parametrize("name", ["exit", "abort"])
def test_a_task_that_dies_is_told_to_have_died(name: str) -> None:
    assert problem_of(name)[0] is TaskProblem.DIED


def test_a_task_that_hangs_is_ended() -> None:
    assert problem_of("hang", seconds=0.2)[0] is TaskProblem.TOO_SLOW


def test_a_computer_that_slept_costs_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = JumpingClock()
    monkeypatch.setattr(awake_clock, "time", clock)
    threading.Timer(0.5, clock.jump).start()
    assert ask("sleepy", seconds=30.0) == "awake"
    assert clock.has_jumped


def test_a_child_that_never_begins_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "START_SECONDS", 0.2)
    assert problem_of("silent")[0] is TaskProblem.TOO_SLOW


def test_a_flood_ends_where_the_answer_must_end() -> None:
    assert problem_of("flood") == (TaskProblem.TOO_LARGE, "the answer")
    assert problem_of("long") == (TaskProblem.TOO_LARGE, "the answer")


@pytest.mark.skipif(not LINUX, reason="the limit of the system on memory is that of Linux")
def test_memory_is_bounded_by_the_system() -> None:
    assert problem_of("grow") == (TaskProblem.TOO_LARGE, "memory")


@pytest.mark.skipif(not LINUX, reason="this way past the limit is that of Linux")
def test_memory_that_the_system_does_not_count_is_bounded_by_the_parent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "TASK_DATA_BYTES", 128 * limits.MIB)  # for the parent: the child has its own copy
    assert problem_of("share") == (TaskProblem.TOO_LARGE, "memory")


@pytest.mark.parametrize(
    ("name", "detail"),
    [
        ("babble", "not a line of JSON"),
        ("null", "not a JSON object"),
        ("deep", "not a line of JSON"),
        ("twice", "a key stands twice"),
        ("invented", "not an answer"),
        ("shapeless", "not an answer"),
        ("unspeakable", "WireError: cannot be written as JSON"),
        ("endless", "WireError: cannot be written as JSON"),
    ],
)
def test_garbage_is_no_answer(name: str, detail: str) -> None:
    assert problem_of(name) == (TaskProblem.FAILED, detail)


def test_a_task_reaches_no_network() -> None:
    problem, detail = problem_of("connect")
    assert problem is TaskProblem.FAILED
    assert "PermissionError" in detail


@pytest.mark.skipif(not LINUX, reason="the means of other systems were not tried")
def test_the_system_holds_a_task_like_a_worker() -> None:
    assert ask("held") == [True, True, True]


def test_arguments_are_bounded_and_nothing_is_started_for_others() -> None:
    for arguments in ({"a": "x" * limits.TASK_REQUEST_BYTES}, {"a": float("inf")}):
        with pytest.raises(TaskError):
            run_task("read", b"", arguments, seconds=1, answer_bytes=1, command=("no such program",))


def test_a_program_that_cannot_be_started_is_a_reason() -> None:
    with pytest.raises(TaskError) as caught:
        run_task("read", b"", {}, seconds=1, answer_bytes=1, command=("./no such program",))
    assert caught.value.problem is TaskProblem.FAILED


def test_the_real_program_refuses_a_task_that_it_does_not_know() -> None:
    assert task.main("no such task", "{}") == 2
    with pytest.raises(TaskError) as caught:
        run_task("no such task", b"", {}, seconds=ALLOWED_SECONDS, answer_bytes=1)
    assert caught.value.problem is TaskProblem.DIED
