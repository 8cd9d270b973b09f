"""Have files inspected by a pool and give their reports, in the order of the files or as they are judged.

Never more than a bounded number of files is under way. What is elsewhere (a manifest that a file says is stored there,
what an issuer says of a certificate) is brought only where the user asked for it, and the host is named first.
"""

from __future__ import annotations

import contextlib
import queue
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Final

from verify.model import RecordState, Report, Supplement, limits
from verify.workers import protocol
from verify.workers.given import GivenFiles
from verify.workers.pool import Pool

AHEAD: Final = 64  # files begun or judged before the one whose turn it is
_WAIT_SECONDS: Final = 1.0

Arrival = tuple[int, Supplement | None, Report]  # number of the file, what came if it came, its report so far


class Followup(ABC):
    """Brings something from elsewhere that a report asks for, for one file at a time, beside the inspection of others.

    A file is followed up once; what comes is inspected together with what came before.
    """

    def __init__(self) -> None:
        self._taken: set[int] = set()
        self._wanted: queue.SimpleQueue[tuple[int, Report, Callable[[], None]]] = queue.SimpleQueue()
        self._arrived: queue.SimpleQueue[Arrival] = queue.SimpleQueue()
        self._started = False

    @abstractmethod
    def is_wanted(self, report: Report) -> bool:
        """Whether something is to be brought for this file. It names the host where it knows it already."""

    @abstractmethod
    def bring(self, report: Report) -> Supplement | None:
        """Bring it, in a thread of its own; None where nothing came, which it has told."""

    def take(self, number: int, report: Report, wake: Callable[[], None]) -> bool:
        """Return whether this report has to wait for something from elsewhere; `wake` is called when that is there."""
        if number in self._taken or not self.is_wanted(report):
            return False
        self._taken.add(number)
        self._wanted.put((number, report, wake))
        if not self._started:
            self._started = True
            threading.Thread(target=self._work, daemon=True).start()  # never outlives an interrupted run
        return True

    def take_arrived(self) -> list[Arrival]:
        """Return what came, or failed to come, since the last call."""
        arrivals = []
        while not self._arrived.empty():
            arrivals.append(self._arrived.get())
        return arrivals

    def _work(self) -> None:
        while True:
            number, report, wake = self._wanted.get()
            brought = None
            with contextlib.suppress(Exception):  # a file never waits for what cannot come
                brought = self.bring(report)
            self._arrived.put((number, brought, report))
            wake()


class RemoteManifests(Followup):
    """Fetches manifest stores that files say are kept elsewhere. `say` hears (remark, untrusted text)."""

    def __init__(self, say: Callable[[str, str], None]) -> None:
        super().__init__()
        self._say = say

    def is_wanted(self, report: Report) -> bool:
        """Whether the record is kept elsewhere, at an address that can be asked; the host is named."""
        if report.record.state is not RecordState.REMOTE or not report.record.url:
            return False
        from verify.store.network.fetch import FetchError, parse_host

        try:
            self._say("fetching", parse_host(report.record.url))
        except FetchError as error:
            self._say("not_fetchable", str(error))
            return False
        return True

    def bring(self, report: Report) -> Supplement | None:
        """Fetch the record."""
        from verify.store.network.fetch import FetchError, fetch

        try:
            return Supplement(fetch(report.record.url, limits.FETCHED_BYTES).content)
        except FetchError as error:
            self._say("not_fetched", str(error))
        except Exception as error:  # noqa: BLE001  (whatever a server does, the run goes on)
            self._say("not_fetched", f"{type(error).__name__}: {error}")
        return None


def inspect_in_order(
    pool: Pool,
    paths: Iterable[Path],
    followups: Sequence[Followup] = (),
    given: Mapping[Path, GivenFiles] = MappingProxyType({}),
) -> Iterator[Report]:
    """Yield a report for each path, in order. What `followups` bring for a file is judged, too.

    `given` are those of the files that are open already.
    """
    judged: dict[int, Report] = {}
    handed_on = 0

    def has_room(begun: int, _ended: int) -> bool:
        return begun - handed_on < AHEAD

    for number, report in _inspect(pool, paths, followups, has_room, given):
        judged[number] = report
        while handed_on in judged:
            yield judged.pop(handed_on)
            handed_on += 1


def inspect_as_ready(
    pool: Pool, paths: Iterable[Path], followups: Sequence[Followup] = ()
) -> Iterator[tuple[int, Report]]:
    """Return the number of each path, counted from 0, and its report as soon as that is there."""
    return _inspect(pool, paths, followups, lambda begun, ended: begun - ended < AHEAD, {})


def _inspect(
    pool: Pool,
    paths: Iterable[Path],
    followups: Sequence[Followup],
    has_room: Callable[[int, int], bool],
    given: Mapping[Path, GivenFiles],
) -> Iterator[tuple[int, Report]]:
    """`has_room` says for the numbers of files begun and ended whether another may begin."""
    source = iter(paths)
    under_way: dict[int, tuple[str, Supplement]] = {}
    begun = 0
    while True:
        while has_room(begun, begun - len(under_way)) and (path := next(source, None)) is not None:
            under_way[begun] = (str(path), Supplement())
            pool.submit(protocol.Inspect(begun, str(path)), given.get(path))
            begun += 1
        if not under_way:
            return
        for event in pool.wait(_WAIT_SECONDS):
            if isinstance(event, protocol.Reported) and not any(
                followup.take(event.id, event.report, pool.wake) for followup in followups
            ):
                del under_way[event.id]
                yield event.id, event.report
        for number, brought, report in [arrival for followup in followups for arrival in followup.take_arrived()]:
            if brought is not None:
                name, before = under_way[number]
                under_way[number] = (name, before.add(brought))
                pool.submit(protocol.make_job(number, *under_way[number]), given.get(Path(name)))
            elif not any(followup.take(number, report, pool.wake) for followup in followups):
                del under_way[number]
                yield number, report
