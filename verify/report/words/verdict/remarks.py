"""What an answer must not leave out: what contradicts it, what the signature does not cover, what is missing.

They stand in the summary and on the first screen; the headline says the gravest of them in fewer words.
"""

from __future__ import annotations

from typing import Final

from verify.model import Claim, Conclusion, Finding, Layer, Report, Standing, Strength
from verify.report import record_facts, report_facts
from verify.report.report_facts import Medium
from verify.report.words.cards.metadata import DAMAGES
from verify.report.words.catalogue import Message, Speech, _
from verify.report.words.places import place
from verify.report.words.terms import SOURCE_TYPES, Beginning, source_type, term
from verify.report.words.untrusted import plain

NAME_CHARACTERS: Final = 80  # of one name in a headline

_CAMERA: Final = _("a camera")
_KINDS: Final[dict[Beginning, str]] = {Beginning.SCAN: _("a scanner"), Beginning.HUMAN: _("a person with software")}
_MICROPHONE: Final = _("a microphone")

# the headline, and behind it who says the opposite: by how well the speaker is known, and of which version
_BUT: Final[dict[str, Message]] = {
    "vouched": _("{answer}. But a record signed by {signer} says: {kind}"),
    "unverified": (
        _("{answer}. But a record signed as “{signer}”, identity not verified, says: {kind}"),
        _("{answer}. But a signed record, signer not verified, says: {kind}"),
    ),
    "same": _("{answer}. But the same record also says: {kind}"),
    "below_vouched": _("{answer}. Of an earlier version, a record signed by {signer} says: {kind}"),
    "below_unverified": (
        _("{answer}. Of an earlier version, a record signed as “{signer}”, identity not verified, says: {kind}"),
        _("{answer}. Of an earlier version, a signed record, signer not verified, says: {kind}"),
    ),
}
_OPPOSED: Final = _(
    "Two marks disagree here: one says AI, a signed record says {kind}. The file alone can't tell which is right."
)
_OPPOSED_BELOW: Final = _(
    "The record of an earlier version says {kind}. Whoever signed last may have put AI into it, or may want to "
    "discredit it."
)

_UNCOVERED: Final[dict[Medium, str]] = {
    Medium.PICTURE: _("The signature does not cover the picture itself: anyone may have exchanged it."),
    Medium.VIDEO: _("The signature does not cover the film itself: anyone may have exchanged it."),
    Medium.SOUND: _("The signature does not cover the sound itself: anyone may have exchanged it."),
}
_UNCOVERED_OTHERWISE: Final = _("The signature does not cover the content itself: anyone may have exchanged it.")
_UNCOVERED_SHORT: Final[dict[Medium, str]] = {
    Medium.PICTURE: _("Not known how this was made. The signature does not cover the picture itself"),
    Medium.VIDEO: _("Not known how this was made. The signature does not cover the film itself"),
    Medium.SOUND: _("Not known how this was made. The signature does not cover the sound itself"),
}
_UNCOVERED_SHORT_OTHERWISE: Final = _("Not known how this was made. The signature does not cover the content itself")
_PERHAPS_UNCOVERED_SHORT: Final = _("Not known how this was made. The signature may not cover the content itself")
_PARTLY_UNCOVERED: Final[dict[str, Message]] = {
    "metadata": (
        _("The signature covers all but some metadata ({what}, {size}); anyone may have changed those."),
        _("The signature covers all but some metadata ({what}); anyone may have changed those."),
        _("The signature covers all but some metadata; anyone may have changed those."),
    ),
    "appended": (
        _("Something was appended behind the signed part ({size}); the signature does not cover it."),
        _("Something was appended behind the signed part; the signature does not cover it."),
    ),
    "unknown": (
        _("The signature leaves out a part of the file ({what}, {size}); anyone may have changed it."),
        _("The signature leaves out a part of the file ({size}); anyone may have changed it."),
        _("The signature leaves out a part of the file; anyone may have changed it."),
    ),
}
_BYTES: Final = _("{n} bytes")

