"""From the arguments of `check` to files: folders are walked, patterns expanded, nothing is opened."""

from __future__ import annotations

import glob
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

Say = Callable[[str, Path], None]

# what is said of a path: names in the words of `commands.batch.remarks`, or the system's own reason
LINK: Final = "link"
NO_FILE: Final = "no_file"
NOT_LISTED: Final = "not_listed"


def find_files(arguments: Iterable[str], say: Say, *, patterns: bool = True) -> Iterator[Path]:
    """Yield the path of every file that the arguments name, in order; folders sorted by name, hidden files included.

    A name that nothing bears is handed on as it is, so that it gets its line in the report. What is passed over
    (links to folders within a folder) and folders without a file are told to `say` as (remark, path).
    Without `patterns` every name is taken as it stands.
    """
    for argument in arguments:
        matches = []
        if patterns and not os.path.lexists(argument) and glob.has_magic(argument):
            matches = sorted(glob.glob(argument, recursive=True))  # noqa: PTH207 (a pattern may be absolute)
        for name in matches or [argument]:
            path = Path(name)
            if _is_folder(path):
                yield from _walk(path, say)
            else:
                yield path


def _walk(folder: Path, say: Say) -> Iterator[Path]:
    """Yield every file below `folder`, without recursion: a chain of folders may be as deep as a path is long."""
    waiting = [folder]
    empty = True
    while waiting:
        path = waiting.pop()
        if not _is_folder(path):
            empty = False
            yield path
        elif path != folder and _is_link(path):
            say(LINK, path)
        else:
            try:
                waiting.extend(sorted(path.iterdir(), reverse=True))
            except OSError as error:
                say(error.strerror or NOT_LISTED, path)
                empty = False
                yield path  # so that it gets its line
    if empty:
        say(NO_FILE, folder)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):  # a name too long, or with a zero in it: its line says so
        return False


def _is_link(path: Path) -> bool:
    return path.is_symlink() or getattr(os.path, "isjunction", lambda _: False)(path)
