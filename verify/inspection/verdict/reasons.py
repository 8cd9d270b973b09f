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
)
from verify.model.vocabularies import digital_source_type

_ALWAYS_DOUBTS = frozenset(
    {
        "record.not_covered",
        "record.ingredient_broken",
        "record.identity_invalid",
        "record.disallowed",
        "record.engines_disagree",
        "record.signed_outside",
        "record.not_yet_valid",
        "record.claimed_late",
        "record.clock_behind",
        "record.stamps_compete",
        "record.sidecar_mismatch",
        "label.aigc_contradicting",
        "context.reader_failed",
    }
)


def judge_origin(conclusion: Conclusion, carriers: tuple[Finding, ...], recorded: Origin) -> Origin:
    """Judge how it began: the record's history where a record carries, else what unsigned claims amount to."""
    if carriers and all(layer_of(finding) is not Layer.RECORD for finding in carriers):
        return Origin.AI if conclusion is Conclusion.AI_GENERATED else Origin.UNSTATED
    return recorded


def judge_edits(conclusion: Conclusion, carriers: tuple[Finding, ...], recorded: Edits) -> Edits:
    """Judge what was done to it: the record's history where a record carries, else what unsigned claims amount to."""
    if carriers and all(layer_of(finding) is not Layer.RECORD for finding in carriers):
        by_claim = {Conclusion.AI_EDITED: Edits.AI, Conclusion.CONTAINS_AI: Edits.AI_COMPONENT}
        return by_claim.get(conclusion, Edits.NONE)
    return recorded


def name_carrier(carriers: tuple[Finding, ...], record: Record, standing: Standing) -> str:
    """Name who or what carries the answer: the signer, the scheme of a watermark, the generator that a label names."""
    for finding in carriers:
        for name in ("signer", "scheme", "generator", "provider", "property"):
            if finding.fact(name):
                return finding.fact(name)
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
    states = tuple(finding for finding in findings if finding.code in codes)
    if conclusion is Conclusion.UNKNOWN:
        # what an unconfirmed or broken record says is shown, though it carries nothing
        content_codes = ("record.origin", "record.edit", "record.component", "record.incomplete", "record.ai_mentioned")
        states += tuple(finding for finding in findings if finding.code in content_codes)
    elif conclusion is Conclusion.MAY_CONTAIN_AI:
        states += tuple(finding for finding in findings if finding.code in ("record.incomplete", "record.ai_mentioned"))
    return states


def _is_of_authenticity(finding: Finding) -> bool:
    """Whether a finding tells of a capture or a person's work, however little that carries."""
    return (
        finding.claim in AUTHENTICITY_CLAIMS
        or digital_source_type.read(finding.fact("source_type")).beginning in AUTHENTICITY_CLAIMS
    )


def find_doubts(
    findings: Sequence[Finding],
    grounds: DecidingFindings,
    conclusion: Conclusion,
    carriers: tuple[Finding, ...],
    record: Record,
) -> tuple[Finding, ...]:
    """Find what speaks against the answer, or weakens it; a signed record that says the opposite comes first."""
    ai = conclusion in (Conclusion.AI_GENERATED, Conclusion.AI_EDITED, Conclusion.CONTAINS_AI)
    against = list(_find_opposing(findings, conclusion, carriers, record))
    against += [finding for finding in findings if finding.code in _ALWAYS_DOUBTS]
    if conclusion not in (Conclusion.UNKNOWN, Conclusion.MAY_CONTAIN_AI):  # there it is the reason
        against += [finding for finding in findings if finding.code == "record.incomplete"]
    if record.state is not RecordState.TRUSTED:
        # under a wrapper by a known signer it is that signer's word that this was the source, and no doubt
        against += [finding for finding in findings if finding.code == "record.wrapped"]
    if ai and all(layer_of(finding) is not Layer.RECORD or finding.strength is Strength.STATED for finding in carriers):
        # what says the opposite beside an unsigned AI statement is a doubt that is shown and not a dispute; where a
        # record carries the answer it is part of its own story
        against += [
            finding for finding in findings if finding.code == "context.camera" or finding.claim in AUTHENTICITY_CLAIMS
        ]
        if conclusion is not Conclusion.CONTAINS_AI:  # of something in many parts another part may well say so
            against += [finding for finding in findings if _is_opposite_label(finding)]
        against += [
            finding
            for finding in findings
            if finding.code in ("record.altered", "record.bad_signature", "record.revoked")
        ]
    if conclusion in (Conclusion.CAPTURED, Conclusion.HUMAN_MADE):
        # marks seen in the picture do not dispute, but they are not passed over
        against += [*grounds.ai, *grounds.label_open, *(finding for finding in findings if finding.claim in AI_CLAIMS)]
        weak = ("record.ambiguous", "record.unknown_provenance", "record.ai_mentioned")
        against += [finding for finding in findings if finding.code in weak or finding.fact("what") == "gathered"]
    if conclusion is Conclusion.AI_GENERATED and record.state in _HOLDING:
        # another beginning that the record states, too weak to make a dispute
        against += [finding for finding in findings if finding.code == "record.origin" and _is_of_authenticity(finding)]
    return tuple(dict.fromkeys(finding for finding in against if finding not in carriers))


def _is_opposite_label(finding: Finding) -> bool:
    """Whether a finding is an unsigned label that tells of a camera or a hand, or denies AI."""
    is_source_type = finding.code == "metadata.source_type"
    return finding.code == "metadata.ai_denied" or (is_source_type and _is_of_authenticity(finding))


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
    if record.checking or record.is_alone:
        return ()
    if any(layer_of(finding) is Layer.RECORD and finding.strength is Strength.CONFIRMED for finding in carriers):
        return ()
    states = {manifest.label: manifest.state for manifest in record.manifests}
    speakers = {finding.fact("signer") for finding in carriers if layer_of(finding) is Layer.RECORD}
    whole = conclusion is Conclusion.AI_GENERATED
    return tuple(
        finding
        for finding in findings
        if finding.code == "record.origin"
        and digital_source_type.read(finding.fact("source_type")).beginning in AUTHENTICITY_CLAIMS
        and states.get(finding.where.partition("/")[0], record.state) in _HOLDING
        and (whole or finding.fact("signer") not in speakers)
    )
