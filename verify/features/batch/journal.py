"""The journal of a batch: a line of facts a file, and beside it the whole reports, read again only when one is shown.

A line is written after its report, so whatever a crash leaves behind is cut off, and that file is judged again.
"""

from __future__ import annotations

import contextlib
import os
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from msgspec.structs import replace

from verify.features.batch.append_log import OPEN_FLAGS, AppendLog, JudgedFiles, write_all
from verify.features.batch.file_key import Source
from verify.features.batch.row import Row, make_row
from verify.model import Picture, Report, limits
from verify.store.folders import open_regular, refuse_special
from verify.store.set_aside import set_aside
from verify.workers import protocol
from verify.workers.protocol.earlier_schemas import load_earlier

ROWS: Final = "rows.jsonl"
REPORTS: Final = "reports"
PREVIEW: Final = "preview"  # the picture of the file itself

THUMBNAIL_SIDE: Final = 96  # pixels, longer side

_HEAD: Final = b'{"source":{"'  # how every line begins
_SAMPLES: Final = 2  # along each side of what becomes one pixel
_LEVEL: Final = 1  # of compression: the disk is not worth more of the processor's time


class Journal(JudgedFiles):
    """The journal of the batch in `folder`, open for writing. Raises OSError, or InUseError where another writes it.

    `set_aside` is where a file went that lay in its place and is no journal.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__(AppendLog(folder / ROWS))
        self.set_aside: Path | None = None
        try:
            if not _HEAD.startswith(self._log.read_head(len(_HEAD))):
                self._begin_anew(folder)
            refuse_special(folder / REPORTS)
            self._reports = os.open(folder / REPORTS, OPEN_FLAGS, 0o600)
        except BaseException:
            self._log.close()
            raise
        try:
            self._read_log()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Let another process write."""
        super().close()
        os.close(self._reports)

    def add(self, source: Source, report: Report) -> Row | None:
        """Append a report and return its row; None where the same was known. Raises OSError; then nothing was added."""
        if self.has_same_outcome(source, report):
            return None
        packed = zlib.compress(protocol.encode_line(protocol.dump(_without_large_pictures(report))), _LEVEL)
        row = make_row(source, report, self._end, len(packed))
        try:
            os.lseek(self._reports, self._end, os.SEEK_SET)
            write_all(self._reports, packed)
            self._log.append(protocol.encode_line(protocol.dump(row)).rstrip(b"\n"))
        except BaseException:
            with contextlib.suppress(OSError):  # then it is cut off when the journal is opened again
                os.ftruncate(self._reports, self._end)
            raise
        self._end += len(packed)
        self._problems[source.key] = report.file.problem
        return row

    def _begin_anew(self, folder: Path) -> None:
        self._log.close()
        self.set_aside = set_aside(folder / ROWS)
        with contextlib.suppress(FileNotFoundError):
            set_aside(folder / REPORTS)
        self._log = AppendLog(folder / ROWS)

    def _read_log(self) -> None:
        """Learn what is there, and cut off what a crash left without a report or a line.

        Behind a line that is damaged nothing is cut off: its report may be whole.
        """
        self._log.mend()
        size = os.fstat(self._reports).st_size
        self._end = 0
        whole = True
        lost: int | None = None  # the first of the last lines, all of whose reports never reached the disk
        for count, line in enumerate(self._log.read_lines()):
            row = _load_row(line)
            if row is None:
                whole, lost = False, None
            elif row.at + row.length > size:
                lost = count if lost is None else lost
            else:
                whole, lost = whole and lost is None, None
                self._problems[row.source.key] = row.problem
                self._end = max(self._end, row.at + row.length)
        if not whole:
            self._end = size
            return
        if lost is not None:
            self._log.truncate(lost)
        if size > self._end:
            os.ftruncate(self._reports, self._end)


def read_rows(folder: Path) -> Iterator[Row]:
    """Yield the rows of a batch in the order in which they were judged, whoever writes meanwhile. Raises OSError."""
    with open_regular(folder / ROWS) as file:
        while line := file.readline(limits.LINE_BYTES):
            row = _load_row(line[:-1]) if line.endswith(b"\n") else None
            if row is not None:
                yield row


def read_report_of(folder: Path, row: Row) -> Report | None:
    """Read the whole report of a row; None where it cannot be read any more, or is another file's."""
    report = read_report(folder, row.at, row.length)
    if report is None or (report.file.path, report.file.sha256) != (row.path, row.sha256):
        return None
    return report


def read_report(folder: Path, at: int, length: int) -> Report | None:
    """Read the report that lies at this place; None where there is none."""
    try:
        with open_regular(folder / REPORTS) as file:
            file.seek(at)
            packed = file.read(length)
        unpacking = zlib.decompressobj()
        line = unpacking.decompress(packed, limits.LINE_BYTES)
        return load_earlier(Report, line) if unpacking.eof else None
    except (OSError, ValueError, zlib.error, protocol.WireError):
        return None


def _load_row(line: bytes) -> Row | None:
    try:
        row = load_earlier(Row, line)
    except protocol.WireError:
        return None
    return row if row.at >= 0 and 0 < row.length <= limits.LINE_BYTES else None


def _without_large_pictures(report: Report) -> Report:
    """Return the report with one small picture instead of all its pictures, which would fill the disk."""
    preview_first = sorted(report.pictures, key=lambda picture: picture.name != PREVIEW)
    return replace(report, pictures=tuple(map(make_thumbnail, preview_first[:1])))


def make_thumbnail(picture: Picture) -> Picture:
    """Return the picture with no side longer than THUMBNAIL_SIDE; as it is where it is small or makes no sense.

    It decodes nothing: the pixels are raw.
    """
    step = -(-max(picture.width, picture.height) // THUMBNAIL_SIDE)
    width, height = picture.width // max(1, step), picture.height // max(1, step)
    if step < 2 or not width or not height or len(picture.rgb) != picture.width * picture.height * 3:
        return picture
    import numpy as np  # late: a window that only reads journals need not wait for it

    pixels = np.frombuffer(picture.rgb, np.uint8).reshape(picture.height, picture.width, 3)
    total = np.zeros((height, width, 3), np.uint16)
    places = [step * (2 * sample + 1) // (2 * _SAMPLES) for sample in range(_SAMPLES)]
    for top in places:
        for left in places:
            total += pixels[top::step, left::step][:height, :width]
    return Picture(picture.name, width, height, (total // _SAMPLES**2).astype(np.uint8).tobytes())
