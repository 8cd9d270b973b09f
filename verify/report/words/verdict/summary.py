"""The fourth line: one sentence, the most useful one that the other three do not say already.

How far AI went where it went part of the way; else what is missing for more certainty, or what not to conclude.
"""

from __future__ import annotations

from typing import Final

from verify.model import Conclusion, Edits, Layer, RecordState, Report, Shortfall, Signer, Standing
from verify.report import record_facts, report_facts
from verify.report.report_facts import Medium, Voice
from verify.report.words.catalogue import Translator, find_key
from verify.report.words.dates import say_day
from verify.report.words.signers import NAME_CHARACTERS, name_reason, shorten
from verify.report.words.untrusted import plain
from verify.report.words.verdict.according_to import find_says
from verify.report.words.verdict.headline import is_left_open

_TABLE: Final = "verdict.summary"
# what leaves AI open and is no step that "can be done with AI or without it"
_OPEN: Final = {
    "record.incomplete": "lacking",
    "record.unknown_provenance": "unrecorded",
    "record.ai_disclosed": "disclosed",
    "metadata.declared_open": "declared",
    "metadata.ai_system_contradicted": "contradicted",
    "metadata.ai_system_open": "unnamed",
    "metadata.platform_label": "made_or_changed",
    "metadata.platform_label_uploader": "made_or_changed",
    "metadata.platform_label_platform": "suspected",
}
# why a signer whom a list identifies is not even known, the gravest first
_GRAVEST: Final = {
    Shortfall.TIME_OUTSIDE: "signed_outside",
    Shortfall.CLAIMED_LATE: "claimed_late",
    Shortfall.NOT_YET_VALID: "not_yet_valid",
    Shortfall.CLOCK_BEHIND: "clock_behind",
}


def summary(translator: Translator, report: Report) -> str:
    """Say the one sentence."""
    verdict = report.verdict
    if verdict.standing is Standing.UNCHECKED or report.file.problem:
        problem = report.file.problem
        otherwise = "commands.problems.unreadable_otherwise"
        return translator.text(find_key("commands.problems", problem, otherwise) if problem else otherwise)
    if report.record.is_alone:
        return translator.text(f"{_TABLE}.{'stream_head' if report.record.location == 'head' else 'alone'}")
    if is_left_open(report):
        return translator.text(f"{_TABLE}.{'uncompared' if report_facts.was_left_uncompared(report) else 'checking'}")
    if verdict.conclusion is Conclusion.DISPUTED:
        return translator.text(f"{_TABLE}.disputed")
    voice = report_facts.find_voice(report)
    if verdict.conclusion is Conclusion.UNKNOWN or voice is None:
        return _unknown(translator, report)
    mentioned = report_facts.first_finding(report, "record.ai_mentioned")
    if mentioned is not None and verdict.conclusion in (Conclusion.CAPTURED, Conclusion.HUMAN_MADE):
        facts = {name: plain(mentioned.fact(name), NAME_CHARACTERS) for name in ("description", "agent")}
        return translator.text(f"{_TABLE}.mentioned", facts)
    if verdict.conclusion is Conclusion.CAPTURED:
        medium = report_facts.medium(report)
        return translator.text(find_key(f"{_TABLE}.captured", medium, f"{_TABLE}.captured_otherwise"))
    carrier = report_facts.carrier(report)
    if carrier is not None and (half := find_key(f"{_TABLE}.half", carrier.code)):
        return translator.text(half)
    if extent := _extent(report):
        return _attributed(translator, voice, translator.text(extent))
    return _reach(translator, report, voice)


def name_case(report: Report) -> str:
    """Name what an unconfirmed record lacks: a name in `summary.unconfirmed` and `case.unconfirmed`."""
    signer = report_facts.signer(report) or Signer()
    short = next((shortfall for shortfall in _GRAVEST if shortfall in signer.shortfalls), None)
    state = report.record.state
    match state:
        case RecordState.MALFORMED if not report.record.manifests:
            return "malformed_unread"
        case _ if record_facts.find_uncovered(report, "media"):
            return "uncovered"
        case RecordState.TRUSTED | RecordState.UNTRUSTED | RecordState.EXPIRED if short is not None:
            return _GRAVEST[short]
        case RecordState.TRUSTED if record_facts.find_uncovered(report, "unknown"):
            return "perhaps_uncovered"
        case RecordState.TRUSTED:
            return "below_altered" if report_facts.speaker_was_altered(report) else "below"
        case RecordState.EXPIRED | RecordState.MALFORMED:
            return state
        case _ if signer.test:
            return "test"
        case _:
            return "interim" if signer.interim_list else "unknown"


def name_shortfall(report: Report) -> str:
    """Name why a known signer is not confirmed: older_list, expired, both or competing; empty where it is not told."""
    signers = [manifest.signer for manifest in record_facts.list_speaking(report) if manifest.signer]
    reason = name_reason(shortfall for signer in signers for shortfall in signer.shortfalls)
    competing = reason == "expired" and report_facts.first_finding(report, "record.stamps_compete") is not None
    return "competing" if competing else reason


