"""The fixed texts of the views: headings, names of lines, and the words of the badges."""

from __future__ import annotations

from typing import Final

from verify.model import SIGNS, Conclusion, Problem, Report, Standing
from verify.report import report_facts
from verify.report.words.catalogue import Translator, has_key
from verify.report.words.readers import READERS, reader_name
from verify.report.words.short_answers import short_key
from verify.report.words.types import Badge
from verify.report.words.untrusted import plain
from verify.report.words.verdict.standing import pill

# by strength, standing, or what else a badge tells apart
SHAPES: Final[dict[str, str]] = {
    "confirmed": SIGNS[Standing.CONFIRMED],
    "known": SIGNS[Standing.KNOWN],
    "unconfirmed": SIGNS[Standing.UNCONFIRMED],
    "decoded": SIGNS[Standing.DECODED],
    "stated": SIGNS[Standing.STATED],
    "hint": "○",
    "broken": SIGNS[Standing.BROKEN],
    "disputed": "≠",
    "none": SIGNS[Standing.NONE],
    "unsettled": "–",
    "elsewhere": SIGNS[Standing.ELSEWHERE],
    "unchecked": SIGNS[Standing.UNCHECKED],
}


def badge(translator: Translator, kind: str) -> Badge:
    """Return shape and word of a strength or a standing."""
    return Badge(SHAPES[kind], translator.text(f"report.badges.words.{kind}"))


def verdict_badge(translator: Translator, report: Report) -> Badge:
    """Return the badge of a whole answer: its pill."""
    return pill(translator, report)


def short(translator: Translator, report: Report) -> str:
    """Say the answer in about three words; what is not confirmed is marked as what somebody states."""
    verdict = report.verdict
    if verdict.standing is Standing.UNCHECKED or isinstance(report.file.problem, Problem):
        return translator.text("report.badges.short_unknown.unchecked")
    carrier = report_facts.carrier(report)
    is_half = verdict.conclusion is Conclusion.MAY_CONTAIN_AI and verdict.standing is not Standing.CONFIRMED
    if is_half and carrier and has_key("report.badges.short_half", carrier.code):
        return translator.text(f"report.badges.short_half.{carrier.code}")
    return translator.text(short_key(verdict.conclusion, verdict.standing))


def field_group(translator: Translator, key: str) -> str:
    """Return the heading above a field with this key: its reader's name, or the kind of block."""
    group = key.partition(":")[0]
    if has_key("report.badges.groups", group):
        return translator.text(f"report.badges.groups.{group}")
    reader = next((name for name, words in READERS.items() if group in words.groups), None)
    return reader_name(translator, reader) if reader else plain(group)
