"""The verdict: from findings to one answer. Pure and total; it reads no file and knows no words.

The order of judgement is the project's constitution:
  (1) a file that could not be read is `unchecked`;
  (2) admissions of AI count at every standing, the strongest standing first, within one standing the
      gravest claim first (made > edited > contains);
  (3) capture and human-made count only from a confirmed record whose whole history is free of AI;
  (4) where such a record, or a confirmed record that is silent on AI, meets an AI mark that is not part of
      its own story, nobody wins: `disputed`. Text or a logo seen in the picture never disputes;
  (5) else a record may leave AI open; else it is not known, with the standing of the record there is.
Hints never decide. Finding nothing is not a finding.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from verify import limits
from verify.model import (
    Alarm,
    Claim,
    Conclusion,
    Edits,
    Finding,
    Layer,
    Origin,
    Problem,
    Reading,
    Record,
    RecordState,
    Standing,
    Strength,
    TrustListFacts,
    Verdict,
)
from verify.record.walk import story
from verify.vocabulary import FINDINGS

_STANDINGS = {
    Strength.CONFIRMED: Standing.CONFIRMED,
    Strength.UNCONFIRMED: Standing.UNCONFIRMED,
    Strength.DECODED: Standing.DECODED,
    Strength.STATED: Standing.STATED,
}
_STRENGTH_ORDER = (Strength.CONFIRMED, Strength.UNCONFIRMED, Strength.DECODED, Strength.STATED)
_AI_ORDER = (Claim.AI_GENERATED, Claim.AI_EDITED, Claim.CONTAINS_AI)
_OPEN = frozenset({Claim.MAY_CONTAIN_AI})
_BOASTS = frozenset({Claim.CAPTURED, Claim.HUMAN_MADE})

_BROKEN = frozenset({RecordState.ALTERED, RecordState.BAD_SIGNATURE, RecordState.REVOKED})
_RECORD_STANDINGS = {
    RecordState.TRUSTED: Standing.CONFIRMED,
    RecordState.UNTRUSTED: Standing.UNCONFIRMED,
    RecordState.EXPIRED: Standing.UNCONFIRMED,
    RecordState.MALFORMED: Standing.UNCONFIRMED,
    RecordState.ALTERED: Standing.BROKEN,
    RecordState.BAD_SIGNATURE: Standing.BROKEN,
    RecordState.REVOKED: Standing.BROKEN,
    RecordState.REMOTE: Standing.ELSEWHERE,
    RecordState.ABSENT: Standing.NONE,
    RecordState.UNREADABLE: Standing.NONE,
}
_ALARMS_BY_CODE = {
    "record.ingredient_broken": Alarm.INGREDIENT_BROKEN,
    "record.identity_invalid": Alarm.IDENTITY_INVALID,
    "record.identity_unchecked": Alarm.IDENTITY_UNCHECKED,
    "record.test_certificate": Alarm.TEST_CERTIFICATE,
    "record.disallowed": Alarm.DISALLOWED_CLAIM,
    "label.emptied": Alarm.LABEL_EMPTIED,
}
_ALWAYS_DOUBTS = frozenset(
    {
        "record.ingredient_broken",
        "record.identity_invalid",
        "record.disallowed",
        "record.wrapped",
        "record.engines_disagree",
        "record.sidecar_mismatch",
    }
)
_NOT_FAILURES = frozenset({None, Problem.NOT_THIS_FORMAT, Problem.SWITCHED_OFF})


@dataclass(frozen=True, slots=True)
class _Sorted:
    """The findings that may decide, by the part they play; each in a stable order of its own."""

    ai: tuple[Finding, ...]  # admissions of AI, strongest and gravest first
    record_ai: tuple[Finding, ...]  # those of them that the record itself tells, at any strength
    open: tuple[Finding, ...]  # the record leaves AI open
    boasts: tuple[Finding, ...]  # confirmed capture or human hand


def judge(
    findings: Sequence[Finding],
    record: Record,
    readings: Sequence[Reading] = (),
    problem: Problem | None = None,
    *,
    lists: Sequence[TrustListFacts] = (),
    now: datetime | None = None,
) -> Verdict:
    """The one answer that the findings carry.

    `problem` is set where the file could not be read. `now` is the time of judgement; with `lists` it tells
    whether the trust lists are stale. The order of `findings` changes nothing but the indices in the answer.
    """
    if problem is not None:
        return Verdict(standing=Standing.UNCHECKED, alarms=(Alarm.NOT_ALL_CHECKED,))
    known = _sort(findings)
    conclusion, standing, carriers = _conclude(known, findings, record)
    alarms = _alarms(findings, record, readings, conclusion, _stale(lists, now))
    told = story(record)
    return Verdict(
        conclusion=conclusion,
        standing=standing,
        alarms=alarms,
        origin=_origin(conclusion, carriers, told.origin),
        edits=_edits(conclusion, carriers, told.edits),
        by=_by(carriers, record, standing),
        reasons=_indices(findings, (*carriers, *_state_findings(findings, conclusion, standing))),
        doubts=_indices(findings, _doubts(findings, known, conclusion, carriers)),
    )


def _layer(finding: Finding) -> Layer:
    return FINDINGS[finding.code].layer


def _stable(finding: Finding) -> tuple[str, str, tuple[tuple[str, str], ...]]:
    return (finding.code, finding.where, finding.facts)


def _sort(findings: Iterable[Finding]) -> _Sorted:
    deciding = [one for one in findings if one.strength is not Strength.HINT]
    ai = sorted(
        (one for one in deciding if one.claim in _AI_ORDER),
        key=lambda one: (_STRENGTH_ORDER.index(one.strength), _AI_ORDER.index(one.claim), _stable(one)),
    )
    signed = (Strength.CONFIRMED, Strength.UNCONFIRMED)
    return _Sorted(
        ai=tuple(ai),
        record_ai=tuple(one for one in ai if _layer(one) is Layer.RECORD),
        open=tuple(
            sorted(
                (one for one in deciding if one.claim in _OPEN and one.strength in signed),
                key=lambda one: (_STRENGTH_ORDER.index(one.strength), _stable(one)),
            )
        ),
        boasts=tuple(
            sorted(
                (one for one in deciding if one.claim in _BOASTS and one.strength is Strength.CONFIRMED),
                key=lambda one: (one.claim is not Claim.CAPTURED, _stable(one)),
            )
        ),
    )


def _conclude(
    known: _Sorted, findings: Sequence[Finding], record: Record
) -> tuple[Conclusion, Standing, tuple[Finding, ...]]:
    """The conclusion, its standing and the findings that carry it."""
    strongest = known.ai[0] if known.ai else None
    rivals = _rivals(known, record)
    if rivals:
        return Conclusion.DISPUTED, _STANDINGS[rivals[0].strength], (*rivals, *known.boasts)
    forbidden = tuple(one for one in findings if one.code == "record.disallowed")
    if known.boasts and forbidden and not known.record_ai:
        return Conclusion.DISPUTED, Standing.CONFIRMED, (*forbidden, *known.boasts)
    origins = _confirmed_origins(known)
    if {Claim.AI_GENERATED} < {one.claim for one in origins}:
        # two confirmed statements of how the same content began
        return Conclusion.DISPUTED, Standing.CONFIRMED, origins
    if strongest is not None:
        carriers = tuple(one for one in known.ai if (one.claim, one.strength) == (strongest.claim, strongest.strength))
        return Conclusion(strongest.claim.value), _STANDINGS[strongest.strength], carriers
    if known.boasts and not known.open:
        first = known.boasts[0]
        return (
            Conclusion(first.claim.value),
            Standing.CONFIRMED,
            tuple(one for one in known.boasts if one.claim is first.claim),
        )
    if known.open:
        return Conclusion.MAY_CONTAIN_AI, _STANDINGS[known.open[0].strength], known.open
    if record.location == "alone":  # a record without its file carries nothing for any file
        return Conclusion.UNKNOWN, Standing.NONE, ()
    return Conclusion.UNKNOWN, _RECORD_STANDINGS[record.state], ()


def _rivals(known: _Sorted, record: Record) -> tuple[Finding, ...]:
    """AI marks outside the record that contradict a confirmed record free of AI.

    A capture or human-made record is contradicted by metadata and by decoded marks, a record that is merely
    silent only by a decoded mark. Nothing that is seen in the picture contradicts: a signed photo may show a billboard.
    """
    if known.record_ai or known.open or record.state is not RecordState.TRUSTED:
        return ()
    outside = {Layer.METADATA, Layer.SIGNAL} if known.boasts else {Layer.SIGNAL}
    return tuple(one for one in known.ai if _layer(one) in outside)


def _confirmed_origins(known: _Sorted) -> tuple[Finding, ...]:
    """What confirmed records say of how the content began: wholly by AI, by a camera, by a hand."""
    return tuple(
        one
        for one in (*known.record_ai, *known.boasts)
        if one.code == "record.origin"
        and one.strength is Strength.CONFIRMED
        and one.claim in (Claim.AI_GENERATED, *_BOASTS)
    )


def _alarms(
    findings: Sequence[Finding],
    record: Record,
    readings: Sequence[Reading],
    conclusion: Conclusion,
    stale: bool,
) -> tuple[Alarm, ...]:
    active_codes = set(record.codes)
    second = record.second_opinion
    standing = {
        Alarm.RECORD_BROKEN: record.state in _BROKEN,
        Alarm.RECORD_MALFORMED: record.state is RecordState.MALFORMED,
        Alarm.SIGNER_UNKNOWN: record.state is RecordState.UNTRUSTED
        or (
            record.state in (RecordState.EXPIRED, RecordState.MALFORMED)
            and "signingCredential.untrusted" in active_codes
        ),
        Alarm.CERTIFICATE_EXPIRED: record.state is RecordState.EXPIRED,
        Alarm.ENGINES_DISAGREE: second is not None and not second.agrees,
        Alarm.RECORD_ELSEWHERE: record.state is RecordState.REMOTE,
        Alarm.LAYERS_CONTRADICT: _layers_contradict(findings, conclusion),
        Alarm.LIST_STALE: stale and record.state not in (RecordState.ABSENT, RecordState.UNREADABLE),
        Alarm.NOT_ALL_CHECKED: record.state is RecordState.UNREADABLE
        or any(reading.problem not in _NOT_FAILURES for reading in readings),
    }
    raised = {alarm for alarm, stands in standing.items() if stands}
    raised |= {_ALARMS_BY_CODE[one.code] for one in findings if one.code in _ALARMS_BY_CODE}
    return tuple(alarm for alarm in Alarm if alarm in raised)


def _layers_contradict(findings: Sequence[Finding], conclusion: Conclusion) -> bool:
    """Whether a disputed verdict comes from two layers rather than from the record alone."""
    if conclusion is not Conclusion.DISPUTED:
        return False
    return any(
        one.claim in _AI_ORDER and one.strength is not Strength.HINT and _layer(one) in (Layer.METADATA, Layer.SIGNAL)
        for one in findings
    )


def _stale(lists: Sequence[TrustListFacts], now: datetime | None) -> bool:
    if now is None:
        return False
    dates = [one.date for one in lists if one.kind in ("signing", "time_stamp", "end_entity") and one.date]
    ages = [(now.date() - datetime.fromisoformat(date).date()).days for date in dates]
    return bool(ages) and max(ages) > limits.LIST_STALE_DAYS


def _origin(conclusion: Conclusion, carriers: tuple[Finding, ...], told: Origin) -> Origin:
    """How it began: the record's story where a record carries, else what the unsigned claim amounts to."""
    if carriers and all(_layer(one) is not Layer.RECORD for one in carriers):
        return Origin.AI if conclusion is Conclusion.AI_GENERATED else Origin.UNSTATED
    return told


