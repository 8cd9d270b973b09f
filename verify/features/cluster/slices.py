"""What a Dask worker does: it has the files of a slice checked by its one confined pool, and answers with packed lines.

Dask knows `check_slice` by its import path. What goes in and comes out are bytes and strings, nothing of ours. The
files are opened here, by their paths, and read by the pool's workers alone.
"""

from __future__ import annotations

import atexit
import os
import threading
import zlib
from itertools import count
from typing import Final, TypeGuard

from msgspec.structs import replace

from verify import __version__
from verify.model import Options, Report, limits
from verify.workers import protocol
from verify.workers.pool import Pool

_LEVEL: Final = 1  # of compression: the network is not worth more of the processor's time
_WAIT_SECONDS: Final = 1.0


class _Checker:
    """The pool of this process. Dask may call from several threads: one slice has all of the pool at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._pool: Pool | None = None
        self._options = b""
        self._numbers = count()

    def check(self, options: bytes, paths: list[bytes]) -> list[bytes]:
        with self._lock:
            pool = self._take_pool(options)
            numbers = {next(self._numbers): place for place in range(len(paths))}
            for number, place in numbers.items():
                pool.submit(protocol.Inspect(number, os.fsdecode(paths[place])))
            answers = [b""] * len(paths)
            while numbers:
                for event in pool.wait(_WAIT_SECONDS):
                    if isinstance(event, protocol.Reported) and event.id in numbers:
                        place = numbers.pop(event.id)
                        answers[place] = pack(protocol.encode_event(protocol.Reported(place, event.report)))
            return answers

    def close(self) -> None:
        with self._lock:
            if self._pool is not None:
                self._pool.close()
            self._pool, self._options = None, b""

    def _take_pool(self, packed: bytes) -> Pool:
        """Return the pool, with these options. Models are those of this computer: the others' are not here."""
        if self._pool is None or packed != self._options:
            from verify.store.options import current_options

            options = replace(
                protocol.load(Options, protocol.decode_line(unpack(packed))), models=current_options().models
            )
            if self._pool is None:
                self._pool = Pool(options, _count_threads(), tell=False, warm=True)
            else:
                self._pool.configure(options)
            self._options = packed
        return self._pool


_CHECKER: Final = _Checker()
atexit.register(_CHECKER.close)
close = _CHECKER.close


def check_slice(version: str, options: bytes, paths: list[bytes]) -> list[bytes] | str:
    """Check the files with these paths, and return a packed report for each in their order.

    Where this is another version of Whence, its name is all that is returned.
    """
    return _CHECKER.check(options, paths) if version == __version__ else __version__


def pack(line: bytes) -> bytes:
    """Pack a line."""
    return zlib.compress(line, _LEVEL)


def unpack(packed: bytes) -> bytes:
    """Return the line that was packed. Raises WireError for anything else, and for a line that is too long."""
    unpacking = zlib.decompressobj()
    try:
        line = unpacking.decompress(packed, limits.LINE_BYTES + 1)
    except zlib.error as error:
        raise protocol.WireError(str(error)) from error
    if not unpacking.eof:
        raise protocol.WireError("not a whole line")
    return line


def unpack_reports(answer: list[bytes], paths: list[bytes]) -> list[Report]:
    """Return the reports of a slice. Raises WireError where they are not those of these paths, one each."""
    events = [protocol.load_event(unpack(packed)) for packed in answer]
    reports = [event.report for place, event in enumerate(events) if _is_report(event, place)]
    if len(events) != len(paths) or [os.fsencode(report.file.path) for report in reports] != paths:
        raise protocol.WireError("reports of other files")
    return reports


def _is_report(event: protocol.Event, place: int) -> TypeGuard[protocol.Reported]:
    return isinstance(event, protocol.Reported) and event.id == place


def _count_threads() -> int:
    """Return how many files may be checked at a time: as many as Dask was given threads for here."""
    try:
        from distributed import get_worker

        return max(1, get_worker().state.nthreads)
    except (ImportError, ValueError):  # not called by Dask
        return 1
