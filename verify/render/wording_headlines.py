"""Headlines: conclusion × standing in one line. Only `confirmed` asserts; all others say who is speaking."""

from __future__ import annotations

from typing import Final

from verify.model import Claim, Conclusion, Layer, Origin, Report, Standing, Strength
from verify.render import aspects
from verify.render.aspects import Medium
from verify.render.plain import plain
from verify.render.speech import Message, Speech, _
from verify.render.wording_problems import UNREADABLE, UNREADABLE_OTHERWISE
from verify.render.wording_unknown import CHECKING, NAME_CHARACTERS, UNCOMPARED, only_stated, unknown

_CONFIRMED: Final[dict[Conclusion, str]] = {
    Conclusion.AI_GENERATED: _("Made with generative AI, says {signer}"),
    Conclusion.AI_EDITED: _("Changed in part with AI, says {signer}"),
    Conclusion.CONTAINS_AI: _("Contains AI-made parts, says {signer}"),
    Conclusion.MAY_CONTAIN_AI: _("{signer}'s record leaves open whether AI was used"),
    Conclusion.HUMAN_MADE: _("Made by a person with software, says {signer}"),
    Conclusion.CAPTURED: _("Recorded by a device, says {signer}"),
}

_EDITED_CAPTURE: Final[dict[Medium, str]] = {
    Medium.PICTURE: _("A photo changed in part with AI, says {signer}"),
    Medium.VIDEO: _("A video recording changed in part with AI, says {signer}"),
    Medium.SOUND: _("A sound recording changed in part with AI, says {signer}"),
}
_EDITED_SCAN: Final = _("A scanned picture changed in part with AI, says {signer}")
_EDITED_HUMAN: Final[dict[Medium, str]] = {
    Medium.PICTURE: _("A drawing or design changed in part with AI, says {signer}"),
    Medium.VIDEO: _("An animation changed in part with AI, says {signer}"),
    Medium.SOUND: _("A composition changed in part with AI, says {signer}"),
    Medium.DOCUMENT: _("A text changed in part with AI, says {signer}"),
}
_EDITED_SCREEN: Final = _("A screen capture changed in part with AI, says {signer}")
_EDITED_UNRECORDED: Final = _("Something of unrecorded origin changed in part with AI, says {signer}")

_CAPTURED: Final[dict[str, str]] = {
    "digitalCapture": _("Recorded by a camera, says {signer}"),
    "computationalCapture": _("Recorded by a camera that merges exposures, says {signer}"),
    "compositeCapture": _("Joined from several camera recordings, says {signer}"),
    "negativeFilm": _("Scanned from a film negative, says {signer}"),
    "positiveFilm": _("Scanned from a slide, says {signer}"),
    "print": _("Scanned from a print, says {signer}"),
}
_CAPTURED_SOUND: Final = _("Recorded by a microphone, says {signer}")

_UNCONFIRMED: Final[dict[Conclusion, str]] = {
    Conclusion.AI_GENERATED: _("An unconfirmed record says it was made with AI"),
    Conclusion.AI_EDITED: _("An unconfirmed record says AI changed part of it"),
    Conclusion.CONTAINS_AI: _("An unconfirmed record says it contains AI-made parts"),
    Conclusion.MAY_CONTAIN_AI: _("An unconfirmed record leaves open whether AI was used"),
}

_STATED: Final[dict[Conclusion, str]] = {
    Conclusion.AI_GENERATED: _("A label in this file says it was made with AI"),
    Conclusion.AI_EDITED: _("A label in this file says AI changed part of it"),
    Conclusion.CONTAINS_AI: _("A label says it contains AI-made parts"),
    Conclusion.MAY_CONTAIN_AI: _("A label leaves open whether AI was used"),
}
_STATED_GENERATOR: Final[dict[Conclusion, Message]] = {
    Conclusion.AI_GENERATED: (
        _("Text in this file, in the form of {generator}, says it was made with AI"),
        _("Text in this file, in the form of a generator, says it was made with AI"),
    ),
    Conclusion.AI_EDITED: (
        _("Text in this file, in the form of {generator}, says AI changed part of it"),
        _("Text in this file, in the form of a generator, says AI changed part of it"),
    ),
}
_STATED_BROKEN: Final[dict[Conclusion, str]] = {
    Conclusion.AI_GENERATED: _("A broken record in this file says it was made with AI"),
    Conclusion.AI_EDITED: _("A broken record in this file says AI changed part of it"),
    Conclusion.CONTAINS_AI: _("A broken record in this file says it contains AI-made parts"),
    Conclusion.MAY_CONTAIN_AI: _("A broken record in this file leaves open whether AI was used"),
}
_STATED_STRAY: Final[dict[Conclusion, str]] = {
    Conclusion.AI_GENERATED: _("A record beside this file, made for other bytes, says it was made with AI"),
    Conclusion.AI_EDITED: _("A record beside this file, made for other bytes, says AI changed part of it"),
    Conclusion.CONTAINS_AI: _("A record beside this file, made for other bytes, says it contains AI-made parts"),
}
_STATED_VISIBLE: Final[dict[Conclusion, str]] = {
    Conclusion.AI_GENERATED: _("A mark to be seen in it says it was made with AI"),
    Conclusion.AI_EDITED: _("A mark to be seen in it says AI changed part of it"),
}
_STATED_HEARD: Final = _("Tones to be heard in it say it was made with AI")

_DECODED: Final[dict[Conclusion, Message]] = {
    Conclusion.AI_GENERATED: (_("Carries the AI mark of {scheme}"), _("Carries an AI mark")),
    Conclusion.AI_EDITED: (
        _("Carries a mark of {scheme} for changes with AI"),
        _("Carries a mark for changes with AI"),
    ),
    Conclusion.CONTAINS_AI: (_("Parts of it carry the AI mark of {scheme}"), _("Parts of it carry an AI mark")),
    Conclusion.MAY_CONTAIN_AI: _("Carries a mark that leaves open whether AI was used"),
}

