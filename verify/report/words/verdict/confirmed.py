"""What carries an answer of a confirmed record: who made the statement, who signed this file, which list knows them.

These may be different people. Only of what the signature covers is it said that it is as it was signed.
"""

from __future__ import annotations

from verify.model import Conclusion, Report
from verify.report import record_facts, report_facts
from verify.report.words.catalogue import Translator


def standing(translator: Translator, report: Report) -> str:
    """Say who or what carries the headline of a confirmed record."""
    speaker = report_facts.speaker(report)
    vouching = report_facts.vouching_list(report, report_facts.signer_called(report.record, speaker))
    facts = {"signer": speaker, "list": vouching.name, "list_date": vouching.date}
    if report.verdict.conclusion is Conclusion.UNKNOWN:
        return translator.text("verdict.confirmed.silent", facts)
    below = record_facts.finding_below(report)
    if below is not None:
        part = record_facts.is_of_part(below)
        names = {"signer": below.fact("signer"), "wrapper": report_facts.signer_name(report)}
        added = [name for name in names.values() if _is_added(report, name)]
        if added:
            said = "verdict.confirmed.part_by_user" if part else "verdict.confirmed.below_by_user"
            return translator.text(said, names, user=translator.enumerate(*added))
        return translator.text("verdict.confirmed.part" if part else "verdict.confirmed.below", names)
    return translator.text(
        "verdict.confirmed.by_user" if vouching.kind == "user" else "verdict.confirmed.confirmed", facts
    )


def _is_added(report: Report, name: str) -> bool:
    """Whether only a certificate that the user added stands behind a signer."""
    return report_facts.vouching_list(report, report_facts.signer_called(report.record, name)).kind == "user"


def carries(translator: Translator, report: Report) -> str:
    """Say in the summary who signed what."""
    below = record_facts.finding_below(report)
    if below is None:
        return translator.text("verdict.confirmed.carries", signer=report_facts.speaker(report))
    said = "verdict.confirmed.carries_part" if record_facts.is_of_part(below) else "verdict.confirmed.carries_below"
    return translator.text(said, signer=below.fact("signer"), wrapper=report_facts.signer_name(report))


def with_signer(translator: Translator, report: Report, answer: str, facts: dict[str, str]) -> str:
    """Add to the headline `answer` the signer of this file, where another one made the statement.

    `facts` hold both names, cut for a headline, as `signer` and `wrapper`.
    """
    below = record_facts.finding_below(report)
    if below is None or not facts.get("wrapper"):
        return answer
    if report.verdict.conclusion is Conclusion.CONTAINS_AI:
        return translator.text("verdict.confirmed.part_of", facts)
    said: str = "verdict.confirmed.contains_it" if record_facts.is_of_part(below) else "verdict.confirmed.made_from"
    return translator.text(said, facts, answer=answer)
