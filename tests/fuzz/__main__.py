"""Fuzzes with as many files, or for as long, as told, and prints what came of it; 1 where anything was wrong.

Ctrl-C, or SIGTERM, ends it after the files that are being looked at; what came of the others is printed.
"""

from __future__ import annotations

import argparse
import itertools
import math
import os
import random
import signal
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.fuzz.run import Outcome, fuzz, make_subjects
from tests.fuzz.seeds import make_seeds

TOLD = 600  # files between two lines about how far it is
SLOW = 45.0  # seconds for one file, on a busy machine, before it is told


def main() -> int:
    """Takes the arguments of the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--files", type=int, metavar="N", help="end after so many files")
    parser.add_argument("--minutes", type=float, help="end after so many minutes; 10 where nothing else ends it")
    parser.add_argument("--readers", choices=("quick", "all"), help="which look; mostly the swift ones if left out")
    parser.add_argument("--seed", type=int, default=None, help="begin like an earlier run")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="copies of the files that something is wrong with")
    arguments = parser.parse_args()
    seed = random.randrange(10**9) if arguments.seed is None else arguments.seed
    print(f"seed {seed}", flush=True)
    with tempfile.TemporaryDirectory(prefix="whence-fuzz-") as name:
        folder, scratch = Path(name), Path(name) / "scratch"
        scratch.mkdir()
        os.environ["TMPDIR"] = str(scratch)  # the one that workers inherit
        good = make_seeds(folder / "samples")
        print(f"{len(good)} good files of {len(good.kinds)} kinds", flush=True)
        made = itertools.islice(make_subjects(good, random.Random(seed)), arguments.files)
        minutes = arguments.minutes or (math.inf if arguments.files else 10.0)
        chosen = (arguments.readers,) if arguments.readers else None
        outcome = fuzz(
            made,
            folder / "files",
            minutes * 60,
            good[0],
            chosen=chosen,
            slow=SLOW,
            keep=arguments.keep,
            goes_on=_watch_for_end(),
        )
        left = sorted(str(path) for path in scratch.rglob("*"))
    _print_figures(outcome)
    for file, wrong in outcome.complaints:
        print(f"{file}: {wrong}"[:400])
    print(f"left in the folder for temporary files: {left or 'nothing'}")
    return 1 if outcome.complaints or left else 0


def _watch_for_end() -> Callable[[Outcome], bool]:
    """Return what says now and then how far a run is, and whether nobody has asked it to end."""
    asked: list[int] = []
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda number, _frame: asked.append(number))

    def goes_on(outcome: Outcome) -> bool:
        if outcome.files % TOLD == 0:
            print(f"{outcome.files} files, {len(outcome.complaints)} complaints", file=sys.stderr, flush=True)
        return not asked

    return goes_on


def _print_figures(outcome: Outcome) -> None:
    seconds, name, reader = outcome.slowest
    print(f"files: {outcome.files}, lines: {outcome.lines}, deaths: {outcome.deaths}, timeouts: {outcome.timeouts}")
    print(f"slowest: {seconds:.1f} s ({name}, most of it in {reader})")
    print(f"largest: worker {outcome.largest >> 20} MiB, this process {outcome.parent >> 20} MiB")
    print(f"answers by problem of the file: {outcome.problems}")


if __name__ == "__main__":
    sys.exit(main())
