"""Open a file below a folder that is open, name by name and without following a link, for who may read there alone.

A path that was looked at and is opened afterwards may lead elsewhere by then (a link put in its place). Here each name
is opened in the folder that was opened before it, so whatever is exchanged meanwhile, nothing outside is reached.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from verify.inspection.media.open_file import FLAGS, NOT_REGULAR, OpenFile, list_beside
from verify.inspection.media.stream_heads import find_heads
from verify.model import Problem

IS_POSSIBLE: Final = os.open in os.supports_dir_fd and hasattr(os, "O_NOFOLLOW")  # not on Windows
_NO_LINK: Final = getattr(os, "O_NOFOLLOW", 0)
# a folder need only be passed through, which O_PATH asks for where the system has it
_FOLDER_FLAGS: Final = (
    getattr(os, "O_PATH", os.O_RDONLY) | getattr(os, "O_DIRECTORY", 0) | _NO_LINK | getattr(os, "O_CLOEXEC", 0)
)


def open_folder(path: Path) -> int:
    """Open a folder to open files below it; who calls closes it. Raises OSError."""
    return os.open(path, _FOLDER_FLAGS)


def open_beneath(root: int, names: Sequence[str], path: Path) -> Sequence[OpenFile]:
    """Open the file that `names` lead to from the folder open as `root`, and behind it what belongs to it.

    No name may be a link. `path` is where all this lies, links resolved; what fails is told by its problem, as
    `open_file` does.
    """
    if not names or not all(map(_is_plain, names)):
        return (OpenFile(path, -1, Problem.NOT_FOUND, "not a name below the folder"),)
    folder = -1
    try:
        folder = _open_chain(root, names[:-1])
        file = _open_regular(folder, names[-1], path)
        if file.problem:
            return (file,)
        return (file, *_open_companions(folder, names[-1], path))
    except FileNotFoundError as error:
        return (OpenFile(path, -1, Problem.NOT_FOUND, error.strerror or ""),)
    except PermissionError as error:
        return (OpenFile(path, -1, Problem.NOT_PERMITTED, error.strerror or ""),)
    except (OSError, ValueError) as error:
        return (OpenFile(path, -1, Problem.INPUT_OUTPUT, str(error)),)
    finally:
        if folder >= 0:
            os.close(folder)


def _is_plain(name: str) -> bool:
    return name not in ("", os.curdir, os.pardir) and "/" not in name and "\0" not in name


def _open_chain(root: int, names: Sequence[str]) -> int:
    """Open one folder within the other and return the last. Raises OSError."""
    folder = os.dup(root)
    for name in names:
        above = folder
        try:
            folder = os.open(name, _FOLDER_FLAGS, dir_fd=above)
        finally:
            os.close(above)
    return folder


def _open_regular(folder: int, name: str, path: Path) -> OpenFile:
    """Open a regular file in a folder. A device may act when it is opened, so it is looked at first. Raises OSError."""
    mode = os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode
    if not stat.S_ISREG(mode):
        return OpenFile(path, -1, Problem.NOT_A_FILE, "a folder" if stat.S_ISDIR(mode) else NOT_REGULAR)
    descriptor = os.open(name, FLAGS | _NO_LINK, dir_fd=folder)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):  # exchanged since it was looked at
        os.close(descriptor)
        return OpenFile(path, -1, Problem.NOT_A_FILE, NOT_REGULAR)
    return OpenFile(path, descriptor)


def _open_companions(folder: int, name: str, path: Path) -> Iterator[OpenFile]:
    """Open what lies beside the file, under the rules of `open_with_companions`, links left out."""
    for candidates in list_beside(Path(name)):
        for candidate in candidates:
            try:
                status = os.stat(candidate.name, dir_fd=folder, follow_symlinks=False)
                if not stat.S_ISREG(status.st_mode) or not status.st_size:
                    continue
                yield _open_regular(folder, candidate.name, path.with_name(candidate.name))
                break
            except (OSError, ValueError):
                continue
    for head in find_heads(path):  # which only lists names; they are opened in the folder that is open
        try:
            yield _open_regular(folder, head.name, head)
        except (OSError, ValueError):
            continue
