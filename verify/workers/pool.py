"""The parent's side: gives files to warm workers, watches them, and loses no file whatever becomes of a worker.

A file whose worker died or hung is tried again with no other job in flight and without the reader that was looking;
where that does not help, it gets a report with the reason.
Results come in the order of their completion. It opens media files for its workers, and reads none.
"""

from __future__ import annotations

import contextlib
import os
import queue
import time
from collections import deque
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Final

from msgspec.structs import replace

from verify.model import Options, Problem, Reading, Report, limits
from verify.model.run_info import make_unreadable_report
from verify.workers import protocol
from verify.workers.given import GivenFiles
from verify.workers.handover import PASSES
from verify.workers.process.awake_clock import AwakeClock
from verify.workers.process.worker_process import Inbox, WorkerExit, WorkerProcess, build_worker_command
from verify.workers.sandbox import enter

TICK_SECONDS: Final = 0.05  # between two looks at the memory of busy workers
FAILED_STARTS: Final = 3  # in a row, until waiting files are given up
_INBOX_EVENTS: Final = 64  # a worker that tells faster than it is heard has to wait

_REPLACED_AFTER: Final = frozenset((Problem.FAILED, Problem.OUT_OF_MEMORY))  # after these a worker is replaced


def count_cores() -> int:
    """Return how many workers may work at once."""
    if hasattr(os, "sched_getaffinity"):
        return max(1, len(os.sched_getaffinity(0)))
    return os.cpu_count() or 1


class Retries:
    """How often each file without an answer was tried, by the number of its job.

    A file whose worker ended is tried once more, without the reader that was looking at the time: one reader's death
    must not take along what all the others find.
    """

    def __init__(self) -> None:
        self._tries: dict[int, int] = {}
        self._unexplained: set[int] = set()

    def plan_retry(self, job: protocol.Inspect, worker_exit: WorkerExit, reader: str) -> protocol.Inspect | None:
        """Return `job` as to be tried again, after a worker ended while `reader` looked (empty: none did), or None.

        A reader is blamed once and left out from then on. Where nobody is to blame, the file is tried once as before;
        a worker that was killed from outside may have been anybody's victim, so the first one blames nobody.
        """
        tries = self.count_tries(job) + 1
        self._tries[job.id] = tries
        if tries >= limits.ATTEMPTS:
            return None
        blamed = reader and reader not in {reading.reader for reading in job.failed}
        if blamed and (job.id in self._unexplained or not worker_exit.outside):
            return replace(job, failed=(*job.failed, Reading(reader, True, worker_exit.problem, worker_exit.detail)))
        if job.id in self._unexplained:
            return None
        self._unexplained.add(job.id)
        return job

    def count_tries(self, job: protocol.Inspect) -> int:
        """Return how many workers this file has ended."""
        return self._tries.get(job.id, 0)

    def forget(self, job_id: int) -> None:
        """Drop what is remembered of a job: it is answered."""
        self._tries.pop(job_id, None)
        self._unexplained.discard(job_id)


