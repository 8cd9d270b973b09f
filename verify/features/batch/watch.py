"""Watched folders: find what has finished arriving in them, and have it inspected until somebody ends it.

The system's own notes of changes make it quick; the walks over everything make it sure, also where such notes do not
exist, as on shares of a network. Walks take a small part of the time only, however large a folder is. A file has
arrived when it has kept its size and its time for a while: nobody can know that a writer will not go on later, and a
file that changes again is simply another arrival.
"""

from __future__ import annotations

import os
import queue
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from watchdog.events import FileSystemEvent, FileSystemEventHandler

from verify.features.batch.file_key import Place, Source, identify
from verify.model import Options, Problem, Report, limits
from verify.workers import protocol
from verify.workers.pool import Pool

if TYPE_CHECKING:
    from watchdog.observers.api import BaseObserver, ObservedWatch

SETTLE_SECONDS: Final = 2.0  # without a change
EMPTY_SECONDS: Final = 20.0  # the same for a file in which nothing stands yet

_WALK_SECONDS: Final = 1.0  # between two walks, where the system notes nothing
_NOTED_WALK_SECONDS: Final = 15.0  # the same, where it does
_SHARE: Final = 20  # of the time: walks take one part of so many
_NOTES: Final = 100_000  # that may wait; a walk finds what is lost
_LOOK_SECONDS: Final = 0.5  # between two looks at the folders
_REST_SECONDS: Final = 60.0  # without work, after which the workers give their memory back


class Arrivals:
    """Files that have not finished arriving. The caller looks at them and has the clock."""

    def __init__(self) -> None:
        self._waiting: dict[str, tuple[Source, float]] = {}  # by path: how it was last seen, and since when

    def __len__(self) -> int:
        return len(self._waiting)

    def note(self, path: str, source: Source, now: float) -> None:
        """Note that a file was seen in this state at this moment."""
        known = self._waiting.get(path)
        if known is None or known[0] != source:
            self._waiting[path] = (source, now)

    def forget(self, path: str) -> None:
        """Forget a file that went before it had arrived."""
        self._waiting.pop(path, None)

    def list_waiting(self) -> list[str]:
        """Return the files that have not finished arriving."""
        return list(self._waiting)

    def take_settled(self, now: float) -> list[tuple[str, Source]]:
        """Return the files that have arrived since the last call."""
        settled = [
            (path, source)
            for path, (source, since) in self._waiting.items()
            if now - since >= (SETTLE_SECONDS if source.size else EMPTY_SECONDS)
        ]
        for path, _ in settled:
            del self._waiting[path]
        return settled


class WatchedFolders:
    """The folders. Use it as a context manager; all methods belong to one thread.

    `known` says whether a file in a state needs no check; `apart` is a file that is never checked, such as the results.
    """

    def __init__(
        self, folders: Sequence[Path], known: Callable[[Source], bool], apart: frozenset[Place] = frozenset()
    ) -> None:
        self._folders = tuple(dict.fromkeys(Path(os.path.abspath(folder)) for folder in folders))  # noqa: PTH100
        self._known = known
        self._apart = apart
        self._arrivals = Arrivals()
        self._given: dict[str, Source] = {}  # what was handed out and may not be known yet
        self._notes: queue.Queue[str] = queue.Queue(_NOTES)
        self._observer: BaseObserver | None = None
        self._watches: dict[Path, ObservedWatch] = {}
        self._places: dict[Path, Place | None] = {}  # which folder it was that bore the name
        self._walk_at = 0.0
        self.missing: tuple[Path, ...] = ()

    def __enter__(self) -> WatchedFolders:
        from watchdog.observers import Observer

        self._observer = Observer()
        self._observer.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._observer is not None:
            self._observer.stop()
            self._observer.join(_WALK_SECONDS)

    def look(self) -> list[tuple[Path, Source]]:
        """Return the files that have arrived since the last look; to be called about once a second."""
        now = time.monotonic()
        while not self._notes.empty():
            self._see(self._notes.get(), now)
        for path in self._arrivals.list_waiting():
            self._see(path, now)
        places = {folder: _place_of(folder) for folder in self._folders}
        if now >= self._walk_at or places != self._places:
            self._walk(now, places)
        arrived = self._arrivals.take_settled(now)
        self._given.update(arrived)
        return [(Path(path), source) for path, source in arrived]

    def list_present(self) -> Iterator[Source]:
        """Yield all files that are there now."""
        for folder in self._folders:
            for path in list_files(folder):
                yield identify(Path(path))[0]

    def note_answer(self, path: Path, *, gone: bool) -> None:
        """Note that a file has been judged, or was `gone` by then: in the same state it is not handed out again."""
        source = self._given.get(str(path))
        if source is not None and (gone or self._known(source)):
            del self._given[str(path)]

    def _walk(self, now: float, places: dict[Path, Place | None]) -> None:
        began = time.monotonic()
        for folder, place in places.items():
            if place != self._places.get(folder):
                self._stop_noting(folder)  # one that comes back is another folder
            if place is not None:
                self._begin_noting(folder)
                for path in list_files(folder):
                    self._see(path, now)
        self._places = places
        self.missing = tuple(folder for folder, place in places.items() if place is None)
        all_noted = len(self._watches) == len(self._folders)
        took = time.monotonic() - began
        self._walk_at = now + max(_NOTED_WALK_SECONDS if all_noted else _WALK_SECONDS, _SHARE * took)

    def _see(self, path: str, now: float) -> None:
        source, place = identify(Path(path))
        if place is None or not os.path.isfile(path):  # noqa: PTH113 - thousands of them
            self._arrivals.forget(path)
        elif place not in self._apart and self._given.get(path) != source and not self._known(source):
            self._arrivals.note(path, source, now)

    # -- the system's notes ------------------------------------------------------------------------------------------

    def _begin_noting(self, folder: Path) -> None:
        if folder in self._watches or self._observer is None:
            return
        try:
            self._watches[folder] = self._observer.schedule(_ChangeHandler(self._notes), str(folder), recursive=True)
        except (OSError, RuntimeError):
            return  # a limit of the system, or a place that tells nothing: the walks are enough

    def _stop_noting(self, folder: Path) -> None:
        watch = self._watches.pop(folder, None)
        if watch is not None and self._observer is not None:
            self._observer.unschedule(watch)


