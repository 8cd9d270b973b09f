"""Runs hostile files through the pool and says of each what should not have happened."""

from __future__ import annotations

import itertools
import math
import random
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import psutil
from msgspec.structs import replace

from tests.fuzz import harmless
from tests.fuzz.crafted import craft_files
from tests.fuzz.mutator import mutate
from tests.fuzz.seeds import Seeds
from verify.model import Options, Problem, Report, limits, readers
from verify.workers import protocol
from verify.workers.pool import Pool

NOW = datetime(2026, 11, 22, tzinfo=UTC)
BATCH = 60  # files between two looks at the clock
MEASURED_EVERY = 1.0  # seconds between two looks at the memory of the workers
CANARY_EVERY = 20  # files: a good file among them, whose report must never change

# errors of our own thinking, whatever is in a file
_BUGS = re.compile(r"(Index|Key|Type|Attribute|Name|Assertion|ZeroDivision|Recursion|NotImplemented|Unbound\w*)Error")
_TIME = re.compile(r'"validationTime": *"[^"]*"')  # of the first engine, which looks at the clock
_RUINED = frozenset(
    (Problem.WORKER_DIED, Problem.TIMED_OUT, Problem.OUT_OF_MEMORY, Problem.FAILED, Problem.NOT_STARTED)
)

Subject = tuple[str, bytes]


@dataclass
class Outcome:
    """The outcome of a run: the files inspected, their lines, what became of workers, and the complaints."""

    files: int = 0  # that were handed over
    lines: int = 0  # answers, each one line of JSON
    deaths: int = 0  # files, or readers of files, that ended a worker
    timeouts: int = 0
    slowest: tuple[float, str, str] = (0.0, "", "")  # seconds, file, the reader that took most of it
    largest: int = 0  # bytes in memory of a worker, at most
    parent: int = 0  # the same of this process
    problems: dict[str, int] = field(default_factory=dict)
    complaints: list[tuple[str, str]] = field(default_factory=list)  # name of the file, what is wrong

    def take(self, name: str, report: Report, took: float) -> None:
        """Count one answer."""
        self.lines += 1
        kind = str(report.file.problem or "")
        self.problems[kind] = self.problems.get(kind, 0) + 1
        seen = [report.file.problem, *(reading.problem for reading in report.readings)]
        self.deaths += Problem.WORKER_DIED in seen
        self.timeouts += Problem.TIMED_OUT in seen
        self.slowest = max(self.slowest, (took, name, _find_slowest(report)))

    def measure(self) -> None:
        """Look at the memory of this process and of its workers."""
        this = psutil.Process()
        self.parent = max(self.parent, _measure_peak(this))
        self.largest = max([self.largest, *map(_measure_peak, this.children())])


def _measure_peak(process: psutil.Process) -> int:
    """Return the most bytes that a process had in memory, where the system tells, else those that it has now."""
    try:
        status = Path(f"/proc/{process.pid}/status").read_text(encoding="ascii", errors="replace")
        return int(status.partition("VmHWM:")[2].split(None, 1)[0]) << 10
    except (OSError, ValueError, IndexError):
        pass
    try:
        return int(process.memory_info().rss)
    except psutil.Error:
        return 0


def make_subjects(good: Seeds, chance: random.Random) -> Iterator[Subject]:
    """Yield first the crafted files, then mutated ones without end."""
    yield from craft_files()
    number = 0
    while True:
        number += 1
        yield f"mutated-{number}", mutate(good, chance)


