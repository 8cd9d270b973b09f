"""A frame that claims more bytes than its tag has is found before an engine believes it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NoReturn

import c2pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.inspection import inspect
from verify.inspection.c2pa.engine import c2pa_rs
from verify.inspection.containers.av.id3 import find_overlong_frame
from verify.inspection.media.input_file import Media
from verify.model import Alarm, Conclusion, Options, RecordState, Standing, limits

LABEL = b'{"Label":"1","ContentProducer":"001191440300708461136T1XGW3","ProduceID":"x1"}'
SOUND = b"\xff\xfb\x90\x00" + bytes(413)  # a frame of silence, as MPEG-1 Layer III counts it
FLAC = b"fLaC\x80\x00\x00\x22" + bytes(34)
NAMES = st.sampled_from((b"TIT2", b"TXXX", b"APIC", b"PRIV", b"TSSE"))
FRAMES = st.lists(st.tuples(NAMES, st.binary(max_size=300)), max_size=6)


class Bytes:
    """A file in memory."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.size = len(content)

    def read_at(self, offset: int, size: int) -> bytes:
        return self.content[max(0, offset) : max(0, offset) + size]


def frame(name: bytes, content: bytes, *, says: int | None = None) -> bytes:
    length = len(content) if says is None else says
    return name + length.to_bytes(4, "big") + b"\0\0" + content


def tag(*frames: bytes, version: int = 3, flags: int = 0, padding: int = 0) -> bytes:
    body = b"".join(frames) + bytes(padding)
    size = bytes((len(body) >> shift) & 0x7F for shift in (21, 14, 7, 0))
    return b"ID3" + bytes((version, 0, flags)) + size + body


@given(FRAMES, st.integers(0, 50))
def test_a_tag_that_is_whole_has_none(frames: list[tuple[bytes, bytes]], padding: int) -> None:
    assert find_overlong_frame(Bytes(tag(*(frame(*each) for each in frames), padding=padding) + SOUND)) is None


@given(FRAMES, st.binary(max_size=100), st.integers(1, 2**32 - 1), st.integers(0, 30))
def test_a_frame_is_found_wherever_it_stands_and_whatever_it_claims(
    frames: list[tuple[bytes, bytes]], content: bytes, more: int, padding: int
) -> None:
    before = b"".join(frame(*each) for each in frames)
    says = min(len(content) + padding + more, 2**32 - 1)
    whole = tag(before, frame(b"TIT3", content, says=says), padding=padding)
    assert find_overlong_frame(Bytes(whole + SOUND)) == 10 + len(before)


def test_it_is_found_behind_another_tag_an_extended_header_and_a_large_frame(monkeypatch: pytest.MonkeyPatch) -> None:
    bad = frame(b"TIT3", b"", says=0xFFFFFFFB)
    assert find_overlong_frame(Bytes(tag(frame(b"TIT2", b"\0x"), version=4) + tag(bad))) is not None
    assert find_overlong_frame(Bytes(tag(b"\0\0\0\x06" + bytes(6), bad, flags=0x40))) == 20
    monkeypatch.setattr(limits, "PACKET_BYTES", 64)
    assert find_overlong_frame(Bytes(tag(frame(b"APIC", bytes(500)), bad))) == 10 + 510


def test_a_tag_is_read_as_an_engine_reads_it_and_not_as_it_should_be_written(monkeypatch: pytest.MonkeyPatch) -> None:
    bad = frame(b"TIT3", b"", says=0xFFFFFFFB)
    not_synchsafe = b"ID3\x03\0\0" + b"\x80\x80\x80\xff" + bad + bytes(40)
    assert find_overlong_frame(Bytes(not_synchsafe + SOUND)) == 10
    for counted in (6, 10):  # an extended header that does, or does not, count its own four bytes
        header = counted.to_bytes(4, "big") + bytes(6)
        assert find_overlong_frame(Bytes(tag(header, bad, bytes(20), flags=0x40))) is not None
    body = (frame(b"TIT2", b"\0\xffa") + bad).replace(b"\xff", b"\xff\0")
    unsynchronised = tag(body, flags=0x80)
    assert find_overlong_frame(Bytes(unsynchronised)) is not None
    monkeypatch.setattr(limits, "SEGMENTS", 3)
    assert find_overlong_frame(Bytes(tag(*[frame(b"TIT2", b"")] * 3, bad))) == 10 + 30
    monkeypatch.setattr(limits, "PACKET_BYTES", 64)
    far = tag(frame(b"APIC", bytes(500)), bad, flags=0x80)
    assert find_overlong_frame(Bytes(far)) == 10 + 510


