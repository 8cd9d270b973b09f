"""Words for every finding code: picks the card and adds what the finding's claim and source type mean."""

from __future__ import annotations

import re
from typing import Final

from verify.model import Claim, Finding, Layer, Problem, Strength
from verify.model.finding_codes import FINDINGS
from verify.report.report_facts import moment
from verify.report.words.cards.aigc import AIGC_CARDS, CHECK_DIGITS, DEPARTURES, ROLES, SERVICES
from verify.report.words.cards.context import CAMERA_MARKS, CONTEXT_CARDS, PERMISSIONS
from verify.report.words.cards.coverage import COVERAGE_CARDS, COVERED, UNCOVERED
from verify.report.words.cards.memory import MEMORY_CARDS, answer
from verify.report.words.cards.metadata import DAMAGES, LOCKED_CARD, METADATA_CARDS
from verify.report.words.cards.pixels import PAYLOADS, PIXEL_CARDS
from verify.report.words.cards.signals import FORMS, METHODS, SIGNAL_CARDS, UNSEEN, UNSEEN_ABOUT
from verify.report.words.cards.sound import SOUND_CARDS
from verify.report.words.cards.states import STATE_CARDS, UNREAD_CARD, UNSUPPORTED_CARD
from verify.report.words.cards.story import GAPS, OUTSIDE, STORY_CARDS
from verify.report.words.cards.types import Card
from verify.report.words.cards.visible import RULES, VISIBLE_CARDS
from verify.report.words.catalogue import Message, Speech, _
from verify.report.words.commands.problems import PROBLEMS
from verify.report.words.places import place
from verify.report.words.readers import reader_name, reason
from verify.report.words.regions import REGION_CARDS, region_sentences
from verify.report.words.terms import (
    ACTIONS,
    IDENTITY_KINDS,
    SIGNALS,
    STATES,
    Beginning,
    SourceType,
    source_type,
    term,
)
from verify.report.words.types import FindingWords

CARDS: Final[dict[str, Card]] = {
    **STATE_CARDS,
    **COVERAGE_CARDS,
    **STORY_CARDS,
    **REGION_CARDS,
    **METADATA_CARDS,
    **CONTEXT_CARDS,
    **AIGC_CARDS,
    **VISIBLE_CARDS,
    **SIGNAL_CARDS,
    **SOUND_CARDS,
    **PIXEL_CARDS,
    **MEMORY_CARDS,
}

_UNKNOWN: Final = Card(
    title=_("A finding without words"),
    found=_("This version has no words for the finding “{finding_code}”."),
    meaning=_("The report was probably made by a newer version."),
    limits=_("Nothing can be concluded from it here."),
)

CAPTURE_LIMITS: Final = _(
    "It tells what a device recorded, not that the scene was real: a camera can photograph a screen or a print, and a "
    "microphone can record a loudspeaker. It says nothing about the caption, the place or the date."
)
NOT_ASKED_ONLINE: Final = _("Whether the certificate was withdrawn since was not checked online.")

_STRENGTHS: Final = {
    Strength.CONFIRMED: _("The signer is on a trust list and answers for this statement."),
    Strength.KNOWN: _(
        "A list identifies the signer, but does not vouch for it now: the list is closed, or a certificate has expired "
        "since."
    ),
    Strength.UNCONFIRMED: _("Not everybody who signed is confirmed, and anyone can sign such a statement."),
    Strength.STATED: _("The record is broken, so this counts no more than unsigned text."),
}

_NOT_COMPARED: Final = _(
    "The signature fits the record itself. The content that it speaks of was not compared with it."
)
_STANDS_FOR: Final = _("The words stand for this: {meaning}")

_BOAST: Final = _("Such a statement counts here only from a confirmed record, since it is what a forger would write.")

_PLACES: Final = {
    "parentOf": _("The statement stands in the record of an earlier version of this file."),
    "componentOf": _("The statement stands in the record of an element that was placed in it."),
    "inputTo": _("The statement stands in the record of something that was fed into the making."),
}

