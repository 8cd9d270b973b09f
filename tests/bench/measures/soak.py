"""Thousands of inspections in one run while workers are killed, crash, leave and hang: what is lost, and what stays."""

from __future__ import annotations

import os
import random
import signal
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

import psutil

from tests.bench.measures.figures import Figure
from tests.bench.measures.subjects import signed_jpeg
from tests.fuzz import mortal_worker
from verify.features.teaching import samples
from verify.model import Options, Problem, limits
from verify.workers import protocol
from verify.workers.pool import Pool

FILES = 5_000
KILLER_EVERY = 125  # files: one that ruins its worker, twice
KILL_EVERY = 100  # answers: a worker is killed from outside
SETTLED = 0.2  # of all answers, until everything that is kept on purpose is there
PATIENCE_SECONDS = 4.0  # for a file that hangs, instead of a minute


@dataclass
class Soak:
    """What came of a run."""

    asked: int = 0
    answers: dict[int, int] = field(default_factory=dict)  # by job: how many
    wrong: int = 0  # a good file without its answer, or a killer with one
    kills: int = 0  # from outside
    resident: list[int] = field(default_factory=list)  # bytes of the parent, after each answer
    worker_resident: int = 0  # the most that one held
    zombies: int = 0
    children_left: int = 0
    descriptors: tuple[int, int] = (0, 0)  # before, after
    threads: tuple[int, int] = (0, 0)
    left: int = 0  # files in the folder for temporary ones
    seconds: float = 0.0


def soak(folder: Path, files: int, *, killer_every: int = KILLER_EVERY, kill_every: int = KILL_EVERY) -> Soak:
    """Inspects `files` files with quick readers by two workers, and ruins workers all the time."""
    paths = _paths(folder, files, killer_every)
    scratch = folder / "scratch"
    scratch.mkdir()
    done = Soak(asked=len(paths))
    here = psutil.Process()
    patience, temporary = limits.INSPECTION_SECONDS, os.environ.get("TMPDIR")
    limits.INSPECTION_SECONDS = PATIENCE_SECONDS  # type: ignore[misc]
    os.environ["TMPDIR"] = str(scratch)
    before = _open(here), threading.active_count()
    begun = time.monotonic()
    try:
        _run(done, paths, here, kill_every)
    finally:
        limits.INSPECTION_SECONDS = patience  # type: ignore[misc]
        os.environ.pop("TMPDIR")
        if temporary is not None:
            os.environ["TMPDIR"] = temporary
    done.seconds = time.monotonic() - begun
    done.children_left = len(here.children(recursive=True))
    done.descriptors = before[0], _open(here)
    done.threads = before[1], threading.active_count()
    done.left = len(list(scratch.rglob("*")))
    return done


def _paths(folder: Path, files: int, killer_every: int) -> list[Path]:
    made = [folder / "samples" / sample.file for sample in samples.write_samples(folder / "samples")] + [
        signed_jpeg(folder)
    ]
    paths = [made[number % len(made)] for number in range(files)]
    deeds = list(mortal_worker.DEEDS)
    for count, number in enumerate(range(killer_every // 2, files, killer_every)):
        killer = folder / f"killer-{deeds[count % len(deeds)]}-{number}"
        killer.write_bytes(made[0].read_bytes())
        paths[number] = killer
    return paths


def _run(done: Soak, paths: list[Path], here: psutil.Process, kill_every: int) -> None:
    chance = random.Random(5)
    options = Options(now=datetime.now(UTC), readers=("quick",), previews=True)
    with Pool(options, 2, command=mortal_worker.COMMAND) as pool:
        for number, path in enumerate(paths):
            pool.submit(protocol.Inspect(number, str(path)))
        while pool.pending:
            for event in pool.wait(1):
                if not isinstance(event, protocol.Reported):
                    continue
                done.answers[event.id] = done.answers.get(event.id, 0) + 1
                problem = event.report.file.problem
                ruined = problem in (Problem.WORKER_DIED, Problem.TIMED_OUT)
                done.wrong += ruined if not paths[event.id].name.startswith("killer") else not ruined
                done.resident.append(here.memory_info().rss)
                if len(done.resident) % kill_every == 0:
                    done.kills += _kill_one(here, chance)
                if len(done.resident) % 25 == 0:
                    _look(done, here)


def _kill_one(here: psutil.Process, chance: random.Random) -> bool:
    workers = here.children()
    if workers:
        os.kill(chance.choice(workers).pid, signal.SIGKILL)
    return bool(workers)


def _look(done: Soak, here: psutil.Process) -> None:
    dead = 0
    for worker in here.children():
        try:
            dead += worker.status() == psutil.STATUS_ZOMBIE
            done.worker_resident = max(done.worker_resident, worker.memory_info().rss)
        except psutil.Error:
            continue
    done.zombies = max(done.zombies, dead)


def _open(process: psutil.Process) -> int:
    return process.num_fds() if hasattr(process, "num_fds") else 0  # Windows counts otherwise


def measure(folder: Path) -> Iterator[Figure]:
    """The figures of one long run."""
    done = soak(folder, FILES)
    settled = done.resident[int(len(done.resident) * SETTLED) :]
    part = max(1, len(settled) // 5)
    first, last = median(settled[:part]), median(settled[-part:])
    yield Figure("files", done.asked)
    yield Figure("answered exactly once", sum(count == 1 for count in done.answers.values()), least=done.asked)
    yield Figure("answered wrongly", done.wrong, most=0)
    yield Figure("workers killed from outside", done.kills)
    yield Figure("files that ruined a worker twice", FILES // KILLER_EVERY)
    yield Figure("growth of the parent", (last / first - 1) * 100, "%", most=3)
    yield Figure("most memory of a worker", done.worker_resident / limits.MIB, "MiB")
    yield Figure("most dead workers not yet buried", done.zombies, most=2)
    yield Figure("processes left", done.children_left, most=0)
    yield Figure("descriptors left", done.descriptors[1] - done.descriptors[0], most=0)
    yield Figure("threads left", done.threads[1] - done.threads[0], most=0)
    yield Figure("temporary files left", done.left, most=0)
    yield Figure("time", done.seconds, "s")
