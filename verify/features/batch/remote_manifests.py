"""Fetches records that a file says are stored elsewhere: only where the user asked, and the host is named first."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable

from verify.model import RecordState, Report, limits

Arrival = tuple[int, bytes | None, Report]  # number of the file, the record if it came, its first report


class RemoteRecords:
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
        from verify.store.network.fetch import FetchError, host_of

        self._asked.add(number)
        try:
            host = host_of(report.record.url)
        except FetchError as error:
            self._say("the record cannot be fetched", str(error))
            return False
        self._say("fetching the record from", host)
        self._wanted.put((number, report, wake))
        if not self._started:
            self._started = True
            threading.Thread(target=self._fetch, daemon=True).start()  # never outlives an interrupted run
        return True

    def arrived(self) -> list[Arrival]:
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
