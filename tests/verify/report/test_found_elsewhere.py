"""What was found elsewhere stands in a section of its own, and changes not a word of the answer about the file."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.build import example_reports, plain_reports
from verify.model import (
    CheckedStore,
    Finding,
    FoundRecord,
    Likeness,
    OriginClaim,
    PackItem,
    Picture,
    RecordMatch,
    RecordSearch,
    RecordState,
    Report,
    SearchProblem,
    SoftCode,
    Strength,
)
from verify.report.formats.csv import table
from verify.report.formats.json import document, line
from verify.report.formats.text import text
from verify.report.panel import panel
from verify.report.words.catalogue import Translator

ENGLISH, CHINESE = Translator("en"), Translator("zh_CN")
AT = "2026-11-30T10:00:00Z"
THUMBNAIL = Picture("thumb", 2, 2, b"\x10" * 12)
CODE = SoftCode("io.iscc.v0", b"\x21\x07" + bytes(32))
FINDINGS = (
    Finding("record.trusted", "c2pa", strength=Strength.HINT, facts=(("signer", "Found Maker"), ("compared", "no"))),
    Finding(
        "record.origin",
        "c2pa",
        OriginClaim.AI_GENERATED,
        Strength.HINT,
        facts=(("source_type", example_reports.TRAINED), ("signer", "Found Maker")),
    ),
)
RECORD = replace(plain_reports.ai_edit().record, location="alone")
FOUND = FoundRecord(
    RecordMatch("urn:c2pa:1", "io.iscc.v0", host="resolver.test", score=93),
    CheckedStore(RECORD, FINDINGS, THUMBNAIL, Likeness.ALIKE),
)
SEARCH = RecordSearch("Resolver", "resolver.test", AT, (CODE,), (FOUND,))


def told(search: RecordSearch, translator: Translator = ENGLISH) -> str:
    """The section as a person at a terminal reads it, in one line."""
    page = text(replace(plain_reports.nothing(), search=search), translator, 100)
    heading = translator.text("window.found_elsewhere")
    return " ".join(page.partition(heading)[2].partition(translator.text("window.looked_at_by"))[0].split())


def test_the_section_says_who_gave_it_what_it_says_and_that_anyone_can_register_one() -> None:
    said = told(SEARCH)
    for words in (
        ENGLISH.text("report.found_record.record.title"),
        "resolver.test returned it for the code of how it looks (ISCC).",
        "Found Maker",
        ENGLISH.text("terms.source_types.trainedAlgorithmicMedia.name"),
        ENGLISH.text("report.found_record.likeness.alike"),
        "It does not cover this file.",
        "Anyone can register a record for a similar picture.",
    ):
        assert words in said, words
    assert "任何人都可以为相似的图片登记记录" in told(SEARCH, CHINESE)


def test_the_pictures_stand_side_by_side() -> None:
    shown = panel(replace(plain_reports.nothing(), search=SEARCH), ENGLISH, 0)
    (card,) = shown.found_elsewhere
    assert (card.views, card.other) == ((THUMBNAIL, plain_reports.PREVIEW), "view_found")


@pytest.mark.parametrize("likeness", list(Likeness))
def test_every_comparison_is_told(likeness: Likeness) -> None:
    assert FOUND.checked is not None
    found = replace(FOUND, checked=replace(FOUND.checked, likeness=likeness))
    assert ENGLISH.text(f"report.found_record.likeness.{likeness}") in told(replace(SEARCH, records=(found,)))


def test_a_record_of_another_host_names_both() -> None:
    found = replace(FOUND, match=replace(FOUND.match, host="keeper.test"))
    assert "It comes from keeper.test, named by resolver.test" in told(replace(SEARCH, records=(found,)))


@pytest.mark.parametrize("problem", list(SearchProblem))
def test_what_did_not_come_is_told_with_its_reason(problem: SearchProblem) -> None:
    reason = ENGLISH.text(f"report.found_record.problems.{problem}")
    match = replace(FOUND.match, host="keeper.test")
    assert reason in told(replace(SEARCH, records=(FoundRecord(match, problem=problem),)))
    assert reason in told(replace(SEARCH, records=(), problem=problem))


def test_nothing_found_is_told_and_means_nothing_for_the_file() -> None:
    said = told(replace(SEARCH, records=()))
    assert "resolver.test was asked by" in said
    assert "30 Nov 2026, 10:00 UTC" in said
    assert "It does not mean that this file never had a record." in said


def test_a_store_that_is_none_is_called_unreadable() -> None:
    checked = CheckedStore(replace(RECORD, state=RecordState.MALFORMED, manifests=()))
    assert "It cannot be read as a signed record." in told(replace(SEARCH, records=(replace(FOUND, checked=checked),)))


def test_the_section_is_a_member_of_the_public_report() -> None:
    written = json.loads(line(replace(plain_reports.nothing(), search=SEARCH), ENGLISH))["found_elsewhere"]
    assert (written["resolver"], written["host"], written["asked_at"]) == ("Resolver", "resolver.test", AT)
    assert written["codes"][0]["algorithm"] == "io.iscc.v0"
    (record,) = written["records"]
    assert (record["state"], record["signer"], record["score"]) == ("trusted", "Example Editor Ltd", 93)
    assert record["likeness"] == "alike"
    assert json.loads(line(plain_reports.nothing(), ENGLISH))["found_elsewhere"] is None


_SEARCHES = st.sampled_from((SEARCH, replace(SEARCH, records=()), replace(SEARCH, problem=SearchProblem.TIMED_OUT)))


@settings(max_examples=60, deadline=None)
@given(example_reports.reports(), _SEARCHES)
def test_whatever_is_found_elsewhere_not_a_word_of_the_answer_changes(report: Report, search: RecordSearch) -> None:
    without, with_it = replace(report, search=None), replace(report, search=search)
    for translator in (ENGLISH, CHINESE):
        then, now = document(without, translator), document(with_it, translator)
        assert {key: value for key, value in then.items() if key != "found_elsewhere"} == {
            key: value for key, value in now.items() if key != "found_elsewhere"
        }
        assert table([PackItem(without)], translator) == table([PackItem(with_it)], translator)
        shown, other = panel(without, translator, 0), panel(with_it, translator, 0)
        assert replace(other, found_elsewhere=()) == shown