_MISSING: Final[Message] = (
    _("Part of its history (“{title}”) is missing or doesn't hold, so whether AI was used can't be told."),
    _("Part of its history is missing or doesn't hold, so whether AI was used can't be told."),
)
_CUT: Final = _("Its record is too long to be read to the end, so whether AI was used can't be told.")
_MISSING_MORE: Final[Message] = (
    _("Part of its history (“{title}”) is missing or doesn't hold, so more may have been done with AI."),
    _("Part of its history is missing or doesn't hold, so more may have been done with AI."),
)
_CUT_MORE: Final = _("Its record is too long to be read to the end, so more may have been done with AI.")
_MISSING_SHORT: Final[Message] = (
    _("Not known how this was made. {signer} states “{kind}”, but part of the history is missing"),
    _("Not known how this was made. Part of the recorded history is missing"),
)
_CUT_SHORT: Final[Message] = (
    _("Not known how this was made. {signer} states “{kind}”, but the record was not read to the end"),
    _("Not known how this was made. The record was not read to the end"),
)

_LACKS: Final[dict[bool, Message]] = {
    False: (
        _("{signer}'s record lacks part of its history: whether AI was used can't be told"),
        _("A signed record lacks part of its history: whether AI was used can't be told"),
    ),
    True: (
        _("{signer}'s record was not read to the end: whether AI was used can't be told"),
        _("A signed record was not read to the end: whether AI was used can't be told"),
    ),
}
_MENTIONED: Final[Message] = (
    _("A recorded step speaks of AI but is not marked as generative AI: “{description}”, by “{agent}”."),
    _("A recorded step speaks of AI but is not marked as generative AI: “{description}”."),
    _("A recorded step names the program “{agent}” but is not marked as generative AI."),
    _("A recorded step speaks of AI but is not marked as generative AI: “{action}”."),
    _("A recorded step speaks of AI but is not marked as generative AI."),
)
MENTIONED_SHORT: Final = _(
    "Not known how this was made. A signed record mentions AI, but marks no step as generative AI"
)

_BEGUN: Final = _("How it began is the word of {signer}, who signed an earlier version.")
_UNREAD: Final = _("Part of the file could not be read ({what}: {reason}). A label there would have been missed.")


def remarks(speech: Speech, report: Report) -> tuple[str, ...]:
    """The sentences, gravest first; none where the file could not be read at all."""
    if report.file.problem or report.verdict.standing is Standing.UNCHECKED:
        return ()
    found = (
        _opposition(speech, report),
        *_coverage(speech, report),
        _history(speech, report),
        _mention(speech, report),
        _beginning(speech, report),
        _damage(speech, report),
    )
    return tuple(sentence for sentence in found if sentence)


def contradicted(speech: Speech, report: Report, answer: str) -> str:
    """The headline `answer`, with the signed record that says the opposite, where there is one."""
    opposing = record_facts.opposing(report)
    relation = _relation(report, opposing) if opposing else ""
    if opposing is None or not relation:
        return answer
    facts = {"signer": plain(opposing.fact("signer"), NAME_CHARACTERS), "kind": kind_of(speech, report, opposing)}
    return speech.say(_BUT[relation], facts, answer=answer)


def unsettled(report: Report) -> Message | None:
    """The headline of what is not known because the record leaves out or lacks what would tell; None otherwise."""
    if record_facts.uncovered(report, "media"):
        return _UNCOVERED_SHORT.get(report_facts.medium(report), _UNCOVERED_SHORT_OTHERWISE)
    if record_facts.uncovered(report, "unknown") and report.verdict.standing is Standing.UNCONFIRMED:
        return _PERHAPS_UNCOVERED_SHORT
    gap = record_facts.incomplete(report)
    if gap is not None and report.verdict.standing in (Standing.CONFIRMED, Standing.KNOWN):
        return _CUT_SHORT if record_facts.is_cut(gap) else _MISSING_SHORT
    return None


def lacking(report: Report) -> Message | None:
    """The headline where AI is left open by nothing but what is missing of the record; None otherwise."""
    carrier = report_facts.carrier(report)
    return _LACKS[record_facts.is_cut(carrier)] if carrier and carrier.code == "record.incomplete" else None


