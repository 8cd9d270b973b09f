"""The line that names who signed, when, and which list vouches for them.

A name is called confirmed only where a list vouches for it; everything else is "in the name of".
"""

from __future__ import annotations

from typing import Final

from verify.model import Conclusion, Report, Signer, Standing
from verify.report import report_facts
from verify.report.words.catalogue import Speech, _

_WHO: Final = (
    _("Signed by {signer} on {date}; on the list “{list}” of {list_date}."),
    _("Signed by {signer} on {date}; on the list “{list}”."),
    _("Signed by {signer}; no time is stated. On the list “{list}” of {list_date}."),
    _("Signed by {signer}; on the list “{list}”."),
    _("Signed by {signer}."),
)
_WHO_STATED_TIME: Final = (
    _("Signed by {signer}, who states {date} as the time; on the list “{list}” of {list_date}."),
    _("Signed by {signer}, who states {date} as the time; on the list “{list}”."),
)
_WHO_UNCONFIRMED: Final = (
    _("Signed in the name of “{signer}”, which we could not confirm. Stated time: {date}."),
    _("Signed in the name of “{signer}”, which we could not confirm."),
    _("Signed by somebody whom the record does not name."),
)
_WHO_BROKEN: Final = (
    _("The broken record is in the name of “{signer}”."),
    _("The broken record names nobody."),
)
_WHO_BESIDE: Final = (
    _("The file also carries a record in the name of “{signer}”. The headline does not come from that record."),
    _("The file also carries a signed record. The headline does not come from that record."),
)
_WHO_BELOW: Final = _("The statement comes from the record of “{speaker}”, an earlier version or part.")

# the sentence below a headline that a known signer carries
KNOWN: Final = _(
    "It is known who signed, and the content fits the record. No list vouches for it now: only the closed older list "
    "knows a signer, or a certificate has expired since and no confirmed time shows that it signed before."
)


def says_who(speech: Speech, report: Report) -> str:
    """The signer, when, and the list that vouches; empty where there is no signed record to name."""
    active = report.record.active
    if active is None or report.file.problem:
        return ""
    signer = active.signer or Signer()
    vouching = report_facts.vouching(report, signer)
    facts = {
        "signer": signer.name,
        "date": report_facts.moment(active.signed_at),
        "list": vouching.name,
        "list_date": vouching.date,
        "speaker": report.verdict.by,
    }
    if report_facts.broken_reason(report):
        return speech.say(_WHO_BROKEN, facts)
    unsigned = report.verdict.standing in (Standing.STATED, Standing.DECODED)
    if unsigned and report.verdict.conclusion is not Conclusion.DISPUTED:
        return speech.say(_WHO_BESIDE, facts)
    if not vouching.name:
        who = speech.say(_WHO_UNCONFIRMED, facts)
    elif active.signed_at and not active.time_confirmed:
        who = speech.say(_WHO_STATED_TIME, facts)
    else:
        who = speech.say(_WHO, facts)
    record_speaks = report.verdict.standing in (Standing.CONFIRMED, Standing.KNOWN, Standing.UNCONFIRMED)
    below = record_speaks and report.verdict.by not in ("", signer.name)
    return speech.join(who, speech.say(_WHO_BELOW, facts) if below else "")
