"""One line of the list of files: what was dropped, how far the looking is, and what is known so far.

It judges nothing: while a file is looked at there is what readers have said until now, and no verdict but the
provisional one that its worker may have sent.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from msgspec.structs import replace

from gui.widgets.pixmaps import compress
from verify.features.batch.row import Row
from verify.model import (
    FetchedFrom,
    Field,
    FileFacts,
    Finding,
    Picture,
    Problem,
    Reading,
    Record,
    RecordSearch,
    Report,
    Standing,
    Supplement,
    Verdict,
    limits,
)

Seen = Field | Finding | Record | Picture
Kind = TypeVar("Kind")


class State(StrEnum):
    """How far the looking at one file is."""

    WAITING = "waiting"
    LOOKING = "looking"
    ANSWERED = "answered"
    UNCHECKED = "unchecked"


class FileItem:
    """One file. `number` names the present inspection: a file that is checked again gets a new one."""

    def __init__(self, number: int, path: str, pasted: bool = False) -> None:
        self.path = path
        self.name = os.path.basename(path) or path  # noqa: PTH119 - a name may be anything, even `..`
        self.pasted = pasted
        self.fetched: FetchedFrom | None = None  # from where it came, if it was fetched
        self.supplement = Supplement()  # what was brought from elsewhere to inspect it with
        self.begin(number)

    def begin(self, number: int) -> None:
        """Know nothing (again): the file waits for inspection `number`."""
        self.number = number
        self.state = State.WAITING
        self._answer: Report | None = None
        self._record = Record()
        self._fields: list[Field] = []
        self._findings: list[Finding] = []
        self._pictures: list[Picture] = []
        self._readings: list[Reading] = []
        self._so_far: Report | None = None  # what a provisional answer rests on
        self._early_verdict = Verdict()
        self.batch: Path | None = None  # which one checks it, if one does
        self.row: Row | None = None  # what that says of it in short; its report is read where somebody looks at it
        self._read_report: Callable[[], Report | None] = _read_nothing
        self.said_before: Report | None = None  # another answer, that the present one took the place of
        self.stayed = False  # the final answer says what was said before

    def begin_looking(self) -> None:
        """Note that a reader takes the file; what an earlier attempt saw is forgotten."""
        self.wait()
        self.state = State.LOOKING

    def wait(self) -> None:
        """Know nothing (again) and wait under the same number, for the same batch if it has one."""
        batch = self.batch
        self.begin(self.number)
        self.batch = batch

    @property
    def is_finished(self) -> bool:
        """Whether the final report is here."""
        return self._answer is not None or self.row is not None

    @property
    def is_answered(self) -> bool:
        """Whether there is an answer to show: the final one, or a provisional one."""
        return self.is_finished or self._early_verdict.provisional

    @property
    def report(self) -> Report:
        """The final report; before it comes, what has been seen so far, with a provisional verdict or none.

        What is not final is shown in this window and leaves it by no way: whoever keeps or hands on a report asks
        `is_finished` before.
        """
        if self._answer is not None:
            return self._answer
        if self.row is not None:
            return self._read_report() or _make_unread(FileFacts(self.path, self.name, problem=Problem.INPUT_OUTPUT))
        so_far = self._so_far or Report(FileFacts(self.path, self.name))
        return Report(
            file=FileFacts(self.path, self.name, media_type=so_far.file.media_type),
            verdict=self._early_verdict,
            run=so_far.run,
            record=self._record,
            findings=tuple(self._findings),
            fields=tuple(self._fields),
            readings=tuple(self._readings),
            pictures=tuple(self._pictures),
        )

    @property
    def pictures(self) -> Sequence[Picture]:
        """The small pictures that are here by now; the first one shows the file itself."""
        return self.report.pictures if self.is_finished else self._pictures

    def note(self, part: Seen | Reading) -> None:
        """Take in what a reader saw; what exceeds a limit is left to the final report."""
        if self.is_finished:
            return
        self.state = State.LOOKING
        match part:
            case Record():
                self._record = part
            case Field():
                _append(self._fields, part, limits.FIELDS)
            case Finding():
                _append(self._findings, part, limits.FINDINGS_PER_READER)
            case Picture():
                _append(self._pictures, part, limits.PICTURES_PER_FILE)
            case Reading():
                _append(self._readings, part, limits.FINDINGS_PER_READER)

    def note_answer(self, verdict: Verdict, report: Report) -> None:
        """Take in a provisional answer with what it rests on; what is seen afterwards comes behind its findings."""
        if self.is_finished:
            return
        self.state = State.LOOKING
        self.said_before = self._early_answer()
        self._so_far, self._early_verdict = report, verdict
        self._record = replace(report.record, raw=self._record.raw)
        self._findings = list(report.findings)

    def finish(self, report: Report) -> None:
        """Take the final report; of what was seen before it only the pictures are kept, which it leaves out."""
        seen, before = tuple(self._pictures), self._early_answer()
        self.wait()
        self.stayed = before is not None and _say_the_same(before.verdict, report.verdict)
        self.said_before = None if self.stayed else before  # else every listed file would hold its record twice
        if self.fetched is not None:
            from verify.features.links.fetch_link import attach_origin

            report = attach_origin(report, self.fetched)
        all_pictures = (*seen, *(picture for picture in report.pictures if picture not in seen))
        self._answer = replace(report, pictures=all_pictures, imprints=())
        unchecked = report.verdict.standing is Standing.UNCHECKED
        self.state = State.UNCHECKED if unchecked else State.ANSWERED

    def compress_pictures(self) -> None:
        """Keep the small pictures of the final report in less room: dear, so it waits until the answer is shown."""
        if self._answer is not None:
            pictures = tuple(compress(picture) for picture in self._answer.pictures)
            self._answer = replace(self._answer, pictures=pictures)

    def finish_in_batch(self, row: Row, read_report: Callable[[], Report | None]) -> None:
        """Take what a batch says of the file; `read_report` reads the whole of it from the disk."""
        self.wait()
        self.row, self._read_report = row, read_report
        self.state = State.UNCHECKED if row.standing is Standing.UNCHECKED else State.ANSWERED

    def _early_answer(self) -> Report | None:
        """The provisional answer with what it rests on; None where none came."""
        return replace(self._so_far, verdict=self._early_verdict) if self._so_far is not None else None

    def remember(self, findings: Sequence[Finding], pictures: Sequence[Picture]) -> None:
        """Add hints from the memory to the final report, with their small pictures."""
        if self.is_finished:
            report = self.report
            self._answer = replace(
                report, findings=(*report.findings, *findings), pictures=(*report.pictures, *pictures)
            )
            self.compress_pictures()

    def attach_search(self, search: RecordSearch) -> None:
        """Attach what was found elsewhere to the final report; the answer itself stays as it is."""
        if self.is_finished:
            report = self.report
            self._answer = replace(report, search=search, run=replace(report.run, network=True))

    def fail(self, problem: Problem) -> None:
        """End without an inspection's report: the file was not checked, and `problem` says why."""
        self.finish(_make_unread(FileFacts(path=self.path, name=self.name, problem=problem)))


def _make_unread(facts: FileFacts) -> Report:
    return Report(file=facts, verdict=Verdict(standing=Standing.UNCHECKED))


def _read_nothing() -> None:
    """There is nothing to read."""


def _append(items: list[Kind], part: Kind, limit: int) -> None:
    if len(items) < limit:
        items.append(part)


def _say_the_same(one: Verdict, other: Verdict) -> bool:
    """Whether two answers say the same of a file, whatever they rest on."""
    return (one.conclusion, one.standing, one.alarms, one.by) == (
        other.conclusion, other.standing, other.alarms, other.by,
    )  # fmt: skip
