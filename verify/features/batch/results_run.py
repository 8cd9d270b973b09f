"""Checks files into a file of results: a line a file as soon as it is judged, and a run can go on after any end."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

from verify.features.batch.file_key import Source, source_of
from verify.features.batch.ordered import as_judged
from verify.features.batch.progress import Progress
from verify.features.batch.remote_manifests import RemoteRecords
from verify.features.batch.store.results import Refusal, RefusedError, Results
from verify.model import Options, Report
from verify.report.words.catalogue import Speech
from verify.report.words.commands import batch as words
from verify.report.words.wording import Wording
from verify.workers.pool import Pool

_USAGE: Final = 2


class IntoResults:
    """One run. Nothing is opened before `run`."""

    def __init__(self, out: Path, wording: Wording, speech: Speech, progress: Progress) -> None:
        self._out = out
        self._wording = wording
        self._speech = speech
        self._progress = progress
        self._under_way: dict[int, Source] = {}  # by the number of the path
        self._unread = 0

    def run(
        self,
        paths: Iterable[Path],
        options: Options,
        jobs: int,
        remote: RemoteRecords | None,
        recalled: Callable[[Report], Report],
        *,
        resume: bool,
    ) -> int:
        """Judges what has no line yet and returns the exit status."""
        try:
            with Results(self._out, resume=resume) as results:
                self._say_found(results)
                try:
                    with Pool(options, jobs, tell=False) as pool:
                        for number, report in as_judged(pool, self._left(paths, results), remote):
                            results.add(self._under_way.pop(number), recalled(report), self._wording)
                            self._unread += report.file.problem is not None
                            self._progress.done(report.file.name)
                except BaseException:
                    self._progress.tell(self._speech.count(words.IN_RESULTS, len(results), file=str(self._out)))
                    self._progress.tell(self._speech.say(words.GO_ON))
                    raise
                self._say_done(results)
                return 1 if self._unread else 0
        except RefusedError as error:
            self._complain(words.REFUSED[error.refusal.value])
            return 1 if error.refusal is Refusal.IN_USE else _USAGE
        except OSError as error:
            self._complain(words.NOT_WRITTEN, reason=error.strerror or str(error))
            return 1

    def _left(self, paths: Iterable[Path], results: Results) -> Iterator[Path]:
        """The files that have no line yet."""
        number = 0
        itself = results.place
        for path in paths:
            source, place = source_of(path)
            if place == itself:
                self._complain(words.NOT_ITSELF)
                self._progress.passed_over()
            elif results.has(source):
                self._unread += results.is_unread(source)
                self._progress.passed_over()
            else:
                self._under_way[number] = source
                number += 1
                yield path

    def _say_found(self, results: Results) -> None:
        if results.torn:
            self._complain(words.TORN)
        if results.foreign:
            self._progress.tell(self._speech.count(words.FOREIGN, results.foreign, file=str(self._out)))

    def _say_done(self, results: Results) -> None:
        self._progress.tell(self._speech.count(words.IN_RESULTS, len(results), file=str(self._out)))
        if self._unread:
            self._progress.tell(self._speech.count(words.UNREAD, self._unread))

    def _complain(self, message: str, **facts: str) -> None:
        self._progress.tell(self._speech.say(message, {"file": str(self._out), **facts}))
