"""Streams in many files: a piece is compared with the record in the head beside it, a head with nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.build.records import signed_stream
from tests.build.records.signed_stream import hash_plainly, hash_with_places, head_file, piece_file
from verify.features.teaching.samples import certificates, signing
from verify.inspection.c2pa.engine import encypher
from verify.inspection.containers.base import Memory
from verify.inspection.containers.bmff_box import StreamPart, find_stream_part, names_record_elsewhere
from verify.inspection.inspect import inspect
from verify.inspection.media.stream_heads import find_heads
from verify.model import Alarm, Conclusion, Exposed, Options, RecordState, Report, Standing, TrustList, TrustListFacts
from verify.report.words.catalogue import Translator
from verify.report.words.verdict import headline, next_steps

AI = signing.created("trainedAlgorithmicMedia")
PIECES = [piece_file(0, b"A" * 100), piece_file(1, b"B" * 100)]
ENGLISH = Translator("en")


class Stream:
    """A stream that the demonstration service signed."""

    def __init__(self) -> None:
        self.cast = certificates.make_cast()
        facts = TrustListFacts("my own", "2026-09-24", "user", 1)
        self.trust = (TrustList(facts, certificates.encode_pem(self.cast.root).decode()),)
        self.head = self.sign()

    def sign(self, hash_piece: signed_stream.Hash = hash_with_places, left_out: tuple[str, ...] = ()) -> bytes:
        return signed_stream.sign_head(self.cast.service, AI, PIECES, hash_piece=hash_piece, left_out=left_out)


@pytest.fixture(scope="module")
def stream() -> Stream:
    return Stream()


Check = Callable[..., Report]


@pytest.fixture
def check(stream: Stream, tmp_path: Path) -> Check:
    def of(name: str, **files: bytes) -> Report:
        """Inspects the file of this name among these, whose names have `_` for a dot."""
        for each, data in files.items():
            (tmp_path / each.replace("_", ".")).write_bytes(data)
        return inspect(tmp_path / name, Options(now=datetime.now(UTC), trust=stream.trust))

    return of


def codes(report: Report) -> dict[str, dict[str, str]]:
    return {finding.code: dict(finding.facts) for finding in report.findings}


@pytest.mark.parametrize("number", [0, 1])
def test_a_piece_that_fits_has_the_record_of_the_head_beside_it(stream: Stream, check: Check, number: int) -> None:
    outcome = check("seg1.m4s", init_mp4=stream.head, seg1_m4s=PIECES[number])
    assert (outcome.record.state, outcome.record.location) == (RecordState.TRUSTED, "sidecar")
    assert outcome.record.beside == "init.mp4"
    assert (outcome.verdict.conclusion, outcome.verdict.standing) == (Conclusion.AI_GENERATED, Standing.CONFIRMED)
    assert codes(outcome)["record.stream_piece"] == {"name": "init.mp4"}
    assert codes(outcome)["record.one_engine"] == {"engine": "c2pa-python"}
    assert outcome.record.coverage is not None
    assert outcome.record.coverage.binds_content
    assert Alarm.RECORD_BROKEN not in outcome.verdict.alarms


def test_a_piece_that_fits_by_the_second_engines_reading_counts_too(stream: Stream, check: Check) -> None:
    outcome = check("seg1.m4s", init_mp4=stream.sign(hash_plainly), seg1_m4s=PIECES[0])
    assert outcome.record.state is RecordState.TRUSTED
    assert codes(outcome)["record.one_engine"] == {"engine": encypher.NAME}
    assert Alarm.ENGINES_DISAGREE not in outcome.verdict.alarms


@pytest.mark.parametrize("hash_piece", [hash_with_places, hash_plainly])
def test_a_changed_piece_does_not_fit_the_record_beside_it(
    stream: Stream, check: Check, hash_piece: signed_stream.Hash
) -> None:
    outcome = check("seg1.m4s", init_mp4=stream.sign(hash_piece), seg1_m4s=PIECES[0].replace(b"AA", b"AB", 1))
    assert (outcome.record.state, outcome.record.location) == (RecordState.ALTERED, "sidecar")
    assert outcome.verdict.standing is not Standing.CONFIRMED
    assert "record.sidecar_mismatch" in codes(outcome)


def test_of_several_heads_the_one_that_fits_is_taken(stream: Stream, check: Check) -> None:
    other = signed_stream.sign_head(stream.cast.camera, AI, [piece_file(0, b"C" * 100)])
    outcome = check("seg1.m4s", ainit_mp4=other, init_mp4=stream.head, seg1_m4s=PIECES[0])
    assert (outcome.record.state, outcome.record.beside) == (RecordState.TRUSTED, "init.mp4")


def test_a_piece_without_its_head_is_not_said_to_have_no_record(check: Check) -> None:
    outcome = check("seg1.m4s", seg1_m4s=PIECES[0])
    assert outcome.record.state is RecordState.UNREADABLE
    assert "head" in outcome.record.reason
    assert codes(outcome)["record.stream_piece"] == {"name": ""}


def test_an_unsigned_piece_beside_a_signed_head_has_no_record_and_is_not_called_changed(
    stream: Stream, check: Check
) -> None:
    outcome = check("seg1.m4s", init_mp4=stream.head, seg1_m4s=piece_file(0, b"Z" * 100, named=False))
    assert outcome.record.state is RecordState.ABSENT
    assert Alarm.RECORD_BROKEN not in outcome.verdict.alarms


def test_samples_that_the_hash_of_a_piece_leaves_out_bind_nothing(stream: Stream, check: Check) -> None:
    pieces = [piece.replace(b"A" * 100, b"forged" + b"A" * 94) for piece in PIECES]

    def hash_without_samples(data: bytes) -> bytes:
        return hash_with_places(data[: data.index(b"mdat") - 4])

    head = stream.sign(hash_without_samples, ("/mdat",))
    outcome = check("seg1.m4s", init_mp4=head, seg1_m4s=pieces[0])
    assert outcome.record.state is RecordState.TRUSTED  # by its hash
    assert outcome.record.coverage is not None
    assert Exposed.MEDIA in [gap.content for gap in outcome.record.coverage.ranges]
    assert outcome.verdict.standing is not Standing.CONFIRMED


def test_a_head_alone_tells_its_record_and_is_not_called_changed(stream: Stream, check: Check) -> None:
    outcome = check("init.mp4", init_mp4=stream.head)
    assert (outcome.record.state, outcome.record.location) == (RecordState.TRUSTED, "head")
    assert (outcome.verdict.conclusion, outcome.verdict.standing) == (Conclusion.UNKNOWN, Standing.NONE)
    assert "record.stream_head" in codes(outcome)
    assert "without its pieces" in headline.headline(ENGLISH, outcome)
    assert "Put a piece of the stream" in next_steps.next_steps(ENGLISH, outcome)[0].text


def test_a_head_that_no_engine_compares_by_itself_is_not_called_changed_either(
    stream: Stream, check: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encypher, "compare_content", lambda *_: encypher.Comparison(("assertion.bmffHash.mismatch",)))
    outcome = check("init.mp4", init_mp4=stream.head)
    assert outcome.record.location == "head"
    assert Alarm.RECORD_BROKEN not in outcome.verdict.alarms
    assert "record.altered" not in codes(outcome)
    assert "changed" not in headline.headline(ENGLISH, outcome)


def test_a_head_whose_statements_were_changed_stays_broken(stream: Stream, check: Check) -> None:
    outcome = check("init.mp4", init_mp4=stream.head.replace(b"trainedAlgorithmicMedia", b"trainedAlgorithmicMedIa", 1))
    assert outcome.record.state is RecordState.ALTERED
    assert Alarm.RECORD_BROKEN in outcome.verdict.alarms


def test_heads_and_pieces_without_records_say_nothing_of_streams(check: Check) -> None:
    for name, data in (("init.mp4", head_file()), ("seg1.m4s", piece_file(0, b"A" * 9, named=False))):
        outcome = check(name, **{name.replace(".", "_"): data})
        assert outcome.record.state is RecordState.ABSENT
        assert not {"record.stream_head", "record.stream_piece", "record.one_engine"} & codes(outcome).keys()


def test_parts_are_told_by_their_boxes() -> None:
    assert find_stream_part(Memory(head_file())) is StreamPart.HEAD
    assert find_stream_part(Memory(PIECES[0])) is StreamPart.PIECE
    assert find_stream_part(Memory(head_file() + PIECES[0])) is StreamPart.WHOLE
    assert names_record_elsewhere(Memory(PIECES[0]))
    assert not names_record_elsewhere(Memory(piece_file(0, b"A", named=False)))


def test_heads_are_found_by_names_and_the_likeliest_comes_first(tmp_path: Path) -> None:
    for name in ("init-stream0.m4s", "init-stream1.m4s", "dashinit.mp4", "initial notes.txt", "finite.mp4", "a.mp4"):
        (tmp_path / name).write_bytes(b"x")
    found = [path.name for path in find_heads(tmp_path / "chunk-stream1-00002.m4s")]
    assert found[0] == "init-stream1.m4s"
    assert set(found) == {"init-stream0.m4s", "init-stream1.m4s", "dashinit.mp4"}
    assert find_heads(tmp_path / "photo.jpg") == ()
    assert find_heads(tmp_path / "nowhere" / "seg-1.m4s") == ()


@settings(max_examples=150, deadline=None)
@given(
    data=st.sampled_from((head_file(), PIECES[0], head_file() + PIECES[0])),
    at=st.integers(0, 400),
    put=st.binary(max_size=8),
    cut=st.integers(0, 500),
)
def test_any_bytes_are_some_part(data: bytes, at: int, put: bytes, cut: int) -> None:
    source = Memory((data[:at] + put + data[at + len(put) :])[: max(0, len(data) - cut)])
    assert find_stream_part(source) in StreamPart
    assert names_record_elsewhere(source) in (True, False)
