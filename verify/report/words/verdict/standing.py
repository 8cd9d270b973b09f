"""Who or what carries the headline, in a sentence or two; and the line that names the signer.

A name is called confirmed only where a list vouches for it; everything else is "in the name of".
"""

from __future__ import annotations

from typing import Final

from verify.model import AI_CLAIMS, Conclusion, Layer, RecordState, Report, Shortfall, Signer, Standing
from verify.report import record_facts, report_facts
from verify.report.words.catalogue import Translator, find_key
from verify.report.words.signers import describe_withdrawal, find_withdrawal
from verify.report.words.verdict import confirmed, known, remarks

# readers that look at the same kind of mark as another one, or at none
# why a signer whom a list identifies is not even known, the gravest first
_TOLD: Final = {
    Shortfall.TIME_OUTSIDE: "signed_outside",
    Shortfall.CLAIMED_LATE: "claimed_late",
    Shortfall.NOT_YET_VALID: "not_yet_valid",
    Shortfall.CLOCK_BEHIND: "clock_behind",
}
_NO_KIND_OF_THEIR_OWN: Final = frozenset(("c2pa_content", "c2pa_second", "preview"))


def standing(translator: Translator, report: Report) -> str:
    """Say who or what carries the headline."""
    verdict = report.verdict
    if verdict.standing is Standing.UNCHECKED or report.file.problem:
        reason = translator.text(f"commands.problems.{report.file.problem}") if report.file.problem else ""
        return translator.join(reason, translator.text("verdict.standing.nothing_said"))
    if report.record.checking and verdict.standing in (Standing.CONFIRMED, Standing.KNOWN, Standing.UNCONFIRMED):
        return translator.text(
            "verdict.standing.uncompared" if report_facts.was_left_uncompared(report) else "verdict.standing.checking"
        )
    if verdict.conclusion is Conclusion.DISPUTED:
        return _disputed(translator, report)
    match verdict.standing:
        case Standing.CONFIRMED:
            return confirmed.standing(translator, report)
        case Standing.UNCONFIRMED:
            return _unconfirmed(translator, report)
        case Standing.DECODED:
            return _decoded(translator, report)
        case Standing.KNOWN:
            return known.standing(translator, report)
        case Standing.STATED:
            return translator.text(_stated(report))
        case Standing.BROKEN:
            return _broken(translator, report)
        case Standing.ELSEWHERE:
            return translator.text("verdict.standing.elsewhere", host=report_facts.host(report))
        case _:
            return _none(translator, report)


def signer_line(translator: Translator, report: Report) -> str:
    """Name the signer, the time, and the trust list that vouches; empty where there is no signed record."""
    active = report.record.active
    if active is None or report.file.problem:
        return ""
    signer = active.signer or Signer()
    vouching = report_facts.vouching_list(report, signer)
    facts = {
        "signer": signer.name,
        "date": report_facts.format_time(active.signed_at),
        "list": vouching.name,
        "list_date": vouching.date,
        "speaker": report.verdict.by,
    }
    if report_facts.broken_reason(report):
        return translator.text("report.signer.who_broken", facts)
    unsigned = report.verdict.standing in (Standing.STATED, Standing.DECODED)
    if unsigned and report.verdict.conclusion is not Conclusion.DISPUTED:
        return translator.text("report.signer.who_beside", facts)
    if report.verdict.standing is Standing.KNOWN:
        return known.signing_time(translator, report)  # who it was is said above it
    if not vouching.name:
        who = translator.text("report.signer.who_unconfirmed", facts)
    elif active.signed_at and not active.time_confirmed:
        who = translator.text("report.signer.who_stated_time", facts)
    else:
        who = translator.text("report.signer.who", facts)
    record_speaks = report.verdict.standing in (Standing.CONFIRMED, Standing.KNOWN, Standing.UNCONFIRMED)
    below = record_speaks and report.verdict.by not in ("", signer.name)
    return translator.join(who, translator.text("report.signer.who_below", facts) if below else "")


