"""Files that are open already when a pool is asked about them: bytes that came without a name, or a file that must not
be opened by its path. Whoever opened them keeps them open until the report is there; each worker gets copies.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Final

from verify.inspection.media.open_beneath import IS_POSSIBLE, open_beneath, open_folder
from verify.inspection.media.open_file import FLAGS, OpenFile, close_all
from verify.model import Problem
from verify.workers.handover import PASSES

__all__ = ["IS_POSSIBLE", "GivenFiles", "OpenFile", "PrivateCopy", "open_beneath", "open_folder"]

_WRITING: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


class GivenFiles:
    """A file and its companions, open. Use it as a context manager, or close it."""

    def __init__(self, files: Sequence[OpenFile]) -> None:
        self._files = files

    def __enter__(self) -> GivenFiles:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def path(self) -> Path:
        """What the file is called towards workers."""
        return self._files[0].path

    @property
    def descriptor(self) -> int | None:
        """Where the file is open, to ask for its size."""
        return None if self._files[0].problem else self._files[0].descriptor

    def copy(self) -> Sequence[OpenFile]:
        """Return the same files open once more, for one worker: whoever sends them closes them."""
        return [_copy(file) for file in self._files]

    def close(self) -> None:
        """Close them all. Copies stay open."""
        close_all(self._files)


def _copy(file: OpenFile) -> OpenFile:
    if file.problem:
        return file
    try:
        return OpenFile(file.path, os.dup(file.descriptor))
    except OSError as error:
        return OpenFile(file.path, -1, Problem.INPUT_OUTPUT, str(error))


class PrivateCopy:
    """Bytes that come piece by piece, in a file that only this user's processes could read and that no path leads to.

    Where descriptors cannot be passed on (Windows) it keeps its path, in a private folder, until it is closed.
    Raises OSError where it cannot be made or written.
    """

    def __init__(self, name: str) -> None:
        import tempfile  # late: every pool knows of this, and few need it

        self.size = 0
        self._folder: Path | None = Path(tempfile.mkdtemp(prefix="whence-"))
        self.path = self._folder / name
        self._writing = self._reading = -1
        try:
            self._writing = os.open(self.path, _WRITING, 0o600)
            self._reading = os.open(self.path, FLAGS)
            if PASSES:
                self._forget_path()
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> PrivateCopy:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def write(self, piece: bytes) -> None:
        """Append a piece."""
        rest = memoryview(piece)
        while rest:
            rest = rest[os.write(self._writing, rest) :]
        self.size += len(piece)

    def give(self) -> GivenFiles:
        """Hand it over for a pool, open for reading alone, and let nothing be written any more.

        Whoever takes it closes it.
        """
        self._stop_writing()
        descriptor, self._reading = self._reading, -1
        return GivenFiles((OpenFile(self.path, descriptor),))

    def refuse(self, problem: Problem, detail: str) -> GivenFiles:
        """Return, for a pool, why there is nothing to read."""
        return GivenFiles((OpenFile(self.path, -1, problem, detail),))

    def close(self) -> None:
        """Let go of the bytes: they are gone once nobody has them open any more."""
        self._stop_writing()
        descriptor, self._reading = self._reading, -1
        if descriptor >= 0:
            os.close(descriptor)
        self._forget_path()

    def _stop_writing(self) -> None:
        descriptor, self._writing = self._writing, -1
        if descriptor >= 0:
            os.close(descriptor)

    def _forget_path(self) -> None:
        folder, self._folder = self._folder, None
        if folder is not None:
            with contextlib.suppress(OSError):
                self.path.unlink(missing_ok=True)
                folder.rmdir()
