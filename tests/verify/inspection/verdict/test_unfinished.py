"""A reader that could contradict a camera or a hand, and did not end, keeps the answer from saying either."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.verify.inspection.verdict.test_judge import CAPTURE, TRUSTED, decoded, recorded, seen, stated
from tests.verify.report.test_json import VALIDATOR
from verify.inspection import readers
from verify.inspection.verdict import judge
from verify.inspection.verdict.conclusions import CANNOT_CONTRADICT
from verify.model import (
    Alarm,
    Conclusion,
    FileFacts,
    Finding,
    OriginClaim,
    Problem,
    Reading,
    Report,
    Standing,
    Strength,
)
from verify.model.vocabularies.finding_codes import FINDINGS
from verify.report.formats.json import line
from verify.report.words import readers as readers_words
from verify.report.words.cards import finding_cards
from verify.report.words.catalogue import Translator
from verify.report.words.verdict.answer import answer

NAMES = tuple(reader.name for reader in readers.READERS)
CONTRADICTING = tuple(name for name in NAMES if name not in CANNOT_CONTRADICT)
NAMED_ONLY = (
    Problem.NOT_THIS_FORMAT,
    Problem.UNAVAILABLE,
    Problem.SWITCHED_OFF,
    Problem.ON_REQUEST,
    Problem.NOT_NEEDED,  # an admission of AI by a record, which no boast survives
    Problem.NEEDS_MODEL,
    Problem.NEEDS_NETWORK,
)
SPOILING = tuple(problem for problem in Problem if problem not in NAMED_ONLY)
HAND = recorded(OriginClaim.HUMAN_MADE, Strength.CONFIRMED)
BOASTS = (Conclusion.CAPTURED, Conclusion.HUMAN_MADE)


def whole(boast: Finding, *failed: Reading) -> Report:
    """A report as an inspection makes it."""
    told = (
        Finding("record.trusted", "c2pa", strength=Strength.CONFIRMED, facts=(("signer", "Example Signer"),)),
        boast,
    )
    findings = (*told, *judge.find_unfinished(told, failed))
    facts = FileFacts("/pictures/a.jpg", "a.jpg", 5, "ab" * 32, "image/jpeg")
    return Report(facts, judge.judge(findings, TRUSTED, failed), TRUSTED, findings, readings=failed)


@pytest.mark.parametrize("problem", SPOILING)
@pytest.mark.parametrize("boast", [CAPTURE, HAND])
def test_whatever_kept_a_reader_from_ending_spoils_the_boast(boast: Finding, problem: Problem) -> None:
    report = whole(boast, Reading("hidden_marks", looked=True, problem=problem))
    assert (report.verdict.conclusion, report.verdict.standing) == (Conclusion.UNKNOWN, Standing.CONFIRMED)
    assert report.verdict.by == "Example Signer"
    assert Alarm.NOT_ALL_CHECKED in report.verdict.alarms
    assert [report.findings[index].code for index in report.verdict.doubts] == ["context.reader_failed"]
    assert "record.origin" in [report.findings[index].code for index in report.verdict.reasons]  # shown all the same


@pytest.mark.parametrize("name", CONTRADICTING)
def test_every_reader_that_can_speak_of_ai_is_one_of_them(name: str) -> None:
    report = whole(CAPTURE, Reading(name, looked=True, problem=Problem.WORKER_DIED))
    assert report.verdict.conclusion is Conclusion.UNKNOWN


@pytest.mark.parametrize("name", sorted(CANNOT_CONTRADICT))
def test_a_reader_that_cannot_speak_of_ai_spoils_nothing(name: str) -> None:
    assert name in NAMES
    report = whole(CAPTURE, Reading(name, looked=True, problem=Problem.FAILED))
    assert report.verdict.conclusion is Conclusion.CAPTURED
    assert not report.verdict.doubts
    emitted = next(reader for reader in readers.READERS if reader.name == name).emits
    assert all(FINDINGS[code].layer.value in ("context", "signal") for code in emitted)


@pytest.mark.parametrize("problem", NAMED_ONLY)
def test_what_was_never_to_look_is_only_named(problem: Problem) -> None:
    report = whole(CAPTURE, Reading("hidden_marks", looked=False, problem=problem))
    assert report.verdict.conclusion is Conclusion.CAPTURED


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_answer_says_so_and_claims_neither_camera_nor_hand(language: str) -> None:
    wording = Translator(language)
    report = whole(CAPTURE, Reading("hidden_marks", looked=True, problem=Problem.TIMED_OUT))
    named = {"en": "didn't finish", "zh_CN": "未能完成"}[language]
    said = answer(wording, report)
    assert named in said.according_to
    assert "Example Signer" in said.according_to
    assert "isn't taken as the answer" in said.summary or "不作为检查结果" in said.summary
    card = finding_cards.finding_words(wording, report.findings[-1])
    assert readers_words.reader_name(wording, "hidden_marks") in card.found
    assert wording.text(f"commands.problems.{Problem.TIMED_OUT}") in card.found
    VALIDATOR.validate(json.loads(line(report, wording)))


def test_it_says_nothing_where_there_was_nothing_to_spoil() -> None:
    failed = (Reading("hidden_marks", looked=True, problem=Problem.FAILED),)
    assert judge.find_unfinished((stated(),), failed) == ()
    assert judge.find_unfinished((recorded(OriginClaim.CAPTURED, Strength.UNCONFIRMED),), failed) == ()


def test_a_contradiction_stays_one_and_a_poster_in_a_photo_stays_no_admission() -> None:
    failed = (Reading("video_frames", looked=True, problem=Problem.WORKER_DIED),)
    for mark in (stated(), decoded()):
        assert judge.judge((CAPTURE, mark), TRUSTED, failed).conclusion is Conclusion.DISPUTED
    assert judge.judge((CAPTURE, seen()), TRUSTED, failed).conclusion is Conclusion.UNKNOWN


READINGS = st.lists(
    st.builds(
        Reading, st.sampled_from((*NAMES, "of_the_future")), st.booleans(), st.none() | st.sampled_from(list(Problem))
    ),
    max_size=6,
)
CLAIMED = st.lists(
    st.builds(recorded, st.sampled_from(list(OriginClaim)), st.sampled_from(list(Strength))) | st.builds(stated),
    max_size=5,
)


@given(findings=CLAIMED, readings=READINGS, name=st.sampled_from(CONTRADICTING), problem=st.sampled_from(SPOILING))
def test_a_failure_never_adds_to_an_answer(
    findings: list[Finding], readings: list[Reading], name: str, problem: Problem
) -> None:
    before = judge.judge(findings, TRUSTED, readings)
    after = judge.judge(findings, TRUSTED, (*readings, Reading(name, looked=True, problem=problem)))
    assert after.conclusion not in BOASTS
    assert after.standing is before.standing
    if before.conclusion not in BOASTS:
        assert after.conclusion is before.conclusion