def _edits(conclusion: Conclusion, carriers: tuple[Finding, ...], told: Edits) -> Edits:
    if carriers and all(_layer(one) is not Layer.RECORD for one in carriers):
        by_claim = {Conclusion.AI_EDITED: Edits.AI, Conclusion.CONTAINS_AI: Edits.AI_COMPONENT}
        return by_claim.get(conclusion, Edits.NONE)
    return told


def _by(carriers: tuple[Finding, ...], record: Record, standing: Standing) -> str:
    """Who or what carries the answer: the signer, the scheme of a mark, the generator that a label names."""
    for one in carriers:
        for name in ("signer", "scheme", "generator", "provider", "property"):
            if one.fact(name):
                return one.fact(name)
    active = record.active
    if standing in (Standing.CONFIRMED, Standing.UNCONFIRMED, Standing.BROKEN) and active and active.signer:
        return active.signer.name
    return ""


def _state_findings(findings: Sequence[Finding], conclusion: Conclusion, standing: Standing) -> tuple[Finding, ...]:
    """The record's own state stands among the reasons wherever a record has a part in the answer."""
    of_record = conclusion is Conclusion.DISPUTED or standing not in (Standing.STATED, Standing.DECODED, Standing.NONE)
    if not of_record:
        return ()
    states = {f"record.{state.value}" for state in RecordState} | {"record.interim"}
    shown = tuple(one for one in findings if one.code in states)
    if conclusion is Conclusion.UNKNOWN:
        # what an unconfirmed or broken record says is shown, though it carries nothing
        shown += tuple(one for one in findings if one.code in ("record.origin", "record.edit", "record.component"))
    return shown


