"""Has files inspected by a pool and gives their reports in the order of the files, a bounded number ahead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from verify import wire
from verify.commands.remote_records import RemoteRecords
from verify.model import Report
from verify.pool import Pool

AHEAD: Final = 64  # files begun or judged before the one whose turn it is
_WAIT_SECONDS: Final = 1.0


def inspected(pool: Pool, paths: Iterable[Path], remote: RemoteRecords | None) -> Iterator[Report]:
    """A report for each path, in order. With `remote`, a record stored elsewhere is fetched and judged, too."""
    source = iter(paths)
    judged: dict[int, Report] = {}
    names: list[str] = []  # by number
    given = 0
    while True:
        while len(names) - given < AHEAD and (path := next(source, None)) is not None:
            pool.submit(wire.Inspect(len(names), str(path)))
            names.append(str(path))
        if given in judged:
            yield judged.pop(given)
            given += 1
            continue
        if given == len(names):
            return
        for event in pool.wait(_WAIT_SECONDS):
            if isinstance(event, wire.Reported) and not (remote and remote.take(event.id, event.report, pool.wake)):
                judged[event.id] = event.report
        for number, record, report in remote.arrived() if remote else ():
            if record is None:
                judged[number] = report
            else:
                pool.submit(wire.Inspect(number, names[number], fetched=record))
