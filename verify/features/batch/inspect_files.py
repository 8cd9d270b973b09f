"""Have files inspected by a pool and give their reports, in the order of the files or as they are judged.

Never more than a bounded number of files is under way. A manifest that a file says is stored elsewhere is fetched only
where the user asked for it, and the host is named first.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

from verify.model import RecordState, Report, limits
from verify.workers import protocol
from verify.workers.pool import Pool

AHEAD: Final = 64  # files begun or judged before the one whose turn it is
_WAIT_SECONDS: Final = 1.0

Arrival = tuple[int, bytes | None, Report]  # number of the file, the record if it came, its first report


class RemoteManifests:
    """Fetches one record at a time, beside the inspection of other files. `say` hears (remark, untrusted text)."""

    def __init__(self, say: Callable[[str, str], None]) -> None:
        self._say = say
        self._asked: set[int] = set()
        self._wanted: queue.SimpleQueue[tuple[int, Report, Callable[[], None]]] = queue.SimpleQueue()
        self._arrived: queue.SimpleQueue[tuple[Arrival, str]] = queue.SimpleQueue()
        self._started = False

    def take(self, number: int, report: Report, wake: Callable[[], None]) -> bool:
        """Return whether this report has to wait for a record from elsewhere; `wake` is called when that is there."""
        if report.record.state is not RecordState.REMOTE or not report.record.url or number in self._asked:
            return False
        from verify.store.network.fetch import FetchError, parse_host

        self._asked.add(number)
        try:
            host = parse_host(report.record.url)
        except FetchError as error:
            self._say("the record cannot be fetched", str(error))
            return False
        self._say("fetching the record from", host)
        self._wanted.put((number, report, wake))
        if not self._started:
            self._started = True
            threading.Thread(target=self._fetch, daemon=True).start()  # never outlives an interrupted run
        return True

    def take_arrived(self) -> list[Arrival]:
        """Return the manifests that came, or failed to come, since the last call."""
        arrivals = []
        while not self._arrived.empty():
            arrival, failure = self._arrived.get()
            if failure:
                self._say("the record could not be fetched", failure)
            arrivals.append(arrival)
        return arrivals

    def _fetch(self) -> None:
        from verify.store.network.fetch import FetchError, fetch

        while True:
            number, report, wake = self._wanted.get()
            try:
                record = fetch(report.record.url, limits.FETCHED_BYTES).content
            except FetchError as error:
                self._arrived.put(((number, None, report), str(error)))
            except Exception as error:  # noqa: BLE001  (a file never waits for a record that cannot come)
                self._arrived.put(((number, None, report), f"{type(error).__name__}: {error}"))
            else:
                self._arrived.put(((number, record, report), ""))
            wake()


def inspect_in_order(pool: Pool, paths: Iterable[Path], remote: RemoteManifests | None) -> Iterator[Report]:
    """Yield a report for each path, in order. With `remote`, a record stored elsewhere is fetched and judged, too."""
    judged: dict[int, Report] = {}
    given = 0

    def has_room(begun: int, _ended: int) -> bool:
        return begun - given < AHEAD

    for number, report in _inspect(pool, paths, remote, has_room):
        judged[number] = report
        while given in judged:
            yield judged.pop(given)
            given += 1


def inspect_as_ready(pool: Pool, paths: Iterable[Path], remote: RemoteManifests | None) -> Iterator[tuple[int, Report]]:
    """Return the number of each path, counted from 0, and its report as soon as that is there."""
    return _inspect(pool, paths, remote, lambda begun, ended: begun - ended < AHEAD)


def _inspect(
    pool: Pool, paths: Iterable[Path], remote: RemoteManifests | None, has_room: Callable[[int, int], bool]
) -> Iterator[tuple[int, Report]]:
    """`has_room` says for the numbers of files begun and ended whether another may begin."""
    source = iter(paths)
    under_way: dict[int, str] = {}
    begun = 0
    while True:
        while has_room(begun, begun - len(under_way)) and (path := next(source, None)) is not None:
            pool.submit(protocol.Inspect(begun, str(path)))
            under_way[begun] = str(path)
            begun += 1
        if not under_way:
            return
        for event in pool.wait(_WAIT_SECONDS):
            if isinstance(event, protocol.Reported) and not (remote and remote.take(event.id, event.report, pool.wake)):
                del under_way[event.id]
                yield event.id, event.report
        for number, record, report in remote.take_arrived() if remote else ():
            if record is None:
                del under_way[number]
                yield number, report
            else:
                pool.submit(protocol.Inspect(number, under_way[number], fetched=record))
