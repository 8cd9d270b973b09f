"""The survival lab: the specimens, the journeys of their copies, and which evidence is still there after a journey.

Specimens and journeys are closed lists: a journey is taken by a specimen that the program draws itself and by nothing
else. What survived is told by comparing the reports of a picture before and after its journey. "Gone" means that Whence
finds it no more, and never that it was not looked for.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from msgspec import Struct

from verify.model import Finding, Layer, Problem, Report
from verify.model.vocabularies.finding_codes import FINDINGS
from verify.report.words import badges
from verify.report.words.cards import finding_cards
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


class Row(Struct, frozen=True):
    """One kind of evidence: the findings of that kind before and after the journey, and its fate."""

    evidence: Evidence
    before: tuple[Finding, ...]
    after: tuple[Finding, ...]
    unread_before: bool  # a reader that could tell did not finish
    unread_after: bool
    fate: Fate


# the shape of each fate, none of which is the shape of a kind of proof
FATE_SHAPES: Final = {"kept": "▣", "changed": "◪", "gone": "▢", "never": "·", "added": "▤", "unchecked": "?"}


class Trace(Struct, frozen=True):
    """One finding in a cell of the table: its strength as shape and word, and its title."""

    badge: Badge
    text: str


class SurvivalRow(Struct, frozen=True):
    """One row of the table in words: a kind of evidence before and after, and its fate as shape and word."""

    evidence: str
    before: tuple[Trace, ...]
    after: tuple[Trace, ...]
    fate: Badge


# the same evidence, found by a more patient look
_SAME_EVIDENCE: Final = {"signal.dwt_dct_cut": "signal.dwt_dct", "signal.dwt_dct_resized": "signal.dwt_dct"}
# said beside a finding that already tells of the record
_NOT_EVIDENCE: Final = frozenset({
    "record.revocation_unchecked",
    "record.time_unconfirmed",
    "record.time_stamp",
    "record.stamps_compete",
    "record.clock_behind",
})  # fmt: skip

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
    """Compare the evidence of two reports of one picture: a row for each kind, in the order of `Evidence`."""
    return tuple(_compare_kind(evidence, before, after) for evidence in Evidence)


def _compare_kind(evidence: Evidence, before: Report, after: Report) -> Row:
    findings = _select_findings(evidence, before), _select_findings(evidence, after)
    unread = not _was_read(evidence, before), not _was_read(evidence, after)
    return Row(evidence, *findings, *unread, _choose_fate(*findings, *unread))


def _choose_fate(
    before: tuple[Finding, ...], after: tuple[Finding, ...], unread_before: bool, unread_after: bool
) -> Fate:
    if before and after:
        return Fate.KEPT if _collect_codes(before) <= _collect_codes(after) else Fate.CHANGED
    if (unread_before and not before) or (unread_after and not after):
        return Fate.UNCHECKED
    if before:
        return Fate.GONE
    return Fate.ADDED if after else Fate.NEVER


def _collect_codes(findings: tuple[Finding, ...]) -> frozenset[str]:
    return frozenset(_SAME_EVIDENCE.get(finding.code, finding.code) for finding in findings)


def _select_findings(evidence: Evidence, report: Report) -> tuple[Finding, ...]:
    return tuple(finding for finding in report.findings if _find_kind(finding) is evidence)


def _find_kind(finding: Finding) -> Evidence | None:
    if finding.code in _NOT_EVIDENCE:
        return None
    if finding.code.startswith("context.camera"):
        return Evidence.CAMERA
    return _LAYERS.get(FINDINGS[finding.code].layer) if finding.code in FINDINGS else None


def _was_read(evidence: Evidence, report: Report) -> bool:
    """Return whether every reader of this kind of evidence that reads such a file finished without a problem."""
    readings = [reading for reading in report.readings if reading.reader in _READERS[evidence]]
    return bool(readings) and all(reading.problem in (None, Problem.NOT_THIS_FORMAT) for reading in readings)


def name_copy(specimen: str, journey: str) -> str:
    """Return the file name of a copy, which says that it was altered, and how."""
    name, _, ending = SPECIMENS[specimen].rpartition(".")
    if journey == AS_A_FILE:
        return f"{name}-sent-as-a-file.{ending}"
    return f"{name}-altered-{journey}{_ENDINGS.get(journey, f'.{ending}')}"


def describe_survival(translator: Translator, before: Report, after: Report) -> tuple[SurvivalRow, ...]:
    """Return the table of the lab in words: a row for each kind of evidence."""
    return tuple(
        SurvivalRow(
            translator.text(f"pages.learn.evidence.{row.evidence}"),
            _describe_traces(translator, row.before, unread=row.unread_before),
            _describe_traces(translator, row.after, unread=row.unread_after),
            make_fate_badge(translator, row.fate),
        )
        for row in compare_evidence(before, after)
    )


def make_fate_badge(translator: Translator, key: str) -> Badge:
    """Return the fate of a kind of evidence, as a shape and a word."""
    return Badge(FATE_SHAPES[key], translator.text(f"pages.learn.fates.{key}"))


def _describe_traces(translator: Translator, findings: tuple[Finding, ...], *, unread: bool) -> tuple[Trace, ...]:
    if not findings:
        word = translator.text("pages.learn.not_read" if unread else "pages.learn.nothing_found")
        return (Trace(Badge("?" if unread else "–", word), ""),)
    return tuple(
        Trace(badges.badge(translator, finding.strength), finding_cards.finding_words(translator, finding).title)
        for finding in findings
    )
