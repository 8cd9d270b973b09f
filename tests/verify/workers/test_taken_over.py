"""A worker that a hostile file has taken over may say anything: the pool answers every file once, and is not hurt."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import psutil
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.verify.workers.doubles import evil_worker
from verify.model import Finding, Ingredient, Manifest, Options, Picture, Problem, Record, RecordState, Report, limits
from verify.model.report import FileFacts
from verify.workers import pool, protocol
from verify.workers.pool import Pool
from verify.workers.process import worker_process

COMMAND = (sys.executable, str(Path(evil_worker.__file__).resolve()))
OPTIONS = Options(now=datetime(2026, 11, 22, tzinfo=UTC))
WORDS = (*evil_worker.LIES, *evil_worker.NOISE, *evil_worker.ENDS)


@pytest.fixture(autouse=True)
def small_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "INSPECTION_SECONDS", 1.0)
    monkeypatch.setattr(limits, "LINE_BYTES", 4 * limits.MIB)
    monkeypatch.setattr(worker_process, "GRACE_SECONDS", 0.2)
    monkeypatch.setattr(pool, "count_cores", lambda: 2)


@pytest.fixture(autouse=True)
def no_orphan() -> Iterator[None]:
    before = set(psutil.Process().children(recursive=True))
    yield
    assert [child for child in psutil.Process().children(recursive=True) if child not in before] == []


def answers(names: list[str]) -> list[Report]:
    found: dict[int, Report] = {}
    until = time.monotonic() + 60
    with Pool(OPTIONS, 2, command=COMMAND) as workers:
        for number, name in enumerate(names):
            workers.submit(protocol.Inspect(number, f"/tmp/{name}"))
        while workers.pending:
            assert time.monotonic() < until, "a file was lost"
            for event in workers.wait(0.5):
                if isinstance(event, protocol.Reported):
                    assert event.id not in found, "two answers for one file"
                    found[event.id] = event.report
    return [found[number] for number in range(len(names))]


@pytest.mark.parametrize("word", [word for word in WORDS if word != "report"])
def test_one_lie_costs_its_own_file_at_most(word: str) -> None:
    lying, honest = answers([f"evil-{word}-hang", "evil-report"])
    assert (lying.file.path, honest.file.path) == (f"/tmp/evil-{word}-hang", "/tmp/evil-report")
    assert lying.file.problem in (Problem.WORKER_DIED, Problem.TIMED_OUT)
    assert honest.file.problem is None


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=4), min_size=1, max_size=3))
def test_whatever_is_said_in_whatever_order_every_file_is_answered_once(said: list[list[str]]) -> None:
    names = ["-".join(("evil", *words, "leave")) for words in said]
    assert [report.file.path for report in answers([*names, "evil-report"])] == [
        f"/tmp/{name}" for name in (*names, "evil-report")
    ]


def test_a_worker_with_a_large_answer_is_replaced_so_that_large_ones_do_not_add_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(limits, "LARGE_ANSWER_BYTES", 20_000)
    first, second, third = answers(["evil-seen-report"] * 2 + ["evil-report"])
    assert first.file.detail != second.file.detail or second.file.detail != third.file.detail
    monkeypatch.setattr(limits, "LARGE_ANSWER_BYTES", 2**40)
    monkeypatch.setattr(pool, "count_cores", lambda: 1)
    assert len({report.file.detail for report in answers(["evil-seen-report"] * 3)}) == 1


FACTS = FileFacts("/tmp/x", "x")
SIDE = limits.PREVIEW_SIDE
TOO_MUCH = {
    "findings": Report(FACTS, findings=(Finding("context.editor", "x"),) * (limits.FINDINGS + 1)),
    "pictures": Report(FACTS, pictures=(Picture("p", SIDE, SIDE, bytes(3 * SIDE * SIDE)),) * 21),
    "manifests": Report(FACTS, record=Record(manifests=(Manifest("a", RecordState.TRUSTED),) * (limits.MANIFESTS + 1))),
    "ingredients": Report(
        FACTS,
        record=Record(
            manifests=(Manifest("a", RecordState.TRUSTED, ingredients=(Ingredient("a", "b"),) * 5_000),) * 5,
        ),
    ),
}


@pytest.mark.parametrize("report", TOO_MUCH.values(), ids=TOO_MUCH.keys())
def test_what_would_take_a_window_minutes_to_show_does_not_cross_the_border(report: Report) -> None:
    with pytest.raises(protocol.WireError, match="too "):
        protocol.encode_event(protocol.Reported(1, report))
