"""What the labels in a file amount to: findings, with the words left to the report."""

from __future__ import annotations

from collections.abc import Iterable

from verify.inspection.metadata.ai_labels import aigc, aigc_provider_code, aigc_signature
from verify.inspection.metadata.ai_labels.aigc import AigcLabel, LabelState
from verify.inspection.metadata.ai_labels.aigc_signature import SignatureState
from verify.model import Field, Finding, OriginClaim, Strength

READER = "labels"

_STATES = {
    LabelState.IS: ("label.aigc_is", OriginClaim.AI_GENERATED, Strength.STATED),
    # a platform's own suspicion or a user's declaration (标识办法 Art. 6): AI stays open
    LabelState.MAY_BE: ("label.aigc_may_be", OriginClaim.MAY_CONTAIN_AI, Strength.STATED),
    LabelState.SUSPECTED: ("label.aigc_suspected", OriginClaim.MAY_CONTAIN_AI, Strength.STATED),
    LabelState.NON_STANDARD: ("label.aigc_nonstandard", OriginClaim.NONE, Strength.HINT),
    LabelState.EMPTIED: ("label.emptied", OriginClaim.NONE, Strength.HINT),
}
_NAMES = ("provider", "producer", "produce_id", "propagator", "propagator_name", "propagate_id")
_SIGNATURES = {
    SignatureState.CONSISTENT: "label.aigc_signature_consistent",
    SignatureState.PINNED: "label.aigc_signature_pinned",
    SignatureState.MISMATCH: "label.aigc_signature_mismatch",
    SignatureState.OPAQUE: "label.aigc_signature_unchecked",
    SignatureState.UNSUPPORTED: "label.aigc_signature_unchecked",
}


def find(fields: Iterable[Field]) -> tuple[Finding, ...]:
    """Find every AI label that the law of China prescribes and this file carries."""
    labels = aigc.read_labels(fields)
    findings: list[Finding] = []
    for label in _drop_equal(labels):
        findings.extend(_find_in_label(label))
    findings.extend(_compare_labels(labels))
    return tuple(findings)


def _drop_equal(labels: tuple[AigcLabel, ...]) -> list[AigcLabel]:
    distinct: dict[tuple[str, ...], AigcLabel] = {}
    for label in labels:
        distinct.setdefault((label.state, *label.members), label)
    return list(distinct.values())


def _find_in_label(label: AigcLabel) -> list[Finding]:
    code, claim, strength = _STATES[label.state]
    if label.state is LabelState.EMPTIED:
        # a label that says nothing speaks for nobody: whoever it names is not said to have declared anything
        facts = tuple((name, "") for name in ("value", *_NAMES))
        findings = [Finding(code, READER, claim, strength, label.where or label.key, facts)]
        return [*findings, *_find_departures(label)]
    producer, propagator = (
        aigc_provider_code.parse(label.producer),
        aigc_provider_code.parse(label.propagator),
    )
    place = label.where or label.key
    findings = [
        Finding(
            code,
            READER,
            claim,
            strength,
            place,
            (
                ("value", label.label),
                ("provider", _find_provider_name(producer)),
                ("producer", label.producer),
                ("produce_id", label.produce_id),
                ("propagator", label.propagator),
                ("propagator_name", _find_provider_name(propagator)),
                ("propagate_id", label.propagate_id),
            ),
        )
    ]
    for role, part in (("producer", producer), ("propagator", propagator)):
        if part.credit_code:
            findings.append(_describe_code(role, part, place))
    findings.extend(_find_departures(label))
    check = aigc_signature.check(label.reserved_1, label.label, label.producer, label.produce_id)
    if check.state in _SIGNATURES:
        facts = (("signer", check.signer), ("member", "ReservedCode1"))
        findings.append(Finding(_SIGNATURES[check.state], READER, where=place, facts=facts))
    if label.reserved_2.strip():
        # no published form of the propagator's side verifies, so it is only said to be there
        facts = (("signer", ""), ("member", "ReservedCode2"))
        findings.append(Finding("label.aigc_signature_unchecked", READER, where=place, facts=facts))
    if label.has_user_number:
        findings.append(Finding("label.aigc_user_number", READER, where=place))
    return findings


def _find_departures(label: AigcLabel) -> list[Finding]:
    if not label.departures:
        return []
    facts = (("departures", ", ".join(one.value for one in label.departures)),)
    return [Finding("label.aigc_departures", READER, where=label.where or label.key, facts=facts)]


def _find_provider_name(part: aigc_provider_code.ProviderCode) -> str:
    """Return the entity where known, else the plain name or code as written."""
    if part.entity is None:
        return part.text
    return f"{part.entity.english} · {part.entity.chinese}"


def _describe_code(role: str, part: aigc_provider_code.ProviderCode, place: str) -> Finding:
    entity = part.entity
    return Finding(
        "label.aigc_provider_code",
        READER,
        where=place,
        facts=(
            ("role", role),
            ("code", part.text),
            ("credit_code", part.credit_code),
            ("check_digit", "fits" if part.check_digit else "does_not_fit"),
            ("service", part.service),
            ("model", part.model),
            ("entity", _find_provider_name(part) if entity else ""),
            ("source", entity.source if entity else ""),
            ("certain", "yes" if entity and entity.certain else "no"),
        ),
    )


def _compare_labels(labels: tuple[AigcLabel, ...]) -> list[Finding]:
    """Compare the labels of a file, of which Annex E 6.1 c allows one.

    Several are a departure, several that differ a contradiction.
    """
    if len(labels) < 2:
        return []
    places = "; ".join(label.where or label.key for label in labels)
    distinct = {label.members for label in labels}
    code = "label.aigc_repeated" if len(distinct) == 1 else "label.aigc_contradicting"
    return [Finding(code, READER, where=places, facts=(("count", str(len(labels))),))]
