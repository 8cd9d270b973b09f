"""One cold `check` against a bare start of the libraries, in turns; with WHENCE_BENCH_BEFORE also against a checkout.

Processor time of the whole process and its children, since the clock depends on what else a machine does.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

from tests.bench.measures.figures import Figure
from tests.bench.measures.subjects import signed_jpeg

ROUNDS = 5
ROOT = Path(__file__).resolve().parents[3]
BARE = """
import sys, c2pa, PIL.Image
with c2pa.Reader(sys.argv[1]) as reader:
    reader.json()
"""
READERS = ("quick", "all")


def measure(folder: Path) -> Iterator[Figure]:
    """Quick readers and all, in ratios to the bare start and to the checkout that WHENCE_BENCH_BEFORE names."""
    path = signed_jpeg(folder)
    before = os.environ.get("WHENCE_BENCH_BEFORE", "")
    trees = {"": ROOT, **({"before, ": Path(before)} if before else {})}
    environment = {**os.environ, "WHENCE_DATA": str(folder / "data")}
    for tree in trees.values():  # as set-up and bundles do: a confined worker keeps no bytecode
        compiling = [sys.executable, "-m", "compileall", "-q", "main.py", "verify", "resources"]
        subprocess.run(compiling, cwd=tree, env=_without(environment, "PYTHONDONTWRITEBYTECODE"), check=True)
    spent: dict[str, list[float]] = {}
    for _ in range(ROUNDS):
        spent.setdefault("bare", []).append(_spend([sys.executable, "-c", BARE, str(path)], ROOT, environment))
        for readers in READERS:
            for name, tree in trees.items():
                command = [sys.executable, "main.py", "check", "--readers", readers, str(path)]
                spent.setdefault(f"{name}{readers}", []).append(_spend(command, tree, environment))
    seconds = {name: median(each) for name, each in spent.items()}
    yield from (Figure(f"{name}, processor time", value * 1000, "ms") for name, value in seconds.items())
    yield Figure("quick / bare", seconds["quick"] / seconds["bare"], most=4)
    yield Figure("all / bare", seconds["all"] / seconds["bare"])
    if before:
        yield Figure("quick / before", seconds["quick"] / seconds["before, quick"])
        yield Figure("all / before", seconds["all"] / seconds["before, all"], most=0.4)


def _without(environment: dict[str, str], name: str) -> dict[str, str]:
    return {each: value for each, value in environment.items() if each != name}


def _spend(command: Sequence[str], folder: Path, environment: dict[str, str]) -> float:
    """Run a command and return the processor seconds that it and its children took."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
