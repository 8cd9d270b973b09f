"""The window's child that works on one batch: it has the files inspected by a pool, keeps the journal, and tells rows.

It ends, and all workers with it, when its input closes. That is like a crash, which costs nothing: the next one goes
on with the journal. It reads no media file.
"""

from __future__ import annotations

import contextlib
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, Final

from verify.features.batch import job as jobs
from verify.features.batch.append_log import InUseError
from verify.features.batch.file_key import Source, identify
from verify.features.batch.find_files import find_files
from verify.features.batch.inspect_files import inspect_as_ready
from verify.features.batch.job import Job, Kind
from verify.features.batch.journal import ROWS, Journal
from verify.features.batch.messages import BatchEvent, Counted, Ended, Judged, Missing, Obstacle, Unused, encode_event
from verify.model import Options, Report
from verify.store.database_errors import DatabaseError
from verify.store.folders import open_regular, write_atomically
from verify.store.options import current_options
from verify.store.set_aside import UnusedFile
from verify.workers import stdio
from verify.workers.pool import Pool

OnTrouble = Callable[[DatabaseError], None]
MemoryHook = Callable[[OnTrouble], contextlib.AbstractContextManager[Callable[[Report], Report]]]

PRESENT: Final = "before"  # the keys of what lay in watched folders when the watch was begun

_KEY_BYTES: Final = 16
_NICENESS: Final = 5  # what people do meanwhile comes first


def main(folder: Path, memory_hook: MemoryHook) -> int:
    """Work on the batch in `folder` until all is judged or its input closes. Returns 1 after an obstacle.

    `memory_hook` lets the memory look at each report, where it is on, and tells of what is wrong with it.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the window decides
    commands, events = stdio.take_pipes(silent=False)
    if hasattr(os, "nice"):
        os.nice(_NICENESS)
    threading.Thread(target=_end_with_parent, args=(commands,), daemon=True).start()
    writer = _EventWriter(events)
    try:
        job = jobs.read(folder)
        if job is None:
            return writer.end(Obstacle.UNREADABLE, str(folder))
        with Journal(folder) as journal:
            if journal.set_aside is not None:
                writer.tell_unused(UnusedFile(folder / ROWS, journal.set_aside))
            if job.kind is Kind.CHECK:
                _check(job, journal, writer, memory_hook)
            else:
                _watch(job, folder, journal, writer, memory_hook)
    except InUseError:
        return writer.end(Obstacle.IN_USE)
    except OSError as error:
        return writer.end(Obstacle.NOT_WRITTEN, error.strerror or str(error))
    return writer.end()


def _end_with_parent(commands: BinaryIO) -> None:
    with contextlib.suppress(OSError):
        while commands.read(1):
            pass
    os._exit(0)


class _EventWriter:
    """Writes lines to the window, from any thread."""

    def __init__(self, events: BinaryIO) -> None:
        self._events = events
        self._lock = threading.Lock()

    def send(self, event: BatchEvent) -> None:
        """Tell the window; ends the process where nobody listens any more."""
        try:
            with self._lock:
                stdio.write_line(self._events, encode_event(event))
        except OSError:
            os._exit(0)

    def tell_unused(self, unused: UnusedFile) -> None:
        """Tell the window of a file of the user's own that does not take part."""
        self.send(Unused(str(unused.path), str(unused.kept or "")))

    def tell_trouble(self, error: DatabaseError) -> None:
        """Tell the window what is wrong with the memory."""
        self.send(Unused(str(error.path), str(error.set_aside or ""), memory=True, reason=error.reason))

    def end(self, obstacle: Obstacle | None = None, detail: str = "") -> int:
        """Tell the window that the work has ended, and return the exit status."""
        self.send(Ended(obstacle, detail))
        return 1 if obstacle else 0


def _make_options(job: Job, writer: _EventWriter) -> Options:
    return current_options(job.readers, deep=job.deep, previews=True, in_batch=True, on_unused=writer.tell_unused)


def _check(job: Job, journal: Journal, writer: _EventWriter, memory_hook: MemoryHook) -> None:
    under_way: dict[int, Source] = {}  # by the number of the path

    def list_unjudged() -> Iterator[Path]:
        number = 0
        for path in find_files(job.paths, lambda _remark, _path: None, patterns=False):
            source, _ = identify(path)
            if not journal.has(source):
                under_way[number] = source
                number += 1
                yield path

    counting = threading.Thread(target=_count, args=(job.paths, writer), daemon=True)
    counting.start()
    options = _make_options(job, writer)
    with memory_hook(writer.tell_trouble) as recall, Pool(options, job.at_a_time, tell=False) as pool:
        for number, report in inspect_as_ready(pool, list_unjudged()):
            row = journal.add(under_way.pop(number), recall(report))
            if row is not None:
                writer.send(Judged(row))
    counting.join()  # how many files there are is told before the end, however little time they took


def _count(paths: Sequence[str], writer: _EventWriter) -> None:
    writer.send(Counted(sum(1 for _ in find_files(paths, lambda _remark, _path: None, patterns=False))))


def _watch(job: Job, folder: Path, journal: Journal, writer: _EventWriter, memory_hook: MemoryHook) -> None:
    from verify.features.batch.watch import WatchedFolders, watch

    before: frozenset[bytes] = frozenset()

    def is_known(source: Source) -> bool:
        return source.key in before or journal.has(source)

    def on_judged(source: Source, report: Report) -> None:
        row = journal.add(source, recall(report))
        if row is not None:
            writer.send(Judged(row))

    def on_missing(folders: tuple[Path, ...]) -> None:
        writer.send(Missing(tuple(map(str, folders))))

    with (
        memory_hook(writer.tell_trouble) as recall,
        WatchedFolders([Path(path) for path in job.paths], is_known) as watched,
    ):
        before = _load_present(folder / PRESENT, watched.list_present())
        watch(watched, lambda: _make_options(job, writer), job.at_a_time, on_judged, on_missing)


def _load_present(path: Path, present: Iterator[Source]) -> frozenset[bytes]:
    """Load the keys of the files that lay there when the watch was begun, so that all that came since is checked."""
    try:
        with open_regular(path) as file:
            data = file.read()
    except FileNotFoundError:
        data = b"".join(source.key for source in present)
        write_atomically(path, data)
    return frozenset(data[at : at + _KEY_BYTES] for at in range(0, len(data), _KEY_BYTES))
