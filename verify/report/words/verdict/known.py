"""What carries an answer of a known record: who signed what, and why no list confirms that now, said once.

A list identifies everybody who signed, so names are said; but the answer stays theirs.
"""

from __future__ import annotations

from verify.model import Conclusion, Manifest, Report
from verify.report import record_facts, report_facts
from verify.report.words.catalogue import Translator
from verify.report.words.signers import name_reason


def standing(translator: Translator, report: Report) -> str:
    """Say who or what carries the headline of a known record."""
    below = record_facts.finding_below(report)
    signer, wrapper = report_facts.speaker(report), report_facts.signer_name(report)
    if below is not None:
        said = "verdict.known.part" if record_facts.is_of_part(below) else "verdict.known.below"
    else:
        said = "verdict.known.record" if report.verdict.conclusion is Conclusion.UNKNOWN else "verdict.known.signed"
    return translator.join(translator.text(said, signer=signer, wrapper=wrapper), _reason(translator, report))


def carries(translator: Translator, report: Report) -> str:
    """Say in the summary who signed what."""
    return translator.text("verdict.known.carries", signer=report_facts.speaker(report))


def signing_time(translator: Translator, report: Report) -> str:
    """Say when it was signed, as far as anything says so; empty where nothing does."""
    active = report.record.active
    if active is None or not active.signed_at:
        return ""
    said = "report.signer.who_known" if active.time_confirmed else "report.signer.who_known_stated"
    return translator.text(said, date=report_facts.format_time(active.signed_at))


def _reason(translator: Translator, report: Report) -> str:
    """Say why none of the lists confirms it now."""
    signers = [item.signer for item in _list_speaking(report) if item.signer]
    reason = name_reason(shortfall for signer in signers for shortfall in signer.shortfalls)
    if not reason:
        return ""
    if reason == "expired" and report_facts.first_finding(report, "record.stamps_compete"):
        reason = "competing"
    number = "two" if len({signer.name for signer in signers}) > 1 else "one"
    return translator.text(f"verdict.known.{number}.{reason}", not_after=report_facts.format_day(signers[0].not_after))


def _list_speaking(report: Report) -> list[Manifest]:
    """List the manifest of the file itself and the one that the answer comes from."""
    carrier = report_facts.carrier(report)
    place = carrier.where.partition("/")[0] if carrier else ""
    manifests = report.record.manifests
    return [*manifests[:1], *(item for item in manifests[1:] if item.label == place)]
