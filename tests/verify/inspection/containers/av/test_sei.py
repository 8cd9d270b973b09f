"""User data in the video stream itself is read, from MP4 by its tables and from a bare stream by its start codes."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from verify.inspection import containers
from verify.inspection.containers.av import sei
from verify.inspection.containers.base import Memory, Part, PartKind
from verify.inspection.media import sniff
from verify.inspection.metadata import fingerprints
from verify.model import Field, OriginClaim, Strength

KLING = bytes.fromhex("91ca60614aee385486142d5f73f4ae2e")
KEY = f"sei:{KLING.hex()}"
SLICE = b"\x65" + bytes(range(1, 60))


def message(identity: bytes = KLING, text: bytes = b"kling-ai\x00", kind: int = 5) -> bytes:
    body = identity + text
    return bytes([kind]) + b"\xff" * (len(body) // 255) + bytes([len(body) % 255]) + body


def unit(body: bytes, head: bytes = b"\x06") -> bytes:
    """A unit with the bytes that keep start codes out of it."""
    safe = bytearray()
    for byte in body + b"\x80":
        if safe[-2:] == b"\x00\x00" and byte <= 3:
            safe.append(3)
        safe.append(byte)
    return head + bytes(safe)


def box(kind: bytes, *content: bytes) -> bytes:
    body = b"".join(content)
    return struct.pack(">I", 8 + len(body)) + kind + body


def film(
    samples: list[bytes], keys: list[int], codec: bytes = b"avc1", length_size: int = 4, wide: bool = False
) -> bytes:
    """An MP4 with all samples in one chunk."""
    opening = box(b"ftyp", b"isom\x00\x00\x02\x00isom")
    if codec == b"avc1":
        configuration = box(b"avcC", b"\x01\x64\x00\x1f", bytes([0xFC | length_size - 1]), b"\xe0\x00")
    else:
        configuration = box(b"hvcC", bytes(21), bytes([0xFC | length_size - 1]), b"\x00")

    def movie(place: int) -> bytes:
        tables = (
            box(b"stsd", bytes(4), struct.pack(">I", 1), box(codec, bytes(78), configuration)),
            box(b"stss", bytes(4), struct.pack(">I", len(keys)), *(struct.pack(">I", key) for key in keys)),
            box(b"stsc", bytes(4), struct.pack(">4I", 1, 1, len(samples), 1)),
            box(b"stsz", bytes(8), struct.pack(">I", len(samples)), *(struct.pack(">I", len(one)) for one in samples)),
            box(b"co64", bytes(4), struct.pack(">IQ", 1, place))
            if wide
            else box(b"stco", bytes(4), struct.pack(">2I", 1, place)),
        )
        return box(b"moov", box(b"trak", box(b"mdia", box(b"minf", box(b"stbl", *tables)))))

    place = len(opening) + len(movie(0)) + 8
    return opening + movie(place) + box(b"mdat", *samples)


def sample(*units: bytes, length_size: int = 4) -> bytes:
    return b"".join(len(one).to_bytes(length_size, "big") + one for one in units)


def texts(data: bytes) -> dict[str, bytes]:
    media_type = sniff.detect(Memory(data).read_at, len(data))
    return {part.key: part.data for part in containers.walk(Memory(data), media_type) if part.key.startswith("sei:")}


@pytest.mark.parametrize("length_size", [1, 2, 4])
@pytest.mark.parametrize("wide", [False, True])
def test_user_data_of_the_first_key_frame_is_read(length_size: int, wide: bool) -> None:
    frames = [sample(unit(message()), SLICE, length_size=length_size), sample(SLICE, length_size=length_size)]
    assert texts(film(frames, [1], length_size=length_size, wide=wide)) == {KEY: b"kling-ai"}


def test_user_data_of_a_later_key_frame_is_read() -> None:
    frames = [sample(SLICE), sample(SLICE), sample(b"\x09\x10", unit(message()), SLICE)]
    assert texts(film(frames, [1, 3])) == {KEY: b"kling-ai"}


def test_user_data_in_h265_is_read() -> None:
    frames = [sample(unit(message(), b"\x4e\x01"), b"\x26\x01" + SLICE)]
    assert texts(film(frames, [1], b"hvc1")) == {KEY: b"kling-ai"}


def test_bytes_against_false_starts_are_taken_out() -> None:
    other = bytes(15) + b"\x01"
    assert texts(film([sample(unit(message(other, b"text")))], [1])) == {f"sei:{other.hex()}": b"text"}


def test_long_messages_and_those_before_them_are_stepped_over() -> None:
    body = message(b"\x22" * 16, b"x" * 700) + message(kind=4) + message()
    found = texts(film([sample(unit(body))], [1]))
    assert set(found) == {f"sei:{'22' * 16}", KEY}


def test_user_data_that_is_no_text_is_shown_as_digits() -> None:
    assert texts(film([sample(unit(message(text=b"\x01\x02")))], [1])) == {KEY: b"0102"}


@pytest.mark.parametrize(
    ("start", "head", "media_type"), [(b"\x67\x64", b"\x06", "video/h264"), (b"\x40\x01", b"\x4e\x01", "video/h265")]
)
def test_a_bare_stream_is_known_and_read(start: bytes, head: bytes, media_type: str) -> None:
    stream = b"".join(b"\x00\x00\x00\x01" + one for one in (start + b"\x0c\x0d", unit(message(), head), head + SLICE))
    assert sniff.detect(Memory(stream).read_at, len(stream)) == media_type
    assert texts(stream) == {KEY: b"kling-ai"}


def test_klings_user_data_is_a_statement_and_another_identity_with_its_name_is_none() -> None:
    (findings,) = fingerprints.match((Field(KEY, "kling-ai"),), fingerprints.load_table())
    assert (findings.claim, findings.strength) == (OriginClaim.AI_GENERATED, Strength.STATED)
    assert fingerprints.match((Field(f"sei:{'22' * 16}", "kling-ai"),), fingerprints.load_table()) == ()


def test_the_number_of_messages_is_bounded() -> None:
    body = b"".join(message(number.to_bytes(16, "big"), b"text") for number in range(1, 400))
    assert len(texts(film([sample(unit(body))], [1]))) <= sei.MESSAGES


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 600), st.integers(0, 255)), max_size=12), st.integers(0, 700))
def test_a_damaged_film_is_walked_to_an_end(changes: list[tuple[int, int]], length: int) -> None:
    data = bytearray(film([sample(unit(message()), SLICE), sample(SLICE)], [1, 2]))
    for place, byte in changes:
        if place < len(data):
            data[place] = byte
    for part in containers.walk(Memory(bytes(data[: length or None])), "video/mp4"):
        assert isinstance(part, Part)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_after_a_start_code_are_walked_to_an_end(data: bytes) -> None:
    for part in sei.walk_stream(Memory(b"\x00\x00\x01\x06" + data), is_h265=False):
        assert part.kind is PartKind.TEXT