def _relation(report: Report, opposing: Finding) -> str:
    """How the record that says the opposite stands to the answer: a key of `_BUT`, or nothing to say at the top."""
    carrier = report_facts.carrier(report)
    label = opposing.where.partition("/")[0]
    known = record_facts.is_vouched(report, label)
    if carrier is None or report_facts.layer(carrier) is not Layer.RECORD:
        return "vouched" if known else "unverified"
    if carrier.where.partition("/")[0] == label:
        return "same"
    if carrier.strength is Strength.CONFIRMED or not opposing.fact("relation"):
        return ""  # who signs last and boasts is no witness against an earlier record
    return "below_vouched" if known else "below_unverified"


def kind_of(speech: Speech, report: Report, finding: Finding) -> str:
    """What a record's finding says of the beginning: a camera, a microphone, a scanner or a person."""
    known = source_type(finding.fact("source_type")) or SOURCE_TYPES["digitalCapture"]
    if known.kind is Beginning.CAPTURE and report_facts.medium(report) is Medium.SOUND:
        return speech.say(_MICROPHONE)
    return speech.say(_KINDS.get(known.kind, _CAMERA))


def _opposition(speech: Speech, report: Report) -> str:
    opposing = record_facts.opposing(report)
    relation = _relation(report, opposing) if opposing else ""
    if opposing is None or not relation:
        return ""
    said = _OPPOSED_BELOW if relation.startswith("below") else _OPPOSED
    return speech.say(said, kind=kind_of(speech, report, opposing))


def _coverage(speech: Speech, report: Report) -> tuple[str, ...]:
    if record_facts.uncovered(report, "media"):
        return (speech.say(_UNCOVERED.get(report_facts.medium(report), _UNCOVERED_OTHERWISE)),)
    said = []
    for content, message in _PARTLY_UNCOVERED.items():
        found = record_facts.uncovered(report, content)
        if found is not None:
            said.append(speech.say(message, what=found.fact("what"), size=_size(speech, found.fact("bytes"))))
    return tuple(said)


def _size(speech: Speech, written: str) -> str:
    """A number of bytes as people say it; empty where it is none."""
    if not (written.isascii() and written.isdecimal()):
        return ""
    count = int(written[:18])
    if count < 1_000:
        return speech.say(_BYTES, n=str(count))
    if count < 1_000_000:
        return f"{count / 1_000:.1f} kB"
    return f"{count / 1_000_000:.1f} MB"


def _history(speech: Speech, report: Report) -> str:
    gap = record_facts.incomplete(report)
    if gap is None:
        return ""
    told = report.verdict.conclusion in (Conclusion.AI_GENERATED, Conclusion.AI_EDITED, Conclusion.CONTAINS_AI)
    if record_facts.is_cut(gap):
        return speech.say(_CUT_MORE if told else _CUT)
    return speech.say(_MISSING_MORE if told else _MISSING, title=plain(gap.fact("title"), NAME_CHARACTERS))


def _mention(speech: Speech, report: Report) -> str:
    found = next((item for item in report.findings if item.code == "record.ai_mentioned"), None)
    if found is None:
        return ""
    facts = {name: plain(found.fact(name), NAME_CHARACTERS) for name in ("description", "agent", "action")}
    return speech.say(_MENTIONED, facts)


def _beginning(speech: Speech, report: Report) -> str:
    carrier = report_facts.carrier(report)
    edited = carrier is not None and carrier.claim is Claim.AI_EDITED
    name = record_facts.begun_below(report) if edited and report.verdict.standing is Standing.CONFIRMED else ""
    return speech.say(_BEGUN, signer=name) if name else ""


def _damage(speech: Speech, report: Report) -> str:
    found = next((item for item in report.findings if item.code == "context.metadata_damaged"), None)
    if found is None:
        return ""
    reason = term(speech, DAMAGES, found.fact("reason"))
    return speech.say(_UNREAD, what=place(speech, found.fact("what")), reason=reason)
