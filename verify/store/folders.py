"""Where the user's own data lies, and how a file there is replaced: all at once or not at all."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


def data_folder() -> Path:
    """Return the folder of the user's trust lists and settings: $WHENCE_DATA, or the system's place for such data.

    The folder need not exist; whoever writes creates it.
    """
    named = os.environ.get("WHENCE_DATA")
    if named:
        return Path(named).expanduser()
    import platformdirs

    return Path(platformdirs.user_data_dir("whence", appauthor=False))


def open_regular(path: Path) -> BinaryIO:
    """Open a file of the user's own for reading. It waits for nobody: neither for who would write into a pipe nor for
    who holds a lease. Raises OSError, also for anything but a regular file.
    """
    flags = os.O_RDONLY | sum(getattr(os, name, 0) for name in ("O_NONBLOCK", "O_NOCTTY", "O_CLOEXEC", "O_BINARY"))
    descriptor = os.open(path, flags)
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), str(path))
        return os.fdopen(descriptor, "rb")
    except BaseException:
        os.close(descriptor)
        raise


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
