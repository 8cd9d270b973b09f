"""A warm worker on a signed JPEG against the bare libraries, in turns, so that both see the same machine."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from tests.bench.measures.figures import Figure
from tests.bench.measures.line_worker import LineWorker
from tests.bench.measures.subjects import signed_jpeg
from verify.workers import protocol

# those that do what the bare libraries do; marks in pixels and words have bounds of their own
READERS = ("c2pa", "c2pa_second", "c2pa_content", "exif", "xmp", "iptc", "text_chunks", "preview")
ROUNDS = 40
WARMING = 5


def measure(folder: Path) -> Iterator[Figure]:
    """The ratio, and what it is made of.

    The bound is on everything, with the small pictures that the window wants made and sent. What `check --text` and
    `--json` have done, where no picture is decoded at all, is told beside it.
    """
    path = signed_jpeg(folder)
    plain_ms: list[float] = []
    pictured_ms: list[float] = []
    bare_ms: list[dict[str, float]] = []
    bare = subprocess.Popen(
        [sys.executable, "-m", "tests.bench", "bare_engines"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert bare.stdin
    assert bare.stdout
    with bare, LineWorker(READERS, previews=False) as plain, LineWorker(READERS) as pictured:
        for _ in range(WARMING + ROUNDS):
            plain_ms.append(_report_ms(plain, path))
            bare.stdin.write(f"{path}\n")
            bare.stdin.flush()
            bare_ms.append(json.loads(bare.stdout.readline()))
            pictured_ms.append(_report_ms(pictured, path))
        bare.stdin.close()
    parts = {name: median(spent[name] for spent in bare_ms[WARMING:]) for name in bare_ms[0]}
    whole = sum(parts.values())
    yield Figure("file", path.stat().st_size / 1000, "kB")
    yield from (Figure(f"bare {name}", spent, "ms") for name, spent in parts.items())
    for name, spent, most in (("all", pictured_ms, 1.5), ("without small pictures", plain_ms, None)):
        yield Figure(f"worker, {name}", median(spent[WARMING:]), "ms")
        yield Figure(f"worker, {name} / sum of bare calls", median(spent[WARMING:]) / whole, most=most)


def _report_ms(worker: LineWorker, path: Path) -> float:
    *_, (seconds, _report) = worker.inspect(path)
    return seconds * 1000


def measure_first_findings(folder: Path) -> Iterator[Figure]:
    """From the worker's taking a file until something of it can be shown."""
    path = signed_jpeg(folder)
    waits = []
    with LineWorker() as worker:
        for _ in range(WARMING + ROUNDS):
            taken = shown = 0.0
            for seconds, event in worker.inspect(path):
                if isinstance(event, protocol.Taken):
                    taken = seconds
                elif isinstance(event, protocol.Seen) and not shown:
                    shown = seconds
            waits.append((shown - taken) * 1000)
    yield Figure("taken to first seen, median", median(waits[WARMING:]), "ms", most=50)
    yield Figure("taken to first seen, worst", max(waits[WARMING:]), "ms")
