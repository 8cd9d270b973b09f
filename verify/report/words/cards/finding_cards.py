"""Words for every finding code: picks the card and adds what the finding's claim and source type mean."""

from __future__ import annotations

import re
from typing import Final

from verify.model import (
    AUTHENTICITY_CLAIMS,
    Conclusion,
    Finding,
    Layer,
    OriginClaim,
    Problem,
    Report,
    Standing,
    Strength,
)
from verify.model.vocabularies import digital_source_type
from verify.model.vocabularies.digital_source_type import SourceType
from verify.model.vocabularies.finding_codes import FINDINGS
from verify.report.places import Mark
from verify.report.report_facts import Withdrawal, format_time, judge_withdrawal
from verify.report.words.cards.regions import caption, region_sentences
from verify.report.words.catalogue import Translator, find_key, has_key
from verify.report.words.dates import say_day, say_time
from verify.report.words.places import place
from verify.report.words.readers import reader_name, reason
from verify.report.words.signers import describe_withdrawal, name_generator, name_provider
from verify.report.words.types import FindingWords

# facts that are codes: the name of the words, the fact, the words
_NAMED: Final = (
    ("method_name", "method", "terms.signals.methods"),
    ("form_name", "form", "terms.signals.forms"),
    ("unseen_name", "kind", "terms.signals.unseen"),
    ("unseen_about", "kind", "terms.signals.unseen_about"),
    ("why_name", "why", "terms.no_answers"),
    ("unopened_name", "reason", "terms.parts.not_opened"),
    ("state_name", "state", "terms.states"),
)

_STATED_BY_RECORD: Final = frozenset(
    ("record.origin", "record.edit", "record.component", "record.input", "record.generator", "record.ai_disclosed")
)
_STEPS: Final = frozenset(("record.edit", "record.region"))  # their source type is that of one step
_OF_PARTS: Final = frozenset(("record.component", "record.input"))  # their source type is not the content's own
_LIST_CHARACTERS: Final = 500
_PROVIDERS: Final = ("provider", "propagator_name", "entity")
_DEGREES: Final = re.compile(r"-?\d{1,3}(?:\.\d{1,10})?")

# facts that are times: a sentence says the day of most, and the technical part says when exactly
_DAYS: Final = ("signed_at", "not_before", "not_after", "checked_at", "revoked_at", "at", "list_date", "date")
_TIMES: Final = ("time", "taken_at", "taken", "other", "when")

# facts of the technical part, in its order
_EXACT_TIMES: Final = ("signed_at", "not_before", "not_after", "revoked_at", "time", "at")
_TECHNICAL: Final = (
    *("codes", "assertion", "property", "algorithm", "value", "manifest", "address", *_EXACT_TIMES),
    *("produce_id", "propagate_id", "code", "member", "variant", "schema", "identifier", "correlation", "pitch"),
    *("source", "latitude", "longitude", "url", "left_out", "characters"),
)
_CODE_POINTS: Final = {
    "zero_width": "U+200B, U+2060, U+FEFF",
    "joiner": "U+200C, U+200D",
    "soft_hyphen": "U+00AD",
    "narrow_space": "U+202F",
    "direction": "U+202A–202E, U+2066–2069",
    "tag": "U+E0000–E007F",
    "selector": "U+FE00–FE0F, U+E0100–E01EF",
}


def finding_words(
    translator: Translator,
    finding: Finding,
    withdrawal: Withdrawal = Withdrawal.UNASKED,
    *,
    by_test_certificate: bool = False,
) -> FindingWords:
    """Fill the card of `finding`; a code that this version does not know is said to be unknown.

    `withdrawal` is how far the report tells whether certificates were withdrawn since, and `by_test_certificate`
    whether the signer of the file is a public test certificate, of which other things are said than of a maker's.
    """
    is_test = by_test_certificate and finding.code == "record.untrusted"
    card = "finding.record.untrusted_test" if is_test else _card(finding)
    known = digital_source_type.find(finding.fact("source_type"))
    facts = _facts(translator, finding, known)
    return FindingWords(
        title=translator.text(f"{card}.title", facts),
        found=translator.join(_say_finding(translator, finding, card, facts), _place(translator, finding)),
        meaning=_meaning(translator, finding, card, facts, known),
        limits=_limits(translator, finding, card, facts, known, withdrawal=withdrawal),
        technical=_technical(translator, finding),
    )


