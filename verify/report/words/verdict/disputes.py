"""What stands behind an answer that is disputed: whose word stands against what, in a sentence or two."""

from __future__ import annotations

from typing import Final

from verify.model import Claim, Report
from verify.report import record_facts, report_facts
from verify.report.words.catalogue import Message, Speech, _
from verify.report.words.verdict import remarks

_DISPUTED: Final[dict[Claim, Message]] = {
    Claim.CAPTURED: _(
        "The record signed by {signer} says that a device recorded this; another mark in the file says that AI made "
        "or changed it. At least one of them is wrong or incomplete."
    ),
    Claim.HUMAN_MADE: _(
        "The record signed by {signer} says that a person made this with software; another mark in the file says that "
        "AI made or changed it. At least one of them is wrong or incomplete."
    ),
}
_DISPUTED_BELOW: Final[dict[Claim, Message]] = {
    Claim.CAPTURED: _(
        "A record of an earlier version, signed by {signer}, says that a device recorded it, and {wrapper} says this "
        "file was made from it. Another mark in the file says that AI made or changed it. At least one of them is "
        "wrong or incomplete."
    ),
    Claim.HUMAN_MADE: _(
        "A record of an earlier version, signed by {signer}, says that a person made it with software, and {wrapper} "
        "says this file was made from it. Another mark in the file says that AI made or changed it. At least one of "
        "them is wrong or incomplete."
    ),
}
_DISPUTED_ITSELF: Final = _(
    "The record signed by {signer} states two beginnings: {kind}, and AI. At least one of them is wrong or incomplete."
)
_DISPUTED_SILENT: Final = _(
    "The record signed by {signer} does not mention AI; a mark in the pixels or the sound says that AI made or changed "
    "this. At least one of them is wrong or incomplete."
)
_DISPUTED_OTHERWISE: Final = _("Two statements in this file cannot both be right. At least one is wrong or incomplete.")


def standing(speech: Speech, report: Report) -> str:
    """The sentence below the headline of a dispute."""
    if report_facts.is_silent_against_a_mark(report):
        return speech.say(_DISPUTED_SILENT, signer=report_facts.signer_name(report))
    signed = report_facts.confirmed_capture_or_hand(report)
    if signed is None or any(item.code == "record.disallowed" for item in report.findings):
        return speech.say(_DISPUTED_OTHERWISE)
    told = (item for item in report_facts.reasons(report) if item.claim.value.startswith(("ai_", "contains")))
    if any(record_facts.is_of_same_record(signed, item) for item in told):
        kind = remarks.kind_of(speech, report, signed)
        return speech.say(_DISPUTED_ITSELF, signer=signed.fact("signer"), kind=kind)
    active = report_facts.signer_name(report)
    name = signed.fact("signer") or active
    words = _DISPUTED_BELOW if active and name != active else _DISPUTED
    return speech.say(words.get(signed.claim, _DISPUTED_OTHERWISE), signer=name, wrapper=active)
