"""Ogg sounds and fonts: formats in which the second engine alone compares the content, and the report says so."""

from __future__ import annotations

import builtins
import struct
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.build.media.writers import ogg_page
from tests.build.records import signed_containers, signed_text
from tests.build.records.signed_containers import font_file, ogg_file, ogg_packet
from verify.features.teaching.samples import certificates, signing
from verify.inspection.c2pa.engine import encypher
from verify.inspection.containers import walk
from verify.inspection.containers.base import Memory, PartKind
from verify.inspection.inspect import inspect
from verify.inspection.media.input_file import Media
from verify.model import (
    Alarm,
    Conclusion,
    Exposed,
    Options,
    Problem,
    RecordState,
    Report,
    Standing,
    TrustList,
    TrustListFacts,
    limits,
)

AI = signing.created("trainedAlgorithmicMedia")


class Signed:
    """One set of certificates, and files that the demonstration service signed."""

    def __init__(self) -> None:
        self.cast = certificates.make_cast()
        facts = TrustListFacts("my own", "2026-09-24", "user", 1)
        self.trust = (TrustList(facts, certificates.encode_pem(self.cast.root).decode()),)
        self.ogg = signed_containers.signed_ogg(self.cast.service, AI)
        self.font = signed_containers.signed_font(self.cast.service, AI)
        self.bare_font = signed_containers.signed_font(self.cast.service, AI, head=False)

    def options(self) -> Options:
        return Options(now=datetime.now(UTC), trust=self.trust)


@pytest.fixture(scope="module")
def signed() -> Signed:
    return Signed()


class Inspect(Protocol):
    """Inspects bytes as a file, under the demonstration's own list unless told otherwise."""

    def __call__(self, data: bytes, options: Options | None = ...) -> Report: ...


@pytest.fixture
def report(signed: Signed, tmp_path: Path) -> Inspect:
    def of(data: bytes, options: Options | None = None) -> Report:
        path = tmp_path / "file.bin"
        path.write_bytes(data)
        return inspect(path, options or signed.options())

    return of


def says_one_engine(found: Report) -> bool:
    return any(
        finding.code == "record.one_engine" and finding.fact("engine") == encypher.NAME for finding in found.findings
    )


@pytest.mark.parametrize(
    ("kind", "media_type"), [("ogg", "audio/ogg"), ("font", "font/ttf"), ("bare_font", "font/ttf")]
)
def test_an_unchanged_file_is_trusted_and_said_to_be_compared_by_one_engine(
    signed: Signed, report: Inspect, kind: str, media_type: str
) -> None:
    outcome = report(getattr(signed, kind))
    assert outcome.file.media_type == media_type
    assert (outcome.record.state, outcome.record.location) == (RecordState.TRUSTED, "embedded")
    assert (outcome.verdict.conclusion, outcome.verdict.standing) == (Conclusion.AI_GENERATED, Standing.CONFIRMED)
    assert outcome.record.coverage is not None
    assert outcome.record.coverage.ranges == ()
    assert says_one_engine(outcome)
    assert set(outcome.verdict.alarms) <= {Alarm.NOT_ALL_CHECKED}  # no sound can be decoded out of it


@pytest.mark.parametrize(
    ("kind", "before", "after"),
    [("ogg", b"aaaa", b"aaba"), ("font", b"outline!", b"outlime!"), ("bare_font", b"!o", b"!p")],
)
def test_a_changed_file_is_altered(signed: Signed, report: Inspect, kind: str, before: bytes, after: bytes) -> None:
    data = getattr(signed, kind).replace(before, after, 1)
    if kind == "ogg":  # its page anew, with the checksum that fits
        data = data[: data.rindex(b"OggS")] + ogg_page(data[-len(signed_containers.SOUND) :], 4, 7, 2)
    outcome = report(data)
    assert outcome.record.state is RecordState.ALTERED
    assert Alarm.RECORD_BROKEN in outcome.verdict.alarms
    assert outcome.verdict.standing is not Standing.CONFIRMED


