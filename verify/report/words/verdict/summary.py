"""Two or three sentences for somebody who reads nothing else: what is said, how far it carries, what it leaves out."""

from __future__ import annotations

from typing import Final

from verify.model import Conclusion, Edits, Layer, Origin, RecordState, Report, Standing
from verify.report import record_facts, report_facts
from verify.report.words.catalogue import Speech, _
from verify.report.words.finding_cards import CAPTURE_LIMITS, NOT_ASKED_ONLINE
from verify.report.words.verdict import confirmed
from verify.report.words.verdict.remarks import remarks
from verify.report.words.verdict.unsigned import unsigned

# what is said, as somebody's statement
_AI_GENERATED: Final = _("The statement is that a generative AI model made this content.")
_AI_GENERATED_THEN_EDITED: Final = _(
    "The statement is that a generative AI model made this content, and that it was edited afterwards."
)
_AI_EDITED: Final[dict[Origin, str]] = {
    Origin.CAPTURE: _(
        "The statement is that a device recorded this and that generative AI changed part of it afterwards. The rest "
        "may be as recorded."
    ),
    Origin.SCAN: _("The statement is that this was scanned and that generative AI changed part of it afterwards."),
    Origin.HUMAN: _("The statement is that a person made this and that generative AI changed part of it afterwards."),
    Origin.SCREEN: _("The statement is that this is a screen capture of which generative AI changed a part."),
}
_AI_EDITED_OTHERWISE: Final = _(
    "The statement is that generative AI changed part of something. What that was before is not recorded."
)
_CONTAINS: Final = _("The statement is that this was composed of parts and that at least one of them is AI-made.")
_MAY_CONTAIN: Final[dict[Origin, str]] = {
    Origin.SCREEN: _("This is stated to be a screen capture. It shows what was on a screen, not how that was made."),
    Origin.COMPOSITE: _("This is stated to be composed of parts. Whether any of them is AI-made is not stated."),
    Origin.VIRTUAL: _("This is stated to be a recording of a virtual event, in which AI-made elements may appear."),
}
_MAY_CONTAIN_OTHERWISE: Final = _("What is stated about this content can be done with AI and without it.")
_MAY_CONTAIN_HALF: Final[dict[str, str]] = {
    "label.aigc_may_be": _(
        "The label says that this may be AI-generated content (in the words of the standard: "
        "可能为人工智能生成合成内容)."
    ),
    "label.aigc_suspected": _(
        "The label says that this is suspected to be AI-generated content (in the words of the standard: "
        "疑似为人工智能生成合成内容)."
    ),
}
_LACKING: Final = _("A signed record tells how this was made, but not all of it is there or could be read.")
_CAPTURED: Final = _("The statement is that a device recorded this, and no recorded step is marked as generative AI.")
_HUMAN: Final = _(
    "The statement is that a person made this with software, and no recorded step is marked as generative AI."
)
_DISPUTED: Final = _(
    "Two marks in this file contradict each other. At least one is wrong or incomplete, and the file alone cannot tell "
    "which."
)
_UNKNOWN: Final[dict[Standing, str]] = {
    Standing.CONFIRMED: _("The signed record is in order, but it does not settle how this content was made."),
    Standing.KNOWN: _("There is a signed record of a known signer, but it does not settle how this content was made."),
    Standing.UNCONFIRMED: _(
        "There is a signed record, but it is too weakly founded to tell how this content was made."
    ),
    Standing.BROKEN: _(
        "There is a signed record, but it is broken, so what it says about this content does not count."
    ),
    Standing.ELSEWHERE: _("The file points to a record at another place. Until it is fetched, nothing is known."),
}
_UNKNOWN_UNCOVERED: Final = _("There is a signed record, but it is not bound to what you see or hear.")
_UNKNOWN_UNFINISHED: Final = _(
    "The signed record is in order. A check that could contradict it did not finish, so what it says of the beginning "
    "is shown and not taken as the answer."
)
_UNCOMPARED: Final = _(
    "There is a signed record, but the content was not compared with it, so nothing that it says is confirmed."
)
_UNKNOWN_NOTHING: Final = _("Nothing was found that tells how this content was made, and that is so for most files.")
_UNKNOWN_UNREAD: Final = _("Part of the file could not be read, so it is not even known whether it carries a record.")
_UNKNOWN_TRACES: Final = _(
    "There are traces, such as camera data, a program's name or an unsigned note, but none settles how it was made."
)
_UNKNOWN_CAPTURE: Final = _(
    "The record calls it a recording by a device, but its signer is not confirmed, and a forger would write the same."
)

# how far it carries
_CARRIES: Final[dict[Standing, str]] = {
    Standing.CONFIRMED: confirmed.CARRIES,
    Standing.KNOWN: _("It stands in a signed record. Who signed is known, but no list vouches for it now."),
    Standing.UNCONFIRMED: _("It stands in a signed record whose signer could not be confirmed; anyone can sign."),
    Standing.STATED: _("It is not signed: it can be added to any file and removed from any file."),
    Standing.DECODED: _("It comes from a hidden mark; such a mark can be added by anyone who has the tool."),
    Standing.BROKEN: _("It stands in a broken record and counts no more than unsigned text."),
}
_CARRIES_UNBOUND: Final = _("It stands in a signed record whose signature may not bind what you see or hear.")
_CARRIES_SEAL: Final = _("{signer} signed the pixels with a key of its own, and none was changed since.")
_CARRIES_STATED_AI: Final = _(
    "It is not signed. It counts because somebody who wants to deceive seldom writes it; but it can also be put on a "
    "photo to cast doubt on it."
)

