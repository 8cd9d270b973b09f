"""Runs the measurements that are named, or every one, and says for each figure whether it keeps its bound.

`python -m tests.bench all` prints those that compare Whence with what it stands on, as a page of docs/measurements.
"""

from __future__ import annotations

import os
import platform
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.bench import cluster
from tests.bench.measures import (
    batch,
    cold,
    kills,
    large_files,
    large_video,
    memory,
    records,
    scaling,
    soak,
    stated,
)
from tests.bench.measures.figures import Figure
from tests.bench.measures.warm import bare_engines, kinds, worker
from tests.bench.measures.window import first_answer, intake, long_list, start, switching

Measure = Callable[[Path], Iterator[Figure]]

MEASURES: dict[str, Measure] = {
    "warm_worker": worker.measure,
    "warm": kinds.measure,
    "cold": cold.measure,
    "first_findings": worker.measure_first_findings,
    "records": records.measure,
    "large_files": large_files.measure,
    "large_video": large_video.measure,
    "batch_parent": batch.measure_parent,
    "all_readers_memory": batch.measure_all_readers_memory,
    "stated": stated.measure,
    "scaling": scaling.measure,
    "batch": batch.measure,
    "cluster": cluster.measure,
    "memory": memory.measure,
    "soak": soak.measure,
    "kills": kills.measure,
    "first_answer": first_answer.measure,
    "camera_name": first_answer.measure_camera,
    "window_intake": intake.measure,
    "window_long_list": long_list.measure,
    "window_start": start.measure,
    "window_switching": switching.measure,
}


# What `all` measures, in some minutes, and what each figure is compared with. The others take longer or need a quiet
# machine, and are named by themselves.
TABLE: dict[str, str] = {
    "cold": "one process that imports c2pa and Pillow and reads the same record; processor time",
    "warm": "the bare calls of the same libraries, in turns in one process; processor time",
    "records": "the first engine alone over the same chain, in turns in one process; processor time",
    "large_files": "the first engine and then SHA-256 over the same file, in turns in one process; processor time",
    "batch_parent": "all processor time of the batch, workers included, its start taken off",
    "window_start": "a bare PySide6 window until its first painting, in turns, by the clock",
    "window_long_list": "the bounds alone",
}


def print_table() -> int:
    """Print docs/measurements/speed.md; 0 if every figure keeps its bound."""
    print("# Speed\n")
    print(
        "Written by `python -m tests.bench all > docs/measurements/speed.md`. A bound that is not kept is **missed**."
    )
    machine = f"{platform.system()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
    print(f"Python {platform.python_version()}, {machine}.")
    kept = True
    with tempfile.TemporaryDirectory(prefix="whence-bench-") as folder:
        for name, beside in TABLE.items():
            print(f"\n## {name}\n\nCompared with {beside}.\n\n| figure | value | bound |\n|---|---|---|")
            for figure in MEASURES[name](Path(folder)):
                print(figure.as_row(), flush=True)
                kept &= figure.kept
    return 0 if kept else 1


def main(names: list[str]) -> int:
    """0 if every figure keeps its bound."""
    if names == ["bare_engines"]:
        return bare_engines.main()  # the other half of warm_worker, in a process of its own
    if names == ["all"]:
        return print_table()
    unknown = sorted(set(names) - set(MEASURES))
    if unknown:
        print(f"known: all, {', '.join(MEASURES)}", file=sys.stderr)
        return 2
    kept = True
    with tempfile.TemporaryDirectory(prefix="whence-bench-") as folder:
        for name in names or MEASURES:
            for figure in MEASURES[name](Path(folder)):
                print(f"{name:15} {figure}", flush=True)
                kept &= figure.kept
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
