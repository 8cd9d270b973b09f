"""The first line: what is said about the content, in always the same few phrases. Only `confirmed` says it bare.

Every other phrase begins with whoever speaks: signed as, labelled as, carries a watermark.
"""

from __future__ import annotations

from verify.model import Conclusion, Report, Standing
from verify.report import report_facts
from verify.report.report_facts import Medium, Voice
from verify.report.words.catalogue import Translator, find_key

_OF_RECORDS = (Standing.CONFIRMED, Standing.KNOWN, Standing.UNCONFIRMED)


def headline(translator: Translator, report: Report) -> str:
    """Say what the content is."""
    return translator.text(f"verdict.headline.{_phrase(report)}")


def is_left_open(report: Report) -> bool:
    """Whether the content was not compared with its record yet, so that nothing of the record is an answer."""
    return report.record.checking and report.verdict.standing in _OF_RECORDS


def _phrase(report: Report) -> str:
    verdict = report.verdict
    if verdict.standing is Standing.UNCHECKED or report.file.problem:
        return "unreadable"
    if report.record.is_alone:
        return "stream_head" if report.record.location == "head" else "alone"
    if is_left_open(report):
        return "uncompared" if report_facts.was_left_uncompared(report) else "checking"
    if verdict.conclusion is Conclusion.DISPUTED:
        return "disputed"
    voice = report_facts.find_voice(report)
    if verdict.conclusion is Conclusion.UNKNOWN or voice is None:
        return "unknown"
    if voice is Voice.BARE and verdict.conclusion is Conclusion.CAPTURED:
        return _captured(report)
    return _phrase_of(report, voice)


def _phrase_of(report: Report, voice: Voice) -> str:
    """The name of the phrase below `verdict.headline`; a pair that may not be said stays unknown."""
    carrier, conclusion = report_facts.carrier(report), report.verdict.conclusion
    tables: list[tuple[Voice, str]] = [(voice, conclusion), (Voice.LABEL, conclusion)]
    if carrier is not None and (voice is Voice.AIGC or conclusion is Conclusion.MAY_CONTAIN_AI):
        tables.insert(0, (voice, carrier.code))
    if voice in (Voice.BARE, Voice.KNOWN, Voice.UNCONFIRMED):
        tables.pop()
    key = next(filter(None, (find_key("verdict.headline", name) for name in tables)), "verdict.headline.unknown")
    return key.removeprefix("verdict.headline.")


def _captured(report: Report) -> str:
    begun = report_facts.beginning(report)
    if report_facts.medium(report) is Medium.SOUND:
        return "captured_sound"
    if report_facts.medium(report) is Medium.VIDEO:
        return "captured_video"
    key = find_key("verdict.headline.captured", begun.name if begun else "", "verdict.headline.bare.captured")
    return key.removeprefix("verdict.headline.")