class Pool:
    """Up to `size` workers (0: one a core, and never more). Use it as a context manager.

    All methods belong to one thread, except `wake`.
    """

    def __init__(
        self,
        options: Options,
        size: int = 0,
        *,
        tell: bool = True,
        warm: bool = False,
        command: Sequence[str] | None = None,
    ) -> None:
        self.size = min(size or count_cores(), count_cores())
        self._configure = protocol.Configure(options, tell=tell)
        self._warm = warm
        self._command = command or build_worker_command()
        self._inbox: Inbox = queue.Queue(_INBOX_EVENTS)
        self._workers: list[WorkerProcess] = []
        self._leaving: list[WorkerProcess] = []
        self._queue: deque[protocol.Inspect] = deque()
        self._retry_queue: deque[protocol.Inspect] = deque()  # to be tried again, alone
        self._retries = Retries()
        self._given: dict[int, GivenFiles] = {}  # by the number of the job
        self._events: list[protocol.Event] = []
        self._failed_starts = 0
        self._last_failure = ""
        self._enforced_at = 0.0
        self._clock = AwakeClock()  # of deadlines

    def __enter__(self) -> Pool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # -- what the owner asks -----------------------------------------------------------------------------------------

    @property
    def pending(self) -> int:
        """How many files have no report yet, among them reports that `wait` has not handed out."""
        answered = sum(isinstance(event, protocol.Reported) for event in self._events)
        return len(self._queue) + len(self._retry_queue) + len(self._list_busy()) + answered

    def submit(self, job: protocol.Inspect, given: GivenFiles | None = None) -> None:
        """Take a file; its id must be new. `given` is that file, where the caller has it open until it is answered."""
        if given is not None:
            self._given[job.id] = given
        self._queue.append(job)

    def start_one(self) -> None:
        """Start a worker now, while its parent prepares; without this the first one starts with the first file."""
        if not self._workers:
            self._start(1)

    def configure(self, options: Options) -> None:
        """Set other options for all files that have not begun."""
        self._configure = replace(self._configure, options=options)

    def cancel(self, job_id: int) -> None:
        """Answer this job with `cancelled`, and end the worker that has it. Unknown ids are ignored."""
        for jobs in (self._queue, self._retry_queue):
            for waiting in [job for job in jobs if job.id == job_id]:
                jobs.remove(waiting)
                self._give_up(waiting, WorkerExit(Problem.CANCELLED, ""))
        for worker in self._list_busy():
            job = worker.job
            if job is not None and job.id == job_id:
                worker.job = None
                self._remove(worker)
                worker.stop(Problem.CANCELLED, "")
                self._give_up(job, WorkerExit(Problem.CANCELLED, ""))

    def wake(self) -> None:
        """Make a `wait` return soon; the one method for other threads."""
        with contextlib.suppress(queue.Full):  # then it returns anyway
            self._inbox.put_nowait(None)

    def wait(self, seconds: float) -> list[protocol.Event]:
        """Return the events that came, at the latest after `seconds`; an empty list if nothing did."""
        until = time.monotonic() + seconds
        while True:
            self._assign()
            woken = self._receive(until)
            self._enforce_limits()
            if self._events or woken or time.monotonic() >= until:
                self._assign()  # before the owner is busy with the answers
                answers, self._events = self._events, []
                return answers

    def close(self) -> None:
        """End all workers now, the busy ones by force. Nothing of them is left when it returns."""
        workers = self._workers + self._leaving
        self._workers, self._leaving = [], []
        for worker in workers:
            if worker.job is None:
                worker.dismiss()
            else:
                worker.stop(Problem.CANCELLED, "", at_once=True)
        for worker in workers:
            worker.reap()

    # -- giving work -------------------------------------------------------------------------------------------------

    def _list_busy(self) -> list[WorkerProcess]:
        return [worker for worker in self._workers if worker.job is not None]

    def _assign(self) -> None:
        for worker in [worker for worker in self._workers if worker.job is None and not worker.alive]:
            if worker.ready:
                self._remove(worker)  # it died between two files: nobody's fault
        jobs = self._choose_queue()
        count = 1 if jobs is self._retry_queue else len(jobs)
        keep_warm = self._warm and not self._failed_starts
        wanted = self.size if keep_warm else min(self.size, len(self._list_busy()) + count)
        self._start(wanted - len(self._workers))
        idle = [worker for worker in self._workers if worker.job is None and worker.ready]
        for worker in idle[:count]:
            given = self._given.get(jobs[0].id)
            seconds = enter.compute_seconds(given.descriptor if given and PASSES else Path(jobs[0].path))
            if worker.has_time_for(seconds):
                self._send_job(worker, jobs.popleft(), seconds)
            else:
                self._remove(worker)

    def _choose_queue(self) -> deque[protocol.Inspect]:
        """Return the jobs that may begin now: one that is tried again waits for all others, and all others for it."""
        busy = self._list_busy()
        if any(worker.job is not None and self._retries.count_tries(worker.job) for worker in busy):
            return deque()
        if self._retry_queue:
            return deque() if busy else self._retry_queue
        return self._queue

    def _start(self, count: int) -> None:
        for _ in range(count):
            try:
                worker = WorkerProcess(self._command, self._inbox)
            except OSError as error:
                self._count_failed_start(str(error))
                return
            worker.deadline = self._clock.read() + limits.START_SECONDS
            worker.configured = self._configure
            worker.send(self._configure)
            self._workers.append(worker)

    def _send_job(self, worker: WorkerProcess, job: protocol.Inspect, seconds: float) -> None:
        if worker.configured is not self._configure:
            worker.configured = self._configure
            worker.send(self._configure)
        worker.job = job if job.now else replace(job, now=datetime.now(UTC))
        worker.deadline = self._clock.read() + seconds
        given = self._given.get(job.id)
        worker.send(worker.job, given.copy() if given else ())

    # -- listening and watching --------------------------------------------------------------------------------------

    def _receive(self, until: float) -> bool:
        """Wait for the first event, a tick at most, and take all that are there. Return True if woken from outside."""
        woken = False
        watching = self._list_running() or self._leaving or self._queue or self._retry_queue
        seconds = TICK_SECONDS if watching else until - time.monotonic()
        if self._events:
            seconds = 0.0
        with contextlib.suppress(queue.Empty):
            message = self._inbox.get(timeout=max(0.0, min(seconds, until - time.monotonic())))
            while True:
                if message is None:
                    woken = True
                else:
                    self._take_event(*message)
                message = self._inbox.get_nowait()
        return woken

    def _take_event(self, worker: WorkerProcess, event: protocol.Event | WorkerExit) -> None:
        if isinstance(event, WorkerExit):
            self._take_exit(worker, event)
        elif isinstance(event, protocol.Ready):
            worker.ready = True
            self._failed_starts = 0
        elif worker.job is not None:  # else it was cancelled meanwhile
            self._events.append(event)
            if isinstance(event, protocol.Reported):
                self._forget(event.id)
                worker.job = None
                worker.files += 1
                if self._should_replace(worker, event.report):
                    self._remove(worker)

    def _should_replace(self, worker: WorkerProcess, report: Report) -> bool:
        return (
            worker.files >= limits.FILES_PER_WORKER
            or report.file.problem in _REPLACED_AFTER
            or any(reading.problem is Problem.OUT_OF_MEMORY for reading in report.readings)
            or worker.answer_bytes > limits.LARGE_ANSWER_BYTES
            or worker.measure().memory_bytes > limits.WORKER_RESIDENT_BYTES // 2
        )

    def _remove(self, worker: WorkerProcess) -> None:
        if worker in self._workers:
            self._workers.remove(worker)
            self._leaving.append(worker)
            worker.dismiss()

    def _take_exit(self, worker: WorkerProcess, worker_exit: WorkerExit) -> None:
        worker.reap()
        for workers in (self._workers, self._leaving):
            if worker in workers:
                workers.remove(worker)
        job, worker.job = worker.job, None
        if not worker.ready:
            self._count_failed_start(worker_exit.detail)
        if job is None:
            return
        again = self._retries.plan_retry(job, worker_exit, worker.reader)
        if again is None:
            tries = self._retries.count_tries(job)
            detail = f"{worker_exit.detail}; tried {tries} times, what was seen before is dropped"
            self._give_up(job, replace(worker_exit, detail=detail))
        else:
            self._retry_queue.append(again)

    def _count_failed_start(self, reason: str) -> None:
        self._failed_starts += 1
        if self._failed_starts >= FAILED_STARTS:
            for job in (*self._retry_queue, *self._queue):
                self._give_up(job, WorkerExit(Problem.NOT_STARTED, f"no worker could be started: {reason}"))
            self._retry_queue.clear()
            self._queue.clear()

    def _give_up(self, job: protocol.Inspect, worker_exit: WorkerExit) -> None:
        self._forget(job.id)
        options = replace(self._configure.options, now=job.now or datetime.now(UTC))
        report = make_unreadable_report(Path(job.path), worker_exit.problem, worker_exit.detail, options)
        self._events.append(protocol.Reported(job.id, report))

    def _forget(self, job_id: int) -> None:
        self._retries.forget(job_id)
        self._given.pop(job_id, None)

    def _enforce_limits(self) -> None:
        """End workers that take too long or too much memory."""
        now = time.monotonic()
        if now - self._enforced_at < TICK_SECONDS:
            return
        self._enforced_at = now
        for worker in self._leaving + self._workers:
            worker.kill_if_overdue()
            if worker_exit := worker.find_stuck():
                self._take_exit(worker, worker_exit)
        awake = self._clock.read()
        heard = self._inbox.empty()  # a worker that waits for our ear is not late
        for worker in self._list_running():
            usage = worker.measure()
            if usage.memory_bytes > limits.WORKER_RESIDENT_BYTES:
                worker.stop(Problem.OUT_OF_MEMORY, "the worker took too much memory", at_once=True)
            elif usage.has_too_many_threads:
                worker.stop(Problem.WORKER_DIED, "the worker started too many threads", at_once=True)
            elif heard and awake > worker.deadline and worker.is_held_up():
                worker.deadline = awake + limits.START_SECONDS
            elif heard and awake > worker.deadline:
                what = "opening the file" if worker.is_opening else "the worker"
                worker.stop(Problem.TIMED_OUT, f"{what} took too long")

    def _list_running(self) -> Iterable[WorkerProcess]:
        return [worker for worker in self._workers if not worker.is_ending and (worker.job or not worker.ready)]
