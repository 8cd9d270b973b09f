"""Mutates as many stores of each kind as told, and prints what came of it; 1 where anything was wrong."""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from pathlib import Path

from tests.fuzz.stores.kinds import KINDS
from tests.fuzz.stores.run import fuzz_stores
from verify.features.teaching.samples import write_samples


def main() -> int:
    """Takes the arguments of the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz.stores", description=__doc__)
    parser.add_argument("--each", type=int, default=1_000, metavar="N", help="mutated stores of each kind")
    parser.add_argument("--seed", type=int, default=None, help="begin like an earlier run")
    parser.add_argument("--only", choices=[kind.name for kind in KINDS])
    parser.add_argument("--workers", action="store_true", help="have real workers look at two samples each time")
    arguments = parser.parse_args()
    seed = random.randrange(10**9) if arguments.seed is None else arguments.seed
    print(f"seed {seed}", flush=True)
    complaints = 0
    with tempfile.TemporaryDirectory(prefix="whence-fuzz-") as name:
        samples: list[Path] = []
        if arguments.workers:
            write_samples(Path(name))
            samples = [Path(name) / "photo.jpg", Path(name) / "ai-picture.png"]
        for kind in KINDS:
            if arguments.only in (None, kind.name):
                begun = time.monotonic()
                outcome = fuzz_stores(kind, Path(name) / kind.name, arguments.each, random.Random(seed), samples)
                took = time.monotonic() - begun
                print(
                    f"{kind.name}: {outcome.stores} stores, {outcome.kept_aside} of them kept aside, "
                    f"{len(outcome.complaints)} complaints, {took:.0f} s",
                    flush=True,
                )
                for complaint in outcome.complaints:
                    print(f"  {complaint}"[:600])
                complaints += len(outcome.complaints)
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
