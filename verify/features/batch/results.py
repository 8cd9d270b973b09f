"""A file of results, one report a line as soon as a file is judged; a run can go on with it after whatever ended it.

Each line says of which file in which state it tells, so a file is neither judged twice nor left out.
"""

from __future__ import annotations

import contextlib
import json
from codecs import BOM_UTF8
from collections.abc import Callable, Generator, Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import Final

from verify.features.batch.append_log import AppendLog, GoneError, InUseError, JudgedFiles
from verify.features.batch.file_key import Place, Source, identify
from verify.features.batch.packed_log import ENDING, DamagedError, PackedLog
from verify.features.batch.progress import Progress
from verify.model import Problem, Report
from verify.report.formats.json import line
from verify.report.words.catalogue import Translator
from verify.store.folders import NotAFileError
from verify.workers.protocol.earlier_schemas import SCHEMAS

_USAGE: Final = 2  # exit status
# of a line, whichever version wrote it; all are of one length
_BEGINNINGS: Final = tuple(f'{{"schema":"{schema}","source":'.encode("ascii") for schema in SCHEMAS)
_BEGINNING_BYTES: Final = len(_BEGINNINGS[0])
_FILE: Final = ',"file":'
_HEAD_CHARACTERS: Final = 64_000  # of a line, in which its source and its file stand
_DECODER: Final = json.JSONDecoder()

# yields the number of each path, counted from 0, and its report as soon as that is there
Inspect = Callable[[Iterable[Path]], Generator[tuple[int, Report], None, None]]


class Refusal(StrEnum):
    """Why a file is not taken for results; nothing in it was changed."""

    EXISTS = "exists"  # and nobody asked to go on with it
    OTHER = "other"  # it holds something else
    NOT_A_FILE = "not_a_file"  # a folder, a pipe, a device
    IN_USE = "in_use"


class RefusedError(Exception):
    """`refusal` says why."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.value)
        self.refusal = refusal


class Results(JudgedFiles):
    """An open file of results, packed where its name ends in `.zst`.

    Raises RefusedError, or OSError where it cannot be opened.
    """

    def __init__(self, path: Path, *, resume: bool) -> None:
        try:
            super().__init__(PackedLog(path) if path.suffix == ENDING else AppendLog(path))
        except InUseError as error:
            raise RefusedError(Refusal.IN_USE) from error
        except NotAFileError as error:
            raise RefusedError(Refusal.NOT_A_FILE) from error
        self.foreign_lines = 0  # lines that are no results; they stay where they are
        self.torn_bytes = 0  # bytes of a last line that a crash left
        try:
            self._read_log(resume=resume)
        except BaseException:
            self.close()
            raise

    @property
    def place(self) -> Place:
        """The place of the file of results itself."""
        return Place(self._log.status.st_dev, self._log.status.st_ino)

    def settle(self) -> None:
        """Write what waits. Raises OSError, and GoneError where the file no longer lies where it was opened."""
        self._log.flush()
        self._log.check_place()

    def is_unread(self, source: Source) -> bool:
        """Return whether its line says why it could not be read."""
        return self._problems.get(source.key) is not None

    def add(self, source: Source, report: Report, translator: Translator) -> None:
        """Append the line of a report, unless the same is there already. Raises OSError; then nothing was added."""
        if self.has_same_outcome(source, report):
            return
        identity = {"uri": source.uri, "size": source.size, "modified_ns": source.modified_ns}
        self._log.append(line(report, translator, identity).encode("utf-8"))
        self._problems[source.key] = report.file.problem

    def _read_log(self, *, resume: bool) -> None:
        if self._log.is_empty:
            return
        if not resume:
            raise RefusedError(Refusal.EXISTS)
        try:
            head = self._log.read_head(len(BOM_UTF8) + _BEGINNING_BYTES).removeprefix(BOM_UTF8)[:_BEGINNING_BYTES]
            if not any(beginning.startswith(head) for beginning in _BEGINNINGS):
                raise RefusedError(Refusal.OTHER)
            self.torn_bytes = self._log.mend()
        except DamagedError as error:
            raise RefusedError(Refusal.OTHER) from error
        for text in self._log.read_lines():
            identified = _identify(text.removeprefix(BOM_UTF8))  # that some editors put before the first line
            if identified is None:
                self.foreign_lines += 1
            else:
                source, problem = identified
                self._problems[source.key] = problem


def _identify(text: bytes) -> tuple[Source, Problem | None] | None:
    """Return the file of a line and what kept it from being read; None for anything else than a line of ours.

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
        uri, size, modified_ns, problem = source["uri"], source["size"], source["modified_ns"], file["problem"]
        if type(uri) is not str or type(size) is not int or type(modified_ns) is not int:
            return None
        return Source(uri, size, modified_ns), None if problem is None else Problem(problem)
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


class ResultsRun:
    """One run that writes a file of results. Nothing is opened before `run`."""

    def __init__(self, out: Path, translator: Translator, progress: Progress) -> None:
        self._out = out
        self._translator = translator
        self._progress = progress
        self._under_way: dict[int, Source] = {}  # by the number of the path
        self._unread = 0

    def run(
        self,
        paths: Iterable[Path],
        inspect: Inspect,
        recall: Callable[[Report], Report],
        *,
        resume: bool,
    ) -> int:
        """Have what has no line yet judged by `inspect` and return the exit status.

        `recall` adds to a report what the memory knows.
        """
        try:
            with Results(self._out, resume=resume) as results:
                self._tell_what_was_there(results)
                try:
                    with contextlib.closing(inspect(self._without_line(paths, results))) as judged:
                        for number, report in judged:
                            results.add(self._under_way.pop(number), recall(report), self._translator)
                            self._unread += report.file.problem is not None
                            self._progress.count_done(report.file.name)
                    results.settle()
                except GoneError:
                    raise
                except BaseException:
                    self._progress.tell(
                        self._translator.count("commands.batch.in_results", len(results), file=str(self._out))
                    )
                    self._progress.tell(self._translator.text("commands.batch.go_on"))
                    raise
                self._tell_outcome(results)
                return 1 if self._unread else 0
        except RefusedError as error:
            self._complain(f"commands.batch.refused.{error.refusal.value}")
            return _USAGE if error.refusal in (Refusal.EXISTS, Refusal.OTHER) else 1
        except GoneError:
            self._complain("commands.batch.gone")
            return 1
        except OSError as error:
            self._complain("commands.batch.not_written", reason=error.strerror or str(error))
            return 1

    def _without_line(self, paths: Iterable[Path], results: Results) -> Iterator[Path]:
        """Yield the files that have no line yet."""
        number = 0
        itself = results.place
        for path in paths:
            source, place = identify(path)
            if place == itself:
                self._complain("commands.batch.not_itself")
                self._progress.count_passed_over()
            elif results.has(source):
                self._unread += results.is_unread(source)
                self._progress.count_passed_over()
            else:
                self._under_way[number] = source
                number += 1
                yield path

    def _tell_what_was_there(self, results: Results) -> None:
        if results.torn_bytes:
            self._complain("commands.batch.torn")
        if results.foreign_lines:
            self._progress.tell(
                self._translator.count("commands.batch.foreign", results.foreign_lines, file=str(self._out))
            )

    def _tell_outcome(self, results: Results) -> None:
        self._progress.tell(self._translator.count("commands.batch.in_results", len(results), file=str(self._out)))
        if self._unread:
            self._progress.tell(self._translator.count("commands.batch.unread", self._unread))

    def _complain(self, message: str, **facts: str) -> None:
        self._progress.tell(self._translator.text(message, {"file": str(self._out), **facts}))
