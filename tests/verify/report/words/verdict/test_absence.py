"""Where nothing was found it is said why that is common, and who else can look, without calling it an answer."""

from __future__ import annotations

import re

import pytest
from msgspec.structs import replace

from tests.build.reports import examples, file, finding
from verify.model import Conclusion, OriginClaim, Problem, Report, Standing, Strength, Verdict
from verify.report.words.catalogue import Translator
from verify.report.words.verdict import absence, according_to, next_steps, summary

ENGLISH, CHINESE = Translator("en"), Translator("zh_CN")
EXAMPLES = examples()
NOTHING = EXAMPLES["nothing found"]


def of(media_type: str) -> Report:
    return replace(NOTHING, file=replace(file(), media_type=media_type))


@pytest.mark.parametrize("media_type", ["image/jpeg", "video/mp4", "audio/wav", "application/pdf", "application/zip"])
def test_every_kind_of_file_is_told_how_its_marks_get_lost(media_type: str) -> None:
    for wording in (ENGLISH, CHINESE):
        said = absence.absence(wording, of(media_type))
        assert len(said) >= 2
        assert not re.search(r"authentic|genuine|\breal\b|真实|真的", " ".join(said))
    assert "remove" in absence.absence(ENGLISH, of(media_type))[0]


@pytest.mark.parametrize(
    ("code", "platform", "words"),
    [
        ("context.platform", "YouTube", "carries a mark of YouTube"),
        ("context.file_name", "WhatsApp", "looks like one from WhatsApp"),
        ("context.file_name", "Screenshot", "looks like a screenshot"),
        ("context.file_name", "ChatGPT", "Anyone can choose that name"),
    ],
)
def test_a_trace_in_the_file_that_explains_the_silence_is_told_once(code: str, platform: str, words: str) -> None:
    each = replace(NOTHING, findings=(finding(code, platform=platform),) * 2)
    (said,) = absence.traces(ENGLISH, each)
    assert words in said
    assert absence.absence(ENGLISH, each)
    assert next_steps.next_steps(ENGLISH, each)


@pytest.mark.parametrize(
    "name", [name for name, each in EXAMPLES.items() if each.verdict.standing is not Standing.NONE]
)
def test_where_something_carries_the_answer_nothing_is_said_of_silence(name: str) -> None:
    assert absence.absence(ENGLISH, EXAMPLES[name]) == absence.traces(ENGLISH, EXAMPLES[name]) == ()


def test_where_something_was_found_that_settles_nothing_it_is_not_called_nothing() -> None:
    (said,) = absence.absence(ENGLISH, EXAMPLES["camera data only"])
    assert "appear in files of any origin" in said


def test_a_locked_or_damaged_part_is_named_first() -> None:
    for reason, words in (("encrypted", "is encrypted"), ("cut off", "Another copy")):
        each = replace(NOTHING, findings=(finding("context.metadata_damaged", what="PDF", reason=reason),))
        assert words in absence.traces(ENGLISH, each)[0]
        assert len(absence.absence(ENGLISH, each)) > 2


def test_a_file_that_could_not_be_read_is_not_called_silent() -> None:
    each = replace(NOTHING, file=replace(NOTHING.file, problem=Problem.NOT_PERMITTED))
    assert absence.absence(ENGLISH, each) == ()


@pytest.mark.parametrize("wording", [ENGLISH, CHINESE], ids=["en", "zh"])
def test_a_label_with_a_value_that_nobody_knows_is_not_called_no_label(wording: Translator) -> None:
    each = replace(NOTHING, findings=(finding("label.aigc_nonstandard", value="7"),))
    assert according_to.according_to(wording, each) == wording.text("verdict.according_to.unknown.hints")


def test_a_wrong_ending_of_the_name_is_nothing_that_the_file_says() -> None:
    named = replace(NOTHING, findings=(finding("context.name_ending", ending=".jpg", format="image/png"),))
    assert summary.summary(ENGLISH, named) == summary.summary(ENGLISH, NOTHING)


def test_of_signed_pixels_nobody_is_told_that_the_mark_is_not_signed() -> None:
    signed = finding("signal.novelai_signed", OriginClaim.AI_GENERATED, Strength.DECODED, signer="NovelAI")
    verdict = Verdict(Conclusion.AI_GENERATED, Standing.DECODED, reasons=(0,))
    unsigned = replace(NOTHING, findings=(replace(signed, code="signal.hidden_settings"),), verdict=verdict)
    for each, key in ((replace(unsigned, findings=(signed,)), "name_ai"), (unsigned, "say_labelled")):
        said = [step.text for step in next_steps.next_steps(ENGLISH, each)]
        assert ENGLISH.text(f"verdict.next_steps.{key}") in said
