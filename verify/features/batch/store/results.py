"""A file of results, one report a line, that a run can go on with after whatever ended it.

Each line says of which file in which state it tells, so a file is neither judged twice nor left out.
"""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from verify.features.batch.file_key import Place, Source
from verify.features.batch.store.append_log import InUseError, LineFile
from verify.model import Problem, Report
from verify.report.json import line
from verify.report.words.wording import Wording
from verify.workers.protocol.earlier_schemas import SCHEMAS

# what kept a file from being read may be over: it is tried again when a run goes on
PASSING: Final = frozenset(
    (
        Problem.NOT_FOUND,
        Problem.NOT_PERMITTED,
        Problem.INPUT_OUTPUT,
        Problem.CHANGED,
        Problem.NOT_STARTED,
        Problem.CANCELLED,
    )
)

# of a line, whichever version wrote it; all are of one length
_BEGINNINGS: Final = tuple(f'{{"schema":"{schema}","source":'.encode("ascii") for schema in SCHEMAS)
_BEGINNING_BYTES: Final = len(_BEGINNINGS[0])
_FILE: Final = ',"file":'
_HEAD_CHARACTERS: Final = 64_000  # of a line, in which its source and its file stand
_DECODER: Final = json.JSONDecoder()


class Refusal(StrEnum):
    """Why a file is not taken for results; nothing in it was changed."""

    EXISTS = "exists"  # and nobody asked to go on with it
    OTHER = "other"  # it holds something else
    IN_USE = "in_use"


class RefusedError(Exception):
    """`refusal` says why."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.value)
        self.refusal = refusal


class Results:
    """An open file of results. Raises RefusedError, or OSError where it cannot be opened."""

    def __init__(self, path: Path, *, resume: bool) -> None:
        try:
            self._file = LineFile(path)
        except InUseError as error:
            raise RefusedError(Refusal.IN_USE) from error
        self._known: dict[bytes, Problem | None] = {}
        self.foreign = 0  # lines that are no results; they stay where they are
        self.torn = 0  # bytes of a last line that a crash left
        try:
            self._take_up(resume=resume)
        except BaseException:
            self._file.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    @property
    def place(self) -> Place:
        """Where it lies itself."""
        return Place(self._file.status.st_dev, self._file.status.st_ino)

    def __len__(self) -> int:
        return len(self._known)

    def has(self, source: Source) -> bool:
        """Whether this file in this state has been judged, so that nothing is left to be done for it."""
        key = source.key
        return key in self._known and self._known[key] not in PASSING

    def is_unread(self, source: Source) -> bool:
        """Whether its line says why it could not be read."""
        return self._known.get(source.key) is not None

    def add(self, source: Source, report: Report, wording: Wording) -> None:
        """Writes the line of a report, unless the same is there already. Raises OSError; then nothing was added."""
        key = source.key
        if key in self._known and self._known[key] == report.file.problem:
            return  # tried again, and nothing was different
        told = {"uri": source.uri, "size": source.size, "modified_ns": source.modified_ns}
        self._file.append(line(report, wording, told).encode("utf-8"))
        self._known[key] = report.file.problem

    def _take_up(self, *, resume: bool) -> None:
        head = self._file.head(_BEGINNING_BYTES)
        if not head:
            return
        if not resume:
            raise RefusedError(Refusal.EXISTS)
        if not any(beginning.startswith(head) for beginning in _BEGINNINGS):
            raise RefusedError(Refusal.OTHER)
        self.torn = self._file.mend()
        for text in self._file.lines():
            told = _told(text)
            if told is None:
                self.foreign += 1
            else:
                self._known[told[0].key] = told[1]


def _told(text: bytes) -> tuple[Source, Problem | None] | None:
    """Of which file a line tells, and what kept it from being read; None for anything else than a line of ours.

    Only its beginning is parsed: reports are long, and there may be many.
    """
    if not (text.startswith(_BEGINNINGS) and text.endswith(b"}")):
        return None
    head = text[: 4 * _HEAD_CHARACTERS].decode("utf-8", "replace")[:_HEAD_CHARACTERS]
    try:
        source, end = _DECODER.raw_decode(head, _BEGINNING_BYTES)
        if not head.startswith(_FILE, end):
            return None
        file, _ = _DECODER.raw_decode(head, end + len(_FILE))
        problem = file["problem"]
        return (
            Source(str(source["uri"]), int(source["size"]), int(source["modified_ns"])),
            None if problem is None else Problem(problem),
        )
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