# whether a mark that a record speaks of can be checked, by the fact `checkable`
# facts that are codes: the name of the words, the fact, the words
_NAMED: Final = (
    ("method_name", "method", METHODS),
    ("form_name", "form", FORMS),
    ("unseen_name", "kind", UNSEEN),
    ("unseen_about", "kind", UNSEEN_ABOUT),
)

_CHECKABLE: Final = {
    "here": _("This version looks for that mark itself; see what it says of it."),
    "open": _("Open tools can read this kind of mark, but this version does not."),
}
_SIGNATURE_FITS: Final = _("verifies when checked here")
_RECORDED: Final = _(
    "That is the word of whoever recorded it: the part is not in this file, so nobody can check it here. It does not "
    "count against the one who signed the part."
)
_NOT_CHECKABLE: Final = _("No public offline tool can read this kind of mark.")
_TOLD: Final = frozenset(("record.origin", "record.edit", "record.component", "record.input", "record.generator"))
_OF_PARTS: Final = frozenset(("record.component", "record.input"))  # their source type is not the content's own
_LIST_CHARACTERS: Final = 500


def finding_words(speech: Speech, finding: Finding) -> FindingWords:
    """The card of `finding`; a code that this version does not know is said to be unknown."""
    card = CARDS.get(finding.code, _UNKNOWN)
    if finding.code == "context.metadata_damaged" and finding.fact("reason") == "encrypted":
        card = LOCKED_CARD
    if finding.fact("hash") == "unsupported":
        card = UNSUPPORTED_CARD
    if finding.code == "record.unreadable" and finding.fact("place"):
        card = UNREAD_CARD
    if finding.code == "record.not_covered":
        card = UNCOVERED.get(finding.fact("content"), card)
    known = source_type(finding.fact("source_type"))
    facts = _facts(speech, finding, known)
    return FindingWords(
        title=speech.say(card.title, facts),
        found=speech.join(_found(speech, finding, card, facts), _place(speech, finding)),
        meaning=_meaning(speech, finding, card, facts, known),
        limits=_limits(speech, finding, card, facts, known),
    )


def is_capture(known: SourceType | None) -> bool:
    """Whether a source type states that a device recorded the content."""
    return known is not None and known.kind in (Beginning.CAPTURE, Beginning.SCAN)


def _facts(speech: Speech, finding: Finding, known: SourceType | None) -> dict[str, str]:
    """The finding's facts, and beside them the words for those that are codes."""
    facts = dict(finding.facts)
    facts["finding_code"] = finding.code
    for name in ("signed_at", "not_after", "checked_at"):
        facts[name] = moment(facts.get(name, ""))
    facts["kind_name"] = term(speech, IDENTITY_KINDS, facts.get("kind", ""))
    if finding.code.startswith("record.identity"):
        facts["kind"] = facts["kind_name"]
    else:
        facts["kind"] = speech.say(known.name) if known else facts.get("source_type", "")
    facts["action_name"] = term(speech, ACTIONS, facts.get("action", ""))
    facts["what_name"] = term(speech, OUTSIDE, facts.get("what", ""))
    facts["gap_name"] = term(speech, GAPS, facts.get("what", ""))
    facts["first_name"] = term(speech, STATES, facts.get("first_state", ""))
    facts["second_name"] = term(speech, STATES, facts.get("second_state", ""))
    facts["signature_words"] = speech.say(_SIGNATURE_FITS) if facts.get("signature") == "fits" else ""
    facts["role_name"] = term(speech, ROLES, facts.get("role", ""))
    facts["check_name"] = term(speech, CHECK_DIGITS, facts.get("check_digit", ""))
    facts["service_name"] = term(speech, SERVICES, facts.get("service", ""))
    facts["departure_names"] = _terms(speech, DEPARTURES, facts.get("departures", ""))
    facts["mark_names"] = _terms(speech, CAMERA_MARKS, facts.get("marks", ""))
    facts["payload_about"] = term(speech, PAYLOADS, facts.get("payload", ""))
    facts["permission_name"] = term(speech, PERMISSIONS, facts.get("permission", ""))
    facts["covered_part"] = term(speech, COVERED, facts.get("covered", ""))
    facts["rule_name"] = term(speech, RULES, facts.get("rule", ""))
    facts["answer_then"] = answer(speech, finding)
    for name, written, table in _NAMED:
        facts[name] = term(speech, table, finding.fact(written))
    facts["signal_names"] = _terms(speech, SIGNALS, facts.get("signals", ""))
    if finding.code == "record.not_looked_for" and facts.get("reason") in list(Problem):
        facts["reason"] = speech.say(PROBLEMS[Problem(facts["reason"])])
    if finding.code == "context.reader_failed":
        facts["reader_title"] = reader_name(speech, finding.fact("reader"))
        facts["problem_name"] = reason(speech, _problem(finding.fact("problem")))
    make, model = facts.get("make", ""), facts.get("model", "")
    if make and model.casefold().startswith(f"{make} ".casefold()):
        facts["model"] = model[len(make) :].strip()  # many makers write their name twice
    if facts.get("assertion", "").startswith("c2pa.hash."):
        del facts["assertion"]  # the hash of the whole content, not a part that a person knows
    if finding.code == "context.metadata_damaged":
        facts["reason"] = term(speech, DAMAGES, facts.get("reason", ""))
        facts["what"] = place(speech, facts.get("what", ""))
    if finding.code == "record.unreadable":
        facts["place"] = place(speech, facts.get("place", ""))
    if finding.code == "record.trusted" and facts.get("common_name") and not facts.get("signer"):
        facts["signer"] = facts["common_name"]
    return facts


