"""Choose the findings that decide, and draw the conclusion."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from msgspec import Struct

from verify.model import (
    AI_CLAIMS,
    AUTHENTICITY_CLAIMS,
    Conclusion,
    Finding,
    Layer,
    OriginClaim,
    Problem,
    Reading,
    Record,
    RecordState,
    Standing,
    Strength,
)
from verify.model.vocabularies.finding_codes import FINDINGS

_STANDINGS = {
    Strength.CONFIRMED: Standing.CONFIRMED,
    Strength.KNOWN: Standing.KNOWN,
    Strength.UNCONFIRMED: Standing.UNCONFIRMED,
    Strength.DECODED: Standing.DECODED,
    Strength.STATED: Standing.STATED,
}
_STRENGTH_ORDER = (Strength.CONFIRMED, Strength.KNOWN, Strength.UNCONFIRMED, Strength.DECODED, Strength.STATED)

# readers that can yield no claim of AI, whatever they see; every other reader can
CANNOT_CONTRADICT: Final = frozenset({"preview", "c2pa_second", "trustmark", "invisible_characters"})
# it was never to look, or could not anywhere: named among what was not checked, and no more
_ONLY_NAMED: Final = frozenset({
    None,
    Problem.NOT_THIS_FORMAT,
    Problem.UNAVAILABLE,
    Problem.SWITCHED_OFF,
    Problem.ON_REQUEST,
    Problem.NOT_NEEDED,
    Problem.NEEDS_MODEL,
    Problem.NEEDS_NETWORK,
})  # fmt: skip

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


Concluded = tuple[Conclusion, Standing, tuple[Finding, ...]]


class DecidingFindings(Struct, frozen=True):
    """The findings that may decide, by the part they play; each in a stable order of its own."""

    ai: tuple[Finding, ...]  # admissions of AI, strongest and gravest first
    record_ai: tuple[Finding, ...]  # those of them that the record itself tells, at any strength
    record_open: tuple[Finding, ...]  # an intact record leaves AI open
    label_open: tuple[Finding, ...]  # an unsigned label says that AI is possible or suspected
    authenticity: tuple[Finding, ...]  # confirmed capture or human hand


def layer_of(finding: Finding) -> Layer:
    """Return the layer that the vocabulary gives to the finding's code."""
    return FINDINGS[finding.code].layer


def _order_of(finding: Finding) -> tuple[bool, str, str, tuple[tuple[str, str], ...]]:
    # what the file states comes before what merely can be seen in it
    return (layer_of(finding) is Layer.VISIBLE, finding.code, finding.where, finding.facts)


def choose_deciding(findings: Iterable[Finding]) -> DecidingFindings:
    """Choose the findings that may decide. Hints never do; claims of authenticity need a hash over the content."""
    findings = tuple(findings)
    strong = sorted((finding for finding in findings if finding.strength is not Strength.HINT), key=_order_of)
    ai = sorted(
        (finding for finding in strong if finding.claim in AI_CLAIMS),
        key=lambda finding: (_STRENGTH_ORDER.index(finding.strength), AI_CLAIMS.index(finding.claim)),
    )
    still_open = [finding for finding in strong if finding.claim is OriginClaim.MAY_CONTAIN_AI]
    signed = (Strength.CONFIRMED, Strength.KNOWN, Strength.UNCONFIRMED)
    record_open = [finding for finding in still_open if finding.strength in signed]
    confirmed = [finding for finding in strong if finding.strength is Strength.CONFIRMED]
    authenticity = [] if binds_no_content(findings) else [one for one in confirmed if one.claim in AUTHENTICITY_CLAIMS]
    return DecidingFindings(
        ai=tuple(ai),
        record_ai=tuple(finding for finding in ai if layer_of(finding) is Layer.RECORD),
        record_open=tuple(sorted(record_open, key=lambda finding: _STRENGTH_ORDER.index(finding.strength))),
        label_open=tuple(
            finding
            for finding in still_open
            if finding.strength is Strength.STATED and layer_of(finding) is Layer.METADATA
        ),
        authenticity=tuple(sorted(authenticity, key=lambda finding: AUTHENTICITY_CLAIMS.index(finding.claim))),
    )


def binds_no_content(findings: Iterable[Finding]) -> bool:
    """Whether the record's hash leaves out picture, sound or film data: anybody can have exchanged them."""
    return any(finding.code == "record.not_covered" and finding.fact("content") == "media" for finding in findings)


def _lower_to_unconfirmed(concluded: Concluded) -> Concluded:
    conclusion, standing, carriers = concluded
    return conclusion, Standing.UNCONFIRMED if standing in (Standing.CONFIRMED, Standing.KNOWN) else standing, carriers


def conclude(grounds: DecidingFindings, findings: Sequence[Finding], record: Record) -> Concluded:
    """Draw the conclusion, with its standing and the findings that carry it."""
    concluded = _conclude(grounds, findings, record)
    return _lower_to_unconfirmed(concluded) if binds_no_content(findings) else concluded


