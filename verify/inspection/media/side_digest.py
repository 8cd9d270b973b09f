"""SHA-256 of a large file, computed in a thread beside whatever else is done with the file.

Hashing and reading let go of the interpreter, so on two cores an engine that hashes the content, too, does not wait.
"""

from __future__ import annotations

import hashlib
import threading
from typing import Final

from verify.inspection.containers.base import Source
from verify.model import limits

_ENDING_SECONDS: Final = 10.0  # for the piece that is being read when the file is closed


def compute_digest(source: Source, given_up: threading.Event | None = None) -> str:
    """Compute SHA-256 as hexadecimal text, read in pieces; empty where it was given up.

    Raises MediaError where the file became shorter or cannot be read.
    """
    total = hashlib.sha256()
    for offset in range(0, source.size, limits.HASH_PIECE_BYTES):
        if given_up is not None and given_up.is_set():
            return ""
        total.update(source.read_at(offset, limits.HASH_PIECE_BYTES))
    return total.hexdigest()


class SideDigest:
    """A digest that is being computed. `read` waits for it; `stop` must be called before the file is closed."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._given_up = threading.Event()
        self._result: str | Exception = ""
        self._thread = threading.Thread(target=self._compute, name="digest", daemon=True)
        self._thread.start()

    def read(self) -> str:
        """Return the digest. Raises MediaError as `compute_digest`."""
        self._thread.join()
        if isinstance(self._result, Exception):
            raise self._result
        return self._result

    def stop(self) -> None:
        """Give up what is not computed yet."""
        self._given_up.set()
        self._thread.join(_ENDING_SECONDS)

    def _compute(self) -> None:
        try:
            self._result = compute_digest(self._source, self._given_up)
        except Exception as error:  # noqa: BLE001 - it is raised where the digest is asked for
            self._result = error
