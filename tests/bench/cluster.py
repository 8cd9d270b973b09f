"""Mixed files through a Dask scheduler with two workers of one thread, beside `--jobs 2` on the same computer."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from msgspec.structs import replace

from tests.bench.measures.batch import link_mixed_files
from tests.bench.measures.figures import Figure
from tests.bench.measures.line_worker import options
from tests.verify.features.cluster.running import Cluster
from verify.features.batch.inspect_files import inspect_as_ready
from verify.features.cluster.client import ClusterRun
from verify.features.cluster.scheduler import read_scheduler
from verify.workers.pool import Pool

FILES = int(os.environ.get("WHENCE_BENCH_FILES", "2000"))
ROUNDS = 4
WARM_UP = 64


def measure(folder: Path) -> Iterator[Figure]:
    """In turns and in parts, since the machine may be busy now and then."""
    paths = sorted(link_mixed_files(folder / "for the cluster", FILES).iterdir())
    quick = replace(options(previews=False), readers=("quick",))
    ratios = []
    with Cluster(folder) as cluster, Pool(quick, 2, tell=False, warm=True) as pool:
        for part in range(ROUNDS):
            some = paths[part::ROUNDS]
            run = ClusterRun(read_scheduler(cluster.address), quick, lambda _notice: None)
            list(run.inspect(paths[:WARM_UP]))
            begun = time.perf_counter()
            lost = len(some) - len(list(run.inspect(some)))
            took = time.perf_counter() - begun
            list(inspect_as_ready(pool, paths[:WARM_UP]))
            begun = time.perf_counter()
            list(inspect_as_ready(pool, some))
            ratios.append((time.perf_counter() - begun) / took)
            yield Figure("files without a report", lost, most=0)
    yield Figure("files a second on two workers / by --jobs 2", median(ratios))
