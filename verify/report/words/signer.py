"""The line that names who signed, when, and which list vouches for them.

A name is called confirmed only where a list vouches for it; everything else is "in the name of".
"""

from __future__ import annotations

from verify.model import Conclusion, Report, Signer, Standing
from verify.report import report_facts
from verify.report.words.catalogue import Translator


def says_who(translator: Translator, report: Report) -> str:
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
        return translator.text("report.signer.who_broken", facts)
    unsigned = report.verdict.standing in (Standing.STATED, Standing.DECODED)
    if unsigned and report.verdict.conclusion is not Conclusion.DISPUTED:
        return translator.text("report.signer.who_beside", facts)
    if not vouching.name:
        who = translator.text("report.signer.who_unconfirmed", facts)
    elif active.signed_at and not active.time_confirmed:
        who = translator.text("report.signer.who_stated_time", facts)
    else:
        who = translator.text("report.signer.who", facts)
    record_speaks = report.verdict.standing in (Standing.CONFIRMED, Standing.KNOWN, Standing.UNCONFIRMED)
    below = record_speaks and report.verdict.by not in ("", signer.name)
    return translator.join(who, translator.text("report.signer.who_below", facts) if below else "")
