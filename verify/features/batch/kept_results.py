"""The results that are kept of many files, as public documents: of a batch of the window, or of a file of results.

Of a file that was judged twice in the same state, the last result counts, as everywhere.
"""

from __future__ import annotations

import json
from codecs import BOM_UTF8
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO, Final

from verify.features.batch.file_key import UNKNOWN, Source
from verify.features.batch.job import batches_folder, read_head
from verify.features.batch.journal import read_report_of, read_rows
from verify.features.batch.packed_log import is_packed, read_packed_lines
from verify.features.batch.row import Row
from verify.report.formats.json import document
from verify.report.words.catalogue import Translator
from verify.store.folders import open_regular
from verify.workers.protocol.earlier_schemas import upgrade

Document = Mapping[str, Any]
OnLost = Callable[[], object]  # called for each result that cannot be read
Places = Collection[tuple[int, int]]  # where in a journal reports lie, and how long they are

_LINE_BYTES: Final = 16 * 1024 * 1024  # of one result; parsed, a hostile one takes some hundred MiB
_CHUNK: Final = 1024 * 1024  # bytes, of the rest of a line that is longer
_NOT_OURS: Final = b"?"


def find_kept(name: str) -> Path | None:
    """Find a batch by its name, or else a file of results by its path; None where there is neither."""
    folder = batches_folder() / name
    if Path(name).name == name and read_head(folder) is not None:
        return folder
    with suppress(OSError, ValueError):
        if Path(name).is_file():
            return Path(name)
    return None


def read_kept(place: Path, translator: Translator, on_lost: OnLost, places: Places | None = None) -> Iterator[Document]:
    """Yield the results of a batch or of a file of results, of a batch only those at `places`. Raises OSError.

    Words of a batch are in the language of `translator`; those of a file of results are as they were written.
    """
    if place.is_dir():
        yield from _read_batch(place, translator, on_lost, places)
    else:
        yield from _read_lines(place, on_lost)


def _read_batch(folder: Path, translator: Translator, on_lost: OnLost, places: Places | None) -> Iterator[Document]:
    last: dict[bytes, int] = {row.source.key: row.at for row in read_rows(folder)} if places is None else {}

    def is_wanted(row: Row) -> bool:
        return last.get(row.source.key) == row.at if places is None else (row.at, row.length) in places

    for row in filter(is_wanted, read_rows(folder)):
        report = read_report_of(folder, row)
        if report is None:
            on_lost()
        else:
            source = row.source
            yield document(
                report, translator, {"uri": source.uri, "size": source.size, "modified_ns": source.modified_ns}
            )


def _read_lines(path: Path, on_lost: OnLost) -> Iterator[Document]:
    last: dict[bytes, int] = {}
    for number, line in _lines(path):
        report = _parse(line)
        if report is None:
            on_lost()
        else:
            last[_key(report, number)] = number
    for number, line in _lines(path):
        report = _parse(line)
        if report is not None and last.get(_key(report, number)) == number:
            yield report


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """Yield each line that is not blank, with its number; one that is too long is no result."""
    with open_regular(path) as file:
        lines = read_packed_lines(file, _LINE_BYTES) if is_packed(file) else _plain_lines(file)
        for number, line in enumerate(lines, 1):
            if line.strip():
                too_long = len(line) >= _LINE_BYTES and not line.endswith(b"\n")
                yield number, _NOT_OURS if too_long else line.removeprefix(BOM_UTF8)


def _plain_lines(file: BinaryIO) -> Iterator[bytes]:
    while line := file.readline(_LINE_BYTES):
        if len(line) == _LINE_BYTES and not line.endswith(b"\n"):
            _skip_line(file)
        yield line


def _skip_line(file: BinaryIO) -> None:
    while (rest := file.readline(_CHUNK)) and not rest.endswith(b"\n"):
        pass


def _parse(line: bytes) -> Document | None:
    try:
        report = json.loads(line)
        return upgrade(report) if isinstance(report, dict) else None
    except (ValueError, RecursionError):
        return None


def _key(report: Document, number: int) -> bytes:
    """Name the file and its state; a line that names none is a file of its own."""
    source = report.get("source")
    if not isinstance(source, dict):
        return str(number).encode()
    uri, size, modified = source.get("uri"), source.get("size", UNKNOWN), source.get("modified_ns", UNKNOWN)
    if not (isinstance(uri, str) and type(size) is int and type(modified) is int):
        return str(number).encode()
    return Source(uri.encode("utf-8", "replace").decode(), size, modified).key