def _conclude(grounds: DecidingFindings, findings: Sequence[Finding], record: Record) -> Concluded:
    admissions = _choose_admissions(grounds)
    strongest = admissions[0] if admissions else None
    rivals = _find_rivals(grounds, record)
    if rivals:
        return Conclusion.DISPUTED, _STANDINGS[rivals[0].strength], (*rivals, *grounds.authenticity)
    forbidden = tuple(finding for finding in findings if finding.code == "record.disallowed")
    if grounds.authenticity and forbidden and not grounds.record_ai:
        return Conclusion.DISPUTED, Standing.CONFIRMED, (*forbidden, *grounds.authenticity)
    origins = _find_confirmed_origins(grounds)
    if {OriginClaim.AI_GENERATED} < {finding.claim for finding in origins}:
        # two confirmed statements of how the same content began
        return Conclusion.DISPUTED, Standing.CONFIRMED, origins
    if strongest is not None:
        carriers = tuple(
            finding
            for finding in admissions
            if (finding.claim, finding.strength) == (strongest.claim, strongest.strength)
        )
        return Conclusion(strongest.claim.value), _STANDINGS[strongest.strength], carriers
    is_incomplete = any(finding.code == "record.incomplete" for finding in findings)
    if grounds.authenticity and not grounds.record_open and not is_incomplete:
        first = grounds.authenticity[0]
        return (
            Conclusion(first.claim.value),
            Standing.CONFIRMED,
            tuple(finding for finding in grounds.authenticity if finding.claim is first.claim),
        )
    still_open = grounds.record_open or grounds.label_open
    if still_open:
        return Conclusion.MAY_CONTAIN_AI, _STANDINGS[still_open[0].strength], still_open
    if record.is_alone:  # a record without its file carries nothing for any file
        return Conclusion.UNKNOWN, Standing.NONE, ()
    return Conclusion.UNKNOWN, _record_standing(record), ()


def _record_standing(record: Record) -> Standing:
    """Return the record's own standing: one whose hash leaves the content out confirms nothing of it.

    A certificate that only a wrong clock calls valid confirms nobody either.
    """
    standing = Standing.KNOWN if record.is_known else _RECORD_STANDINGS[record.state]
    signer = record.active.signer if record.active else None
    undated = record.state is RecordState.TRUSTED and signer is not None and bool(signer.shortfalls)
    firm = standing in (Standing.CONFIRMED, Standing.KNOWN)
    return Standing.UNCONFIRMED if firm and (undated or not record.binds_content) else standing


def _choose_admissions(grounds: DecidingFindings) -> tuple[Finding, ...]:
    """Choose the admissions of AI that may carry an answer.

    What is merely seen carries none over a confirmed capture or hand that is free of AI: whoever puts a poster with a
    label before a camera could otherwise turn the signed photo into an AI picture.
    """
    if not grounds.authenticity or grounds.record_ai or grounds.record_open:
        return grounds.ai
    return tuple(finding for finding in grounds.ai if layer_of(finding) is not Layer.VISIBLE)


def _find_rivals(grounds: DecidingFindings, record: Record) -> tuple[Finding, ...]:
    """Find AI claims outside the record that contradict a confirmed record free of AI.

    A capture or human-made record is contradicted by metadata and by decoded marks, a record that is merely
    silent only by a decoded mark. Nothing that is seen in the picture contradicts: a signed photo may show a billboard.
    """
    if grounds.record_ai or grounds.record_open or _record_standing(record) is not Standing.CONFIRMED:
        return ()
    outside = {Layer.METADATA, Layer.SIGNAL} if grounds.authenticity else {Layer.SIGNAL}
    return tuple(finding for finding in grounds.ai if layer_of(finding) in outside)


def _find_confirmed_origins(grounds: DecidingFindings) -> tuple[Finding, ...]:
    """Find what confirmed records say of how the content began: wholly by AI, by a camera, by a hand."""
    return tuple(
        finding
        for finding in (*grounds.record_ai, *grounds.authenticity)
        if finding.code == "record.origin"
        and finding.strength is Strength.CONFIRMED
        and finding.claim in (OriginClaim.AI_GENERATED, *AUTHENTICITY_CLAIMS)
    )


# -- readers that did not end


def _list_unended(readings: Sequence[Reading]) -> list[Reading]:
    return [
        reading
        for reading in readings
        if reading.problem not in _ONLY_NAMED and reading.reader not in CANNOT_CONTRADICT
    ]


def withhold_authenticity(concluded: Concluded, readings: Sequence[Reading]) -> Concluded:
    """Make the conclusion unknown where it claims authenticity and a reader that could contradict it did not end.

    Otherwise a file that makes the reader of watermarks fail would buy itself a clean "recorded by a camera".
    """
    conclusion, standing, _ = concluded
    if conclusion in (Conclusion.CAPTURED, Conclusion.HUMAN_MADE) and _list_unended(readings):
        return Conclusion.UNKNOWN, standing, ()
    return concluded


def find_unfinished(findings: Sequence[Finding], readings: Sequence[Reading]) -> tuple[Finding, ...]:
    """Report each reader that withholds an authenticity claim of this file, so that the answer can name it."""
    if not any(finding.claim in AUTHENTICITY_CLAIMS and finding.strength is Strength.CONFIRMED for finding in findings):
        return ()
    return tuple(
        Finding(
            "context.reader_failed",
            reading.reader,
            facts=(("reader", reading.reader), ("problem", reading.problem.value if reading.problem else "")),
        )
        for reading in _list_unended(readings)
    )
