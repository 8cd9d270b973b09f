"""The malformed files of the corpus against the whole path: each ends soon, small, and with an answer."""

from __future__ import annotations

import time
import tracemalloc
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import psutil
import pytest

from verify.inspection.media.input_file import Media
from verify.model import Options, Problem, Report, limits
from verify.workers import protocol
from verify.workers.pool import Pool

SECONDS = 10
RESIDENT_BYTES = 1536 * limits.MIB
ENDED_BY_FORCE = {Problem.WORKER_DIED, Problem.TIMED_OUT, Problem.OUT_OF_MEMORY}


@dataclass
class Outcome:
    report: Report
    seconds: float
    resident: int
    taken: int


@pytest.fixture(scope="module")
def outcomes(corpus: Path) -> dict[str, Outcome]:
    """What became of each file, in one run of one worker."""
    files = sorted(path for path in (corpus / "malformed").iterdir() if path.is_file())
    found: dict[str, Outcome] = {}
    taken: dict[int, list[float]] = {}
    resident = 0
    with Pool(Options(now=datetime(2026, 11, 22, tzinfo=UTC)), 1) as pool:
        for number, path in enumerate(files):
            pool.submit(protocol.Inspect(number, str(path)))
        while len(found) < len(files):
            for event in pool.wait(0.05):
                if isinstance(event, protocol.Taken):
                    taken.setdefault(event.id, []).append(time.monotonic())
                elif isinstance(event, protocol.Reported):
                    begun = taken[event.id]
                    seconds = time.monotonic() - begun[-1]
                    found[files[event.id].name] = Outcome(event.report, seconds, resident, len(begun))
                    resident = 0
            for worker in psutil.Process().children():
                try:
                    resident = max(resident, worker.memory_info().rss)
                except psutil.Error:
                    continue
    return found


@pytest.mark.corpus
def test_each_malformed_file_ends_in_time_and_in_little_memory(outcomes: dict[str, Outcome]) -> None:
    assert len(outcomes) >= 65
    assert {name: it.seconds for name, it in outcomes.items() if it.seconds > SECONDS} == {}
    assert {name: it.resident for name, it in outcomes.items() if it.resident > RESIDENT_BYTES} == {}


@pytest.mark.corpus
def test_no_malformed_file_ends_its_worker(outcomes: dict[str, Outcome]) -> None:
    assert {name: it.report.file for name, it in outcomes.items() if it.report.file.problem in ENDED_BY_FORCE} == {}
    assert {name: it.taken for name, it in outcomes.items() if it.taken > 1} == {}


@pytest.mark.corpus
def test_each_malformed_file_gets_an_answer_with_its_readings(outcomes: dict[str, Outcome]) -> None:
    assert {name for name, it in outcomes.items() if not it.report.readings and it.report.file.problem is None} == set()


def test_a_length_of_gigabytes_asks_for_no_more_memory_than_the_file_could_fill(tmp_path: Path) -> None:
    path = tmp_path / "short"
    path.write_bytes(b"x" * 100_000)
    with Media.open(path) as media:
        tracemalloc.start()
        try:
            assert media.open_buffered().read(2**31) == b"x" * 100_000
            assert tracemalloc.get_traced_memory()[1] < 10 * limits.MIB
        finally:
            tracemalloc.stop()
