"""Keeps what was dropped or pasted and has no file of its own, as long as the window is there."""

from __future__ import annotations

import re
import shutil
import tempfile
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject

from gui.dropping.sliced_work import Steps, finish
from gui.dropping.virtual_files import VirtualFile
from verify.model import limits

_HARMFUL: Final = re.compile(r"[^\w ().,+-]")  # in a name that another program gives
_NAME_CHARACTERS: Final = 100
_STEP_BYTES: Final = limits.MIB


class ScratchFolder(QObject):
    """A folder of the window's own; it goes when the window goes."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._folder: Path | None = None
        self._count = 0

    def make_place(self, name: str) -> Path:
        """Return where a picture may be kept as `name` with a number. Raises OSError."""
        return self._free() / f"{name} {self._count}"

    def make_place_for(self, promised: VirtualFile, name: str) -> Path:
        """Return where a file that another program held may be kept, under its own name or else `name`.

        Raises OSError.
        """
        safe = _HARMFUL.sub("_", promised.name).strip(" .")[-_NAME_CHARACTERS:]
        return self._free() / (safe or name)

    def keep_file(self, promised: VirtualFile, name: str) -> str:
        """Write a file that another program held, all at once, and return its path. Raises OSError."""
        path = self.make_place_for(promised, name)
        finish(write_file(path, promised.data))
        return str(path)

    def remove(self) -> None:
        """Remove the folder and all that was kept."""
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None

    def _free(self) -> Path:
        """Return a new folder for one file, so that no two names meet."""
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix="whence-pasted-"))
        self._count += 1
        free = self._folder / str(self._count)
        free.mkdir()
        return free


def write_file(path: Path, data: bytes | bytearray) -> Steps[None]:
    """Write a new file, a step at a time. Raises OSError; then nothing is left of it."""
    rest = memoryview(data)
    try:
        with path.open("xb") as file:
            while rest:
                rest = rest[file.write(rest[:_STEP_BYTES]) :]
                yield
    except OSError:
        path.unlink(missing_ok=True)
        raise
