"""What is done with a file whose worker ended: tried once more, without the reader that was looking at the time.

One reader's death must not take along what all the others find. It opens no media file.
"""

from __future__ import annotations

from dataclasses import replace

from verify.model import Reading, limits
from verify.workers import protocol
from verify.workers.worker_process import WorkerExit


class Retries:
    """Remembers of every file that is not answered yet how often it was tried, by the number of its job."""

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
