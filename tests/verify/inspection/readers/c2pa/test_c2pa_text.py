"""Signed texts: what fits, what was changed, what is damaged, and what merely looks like a record."""

from __future__ import annotations

import time
import unicodedata
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.build.records import signed_text
from verify.features.teaching.samples import certificates, signing
from verify.inspection.c2pa.engine import text_carriers
from verify.inspection.inspect import inspect
from verify.inspection.media.input_file import Media
from verify.inspection.readers import c2pa
from verify.model import Alarm, Conclusion, Options, RecordState, Report, Standing, TrustList, TrustListFacts

TEXT = "Caf\u00e9 by the sea.\nA lighthouse at night, 灯塔 ✌️.\n"
MARKDOWN = "# Lighthouse\n\nA **lighthouse** at night.\n"
PAGE = "<!DOCTYPE html>\n<html><head><title>Sea</title></head><body><p>A lighthouse.</p></body></html>\n"
AI = signing.created("trainedAlgorithmicMedia")


class Signed:
    """One set of certificates, and texts that the demonstration service signed."""

    def __init__(self) -> None:
        self.cast = certificates.make_cast()
        facts = TrustListFacts("my own", "2026-09-24", "user", 1)
        self.trust = (TrustList(facts, certificates.encode_pem(self.cast.root).decode()),)
        self.text = self.sign(signed_text.wrapped(TEXT))
        self.block = self.sign(signed_text.in_block(MARKDOWN, "<!--", "-->"))
        self.page = self.sign(signed_text.in_page(PAGE))

    def sign(self, place: signed_text.Place, **more: tuple[int, int]) -> bytes:
        return signed_text.signed(place, self.cast.service, AI, **more)

    def options(self) -> Options:
        return Options(now=datetime.now(UTC), trust=self.trust)


@pytest.fixture(scope="module")
def signed() -> Signed:
    return Signed()


class Inspect(Protocol):
    """Inspects bytes as a file, under the demonstration's own list unless told otherwise."""

    def __call__(self, data: bytes, name: str = ..., options: Options | None = ...) -> Report: ...


@pytest.fixture
def report(signed: Signed, tmp_path: Path) -> Inspect:
    def of(data: bytes, name: str = "file.txt", options: Options | None = None) -> Report:
        path = tmp_path / name
        path.write_bytes(data)
        return inspect(path, options or signed.options())

    return of


def compared(found: Report) -> dict[str, str]:
    return next((dict(finding.facts) for finding in found.findings if finding.code == "record.text_compared"), {})


def edited(data: bytes, before: str, after: str) -> bytes:
    assert before in data.decode()
    return data.decode().replace(before, after, 1).encode()


@pytest.mark.parametrize(
    ("kind", "method", "media_type"),
    [("text", "wrapper", "text/plain"), ("block", "block", "text/markdown"), ("page", "page", "text/html")],
)
def test_an_unchanged_text_is_trusted_in_every_form(
    signed: Signed, report: Inspect, kind: str, method: str, media_type: str
) -> None:
    outcome = report(getattr(signed, kind))
    assert outcome.file.media_type == media_type
    assert (outcome.record.state, outcome.record.location) == (RecordState.TRUSTED, "embedded")
    assert (outcome.verdict.conclusion, outcome.verdict.standing) == (Conclusion.AI_GENERATED, Standing.CONFIRMED)
    assert compared(outcome) == {"method": method, "result": "fits", "form": "stored"}
    assert outcome.record.second_opinion is not None
    assert outcome.record.second_opinion.agrees
    assert outcome.verdict.alarms == ()


@pytest.mark.parametrize(
    ("text", "prefix", "suffix"),
    [
        ("body { color: black; }\n", "/*", "*/"),
        ("function light() { return 1; }\n", "//", ""),
        ("light = 1\n", "#", ""),
        ("place,light\nsea,1\n", "#", ""),
        ("[sea]\nlight = true\n", "#", ""),
        ("light: true\n", "#", ""),
        ("<light/>\n", "<!--", "-->"),
    ],
    ids=["css", "javascript", "python", "csv", "toml", "yaml", "xml"],
)
def test_a_structured_text_of_any_kind_is_read_and_both_agree(
    signed: Signed, report: Inspect, text: str, prefix: str, suffix: str
) -> None:
    outcome = report(signed.sign(signed_text.in_block(text, prefix, suffix)))
    assert (outcome.record.state, outcome.record.location) == (RecordState.TRUSTED, "embedded")
    assert outcome.record.second_opinion is not None
    assert outcome.record.second_opinion.agrees


