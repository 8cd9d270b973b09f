"""Fuzzes for as long as told and prints what came of it; 1 where anything was wrong."""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
from pathlib import Path

from tests.conftest import _corpus_folder
from tests.fuzz.run import fuzz, make_seeds, make_subjects

SLOW = 45.0  # seconds for one file, on a busy machine, before it is told


def main() -> int:
    """Takes the arguments of the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--seed", type=int, default=None, help="begin like an earlier run")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="copies of the files that something is wrong with")
    arguments = parser.parse_args()
    seed = random.randrange(10**9) if arguments.seed is None else arguments.seed
    print(f"seed {seed}", flush=True)
    with tempfile.TemporaryDirectory(prefix="whence-fuzz-") as name:
        folder, scratch = Path(name), Path(name) / "scratch"
        scratch.mkdir()
        os.environ["TMPDIR"] = str(scratch)  # the one that workers inherit
        good = make_seeds(_corpus_folder(), folder / "samples")
        made = make_subjects(good, random.Random(seed))
        outcome = fuzz(made, folder / "files", arguments.minutes * 60, good[0], slow=SLOW, keep=arguments.keep)
        left = sorted(str(path) for path in scratch.rglob("*"))
    print(f"{outcome.files} files from {len(good)} good ones; answers by problem: {outcome.problems}")
    for file, wrong in outcome.complaints:
        print(f"{file}: {wrong}"[:400])
    print(f"left in the folder for temporary files: {left or 'nothing'}")
    return 1 if outcome.complaints or left else 0


if __name__ == "__main__":
    sys.exit(main())
