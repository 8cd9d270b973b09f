"""Headlines: conclusion × standing in one line. Only `confirmed` asserts; all others say who is speaking.

Where nothing is known, that is because nothing was found, or a record settles nothing, or none could be read.
"""

from __future__ import annotations

from verify.model import AI_CLAIMS, Conclusion, Layer, Origin, OriginClaim, RecordState, Report, Standing, Strength
from verify.report import record_facts, report_facts
from verify.report.report_facts import Medium
from verify.report.words.catalogue import Translator, find_key, has_key
from verify.report.words.history import source_type_name
from verify.report.words.signers import describe_withdrawal, find_withdrawal
from verify.report.words.untrusted import plain
from verify.report.words.verdict import confirmed, remarks
from verify.report.words.verdict.remarks import NAME_CHARACTERS


def headline(translator: Translator, report: Report) -> str:
    """Say the answer in one line, and whoever says the opposite under a signature."""
    return remarks.with_contradiction(translator, report, _answer(translator, report))


def _answer(translator: Translator, report: Report) -> str:
    verdict = report.verdict
    if verdict.standing is Standing.UNCHECKED or report.file.problem:
        problem = report.file.problem
        return translator.text(
            find_key("commands.problems.unreadable", problem, "commands.problems.unreadable_otherwise")
            if problem
            else "commands.problems.unreadable_otherwise"
        )
    carrier = report_facts.carrier(report)
    facts = {
        "signer": plain(report_facts.speaker(report), NAME_CHARACTERS),
        "wrapper": plain(report_facts.signer_name(report), NAME_CHARACTERS),
        "scheme": plain(verdict.by, NAME_CHARACTERS),
        "host": plain(report_facts.host(report), NAME_CHARACTERS),
        "generator": plain(carrier.fact("generator"), NAME_CHARACTERS) if carrier else "",
        "withdrawn": _withdrawn(translator, report),
    }
    if report.record.checking and verdict.standing in (Standing.CONFIRMED, Standing.KNOWN, Standing.UNCONFIRMED):
        return translator.text(
            "verdict.unknown.uncompared" if report_facts.was_left_uncompared(report) else "verdict.unknown.checking"
        )
    if verdict.conclusion is Conclusion.DISPUTED:
        signed = report_facts.confirmed_capture_or_hand(report)
        kind = remarks.origin_name(translator, report, signed) if signed else ""
        return translator.text(_disputed(report), facts, kind=kind)
    if verdict.conclusion is not Conclusion.UNKNOWN and (message := _carried(report)):
        answer = translator.text(message, facts)
        named = verdict.standing in (Standing.CONFIRMED, Standing.KNOWN)
        return confirmed.with_signer(translator, report, answer, facts) if named else answer
    return translator.text(_unknown(report), {**facts, **_only_stated(translator, report)})


def _withdrawn(translator: Translator, report: Report) -> str:
    withdrawal = find_withdrawal(report.record)
    return describe_withdrawal(translator, withdrawal.by, withdrawal.revoked_at) if withdrawal else ""


def _carried(report: Report) -> str | None:
    """Return the key of a conclusion that something carries; None for a pair that may not be said."""
    verdict = report.verdict
    if verdict.conclusion is Conclusion.MAY_CONTAIN_AI and (message := remarks.lacking_headline(report)):
        return message
    match verdict.standing:
        case Standing.CONFIRMED if verdict.conclusion is Conclusion.AI_EDITED:
            return _edited(report)
        case Standing.CONFIRMED if verdict.conclusion is Conclusion.CAPTURED:
            return _captured(report)
        case Standing.CONFIRMED:
            return find_key("verdict.headline.confirmed", verdict.conclusion)
        case Standing.KNOWN:
            return find_key("verdict.headline.known", verdict.conclusion)
        case Standing.UNCONFIRMED:
            return find_key("verdict.headline.unconfirmed", verdict.conclusion)
        case Standing.DECODED:
            return find_key("verdict.headline.decoded", verdict.conclusion)
        case Standing.STATED | Standing.BROKEN:
            return _stated(report)
        case _:
            return None


def _stated(report: Report) -> str | None:
    conclusion, carrier = report.verdict.conclusion, report_facts.carrier(report)
    layer, code = (report_facts.layer(carrier), carrier.code) if carrier else (None, "")
    if layer is Layer.RECORD:
        broken = "stray" if report_facts.has_stray_sidecar(report) else "broken"
        return find_key(f"verdict.headline.stated_{broken}", conclusion)
    if code == "sound.rhythm_label":
        return "verdict.headline.stated_heard"
    if has_key("verdict.headline.stated_half", code) and conclusion is Conclusion.MAY_CONTAIN_AI:
        return f"verdict.headline.stated_half.{code}"
    if layer is Layer.VISIBLE and has_key("verdict.headline.stated_visible", conclusion):
        return f"verdict.headline.stated_visible.{conclusion}"
    if code in ("metadata.generator", "metadata.generator_edit") and has_key(
        "verdict.headline.stated_generator", conclusion
    ):
        return f"verdict.headline.stated_generator.{conclusion}"
    return find_key("verdict.headline.stated", conclusion)


