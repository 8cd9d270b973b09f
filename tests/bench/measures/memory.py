"""The memory of one worker that is never recycled, over two thousand files of all kinds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from statistics import median

from tests.bench.measures.figures import Figure
from tests.bench.measures.line_worker import LineWorker
from tests.bench.measures.subjects import signed_jpeg
from verify.features.teaching import samples
from verify.model import limits

FILES = 2_000
SETTLED = 200  # files until everything that is kept on purpose has been loaded


def measure(folder: Path) -> Iterator[Figure]:
    """Growth from the time when all libraries are loaded; medians, since each file leaves a little more or less."""
    made = [folder / "samples" / sample.file for sample in samples.write_samples(folder / "samples")]
    paths = [*made, signed_jpeg(folder)]
    resident = []
    with LineWorker() as worker:
        for number in range(FILES):
            for _ in worker.inspect(paths[number % len(paths)]):
                pass
            resident.append(worker.resident() / limits.MIB)
    settled, last = median(resident[SETTLED : 2 * SETTLED]), median(resident[-SETTLED:])
    yield Figure(f"resident after {SETTLED} files", settled, "MiB")
    yield Figure(f"resident after {FILES} files", last, "MiB")
    yield Figure("growth", (last / settled - 1) * 100, "%", most=5)