def _extent(report: Report) -> str:
    """The key of how far AI went, where that is more than the headline says; empty else."""
    verdict, carrier = report.verdict, report_facts.carrier(report)
    match verdict.conclusion:
        case Conclusion.AI_GENERATED:
            edited = verdict.edits in (Edits.AI, Edits.AI_COMPONENT, Edits.POSSIBLY_AI, Edits.OTHER)
            return f"{_TABLE}.extent.ai_generated_then_edited" if edited else ""
        case Conclusion.AI_EDITED:
            return find_key(f"{_TABLE}.extent.ai_edited", verdict.origin, f"{_TABLE}.extent.ai_edited_otherwise")
        case Conclusion.CONTAINS_AI if carrier and report_facts.layer(carrier) is Layer.PART:
            return ""
        case Conclusion.CONTAINS_AI:
            return f"{_TABLE}.extent.contains"
        case Conclusion.MAY_CONTAIN_AI:
            if carrier and carrier.code in _OPEN:
                return f"{_TABLE}.extent.{_OPEN[carrier.code]}"
            return find_key(f"{_TABLE}.extent.may_contain", verdict.origin, f"{_TABLE}.extent.may_contain_otherwise")
        case Conclusion.HUMAN_MADE:
            return f"{_TABLE}.extent.human"
        case _:
            return ""


def _attributed(translator: Translator, voice: Voice, extent: str) -> str:
    """Put how far AI went into the mouth of whoever says so; a name is not needed, the second line has it."""
    speaker = {
        Voice.WATERMARK: "watermark",
        Voice.SEAL: "watermark",
        Voice.HIDDEN: "settings",
        Voice.SETTINGS: "settings",
    }.get(voice, "label")
    signed = voice in (Voice.BARE, Voice.KNOWN, Voice.UNCONFIRMED, Voice.BROKEN, Voice.STRAY)
    return translator.text(f"{_TABLE}.says.{'record' if signed else speaker}", extent=extent)


def _reach(translator: Translator, report: Report, voice: Voice) -> str:
    carrier = report_facts.carrier(report)
    match voice:
        case Voice.BARE:
            signer = report_facts.signer_called(report.record, report_facts.speaker(report))
            vouching = report_facts.vouching_list(report, signer)
            key = f"{_TABLE}.bare_by_{vouching.whose}" if vouching.whose else f"{_TABLE}.bare"
            return translator.text(key, list=vouching.name)
        case Voice.KNOWN:
            ended = next(
                (manifest.signer.not_after for manifest in record_facts.list_speaking(report) if manifest.signer), ""
            )
            key = find_key(f"{_TABLE}.known", name_shortfall(report), f"{_TABLE}.known_otherwise")
            return translator.text(key, day=say_day(translator, ended))
        case Voice.UNCONFIRMED:
            wrapper = shorten(report_facts.signer_name(report))
            signer = report_facts.signer(report)
            interim = signer.interim_list if signer else ""
            return translator.text(f"{_TABLE}.unconfirmed.{name_case(report)}", wrapper=wrapper, interim=interim)
        case Voice.WATERMARK:
            sound = report_facts.medium(report) is Medium.SOUND
            unmarked = plain(carrier.fact("unmarked")) if carrier else ""
            return translator.text(f"{_TABLE}.{'watermark_sound' if sound else 'watermark'}", unmarked=unmarked)
        case Voice.AIGC:
            return translator.text(f"{_TABLE}.label")
        case _:
            return translator.text(f"{_TABLE}.{voice}")


def _unknown(translator: Translator, report: Report) -> str:
    either = "either" if report_facts.medium(report) is Medium.PICTURE else "either_otherwise"
    return translator.text(f"{_TABLE}.unknown.{_silence(report) or either}", host=report_facts.host(report))


def _silence(report: Report) -> str:
    says = find_says(report)
    match report.verdict.standing:
        case Standing.CONFIRMED | Standing.KNOWN | Standing.UNCONFIRMED if record_facts.find_uncovered(report, "media"):
            return "uncovered"
        case Standing.CONFIRMED if report_facts.first_finding(report, "context.reader_failed"):
            return "unfinished"
        case Standing.KNOWN if says is not None:
            return "known_hand" if report_facts.states_hand(report) else "known_capture"
        case Standing.UNCONFIRMED if says is not None:
            return "forger"
        case Standing.UNCONFIRMED if not report.record.manifests:
            return "unread"
        case Standing.BROKEN if report_facts.has_stray_sidecar(report):
            return "stray"
        case Standing.BROKEN:
            return "altered" if report.record.state is RecordState.ALTERED else "broken"
        case Standing.ELSEWHERE:
            return "elsewhere"
        case Standing.NONE:
            return _nothing(report)
        case _:
            return ""


def _nothing(report: Report) -> str:
    if report_facts.first_finding(report, "label.emptied"):
        return "emptied"
    if report_facts.has_unread_record(report):
        return "unread"
    if not report_facts.list_finished(report):
        return "nobody_looked"
    if report.record.state is RecordState.UNREADABLE:
        return "missed"
    return "traces" if report_facts.says_anything(report) else "nothing"
