"""Copies of originals that the user asked to keep: in the data folder, each under the SHA-256 of its content."""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

from verify.features.cases.model import CaseError, CaseProblem
from verify.model import limits

_PIECE: Final = limits.HASH_PIECE_BYTES


class Copies:
    """The folder of copies. An original is read once, from its beginning to its end, and never changed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, sha256: str) -> Path:
        """Where the copy with this content lies, or would lie."""
        return self._folder / sha256

    def keep(self, original: Path, sha256: str) -> None:
        """Copies a file, if its content is still the one that was checked. Raises CaseError."""
        if self.is_whole(sha256):
            return
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            descriptor, name = tempfile.mkstemp(prefix=".writing-", dir=self._folder)
            written = Path(name)
            try:
                with os.fdopen(descriptor, "wb") as copy:
                    found = _copied(original, copy.write)
                    copy.flush()
                    os.fsync(copy.fileno())
                if found != sha256:
                    raise CaseError(CaseProblem.OTHER_CONTENT, str(original))
                written.replace(self.path(sha256))
            finally:
                written.unlink(missing_ok=True)
        except (OSError, ValueError) as error:
            raise CaseError(CaseProblem.NOT_KEPT, str(original)) from error

    def is_whole(self, sha256: str) -> bool:
        """Whether the copy is there and has the content of its name."""
        try:
            return _copied(self.path(sha256), lambda _: None) == sha256
        except OSError:
            return False

    def remove(self, sha256: str) -> bool:
        """Removes a copy, and the folder when it was the last; says whether none is left."""
        try:
            self.path(sha256).unlink(missing_ok=True)
        except OSError:
            return False
        with contextlib.suppress(OSError):  # not empty
            self._folder.rmdir()
        return True


def _copied(path: Path, write: Callable[[bytes], object]) -> str:
    """Hands a file on in pieces and returns its SHA-256."""
    if not path.is_file():  # a pipe would be waited for
        raise FileNotFoundError(str(path))
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
            write(piece)
    return digest.hexdigest()
