"""The pool against workers that hang, die, eat, flood and lie: no file is lost and no process stays behind."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import psutil
import pytest
from msgspec.structs import replace

from tests.verify.workers.doubles.jumping_clock import JumpingClock
from verify.inspection.media.open_file import OpenFile, open_with_companions
from verify.model import Options, Problem, Report, Standing, limits
from verify.workers import handover, pool, protocol
from verify.workers.pool import Pool
from verify.workers.process import awake_clock, cgroup, worker_process
from verify.workers.process.watched_process import WatchedProcess

FAKE = (sys.executable, str(Path(__file__).parent / "doubles" / "fake_worker.py"))
OPTIONS = Options(now=datetime(2026, 11, 22, tzinfo=UTC))


@pytest.fixture(autouse=True)
def small_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "INSPECTION_SECONDS", 1.5)
    monkeypatch.setattr(limits, "WORKER_RESIDENT_BYTES", 150 * limits.MIB)
    monkeypatch.setattr(worker_process, "GRACE_SECONDS", 0.3)
    monkeypatch.setattr(pool, "count_cores", lambda: 2)


@pytest.fixture(autouse=True)
def no_orphan() -> Iterator[None]:
    before = set(psutil.Process().children(recursive=True))
    yield
    assert [child for child in psutil.Process().children(recursive=True) if child not in before] == []


def run(workers: Pool, paths: Sequence[object], seconds: float = 30) -> list[Report]:
    """The reports for `paths`, in their order."""
    for number, path in enumerate(paths):
        workers.submit(protocol.Inspect(number, str(path)))
    return [report for _, report in sorted(finish(workers, len(paths), seconds).items())]


def finish(workers: Pool, count: int, seconds: float = 30) -> dict[int, Report]:
    reports: dict[int, Report] = {}
    until = time.monotonic() + seconds
    while len(reports) < count:
        assert time.monotonic() < until, "a file was lost"
        for event in workers.wait(0.5):
            if isinstance(event, protocol.Reported):
                assert event.id not in reports, "two reports for one file"
                reports[event.id] = event.report
    assert workers.pending == 0
    return reports


def fake_pool(*options: str, size: int = 1) -> Pool:
    return Pool(OPTIONS, size, command=(*FAKE, *options))


def test_a_computer_that_slept_costs_no_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "INSPECTION_SECONDS", 30.0)
    monkeypatch.setattr(limits, "ATTEMPTS", 1)
    clock = JumpingClock()
    monkeypatch.setattr(awake_clock, "time", clock)
    with fake_pool() as workers:
        workers.submit(protocol.Inspect(0, "/tmp/slow"))
        while not any(isinstance(event, protocol.Taken | protocol.Seen) for event in workers.wait(0.1)):
            pass
        clock.jump()
        assert finish(workers, 1)[0].file.problem is None


def test_a_file_that_hangs_after_a_sleep_is_still_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "ATTEMPTS", 1)
    clock = JumpingClock()
    monkeypatch.setattr(awake_clock, "time", clock)
    with fake_pool() as workers:
        workers.submit(protocol.Inspect(0, "/tmp/hang"))
        workers.wait(0.5)
        clock.jump()
        assert finish(workers, 1)[0].file.problem is Problem.TIMED_OUT


def test_every_file_gets_its_report() -> None:
    with fake_pool(size=2) as workers:
        reports = run(workers, [f"/tmp/plain-{number}" for number in range(40)])
    assert [report.file.name for report in reports] == [f"plain-{number}" for number in range(40)]


@pytest.mark.parametrize(
    ("deed", "problem", "said"),
    [
        ("die", Problem.WORKER_DIED, "signal 11"),
        ("exit", Problem.WORKER_DIED, "code 3"),
        ("half", Problem.WORKER_DIED, "code 0"),
        ("hang", Problem.TIMED_OUT, "too long"),
        ("stubborn", Problem.TIMED_OUT, "too long"),
        ("memory", Problem.OUT_OF_MEMORY, "memory"),
        ("threads", Problem.WORKER_DIED, "too many threads"),
        ("flood", Problem.WORKER_DIED, "protocol"),
        ("album", Problem.WORKER_DIED, "too many pictures"),
        ("endless", Problem.WORKER_DIED, "protocol"),
        ("garbage", Problem.WORKER_DIED, "protocol"),
        ("lie", Problem.WORKER_DIED, "protocol"),
        ("wrong", Problem.WORKER_DIED, "protocol"),
    ],
)
def test_a_file_that_ruins_its_worker_twice_is_reported_and_the_next_goes_on(
    deed: str, problem: Problem, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "LINE_BYTES", 4 * limits.MIB)
    if deed in ("flood", "endless"):
        monkeypatch.setattr(limits, "INSPECTION_SECONDS", 20.0)
        monkeypatch.setattr(limits, "EVENTS_PER_FILE", 500)
    if deed == "threads":
        monkeypatch.setattr(limits, "WORKER_THREADS", 10)
        monkeypatch.setattr(limits, "WORKER_THREADS_PER_CORE", 0)
        monkeypatch.setattr(cgroup, "_find_parents", lambda: ())  # where the kernel does not count them
    with fake_pool() as workers:
        bad, good = run(workers, [f"/tmp/{deed}-1", "/tmp/plain-2"])
    assert bad.file.problem is problem
    assert bad.verdict.standing is Standing.UNCHECKED
    assert said in bad.file.detail
    assert "tried 2 times" in bad.file.detail
    assert bad.file.path == f"/tmp/{deed}-1"
    assert good.file.problem is None


def test_a_file_that_the_system_never_opens_costs_no_other_and_is_told_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    answered = threading.Event()

    def open_never(path: Path) -> Sequence[OpenFile]:
        if path.name == "far":
            answered.wait(60)
        return open_with_companions(path)

    monkeypatch.setattr(handover, "open_with_companions", open_never)
    try:
        with fake_pool() as workers:
            far, near = run(workers, ["/tmp/far", "/tmp/plain-2"], 50)
    finally:
        answered.set()
    assert (far.file.problem, near.file.problem) == (Problem.TIMED_OUT, None)
    assert far.file.detail.startswith("opening the file took too long; tried 2 times")


@pytest.mark.parametrize("deed", ["dieonce", "hangonce"])
def test_a_file_that_ruined_its_worker_once_gets_a_second_chance(deed: str, tmp_path: Path) -> None:
    with fake_pool(size=2) as workers:
        reports = run(workers, [tmp_path / f"{deed}-1", tmp_path / "plain-2"])
    assert [report.file.problem for report in reports] == [None, None]


def test_the_second_chance_is_taken_alone(tmp_path: Path) -> None:
    """Every job that begins is noted with what else was under way."""
    with fake_pool(size=2) as workers:
        for number, name in enumerate(["dieonce-a", *(f"slow-{number}" for number in range(4))]):
            workers.submit(protocol.Inspect(number, str(tmp_path / name)))
        under_way: set[int] = set()
        taken: list[tuple[int, frozenset[int]]] = []
        reports = 0
        while reports < 5:
            for event in workers.wait(1):
                if isinstance(event, protocol.Taken):
                    taken.append((event.id, frozenset(under_way - {event.id})))
                    under_way.add(event.id)
                elif isinstance(event, protocol.Reported):
                    # beginning of the next job and end of the last come in the order in which they happened
                    under_way.discard(event.id)
                    reports += 1
        starts = [others for job, others in taken if job == 0]
    assert len(starts) == 2
    assert starts[1] == frozenset()
    assert any(others for _, others in taken), "no two jobs ever ran side by side"
    after = taken[[job for job, _ in taken].index(0, 1) + 1 :]
    assert all(0 not in others for _, others in after)


def test_a_worker_is_replaced_after_its_share_of_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "FILES_PER_WORKER", 3)
    with fake_pool() as workers:
        reports = run(workers, ["/tmp/plain"] * 7)
    processes = [report.file.detail for report in reports]
    assert [processes.count(number) for number in dict.fromkeys(processes)] == [3, 3, 1]


def test_a_worker_that_ran_out_of_memory_and_lived_is_replaced() -> None:
    with fake_pool() as workers:
        first, _, last = run(workers, ["/tmp/plain-1", "/tmp/faint-2", "/tmp/plain-3"])
    assert first.file.detail != last.file.detail


def test_a_worker_with_too_little_time_left_for_a_file_is_replaced_before_it(monkeypatch: pytest.MonkeyPatch) -> None:
    with fake_pool() as workers:
        first, second = run(workers, ["/tmp/plain-1", "/tmp/plain-2"])
        monkeypatch.setattr(limits, "WORKER_PROCESSOR_SECONDS", 0)
        (third,) = run(workers, ["/tmp/plain-3"])
    assert first.file.detail == second.file.detail != third.file.detail


def test_a_worker_that_leaves_between_two_files_costs_none() -> None:
    with fake_pool() as workers:
        reports = run(workers, ["/tmp/leave-1", "/tmp/leave-2", "/tmp/plain-3"])
    assert [report.file.problem for report in reports] == [None, None, None]


@pytest.mark.parametrize(
    ("option", "said", "patience"), [("--no-start", "no module", 30.0), ("--mute", "too long", 0.5)]
)
def test_workers_that_never_start_cost_no_file_and_no_eternity(
    option: str, said: str, patience: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "START_SECONDS", patience)
    with fake_pool(option) as workers:
        reports = run(workers, ["/tmp/plain-1", "/tmp/plain-2"])
    assert {report.file.problem for report in reports} == {Problem.NOT_STARTED}
    assert all(said in report.file.detail for report in reports)


def test_a_worker_from_which_others_take_the_processor_may_start_late(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "START_SECONDS", 2.0)
    computed = itertools.count(0.06, 0.06)  # little, but more at each look
    monkeypatch.setattr(WatchedProcess, "_measure_processor", lambda _: next(computed))
    with fake_pool("--late") as workers:
        (report,) = run(workers, ["/tmp/plain-1"], seconds=120)
    assert report.file.problem is None
    assert next(computed) > 0.06  # it was asked


@pytest.mark.parametrize(
    ("computed", "held_up"),
    [((0.0, 0.0), False), ((0.3, 0.3), False), ((0.3, 0.6), True), ((29.0, 31.0), False), ((None, None), False)],
)
def test_only_one_that_computes_is_held_up(
    computed: tuple[float | None, float | None], held_up: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    times = iter(computed)
    monkeypatch.setattr(WatchedProcess, "_measure_processor", lambda _: next(times))
    with subprocess.Popen((sys.executable, "-c", "input()"), stdin=subprocess.PIPE) as process:
        watched = WatchedProcess(process)
        watched.is_held_up()
        assert watched.is_held_up() is held_up
        watched.kill()
        process.wait(30)
        watched.close()


def test_a_program_that_is_not_there_costs_no_file() -> None:
    with Pool(OPTIONS, 1, command=("/no/such/program",)) as workers:
        (report,) = run(workers, ["/tmp/plain-1"])
    assert report.file.problem is Problem.NOT_STARTED


def test_a_waiting_and_a_running_file_can_be_cancelled() -> None:
    with fake_pool() as workers:
        for number, name in enumerate(["hang-0", "plain-1", "plain-2"]):
            workers.submit(protocol.Inspect(number, f"/tmp/{name}"))
        while not any(isinstance(event, protocol.Taken) for event in workers.wait(5)):
            pass
        workers.cancel(0)
        workers.cancel(1)
        workers.cancel(99)
        reports = finish(workers, 3, seconds=5)
    problems = [reports[number].file.problem for number in range(3)]
    assert problems == [Problem.CANCELLED, Problem.CANCELLED, None]


def test_a_closed_pool_leaves_no_process_behind_whatever_it_was_doing() -> None:
    workers = fake_pool(size=2)
    for number, name in enumerate(["stubborn-1", "hang-2", "plain-3"]):
        workers.submit(protocol.Inspect(number, f"/tmp/{name}"))
    taken: set[int] = set()
    while len(taken) < 2:
        taken |= {event.id for event in workers.wait(5) if isinstance(event, protocol.Taken)}
    begun = time.monotonic()
    workers.close()
    assert time.monotonic() - begun < 5


def test_never_more_workers_than_cores() -> None:
    assert Pool(OPTIONS, 50).size == 2
    assert Pool(OPTIONS).size == 2


def test_warm_workers_wait_before_the_first_file() -> None:
    with Pool(OPTIONS, 2, warm=True, command=FAKE) as workers:
        workers.wait(0.2)
        assert len(psutil.Process().children()) == 2


def test_one_worker_can_start_while_its_parent_prepares_and_takes_the_first_file() -> None:
    with Pool(OPTIONS, 2, command=FAKE) as workers:
        workers.start_one()
        workers.start_one()
        (process,) = psutil.Process().children()
        assert run(workers, ["ok"])[0].file.name == "ok"
        assert psutil.Process().children() == [process]
        (watched,) = (worker._watched for worker in workers._workers)
        assert 0 < (watched._measure_processor() or 0) < 60
    assert watched._measure_processor() is None


def test_new_options_hold_for_the_next_file() -> None:
    with fake_pool() as workers:
        (first,) = run(workers, ["/tmp/options-1"])
        workers.configure(replace(OPTIONS, readers=("exif", "xmp")))
        (second,) = run(workers, ["/tmp/options-2"])
    assert (first.file.detail.isdigit(), second.file.detail) == (True, "exif,xmp")


def test_every_file_is_judged_at_its_own_time() -> None:
    begun = datetime.now(UTC)
    with fake_pool() as workers:
        (report,) = run(workers, ["/tmp/when-1"])
    assert begun <= datetime.fromisoformat(report.file.detail) <= datetime.now(UTC)


def test_a_worker_sees_no_secret_no_proxy_and_no_home(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTPS_PROXY", "https_proxy", "AWS_SECRET_ACCESS_KEY", "HOME", "C2PA_LIBRARY_NAME", "LD_PRELOAD"):
        monkeypatch.setenv(name, "")
    monkeypatch.setenv("LC_CTYPE", "C.UTF-8")
    with fake_pool() as workers:
        (report,) = run(workers, ["/tmp/environment-1"])
    names = {pair.partition("=")[0] for pair in report.file.detail.split()}
    assert not names & {
        "HTTPS_PROXY",
        "https_proxy",
        "AWS_SECRET_ACCESS_KEY",
        "HOME",
        "C2PA_LIBRARY_NAME",
        "LD_PRELOAD",
    }
    assert {"ORT_DISABLE_TELEMETRY", "LC_CTYPE", "PATH"} <= names


def test_a_report_has_the_pictures_that_were_told_before_it() -> None:
    with fake_pool() as workers:
        (report,) = run(workers, ["/tmp/picture-1"])
    assert [picture.rgb for picture in report.pictures] == [b"abc"]


def test_an_idle_pool_can_be_woken() -> None:
    with fake_pool() as workers:
        workers.wake()
        begun = time.monotonic()
        assert workers.wait(20) == []
        assert time.monotonic() - begun < 5


@pytest.mark.skipif(os.name == "nt", reason="signals of Unix")
def test_a_vanishing_file_is_the_workers_business_and_not_the_pools() -> None:
    with fake_pool() as workers:
        (report,) = run(workers, ["/tmp/no\x00such"])
    assert report.file.problem is None
