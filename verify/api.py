"""The entry for other programs: the path of a file in, a frozen Report out, judged by a confined worker process."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import count, islice
from types import TracebackType
from typing import Final

from verify.model import Options, Report
from verify.store.options import current_options
from verify.workers import protocol
from verify.workers.pool import Pool

__all__ = ["Inspector", "Options", "Report", "current_options", "inspect_file"]

Location = str | os.PathLike[str]

AHEAD: Final = 64  # files given to the workers before the caller took the report of the first
_WAIT_SECONDS: Final = 1.0


def inspect_file(path: Location, options: Options | None = None) -> Report:
    """Inspect one file in a worker process that ends with this call, and return its Report.

    Without `options`, every reader looks, and the trust lists and models of this computer are in force, as they are
    for `whence check`. A file that is missing, hostile or cannot be read raises nothing: its Report has the standing
    `unchecked` and says why in `file.problem`. Starting a worker takes about a second: use Inspector for many files.
    """
    with Inspector(options, jobs=1) as inspector:
        return inspector.inspect(path)


class Inspector:
    """Keep worker processes for many files; a context manager, for use by one thread.

    `jobs` bounds the files that are inspected at a time (0: one a core). No worker starts before the first file comes.
    """

    def __init__(self, options: Options | None = None, jobs: int = 0) -> None:
        self._options = options
        self._pool = Pool(options or current_options(remembered=False), jobs, tell=False)
        self._ids = count()
        self._reports: dict[int, Report] = {}  # that nobody has taken yet
        self._closed = False

    def __enter__(self) -> Inspector:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End all workers. No file is taken from then on."""
        self._closed = True
        self._pool.close()

    def inspect(self, path: Location) -> Report:
        """Return the Report of one file, under the rules of `inspect_file`. Raises ValueError after `close`."""
        return next(self.inspect_all((path,)))

    def inspect_all(self, paths: Iterable[Location]) -> Iterator[Report]:
        """Yield a Report for each path, in their order; never more than AHEAD files are under way.

        Where the caller stops early, those files are given up. Raises ValueError after `close`.
        """
        remaining = iter(paths)
        under_way: deque[int] = deque()
        try:
            while True:
                for path in islice(remaining, AHEAD - len(under_way)):
                    under_way.append(self._submit(path))
                if not under_way:
                    return
                while under_way[0] not in self._reports:
                    self._collect(_WAIT_SECONDS)
                yield self._reports.pop(under_way.popleft())
        finally:
            self._give_up(under_way)

    def _submit(self, path: Location) -> int:
        if self._closed:
            raise ValueError("this Inspector is closed")
        number = next(self._ids)
        job = protocol.Inspect(number, os.fspath(path))
        if self._options:  # the caller's own time of judgement, which a pool would replace
            job = protocol.Inspect(number, job.path, self._options.fetched, self._options.now, self._options.failed)
        self._pool.submit(job)
        return number

    def _collect(self, seconds: float) -> None:
        if self._closed:
            raise ValueError("this Inspector is closed")
        for event in self._pool.wait(seconds):
            if isinstance(event, protocol.Reported):
                self._reports[event.id] = event.report

    def _give_up(self, numbers: Iterable[int]) -> None:
        if self._closed:
            return
        for number in numbers:
            self._pool.cancel(number)
        self._collect(0.0)
        for number in numbers:
            self._reports.pop(number, None)
