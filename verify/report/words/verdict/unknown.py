"""Headlines of what is not known: nothing was found, or a record that settles nothing, or none that could be read."""

from __future__ import annotations

from typing import Final

from verify.model import Claim, Origin, RecordState, Report, Standing
from verify.report import report_facts
from verify.report.report_facts import Medium
from verify.report.words.catalogue import Message, Speech, _
from verify.report.words.terms import Beginning, source_type
from verify.report.words.untrusted import plain
from verify.report.words.verdict import remarks
from verify.report.words.verdict.remarks import NAME_CHARACTERS

_NOT_KNOWN: Final = _("Not known how this was made")
_UNREADABLE_RECORD: Final = _("Not known how this was made. Signed records could not be looked for")
_PERHAPS: Final = _("Not known how this was made. An unsigned label says: perhaps AI")
_NOTHING: Final = _("Nothing here tells how this was made")
_ALONE: Final = _("This is a record without its file")
CHECKING: Final = _("Still checking whether the signed record fits this file")
UNCOMPARED: Final = _("Whether the signed record fits this file was not checked")
_ELSEWHERE: Final = (
    _("A record of this file is kept at {host}; it was not fetched"),
    _("A record of this file is kept elsewhere; it was not fetched"),
)
_UNKNOWN_CONFIRMED: Final = (
    _("Not known how this was made. {signer} states only: “{kind}”"),
    _("Not known how this was made. The record signed by {signer} does not say"),
)
_UNKNOWN_UNFINISHED: Final = (
    _("Not known how this was made. A check that could contradict the record signed by {signer} did not finish"),
    _("Not known how this was made. A check that could contradict the signed record did not finish"),
)
_UNKNOWN_UNCONFIRMED: Final[dict[str, Message]] = {
    "camera": _("Not known how this was made. An unconfirmed record says: a camera"),
    "microphone": _("Not known how this was made. An unconfirmed record says: a microphone"),
    "scanner": _("Not known how this was made. An unconfirmed record says: a scanner"),
    "person": _("Not known how this was made. An unconfirmed record says: a person with software"),
    "other": (
        _("Not known how this was made. An unconfirmed record says only: “{kind}”"),
        _("Not known how this was made. An unconfirmed record does not say"),
    ),
    "malformed": _("Not known how this was made. The signed record is not written to the rules"),
    "unread": _("Not known how this was made. A signed record is there, but could not be read as a whole"),
}
_UNKNOWN_BROKEN: Final[dict[RecordState, str]] = {
    RecordState.ALTERED: _(
        "Not known how this was made. A signed record is attached, but the content was changed after it was signed"
    ),
    RecordState.BAD_SIGNATURE: _(
        "Not known how this was made. A signed record is attached, but its signature does not verify"
    ),
    RecordState.REVOKED: _(
        "Not known how this was made. A signed record is attached, but the certificate behind it was withdrawn"
    ),
}
_UNKNOWN_STRAY: Final = _(
    "Not known how this was made. The record beside it belongs to another file or an earlier version"
)
_UNKNOWN_KNOWN: Final = (
    _("Not known how this was made. {signer} signed a record of it, and the record does not settle it"),
    _("Not known how this was made. A signed record does not settle it"),
)
_UNKNOWN_BROKEN_OTHERWISE: Final = _("Not known how this was made. A signed record is attached, but it is broken")


def unknown(report: Report) -> Message:
    """The message for a conclusion that is unknown, by what stands behind it."""
    if report.record.location == "alone":
        return _ALONE
    if (message := remarks.unsettled(report)) is not None:
        return message
    if _is_silent_on_a_mention(report):
        return remarks.MENTIONED_SHORT
    match report.verdict.standing:
        case Standing.CONFIRMED if any(item.code == "context.reader_failed" for item in report.findings):
            return _UNKNOWN_UNFINISHED
        case Standing.CONFIRMED:
            return _UNKNOWN_CONFIRMED
        case Standing.KNOWN:
            return _UNKNOWN_KNOWN
        case Standing.UNCONFIRMED:
            return _UNKNOWN_UNCONFIRMED[_unconfirmed_says(report)]
        case Standing.BROKEN if report_facts.strays(report):
            return _UNKNOWN_STRAY
        case Standing.BROKEN:
            return _UNKNOWN_BROKEN.get(report.record.state, _UNKNOWN_BROKEN_OTHERWISE)
        case Standing.ELSEWHERE:
            return _ELSEWHERE
        case _:
            if any(item.claim is Claim.MAY_CONTAIN_AI for item in report.findings):
                return _PERHAPS
            if report_facts.holds_unread(report):
                return _UNKNOWN_UNCONFIRMED["unread"]
            if report_facts.says_anything(report):
                return _NOT_KNOWN
            return _UNREADABLE_RECORD if report.record.state is RecordState.UNREADABLE else _NOTHING


def _is_silent_on_a_mention(report: Report) -> bool:
    """Whether a record names no kind of beginning, yet speaks of AI: it is not silent."""
    of_record = (Standing.CONFIRMED, Standing.KNOWN, Standing.UNCONFIRMED)
    mentions = any(item.code == "record.ai_mentioned" for item in report.findings)
    stated = any(item.code == "record.origin" and item.fact("source_type") for item in report.findings)
    return report.verdict.standing in of_record and mentions and not stated


def only_stated(speech: Speech, report: Report) -> dict[str, str]:
    """What a record states of the beginning although it settles nothing, in its own signer's name."""
    for finding in report.findings:
        written = finding.fact("source_type")
        if finding.code == "record.origin" and finding.strength.value == report.verdict.standing.value and written:
            known = source_type(written)
            name = plain(finding.fact("signer"), NAME_CHARACTERS)
            # what no vocabulary defines is quoted as it stands there: it is not silence, and not ours to translate
            kind = speech.say(known.name) if known else plain(written, NAME_CHARACTERS)
            return {"kind": kind, **({"signer": name} if name else {})}
    return {}


def _unconfirmed_says(report: Report) -> str:
    kind = known.kind if (known := report_facts.beginning(report)) else None
    if kind is Beginning.CAPTURE or report.verdict.origin is Origin.CAPTURE:
        return "microphone" if report_facts.medium(report) is Medium.SOUND else "camera"
    if kind is Beginning.SCAN or report.verdict.origin is Origin.SCAN:
        return "scanner"
    if kind is Beginning.HUMAN or report.verdict.origin is Origin.HUMAN:
        return "person"
    if report.record.state is RecordState.MALFORMED and not report.record.manifests:
        return "unread"
    return "malformed" if report.record.state is RecordState.MALFORMED else "other"
