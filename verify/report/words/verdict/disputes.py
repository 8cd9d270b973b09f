"""What stands behind an answer that is disputed: whose word stands against what, in a sentence or two."""

from __future__ import annotations

from verify.model import Report
from verify.report import record_facts, report_facts
from verify.report.words.catalogue import Translator, find_key
from verify.report.words.verdict import remarks


def standing(translator: Translator, report: Report) -> str:
    """The sentence below the headline of a dispute."""
    if report_facts.is_silent_against_a_mark(report):
        return translator.text("verdict.disputes.disputed_silent", signer=report_facts.signer_name(report))
    signed = report_facts.confirmed_capture_or_hand(report)
    if signed is None or any(item.code == "record.disallowed" for item in report.findings):
        return translator.text("verdict.disputes.disputed_otherwise")
    told = (item for item in report_facts.reasons(report) if item.claim.value.startswith(("ai_", "contains")))
    if any(record_facts.is_of_same_record(signed, item) for item in told):
        kind = remarks.kind_of(translator, report, signed)
        return translator.text("verdict.disputes.disputed_itself", signer=signed.fact("signer"), kind=kind)
    active = report_facts.signer_name(report)
    name = signed.fact("signer") or active
    table = "verdict.disputes.disputed_below" if active and name != active else "verdict.disputes.disputed"
    message = find_key(table, signed.claim, "verdict.disputes.disputed_otherwise")
    return translator.text(message, signer=name, wrapper=active)
