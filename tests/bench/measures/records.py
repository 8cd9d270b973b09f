"""A record with a chain of manifests against the bare engine, in turns in one process; and one longer than it takes.

Processor time: the engine alone reads and verifies the same chain, and its answer is parsed as JSON.
"""

from __future__ import annotations

import io
import json
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from tests.bench.measures.figures import Figure
from tests.build.records import chains
from verify.features.teaching.samples import certificates
from verify.inspection.c2pa.engine import c2pa_rs
from verify.inspection.inspect import inspect
from verify.inspection.media.input_file import Media
from verify.inspection.readers import c2pa as reader
from verify.model import Options, RecordState, TrustList, TrustListFacts

LENGTHS = (50, 100)
LONGEST = 1_000  # manifests, five times what the engine follows
ROUNDS = 7


def measure(folder: Path) -> Iterator[Figure]:
    """Chains of manifests: intact, with a changed picture, and too long."""
    cast = certificates.make_cast()
    facts = TrustListFacts("bench", "2026-09-24", "user", 1)
    options = Options(
        now=datetime.now(UTC),
        trust=(TrustList(facts, certificates.encode_pem(cast.root).decode()),),
        readers=("c2pa", "c2pa_content", "c2pa_second"),
        previews=False,
    )
    path = folder / "chain.png"
    for length in LENGTHS:
        path.write_bytes(chains.make_signed(length, cast))
        bare, ours = _in_turns(lambda: _read_bare(path, options), lambda: _read(path, options))
        yield Figure(f"chain of {length}: our reader / bare engine", ours / bare, most=1.5)
    path.write_bytes(chains.make_unsigned(LENGTHS[-1], cast))
    bare, ours = _in_turns(lambda: _read_bare(path, options), lambda: _read(path, options))
    yield Figure(f"chain of {LENGTHS[-1]} in a changed file: our reader / bare engine", ours / bare)
    path.write_bytes(chains.make_unsigned(LONGEST, cast))
    begun = time.process_time()
    report = inspect(path, options)
    yield Figure(f"chain of {LONGEST}, whole inspection", time.process_time() - begun, "s", most=10)
    assert report.record.state is RecordState.MALFORMED, "the engine follows 200"


def _in_turns(*acts: Callable[[], None]) -> list[float]:
    """Median processor seconds of each act, after one round that does not count."""
    spent: list[list[float]] = [[] for _ in acts]
    for _ in range(1 + ROUNDS):
        for act, seconds in zip(acts, spent, strict=True):
            begun = time.process_time()
            act()
            seconds.append(time.process_time() - begun)
    return [median(seconds[1:]) for seconds in spent]


def _read_bare(path: Path, options: Options) -> None:
    import c2pa

    context = c2pa_rs._make_context(options.trust, True)
    with c2pa.Reader("image/png", io.BytesIO(path.read_bytes()), context=context) as record:
        json.loads(record.crjson())


def _read(path: Path, options: Options) -> None:
    with Media.open(path) as media:
        list(reader.read(media, options))