@pytest.mark.parametrize(
    ("kind", "before", "after"),
    [
        ("text", "lighthouse", "lightboat"),
        ("text", "night", "night, edited"),
        ("block", "**lighthouse**", "**lightboat**"),
        ("page", "A lighthouse", "A lightboat"),
    ],
)
def test_a_changed_text_is_altered(signed: Signed, report: Inspect, kind: str, before: str, after: str) -> None:
    outcome = report(edited(getattr(signed, kind), before, after))
    assert outcome.record.state is RecordState.ALTERED
    assert Alarm.RECORD_BROKEN in outcome.verdict.alarms
    assert Alarm.ENGINES_DISAGREE not in outcome.verdict.alarms
    assert compared(outcome)["result"] == "differs"


@pytest.mark.parametrize("added", ["A line before.\n", "\n"])
def test_text_added_before_or_after_is_noticed(signed: Signed, report: Inspect, added: str) -> None:
    for data in (added.encode() + signed.text, signed.text + added.encode()):
        assert report(data).record.state is RecordState.ALTERED


@pytest.mark.parametrize("form", ["nfd", "mark", "utf-16"])
def test_the_same_text_stored_in_another_way_still_fits(signed: Signed, report: Inspect, form: str) -> None:
    text = signed.text.decode()
    data = {
        "nfd": unicodedata.normalize("NFD", text).encode(),
        "mark": b"\xef\xbb\xbf" + signed.text,
        "utf-16": text.encode("utf-16"),
    }[form]
    assert data != signed.text
    outcome = report(data)
    assert outcome.record.state is RecordState.TRUSTED
    assert compared(outcome)["form"] == "same_text"
    assert outcome.record.second_opinion is not None
    assert outcome.record.second_opinion.agrees


def test_a_page_or_block_stored_in_another_way_does_not_fit(signed: Signed, report: Inspect) -> None:
    assert report(b"\xef\xbb\xbf" + signed.page).record.state is RecordState.ALTERED


def test_a_hash_that_leaves_out_what_can_be_seen_is_not_written_to_the_rules(signed: Signed, report: Inspect) -> None:
    place = signed_text.wrapped(TEXT)
    start = len(TEXT.encode())
    whole = signed.sign(place)
    data = signed.sign(place, excluded=(start - 8, len(whole) - start + 8))
    outcome = report(data)
    assert outcome.record.state is RecordState.MALFORMED
    assert compared(outcome)["form"] == "assertion.dataHash.malformed"


def test_two_wrappers_and_cut_ones_are_malformed(signed: Signed, report: Inspect) -> None:
    text = signed.text.decode()
    at = text.index("\ufeff")
    for data, code in ((text + text[at:], text_carriers.WRAPPERS), (text[: at + 60], text_carriers.CORRUPTED)):
        outcome = report(data.encode())
        assert (outcome.record.state, outcome.record.codes) == (RecordState.MALFORMED, (code,))
        assert outcome.verdict.standing is Standing.UNCONFIRMED
        assert outcome.verdict.conclusion is Conclusion.UNKNOWN


def test_a_store_that_cannot_be_read_is_malformed(signed: Signed, report: Inspect) -> None:
    text = signed.text.decode()
    at = text.index("\ufeff") + 1 + 13 + 200
    broken = text[:at] + "\ufe00" * 4000 + text[at + 4000 :]
    assert report(broken.encode()).record.state is RecordState.MALFORMED


@pytest.mark.parametrize(
    "text",
    [
        "plain words",
        "\ufeffa mark at the head",
        "thumbs \U0001f44d\ufe0f and ✌️ and 1\ufe0f\u20e3",
        "wrong magic \ufeff" + "".join(map(text_carriers.selector_for, b"C2PATXX\0\1\0\0\0\0")),
        "a wrapper without its mark " + "".join(map(text_carriers.selector_for, b"C2PATXT\0\1\0\0\0\0")),
        "The form is -----BEGIN C2PA MANIFEST----- in one line,\nand a text about it,\nhas no record.",
        "# How\n\nPut\n\n    -----BEGIN C2PA MANIFEST----- https://example.org -----END C2PA MANIFEST-----\n\nthere\n",
        '{"a": 1}',
        "<?xml version='1.0'?><a/>",
        "<html><!-- <script type='application/c2pa'>AAAA</script> --><body></body></html>",
    ],
)
def test_what_is_no_record_is_no_record_and_the_text_is_judged(report: Inspect, text: str) -> None:
    outcome = report(text.encode())
    assert outcome.file.problem is None
    assert outcome.record.state is RecordState.ABSENT
    assert (outcome.verdict.conclusion, outcome.verdict.standing) == (Conclusion.UNKNOWN, Standing.NONE)