def _place_of(folder: Path) -> Place | None:
    return identify(folder)[1] if folder.is_dir() else None


class _ChangeHandler(FileSystemEventHandler):
    """Puts the paths of what changed into a queue; called by a thread of the observer."""

    def __init__(self, notes: queue.Queue[str]) -> None:
        self._notes = notes

    def dispatch(self, event: FileSystemEvent) -> None:
        """Note a change; called by watchdog."""
        if event.is_directory:
            return
        for path in (event.src_path, event.dest_path):
            if path and not self._notes.full():
                self._notes.put(os.fsdecode(path))


def list_files(folder: Path) -> Iterator[str]:
    """Yield the names of all files below a folder, links to folders not followed, to a bounded depth."""
    waiting = [(str(folder), 0)]
    while waiting:
        name, depth = waiting.pop()
        try:
            with os.scandir(name) as entries:
                for entry in entries:
                    if not entry.is_dir(follow_symlinks=False):
                        yield entry.path
                    elif depth < limits.FOLDER_DEPTH:
                        waiting.append((entry.path, depth + 1))
        except OSError:
            continue  # it went, or may not be listed


def watch(
    watched: WatchedFolders,
    options: Callable[[], Options],
    jobs: int,
    on_judged: Callable[[Source, Report], None],
    on_missing: Callable[[tuple[Path, ...]], None],
) -> None:
    """Never returns. `on_judged` takes each report; `on_missing` hears which folders are not there when that changes.

    A file that went before it could be read is no result: it may be back under another name.
    """
    under_way: dict[int, tuple[Path, Source]] = {}
    number = 0
    last_missing: tuple[Path, ...] = ()
    look_at = busy_at = time.monotonic()
    resting = False
    with Pool(options(), jobs, tell=False) as pool:
        while True:
            now = time.monotonic()
            if now >= look_at:
                arrived = watched.look()
                look_at = time.monotonic() + _LOOK_SECONDS
                if arrived and not under_way:
                    pool.configure(options())  # lists and models may be newer
                for path, source in arrived:
                    pool.submit(protocol.Inspect(number, str(path)))
                    under_way[number] = (path, source)
                    number += 1
                if watched.missing != last_missing:
                    last_missing = watched.missing
                    on_missing(last_missing)
            for event in pool.wait(_LOOK_SECONDS):
                if isinstance(event, protocol.Reported):
                    path, source = under_way.pop(event.id)
                    gone = event.report.file.problem is Problem.NOT_FOUND
                    if not gone:
                        on_judged(source, event.report)
                    watched.note_answer(path, gone=gone)
            if under_way:
                busy_at, resting = now, False
            elif not resting and now - busy_at > _REST_SECONDS:
                pool.close()  # it begins anew with the next file
                resting = True