def _doubts(
    findings: Sequence[Finding], known: _Sorted, conclusion: Conclusion, carriers: tuple[Finding, ...]
) -> tuple[Finding, ...]:
    """What speaks against the answer, or weakens it."""
    ai = conclusion in (Conclusion.AI_GENERATED, Conclusion.AI_EDITED, Conclusion.CONTAINS_AI)
    doubts = [one for one in findings if one.code in _ALWAYS_DOUBTS]
    if ai:
        # camera data beside an AI statement is a doubt that is shown, not a dispute
        doubts += [one for one in findings if one.code == "context.camera"]
        doubts += [one for one in findings if one.claim in _BOASTS]
        if all(one.strength in (Strength.STATED, Strength.DECODED) for one in carriers):
            doubts += [
                one for one in findings if one.code in ("record.altered", "record.bad_signature", "record.revoked")
            ]
    if conclusion in (Conclusion.CAPTURED, Conclusion.HUMAN_MADE):
        # marks seen in the picture do not dispute, but they are not passed over
        doubts += [*known.ai, *(one for one in findings if one.claim in _AI_ORDER)]
        doubts += [one for one in findings if one.code in ("record.ambiguous", "record.unknown_provenance")]
    return tuple(one for one in doubts if one not in carriers)


def _indices(findings: Sequence[Finding], wanted: Iterable[Finding]) -> tuple[int, ...]:
    chosen = list(wanted)
    return tuple(index for index, one in enumerate(findings) if one in chosen)
