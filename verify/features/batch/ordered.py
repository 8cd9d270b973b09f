"""Has files inspected by a pool and gives their reports, in the order of the files or as they are judged.

Never more than a bounded number of files is under way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

from verify.features.batch.remote_manifests import RemoteRecords
from verify.model import Report
from verify.workers import protocol
from verify.workers.pool import Pool

AHEAD: Final = 64  # files begun or judged before the one whose turn it is
_WAIT_SECONDS: Final = 1.0


def inspect_in_order(pool: Pool, paths: Iterable[Path], remote: RemoteRecords | None) -> Iterator[Report]:
    """Yield a report for each path, in order. With `remote`, a record stored elsewhere is fetched and judged, too."""
    judged: dict[int, Report] = {}
    given = 0

    def room(begun: int, _ended: int) -> bool:
        return begun - given < AHEAD

    for number, arrived in _inspect(pool, paths, remote, room):
        judged[number] = arrived
        while given in judged:
            yield judged.pop(given)
            given += 1


def inspect_as_ready(pool: Pool, paths: Iterable[Path], remote: RemoteRecords | None) -> Iterator[tuple[int, Report]]:
    """Return the number of each path, counted from 0, and its report as soon as that is there."""
    return _inspect(pool, paths, remote, lambda begun, ended: begun - ended < AHEAD)


def _inspect(
    pool: Pool, paths: Iterable[Path], remote: RemoteRecords | None, room: Callable[[int, int], bool]
) -> Iterator[tuple[int, Report]]:
    """`room` says for the numbers of files begun and ended whether another may begin."""
    source = iter(paths)
    under_way: dict[int, str] = {}
    begun = 0
    while True:
        while room(begun, begun - len(under_way)) and (path := next(source, None)) is not None:
            pool.submit(protocol.Inspect(begun, str(path)))
            under_way[begun] = str(path)
            begun += 1
        if not under_way:
            return
        for event in pool.wait(_WAIT_SECONDS):
            if isinstance(event, protocol.Reported) and not (remote and remote.take(event.id, event.report, pool.wake)):
                del under_way[event.id]
                yield event.id, event.report
        for number, record, report in remote.arrived() if remote else ():
            if record is None:
                del under_way[number]
                yield number, report
            else:
                pool.submit(protocol.Inspect(number, under_way[number], fetched=record))
