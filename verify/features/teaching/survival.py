"""The survival lab: the specimens, the journeys of their copies, and which evidence is still there after a journey.

Specimens and journeys are closed lists: a journey is taken by a specimen that the program draws itself and by nothing
else. What survived is compared by two reports of one picture; it only reads what they say. "Gone" means that Whence
finds it no more, and never that it was not looked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from verify.model import Finding, Layer, Problem, Report
from verify.model.finding_codes import FINDINGS
from verify.report.words import badges, finding_cards
from verify.report.words.catalogue import Translator
from verify.report.words.types import Badge


class Evidence(StrEnum):
    """What a picture can carry, in the order of a table."""

    RECORD = "record"
    LABEL = "label"  # unsigned, in the file's notes
    CAMERA = "camera"  # unsigned, in the file's notes
    HIDDEN = "hidden"
    VISIBLE = "visible"


PICTURE: Final = "ai_picture"  # a drawing that carries every kind of evidence
PHOTO: Final = "photo"  # a photograph with a camera's record and data

SPECIMENS: Final = {PICTURE: "lab-ai-picture.png", PHOTO: "lab-photo.jpg"}

AS_A_FILE: Final = "as_a_file"  # the only journey that changes nothing
JOURNEYS: Final = (AS_A_FILE, "jpeg75", "half", "crop", "screenshot", "stripped", "messenger")

# what each specimen carries, and what is still found after each journey; the tests hold the readers and these together
CARRIES: Final = {
    PICTURE: frozenset({Evidence.RECORD, Evidence.LABEL, Evidence.HIDDEN, Evidence.VISIBLE}),
    PHOTO: frozenset({Evidence.RECORD, Evidence.CAMERA}),
}
SURVIVES: Final = {
    AS_A_FILE: frozenset(Evidence),
    "jpeg75": frozenset({Evidence.LABEL, Evidence.CAMERA, Evidence.VISIBLE}),
    "half": frozenset({Evidence.LABEL, Evidence.CAMERA, Evidence.VISIBLE}),
    "crop": frozenset({Evidence.LABEL, Evidence.CAMERA, Evidence.HIDDEN}),
    "screenshot": frozenset({Evidence.HIDDEN, Evidence.VISIBLE}),
    "stripped": frozenset({Evidence.HIDDEN, Evidence.VISIBLE}),
    "messenger": frozenset({Evidence.VISIBLE}),
}

FOLDER: Final = "journeys"  # below that of the samples

_ENDINGS: Final = {"jpeg75": ".jpg", "messenger": ".jpg", "screenshot": ".png"}  # the others keep their kind


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


# the shape of each fate, none of which is the shape of a kind of proof
FATE_SIGNS: Final = {"kept": "▣", "changed": "◪", "gone": "▢", "never": "·", "added": "▤", "unchecked": "?"}


@dataclass(frozen=True, slots=True)
class Trace:
    """One piece of evidence in a cell of the table: the kind of proof as shape and word, and what it is."""

    badge: Badge
    text: str


@dataclass(frozen=True, slots=True)
class SurvivalRow:
    """One line of the table: a kind of evidence before and after, and what became of it as shape and word."""

    evidence: str
    before: tuple[Trace, ...]
    after: tuple[Trace, ...]
    fate: Badge


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


def compare_evidence(before: Report, after: Report) -> tuple[Row, ...]:
    """One row for each kind of evidence, in the order of `Evidence`."""
    return tuple(_compare_kind(evidence, before, after) for evidence in Evidence)


def _compare_kind(evidence: Evidence, before: Report, after: Report) -> Row:
    first, last = _findings(evidence, before), _findings(evidence, after)
    unread_first, unread_last = not _was_read(evidence, before), not _was_read(evidence, after)
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


def _was_read(evidence: Evidence, report: Report) -> bool:
    """Return whether every reader of this kind of evidence that has a say in such a file did its work to the end."""
    readings = [reading for reading in report.readings if reading.reader in _READERS[evidence]]
    return bool(readings) and all(reading.problem in (None, Problem.NOT_THIS_FORMAT) for reading in readings)


def copy_name(specimen: str, journey: str) -> str:
    """Return the file name of a copy, which says that it was altered, and how."""
    name, _, ending = SPECIMENS[specimen].rpartition(".")
    if journey == AS_A_FILE:
        return f"{name}-sent-as-a-file.{ending}"
    return f"{name}-altered-{journey}{_ENDINGS.get(journey, f'.{ending}')}"


def survival_rows(translator: Translator, before: Report, after: Report) -> tuple[SurvivalRow, ...]:
    """Return the table of the lab: a row for each kind of evidence."""
    return tuple(
        SurvivalRow(
            translator.text(f"pages.learn.evidence.{row.evidence}"),
            _traces(translator, row.before, unread=row.unread_before),
            _traces(translator, row.after, unread=row.unread_after),
            fate_badge(translator, row.fate),
        )
        for row in compare_evidence(before, after)
    )


def fate_badge(translator: Translator, key: str) -> Badge:
    """Return the fate of a kind of evidence, as a shape and a word."""
    return Badge(FATE_SIGNS[key], translator.text(f"pages.learn.fates.{key}"))


def _traces(translator: Translator, findings: tuple[Finding, ...], *, unread: bool) -> tuple[Trace, ...]:
    if not findings:
        word = translator.text("pages.learn.not_read" if unread else "pages.learn.nothing_found")
        return (Trace(Badge("?" if unread else "–", word), ""),)
    return tuple(
        Trace(badges.badge(translator, finding.strength), finding_cards.finding_words(translator, finding).title)
        for finding in findings
    )
