"""Where the browser's side lays down what the window then takes: a folder of the user's own, an entry for each thing.

An entry is a folder with a note and, where bytes came, their file. The window is started with the path of one of the
two, so that any way by which files reach the window is good enough for this.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
import time
from pathlib import Path
from typing import Final

from msgspec import Struct

from verify.model import FetchedFrom, limits
from verify.store.folders import data_folder, open_regular
from verify.workers import protocol

_FOLDER: Final = "from-browser"
_NOTE: Final = ".note.json"  # no file beside it has a name that begins so
_KEPT_SECONDS: Final = 24 * 3600.0  # an entry that no window took is removed by then


class Note(Struct, frozen=True):
    """What lies in an entry: an address to ask about, or from where the file beside it came."""

    address: str = ""
    fetched: FetchedFrom | None = None


class Handed(Struct, frozen=True):
    """What the window takes: an address that it asks a person about, or a file with from where it came."""

    address: str = ""
    path: str = ""
    fetched: FetchedFrom | None = None


class Inbox:
    """The folder, made when something is laid down."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = Path(os.path.abspath(folder or data_folder())) / _FOLDER  # noqa: PTH100 - no link is followed

    def make_entry(self) -> Path:
        """Return a new entry, the user's alone, and remove those that nobody took. Raises OSError."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._remove_old()
        return Path(tempfile.mkdtemp(dir=self._folder))

    def write_note(self, entry: Path, note: Note) -> Path:
        """Write the note of an entry and return its path. Raises OSError."""
        path = entry / _NOTE
        with path.open("xb") as file:
            file.write(protocol.encode_line(protocol.dump(note)))
        return path

    def take(self, path: str) -> Handed | None:
        """Return what is meant by a path of this folder; None for any other path, and where there is no such entry.

        The user's own programs alone can write there; what a note says is checked all the same.
        """
        if _FOLDER not in path:
            return None
        place = Path(os.path.abspath(path))  # noqa: PTH100 - no link is followed
        if place.parent.parent != self._folder:
            return None
        try:
            with open_regular(place.parent / _NOTE, follow=False) as file:
                line = file.read(limits.BROWSER_NOTE_BYTES + 1)
            note = protocol.load(Note, protocol.decode_line(line))
        except (OSError, protocol.WireError):
            return None
        if place.name == _NOTE:
            return Handed(address=note.address) if note.address else None
        return Handed(path=str(place), fetched=note.fetched) if note.fetched else None

    def remove(self, path: str) -> None:
        """Remove the entry of a path that was taken."""
        entry = Path(path).parent
        if entry.parent == self._folder:
            shutil.rmtree(entry, ignore_errors=True)

    def _remove_old(self) -> None:
        limit = time.time() - _KEPT_SECONDS
        for entry in self._folder.iterdir():
            with contextlib.suppress(OSError):
                if entry.lstat().st_mtime < limit:
                    shutil.rmtree(entry, ignore_errors=True)
