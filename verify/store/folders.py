"""Where the user's own data lies, and how a file there is replaced: all at once or not at all."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO


def data_folder() -> Path:
    """Return the folder of the user's trust lists and settings: $WHENCE_DATA, or the system's place for such data.

    The folder need not exist; whoever writes creates it.
    """
    named = os.environ.get("WHENCE_DATA")
    if named:
        with suppress(RuntimeError):  # nobody of that name is known here, so it is a folder's name like any other
            return Path(named).expanduser()
        return Path(named)
    import platformdirs

    return Path(platformdirs.user_data_dir("whence", appauthor=False))


def is_there(path: Path) -> bool:
    """Return whether something lies at the path. Where the system lets nobody ask, who opens it is told why."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return False
    except OSError:
        return True
    return True


class NotAFileError(OSError):
    """There is something at the path, but no regular file: a folder, a pipe, a device, a socket."""


def refuse_special(path: Path) -> None:
    """Raise NotAFileError where a pipe, a device or a socket is at the path. Raises OSError."""
    with suppress(FileNotFoundError):
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
            raise NotAFileError(str(path))


def open_regular(path: Path, *, follow: bool = True) -> BufferedReader:
    """Open a regular file for reading, and nothing that could block, answer or do something when it is opened.

    Raises OSError, and NotAFileError for anything else; a link is something else unless it is to be followed.
    """
    wanted = ("O_NONBLOCK", "O_NOCTTY", "O_CLOEXEC", "O_BINARY") + (() if follow else ("O_NOFOLLOW",))
    try:
        # a device may act when it is opened, so it is looked at first, and again once nothing can take its place
        if not stat.S_ISREG((path.stat() if follow else path.lstat()).st_mode):
            raise NotAFileError(str(path))
        descriptor = os.open(path, os.O_RDONLY | sum(getattr(os, name, 0) for name in wanted))
    except ValueError as error:  # a null character
        raise FileNotFoundError(str(path)) from error
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise NotAFileError(str(path))
    return os.fdopen(descriptor, "rb")


@contextmanager
def open_replacement(path: Path, *, private: bool = True, replace: bool = True) -> Iterator[BinaryIO]:
    """Open a new file that takes the place of `path` when the block ends, so that a reader sees the old or the new one.

    It is the user's alone if `private`, else it has the rights of any new file. Raises OSError, and FileExistsError
    where `path` is there and may not be replaced; then, and where the block raises, nothing has changed.
    """
    import tempfile  # late: whoever only asks for the folder need not wait for it

    descriptor, name = tempfile.mkstemp(prefix=".writing-", dir=path.parent)
    written = Path(name)
    try:
        with os.fdopen(descriptor, "w+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if not private:
            mask = os.umask(0)
            os.umask(mask)
            written.chmod(0o666 & ~mask)
        if not replace and os.path.lexists(path):
            raise FileExistsError(str(path))
        written.replace(path)
    except BaseException:
        written.unlink(missing_ok=True)
        raise


def write_atomically(path: Path, data: bytes) -> None:
    """Write `data` to `path` all at once or not at all, in folders that are made if missing. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with open_replacement(path) as file:
        file.write(data)