# what it leaves out
_LEAVES_OUT: Final = _("It says nothing about who is shown or heard, where, when, or whether a caption is true.")
_EITHER: Final = _("It may be a photo, a drawing, an AI picture or anything else.")
_EITHER_OTHERWISE: Final = _("It may have been recorded, made by hand, made with AI or anything else.")


def summary(speech: Speech, report: Report) -> str:
    """The paragraph: two or three sentences, and those without which they would be heard as more than they say."""
    if report.record.location == "alone":
        return _told(speech, report)
    return speech.join(_told(speech, report), *remarks(speech, report), unsigned(speech, report))


def _told(speech: Speech, report: Report) -> str:
    verdict = report.verdict
    if verdict.standing is Standing.UNCHECKED or report.file.problem:
        return speech.say(_("Whence could not read this file, so it can say nothing about it. That is no finding."))
    if report.record.location == "alone":
        return speech.say(_("This is only a record. To check it, put the file that it belongs to beside it."))
    if report.record.checking and verdict.standing in (Standing.CONFIRMED, Standing.KNOWN, Standing.UNCONFIRMED):
        return speech.say(_UNCOMPARED)
    if verdict.conclusion is Conclusion.UNKNOWN:
        return _unknown(speech, report)
    if verdict.conclusion is Conclusion.DISPUTED:
        return speech.join(speech.say(_DISPUTED), speech.say(_LEAVES_OUT))
    carries = _CARRIES.get(verdict.standing, "")
    if verdict.standing is Standing.STATED and verdict.conclusion is Conclusion.AI_GENERATED:
        carries = _CARRIES_STATED_AI
    carrier = report_facts.carrier(report)
    if verdict.standing is Standing.STATED and carrier and report_facts.layer(carrier) is Layer.RECORD:
        carries = _CARRIES[Standing.BROKEN]
    if verdict.standing is Standing.UNCONFIRMED and record_facts.binds_nothing_sure(report):
        carries = _CARRIES_UNBOUND
    seal = report_facts.signature_over_pixels(report)
    if seal is not None:
        carries = _CARRIES_SEAL
    captured = verdict.conclusion is Conclusion.CAPTURED
    if verdict.standing is Standing.CONFIRMED:
        how_far = confirmed.carries(speech, report)
    else:
        how_far = speech.say(carries, signer=seal.fact("signer") if seal else report_facts.speaker(report))
    return speech.join(
        speech.say(_statement(report)),
        how_far if carries else "",
        speech.say(CAPTURE_LIMITS if captured else _LEAVES_OUT),
        speech.say(NOT_ASKED_ONLINE) if captured and not report_facts.withdrawal_checked(report) else "",
    )


def _statement(report: Report) -> str:
    verdict = report.verdict
    match verdict.conclusion:
        case Conclusion.AI_GENERATED:
            edited = verdict.edits in (Edits.AI, Edits.AI_COMPONENT, Edits.POSSIBLY_AI, Edits.OTHER)
            return _AI_GENERATED_THEN_EDITED if edited else _AI_GENERATED
        case Conclusion.AI_EDITED:
            return _AI_EDITED.get(verdict.origin, _AI_EDITED_OTHERWISE)
        case Conclusion.CONTAINS_AI:
            return _CONTAINS
        case Conclusion.MAY_CONTAIN_AI:
            carrier = report_facts.carrier(report)
            if carrier and carrier.code == "record.incomplete":
                return _LACKING
            half = _MAY_CONTAIN_HALF.get(carrier.code) if carrier else None
            return half or _MAY_CONTAIN.get(verdict.origin, _MAY_CONTAIN_OTHERWISE)
        case Conclusion.CAPTURED:
            return _CAPTURED
        case _:
            return _HUMAN


def _unknown(speech: Speech, report: Report) -> str:
    standing = report.verdict.standing
    if record_facts.uncovered(report, "media"):
        first = _UNKNOWN_UNCOVERED
    elif standing is Standing.UNCONFIRMED and report_facts.states_capture(report):
        first = _UNKNOWN_CAPTURE
    elif any(item.code == "context.reader_failed" for item in report.findings):
        first = _UNKNOWN_UNFINISHED
    elif standing in _UNKNOWN:
        first = _UNKNOWN[standing]
    elif report.record.state is RecordState.UNREADABLE and not report_facts.says_anything(report):
        first = _UNKNOWN_UNREAD
    else:
        first = _UNKNOWN_TRACES if report_facts.says_anything(report) else _UNKNOWN_NOTHING
    either = _EITHER if report_facts.medium(report) is report_facts.Medium.PICTURE else _EITHER_OTHERWISE
    return speech.join(speech.say(first), speech.say(either))
