from __future__ import annotations

from verify.features.teaching.survival import (
    FATE_SHAPES,
    Evidence,
    Fate,
    Row,
    SurvivalRow,
    compare_evidence,
    describe_survival,
)
from verify.model import FileFacts, Finding, OriginClaim, Problem, Reading, Report, Strength
from verify.report.words.badges import SHAPES, badge
from verify.report.words.catalogue import Translator

READERS = ("c2pa", "exif", "xmp", "iptc", "text_chunks", "hidden_marks", "moved_marks", "visible_text", "visible_marks")


def report(*codes: str, unfinished: str = "") -> Report:
    findings = tuple(Finding(code, "c2pa", OriginClaim.NONE, Strength.HINT) for code in codes)
    readings = tuple(Reading(name, True, Problem.TIMED_OUT if name == unfinished else None) for name in READERS)
    return Report(FileFacts("", ""), findings=findings, readings=readings)


def row(evidence: Evidence, before: Report, after: Report) -> Row:
    return next(row for row in compare_evidence(before, after) if row.evidence is evidence)


def test_there_is_a_row_for_every_kind_of_evidence_in_order() -> None:
    assert [row.evidence for row in compare_evidence(report(), report())] == list(Evidence)


def test_what_is_found_again_survived() -> None:
    found = row(Evidence.RECORD, report("record.trusted", "record.origin"), report("record.trusted", "record.origin"))
    assert found.fate is Fate.KEPT
    assert [finding.code for finding in found.after] == ["record.trusted", "record.origin"]


def test_a_record_that_no_longer_fits_is_there_but_different() -> None:
    assert row(Evidence.RECORD, report("record.trusted"), report("record.altered")).fate is Fate.CHANGED


def test_what_is_not_found_any_more_is_gone_only_where_all_who_could_tell_have_looked() -> None:
    before = report("metadata.source_type", "visible.label")
    assert row(Evidence.LABEL, before, report()).fate is Fate.GONE
    assert row(Evidence.LABEL, before, report(unfinished="xmp")).fate is Fate.UNCHECKED
    assert row(Evidence.VISIBLE, before, report(unfinished="xmp")).fate is Fate.GONE
    assert row(Evidence.VISIBLE, before, report(unfinished="visible_text")).fate is Fate.UNCHECKED


def test_nobody_who_looked_is_no_answer_either() -> None:
    silent = Report(FileFacts("", ""))
    assert {row.fate for row in compare_evidence(silent, silent)} == {Fate.UNCHECKED}


def test_a_hidden_mark_that_only_the_patient_search_finds_is_the_same_mark() -> None:
    for code in ("signal.dwt_dct_cut", "signal.dwt_dct_resized"):
        assert row(Evidence.HIDDEN, report("signal.dwt_dct"), report(code)).fate is Fate.KEPT
    assert row(Evidence.HIDDEN, report("signal.dwt_dct"), report("signal.hidden_settings")).fate is Fate.CHANGED


def test_what_was_never_there_and_what_came_later_are_told_apart() -> None:
    assert row(Evidence.CAMERA, report(), report()).fate is Fate.NEVER
    assert row(Evidence.CAMERA, report(), report("context.camera")).fate is Fate.ADDED
    assert row(Evidence.CAMERA, report("context.camera"), report()).fate is Fate.GONE


def test_other_context_is_no_evidence_of_origin() -> None:
    assert all(not row.before for row in compare_evidence(report("context.editor", "context.place"), report()))


def test_an_aside_about_a_record_makes_no_difference() -> None:
    asides = report("record.trusted", "record.revocation_unchecked")
    assert row(Evidence.RECORD, asides, report("record.trusted")).fate is Fate.KEPT


def test_shapes_of_fates_are_not_those_of_proofs() -> None:
    fates = list(FATE_SHAPES.values())
    assert len(set(fates)) == len(fates)
    assert set(fates) & set(SHAPES.values()) == {"?"}  # not checked is not checked


def test_a_cell_says_what_was_found_or_that_nothing_was_or_that_nobody_looked() -> None:
    def label_row(after: Report) -> SurvivalRow:
        evidence = Translator("en").text("pages.learn.evidence.visible")
        return next(row for row in describe_survival(Translator("en"), before, after) if row.evidence == evidence)

    origin = Finding("visible.label", "visible_text", OriginClaim.AI_GENERATED, Strength.STATED)
    readings = tuple(Reading(name, True) for name in ("visible_text", "visible_marks"))
    file = FileFacts("", "")
    before = Report(file, findings=(origin,), readings=readings)
    row = label_row(Report(file, readings=readings))
    stated = badge(Translator("en"), Strength.STATED).word
    assert (row.before[0].badge.word, row.after[0].badge.word, row.fate.word) == (stated, "nothing found", "gone")
    row = label_row(Report(file))
    assert (row.after[0].badge.word, row.fate.word) == ("not checked", "not checked")
