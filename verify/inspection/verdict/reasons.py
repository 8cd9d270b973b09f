"""Why the verdict says so: who carries it, how it began, what stands for it and what speaks against it."""

from __future__ import annotations

from collections.abc import Sequence

from verify.inspection.verdict.conclusions import DecidingFindings, layer_of
from verify.model import (
    AI_CLAIMS,
    AUTHENTICITY_CLAIMS,
    Conclusion,
    Edits,
    Finding,
    Layer,
    Origin,
    Record,
    RecordState,
    Standing,
    Strength,
    digital_source_type,
)

_ALWAYS_DOUBTS = frozenset(
    {
        "record.not_covered",
        "record.ingredient_broken",
        "record.identity_invalid",
        "record.disallowed",
        "record.engines_disagree",
        "record.sidecar_mismatch",
        "label.aigc_contradicting",
        "context.reader_failed",
    }
)


def judge_origin(conclusion: Conclusion, carriers: tuple[Finding, ...], recorded: Origin) -> Origin:
    """Judge how it began: the record's history where a record carries, else what unsigned claims amount to."""
    if carriers and all(layer_of(one) is not Layer.RECORD for one in carriers):
        return Origin.AI if conclusion is Conclusion.AI_GENERATED else Origin.UNSTATED
    return recorded


def judge_edits(conclusion: Conclusion, carriers: tuple[Finding, ...], recorded: Edits) -> Edits:
    """Judge what was done to it: the record's history where a record carries, else what unsigned claims amount to."""
    if carriers and all(layer_of(one) is not Layer.RECORD for one in carriers):
        by_claim = {Conclusion.AI_EDITED: Edits.AI, Conclusion.CONTAINS_AI: Edits.AI_COMPONENT}
        return by_claim.get(conclusion, Edits.NONE)
    return recorded


def name_carrier(carriers: tuple[Finding, ...], record: Record, standing: Standing) -> str:
    """Name who or what carries the answer: the signer, the scheme of a watermark, the generator that a label names."""
    for one in carriers:
        for name in ("signer", "scheme", "generator", "provider", "property"):
            if one.fact(name):
                return one.fact(name)
    active = record.active
    of_record = (Standing.CONFIRMED, Standing.KNOWN, Standing.UNCONFIRMED, Standing.BROKEN)
    if standing in of_record and active and active.signer:
        return active.signer.name
    return ""


def choose_states(findings: Sequence[Finding], conclusion: Conclusion, standing: Standing) -> tuple[Finding, ...]:
    """Choose the record's own state as a reason wherever a record has a part in the answer."""
    of_record = conclusion is Conclusion.DISPUTED or standing not in (Standing.STATED, Standing.DECODED, Standing.NONE)
    if not of_record:
        return ()
    codes = {f"record.{state.value}" for state in RecordState} | {"record.interim"}
    shown = tuple(one for one in findings if one.code in codes)
    if conclusion is Conclusion.UNKNOWN:
        # what an unconfirmed or broken record says is shown, though it carries nothing
        content_codes = ("record.origin", "record.edit", "record.component", "record.incomplete", "record.ai_mentioned")
        shown += tuple(one for one in findings if one.code in content_codes)
    elif conclusion is Conclusion.MAY_CONTAIN_AI:
        shown += tuple(one for one in findings if one.code in ("record.incomplete", "record.ai_mentioned"))
    return shown


def _is_of_authenticity(finding: Finding) -> bool:
    """Whether a finding tells of a capture or a person's work, however little that carries."""
    return (
        finding.claim in AUTHENTICITY_CLAIMS
        or digital_source_type.read(finding.fact("source_type")).beginning in AUTHENTICITY_CLAIMS
    )


def find_doubts(
    findings: Sequence[Finding],
    known: DecidingFindings,
    conclusion: Conclusion,
    carriers: tuple[Finding, ...],
    record: Record,
) -> tuple[Finding, ...]:
    """Find what speaks against the answer, or weakens it; a signed record that says the opposite comes first."""
    ai = conclusion in (Conclusion.AI_GENERATED, Conclusion.AI_EDITED, Conclusion.CONTAINS_AI)
    against = list(_find_opposing(findings, conclusion, carriers, record))
    against += [one for one in findings if one.code in _ALWAYS_DOUBTS]
    if conclusion not in (Conclusion.UNKNOWN, Conclusion.MAY_CONTAIN_AI):  # there it is the reason
        against += [one for one in findings if one.code == "record.incomplete"]
    if record.state is not RecordState.TRUSTED:
        # under a wrapper by a known signer it is that signer's word that this was the source, and no doubt
        against += [one for one in findings if one.code == "record.wrapped"]
    if ai and all(layer_of(one) is not Layer.RECORD or one.strength is Strength.STATED for one in carriers):
        # camera data, or a record that tells of a camera or a hand, beside an unsigned AI statement is a doubt that is
        # shown and not a dispute; where a record carries the answer they are part of its own story
        against += [one for one in findings if one.code == "context.camera" or one.claim in AUTHENTICITY_CLAIMS]
        against += [one for one in findings if one.code in ("record.altered", "record.bad_signature", "record.revoked")]
    if conclusion in (Conclusion.CAPTURED, Conclusion.HUMAN_MADE):
        # marks seen in the picture do not dispute, but they are not passed over
        against += [*known.ai, *known.label_open, *(one for one in findings if one.claim in AI_CLAIMS)]
        weak = ("record.ambiguous", "record.unknown_provenance", "record.ai_mentioned")
        against += [one for one in findings if one.code in weak or one.fact("what") == "gathered"]
    if conclusion is Conclusion.AI_GENERATED and record.state in _HOLDING:
        # another beginning that the record states, too weak to make a dispute
        against += [one for one in findings if one.code == "record.origin" and _is_of_authenticity(one)]
    return tuple(dict.fromkeys(one for one in against if one not in carriers))


_AGAINST = (Conclusion.AI_GENERATED, Conclusion.AI_EDITED, Conclusion.CONTAINS_AI, Conclusion.MAY_CONTAIN_AI)
_HOLDING = frozenset({RecordState.TRUSTED, RecordState.UNTRUSTED, RecordState.EXPIRED, RecordState.MALFORMED})


def _find_opposing(
    findings: Sequence[Finding], conclusion: Conclusion, carriers: tuple[Finding, ...], record: Record
) -> tuple[Finding, ...]:
    """Find a signed record, of any signer, that says a camera or a person where an AI mark carries the answer.

    Where the record itself admits an edit or a part, the camera below it is its own story, and opposes only as the word
    of somebody else. What a confirmed record tells is all its own story.
    """
    if conclusion not in _AGAINST or not carriers or record.state not in _HOLDING:
        return ()
    if record.checking or record.location == "alone":
        return ()
    if any(layer_of(one) is Layer.RECORD and one.strength is Strength.CONFIRMED for one in carriers):
        return ()
    states = {manifest.label: manifest.state for manifest in record.manifests}
    speakers = {one.fact("signer") for one in carriers if layer_of(one) is Layer.RECORD}
    whole = conclusion is Conclusion.AI_GENERATED
    return tuple(
        one
        for one in findings
        if one.code == "record.origin"
        and digital_source_type.read(one.fact("source_type")).beginning in AUTHENTICITY_CLAIMS
        and states.get(one.where.partition("/")[0], record.state) in _HOLDING
        and (whole or one.fact("signer") not in speakers)
    )
