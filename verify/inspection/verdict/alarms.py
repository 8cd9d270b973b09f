"""What a person must not overlook, whatever the conclusion is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from verify.inspection.verdict.conclusions import binds_no_content, layer_of
from verify.model import (
    AI_CLAIMS,
    Alarm,
    Conclusion,
    Finding,
    Layer,
    Problem,
    Reading,
    Record,
    RecordState,
    Strength,
    TrustListFacts,
    limits,
)
from verify.model.readers import HAS_NO_SAY

_BROKEN = frozenset({RecordState.ALTERED, RecordState.BAD_SIGNATURE, RecordState.REVOKED})
_ALARMS_BY_CODE = {
    "record.ingredient_broken": Alarm.INGREDIENT_BROKEN,
    "record.identity_invalid": Alarm.IDENTITY_INVALID,
    "record.identity_unchecked": Alarm.IDENTITY_UNCHECKED,
    "record.test_certificate": Alarm.TEST_CERTIFICATE,
    "record.disallowed": Alarm.DISALLOWED_CLAIM,
    "label.emptied": Alarm.LABEL_EMPTIED,
    "document.broken_inside": Alarm.PART_BROKEN,
}
# nobody asked for it, or nothing could come of it
_NOT_FAILURES = HAS_NO_SAY | {None, Problem.NEEDS_MODEL}


def raise_alarms(
    findings: Sequence[Finding], record: Record, readings: Sequence[Reading], conclusion: Conclusion, *, stale: bool
) -> tuple[Alarm, ...]:
    """Raise the alarms that stand, in the order of the vocabulary."""
    second = record.second_opinion
    standing = {
        Alarm.RECORD_BROKEN: record.state in _BROKEN and not record.lacks_pieces,
        Alarm.RECORD_MALFORMED: record.state is RecordState.MALFORMED,
        Alarm.SIGNER_UNKNOWN: _is_signer_unknown(record),
        # of a known record it is the very reason why it is no more than known, and nothing to be alarmed about
        Alarm.CERTIFICATE_EXPIRED: record.state is RecordState.EXPIRED and not record.is_known,
        Alarm.ENGINES_DISAGREE: second is not None and not second.agrees,
        Alarm.CONTENT_NOT_COVERED: binds_no_content(findings),
        Alarm.RECORD_ELSEWHERE: record.state is RecordState.REMOTE,
        Alarm.LAYERS_CONTRADICT: _layers_contradict(findings, conclusion),
        Alarm.LIST_STALE: stale and record.state not in (RecordState.ABSENT, RecordState.UNREADABLE),
        Alarm.NOT_ALL_CHECKED: record.state is RecordState.UNREADABLE
        or record.checking  # the content was not compared with its record
        or any(finding.code == "record.incomplete" and finding.fact("what").endswith("_cut") for finding in findings)
        or any(reading.problem not in _NOT_FAILURES for reading in readings),
    }
    alarms = {alarm for alarm, stands in standing.items() if stands}
    alarms |= {
        _ALARMS_BY_CODE[finding.code]
        for finding in findings
        if finding.code in _ALARMS_BY_CODE and not _is_hearsay(finding)
    }
    return tuple(alarm for alarm in Alarm if alarm in alarms)


def _is_signer_unknown(record: Record) -> bool:
    """Whether no list identifies the signer. One that a list identifies without vouching for it is told otherwise."""
    signer = record.active.signer if record.active else None
    if record.checking or (signer is not None and signer.known_list):
        return False
    if record.state is RecordState.UNTRUSTED:
        return True
    lapsed = record.state in (RecordState.EXPIRED, RecordState.MALFORMED)
    return lapsed and "signingCredential.untrusted" in record.codes


def _is_hearsay(finding: Finding) -> bool:
    """Whether a failure is only the word of a recorder whom no list knows: shown, but no alarm against another."""
    third = finding.fact("signer") not in ("", finding.fact("recorder"))
    return third and finding.fact("recorder_confirmed") == "no"


def _layers_contradict(findings: Sequence[Finding], conclusion: Conclusion) -> bool:
    """Whether a disputed verdict comes from two layers rather than from the record alone."""
    if conclusion is not Conclusion.DISPUTED:
        return False
    return any(
        finding.claim in AI_CLAIMS
        and finding.strength is not Strength.HINT
        and layer_of(finding) in (Layer.METADATA, Layer.SIGNAL)
        for finding in findings
    )


def are_stale(lists: Sequence[TrustListFacts], now: datetime | None) -> bool:
    """Whether some official list is older than `limits.LIST_STALE_DAYS` at `now`."""
    if now is None:
        return False
    official = ("signing", "time_stamp", "end_entity")
    dates = [trust_list.date for trust_list in lists if trust_list.kind in official and trust_list.date]
    ages = [(now.date() - datetime.fromisoformat(date).date()).days for date in dates]
    return bool(ages) and max(ages) > limits.LIST_STALE_DAYS
