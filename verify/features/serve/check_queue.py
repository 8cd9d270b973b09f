"""One confined pool behind both doors: a bounded number of files under way, and a clear refusal for any other.

The pool belongs to a thread of its own; whoever asks waits for a Future.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from itertools import count
from types import TracebackType
from typing import Final

from msgspec import Struct

from verify.features.serve.refusals import Refusal, RefusedError
from verify.model import Options, Report, limits
from verify.workers import protocol
from verify.workers.given import GivenFiles
from verify.workers.pool import Pool

_IDLE_SECONDS: Final = 3_600.0  # a request wakes the pool anyway
_END_SECONDS: Final = 20.0  # for all workers to end


class _Asked(Struct, frozen=True):
    given: GivenFiles
    future: Future[Report]


class Place:
    """The right to have one file checked; without it nobody even sends one."""

    def __init__(self, owner: CheckQueue) -> None:
        self._owner = owner

    def check(self, given: GivenFiles) -> Future[Report]:
        """Have the file checked, and close it when that is over. Cancelling the Future ends the check."""
        return self._owner.take(given)


class CheckQueue:
    """Takes files from any thread. Use it as a context manager: at the end all workers end, and all waiting is over."""

    def __init__(self, options: Options, jobs: int = 0, waiting: int = limits.ASKED_WAITING) -> None:
        self._pool = Pool(options, jobs, tell=False)
        self._places = self._pool.size + waiting
        self._lock = threading.Lock()
        self._taken = 0  # places
        self._numbers = count()
        self._asked: dict[int, _Asked] = {}  # of the thread alone
        self._arrivals: queue.SimpleQueue[_Asked | int] = queue.SimpleQueue()  # a number: it is cancelled
        self._is_closing = threading.Event()
        self._thread = threading.Thread(target=self._work, name="checks for programs", daemon=True)

    def __enter__(self) -> CheckQueue:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._is_closing.set()
        self._pool.wake()
        self._thread.join(_END_SECONDS)

    @contextmanager
    def take_place(self) -> Iterator[Place]:
        """Yield a place, which is free again when the block ends. Raises RefusedError where none is left."""
        with self._lock:
            if self._is_closing.is_set():
                raise RefusedError(Refusal.CLOSING)
            if self._taken >= self._places:
                raise RefusedError(Refusal.BUSY)
            self._taken += 1
        try:
            yield Place(self)
        finally:
            with self._lock:
                self._taken -= 1

    def take(self, given: GivenFiles) -> Future[Report]:
        """Have a file checked for somebody who holds a place."""
        future: Future[Report] = Future()
        self._arrivals.put(_Asked(given, future))
        self._pool.wake()
        return future

    # -- the thread --------------------------------------------------------------------------------------------------

    def _work(self) -> None:
        try:
            with self._pool:
                while not self._is_closing.is_set():
                    for event in self._pool.wait(_IDLE_SECONDS if self._arrivals.empty() else 0.0):
                        if isinstance(event, protocol.Reported):
                            self._answer(event)
                    while not self._arrivals.empty():
                        self._take_arrival(self._arrivals.get())
        finally:
            self._is_closing.set()
            self._refuse_all()

    def _take_arrival(self, arrival: _Asked | int) -> None:
        if isinstance(arrival, int):
            self._pool.cancel(arrival)
            return
        number = next(self._numbers)
        self._asked[number] = arrival
        arrival.future.add_done_callback(lambda future: self._note_end(number, future))
        self._pool.submit(protocol.Inspect(number, str(arrival.given.path)), arrival.given)

    def _note_end(self, number: int, future: Future[Report]) -> None:
        """Have the thread end a check that nobody waits for any more."""
        if future.cancelled():
            self._arrivals.put(number)
            self._pool.wake()

    def _answer(self, event: protocol.Reported) -> None:
        asked = self._asked.pop(event.id)
        asked.given.close()
        if asked.future.set_running_or_notify_cancel():
            asked.future.set_result(event.report)

    def _refuse_all(self) -> None:
        waiting = list(self._asked.values())
        while not self._arrivals.empty():
            arrival = self._arrivals.get()
            waiting += [arrival] if isinstance(arrival, _Asked) else []
        for asked in waiting:
            asked.given.close()
            if asked.future.set_running_or_notify_cancel():
                asked.future.set_exception(RefusedError(Refusal.CLOSING))
