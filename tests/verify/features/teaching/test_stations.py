"""The stations of the tour: each has a sample, three choices and words, and nothing gives an answer away."""

from __future__ import annotations

import re

import pytest

from verify.features.teaching import samples
from verify.features.teaching.stations import CHOICES, STATIONS, describe_station
from verify.report.words.catalogue import Translator, keys_of, names_in, variants_of

LANGUAGES = ("en", "zh_CN")


def test_every_station_has_a_sample_three_choices_and_one_that_holds() -> None:
    known = {sample.file for sample in samples.read_samples()}
    for station in STATIONS:
        assert station.file in known
        assert len(names_in(f"pages.learn_tour.{station.key}.choices")) == 2 * CHOICES
        assert 0 <= station.right < CHOICES
    assert len({station.right for station in STATIONS}) == CHOICES  # no place is always the right one


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_choice_is_told_by_its_length(language: str) -> None:
    wording = Translator(language)
    longest = [
        max(range(CHOICES), key=lambda at: len(describe_station(wording, s.key).choices[at][0])) for s in STATIONS
    ]
    assert sum(at == station.right for at, station in zip(longest, STATIONS, strict=True)) < len(STATIONS) - 1


def test_a_pupil_is_never_scolded_or_graded() -> None:
    everything = " ".join(
        text for key in keys_of("pages.learn_tour") if key.endswith((".reply", ".lesson")) for text in variants_of(key)
    )
    assert not re.search(r"\b(?:wrong answer|stupid|obviously|of course|points|grade)\b", everything, re.IGNORECASE)