BLOCK = "<!-- -----BEGIN C2PA MANIFEST----- {} -----END C2PA MANIFEST----- -->\n# T\n\nx\n"
AWAY = "https://example.org/a.c2pa"
DAMAGED = {
    BLOCK.format(" "): text_carriers.EMPTY,
    BLOCK.format("nowhere"): text_carriers.BAD_BLOCK,
    "<html><head><script type='application/c2pa'>***</script></head></html>": text_carriers.BAD_PAGE,
    "<html><script type=application/c2pa>AAAA</script><link rel=c2pa-manifest href=x></html>": text_carriers.PAGES,
}
ELSEWHERE = (
    BLOCK.format(AWAY),
    f"---\ntitle: x\n-----BEGIN C2PA MANIFEST-----\n{AWAY}\n-----END C2PA MANIFEST-----\n---\n# T\n",
    f"#!/bin/sh\necho x\necho y\n# -----BEGIN C2PA MANIFEST----- {AWAY} -----END C2PA MANIFEST-----\n",
    f'<html><head><LINK REL=c2pa-manifest href="{AWAY}"></head></html>',
)


@pytest.mark.parametrize("text", DAMAGED)
def test_a_damaged_carrier_is_malformed(report: Inspect, text: str) -> None:
    outcome = report(text.encode())
    assert (outcome.record.state, outcome.record.codes) == (RecordState.MALFORMED, (DAMAGED[text],))


@pytest.mark.parametrize("text", ELSEWHERE)
def test_a_record_kept_elsewhere_is_named_and_not_fetched(report: Inspect, text: str) -> None:
    outcome = report(text.encode())
    assert (outcome.record.state, outcome.record.url) == (RecordState.REMOTE, AWAY)


def test_a_record_that_was_fetched_for_a_page_covers_all_of_it(signed: Signed, report: Inspect) -> None:
    page = PAGE.replace("</head>", '<link rel="c2pa-manifest" href="https://example.org/a.c2pa"></head>')
    record = b""

    def place(draft: bytes) -> tuple[bytes, int, int]:
        nonlocal record
        record = draft
        return page.encode(), 0, 0

    signed.sign(place)
    options = replace(signed.options(), fetched=record)
    outcome = report(page.encode(), "page.html", options)
    assert (outcome.record.state, outcome.record.location) == (RecordState.TRUSTED, "fetched")
    assert report(edited(page.encode(), "lighthouse", "boat"), "page.html", options).record.state is RecordState.ALTERED


def test_a_text_pasted_into_a_page_lends_it_no_record(signed: Signed, report: Inspect) -> None:
    outcome = report(f"<html><body><p>{signed.text.decode()}</p></body></html>".encode())
    assert outcome.record.state is RecordState.ABSENT
    assert "record.text_pasted" in {finding.code for finding in outcome.findings}
    assert outcome.verdict.conclusion is Conclusion.UNKNOWN


def test_an_unknown_signer_of_a_text_never_asserts(signed: Signed, report: Inspect) -> None:
    data = signed_text.signed(signed_text.wrapped(TEXT), signed.cast.stranger, AI)
    outcome = report(data)
    assert outcome.record.state is RecordState.UNTRUSTED
    assert outcome.verdict.standing is Standing.UNCONFIRMED


@settings(max_examples=60, deadline=None)
@given(text=st.text(alphabet=st.sampled_from("ab\n-<>!\ufeff\ufe00\ufe0f\U000e0133\U000e0122 #"), max_size=80))
def test_no_text_breaks_the_reader(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    pieces = ["-----BEGIN C2PA MANIFEST-----", "-----END C2PA MANIFEST-----", "<html><script type=application/c2pa>"]
    path = tmp_path_factory.getbasetemp() / "fuzzed.txt"
    for data in (text, *(piece + text for piece in pieces), text_carriers.WRAPPER.pattern[:9] + text):
        path.write_bytes(data.encode() or b"x")
        with Media.open(path) as media:
            options = Options(now=datetime.now(UTC))
            list(c2pa.read_from_text(media, options))
            list(c2pa.read_by_second_engine(media, options))


@pytest.mark.parametrize(
    "piece",
    [
        "-----BEGIN C2PA MANIFEST-----",
        "-----BEGIN C2PA MANIFEST----- x -----END C2PA MANIFEST-----\n",
        "<html><link rel=c2pa-manifest href=x>",
        "\ufeff" + "".join(map(text_carriers.selector_for, text_carriers.MAGIC)),
    ],
)
def test_a_thousand_mentions_cost_no_patience(piece: str) -> None:
    began = time.process_time()
    for media_type in ("text/plain", "text/html"):
        text_carriers.find_carrier("a line\n" + piece * 20_000 + "\na line", media_type)
    assert time.process_time() - began < 5.0
