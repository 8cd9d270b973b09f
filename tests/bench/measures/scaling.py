"""How much faster two workers are than one, against a pure loop of arithmetic on two processes and on one."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from tests.bench.measures.figures import Figure
from tests.bench.measures.line_worker import options
from tests.bench.measures.subjects import signed_jpeg
from verify.workers import protocol
from verify.workers.pool import Pool

FILES = 120
ROUNDS = 3
LOOP = "total = 0\nfor number in range(12_000_000): total += number * number % 7"


def measure(folder: Path) -> Iterator[Figure]:
    """The gain by a second worker over the gain by a second process."""
    paths = []
    for number in range(FILES):
        paths.append(folder / f"copy-{number}.jpg")
        shutil.copyfile(signed_jpeg(folder), paths[-1])
    workers, loops = [], []
    for _ in range(ROUNDS):  # in turns, since the machine may be busy now and then
        workers.append(_files_a_second(paths, 2) / _files_a_second(paths, 1))
        loops.append(2 * _loop_seconds(1) / _loop_seconds(2))
    yield Figure("gain by a second worker", median(workers))
    yield Figure("gain by a second process, pure loop", median(loops))
    yield Figure("workers' gain / loop's gain", median(workers) / median(loops), least=0.85)


def _files_a_second(paths: list[Path], workers: int) -> float:
    with Pool(options(), workers, tell=False, warm=True) as pool:
        for number, path in enumerate(paths[: 4 * workers]):  # warm all of them up
            pool.submit(protocol.Inspect(-1 - number, str(path)))
        _drain(pool)
        begun = time.perf_counter()
        for number, path in enumerate(paths):
            pool.submit(protocol.Inspect(number, str(path)))
        _drain(pool)
        return len(paths) / (time.perf_counter() - begun)


def _drain(pool: Pool) -> None:
    while pool.pending:
        pool.wait(1.0)


def _loop_seconds(processes: int) -> float:
    begun = time.perf_counter()
    running = [subprocess.Popen([sys.executable, "-c", LOOP]) for _ in range(processes)]
    for process in running:
        process.wait()
    return time.perf_counter() - begun