def test_a_damaged_page_or_table_is_damage_and_no_absence(signed: Signed, report: Inspect) -> None:
    broken_page = signed.ogg[:-1] + b"b"  # its checksum does not fit
    _, start, length = ogg_file(bytes(13_000))
    cut_off = signed.ogg[: start + length // 2]
    outside = signed.font[:20] + struct.pack(">I", 1 << 30) + signed.font[24:]
    for data in (broken_page, cut_off, outside):
        outcome = report(data)
        assert outcome.record.state is RecordState.MALFORMED, data[:8]
        assert outcome.record.reason
        assert outcome.verdict.standing is not Standing.NONE


def test_two_records_in_one_sound_are_damage(signed: Signed, report: Inspect) -> None:
    _, start, length = ogg_file(bytes(13_000))
    store = signed.ogg[signed.ogg.index(b"\x00c2pa") :]
    more = ogg_packet(b"\x00c2pa" + store[:40], 99)
    data = signed.ogg[:start] + more + signed.ogg[start:]
    assert report(data).record.state is RecordState.MALFORMED
    assert length


def test_what_the_hash_leaves_out_of_sound_or_shapes_binds_nothing(signed: Signed, report: Inspect) -> None:
    """A signer may leave any bytes out of the hash: those that are heard or drawn take the confirmation away."""

    def with_sound(record: bytes) -> tuple[bytes, list[tuple[int, int]]]:
        whole, start, length = ogg_file(record)
        return whole, [(start, length), (len(whole) - len(signed_containers.SOUND), len(signed_containers.SOUND))]

    def with_shapes(record: bytes) -> tuple[bytes, list[tuple[int, int]]]:
        whole, stretches = font_file(record)
        return whole, sorted([*stretches, (whole.index(b"outline!"), 8)])

    for place in (with_sound, with_shapes):
        outcome = report(signed_text.signed_leaving_out(place, signed.cast.service, AI))
        assert outcome.record.coverage is not None
        assert not outcome.record.coverage.binds_content
        assert Exposed.MEDIA in [gap.content for gap in outcome.record.coverage.ranges]
        assert outcome.verdict.standing is not Standing.CONFIRMED


@pytest.mark.parametrize("data", [ogg_file(None)[0], font_file(None)[0]], ids=["ogg", "font"])
def test_a_file_without_a_record_has_none_and_nothing_is_said_of_engines(report: Inspect, data: bytes) -> None:
    outcome = report(data)
    assert outcome.record.state is RecordState.ABSENT
    assert outcome.file.problem is None
    assert not says_one_engine(outcome)
    assert outcome.verdict.standing is Standing.NONE


def test_a_record_beside_a_sound_is_read_and_compared(signed: Signed, tmp_path: Path) -> None:
    """The hash of such a record leaves nothing out."""
    plain = ogg_file(None)[0]
    records: list[bytes] = []

    def place(record: bytes) -> tuple[bytes, list[tuple[int, int]]]:
        records.append(record)
        return plain, []

    signed_text.signed_leaving_out(place, signed.cast.service, AI)
    (tmp_path / "sound.ogg").write_bytes(plain)
    (tmp_path / "sound.c2pa").write_bytes(records[-1])
    found = inspect(tmp_path / "sound.ogg", signed.options())
    assert (found.record.state, found.record.location, found.record.beside) == (
        RecordState.TRUSTED, "sidecar", "sound.c2pa",
    )  # fmt: skip
    assert says_one_engine(found)


def test_a_font_that_names_an_address_has_its_record_elsewhere_until_it_is_fetched(
    signed: Signed, report: Inspect
) -> None:
    whole, _ = font_file(b"", url=b"https://records.example/font.c2pa")
    outcome = report(whole)
    assert (outcome.record.state, outcome.record.url) == (RecordState.REMOTE, "https://records.example/font.c2pa")
    fetched = report(whole, replace(signed.options(), fetched=b"no store"))
    assert (fetched.record.state, fetched.record.location) == (RecordState.MALFORMED, "fetched")


def test_without_the_one_engine_the_content_is_not_known_to_fit(
    signed: Signed, report: Inspect, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = builtins.__import__

    def refuse(name: str, *rest: object, **more: object) -> object:
        if name == "encypher_c2pa":
            raise ImportError("not there")
        return original(name, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", refuse)
    outcome = report(signed.ogg)
    assert outcome.record.checking
    assert outcome.verdict.standing is not Standing.CONFIRMED
    assert next(reading.problem for reading in outcome.readings if reading.reader == "c2pa") is Problem.UNAVAILABLE


def test_a_sound_that_is_too_large_for_the_one_engine_is_not_compared(
    signed: Signed, report: Inspect, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "SECOND_ENGINE_BYTES", 1_000)
    outcome = report(signed.ogg)
    assert outcome.record.checking
    assert outcome.record.manifests
    assert outcome.verdict.standing is not Standing.CONFIRMED


@pytest.mark.parametrize(("kind", "media_type"), [("ogg", "audio/ogg"), ("font", "font/ttf")])
def test_the_walk_says_where_the_record_lies(signed: Signed, kind: str, media_type: str) -> None:
    records = [part for part in walk(Memory(getattr(signed, kind)), media_type) if part.kind is PartKind.RECORD]
    assert len(records) == 1
    assert 0 < records[0].offset < 200


@settings(max_examples=120, deadline=None)
@given(
    head=st.sampled_from((ogg_file(bytes(300))[0], font_file(bytes(300))[0], font_file(bytes(40), head=False)[0])),
    at=st.integers(0, 400),
    put=st.binary(max_size=12),
    cut=st.integers(0, 600),
)
def test_any_change_of_bytes_is_answered_with_a_record_value(
    tmp_path_factory: pytest.TempPathFactory, head: bytes, at: int, put: bytes, cut: int
) -> None:
    from verify.inspection.readers import c2pa

    path = tmp_path_factory.mktemp("any") / "file.bin"
    path.write_bytes((head[:at] + put + head[at + len(put) :])[: max(12, len(head) - cut)])
    with Media.open(path) as media:
        if media.media_type in ("audio/ogg", "font/ttf", "font/otf"):
            assert list(c2pa.read(media, Options(now=datetime.now(UTC))))
