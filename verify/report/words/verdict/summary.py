"""Two or three sentences for somebody who reads nothing else: what is said, how far it carries, what it leaves out."""

from __future__ import annotations

from verify.model import Conclusion, Edits, Layer, RecordState, Report, Standing
from verify.report import record_facts, report_facts
from verify.report.words.catalogue import Translator, find_key, has_key
from verify.report.words.verdict import confirmed, known
from verify.report.words.verdict.remarks import remarks
from verify.report.words.verdict.unsigned import unsigned


def summary(translator: Translator, report: Report) -> str:
    """Sum up in two or three sentences, and those without which they would be heard as more than they say."""
    if report.record.is_alone:
        return _statement_and_reach(translator, report)
    return translator.join(
        _statement_and_reach(translator, report), *remarks(translator, report), unsigned(translator, report)
    )


def _statement_and_reach(translator: Translator, report: Report) -> str:
    verdict = report.verdict
    if verdict.standing is Standing.UNCHECKED or report.file.problem:
        return translator.text("verdict.summary.not_read")
    if report.record.is_alone:
        head = report.record.location == "head"
        return translator.text("verdict.summary.stream_head" if head else "verdict.summary.record_alone")
    if report.record.checking and verdict.standing in (Standing.CONFIRMED, Standing.KNOWN, Standing.UNCONFIRMED):
        return translator.text("verdict.summary.uncompared")
    if verdict.conclusion is Conclusion.UNKNOWN:
        return _unknown(translator, report)
    if verdict.conclusion is Conclusion.DISPUTED:
        return translator.join(
            translator.text("verdict.summary.disputed"), translator.text("verdict.summary.leaves_out")
        )
    carries = find_key("verdict.summary.carries", verdict.standing, "")
    if verdict.standing is Standing.STATED and verdict.conclusion is Conclusion.AI_GENERATED:
        carries = "verdict.summary.carries_stated_ai"
    carrier = report_facts.carrier(report)
    if verdict.standing is Standing.STATED and carrier and report_facts.layer(carrier) is Layer.RECORD:
        carries = "verdict.summary.carries.broken"
    if verdict.standing is Standing.UNCONFIRMED and record_facts.binds_nothing_sure(report):
        carries = "verdict.summary.carries_unbound"
    seal = report_facts.signature_over_pixels(report)
    if seal is not None:
        carries = "verdict.summary.carries_seal"
    captured = verdict.conclusion is Conclusion.CAPTURED
    if verdict.standing is Standing.CONFIRMED:
        how_far = confirmed.carries(translator, report)
    elif verdict.standing is Standing.KNOWN:
        how_far = known.carries(translator, report)
    else:
        how_far = translator.text(carries, signer=seal.fact("signer") if seal else report_facts.speaker(report))
    return translator.join(
        translator.text(_statement(report)),
        how_far,
        translator.text("report.finding_cards.capture_limits" if captured else "verdict.summary.leaves_out"),
        translator.text(f"report.finding_cards.withdrawal.{report_facts.judge_withdrawal(report)}") if captured else "",
    )


def _statement(report: Report) -> str:
    verdict = report.verdict
    match verdict.conclusion:
        case Conclusion.AI_GENERATED:
            edited = verdict.edits in (Edits.AI, Edits.AI_COMPONENT, Edits.POSSIBLY_AI, Edits.OTHER)
            return "verdict.summary.ai_generated_then_edited" if edited else "verdict.summary.ai_generated"
        case Conclusion.AI_EDITED:
            return find_key("verdict.summary.ai_edited", verdict.origin, "verdict.summary.ai_edited_otherwise")
        case Conclusion.CONTAINS_AI:
            return "verdict.summary.contains"
        case Conclusion.MAY_CONTAIN_AI:
            carrier = report_facts.carrier(report)
            if carrier and carrier.code == "record.incomplete":
                return "verdict.summary.lacking"
            half = find_key("verdict.summary.may_contain_half", carrier.code) if carrier else None
            return half or find_key(
                "verdict.summary.may_contain", verdict.origin, "verdict.summary.may_contain_otherwise"
            )
        case Conclusion.CAPTURED:
            return "verdict.summary.captured"
        case _:
            return "verdict.summary.human"


def _unknown(translator: Translator, report: Report) -> str:
    standing = report.verdict.standing
    if record_facts.find_uncovered(report, "media"):
        first = "verdict.summary.unknown_uncovered"
    elif standing is Standing.UNCONFIRMED and report_facts.states_capture(report):
        first = "verdict.summary.unknown_capture"
    elif standing is Standing.KNOWN and report_facts.states_capture(report):
        first = "verdict.known.capture"
    elif standing is Standing.KNOWN and report_facts.states_hand(report):
        first = "verdict.known.person"
    elif report_facts.first_finding(report, "context.reader_failed"):
        first = "verdict.summary.unknown_unfinished"
    elif has_key("verdict.summary.unknown", standing):
        first = f"verdict.summary.unknown.{standing}"
    elif report.record.state is RecordState.UNREADABLE and not report_facts.says_anything(report):
        first = "verdict.summary.unknown_unread"
    else:
        first = (
            "verdict.summary.unknown_traces"
            if report_facts.says_anything(report)
            else "verdict.summary.unknown_nothing"
        )
    either = (
        "verdict.summary.either"
        if report_facts.medium(report) is report_facts.Medium.PICTURE
        else "verdict.summary.either_otherwise"
    )
    return translator.join(translator.text(first), translator.text(either))