def _disputed(translator: Translator, report: Report) -> str:
    """Say whose word stands against what."""
    if report_facts.is_silent_against_a_mark(report):
        return translator.text("verdict.disputes.disputed_silent", signer=report_facts.signer_name(report))
    signed = report_facts.confirmed_capture_or_hand(report)
    if signed is None or report_facts.first_finding(report, "record.disallowed"):
        return translator.text("verdict.disputes.disputed_otherwise")
    ai_reasons = (finding for finding in report_facts.reasons(report) if finding.claim in AI_CLAIMS)
    if any(record_facts.is_of_same_record(signed, item) for item in ai_reasons):
        kind = remarks.origin_name(translator, report, signed)
        return translator.text("verdict.disputes.disputed_itself", signer=signed.fact("signer"), kind=kind)
    active = report_facts.signer_name(report)
    name = signed.fact("signer") or active
    table = "verdict.disputes.disputed_below" if active and name != active else "verdict.disputes.disputed"
    message = find_key(table, signed.claim, "verdict.disputes.disputed_otherwise")
    return translator.text(message, signer=name, wrapper=active)


def _unconfirmed(translator: Translator, report: Report) -> str:
    if report.record.is_alone:
        return translator.text("verdict.standing.alone")
    if report.record.state is RecordState.MALFORMED and not report.record.manifests:
        return translator.text("verdict.standing.malformed_unread")
    # where the record does not carry the headline, it is only there
    part = "carries_it" if report.verdict.conclusion is Conclusion.UNKNOWN else "says_it"
    signer = report_facts.signer(report) or Signer()
    facts = {"wrapper": signer.name, "interim": signer.interim_list}
    short = next((item for item in _TOLD if item in signer.shortfalls), None)
    match report.record.state:
        case _ if record_facts.find_uncovered(report, "media"):
            case = "uncovered"
        case RecordState.TRUSTED | RecordState.UNTRUSTED | RecordState.EXPIRED if short is not None:
            case = _TOLD[short]
        case RecordState.TRUSTED if record_facts.find_uncovered(report, "unknown"):
            case = "perhaps_uncovered"
        case RecordState.TRUSTED if report_facts.speaker_was_altered(report):
            case = "below_altered"
        case RecordState.TRUSTED:
            case = "below"
        case RecordState.EXPIRED:
            case = "expired"
        case RecordState.MALFORMED:
            case = "malformed"
        case _ if signer.test:
            case = "test"
        case _ if signer.interim_list:
            case = "interim"
        case _:
            case = "unknown"
    return translator.text(f"verdict.standing.unconfirmed.{case}.{part}", facts)


def _decoded(translator: Translator, report: Report) -> str:
    seal = report_facts.signature_over_pixels(report)
    if seal is not None:
        return translator.text("verdict.standing.decoded_signed", signer=seal.fact("signer"))
    carrier = report_facts.carrier(report)
    facts = {"scheme": report.verdict.by, "unmarked": carrier.fact("unmarked") if carrier else ""}
    return translator.text(
        "verdict.standing.decoded_sound"
        if report_facts.medium(report) is report_facts.Medium.SOUND
        else "verdict.standing.decoded_pixels",
        facts,
    )


def _stated(report: Report) -> str:
    carrier = report_facts.carrier(report)
    layer = report_facts.layer(carrier) if carrier else None
    if carrier and carrier.code == "sound.rhythm_label":
        return "verdict.standing.stated_heard"
    if layer is Layer.RECORD and report_facts.has_stray_sidecar(report):
        return "verdict.standing.stated_stray"
    return {Layer.RECORD: "verdict.standing.stated_broken", Layer.VISIBLE: "verdict.standing.stated_visible"}.get(
        layer or Layer.METADATA, "verdict.standing.stated"
    )


def _broken(translator: Translator, report: Report) -> str:
    if report_facts.has_stray_sidecar(report):
        return translator.text("verdict.standing.broken_stray")
    withdrawal = find_withdrawal(report.record) if report.record.state is RecordState.REVOKED else None
    if withdrawal is not None:
        said = describe_withdrawal(translator, withdrawal.by, withdrawal.revoked_at)
        return translator.text("verdict.standing.broken_withdrawn", withdrawn=said)
    return translator.text(
        find_key("verdict.standing.broken", report.record.state, "verdict.standing.broken_otherwise")
    )


def _none(translator: Translator, report: Report) -> str:
    if report.record.is_alone:
        return translator.text("verdict.standing.alone")
    unread = {"c2pa"} if report.record.state is RecordState.UNREADABLE else set()
    finished = {item.reader for item in report.readings if item.looked and not item.problem}
    looked = len(finished - _NO_KIND_OF_THEIR_OWN - unread)
    if not looked:
        return translator.text("verdict.standing.nobody_looked")
    return translator.count(
        "verdict.standing.none_telling" if report_facts.says_anything(report) else "verdict.standing.none", looked
    )
