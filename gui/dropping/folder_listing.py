"""Lists the files of dropped folders: names only, in short slices between events, and bounded.

It opens no file, follows no link to a folder and decides nothing by a name.
"""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Generator, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from gui.dropping.sliced_work import SLICE_SECONDS, Steps
from verify.model import limits

_COUNT_SECONDS: Final = 0.2  # of the window's time, in slices


def list_files_below(paths: Sequence[str]) -> Generator[str | None, None, None]:
    """Return every file of `paths` and of the folders among them, by name; None after each step of work.

    A folder that is not walked (unreadable, too deep, a link) is given as it is: it gets a line with a reason.
    """
    waiting = deque((path, 0) for path in paths)
    while waiting:
        path, depth = waiting.popleft()
        yield None
        if depth > limits.FOLDER_DEPTH or not Path(path).is_dir():
            yield path
            continue
        try:
            entries = []
            with os.scandir(path) as listing:
                for entry in listing:
                    entries.append(entry)
                    yield None
        except OSError:
            yield path
            continue
        entries.sort(key=lambda entry: entry.name)
        yield from (entry.path for entry in entries if not entry.is_dir(follow_symlinks=False))
        folders = [entry.path for entry in entries if entry.is_dir(follow_symlinks=False)]
        waiting.extendleft((folder, depth + 1) for folder in reversed(folders))


def count_many(paths: Sequence[str]) -> Steps[bool]:
    """Whether these are more files than the list of files is made for, or so many that counting them takes long."""
    count, spent, start = 0, 0.0, time.monotonic()
    for name in list_files_below([str(Path(path)) for path in paths[: limits.LISTED_FILES + 1]]):
        count += name is not None
        spent += time.monotonic() - start
        if count > limits.LISTED_FILES or spent > _COUNT_SECONDS:
            return True
        yield
        start = time.monotonic()
    return len(paths) > limits.LISTED_FILES


class FolderListing(QObject):
    """Lists in the background of the event loop. `found` gives the number of a request and paths as they come,
    `finished` the number and whether all came."""

    found = Signal(int, object)  # a list in a signal would lose what is no text of a name
    finished = Signal(int, bool)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._on_time_to_list)
        self._waiting: deque[list[str]] = deque()
        self._last = 0  # request that was made
        self._number = 0  # of the request that is being listed
        self._listing: Generator[str | None, None, None] | None = None
        self._listed = 0

    @property
    def last(self) -> int:
        """The number of the last request; 0 before the first one."""
        return self._last

    def list_files(self, paths: Sequence[str]) -> None:
        """List `paths` after those that are already being listed; it is request `last` then."""
        self._waiting.append([str(Path(path)) for path in paths])
        self._last += 1
        self._timer.start()

    def stop(self) -> None:
        """List nothing more."""
        self._timer.stop()
        self._waiting.clear()
        self._end_listing()

    @Slot()
    def _on_time_to_list(self) -> None:
        if self._listing is None:
            if not self._waiting:
                self._timer.stop()
                return
            self._number = self._last - len(self._waiting) + 1
            self._listing, self._listed = list_files_below(self._waiting.popleft()), 0
        end = time.monotonic() + SLICE_SECONDS
        names: list[str] = []
        complete: bool | None = None
        for name in self._listing:
            if name is not None:
                if self._listed == limits.FILES_AT_ONCE:
                    complete = False
                    break
                names.append(name)
                self._listed += 1
            if time.monotonic() > end:
                break
        else:
            complete = True
        if names:
            self.found.emit(self._number, names)
        if complete is not None:
            self._end_listing()
            self.finished.emit(self._number, complete)

    def _end_listing(self) -> None:
        if self._listing is not None:
            self._listing.close()
            self._listing = None
