"""Read files in workers that tell which calls of the kernel their list lacks: what `doctor --learn` prints."""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from msgspec import Struct

from verify.model import Options
from verify.workers import protocol
from verify.workers.pool import Pool
from verify.workers.process import relaunch
from verify.workers.sandbox import learn

_WAIT_SECONDS: Final = 1.0
_LONGEST_PATH: Final = 100  # of 108 bytes that the name of a local socket may have


class Lesson(Struct, frozen=True):
    """What reading `files` files showed. `refused` is empty where the list lacks nothing that they need."""

    files: int
    workers: int  # 0: this kernel asks nobody, and nothing was learnt
    refused: Counter[learn.RefusedCall]


def learn_calls(paths: Sequence[Path], options: Options) -> Lesson:
    """Have workers read all files, and return the calls that they were refused. Raises OSError without a socket."""
    if not sys.platform.startswith("linux"):
        return Lesson(0, 0, Counter())
    with tempfile.TemporaryDirectory(prefix="whence-") as folder:
        place = Path(folder, "calls")
        if len(bytes(place)) > _LONGEST_PATH:
            raise OSError(f"the folder of temporary files has too long a name: {folder}")
        with learn.CallRecorder(place) as recorder:
            _read(paths, Pool(options, tell=False, command=relaunch.build_command("worker", "--learn", str(place))))
            return Lesson(len(paths), recorder.workers, recorder.refused)


def _read(paths: Sequence[Path], workers: Pool) -> None:
    with workers:
        for number, path in enumerate(paths):
            workers.submit(protocol.Inspect(number, str(path)))
        while workers.pending:
            workers.wait(_WAIT_SECONDS)
