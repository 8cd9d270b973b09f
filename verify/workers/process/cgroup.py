"""Linux: a control group around a worker, below that of its parent, where the parent may make one.

It bounds the number of threads (`pids.max`) where that is handed on to it, and ends all that is in it with one write.
An ordinary user has one below a scope of the user's own systemd, root nearly always.
"""

from __future__ import annotations

import contextlib
import functools
import os
import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Final

_PREFIX: Final = "whence-"
_NAME: Final = re.compile(_PREFIX + r"(\d+)-\d+")  # the parent's number, the worker's
_MOUNTS: Final = Path("/proc/self/mountinfo")
_MEMBERSHIPS: Final = Path("/proc/self/cgroup")


class Cgroup:
    """The groups of one process: one of the second version, one of the first that counts, or none."""

    def __init__(self, pid: int, most_threads: int) -> None:
        self._folders = [
            folder
            for parent in _find_parents()
            if _enclose(folder := parent / f"{_PREFIX}{os.getpid()}-{pid}", pid, most_threads)
        ]

    @property
    def bounds_threads(self) -> bool:
        """Whether the kernel bounds the number of threads in it."""
        return any((folder / "pids.max").exists() for folder in self._folders)

    def kill(self) -> bool:
        """End all that is in it; False where that is not to be had (Linux 5.14, second version)."""
        return any(_write(folder / "cgroup.kill", 1) for folder in self._folders)

    def close(self) -> None:
        """Remove it; all that was in it has ended."""
        for folder in self._folders:
            with contextlib.suppress(OSError):
                folder.rmdir()
        self._folders = []


def _enclose(folder: Path, pid: int, most_threads: int) -> bool:
    """Make the group and move the process there; what cannot be used is taken away again."""
    try:
        folder.mkdir()
    except OSError:
        return False
    _write(folder / "pids.max", most_threads)
    if _write(folder / "cgroup.procs", pid):
        return True
    with contextlib.suppress(OSError):
        folder.rmdir()
    return False


def _write(file: Path, number: int) -> bool:
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        return os.write(descriptor, b"%d\n" % number) > 0
    except OSError:
        return False
    finally:
        os.close(descriptor)


@functools.cache
def _find_parents() -> tuple[Path, ...]:
    """Return the groups of this process below which it may make others. Those that an earlier run left are removed."""
    parents = tuple(folder for folder in find_own(_read(_MOUNTS), _read(_MEMBERSHIPS)) if os.access(folder, os.W_OK))
    for parent in parents:
        for left in _list_left(parent):
            with contextlib.suppress(OSError):
                left.rmdir()
    return parents


def _list_left(parent: Path) -> Iterator[Path]:
    with contextlib.suppress(OSError):
        for folder in parent.iterdir():
            match = _NAME.fullmatch(folder.name)
            if match and not Path("/proc", match[1]).exists():
                yield folder


def find_own(mounts: str, memberships: str) -> list[Path]:
    """Return the folders of the own groups: of the second version, and of the first where it counts processes.

    `mounts` and `memberships` are the texts of /proc/self/mountinfo and /proc/self/cgroup.
    """
    own = {}
    for line in memberships.splitlines():
        _, controllers, path = line.split(":", 2)
        if not controllers or "pids" in controllers.split(","):
            own["cgroup" if controllers else "cgroup2"] = path
    folders = []
    for line in mounts.splitlines():
        before, _, after = line.partition(" - ")
        root, place = before.split(" ")[3:5]
        kind, _, options = after.split(" ", 2)
        if kind in own and (kind == "cgroup2" or "pids" in options.split(",")):
            with contextlib.suppress(ValueError):  # it shows another part of the tree
                folders.append(Path(place, PurePosixPath(own[kind]).relative_to(root)))
    return folders


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
