"""Tries to read in a worker what it was not given, by each way that leads to a file."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Final

THERE: Final = "there"  # a file in the scratch folder, which the parent made and holds open for whoever inherits it
GIVEN: Final = "given"  # one that the parent hands over, open
BESIDE: Final = "given.c2pa"  # what could be its companion, and is not handed over

_ACCOUNTS: Final = Path("/etc/passwd")


def find_refusal(scratch: Path, home: Path | None, given: int) -> OSError | None:
    """Return how the system refuses a file that was not handed over, or None where one of the ways leads to one.

    `scratch` holds the files above, `home` is the user's folder, `given` the descriptor of GIVEN, or -1.
    """
    if any(_succeeds(deed) for deed in _list_ways(scratch, home, given)):
        return None
    try:
        _read(scratch / THERE)
    except OSError as error:
        return error
    return None


def _succeeds(deed: Callable[[], object]) -> bool:
    try:
        deed()
    except OSError:
        return False
    return True


def _list_ways(scratch: Path, home: Path | None, given: int) -> Iterator[Callable[[], object]]:
    files = [scratch / THERE, scratch / BESIDE, _ACCOUNTS, Path(f"/proc/{os.getppid()}/environ")]
    if os.name == "posix":
        files.append(Path("/proc/self/root", (scratch / THERE).relative_to("/")))
    if given >= 0:
        files.append(Path(f"/proc/self/fd/{given}"))  # opens the file anew, and not what is open
    yield from (partial(_read, file) for file in files)
    yield from (partial(os.listdir, folder) for folder in (scratch, home) if folder)


def _read(path: Path) -> bytes:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        return os.read(descriptor, 1)
    finally:
        os.close(descriptor)