def _problem(written: str) -> Problem | None:
    return Problem(written) if written in list(Problem) else None


def _terms(speech: Speech, table: dict[str, str], written: str) -> str:
    """Several codes in words, as a list."""
    return speech.enumerate(*(term(speech, table, code) for code in re.split(r"[,;\s]+", written[:_LIST_CHARACTERS])))


def _found(speech: Speech, finding: Finding, card: Card, facts: dict[str, str]) -> str:
    found = speech.say(card.found, facts)
    if finding.code == "metadata.source_type" and finding.claim is Claim.NONE and is_capture_claim(finding):
        return speech.join(found, speech.say(_("Such a label never carries a verdict here.")))
    if finding.code == "record.region":
        return speech.join(found, region_sentences(speech, finding))
    return found


def is_capture_claim(finding: Finding) -> bool:
    """Whether the finding's source type is one that a faker would like to write: a recording or a person's work."""
    known = source_type(finding.fact("source_type"))
    return known is not None and known.kind in (Beginning.CAPTURE, Beginning.SCAN, Beginning.HUMAN)


def _place(speech: Speech, finding: Finding) -> str:
    found = _PLACES.get(finding.fact("relation"))
    return speech.say(found) if found else ""


def _meaning(speech: Speech, finding: Finding, card: Card, facts: dict[str, str], known: SourceType | None) -> str:
    sentences = []
    if known and finding.code not in _OF_PARTS:
        explained = speech.say(known.meaning)
        vouched = finding.strength is Strength.CONFIRMED
        sentences.append(explained if vouched else speech.say(_STANDS_FOR, meaning=explained))
    meaning: Message = _NOT_COMPARED if finding.fact("compared") == "no" else card.meaning
    sentences.append(speech.say(_RECORDED if finding.fact("recorder_confirmed") else meaning, facts))
    if finding.code in _TOLD and finding.strength in _STRENGTHS:
        sentences.append(speech.say(_STRENGTHS[finding.strength]))
    elif finding.code == "record.origin" and is_capture_claim(finding):
        sentences.append(speech.say(_BOAST))
    if finding.code == "record.soft_binding":
        sentences.append(speech.say(_CHECKABLE.get(finding.fact("checkable"), _NOT_CHECKABLE)))
    return speech.join(*sentences)


def _limits(speech: Speech, finding: Finding, card: Card, facts: dict[str, str], known: SourceType | None) -> str:
    captured = finding.claim is Claim.CAPTURED or (finding.code in _TOLD and is_capture(known))
    if not captured:
        return speech.say(card.limits, facts)
    signed = finding.code in FINDINGS and FINDINGS[finding.code].layer is Layer.RECORD
    return speech.join(speech.say(CAPTURE_LIMITS), speech.say(NOT_ASKED_ONLINE) if signed else "")
