"""Has files inspected as they arrive in watched folders, until somebody ends it."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from verify.features.batch.file_key import Source
from verify.features.batch.watch.watched_folders import Watched
from verify.model import Options, Problem, Report
from verify.workers import protocol
from verify.workers.pool import Pool

_LOOK_SECONDS: Final = 0.5  # between two looks at the folders
_REST_SECONDS: Final = 60.0  # without work, after which the workers give their memory back


def watch(
    watched: Watched,
    options: Callable[[], Options],
    jobs: int,
    judged: Callable[[Source, Report], None],
    missing: Callable[[tuple[Path, ...]], None],
) -> None:
    """Never returns. `judged` takes each report; `missing` hears which folders are not there when that changes.

    A file that went before it could be read is no result: it may be back under another name.
    """
    under_way: dict[int, tuple[Path, Source]] = {}
    number = 0
    said: tuple[Path, ...] = ()
    look_at = busy_at = time.monotonic()
    resting = False
    with Pool(options(), jobs, tell=False) as pool:
        while True:
            now = time.monotonic()
            if now >= look_at:
                arrived = watched.look()
                look_at = time.monotonic() + _LOOK_SECONDS
                if arrived and not under_way:
                    pool.configure(options())  # lists and models may be newer
                for path, source in arrived:
                    pool.submit(protocol.Inspect(number, str(path)))
                    under_way[number] = (path, source)
                    number += 1
                if watched.missing != said:
                    said = watched.missing
                    missing(said)
            for event in pool.wait(_LOOK_SECONDS):
                if isinstance(event, protocol.Reported):
                    path, source = under_way.pop(event.id)
                    gone = event.report.file.problem is Problem.NOT_FOUND
                    if not gone:
                        judged(source, event.report)
                    watched.answered(path, gone=gone)
            if under_way:
                busy_at, resting = now, False
            elif not resting and now - busy_at > _REST_SECONDS:
                pool.close()  # it begins anew with the next file
                resting = True
