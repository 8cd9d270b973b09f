"""Open a file for reading: a regular one and nothing else, without waiting for anything and without moving anything.

A parent does it for its worker, which may open nothing of the user's; where there is no parent, `Media.open` does it.
"""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from verify.inspection.media.stream_heads import find_heads
from verify.model import Problem

SIDECAR_ENDING: Final = ".c2pa"
XMP_ENDING: Final = ".xmp"

# a pipe without a writer must not hang, a terminal must not become this process's own, no other program inherits it
FLAGS: Final = os.O_RDONLY | sum(getattr(os, name, 0) for name in ("O_NONBLOCK", "O_NOCTTY", "O_CLOEXEC", "O_BINARY"))
NOT_REGULAR: Final = "not a regular file"


class OpenFile:
    """A file open for reading, or the problem for which it is not; `detail` says it in the system's words.

    Read it by offset: its position is shared with every process that has the descriptor.
    """

    def __init__(self, path: Path, descriptor: int = -1, problem: Problem | None = None, detail: str = "") -> None:
        self.path = path
        self.descriptor = descriptor  # -1: not open
        self.problem = problem
        self.detail = detail

    def close(self) -> None:
        """Close it, where it is open."""
        descriptor, self.descriptor = self.descriptor, -1
        if descriptor >= 0:
            os.close(descriptor)


def close_all(files: Iterable[OpenFile]) -> None:
    """Close those that are open."""
    for file in files:
        file.close()


def open_file(path: Path) -> OpenFile:
    """Open a regular file. A folder, a device, a pipe and whatever else fails is told by its problem."""
    try:
        if refused := _refuse_special(path):
            return OpenFile(path, -1, Problem.NOT_A_FILE, refused)
        descriptor = os.open(path, FLAGS)
    except FileNotFoundError as error:
        return OpenFile(path, -1, Problem.NOT_FOUND, error.strerror or "")
    except PermissionError as error:
        return OpenFile(path, -1, Problem.NOT_PERMITTED, error.strerror or "")
    except (OSError, ValueError) as error:
        return OpenFile(path, -1, Problem.INPUT_OUTPUT, str(error))
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):  # exchanged since it was looked at
        os.close(descriptor)
        return OpenFile(path, -1, Problem.NOT_A_FILE, NOT_REGULAR)
    return OpenFile(path, descriptor)


def open_with_companions(path: Path) -> Sequence[OpenFile]:
    """Open a file and, behind it, what readers look for beside it: its `.c2pa` and `.xmp`, and the head of its stream.

    Nothing is opened beside a file that fails.
    """
    file = open_file(path)
    if file.problem:
        return (file,)
    beside = map(_find_beside, list_beside(path))
    return (file, *map(open_file, (*filter(None, beside), *find_heads(path))))


def _refuse_special(path: Path) -> str:
    """Say why a file must not even be opened: a pipe would let its writer go on, a device might wind or reset.

    Returns an empty string for all others, also where it cannot be told: opening says why. Raises PermissionError.
    """
    try:
        mode = path.stat().st_mode
    except PermissionError:
        raise
    except (OSError, ValueError):
        return ""
    if stat.S_ISDIR(mode):
        return "a folder"
    return NOT_REGULAR if stat.S_ISFIFO(mode) or stat.S_ISCHR(mode) or stat.S_ISBLK(mode) else ""


def list_beside(path: Path) -> Iterable[Sequence[Path]]:
    """List where what belongs to this file may lie (`photo.jpg.c2pa` or `photo.c2pa`), for each kind the likeliest
    first.
    """
    for ending in (SIDECAR_ENDING, XMP_ENDING):
        candidates = (path.with_name(path.name + ending), path.with_suffix(ending))
        yield tuple(candidate for candidate in candidates if candidate != path)


def _find_beside(candidates: Sequence[Path]) -> Path | None:
    """Find the first of them that holds something."""
    for candidate in candidates:
        with contextlib.suppress(OSError, ValueError):
            if candidate.is_file() and candidate.stat().st_size > 0:
                return candidate
    return None
