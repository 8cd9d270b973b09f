"""“How sure is this?”: this file's own case, what else is worth knowing, and the scale with who can fake what.

What holds for every file is said here and nowhere else. Every view shows it: folded, at the end, or behind the pill.
"""

from __future__ import annotations

from typing import Final

from verify.model import SIGNS, Alarm, Conclusion, Report
from verify.report import report_facts
from verify.report.words.catalogue import Translator, keys_of
from verify.report.words.types import HowSure, ScaleRow
from verify.report.words.verdict.how_sure.alarms import alarm_sentence
from verify.report.words.verdict.how_sure.case import case
from verify.report.words.verdict.how_sure.remarks import remarks

# what the four lines, a warning or the case say already
_SAID: Final = frozenset((
    Alarm.RECORD_BROKEN, Alarm.CONTENT_NOT_COVERED, Alarm.LAYERS_CONTRADICT, Alarm.LABEL_EMPTIED,
    Alarm.SIGNER_UNKNOWN, Alarm.CERTIFICATE_EXPIRED, Alarm.TEST_CERTIFICATE, Alarm.RECORD_ELSEWHERE,
    Alarm.RECORD_MALFORMED, Alarm.NOT_ALL_CHECKED,
))  # fmt: skip


def how_sure(translator: Translator, report: Report) -> HowSure:
    """Say how sure the answer is, and why."""
    alarms = () if report.file.problem else report.verdict.alarms
    own = case(translator, report)
    notes = (
        *(alarm_sentence(translator, alarm, report) for alarm in alarms if alarm not in _SAID),
        *remarks(translator, report),
        _withdrawal(translator, report),
    )
    return HowSure(
        translator.text("verdict.how_sure.heading"),
        own,
        tuple(note for note in dict.fromkeys(notes) if note and note not in own),
        scale(translator),
        list_always(translator),
    )


def scale(translator: Translator) -> tuple[ScaleRow, ...]:
    """Return every sign with its words, and who can fake what stands there."""
    return tuple(
        ScaleRow(
            SIGNS[standing],
            translator.text(f"verdict.standing.{standing}"),
            translator.text(f"verdict.how_sure.who_can_forge.{standing}"),
        )
        for standing in SIGNS
    )


def list_always(translator: Translator) -> tuple[str, ...]:
    """Return what holds for every file."""
    return tuple(translator.text(key) for key in keys_of("verdict.how_sure.always"))


def _withdrawal(translator: Translator, report: Report) -> str:
    """Say of a capture whether its certificate was revoked since; every capture says that."""
    captured = report.verdict.conclusion is Conclusion.CAPTURED and not report.file.problem
    key = f"report.finding_cards.withdrawal.{report_facts.judge_withdrawal(report)}"
    return translator.text(key) if captured else ""