def _edited(report: Report) -> str:
    medium = report_facts.medium(report)
    plainly = "verdict.headline.confirmed.ai_edited"
    match report.verdict.origin:
        case Origin.CAPTURE:
            return find_key("verdict.headline.edited_capture", medium, plainly)
        case Origin.SCAN:
            return "verdict.headline.edited_scan"
        case Origin.HUMAN:
            return find_key("verdict.headline.edited_human", medium, plainly)
        case Origin.SCREEN:
            return "verdict.headline.edited_screen"
        case Origin.UNRECORDED | Origin.UNSTATED:
            return "verdict.headline.edited_unrecorded"
        case _:
            return plainly


def _captured(report: Report) -> str:
    begun = report_facts.beginning(report)
    if report_facts.medium(report) is Medium.SOUND:
        return "verdict.headline.captured_sound"
    return find_key("verdict.headline.captured", begun.name if begun else "", "verdict.headline.confirmed.captured")


def _disputed(report: Report) -> str:
    findings = (*report_facts.reasons(report), *report_facts.doubts(report))
    if any(item.code == "record.disallowed" for item in findings):
        return "verdict.headline.disputed_product"
    signed = report_facts.confirmed_capture_or_hand(report)
    other = next((finding for finding in findings if finding.claim in AI_CLAIMS), None)
    if signed is None or other is None:
        return (
            "verdict.headline.disputed_silent"
            if report_facts.is_silent_against_a_mark(report)
            else "verdict.headline.disputed_otherwise"
        )
    if record_facts.is_of_same_record(signed, other):
        return "verdict.headline.disputed_itself"
    if other.strength is Strength.CONFIRMED:
        return "verdict.headline.disputed_records"
    return find_key("verdict.headline.disputed", (signed.claim, other.strength), "verdict.headline.disputed_otherwise")


def _unknown(report: Report) -> str:
    """Return the key for a conclusion that is unknown, by what stands behind it."""
    if report.record.is_alone:
        return "verdict.unknown.stream_head" if report.record.location == "head" else "verdict.unknown.alone"
    if (message := remarks.unsettled_headline(report)) is not None:
        return message
    if _is_silent_on_a_mention(report):
        return "verdict.remarks.mentioned_short"
    match report.verdict.standing:
        case Standing.CONFIRMED if report_facts.first_finding(report, "context.reader_failed"):
            return "verdict.unknown.unfinished"
        case Standing.CONFIRMED:
            return "verdict.unknown.confirmed"
        case Standing.KNOWN:
            return f"verdict.unknown.known.{_says(report)}"
        case Standing.UNCONFIRMED:
            return f"verdict.unknown.unconfirmed.{_unconfirmed_says(report)}"
        case Standing.BROKEN if report_facts.has_stray_sidecar(report):
            return "verdict.unknown.stray"
        case Standing.BROKEN if report.record.state is RecordState.REVOKED and find_withdrawal(report.record):
            return "verdict.unknown.withdrawn"
        case Standing.BROKEN:
            return find_key("verdict.unknown.broken", report.record.state, "verdict.unknown.broken_otherwise")
        case Standing.ELSEWHERE:
            return "verdict.unknown.elsewhere"
        case _:
            if any(item.claim is OriginClaim.MAY_CONTAIN_AI for item in report.findings):
                return "verdict.unknown.perhaps"
            if report_facts.has_unread_record(report):
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
    mentions = report_facts.first_finding(report, "record.ai_mentioned") is not None
    stated = any(item.code == "record.origin" and item.fact("source_type") for item in report.findings)
    return report.verdict.standing in of_record and mentions and not stated


def _only_stated(translator: Translator, report: Report) -> dict[str, str]:
    """Return what a record states of the beginning although it settles nothing, in its own signer's name."""
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
    said = _says(report)
    if said != "other" or report.record.state is not RecordState.MALFORMED:
        return said
    return "malformed" if report.record.manifests else "unread"


def _says(report: Report) -> str:
    """Tell what a record says of the beginning, although it settles nothing: a name in `verdict.unknown`."""
    begun = report_facts.beginning(report)
    origins = (begun.origin if begun else None, report.verdict.origin)
    if Origin.CAPTURE in origins:
        return "microphone" if report_facts.medium(report) is Medium.SOUND else "camera"
    if Origin.SCAN in origins:
        return "scanner"
    if Origin.HUMAN in origins:
        return "person"
    return "other"
