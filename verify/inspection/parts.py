"""Inspect the files inside a file, each as a small file of its own, and say what they lend to the file around them.

A part lends `contains_ai` at most, and never a state of the record: a broken logo makes no broken document. Number,
bytes, depth and time are bounded for one file with all that is inside it; what is left out is said with its reason.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from typing import Final

from msgspec import Struct, field
from msgspec.structs import replace

from verify.inspection.embedded.base import EmbeddedFile, LoadError, NotOpened, Unopened
from verify.inspection.media.embedded_media import EmbeddedMedia
from verify.inspection.media.input_file import Media, MediaError
from verify.model import (
    Conclusion,
    Finding,
    Options,
    OriginClaim,
    PartVerdict,
    Problem,
    RecordState,
    Report,
    Standing,
    Strength,
    limits,
)
from verify.model.readers import QUICK

READER: Final = "parts"
AI_INSIDE, BROKEN, NOT_OPENED = "document.ai_inside", "document.broken_inside", "document.not_opened"

_AI: Final = (Conclusion.AI_GENERATED, Conclusion.AI_EDITED, Conclusion.CONTAINS_AI)
_BROKEN: Final = (RecordState.ALTERED, RecordState.BAD_SIGNATURE, RecordState.REVOKED)


class Budget(Struct):
    """What may still be spent on the files inside one file, shared by all depths."""

    files: int = field(default_factory=lambda: limits.EMBEDDED_FILES)
    bytes: int = field(default_factory=lambda: limits.EMBEDDED_TOTAL_BYTES)
    until: float = field(default_factory=lambda: time.thread_time() + limits.EMBEDDED_SECONDS)

    def refuse(self, size: int) -> NotOpened | None:
        """Say why a file that claims `size` bytes is not opened; None where it may be."""
        if self.files <= 0:
            return NotOpened.TOO_MANY
        if time.thread_time() > self.until:
            return NotOpened.TOO_LATE
        return NotOpened.TOO_LARGE if size > min(limits.EMBEDDED_BYTES, self.bytes) else None


Inspect = Callable[[Media, Options, "Parts"], Report]


class Parts:
    """The files inside one file: `take` each as it is found, then ask for their `verdicts` and what they `find`."""

    def __init__(self, inspect: Inspect, options: Options, *, depth: int = 0, budget: Budget | None = None) -> None:
        self._inspect = inspect
        self._options = replace(
            options,
            readers=tuple(sorted(QUICK - {"preview"})),
            previews=False,
            imprints=False,
            deep=False,
            fetched=None,
            revocation=(),
        )
        self._depth = depth
        self._budget = budget
        self._verdicts: list[PartVerdict] = []
        self._not_opened: Counter[NotOpened] = Counter()
        self._first_left: dict[NotOpened, str] = {}

    @property
    def verdicts(self) -> tuple[PartVerdict, ...]:
        """The small verdict of each file that was opened, and of those inside it."""
        return tuple(self._verdicts)

    def take(self, entry: EmbeddedFile | Unopened) -> None:
        """Inspect a file, or note why it is not. Raises nothing for what is in it."""
        if isinstance(entry, Unopened):
            self._leave(entry.place, entry.reason)
            return
        if self._budget is None:
            self._budget = Budget()  # the clock runs from the first file on
        reason = NotOpened.TOO_DEEP if self._depth >= limits.EMBEDDED_DEPTH else self._budget.refuse(entry.size)
        if reason is not None:
            self._leave(entry.place, reason)
            return
        self._budget.files -= 1
        try:
            data = entry.load(min(limits.EMBEDDED_BYTES, self._budget.bytes))
            self._budget.bytes -= len(data)
            self._open(entry, data)
        except LoadError as error:
            self._leave(entry.place, error.reason)
        except MediaError:
            self._leave(entry.place, NotOpened.DAMAGED)

    def _open(self, file: EmbeddedFile, data: bytes) -> None:
        with EmbeddedMedia(file.name or "?", data) as media:
            inner = Parts(self._inspect, self._options, depth=self._depth + 1, budget=self._budget)
            report = self._inspect(media, self._options, inner)
        if report.file.problem is Problem.UNKNOWN_FORMAT:
            self._leave(file.place, NotOpened.UNKNOWN_FORMAT)
            return
        verdict = report.verdict
        # where a field carries the answer, its key is no name of anybody
        by = "" if any(finding.fact("property") == verdict.by for finding in report.findings) else verdict.by
        self._verdicts.append(
            PartVerdict(
                file.place,
                "" if file.is_drawn else report.file.media_type,
                verdict.conclusion,
                verdict.standing,
                report.record.state,
                by,
            )
        )
        self._verdicts += [replace(part, place=f"{part.place}, inside {file.place}") for part in inner.verdicts]
        self._not_opened += inner._not_opened
        for reason, place in inner._first_left.items():
            self._first_left.setdefault(reason, f"{place}, inside {file.place}")

    def _leave(self, place: str, reason: NotOpened) -> None:
        self._not_opened[reason] += 1
        self._first_left.setdefault(reason, place)

    def find(self) -> tuple[Finding, ...]:
        """Find what the parts lend: AI inside, broken records inside, and what was not opened."""
        findings = []
        admitting = [part for part in self._verdicts if part.conclusion in _AI and part.standing is not Standing.NONE]
        if admitting:
            facts = (("place", admitting[0].place), ("generator", admitting[0].by), *_count_others(admitting))
            findings.append(Finding(AI_INSIDE, READER, OriginClaim.CONTAINS_AI, Strength.STATED, facts=facts))
        broken = [part for part in self._verdicts if part.state in _BROKEN]
        if broken:
            facts = (("place", broken[0].place), ("state", broken[0].state.value), *_count_others(broken))
            findings.append(Finding(BROKEN, READER, facts=facts))
        for reason, count in sorted(self._not_opened.items()):
            place = self._first_left[reason]
            facts = (("count", str(count)), ("reason", reason.value))
            findings.append(Finding(NOT_OPENED, READER, where=place, facts=facts))
        return tuple(findings)


def _count_others(parts: list[PartVerdict]) -> tuple[tuple[str, str], ...]:
    """Return the fact of how many more there are, where there are more."""
    return (("others", str(len(parts) - 1)),) if len(parts) > 1 else (("others", ""),)