_DISPUTED: Final[dict[tuple[Claim, Strength], str]] = {
    (Claim.CAPTURED, Strength.STATED): _(
        "Marks contradict each other: the signed record says a device, a label says AI"
    ),
    (Claim.CAPTURED, Strength.DECODED): _(
        "Marks contradict each other: the signed record says a device, a hidden mark says AI"
    ),
    (Claim.HUMAN_MADE, Strength.STATED): _(
        "Marks contradict each other: the signed record says a person, a label says AI"
    ),
    (Claim.HUMAN_MADE, Strength.DECODED): _(
        "Marks contradict each other: the signed record says a person, a hidden mark says AI"
    ),
}
_DISPUTED_SILENT: Final = _("Marks contradict each other: the signed record does not mention AI, a hidden mark says AI")
_DISPUTED_PRODUCT: Final = _("The marks contradict each other: the signer states what its product may not state")
_DISPUTED_RECORDS: Final = _("The marks in this file contradict each other: two confirmed records disagree")
_DISPUTED_OTHERWISE: Final = _("The marks in this file contradict each other")


def headline(speech: Speech, report: Report) -> str:
    """The one line at the top."""
    verdict = report.verdict
    if verdict.standing is Standing.UNCHECKED or report.file.problem:
        problem = report.file.problem
        return speech.say(UNREADABLE.get(problem, UNREADABLE_OTHERWISE) if problem else UNREADABLE_OTHERWISE)
    carrier = aspects.carrier(report)
    facts = {
        "signer": plain(aspects.speaker(report), NAME_CHARACTERS),
        "scheme": plain(verdict.by, NAME_CHARACTERS),
        "host": plain(aspects.host(report), NAME_CHARACTERS),
        "generator": plain(carrier.fact("generator"), NAME_CHARACTERS) if carrier else "",
    }
    if report.record.checking and verdict.standing in (Standing.CONFIRMED, Standing.UNCONFIRMED):
        return speech.say(UNCOMPARED if aspects.was_left_uncompared(report) else CHECKING)
    if verdict.conclusion is Conclusion.DISPUTED:
        return speech.say(_disputed(report))
    if verdict.conclusion is not Conclusion.UNKNOWN and (message := _carried(report)):
        return speech.say(message, facts)
    return speech.say(unknown(report), {**facts, **only_stated(speech, report)})


def _carried(report: Report) -> Message | None:
    """The message of a conclusion that something carries; None for a pair that may not be said."""
    verdict = report.verdict
    match verdict.standing:
        case Standing.CONFIRMED if verdict.conclusion is Conclusion.AI_EDITED:
            return _edited(report)
        case Standing.CONFIRMED if verdict.conclusion is Conclusion.CAPTURED:
            return _captured(report)
        case Standing.CONFIRMED:
            return _CONFIRMED.get(verdict.conclusion)
        case Standing.UNCONFIRMED:
            return _UNCONFIRMED.get(verdict.conclusion)
        case Standing.DECODED:
            return _DECODED.get(verdict.conclusion)
        case Standing.STATED | Standing.BROKEN:
            return _stated(report)
        case _:
            return None


def _stated(report: Report) -> Message | None:
    conclusion, carrier = report.verdict.conclusion, aspects.carrier(report)
    layer, code = (aspects.layer(carrier), carrier.code) if carrier else (None, "")
    if layer is Layer.RECORD:
        return (_STATED_STRAY if aspects.strays(report) else _STATED_BROKEN).get(conclusion)
    if code == "sound.rhythm_label":
        return _STATED_HEARD
    if layer is Layer.VISIBLE and conclusion in _STATED_VISIBLE:
        return _STATED_VISIBLE[conclusion]
    if code in ("metadata.generator", "metadata.generator_edit") and conclusion in _STATED_GENERATOR:
        return _STATED_GENERATOR[conclusion]
    return _STATED.get(conclusion)


def _edited(report: Report) -> Message:
    medium = aspects.medium(report)
    plainly = _CONFIRMED[Conclusion.AI_EDITED]
    match report.verdict.origin:
        case Origin.CAPTURE:
            return _EDITED_CAPTURE.get(medium, plainly)
        case Origin.SCAN:
            return _EDITED_SCAN
        case Origin.HUMAN:
            return _EDITED_HUMAN.get(medium, plainly)
        case Origin.SCREEN:
            return _EDITED_SCREEN
        case Origin.UNRECORDED | Origin.UNSTATED:
            return _EDITED_UNRECORDED
        case _:
            return plainly


def _captured(report: Report) -> Message:
    code = aspects.beginning_code(report)
    if aspects.medium(report) is Medium.SOUND:
        return _CAPTURED_SOUND
    return _CAPTURED.get(code, _CONFIRMED[Conclusion.CAPTURED])


def _disputed(report: Report) -> Message:
    findings = (*aspects.reasons(report), *aspects.doubts(report))
    if any(item.code == "record.disallowed" for item in findings):
        return _DISPUTED_PRODUCT
    signed = aspects.confirmed_capture_or_hand(report)
    other = next((item for item in findings if item.claim.value.startswith(("ai_", "contains"))), None)
    if signed is None or other is None:
        return _DISPUTED_SILENT if aspects.is_silent_against_a_mark(report) else _DISPUTED_OTHERWISE
    if other.strength is Strength.CONFIRMED:
        return _DISPUTED_RECORDS
    return _DISPUTED.get((signed.claim, other.strength), _DISPUTED_OTHERWISE)