def fuzz(
    made: Iterator[Subject],
    folder: Path,
    seconds: float,
    canary: bytes,
    *,
    chosen: tuple[str, ...] | None = None,
    slow: float = math.inf,
    keep: Path | None = None,
    goes_on: Callable[[Outcome], bool] = lambda _: True,
) -> Outcome:
    """Inspect what `made` gives until the time is over, and complain of whatever took longer than `slow` seconds.

    `chosen` readers look; None: mostly the swift ones. Files that a complaint is about are copied into `keep`.
    `goes_on` is asked now and then, and ends it.
    """
    outcome = Outcome()
    until = time.monotonic() + seconds
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "canary").write_bytes(canary)
    kinds = _alternate_readers() if chosen is None else itertools.repeat(chosen)
    known: dict[tuple[str, ...], Report] = {}
    with Pool(_make_options(next(kinds)), 2) as pool:
        while time.monotonic() < until:
            chosen = next(kinds)
            pool.configure(_make_options(chosen))
            batch = dict(itertools.islice(made, BATCH))
            if not batch:
                break
            for name, report, took in _inspect_batch(pool, batch, folder, outcome):
                wrong = list(_find_complaints(report))
                if took > slow:
                    wrong.append(f"took {took:.1f} s, most of it in {_find_slowest(report)}")
                if name != "canary":
                    outcome.take(name, report, took)
                elif remove_varying(report) != known.setdefault(chosen, remove_varying(report)):
                    wrong.append("another file changed what is said of the canary")
                outcome.complaints += [(name, each) for each in wrong]
                if wrong and keep is not None and name in batch:
                    keep.mkdir(parents=True, exist_ok=True)
                    (keep / name).write_bytes(batch[name])
            outcome.files += len(batch)
            if not goes_on(outcome):
                break
    return outcome


def remove_varying(report: Report) -> Report:
    """Return the report without what differs from one inspection to the next: times, and the place of the file."""
    return replace(
        report,
        record=replace(report.record, raw=_TIME.sub("", report.record.raw)),
        file=replace(report.file, path="", name=""),
        readings=tuple(replace(reading, ms=0.0) for reading in report.readings),
    )


def _alternate_readers() -> Iterator[tuple[str, ...]]:
    """Yield which readers look, without end: mostly all but those that take a second for each picture."""
    swift = tuple(name for name in readers.READERS if name not in {"visible_text", "moved_marks"})
    while True:
        yield from (swift, ("quick",), swift, ("all",))


def _make_options(chosen: tuple[str, ...]) -> Options:
    return Options(now=NOW, readers=chosen, previews=True)


def _inspect_batch(
    pool: Pool, batch: dict[str, bytes], folder: Path, outcome: Outcome
) -> Iterator[tuple[str, Report, float]]:
    """Yield each report with the seconds it took. Raises AssertionError where a file is lost or answered twice."""
    first, measured = outcome.files, 0.0
    names: dict[int, str] = {}
    begun: dict[int, float] = {}
    for number, (name, content) in enumerate(batch.items()):
        (folder / name).write_bytes(content)
        if number % CANARY_EVERY == 0:
            names[2 * (first + number) + 1] = "canary"
        names[2 * (first + number)] = name
    for identity, name in names.items():
        pool.submit(protocol.Inspect(identity, str(folder / name), now=NOW))
    until = time.monotonic() + len(names) * limits.INSPECTION_SECONDS
    while names:
        assert time.monotonic() < until, f"no answer for {sorted(names.values())}"
        if time.monotonic() - measured > MEASURED_EVERY:
            outcome.measure()
            measured = time.monotonic()
        for event in pool.wait(1):
            if isinstance(event, protocol.Taken):
                begun.setdefault(event.id, time.monotonic())
            elif isinstance(event, protocol.Reported):
                assert event.id in names, "an answer for a file that has one"
                took = time.monotonic() - begun.get(event.id, time.monotonic())
                yield names.pop(event.id), event.report, took
    for name in batch:
        (folder / name).unlink()


def _find_slowest(report: Report) -> str:
    return max(((reading.ms, reading.reader) for reading in report.readings), default=(0.0, "no reader"))[1]


def _find_complaints(report: Report) -> Iterator[str]:
    if report.file.problem in _RUINED:
        yield f"{report.file.problem}: {report.file.detail}"
    for reading in report.readings:
        if reading.problem is Problem.FAILED and _BUGS.match(reading.detail):
            yield f"reader {reading.reader}: {reading.detail}"
        if reading.problem in (Problem.OUT_OF_MEMORY, Problem.WORKER_DIED, Problem.TIMED_OUT):
            yield f"reader {reading.reader}: {reading.problem}: {reading.detail}"
    try:
        yield from harmless.find_offences(report)
    except Exception as error:  # noqa: BLE001  (that a view raises is the finding)
        yield f"cannot be shown: {type(error).__name__}: {error}"
