"""What carries an answer of a confirmed record: who made the statement, who signed this file, which list knows them.

These may be different people. Only of what the signature covers is it said that it is as it was signed.
"""

from __future__ import annotations

from typing import Final

from verify.model import Conclusion, Report
from verify.report import record_facts, report_facts
from verify.report.words.catalogue import Message, Speech, _

_CONFIRMED: Final = (
    _(
        "{signer} signed this statement, what the signature covers is intact, and {signer} is on the list “{list}” of "
        "{list_date}."
    ),
    _("{signer} signed this statement, what the signature covers is intact, and {signer} is on the list “{list}”."),
    _("{signer} signed this statement, what the signature covers is intact, and {signer} is on a trust list."),
)
_BY_USER: Final = _(
    "{signer} signed this statement, what the signature covers is intact, and a certificate that you added yourself "
    "(“{list}”) vouches for {signer}."
)
_BELOW: Final = _(
    "{signer} signed this statement about an earlier version. {wrapper} signed this file, says that it was made from "
    "that version, and what that signature covers is intact. Both signers are verified."
)
_PART: Final = _(
    "{signer} signed this statement about a part. {wrapper} signed this file, says that it contains the part, and what "
    "that signature covers is intact. Both signers are verified."
)
_SILENT: Final = (
    _(
        "{signer} signed the record, what the signature covers is intact, and {signer} is on the list “{list}” of "
        "{list_date}."
    ),
    _("{signer} signed the record, what the signature covers is intact, and {signer} is on a trust list."),
)

# the headline, and behind it who says that the statement of another one is about this file
_MADE_FROM: Final = _("{answer}; {wrapper} says this file was made from it")
_CONTAINS_IT: Final = _("{answer}; {wrapper} says this file contains it")
_PART_OF: Final = _("Contains a part, says {wrapper}; the part is AI-made, says {signer}")

CARRIES: Final = _("{signer} signed this statement, and what the signature covers is intact.")
_CARRIES_BELOW: Final = _(
    "{signer} signed this statement about an earlier version. That this file was made from it is the word of "
    "{wrapper}, who signed this file; what that signature covers is intact."
)
_CARRIES_PART: Final = _(
    "{signer} signed this statement about a part. That the part is in this file is the word of {wrapper}, who signed "
    "this file; what that signature covers is intact."
)


def standing(speech: Speech, report: Report) -> str:
    """The sentence below the headline of a confirmed record."""
    speaker = report_facts.speaker(report)
    vouching = report_facts.vouching(report, report_facts.signer_called(report.record, speaker))
    facts = {"signer": speaker, "list": vouching.name, "list_date": vouching.date}
    if report.verdict.conclusion is Conclusion.UNKNOWN:
        return speech.say(_SILENT, facts)
    below = record_facts.below(report)
    if below is not None:
        said = _PART if record_facts.is_of_part(below) else _BELOW
        return speech.say(said, signer=below.fact("signer"), wrapper=report_facts.signer_name(report))
    return speech.say(_BY_USER if vouching.kind == "user" else _CONFIRMED, facts)


def carries(speech: Speech, report: Report) -> str:
    """The sentence of the summary that says who signed what."""
    below = record_facts.below(report)
    if below is None:
        return speech.say(CARRIES, signer=report_facts.speaker(report))
    said = _CARRIES_PART if record_facts.is_of_part(below) else _CARRIES_BELOW
    return speech.say(said, signer=below.fact("signer"), wrapper=report_facts.signer_name(report))


def attributed(speech: Speech, report: Report, answer: str, facts: dict[str, str]) -> str:
    """The headline `answer`, with the signer of this file where another one made the statement.

    `facts` hold both names, cut for a headline, as `signer` and `wrapper`.
    """
    below = record_facts.below(report)
    if below is None or not facts.get("wrapper"):
        return answer
    if report.verdict.conclusion is Conclusion.CONTAINS_AI:
        return speech.say(_PART_OF, facts)
    said: Message = _CONTAINS_IT if record_facts.is_of_part(below) else _MADE_FROM
    return speech.say(said, facts, answer=answer)
