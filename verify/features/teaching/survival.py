"""Compares two reports of one picture, before a journey and after: which evidence is still there.

It only reads what the reports say. "Gone" means that Whence finds it no more, and never that it was not looked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from verify.model import Finding, Layer, Problem, Report
from verify.model.finding_codes import FINDINGS


class Evidence(StrEnum):
    """What a picture can carry, in the order of a table."""

    RECORD = "record"
    LABEL = "label"  # unsigned, in the file's notes
    CAMERA = "camera"  # unsigned, in the file's notes
    HIDDEN = "hidden"
    VISIBLE = "visible"


class Fate(StrEnum):
    """What became of one kind of evidence."""

    KEPT = "kept"
    CHANGED = "changed"  # found before and after, but not the same
    GONE = "gone"
    NEVER = "never"  # neither before nor after
    ADDED = "added"
    UNCHECKED = "unchecked"  # a reader that could tell did not finish


@dataclass(frozen=True, slots=True)
class Row:
    """One kind of evidence: the findings that tell of it before and after, and what became of it."""

    evidence: Evidence
    before: tuple[Finding, ...]
    after: tuple[Finding, ...]
    unread_before: bool  # a reader that could tell did not finish
    unread_after: bool
    fate: Fate


# the same evidence, found by a more patient look
_SAME: Final = {"signal.dwt_dct_cut": "signal.dwt_dct", "signal.dwt_dct_resized": "signal.dwt_dct"}
# said beside a finding that already tells of the record
_ASIDE: Final = frozenset({"record.revocation_unchecked", "record.time_unconfirmed"})

_LAYERS: Final = {
    Layer.RECORD: Evidence.RECORD,
    Layer.METADATA: Evidence.LABEL,
    Layer.SIGNAL: Evidence.HIDDEN,
    Layer.VISIBLE: Evidence.VISIBLE,
}
_READERS: Final[dict[Evidence, frozenset[str]]] = {
    Evidence.RECORD: frozenset({"c2pa"}),
    Evidence.LABEL: frozenset({"exif", "xmp", "iptc", "text_chunks"}),
    Evidence.CAMERA: frozenset({"exif", "xmp"}),
    Evidence.HIDDEN: frozenset({"hidden_marks", "moved_marks"}),
    Evidence.VISIBLE: frozenset({"visible_text", "visible_marks"}),
}


def rows(before: Report, after: Report) -> tuple[Row, ...]:
    """One row for each kind of evidence, in the order of `Evidence`."""
    return tuple(_row(evidence, before, after) for evidence in Evidence)


def _row(evidence: Evidence, before: Report, after: Report) -> Row:
    first, last = _findings(evidence, before), _findings(evidence, after)
    unread_first, unread_last = not _looked(evidence, before), not _looked(evidence, after)
    return Row(evidence, first, last, unread_first, unread_last, _fate(first, last, unread_first, unread_last))


def _fate(first: tuple[Finding, ...], last: tuple[Finding, ...], unread_first: bool, unread_last: bool) -> Fate:
    if first and last:
        return Fate.KEPT if _codes(first) <= _codes(last) else Fate.CHANGED
    if (unread_first and not first) or (unread_last and not last):
        return Fate.UNCHECKED
    if first:
        return Fate.GONE
    return Fate.ADDED if last else Fate.NEVER


def _codes(findings: tuple[Finding, ...]) -> frozenset[str]:
    return frozenset(_SAME.get(finding.code, finding.code) for finding in findings)


def _findings(evidence: Evidence, report: Report) -> tuple[Finding, ...]:
    return tuple(finding for finding in report.findings if _kind(finding) is evidence)


def _kind(finding: Finding) -> Evidence | None:
    if finding.code in _ASIDE:
        return None
    if finding.code.startswith("context.camera"):
        return Evidence.CAMERA
    return _LAYERS.get(FINDINGS[finding.code].layer) if finding.code in FINDINGS else None


def _looked(evidence: Evidence, report: Report) -> bool:
    """Whether every reader of this kind of evidence that has a say in such a file did its work to the end."""
    readings = [item for item in report.readings if item.reader in _READERS[evidence]]
    return bool(readings) and all(item.problem in (None, Problem.NOT_THIS_FORMAT) for item in readings)
