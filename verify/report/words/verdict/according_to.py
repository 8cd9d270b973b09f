"""The second line: according to whom, always with the name and the product where they are known.

A name is said plainly only where a list has the signer; any other stands in quotation marks as not verified. A signed
record that says the opposite of the answer is named here, too, whoever signed it.
"""

from __future__ import annotations

from verify.model import (
    AI_CLAIMS,
    Alarm,
    Conclusion,
    Finding,
    Layer,
    Origin,
    OriginClaim,
    RecordState,
    Report,
    Standing,
    Strength,
)
from verify.model.vocabularies import digital_source_type
from verify.report import record_facts, report_facts
from verify.report.report_facts import Medium, Voice
from verify.report.words.cards.history import source_type_name
from verify.report.words.catalogue import Translator, find_key
from verify.report.words.places import place
from verify.report.words.signers import NAME_CHARACTERS, name_label, name_reason, name_speaker, shorten
from verify.report.words.untrusted import plain
from verify.report.words.verdict.headline import is_left_open

_SIGNED = (Standing.CONFIRMED, Standing.KNOWN, Standing.UNCONFIRMED)
_TABLE = "verdict.according_to"


def according_to(translator: Translator, report: Report) -> str:
    """Say whose word the first line is, and who says the opposite under a signature.

    Where the word of a sample of the lesson is taken, that is said here: the name alone may pass for a real one.
    """
    said = _according_to(translator, report)
    return translator.text(f"{_TABLE}.demonstration", answer=said) if _is_demonstration(report) else said


def _is_demonstration(report: Report) -> bool:
    """Whether a root that this computer made for the lesson verifies a signer of the file."""
    lists = {known.name for known in report.run.lists if known.kind == "demonstration"}
    return any(manifest.signer and manifest.signer.trust_list in lists for manifest in report.record.manifests)


def _according_to(translator: Translator, report: Report) -> str:
    verdict = report.verdict
    if verdict.standing is Standing.UNCHECKED or report.file.problem:
        return translator.text(f"{_TABLE}.unreadable")
    if report.record.is_alone or is_left_open(report):
        case = "alone" if report.record.is_alone else "checking"
        return translator.text(f"{_TABLE}.{case}", name=plain(report_facts.signer_name(report), NAME_CHARACTERS))
    if verdict.conclusion is Conclusion.DISPUTED:
        return _disputed(translator, report)
    voice = report_facts.find_voice(report)
    if verdict.conclusion is Conclusion.UNKNOWN or voice is None:
        return _unknown(translator, report)
    return _with_opposition(translator, report, _speaker_line(translator, report, voice))


def find_relation(report: Report, opposing: Finding) -> str:
    """Tell how the record that says the opposite stands to the answer: a name in `according_to.but`, or empty."""
    carrier = report_facts.carrier(report)
    label = opposing.where.partition("/")[0]
    known = record_facts.is_vouched(report, label)
    if carrier is None or report_facts.layer(carrier) is not Layer.RECORD:
        return "vouched" if known else "unverified"
    if carrier.where.partition("/")[0] == label:
        return "same"
    if carrier.strength is Strength.CONFIRMED or not opposing.fact("relation"):
        return ""  # who signs last and boasts is no witness against an earlier record
    return "below_vouched" if known else "below_unverified"


def origin_name(translator: Translator, report: Report, finding: Finding) -> str:
    """Say what a record's finding says of the beginning: taken with a camera, a microphone, scanned, by a person."""
    known = digital_source_type.find(finding.fact("source_type"))
    return translator.text(f"{_TABLE}.kinds.{_kind(report, known.origin if known else Origin.CAPTURE)}")


def _kind(report: Report, origin: Origin) -> str:
    if origin is Origin.SCAN:
        return "scanner"
    if origin is Origin.HUMAN:
        return "person"
    return "microphone" if report_facts.medium(report) is Medium.SOUND else "camera"


def _speaker_line(translator: Translator, report: Report, voice: Voice) -> str:
    speaker = name_speaker(translator, report)
    carrier = report_facts.carrier(report)
    facts = {
        "name": speaker.name,
        "product": speaker.product,
        "wrapper": _wrapper(report, verified=voice is not Voice.UNCONFIRMED),
        "text": plain(carrier.fact("text"), NAME_CHARACTERS) if carrier else "",
        "place": place(translator, carrier.fact("place")) if carrier else "",
    }
    below = record_facts.finding_below(report)
    case: str = voice
    if below is not None and voice in (Voice.BARE, Voice.KNOWN):
        case = f"{voice}_{'part' if record_facts.is_of_part(below) else 'below'}"
    elif voice is Voice.UNCONFIRMED and (below is not None or facts["wrapper"] not in ("", facts["name"])):
        case = "unconfirmed_below"
    elif voice is Voice.UNCONFIRMED and _leaves_out_content(report):
        case, facts = "uncovered", {**facts, "name": shorten(report_facts.speaker(report))}
    return translator.text(f"{_TABLE}.{case}", facts)


def _leaves_out_content(report: Report) -> bool:
    """Whether a list has the signer, and only the signature's coverage is missing."""
    trusted = report.record.state is RecordState.TRUSTED
    return trusted and record_facts.find_uncovered(report, "media") is not None


def _wrapper(report: Report, *, verified: bool) -> str:
    name = report_facts.signer_name(report)
    return shorten(name) if verified else plain(name, NAME_CHARACTERS)


def _with_opposition(translator: Translator, report: Report, answer: str) -> str:
    opposing = record_facts.opposing_origin(report)
    relation = find_relation(report, opposing) if opposing else ""
    if opposing is None or not relation:
        return answer
    kind = origin_name(translator, report, opposing)
    facts = {"signer": plain(opposing.fact("signer"), NAME_CHARACTERS), "kind": kind}
    return translator.text(f"{_TABLE}.but.{relation}", facts, answer=answer)


