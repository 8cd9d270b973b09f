"""Which file was judged, exactly: where it lies, byte for byte, and in which state it was before it was read.

Names are compared as the system keeps them: two that differ only in case or in normalisation are two files.
"""

from __future__ import annotations

import os
from hashlib import blake2b
from pathlib import Path
from typing import Final

from msgspec import Struct

UNKNOWN: Final = -1  # size and time of a file that cannot be asked for them

_KEY_BYTES: Final = 16


class Source(Struct, frozen=True):
    """A file in a certain state. A later state of the same file is another source."""

    uri: str  # ASCII; names that are no text keep their bytes
    size: int = UNKNOWN
    modified_ns: int = UNKNOWN

    @property
    def key(self) -> bytes:
        """A short name for this source, to remember many of them."""
        return blake2b(f"{self.size} {self.modified_ns} {self.uri}".encode(), digest_size=_KEY_BYTES).digest()


class Place(Struct, frozen=True):
    """Where on which disk a file lies, whatever it is called there."""

    device: int
    number: int


def identify(path: Path) -> tuple[Source, Place | None]:
    """Return the file as it is now, not opened; no Place where the system does not tell of it."""
    uri = Path(os.path.abspath(path)).as_uri()  # noqa: PTH100 - links are not followed: a name is what was named
    try:
        status = path.stat()
    except (OSError, ValueError):
        return Source(uri), None
    return Source(uri, status.st_size, status.st_mtime_ns), Place(status.st_dev, status.st_ino)
