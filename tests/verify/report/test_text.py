"""The panel in a terminal: everything is there, in its order, within its columns, and nothing acts."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.build import example_reports
from tests.build.reports import examples
from verify.model import Alarm, Field, Report, Verdict
from verify.report.formats.terminal import width
from verify.report.formats.text import text
from verify.report.words.catalogue import Translator
from verify.report.words.verdict import headline

ENGLISH = Translator("en")
LANGUAGES = ("en", "zh_CN")
MAKERS = (example_reports.full, example_reports.nothing, example_reports.unreadable)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sections_come_in_the_order_in_which_a_person_asks(language: str) -> None:
    wording = Translator(language)
    keys = (
        "next_steps", "story", "reasons", "doubts", "also_found", "looked_at_by", "not_checked", "everything",
        "technical",
    )  # fmt: skip
    headings = [wording.text(f"window.{key}") for key in keys]
    whole = text(example_reports.full(), wording, 80, everything=True).splitlines()
    places = [whole.index(heading) for heading in headings]
    assert places == sorted(places)
    assert whole.index(wording.text("verdict.how_sure.heading")) < places[1]
    folded = text(example_reports.full(), wording, 80).splitlines()
    assert [heading for heading in headings if heading in folded] == headings[:5]
    for lines in (whole, folded):
        assert lines.index(headline.headline(wording, example_reports.full())) < lines.index(headings[0])
        assert lines[-1].endswith(wording.text("window.always")[-5:])


def test_what_is_folded_is_counted_and_the_way_to_it_named() -> None:
    folded = text(example_reports.full(), ENGLISH, 100, terminal=True)
    assert "--everything" not in text(example_reports.full(), ENGLISH, 100)
    assert re.search(r"\d+ checks? w(?:as|ere) run\.", folded)
    assert re.search(r"\d+ things? (?:weren't|couldn't be) checked", " ".join(folded.split()))
    assert "add --everything" in folded
    assert example_reports.full().file.sha256 not in folded
    assert example_reports.full().file.sha256 in text(example_reports.full(), ENGLISH, 100, everything=True)


def test_a_step_names_its_command_in_a_terminal_and_nowhere_else() -> None:
    report = examples()["captured, signer unknown"]
    assert "whence trust update" in text(report, ENGLISH, 80, terminal=True)
    assert "whence trust" not in text(report, ENGLISH, 80)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("columns", [40, 63, 80, 100])
@pytest.mark.parametrize("make", MAKERS)
def test_every_line_fits_and_no_line_ends_in_space(make: Callable[[], Report], columns: int, language: str) -> None:
    for line in text(make(), Translator(language), columns).splitlines():
        assert width(line) <= columns or "https://" in line
        assert line == line.rstrip()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(report=example_reports.reports(), language=st.sampled_from(LANGUAGES), everything=st.booleans())
def test_a_hostile_report_gives_the_terminal_nothing_to_obey(report: Report, language: str, everything: bool) -> None:
    shown = text(report, Translator(language), 80, everything=everything)
    hidden = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff]")
    assert not hidden.search(shown)
    shown.encode("utf-8")


def test_alarms_are_marked() -> None:
    emptied = replace(example_reports.full(), verdict=Verdict(alarms=(Alarm.LABEL_EMPTIED,)))
    assert "\n⚠ Emptied AI label\n" in text(emptied, ENGLISH, 80)
    assert "⚠" not in text(example_reports.nothing(), ENGLISH, 80)


def test_the_story_begins_with_the_beginning_and_shows_what_went_into_a_step() -> None:
    shown = text(example_reports.full(), ENGLISH, 100, everything=True)
    places = [shown.index(title) for title in ("● IMG_0001.jpg", "▼", "● This file", "hat.png", "prompt.png")]
    assert places == sorted(places)


def test_reasons_and_doubts_are_not_told_twice() -> None:
    shown = text(example_reports.full(), ENGLISH, 100, everything=True)
    assert " ".join(shown.split()).count("a harbour, masterpiece") == 1


def test_a_reason_that_does_not_exist_is_passed_over() -> None:
    report = replace(example_reports.nothing(), verdict=Verdict(reasons=(7, -1), doubts=(99,)))
    assert ENGLISH.text("window.reasons") not in text(report, ENGLISH, 80)


def test_fields_are_shown_where_everything_is_asked_for() -> None:
    fields = tuple(Field(f"exif:Image:Tag{number}", "v" * 300) for number in range(50))
    report = replace(example_reports.nothing(), fields=fields)
    short, whole = text(report, ENGLISH, 80), text(report, ENGLISH, 80, everything=True)
    assert "Image:Tag" not in short
    assert "Image:Tag49" in whole
    assert whole.count("v") > 50 * 300


def test_colour_adds_nothing_but_weight() -> None:
    plain, coloured = (text(example_reports.full(), ENGLISH, 80, colour=colour) for colour in (False, True))
    assert re.sub("\x1b\\[[012]m", "", coloured) == plain
    assert plain != coloured
    assert not re.search("\x1b\\[[349]", coloured)