def _disputed(translator: Translator, report: Report) -> str:
    findings = (*report_facts.reasons(report), *report_facts.doubts(report))
    signed = report_facts.confirmed_capture_or_hand(report)
    other = next((finding for finding in findings if finding.claim in AI_CLAIMS), None)
    name = signed.fact("signer") if signed else ""
    facts = {
        "name": shorten(name or report_facts.signer_name(report)),
        "other": name_label(translator, other).name if other else "",
        "kind": origin_name(translator, report, signed) if signed else "",
    }
    return translator.text(f"{_TABLE}.disputed.{_dispute(report, findings, signed, other)}", facts)


def _dispute(report: Report, findings: tuple[Finding, ...], signed: Finding | None, other: Finding | None) -> str:
    if any(finding.code == "record.disallowed" for finding in findings):
        return "product"
    if signed is None or other is None:
        return "silent" if report_facts.is_silent_against_a_mark(report) else "otherwise"
    if record_facts.is_of_same_record(signed, other):
        return "itself"
    if other.strength is Strength.CONFIRMED:
        return "records"
    return f"captured.{other.strength}" if find_key(f"{_TABLE}.disputed.captured", other.strength) else "otherwise"


def _unknown(translator: Translator, report: Report) -> str:
    facts = {"host": report_facts.host(report), **_stated(translator, report)}
    return translator.text(f"{_TABLE}.unknown.{_silence(report)}", facts)


def _stated(translator: Translator, report: Report) -> dict[str, str]:
    """Name the signer, and what a record states of the beginning although it settles nothing."""
    standing = report.verdict.standing
    verified = standing in (Standing.CONFIRMED, Standing.KNOWN)
    name = report_facts.speaker(report)
    facts = {"name": shorten(name) if verified else plain(name, NAME_CHARACTERS)}
    if standing is Standing.KNOWN:
        signer = report_facts.signer(report)
        reason = find_key(f"{_TABLE}.reasons", name_reason(signer.shortfalls if signer else ()))
        facts["reason"] = translator.text(reason) if reason else ""
    if (says := find_says(report)) is not None:
        return {**facts, "kind": translator.text(f"{_TABLE}.kinds.{_kind(report, says)}")}
    for finding in report.findings:
        written, signer_name = finding.fact("source_type"), finding.fact("signer")
        if finding.code == "record.origin" and finding.strength.value == standing.value and written:
            facts["kind"] = source_type_name(translator, written, NAME_CHARACTERS)
            if signer_name:
                facts["name"] = shorten(signer_name) if verified else plain(signer_name, NAME_CHARACTERS)
            break
    return facts


def find_says(report: Report) -> Origin | None:
    """Tell what a record says of the beginning although it settles nothing; None where it says nothing of the kind."""
    if report.verdict.standing not in (Standing.KNOWN, Standing.UNCONFIRMED):
        return None
    begun = report_facts.beginning(report)
    origins = (begun.origin if begun else None, report.verdict.origin)
    return next((origin for origin in (Origin.CAPTURE, Origin.SCAN, Origin.HUMAN) if origin in origins), None)


def _silence(report: Report) -> str:
    """Name why nothing is known, by what stands behind it."""
    standing, signed = report.verdict.standing, report.verdict.standing in _SIGNED
    if signed and (short := _shortcoming(report)):
        return short
    match standing:
        case Standing.CONFIRMED if report_facts.first_finding(report, "context.reader_failed"):
            return "unfinished"
        case Standing.CONFIRMED:
            return "confirmed"
        case Standing.KNOWN | Standing.UNCONFIRMED:
            return f"{standing}.{'says' if find_says(report) is not None else 'other'}"
        case Standing.BROKEN if report_facts.has_stray_sidecar(report):
            return "stray"
        case Standing.BROKEN:
            return report_facts.broken_reason(report) or "broken"
        case Standing.ELSEWHERE:
            return "elsewhere"
        case _:
            return _nothing(report)


def _shortcoming(report: Report) -> str:
    """Name what a signed record leaves out or lacks, so that it settles nothing; empty where it is whole."""
    unconfirmed = report.verdict.standing is Standing.UNCONFIRMED
    if record_facts.find_uncovered(report, "media"):
        return "uncovered"
    if record_facts.find_uncovered(report, "unknown") and unconfirmed:
        return "perhaps_uncovered"
    gap = record_facts.missing_history(report)
    if gap is not None and not unconfirmed:
        return "cut" if record_facts.is_cut(gap) else "missing"
    stated = any(finding.code == "record.origin" and finding.fact("source_type") for finding in report.findings)
    if report_facts.first_finding(report, "record.ai_mentioned") is not None and not stated:
        return "mentioned_unverified" if unconfirmed else "mentioned"
    if unconfirmed and report.record.state is RecordState.MALFORMED and find_says(report) is None:
        return "malformed" if report.record.manifests else "unread"
    return ""


def _nothing(report: Report) -> str:
    """Name what was found where nothing carries an answer; a check that was not run is no silence of the file."""
    if report_facts.first_finding(report, "label.emptied"):
        return "emptied"
    if any(finding.claim is OriginClaim.MAY_CONTAIN_AI for finding in report.findings):
        return "perhaps"
    if report_facts.has_unread_record(report):
        return "unread"
    if not report_facts.list_finished(report):
        return "nobody_looked"
    if report.record.state is RecordState.UNREADABLE:
        return "unreadable_record"
    if any(finding.claim in AI_CLAIMS or finding.code == "label.aigc_nonstandard" for finding in report.findings):
        return "hints"
    return "not_all" if Alarm.NOT_ALL_CHECKED in report.verdict.alarms else "nothing"
