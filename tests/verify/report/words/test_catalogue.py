"""A message takes its facts as inert text and leaves no hole where one is missing."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from verify.report.words.catalogue import (
    Translator,
    Words,
    expand,
    known_language,
    placeholders,
    variants_of,
    words_of,
)

WORDS: Mapping[str, Words] = {
    "catalogue.not_stated": "(not stated)",
    "test.variants": ["{name} on {date}.", "{name}.", "Somebody."],
    "test.signed": "Signed by {signer}",
    "test.name": "{name}",
    "test.quoted": "Signed in the name of “{name}”",
    "test.fits": "Signed by {signer}. It fits.",
    "test.steps": "{steps}",
    "test.things": {"one": "{n} thing", "other": "{n} things"},
}
ENGLISH = Translator("en", WORDS)


def test_the_fullest_variant_whose_facts_are_known_is_said() -> None:
    assert ENGLISH.text("test.variants", name="Ann", date="2026") == "Ann on 2026."
    assert ENGLISH.text("test.variants", name="Ann", date="") == "Ann."
    assert ENGLISH.text("test.variants", date="2026") == "Somebody."


def test_a_missing_fact_is_said_to_be_missing() -> None:
    assert ENGLISH.text("test.signed") == "Signed by (not stated)"


def test_a_fact_is_never_a_template_nor_markup_of_ours() -> None:
    assert ENGLISH.text("test.name", name="{other} {0} %s <b>") == "{other} {0} %s <b>"


def test_a_name_cannot_end_its_own_quotation() -> None:
    assert ENGLISH.text("test.quoted", name="Ann” is confirmed. “Bob") == (
        "Signed in the name of “Ann’ is confirmed. ‘Bob”"
    )


def test_a_name_that_ends_with_a_full_stop_ends_the_sentence() -> None:
    assert ENGLISH.text("test.fits", signer="Adobe Inc.") == "Signed by Adobe Inc. It fits."


def test_what_was_said_enters_another_message_whole() -> None:
    long = ENGLISH.join(*("A whole sentence of some length.",) * 20)
    assert ENGLISH.text("test.steps", steps=long) == long


def test_plural_forms_follow_the_number() -> None:
    assert ENGLISH.count("test.things", 1) == "1 thing"
    assert ENGLISH.count("test.things", 0) == "0 things"


@pytest.mark.parametrize(
    ("name", "language"),
    [("en", "en"), ("zh", "zh_CN"), ("zh-Hans-CN", "zh_CN"), ("zh_CN.UTF-8", "zh_CN"), ("de_DE", "en"), ("", "en")],
)
def test_every_name_of_a_language_falls_to_one_that_whence_speaks(name: str, language: str) -> None:
    assert known_language(name) == language


def test_placeholders_are_the_names_in_braces() -> None:
    assert placeholders("{a} and {b}, {{not}}") == {"a", "b"}


@pytest.mark.parametrize(
    ("short", "written"),
    [
        (
            "Can't tell. It's common, and it doesn't mean that something is wrong.",
            "Cannot tell. It is common, and it does not mean that something is wrong.",
        ),
        (
            "Couldn't be read; they're here and that's all you've got.",
            "Could not be read; they are here and that is all you have got.",
        ),
        ("The signer's key isn't the provider’s.", "The signer's key is not the provider’s."),
    ],
)
def test_what_is_handed_on_is_written_without_contractions(short: str, written: str) -> None:
    assert expand(short) == written
    assert Translator("en", {"a": short}).make_formal().text("a") == written
    assert Translator("en", {"a": short}).text("a") == short


def test_a_contraction_in_a_fact_stays_as_it_is() -> None:
    assert (
        Translator("en", {"a": "It isn't “{name}”."}, formal=True).text("a", name="Can't.jpg")
        == "It is not “Can't.jpg”."
    )


def test_every_contraction_of_the_words_can_be_written_out() -> None:
    left = [
        message
        for key in words_of("en")
        for message in variants_of(key)
        if re.search(r"\w['’](?:t|re|ve|ll|d|m)\b|\b(?:it|that|there|what|who)['’]s\b", expand(message), re.IGNORECASE)
    ]
    assert left == []
