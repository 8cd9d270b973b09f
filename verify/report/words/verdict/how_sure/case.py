"""This file's own case, in at most three sentences: who signed or says it, what is missing, and how far it carries."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from verify.model import AI_CLAIMS, Conclusion, RecordState, Report, Signer, Standing
from verify.report import record_facts, report_facts
from verify.report.report_facts import Voice
from verify.report.words.catalogue import Translator, find_key
from verify.report.words.dates import say_day, say_time
from verify.report.words.signers import describe_withdrawal, find_withdrawal
from verify.report.words.verdict.headline import is_left_open
from verify.report.words.verdict.summary import name_case, name_shortfall

_TABLE: Final = "verdict.case"
_SENTENCES: Final = 3


def case(translator: Translator, report: Report) -> tuple[str, ...]:
    """Say what this file's answer rests on, and what it lacks."""
    return tuple(islice(filter(None, _sentences(translator, report)), _SENTENCES))


def _sentences(translator: Translator, report: Report) -> Iterator[str]:
    verdict = report.verdict
    say = translator.text
    if verdict.standing is Standing.UNCHECKED or report.file.problem:
        yield say(f"{_TABLE}.unreadable")
        return
    if report.record.is_alone or is_left_open(report):
        uncompared = "uncompared" if report_facts.was_left_uncompared(report) else "checking"
        yield say(f"{_TABLE}.{'alone' if report.record.is_alone else uncompared}")
        yield _time(translator, report)
        return
    if verdict.conclusion is Conclusion.DISPUTED:
        yield _confirmed(translator, report) if report.record.state is RecordState.TRUSTED else ""
        yield say(f"{_TABLE}.disputed")
        yield _time(translator, report)
        return
    match verdict.standing:
        case Standing.CONFIRMED | Standing.KNOWN | Standing.UNCONFIRMED:
            yield from _signed_in_full(translator, report)
        case Standing.DECODED:
            yield _decoded(translator, report)
        case Standing.STATED:
            yield from _stated(translator, report)
        case Standing.BROKEN:
            yield _broken(translator, report)
        case Standing.ELSEWHERE:
            yield say(f"{_TABLE}.elsewhere")
        case _:
            yield translator.count(f"{_TABLE}.none", len(report_facts.list_finished(report)))
            yield say(f"{_TABLE}.none_limits")


def _signed_in_full(translator: Translator, report: Report) -> Iterator[str]:
    standing = report.verdict.standing
    if standing is Standing.CONFIRMED:
        yield _confirmed(translator, report)
    elif standing is Standing.KNOWN:
        yield _known(translator, report)
        yield _shortfall(translator, report)
    else:
        yield _unconfirmed(translator, report)
    if report.verdict.conclusion is Conclusion.CAPTURED:
        yield translator.text(f"{_TABLE}.capture_limits")
    yield _time(translator, report)
    yield translator.text(f"{_TABLE}.leaves_out")


def _confirmed(translator: Translator, report: Report) -> str:
    speaker = report_facts.speaker(report)
    vouching = report_facts.vouching_list(report, report_facts.signer_called(report.record, speaker))
    facts = {"signer": speaker, "list": vouching.name, "list_date": say_day(translator, vouching.date)}
    below = record_facts.finding_below(report)
    if below is None:
        key = f"{_TABLE}.confirmed_by_{vouching.whose}" if vouching.whose else f"{_TABLE}.confirmed"
        return translator.text(key, facts)
    kind = "part" if record_facts.is_of_part(below) else "below"
    names = {"signer": below.fact("signer"), "wrapper": report_facts.signer_name(report)}
    for whose in ("demonstration", "user"):  # what proves least is said first
        if named := [name for name in names.values() if _whose_list(report, name) == whose]:
            return translator.text(f"{_TABLE}.{kind}_by_{whose}", names, named=translator.enumerate(*named))
    return translator.text(f"{_TABLE}.confirmed_{kind}", names)


def _whose_list(report: Report, name: str) -> str:
    """Name who put the list there that alone stands behind a signer: user or demonstration; empty if it is public."""
    return report_facts.vouching_list(report, report_facts.signer_called(report.record, name)).whose


def _known(translator: Translator, report: Report) -> str:
    below = record_facts.finding_below(report)
    names = {"signer": report_facts.speaker(report), "wrapper": report_facts.signer_name(report)}
    if below is None:
        return translator.text(f"{_TABLE}.known", names)
    return translator.text(f"{_TABLE}.known_{'part' if record_facts.is_of_part(below) else 'below'}", names)


def _shortfall(translator: Translator, report: Report) -> str:
    """Say why none of the lists confirms a known signer now."""
    signers = [manifest.signer for manifest in record_facts.list_speaking(report) if manifest.signer]
    number = "two" if len({signer.name for signer in signers}) > 1 else "one"
    key = find_key(f"{_TABLE}.reason.{number}", name_shortfall(report))
    return translator.text(key, not_after=say_day(translator, signers[0].not_after)) if key else ""


def _unconfirmed(translator: Translator, report: Report) -> str:
    signer = report_facts.signer(report) or Signer()
    facts = {
        "signer": signer.name,
        "wrapper": signer.name,
        "interim": signer.interim_list,
        "not_after": say_day(translator, signer.not_after),
    }
    return translator.text(f"{_TABLE}.unconfirmed.{name_case(report)}", facts)


def _time(translator: Translator, report: Report) -> str:
    """Say when it was signed, as far as anything says so."""
    active = report.record.active
    if active is None:
        return ""
    if not active.signed_at:
        return translator.text(f"{_TABLE}.time.none")
    kind = "stamped" if active.time_confirmed else "stated"
    return translator.text(f"{_TABLE}.time.{kind}", date=say_time(translator, active.signed_at))


def _decoded(translator: Translator, report: Report) -> str:
    seal, carrier = report_facts.signature_over_pixels(report), report_facts.carrier(report)
    if seal is not None:
        return translator.text(f"{_TABLE}.seal", signer=seal.fact("signer"))
    if not report.verdict.by:
        return translator.text(f"{_TABLE}.decoded_otherwise")
    unmarked = carrier.fact("unmarked") if carrier else ""
    return translator.text(f"{_TABLE}.decoded", scheme=report.verdict.by, unmarked=unmarked)


def _stated(translator: Translator, report: Report) -> Iterator[str]:
    if report_facts.find_voice(report) in (Voice.BROKEN, Voice.STRAY):
        yield _broken(translator, report)
        return
    carrier = report_facts.carrier(report)
    admits = carrier is not None and carrier.claim in AI_CLAIMS
    yield "" if admits else translator.text(f"{_TABLE}.stated")  # which the pill says of an admission already
    if report.record.manifests:
        yield translator.text(f"{_TABLE}.beside", signer=report_facts.signer_name(report))
    yield translator.text(f"{_TABLE}.stated_ai") if admits else ""


def _broken(translator: Translator, report: Report) -> str:
    if report_facts.has_stray_sidecar(report):
        return translator.text(f"{_TABLE}.stray")
    withdrawal = find_withdrawal(report.record) if report.record.state is RecordState.REVOKED else None
    if withdrawal is not None:
        said = describe_withdrawal(translator, withdrawal.by, withdrawal.revoked_at)
        reason = translator.term("terms.revocation_reasons", withdrawal.reason)
        return translator.text(f"{_TABLE}.broken.withdrawn", revoked=said, reason_name=reason)
    return translator.text(find_key(f"{_TABLE}.broken", report.record.state, f"{_TABLE}.broken_otherwise"))
