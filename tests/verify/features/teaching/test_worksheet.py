"""The page for teachers: the hour has no gap, the page loads nothing, and the worksheet holds no reply."""

from __future__ import annotations

from html.parser import HTMLParser
from itertools import pairwise

import pytest

from verify.features.teaching.stations import STATIONS, describe_station
from verify.features.teaching.survival import FATE_SHAPES, JOURNEYS, SPECIMENS, Evidence, Fate
from verify.features.teaching.worksheet import BEGINNING, CLOSING, LAB, make_page, plan_lesson
from verify.report.words.catalogue import Translator, names_in

LANGUAGES = ("en", "zh_CN")


def test_the_closed_lists_and_the_words_name_the_same_things() -> None:
    assert [station.key for station in STATIONS] == list(
        dict.fromkeys(name.partition(".")[0] for name in names_in("pages.learn_tour"))
    )
    assert list(dict.fromkeys(name.partition(".")[0] for name in names_in("pages.learn.journeys"))) == list(JOURNEYS)
    assert list(dict.fromkeys(name.partition(".")[0] for name in names_in("pages.learn.specimens"))) == list(SPECIMENS)
    assert set(names_in("pages.learn.evidence")) == set(Evidence)
    assert set(FATE_SHAPES) == set(Fate)


def test_the_hour_has_sixty_minutes_and_no_gap() -> None:
    assert BEGINNING + sum(station.minutes for station in STATIONS) + LAB + CLOSING == 60
    spans = [part.minutes.split("–") for part in plan_lesson(Translator("en"))]
    assert (spans[0][0], spans[-1][1]) == ("0", "60")
    assert all(one[1] == other[0] for one, other in pairwise(spans))


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
        told = describe_station(wording, station.key)
        assert told.choices[station.right][1] in notes.replace("&quot;", '"').replace("&#x27;", "'")
        for choice, reply in told.choices:
            assert f"☐ {choice}" in sheet.replace("&#x27;", "'")
            assert reply not in sheet.replace("&#x27;", "'")
