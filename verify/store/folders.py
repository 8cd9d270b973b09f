"""Where the user's own data lies, and how a file there is replaced: all at once or not at all."""

from __future__ import annotations

import os
from pathlib import Path


def data_folder() -> Path:
    """The folder of the user's trust lists and settings: $WHENCE_DATA, or the system's place for such data.

    The folder need not exist; whoever writes creates it.
    """
    named = os.environ.get("WHENCE_DATA")
    if named:
        return Path(named).expanduser()
    import platformdirs

    return Path(platformdirs.user_data_dir("whence", appauthor=False))


def write_atomically(path: Path, data: bytes) -> None:
    """Writes `data` to `path` so that a reader sees the old file or the new one, never half of either.

    Creates missing folders. Raises OSError; the old file is then untouched.
    """
    import tempfile  # late: whoever only asks for the folder need not wait for it

    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(prefix=".writing-", dir=path.parent)
    written = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        written.replace(path)
    except BaseException:
        written.unlink(missing_ok=True)
        raise
