"""Runs the measurements that are named, or all, and says for each figure whether it keeps its bound."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.bench.measures import (
    bare_engines,
    batch,
    cluster,
    cold,
    kills,
    large_video,
    memory,
    scaling,
    soak,
    stated,
    warm_worker,
)
from tests.bench.measures.figures import Figure
from tests.bench.measures.window import first_answer, intake, start, switching

Measure = Callable[[Path], Iterator[Figure]]

MEASURES: dict[str, Measure] = {
    "warm_worker": warm_worker.measure,
    "cold": cold.measure,
    "first_findings": warm_worker.measure_first_findings,
    "large_video": large_video.measure,
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
    "window_start": start.measure,
    "window_switching": switching.measure,
}


def main(names: list[str]) -> int:
    """0 if every figure keeps its bound."""
    if names == ["bare_engines"]:
        return bare_engines.main()  # the other half of warm_worker, in a process of its own
    unknown = sorted(set(names) - set(MEASURES))
    if unknown:
        print(f"known: {', '.join(MEASURES)}", file=sys.stderr)
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
