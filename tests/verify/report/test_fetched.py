"""From where a file was fetched stands in every form of its report, and no worker may say it."""

from __future__ import annotations

import json
from importlib.resources import files

import jsonschema
import pytest
from msgspec.structs import replace

from tests.build import example_reports
from verify.features.packs.create import make_parts
from verify.model import FetchedFrom, Fetcher, Pack, PackItem, Report
from verify.report.formats.html import html
from verify.report.formats.json import line
from verify.report.formats.text import text
from verify.report.words.catalogue import Translator
from verify.workers.protocol import Reported, WireError, encode_event, load_event

FETCHED = FetchedFrom(
    address="https://example.org/a.jpg",
    at="2026-11-30T10:00:00Z",
    sha256="0" * 64,
    headers=(("ETag", '"<b>\u202e"'),),
    hosts=("example.org", "cdn.example"),
    page="https://example.org/news",
    query_left_out=True,
)
BY_BROWSER = replace(FETCHED, by=Fetcher.BROWSER, with_login=True)


def report_of(fetched: FetchedFrom) -> Report:
    report = example_reports.full()
    return replace(report, file=replace(report.file, fetched_from=fetched))


@pytest.mark.parametrize("fetched", [FETCHED, BY_BROWSER])
def test_the_json_tells_it_as_the_schema_says(fetched: FetchedFrom) -> None:
    said = json.loads(line(report_of(fetched), Translator("en")))
    schema = json.loads(files("resources").joinpath("report.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(said)
    assert said["file"]["fetched_from"] == {
        "address": "https://example.org/a.jpg",
        "query_left_out": True,
        "at": "2026-11-30T10:00:00Z",
        "sha256": "0" * 64,
        "headers": {"ETag": '"<b>\u202e"'},
        "hosts": ["example.org", "cdn.example"],
        "page": "https://example.org/news",
        "by": fetched.by,
        "with_login": fetched.with_login,
    }


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_page_and_the_text_tell_it_and_mark_what_a_log_in_changes(language: str) -> None:
    translator = Translator(language)
    for report, key in ((report_of(FETCHED), "by_whence"), (report_of(BY_BROWSER), "by_browser_with_login")):
        page = html([report], translator)
        everything = text(report, translator, 10_000, everything=True)
        for said in (page, everything):
            assert "https://example.org/a.jpg" in said
            assert "example.org" in said
            assert "cdn.example" in said
            assert "2026-11-30T10:00:00Z" in said
            assert "".join(translator.text(f"report.fetched.{key}").split()) in "".join(said.split())
            assert "\u202e" not in said
        assert "<b>" not in page


def test_a_pack_carries_from_where_and_when() -> None:
    pack = Pack((PackItem(report_of(FETCHED)),), "2026-11-30T11:00:00Z")
    parts = dict(make_parts(pack, Translator("en")))
    for name in ("report.html", "report.csv", "reports.jsonl"):
        content = parts[name].decode()
        assert "https://example.org/a.jpg" in content
        assert "2026-11-30T10:00:00Z" in content


def test_a_worker_that_says_from_where_a_file_was_fetched_is_not_believed() -> None:
    with pytest.raises(WireError, match="no worker knows"):
        load_event(encode_event(Reported(1, report_of(FETCHED))))
