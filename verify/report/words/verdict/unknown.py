"""Headlines of what is not known: nothing was found, or a record that settles nothing, or none that could be read."""

from __future__ import annotations

from verify.model import Origin, OriginClaim, RecordState, Report, Standing
from verify.report import report_facts
from verify.report.report_facts import Medium
from verify.report.words.catalogue import Translator, find_key
from verify.report.words.terms import source_type_name
from verify.report.words.untrusted import plain
from verify.report.words.verdict import remarks
from verify.report.words.verdict.remarks import NAME_CHARACTERS


def unknown(report: Report) -> str:
    """The message for a conclusion that is unknown, by what stands behind it."""
    if report.record.location == "alone":
        return "verdict.unknown.alone"
    if (message := remarks.unsettled(report)) is not None:
        return message
    if _is_silent_on_a_mention(report):
        return "verdict.remarks.mentioned_short"
    match report.verdict.standing:
        case Standing.CONFIRMED if any(item.code == "context.reader_failed" for item in report.findings):
            return "verdict.unknown.unfinished"
        case Standing.CONFIRMED:
            return "verdict.unknown.confirmed"
        case Standing.KNOWN:
            return "verdict.unknown.known"
        case Standing.UNCONFIRMED:
            return f"verdict.unknown.unconfirmed.{_unconfirmed_says(report)}"
        case Standing.BROKEN if report_facts.strays(report):
            return "verdict.unknown.stray"
        case Standing.BROKEN:
            return find_key("verdict.unknown.broken", report.record.state, "verdict.unknown.broken_otherwise")
        case Standing.ELSEWHERE:
            return "verdict.unknown.elsewhere"
        case _:
            if any(item.claim is OriginClaim.MAY_CONTAIN_AI for item in report.findings):
                return "verdict.unknown.perhaps"
            if report_facts.holds_unread(report):
                return "verdict.unknown.unconfirmed.unread"
            if report_facts.says_anything(report):
                return "verdict.unknown.not_known"
            return (
                "verdict.unknown.unreadable_record"
                if report.record.state is RecordState.UNREADABLE
                else "verdict.unknown.nothing"
            )


def _is_silent_on_a_mention(report: Report) -> bool:
    """Whether a record names no kind of beginning, yet speaks of AI: it is not silent."""
    of_record = (Standing.CONFIRMED, Standing.KNOWN, Standing.UNCONFIRMED)
    mentions = any(item.code == "record.ai_mentioned" for item in report.findings)
    stated = any(item.code == "record.origin" and item.fact("source_type") for item in report.findings)
    return report.verdict.standing in of_record and mentions and not stated


def only_stated(translator: Translator, report: Report) -> dict[str, str]:
    """What a record states of the beginning although it settles nothing, in its own signer's name."""
    for finding in report.findings:
        written = finding.fact("source_type")
        if finding.code == "record.origin" and finding.strength.value == report.verdict.standing.value and written:
            name = plain(finding.fact("signer"), NAME_CHARACTERS)
            return {
                "kind": source_type_name(translator, written, NAME_CHARACTERS),
                **({"signer": name} if name else {}),
            }
    return {}


def _unconfirmed_says(report: Report) -> str:
    begun = report_facts.beginning(report)
    origins = (begun.origin if begun else None, report.verdict.origin)
    if Origin.CAPTURE in origins:
        return "microphone" if report_facts.medium(report) is Medium.SOUND else "camera"
    if Origin.SCAN in origins:
        return "scanner"
    if Origin.HUMAN in origins:
        return "person"
    if report.record.state is RecordState.MALFORMED and not report.record.manifests:
        return "unread"
    return "malformed" if report.record.state is RecordState.MALFORMED else "other"
