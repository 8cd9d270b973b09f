"""The asking side: sends slices of files to a scheduler's workers and hands on each report once, whatever ends there.

A slice whose worker or scheduler went away is sent again. One that ends Dask's workers again and again is sent file by
file, and what then has no answer is a report with the reason.
"""

from __future__ import annotations

import logging
import os
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct
from msgspec.structs import replace

from verify import __version__
from verify.features.cluster.scheduler import ClusterError, ClusterProblem, Scheduler
from verify.features.cluster.slices import check_slice, pack, unpack_reports
from verify.model import Options, Problem, Report, limits
from verify.model.run_info import make_unreadable_report
from verify.workers import protocol

if TYPE_CHECKING:
    from distributed import Client, Future

SLICE_FILES: Final = 8
PATIENCE_SECONDS: Final = 30.0  # with a scheduler that does not answer
_SLICES_A_WORKER: Final = 3  # sent before their turn, so that no worker waits for us
_LEAST_SLICES: Final = 8
_COUNT_SECONDS: Final = 5.0  # between two looks at how many workers there are
_LOOK_SECONDS: Final = 0.02
_RESULT_SECONDS: Final = 60.0
_END_SECONDS: Final = 5.0


class Notice(StrEnum):
    """What a person should know while it goes on."""

    LOST = "lost"  # the scheduler, for now
    NO_WORKER = "no_worker"


class _File(Struct, frozen=True):
    number: int
    path: Path  # as it was named
    name: bytes  # as a worker opens it
    size: int | None  # here; None where it cannot be asked for it


_Slice = tuple[_File, ...]


class ClusterRun:
    """Checks files with the workers of a scheduler. `notice` hears what happens; nothing is sent before `inspect`."""

    def __init__(
        self,
        scheduler: Scheduler,
        options: Options,
        notice: Callable[[Notice], None],
        patience: float = PATIENCE_SECONDS,
    ) -> None:
        self._scheduler = scheduler
        self._options = options
        self._packed = pack(protocol.encode_line(protocol.dump(replace(options, models=()))))
        self._notice = notice
        self._patience = patience
        self._again: deque[_Slice] = deque()
        self._sent: dict[Future[Any], _Slice] = {}
        self._room = _LEAST_SLICES  # for slices under way
        self._counted_at = 0.0
        self._is_lost = self._is_idle = False

    def inspect(self, paths: Iterable[Path]) -> Generator[tuple[int, Report], None, None]:
        """Yield the number of each path, counted from 0, and its report. Raises ClusterError."""
        slices = _cut(paths)
        with self._connect() as client:
            while True:
                if self._is_connected(client):
                    self._count_workers(client)
                    self._send(client, slices)
                    if not self._sent:
                        return
                ended = [future for future in self._sent if future.done()]
                for future in ended:
                    yield from self._take(future, self._sent.pop(future))
                if not ended:
                    time.sleep(_LOOK_SECONDS)

    @contextmanager
    def _connect(self) -> Iterator[Client]:
        import distributed

        for name in ("distributed", "distributed.client"):  # what they would say is said in our words
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)
        files = {
            "tls_ca_file": self._scheduler.ca,
            "tls_client_cert": self._scheduler.certificate,
            "tls_client_key": self._scheduler.key,
        }
        try:
            client = distributed.Client(
                self._scheduler.address,
                security=distributed.Security(
                    require_encryption=self._scheduler.is_encrypted,
                    **{name: str(file) for name, file in files.items() if file is not None},
                ),
                timeout=self._patience,
                set_as_default=False,
                direct_to_workers=False,  # their addresses are the scheduler's word: it alone is asked
            )
        except (OSError, ValueError) as error:
            raise ClusterError(ClusterProblem.NOT_REACHED, str(error)[: limits.FACT_CHARACTERS]) from error
        try:
            yield client
        finally:
            client.close(timeout=_END_SECONDS)

    def _is_connected(self, client: Client) -> bool:
        """Return whether it is, and say once that it is not. Raises ClusterError where it gave up."""
        if client.status == "running":
            self._is_lost = False
            return True
        if client.status != "connecting":
            raise ClusterError(ClusterProblem.GONE)
        if not self._is_lost:
            self._is_lost = True
            self._notice(Notice.LOST)
        return False

    def _count_workers(self, client: Client) -> None:
        """Learn now and then how many workers there are, and say once that there are none."""
        now = time.monotonic()
        if now - self._counted_at < _COUNT_SECONDS:
            return
        self._counted_at = now
        try:
            count = client.scheduler_info(n_workers=0).get("n_workers", 0)
        except (OSError, AttributeError):  # it has just gone away: the next look says so
            return
        workers = count if isinstance(count, int) else 0
        self._room = max(_LEAST_SLICES, _SLICES_A_WORKER * workers)
        if not workers and not self._is_idle:
            self._notice(Notice.NO_WORKER)
        self._is_idle = not workers

    def _send(self, client: Client, slices: Iterator[_Slice]) -> None:
        while len(self._sent) < self._room:
            part = self._again.popleft() if self._again else next(slices, None)
            if part is None:
                return
            names = [file.name for file in part]
            self._sent[client.submit(check_slice, __version__, self._packed, names, pure=False)] = part

    def _take(self, future: Future[Any], part: _Slice) -> Iterator[tuple[int, Report]]:
        """Yield what came of a slice; what is lost or failed is sent again."""
        if future.status == "error":
            error = future.exception(timeout=_RESULT_SECONDS)
            if isinstance(error, ImportError):
                raise ClusterError(ClusterProblem.NO_WHENCE, str(error)[: limits.FACT_CHARACTERS])
            yield from self._retry(part, f"{type(error).__name__}: {error}")
            return
        try:
            answer = future.result(timeout=_RESULT_SECONDS)
        except Exception:  # noqa: BLE001  (whatever keeps an answer from us: it is asked for again)
            self._again.append(part)
            return
        if isinstance(answer, str):
            raise ClusterError(ClusterProblem.OTHER_VERSION, answer[: limits.FACT_CHARACTERS])
        try:
            reports = unpack_reports(answer, [file.name for file in part])
        except (protocol.WireError, TypeError) as error:
            yield from self._retry(part, str(error))
            return
        for file, report in zip(part, reports, strict=True):
            yield file.number, self._name_in(report, file)

    def _retry(self, part: _Slice, reason: str) -> Iterator[tuple[int, Report]]:
        """Send the files of a slice again one by one; a single one gets its reason instead."""
        if len(part) > 1:
            self._again.extend((file,) for file in part)
            return
        for file in part:
            yield file.number, self._make_unread(file, Problem.NOT_STARTED, reason[: limits.FACT_CHARACTERS])

    def _name_in(self, report: Report, file: _File) -> Report:
        """Return the report with the path as it was named; of a file of another size it is none of this one."""
        if not report.file.problem and file.size not in (None, report.file.size):
            return self._make_unread(file, Problem.CHANGED, "a worker saw a file of another size under this path")
        return replace(report, file=replace(report.file, path=str(file.path)))

    def _make_unread(self, file: _File, problem: Problem, detail: str) -> Report:
        return make_unreadable_report(file.path, problem, detail, replace(self._options, now=datetime.now(UTC)))


def _cut(paths: Iterable[Path]) -> Iterator[_Slice]:
    """Cut the files into slices, as they come."""
    files = (_File(number, path, _name(path), _ask_size(path)) for number, path in enumerate(paths))
    while part := tuple(islice(files, SLICE_FILES)):
        yield part


def _name(path: Path) -> bytes:
    return os.fsencode(Path.cwd() / path)


def _ask_size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except (OSError, ValueError):
        return None
