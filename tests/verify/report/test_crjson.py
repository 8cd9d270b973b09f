"""crJSON: the engine's document with Whence's answer beside it, and an object for every file."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.build.reports import examples, file
from verify.model import Problem, Record, RecordState, Report
from verify.report.formats import crjson
from verify.report.words.catalogue import Translator

ENGLISH = Translator("en")
NOTHING = examples()["nothing found"]
SIGNED = examples()["made with AI, confirmed"]
STORE = {
    "@context": {"@vocab": "https://c2pa.org/crjson", "extras": "https://c2pa.org/crjson/extras"},
    "manifests": [{"label": "urn:c2pa:1", "validationResults": {"success": []}}],
    "jsonGenerator": {"name": "c2pa-rs", "version": "0.91.3"},
}
REQUIRED = {"@context", "manifests", "jsonGenerator"}


def with_raw(raw: str) -> Report:
    return replace(SIGNED, record=replace(SIGNED.record, raw=raw))


def read(report: Report) -> dict[str, Any]:
    line = crjson.line(report, ENGLISH)
    assert "\n" not in line
    document: dict[str, Any] = json.loads(line)
    assert document.keys() >= REQUIRED
    return document


def test_the_engines_document_is_passed_on_unchanged() -> None:
    document = read(with_raw(json.dumps(STORE, indent=2)))
    assert {name: document[name] for name in STORE} == STORE
    beside = document["extras:whence"]
    assert beside["record"]["state"] == "trusted"
    assert beside["file"]["sha256"] == SIGNED.file.sha256
    assert beside["manifests_left_out"] is False


@pytest.mark.parametrize(
    ("report", "state", "problem"),
    [
        (NOTHING, "absent", None),
        (replace(NOTHING, record=Record(RecordState.REMOTE, url="https://a.example/r.c2pa")), "remote", None),
        (replace(NOTHING, file=replace(file(), problem=Problem.NOT_PERMITTED)), "absent", "not_permitted"),
    ],
)
def test_a_file_without_a_record_has_an_object_that_says_so(report: Report, state: str, problem: str | None) -> None:
    document = read(report)
    assert document["manifests"] == []
    assert document["jsonGenerator"]["name"] == "Whence"
    assert document["extras:whence"]["record"]["state"] == state
    assert document["extras:whence"]["file"]["problem"] == problem
    assert document["extras:whence"]["manifests_left_out"] is False


def test_a_document_that_was_cut_is_left_out_and_that_is_said() -> None:
    document = read(with_raw(json.dumps(STORE)[:60]))
    assert document["manifests"] == []
    assert document["extras:whence"]["manifests_left_out"] is True
    assert document["extras:whence"]["record"]["state"] == "trusted"


@pytest.mark.parametrize(
    "raw", ["[" * 100_000, '{"manifests": [NaN]}', "[]", '{"manifests": {}}', "9" * 5_000, '"text"', "\ud800"]
)
def test_what_no_engine_would_write_is_left_out(raw: str) -> None:
    assert read(with_raw(raw))["manifests"] == []


def test_the_file_cannot_speak_in_the_name_of_whence() -> None:
    forged = {**STORE, "extras:whence": {"record": {"state": "forged"}}}
    assert read(with_raw(json.dumps(forged)))["extras:whence"]["record"]["state"] == "trusted"


@given(st.text(max_size=200))
def test_any_text_gives_one_line_of_json(raw: str) -> None:
    read(with_raw(raw))
    read(with_raw(json.dumps({"manifests": [{"label": raw}]})))