def report_finding_words(translator: Translator, finding: Finding, report: Report) -> FindingWords:
    """Fill the card of a finding of `report`, with what the rest of the report adds to it."""
    signer = report.record.active.signer if report.record.active else None
    is_test = signer is not None and signer.test
    return finding_words(translator, finding, judge_withdrawal(report), by_test_certificate=is_test)


def _card(finding: Finding) -> str:
    """Return the table of the card's words: by the code, and for some codes by a fact beside it."""
    if finding.fact("hash") == "unsupported":
        return "finding.record.hash_unsupported"
    match finding.code:
        case "context.metadata_damaged" if finding.fact("reason") == "encrypted":
            return "finding.context.metadata_encrypted"
        case "record.unreadable" if finding.fact("place"):
            return "finding.record.unreadable_at"
        case "record.not_covered" if has_key(f"finding.record.not_covered.{finding.fact('content')}", "title"):
            return f"finding.record.not_covered.{finding.fact('content')}"
        case code:
            return f"finding.{code}" if has_key(f"finding.{code}", "title") else "finding.unknown"


def mark_caption(translator: Translator, mark: Mark) -> str:
    """Say what is framed or timed, and where or when, in one line."""
    return caption(translator, mark, finding_words(translator, mark.finding).title)


def is_capture(known: SourceType | None) -> bool:
    """Whether a source type states that a device recorded the content."""
    return known is not None and known.beginning is OriginClaim.CAPTURED


def _facts(translator: Translator, finding: Finding, known: SourceType | None) -> dict[str, str]:
    """Add to the finding's facts the words for those that are codes."""
    facts = dict(finding.facts)
    facts["finding_code"] = finding.code
    facts["description"] = finding.fact("description").rstrip(".")  # it is quoted at the end of a sentence
    facts |= {name: say_day(translator, facts[name]) for name in _DAYS if facts.get(name)}
    facts |= {name: say_time(translator, facts[name]) for name in _TIMES if facts.get(name)}
    facts |= _signer_facts(translator, finding)
    facts |= {name: name_provider(translator, facts[name]) for name in _PROVIDERS if facts.get(name)}
    facts["generator"] = name_generator(translator, finding.fact("generator"))
    if facts.get("propagator_name") == facts.get("provider"):
        facts["propagator_name"] = ""  # whoever makes a label first names itself as both
    facts["kind_name"] = translator.term("terms.identity_kinds", facts.get("kind", ""))
    if finding.code.startswith("record.identity"):
        facts["kind"] = facts["kind_name"]
    else:
        facts["kind"] = (
            translator.text(f"terms.source_types.{known.name}.name") if known else facts.get("source_type", "")
        )
    facts["action_name"] = translator.term("terms.actions", facts.get("action", ""))
    facts["what_name"] = translator.term("terms.story.outside", facts.get("what", ""))
    facts["gap_name"] = translator.term("terms.story.gaps", facts.get("what", ""))
    facts["first_name"] = translator.term("terms.states", facts.get("first_state", ""))
    facts["second_name"] = translator.term("terms.states", facts.get("second_state", ""))
    facts["signature_words"] = (
        translator.text("report.finding_cards.signature_fits") if facts.get("signature") == "fits" else ""
    )
    facts["role_name"] = translator.term("terms.aigc.roles", facts.get("role", ""))
    facts["check_name"] = translator.term("terms.aigc.check_digits", facts.get("check_digit", ""))
    facts["service_name"] = translator.term("terms.aigc.services", facts.get("service", ""))
    facts["departure_names"] = _terms(translator, "terms.aigc.departures", facts.get("departures", ""))
    facts["mark_names"] = _terms(translator, "terms.context.camera_marks", facts.get("marks", ""))
    facts["payload_about"] = translator.term("terms.pixels.payloads", facts.get("payload", ""))
    facts["permission_name"] = translator.term("terms.context.permissions", facts.get("permission", ""))
    facts["covered_part"] = translator.term("terms.coverage.covered", facts.get("covered", ""))
    facts["rule_name"] = translator.term("terms.visible.rules", facts.get("rule", ""))
    facts["answer_then"] = _answer_then(translator, finding)
    for name, written, table in _NAMED:
        facts[name] = translator.term(table, finding.fact(written))
    facts["signal_names"] = _terms(translator, "terms.signals", facts.get("signals", ""))
    if finding.code == "record.not_looked_for" and facts.get("reason") in list(Problem):
        facts["reason"] = translator.text(f"commands.problems.{Problem(facts['reason'])}")
    if finding.code == "context.reader_failed":
        facts["reader_title"] = reader_name(translator, finding.fact("reader"))
        facts["problem_name"] = reason(translator, _problem(finding.fact("problem")))
    make, model = facts.get("make", ""), facts.get("model", "")
    if make and model.casefold().startswith(f"{make} ".casefold()):
        facts["model"] = model[len(make) :].strip()  # many makers write their name twice
    if finding.fact("assertion") and not finding.fact("assertion").startswith("c2pa.hash."):
        facts["entry_name"] = translator.text("report.finding_cards.altered_entry")  # not the hash of the content
    if finding.code == "context.place":
        facts |= {name: _round_degrees(finding.fact(name)) for name in ("latitude", "longitude")}
    if finding.code == "context.metadata_damaged":
        facts["reason"] = translator.term("terms.metadata.damages", facts.get("reason", ""))
        facts["what"] = place(translator, facts.get("what", ""))
    if finding.code in ("record.revoked", "record.revoked_later"):
        facts["reason_name"] = translator.term("terms.revocation_reasons", facts.get("reason", ""))
    if finding.code == "record.unreadable" or finding.code in ("document.ai_inside", "document.broken_inside"):
        facts["place"] = place(translator, facts.get("place", ""))
    if finding.code == "record.trusted" and facts.get("common_name") and not facts.get("signer"):
        facts["signer"] = facts["common_name"]
    return facts


