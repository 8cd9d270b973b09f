"""The label card: one table of what a file states about AI, and which lines of it laws and codes ask for.

Pure over a report. It does not judge: that all lines are there does not make anybody comply.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Final

from msgspec import Struct

from verify.model import AI_CLAIMS, Layer, Problem, RecordState, Report
from verify.report import label_statements, report_facts
from verify.report.label_statements import Line, Source, Statement
from verify.report.report_facts import Medium


class Answer(StrEnum):
    """Whether a file has what a law or code asks for."""

    THERE = "there"
    BROKEN = "broken"  # there, but the signed record that holds it is broken
    MISSING = "missing"
    NOT_SEEN = "not_seen"  # nobody can tell offline that it is missing
    NOT_ASKED = "not_asked"  # not of this kind of content
    NOT_CHECKED = "not_checked"  # nothing looked for it in this file


class Regime(StrEnum):
    """The law or code that asks."""

    EU = "eu"  # Code of Practice on Transparency of AI-Generated Content, measure 1.1
    CALIFORNIA = "california"  # SB 942 and AB 853, B&P Code § 22757.3(b)
    CHINA = "china"  # GB 45438-2025, 5 and Annex E


class Demand(Struct, frozen=True):
    """One thing that a regime asks for, and whether this file has it."""

    regime: Regime
    item: str
    answer: Answer


class LabelCard(Struct, frozen=True):
    """All lines, each maybe empty, and all demands. `labelled` is False where nothing speaks of AI at all."""

    lines: tuple[tuple[Line, tuple[Statement, ...]], ...]
    demands: tuple[Demand, ...]
    labelled: bool

    def of(self, line: Line) -> tuple[Statement, ...]:
        """The statements of one line."""
        return dict(self.lines)[line]


_SAYS_AI: Final = frozenset(("generated", "modified", "contains", "may_be", "suspected"))
_TEXTS: Final = ("signal.hidden_settings", "signal.novelai_signed")  # hidden texts, which no copy survives
_BROKEN: Final = frozenset((RecordState.ALTERED, RecordState.BAD_SIGNATURE, RecordState.REVOKED))
_LABEL_READERS: Final = frozenset(("sound_marks", "video_frames", "visible_text"))
_CALIFORNIAN: Final = (Line.PROVIDER, Line.SYSTEM, Line.VERSION, Line.TIME, Line.IDENTIFIER)


def label_card(report: Report) -> LabelCard:
    """Fill the card for a report."""
    lines = label_statements.lines(report)
    demands = (*_european(report, lines), *_californian(report, lines), *_chinese(report, lines))
    labelled = any(statement.code != "source_type" for statement in lines[Line.AI])
    return LabelCard(tuple(lines.items()), demands, labelled)


def _european(report: Report, lines: dict[Line, tuple[Statement, ...]]) -> Iterator[Demand]:
    """Check measures 1.1.1 (signed and time-stamped metadata) and 1.1.2 (a watermark that cannot be seen)."""
    record = report.record
    signed = Answer.BROKEN if record.state in _BROKEN and not record.lacks_pieces else Answer.THERE
    timed = any(
        (statement.source, statement.code) == (Source.RECORD, "confirmed_time") for statement in lines[Line.TIME]
    )
    yield Demand(Regime.EU, "says_ai_signed", signed if Source.RECORD in _who_says_ai(lines) else Answer.MISSING)
    yield Demand(Regime.EU, "signature", signed if record.active and record.active.signer else Answer.MISSING)
    yield Demand(Regime.EU, "time_stamp", Answer.THERE if timed else Answer.MISSING)
    marks = (
        finding
        for finding in report.findings
        if report_facts.layer(finding) is Layer.SIGNAL and finding.code not in _TEXTS
    )
    yield Demand(Regime.EU, "watermark", _if_seen(any(finding.claim in AI_CLAIMS for finding in marks)))


def _californian(report: Report, lines: dict[Line, tuple[Statement, ...]]) -> Iterator[Demand]:
    """Check the latent disclosure of § 22757.3(b), which is asked of pictures, video and sound only."""
    asked = report_facts.medium(report) in (Medium.PICTURE, Medium.VIDEO, Medium.SOUND)
    for line in _CALIFORNIAN:
        yield Demand(Regime.CALIFORNIA, line.value, _if_there(bool(lines[line])) if asked else Answer.NOT_ASKED)


def _chinese(report: Report, lines: dict[Line, tuple[Statement, ...]]) -> Iterator[Demand]:
    """Check the members that Annex E and 6.1 ask for, and the visible or audible label of section 5."""

    def answer_for(line: Line, *codes: str) -> Answer:
        own = (statement for statement in lines[line] if statement.source is Source.AIGC)
        return _if_there(any(not codes or statement.code in codes for statement in own))

    yield Demand(Regime.CHINA, "attribute", answer_for(Line.AI, *_SAYS_AI))
    yield Demand(Regime.CHINA, "producer", answer_for(Line.PROVIDER))
    yield Demand(Regime.CHINA, "produce_id", answer_for(Line.IDENTIFIER))
    yield Demand(Regime.CHINA, "propagator", answer_for(Line.PROPAGATOR))
    yield Demand(Regime.CHINA, "propagate_id", answer_for(Line.PROPAGATOR, "numbered"))
    is_seen = Source.VISIBLE in _who_says_ai(lines)
    unlooked = Answer.NOT_SEEN if is_seen or _has_looked_for_labels(report) else Answer.NOT_CHECKED
    yield Demand(Regime.CHINA, "seen_label", Answer.THERE if is_seen else unlooked)


def _has_looked_for_labels(report: Report) -> bool:
    """Return whether what can see or hear a label in this kind of file looked to the end, or whether nothing can."""
    able = [
        reading
        for reading in report.readings
        if reading.reader in _LABEL_READERS and reading.problem is not Problem.NOT_THIS_FORMAT
    ]
    return all(reading.looked and not reading.problem for reading in able)


def _who_says_ai(lines: dict[Line, tuple[Statement, ...]]) -> frozenset[Source]:
    return frozenset(statement.source for statement in lines[Line.AI] if statement.code in _SAYS_AI)


def _if_there(is_there: bool) -> Answer:
    return Answer.THERE if is_there else Answer.MISSING


def _if_seen(is_seen: bool) -> Answer:
    return Answer.THERE if is_seen else Answer.NOT_SEEN
