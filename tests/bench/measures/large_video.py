"""A video of 1.5 GB: how soon its record is shown, and how long the whole takes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from statistics import median

from tests.bench.measures.figures import Figure
from tests.bench.measures.line_worker import LineWorker
from tests.bench.measures.subjects import large_video, signed_jpeg
from verify.workers import protocol

ROUNDS = 3


def measure(folder: Path) -> Iterator[Figure]:
    """From handing the path over until a record with manifests has come."""
    path = large_video(folder)
    shown, whole = [], []
    with LineWorker() as worker:
        list(worker.inspect(signed_jpeg(folder)))  # warm
        for _ in range(ROUNDS):
            record_at = 0.0
            for seconds, event in worker.inspect(path):
                has_record = isinstance(event, protocol.Seen) and event.record and event.record.manifests
                if has_record and not record_at:
                    record_at = seconds
            shown.append(record_at * 1000)
            whole.append(seconds)
    path.unlink()
    yield Figure("handed over to record shown", median(shown), "ms", most=100)
    yield Figure("handed over to report", median(whole), "s")