def _round_degrees(written: str) -> str:
    """Round a coordinate to a hundredth of a degree, about a kilometre: enough to say where, and not at whose door."""
    return f"{float(written):.2f}" if _DEGREES.fullmatch(written) else written


def _signer_facts(translator: Translator, finding: Finding) -> dict[str, str]:
    """Name a signer only where a list does, and say what its certificate's end and its time stamps come to."""
    undated = finding.code == "record.expired" and (finding.fact("not_after") or not finding.fact("older_list"))
    return {
        "named": finding.fact("signer") if finding.strength is Strength.KNOWN else "",
        "time_part": translator.text("terms.expiry.unconfirmed") if undated else "",
        "stamped_words": translator.term("terms.stamped", finding.fact("stamped")),
        "revocation": describe_withdrawal(translator, finding.fact("by"), finding.fact("revoked_at")),
        "times": translator.separate(*(say_time(translator, time) for time in finding.fact("times").split(", "))),
    }


def _answer_then(translator: Translator, finding: Finding) -> str:
    """Say the answer that a remembered file got; empty for findings of other kinds."""
    if "standing" not in dict(finding.facts):
        return ""
    conclusion, standing = finding.fact("conclusion"), finding.fact("standing")
    if standing not in list(Standing) or conclusion not in list(Conclusion):
        return translator.text("terms.memory.no_answer")
    return describe_past_answer(translator, Conclusion(conclusion), Standing(standing), finding.fact("signer"))


def describe_past_answer(translator: Translator, conclusion: Conclusion, standing: Standing, signer: str) -> str:
    """Say what an answer was at that time."""
    if conclusion is Conclusion.DISPUTED:
        return translator.text("terms.memory.disputed")
    key = find_key("terms.memory.answers", (standing, conclusion), "terms.memory.no_answer")
    return translator.text(key, signer=signer)


def _problem(written: str) -> Problem | None:
    return Problem(written) if written in list(Problem) else None


