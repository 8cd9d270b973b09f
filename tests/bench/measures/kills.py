"""A run over many files into a file of results while its parent and its workers are killed, from first to last.

After the parent was killed the run goes on with `--resume`, as a person would have it go on.
"""

from __future__ import annotations

import contextlib
import json
import os
import random
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from tests.bench.measures.batch import link_mixed_files
from tests.bench.measures.figures import Figure
from verify.model import Problem
from verify.workers.process import relaunch

FILES = 2_000
KILLS = 100
PATIENCE_SECONDS = 20.0  # until the workers of a killed parent have ended
_TICK_SECONDS = 0.05
_VICTIMS = ("parent", "worker", "both")


@dataclass
class Kills:
    """What came of a run."""

    files: int = 0
    kills: Counter[str] = field(default_factory=Counter)  # by victim
    places: list[int] = field(default_factory=list)  # how many lines there were at each kill
    lines: Counter[str] = field(default_factory=Counter)  # by path
    torn: int = 0  # lines that are no report
    ruined: int = 0  # files that are called dead, or unread by a reader, because somebody else was killed
    orphans: int = 0  # workers that outlived their parent


def run_with_kills(folder: Path, mixed: Path, kills: int, seed: int = 1) -> Kills:
    """Judge the files of `mixed` with quick readers and two workers, with `kills` kills spread evenly over the run."""
    chance = random.Random(seed)
    out = folder / "results.jsonl"
    done = Kills(files=sum(1 for _ in mixed.iterdir()))
    command = [*relaunch.build_command("check", str(mixed)), "--readers", "quick", "--jobs", "2"]
    command += ["--out", str(out), "--resume"]
    due = [(number + 0.5) * done.files / kills for number in range(kills)]
    lines = _Lines(out)
    running = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    while running.poll() is None or due:
        if running.returncode is not None:  # the last kill was late
            break
        time.sleep(_TICK_SECONDS)
        if due and lines.count() >= due[0]:
            time.sleep(chance.random() * 4 * _TICK_SECONDS)
            victim = chance.choice(_VICTIMS)
            workers = _list_workers(running.pid)
            if running.poll() is not None or not (workers or victim == "parent"):
                continue
            due.pop(0)
            done.kills[victim] += 1
            done.places.append(lines.count())
            if victim != "parent":
                _kill(chance.choice(workers).pid)
            if victim != "worker":
                _kill(running.pid)
                running.wait()
                done.orphans += _count_orphans(workers)
                running = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    running.wait()
    _read_results(done, out)
    return done


class _Lines:
    """Counts the lines of a growing file without reading it anew."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._offset = 0
        self._count = 0

    def count(self) -> int:
        if not self._path.exists():
            return 0
        if self._path.stat().st_size < self._offset:  # a torn line was cut off
            self._offset = self._count = 0
        with self._path.open("rb") as file:
            file.seek(self._offset)
            while piece := file.read(1 << 20):
                self._count += piece.count(b"\n")
                self._offset += len(piece)
        return self._count


def _list_workers(pid: int) -> list[psutil.Process]:
    try:
        return psutil.Process(pid).children(recursive=True)
    except psutil.Error:
        return []


def _kill(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError):  # it ended by itself
        os.kill(pid, signal.SIGKILL)


def _count_orphans(workers: list[psutil.Process]) -> int:
    _, alive = psutil.wait_procs(workers, PATIENCE_SECONDS)
    return len(alive)


def _read_results(done: Kills, out: Path) -> None:
    dead = {Problem.WORKER_DIED.value, Problem.NOT_STARTED.value, Problem.TIMED_OUT.value}
    with out.open(encoding="utf-8") as file:
        for line in file:
            try:
                report = json.loads(line)
            except ValueError:
                done.torn += 1
                continue
            done.lines[report["file"]["path"]] += 1
            problems = {report["file"]["problem"], *(reading["problem"] for reading in report["readings"])}
            done.ruined += bool(problems & dead)


def measure(folder: Path) -> Iterator[Figure]:
    """The figures of one run."""
    os.environ["WHENCE_DATA"] = str(folder / "data")
    done = run_with_kills(folder, link_mixed_files(folder / "mixed", FILES), KILLS)
    yield Figure("files", done.files)
    for victim in _VICTIMS:
        yield Figure(f"kills of {victim}", done.kills[victim])
    yield Figure("kills", done.kills.total(), least=KILLS)
    yield Figure("first kill after", done.places[0], "lines")
    yield Figure("last kill after", done.places[-1], "lines")
    yield Figure("files without a line", done.files - len(done.lines), most=0)
    yield Figure("files with two lines", sum(count > 1 for count in done.lines.values()), most=0)
    yield Figure("torn lines", done.torn, most=0)
    yield Figure("files that are said to have ended a worker", done.ruined, most=0)
    yield Figure("workers that outlived their parent", done.orphans, most=0)
