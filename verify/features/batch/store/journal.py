"""The journal of a batch: a line of facts a file, and beside it the whole reports, read again only when one is shown.

A line is written after its report, so whatever a crash leaves behind is cut off, and that file is judged again.
"""

from __future__ import annotations

import contextlib
import os
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from verify.features.batch.file_key import Source
from verify.features.batch.row import Row, row_of
from verify.features.batch.store.append_log import LineFile
from verify.features.batch.store.results import PASSING
from verify.features.batch.thumbnail import small
from verify.model import Problem, Report, limits
from verify.workers import protocol
from verify.workers.protocol.earlier_schemas import kept as kept_value

ROWS: Final = "rows.jsonl"
REPORTS: Final = "reports"
PREVIEW: Final = "preview"  # the picture of the file itself

_LEVEL: Final = 1  # of compression: the disk is not worth more of the processor's time


class Journal:
    """The journal of the batch in `folder`, open for writing. Raises OSError, or InUseError where another writes it."""

    def __init__(self, folder: Path) -> None:
        self._known: dict[bytes, Problem | None] = {}
        self._rows = LineFile(folder / ROWS)
        try:
            flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
            self._reports = os.open(folder / REPORTS, flags, 0o600)
        except BaseException:
            self._rows.close()
            raise
        try:
            self._take_up()
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Lets another process write."""
        self._rows.close()
        os.close(self._reports)

    def __len__(self) -> int:
        return len(self._known)

    def has(self, source: Source) -> bool:
        """Whether this file in this state has been judged, so that nothing is left to be done for it."""
        key = source.key
        return key in self._known and self._known[key] not in PASSING

    def add(self, source: Source, report: Report) -> Row | None:
        """Keeps a report and returns its row; None where the same was known. Raises OSError; then nothing is kept."""
        key = source.key
        if key in self._known and self._known[key] == report.file.problem:
            return None
        kept = zlib.compress(protocol.encode_line(protocol.dump(_light(report))), _LEVEL)
        row = row_of(source, report, self._end, len(kept))
        try:
            _write(self._reports, self._end, kept)
            self._rows.append(_line(row))
        except BaseException:
            with contextlib.suppress(OSError):  # then it is cut off when the journal is opened again
                os.ftruncate(self._reports, self._end)
            raise
        self._end += len(kept)
        self._known[key] = report.file.problem
        return row

    def _take_up(self) -> None:
        """Learns what is there, and cuts off what has no report or no line."""
        self._rows.mend()
        size = os.fstat(self._reports).st_size
        self._end = 0
        for count, line in enumerate(self._rows.lines()):
            row = _row(line)
            if row is None:
                continue
            if row.at + row.length > size:  # the machine stopped before its report was on the disk
                self._rows.keep(count)
                break
            self._known[row.source.key] = row.problem
            self._end = max(self._end, row.at + row.length)
        if size > self._end:
            os.ftruncate(self._reports, self._end)


def rows(folder: Path) -> Iterator[Row]:
    """The rows of a batch in the order in which they were judged, whoever writes meanwhile. Raises OSError."""
    with (folder / ROWS).open("rb") as file:
        while line := file.readline(limits.LINE_BYTES):
            row = _row(line[:-1]) if line.endswith(b"\n") else None
            if row is not None:
                yield row


def report_of(folder: Path, row: Row) -> Report | None:
    """The whole report behind a row; None where it cannot be read any more."""
    return report_at(folder, row.at, row.length)


def report_at(folder: Path, at: int, length: int) -> Report | None:
    """The whole report that lies at this place; None where it cannot be read any more."""
    try:
        with (folder / REPORTS).open("rb") as file:
            file.seek(at)
            kept = file.read(length)
        unpacking = zlib.decompressobj()
        line = unpacking.decompress(kept, limits.LINE_BYTES)
        return kept_value(Report, line) if unpacking.eof else None
    except (OSError, ValueError, zlib.error, protocol.WireError):
        return None


def _line(row: Row) -> bytes:
    return protocol.encode_line(protocol.dump(row)).rstrip(b"\n")


def _row(line: bytes) -> Row | None:
    try:
        row = kept_value(Row, line)
    except protocol.WireError:
        return None
    return row if row.at >= 0 and 0 < row.length <= limits.LINE_BYTES else None


def _write(descriptor: int, at: int, data: bytes) -> None:
    os.lseek(descriptor, at, os.SEEK_SET)
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def _light(report: Report) -> Report:
    """The report with one small picture instead of all its pictures, which would fill the disk."""
    shown = sorted(report.pictures, key=lambda picture: picture.name != PREVIEW)[:1]
    return replace(report, pictures=tuple(map(small, shown)))