def _terms(translator: Translator, table: str, written: str) -> str:
    """Name several codes, as a list."""
    if not written:
        return ""
    codes = dict.fromkeys(re.split(r"[,;\s]+", written[:_LIST_CHARACTERS]))
    return translator.enumerate(*(translator.term(table, code) for code in codes))


def _say_finding(translator: Translator, finding: Finding, card: str, facts: dict[str, str]) -> str:
    sentence = translator.text(f"{card}.found", facts)
    if finding.code == "metadata.source_type" and finding.claim is OriginClaim.NONE and is_capture_claim(finding):
        return translator.join(sentence, translator.text("report.finding_cards.of_no_verdict"))
    if finding.code == "record.region":
        return translator.join(sentence, region_sentences(translator, finding))
    return sentence


def is_capture_claim(finding: Finding) -> bool:
    """Whether the finding's source type is one that a faker would like to write: a recording or a person's work."""
    known = digital_source_type.find(finding.fact("source_type"))
    return known is not None and known.beginning in AUTHENTICITY_CLAIMS


def _place(translator: Translator, finding: Finding) -> str:
    key = find_key("report.finding_cards.places", finding.fact("relation"))
    return translator.text(key) if key else ""


def _meaning(
    translator: Translator, finding: Finding, card: str, facts: dict[str, str], known: SourceType | None
) -> str:
    sentences = []
    if known and finding.code in _STEPS and known.name == "trainedAlgorithmicMedia":
        sentences.append(translator.text("report.finding_cards.ai_step"))
    elif known and finding.code not in _OF_PARTS:
        explained = translator.text(f"terms.source_types.{known.name}.meaning")
        is_confirmed = finding.strength is Strength.CONFIRMED
        sentences.append(
            explained if is_confirmed else translator.text("report.finding_cards.stands_for", meaning=explained)
        )
    meaning = "report.finding_cards.not_compared" if finding.fact("compared") == "no" else f"{card}.meaning"
    sentences.append(
        translator.text("report.finding_cards.recorded" if finding.fact("recorder_confirmed") else meaning, facts)
    )
    if finding.code in _STATED_BY_RECORD and has_key("report.finding_cards.strengths", finding.strength):
        sentences.append(translator.text(f"report.finding_cards.strengths.{finding.strength}"))
    elif finding.code == "record.origin" and finding.strength is not Strength.CONFIRMED and is_capture_claim(finding):
        sentences.append(translator.text("report.finding_cards.boast"))
    if finding.code == "record.soft_binding":
        sentences.append(
            translator.text(
                find_key(
                    "report.finding_cards.checkable", finding.fact("checkable"), "report.finding_cards.not_checkable"
                )
            )
        )
    return translator.join(*sentences)


def _limits(
    translator: Translator,
    finding: Finding,
    card: str,
    facts: dict[str, str],
    known: SourceType | None,
    *,
    withdrawal: Withdrawal,
) -> str:
    captured = finding.claim is OriginClaim.CAPTURED or (finding.code in _STATED_BY_RECORD and is_capture(known))
    if not captured:
        return translator.text(f"{card}.limits", facts) if has_key(card, "limits") else ""
    signed = finding.code in FINDINGS and FINDINGS[finding.code].layer is Layer.RECORD
    return translator.join(
        translator.text("report.finding_cards.capture_limits"),
        translator.text(f"report.finding_cards.withdrawal.{withdrawal}") if signed else "",
    )


def _technical(translator: Translator, finding: Finding) -> str:
    """List the facts that only those need who know the format; the sentences of a card do without them."""
    facts = dict(finding.facts)
    facts |= {name: format_time(facts[name]) for name in _EXACT_TIMES if facts.get(name)}
    match finding.code:
        case "record.not_covered":
            facts["left_out"] = finding.fact("what")
        case code if code.startswith("metadata.declared"):
            facts["property"] = finding.fact("name")
        case "context.invisible_characters":
            facts["characters"] = _CODE_POINTS.get(finding.fact("kind"), "")
    return translator.separate(
        *(
            translator.text(f"report.finding_cards.technical.{name}", value=facts[name])
            for name in _TECHNICAL
            if facts.get(name)
        )
    )
