"""The page for learning: stations, journeys and evidence have their words, and nothing gives an answer away."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from verify.features.teaching import samples
from verify.features.teaching.stations import CHOICES, STATIONS, station_words
from verify.features.teaching.survival import FATE_SIGNS, JOURNEYS, SPECIMENS, Evidence, Fate, survival_rows
from verify.features.teaching.worksheet import BEGINNING, CLOSE, LAB, lesson_parts, make_page
from verify.model import Finding, OriginClaim, Reading, Report, Strength
from verify.report.words.badges import SHAPES
from verify.report.words.catalogue import Translator, keys_of, names_in, variants_of

LANGUAGES = ("en", "zh_CN")


def test_the_closed_lists_and_the_words_name_the_same_things() -> None:
    assert [station.key for station in STATIONS] == list(
        dict.fromkeys(name.partition(".")[0] for name in names_in("pages.learn_tour"))
    )
    assert list(dict.fromkeys(name.partition(".")[0] for name in names_in("pages.learn.journeys"))) == list(JOURNEYS)
    assert list(dict.fromkeys(name.partition(".")[0] for name in names_in("pages.learn.specimens"))) == list(SPECIMENS)
    assert set(names_in("pages.learn.evidence")) == set(Evidence)
    assert set(FATE_SIGNS) == set(Fate)


def test_every_station_has_a_sample_three_choices_and_one_that_holds() -> None:
    known = {sample.file for sample in samples.samples()}
    for station in STATIONS:
        assert station.file in known
        assert len(names_in(f"pages.learn_tour.{station.key}.choices")) == 2 * CHOICES
        assert 0 <= station.right < CHOICES
    assert len({station.right for station in STATIONS}) == CHOICES  # no place is always the right one


def test_the_hour_has_sixty_minutes_and_no_gap() -> None:
    assert BEGINNING + sum(station.minutes for station in STATIONS) + LAB + CLOSE == 60
    spans = [part.minutes.split("–") for part in lesson_parts(Translator("en"))]
    assert (spans[0][0], spans[-1][1]) == ("0", "60")
    assert all(one[1] == other[0] for one, other in pairwise(spans))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_choice_is_told_by_its_length(language: str) -> None:
    wording = Translator(language)
    longest = [max(range(CHOICES), key=lambda at: len(station_words(wording, s.key).choices[at][0])) for s in STATIONS]
    assert sum(at == station.right for at, station in zip(longest, STATIONS, strict=True)) < len(STATIONS) - 1


def test_shapes_of_fates_are_not_those_of_proofs() -> None:
    fates = list(FATE_SIGNS.values())
    assert len(set(fates)) == len(fates)
    assert set(fates) & set(SHAPES.values()) == {"?"}  # not checked is not checked


def test_a_cell_says_what_was_found_or_that_nothing_was_or_that_nobody_looked() -> None:
    wording = Translator("en")
    origin = Finding("visible.label", "visible_text", OriginClaim.AI_GENERATED, Strength.STATED)
    looked = tuple(Reading(name, True) for name in ("visible_text", "visible_marks"))
    before = Report(None, findings=(origin,), readings=looked)  # type: ignore[arg-type]
    row = next(row for row in survival_rows(wording, before, Report(None, readings=looked)) if "seen" in row.evidence)  # type: ignore[arg-type]
    assert (row.before[0].badge.word, row.after[0].badge.word, row.fate.word) == ("stated", "nothing found", "gone")
    row = next(row for row in survival_rows(wording, before, Report(None)) if "seen" in row.evidence)  # type: ignore[arg-type]
    assert (row.after[0].badge.word, row.fate.word) == ("not checked", "not checked")


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes |= {name for name, _value in attrs}
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_whole_and_loads_nothing(language: str) -> None:
    written = make_page(Translator(language))
    tags = _Tags()
    tags.feed(written)
    assert not tags.open
    assert not tags.attributes & {"src", "href", "onclick"}
    assert "default-src &#x27;none&#x27;" in written


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_worksheet_holds_every_choice_and_no_reply(language: str) -> None:
    wording = Translator(language)
    notes, _, sheet = make_page(wording).partition(wording.text("pages.learn_notes.sheet_heading"))
    assert sheet
    for station in STATIONS:
        told = station_words(wording, station.key)
        assert told.choices[station.right][1] in notes.replace("&quot;", '"').replace("&#x27;", "'")
        for choice, reply in told.choices:
            assert f"☐ {choice}" in sheet.replace("&#x27;", "'")
            assert reply not in sheet.replace("&#x27;", "'")


def test_a_pupil_is_never_scolded_or_graded() -> None:
    everything = " ".join(
        text for key in keys_of("pages.learn_tour") if key.endswith((".reply", ".lesson")) for text in variants_of(key)
    )
    assert not re.search(r"\b(?:wrong answer|stupid|obviously|of course|points|grade)\b", everything, re.IGNORECASE)
