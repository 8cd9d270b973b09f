"""The public JSON contract: closed vocabularies, one line a report, valid whatever a file holds."""

from __future__ import annotations

import json
from enum import StrEnum
from importlib.resources import files
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings

from tests.build import example_reports
from verify import model
from verify.model import FileFacts, Report
from verify.report.formats.json import document, line
from verify.report.words import badges
from verify.report.words.catalogue import Translator

SCHEMA: dict[str, Any] = json.loads(files("resources").joinpath("report.schema.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
LANGUAGES = ("en", "zh_CN")


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize(
    ("name", "vocabulary"),
    [
        ("conclusion", model.Conclusion),
        ("standing", model.Standing),
        ("alarm", model.Alarm),
        ("state", model.RecordState),
        ("origin", model.Origin),
        ("edits", model.Edits),
        ("claim", model.OriginClaim),
        ("strength", model.Strength),
        ("problem", model.Problem),
    ],
)
def test_the_schema_names_the_very_words_of_the_model(name: str, vocabulary: type[StrEnum]) -> None:
    assert SCHEMA["$defs"][name]["enum"] == [word.value for word in vocabulary]


def test_every_standing_has_one_sign_of_its_own_in_the_schema_and_in_each_report() -> None:
    assert SCHEMA["$defs"]["sign"]["enum"] == [model.SIGNS[standing] for standing in model.Standing]
    for standing in model.Standing:
        parts = (model.PartVerdict("page 3", "image/png", standing=standing),)
        report = Report(FileFacts("/a", "a"), model.Verdict(standing=standing, parts=parts))
        said = json.loads(line(report, Translator("en")))
        VALIDATOR.validate(said)
        assert said["verdict"]["sign"] == said["verdict"]["parts"][0]["sign"] == model.SIGNS[standing]
        assert badges.badge(Translator("en"), standing).shape == model.SIGNS[standing]


def test_what_is_reserved_and_not_told_yet_is_empty() -> None:
    said = json.loads(line(example_reports.full(), Translator("en")))
    assert (said["verdict"]["provisional"], said["verdict"]["parts"]) == (False, [])
    assert said["file"]["fetched_from"] is None
    assert said["record"]["stamps"] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("make", [example_reports.full, example_reports.nothing, example_reports.unreadable])
def test_every_report_keeps_the_schema(make: Any, language: str) -> None:
    VALIDATOR.validate(json.loads(line(make(), Translator(language))))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(report=example_reports.reports())
def test_a_hostile_report_is_still_one_valid_line(report: Report) -> None:
    text = line(report, Translator("en"))
    assert len(text.splitlines()) == 1
    assert not any("\x7f" <= character <= "\x9f" or character < " " for character in text)
    VALIDATOR.validate(json.loads(text.encode("utf-8")))


def test_text_out_of_the_file_comes_back_unchanged_but_for_lone_surrogates() -> None:
    report = Report(FileFacts(path="/a", name=example_reports.NASTY))
    name = json.loads(line(report, Translator("en")))["file"]["name"]
    assert name == example_reports.NASTY.replace("\ud800", "\ufffd")


def test_the_line_says_what_the_document_says() -> None:
    wording = Translator("en")
    assert json.loads(line(example_reports.full(), wording)) == json.loads(
        json.dumps(document(example_reports.full(), wording))
    )


def test_codes_never_change_with_the_language() -> None:
    def codes(language: str) -> Any:
        said = json.loads(line(example_reports.full(), Translator(language)))
        keep = ("conclusion", "standing", "alarms", "origin", "edits", "by", "reasons", "doubts")
        cards = [{key: card[key] for key in ("code", "claim", "strength", "facts")} for card in said["findings"]]
        return {key: said["verdict"][key] for key in keep}, said["record"], cards

    assert codes("en") == codes("zh_CN")


def test_the_history_holds_every_manifest_once_with_its_relation() -> None:
    history = json.loads(line(example_reports.full(), Translator("en")))["record"]["history"]
    assert history["active"] == "urn:edited"
    assert [(item["label"], item["relation"], item["state"]) for item in history["manifests"]] == [
        ("urn:edited", "", "trusted"),
        ("urn:camera", "parentOf", "trusted"),
        ("urn:drawing", "componentOf", "untrusted"),
    ]
    assert [item["manifest"] for item in history["manifests"][0]["ingredients"]] == ["urn:camera", "urn:drawing", None]


def test_the_record_s_signals_are_the_active_manifest_s_alone() -> None:
    record = json.loads(line(example_reports.full(), Translator("en")))["record"]
    assert record["signals"] == {"inception": [], "transformation": ["perceptibleGenAI"]}
    assert record["signer"] == "Example Imaging"


def test_pictures_are_left_out() -> None:
    assert "rgb" not in line(example_reports.full(), Translator("en"))
