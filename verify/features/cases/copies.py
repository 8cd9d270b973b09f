"""Copies of originals that the user asked to keep: in the data folder, each under the SHA-256 of its content."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Final

from verify.features.cases.model import CaseError, CaseProblem
from verify.model import limits
from verify.store.database_errors import DatabaseProblem, find_problem
from verify.store.folders import open_replacement

_PIECE: Final = limits.HASH_PIECE_BYTES


class Copies:
    """The folder of copies. An original is read once, from its beginning to its end, and never changed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, sha256: str) -> Path:
        """Return the path of the copy with this content, whether or not it is there."""
        return self._folder / sha256

    def keep(self, original: Path, sha256: str) -> None:
        """Copy a file, if its content is still the one that was checked. Raises CaseError."""
        if self.is_whole(sha256):
            return
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with open_replacement(self.path(sha256)) as copy:
                if _hash_pieces(original, copy.write) != sha256:
                    raise CaseError(CaseProblem.OTHER_CONTENT, str(original))
        except (OSError, ValueError) as error:
            is_full = find_problem(error, self._folder) is DatabaseProblem.FULL
            raise CaseError(CaseProblem.NO_SPACE if is_full else CaseProblem.NOT_KEPT, str(original)) from error

    def is_whole(self, sha256: str) -> bool:
        """Return whether the copy is there and has the content of its name."""
        try:
            return _hash_pieces(self.path(sha256), lambda _: None) == sha256
        except OSError:
            return False

    def remove(self, sha256: str) -> bool:
        """Remove a copy, and the folder when it was the last; return whether none is left."""
        try:
            self.path(sha256).unlink(missing_ok=True)
        except OSError:
            return False
        with contextlib.suppress(OSError):  # not empty
            self._folder.rmdir()
        return True


def _hash_pieces(path: Path, write: Callable[[bytes], object]) -> str:
    """Hand a file on in pieces and return its SHA-256."""
    if not path.is_file():  # a pipe would be waited for
        raise FileNotFoundError(str(path))
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
            write(piece)
    return digest.hexdigest()