@pytest.mark.parametrize("size", range(1, 10))
@pytest.mark.parametrize("flags", [0, 0x80])
def test_the_head_of_a_frame_that_ends_behind_its_tag_is_looked_at(size: int, flags: int) -> None:
    bad = frame(b"TIT3", b"", says=0xFFFFFFFB)
    short = b"ID3\x03\0" + bytes((flags, 0, 0, 0, size))
    assert find_overlong_frame(Bytes(short + bad + FLAC)) == 10
    doubled = bad.replace(b"\xff", b"\xff\0") if flags else bad
    assert find_overlong_frame(Bytes(short + doubled + FLAC)) == 10
    careless = tag(frame(b"TIT2", b"\0abc"))
    careless = careless[:9] + bytes((careless[9] + size,)) + careless[10:]
    assert find_overlong_frame(Bytes(careless + frame(b"TIT3", b"\0of the sound") + SOUND)) is None
    assert find_overlong_frame(Bytes(careless + bad + SOUND)) == len(careless)


@given(FRAMES)
def test_sound_behind_a_tag_with_doubled_bytes_is_no_frame(frames: list[tuple[bytes, bytes]]) -> None:
    body = b"".join(frame(*each) for each in (*frames, (b"TIT2", b"\xff" * 30))).replace(b"\xff", b"\xff\0")
    assert find_overlong_frame(Bytes(tag(body, flags=0x80) + SOUND)) is None


@given(st.binary(max_size=200), st.sampled_from((0, 0x40, 0x80, 0xC0)))
def test_no_tag_ends_the_search(content: bytes, flags: int) -> None:
    find_overlong_frame(Bytes(tag(content, flags=flags)))


def test_a_tag_that_is_not_of_the_kind_has_none() -> None:
    assert find_overlong_frame(Bytes(tag(frame(b"TIT3", b"", says=0xFFFFFFFB), version=4))) is None
    assert find_overlong_frame(Bytes(b"no tag at all")) is None
    assert find_overlong_frame(Bytes(b"")) is None


def _not_asked(*_: Any, **__: Any) -> NoReturn:
    pytest.fail("the engine was asked")


def test_the_engine_is_told_of_no_such_tag_whatever_format_is_thought_to_follow(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It looks for a tag by itself: a store that was taken out of a file can begin with one, too."""
    monkeypatch.setattr(c2pa, "Reader", _not_asked)
    store = tag(frame(b"TIT3", b"", says=0xFFFFFFFB)) + b"\0\0\0\x10jumb" + bytes(8)
    with pytest.raises(c2pa_rs.BrokenRecordError, match="an ID3v2"), c2pa_rs.open_bare_store(store, ()):
        pass
    assert c2pa_rs.validate_bare_store(store, ()) == {}


@pytest.mark.parametrize(("name", "content"), [("a.mp3", SOUND * 3), ("a.flac", FLAC)])
def test_the_engine_is_not_asked_and_the_answer_of_the_others_stays(
    name: str, content: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(c2pa, "Reader", _not_asked)
    label = frame(b"TXXX", b"\0AIGC\0" + LABEL)
    path = tmp_path / name
    path.write_bytes(tag(label, frame(b"TIT3", b"", says=0xFFFFFFFB)) + content)
    with Media.open(path) as media:
        assert media.media_type in ("audio/mpeg", "audio/flac")
    names = ("c2pa", "xmp", "text_chunks")
    report = inspect.inspect(path, Options(now=datetime(2026, 11, 22, tzinfo=UTC), readers=names))
    assert report.record.state is RecordState.UNREADABLE
    assert "ID3v2.3 frame" in report.record.reason
    assert Alarm.NOT_ALL_CHECKED in report.verdict.alarms
    assert (report.verdict.conclusion, report.verdict.standing) == (Conclusion.AI_GENERATED, Standing.STATED)


def test_a_record_beside_such_a_file_is_not_given_to_the_engine_either(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(c2pa, "Reader", _not_asked)
    (tmp_path / "a.mp3").write_bytes(tag(frame(b"TIT3", b"", says=0xFFFFFFFB)) + SOUND * 3)
    (tmp_path / "a.mp3.c2pa").write_bytes(b"\0\0\0\x10jumb" + bytes(8))
    options = Options(now=datetime(2026, 11, 22, tzinfo=UTC), readers=("c2pa",))
    assert inspect.inspect(tmp_path / "a.mp3", options).record.state is RecordState.UNREADABLE
