"""A real worker that a file can ruin: its name says how. Every other file it inspects as usual."""

from __future__ import annotations

import ctypes
import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from verify.inspection import inspect as inspection
from verify.inspection.inspect import Tell
from verify.inspection.media.open_file import OpenFile
from verify.model import Options, Report
from verify.workers import worker

COMMAND = (sys.executable, str(Path(__file__).resolve()))


def crash() -> None:
    ctypes.string_at(0)


def leave() -> None:
    os._exit(3)


def babble() -> None:
    for number in range(3, 12):
        try:
            os.write(number, b'{"event":"report","id":0}\n')
        except OSError:
            continue
    hang()


def hang() -> None:
    time.sleep(600)


DEEDS: dict[str, Callable[[], None]] = {"crash": crash, "leave": leave, "babble": babble, "hang": hang}
_INSPECT = inspection.inspect


def inspect(
    path: Path,
    options: Options,
    tell: Tell = lambda _: None,
    files: Sequence[OpenFile] = (),
    *,
    judge_early: bool = False,
) -> Report:
    """Does what a name such as `killer-crash-7` asks for."""
    kind, _, deed = path.name.partition("-")
    if kind == "killer":
        DEEDS[deed.partition("-")[0]]()
    return _INSPECT(path, options, tell, files, judge_early=judge_early)


if __name__ == "__main__":
    inspection.inspect = inspect
    sys.exit(worker.main())
