"""AIFF, ASF, MPEG transport streams, packed boxes of JPEG XL, and a film behind a tag of a song: all their texts."""

from __future__ import annotations

import brotli
import pytest

from tests.build.media import files, streams, writers
from verify.inspection import containers
from verify.inspection.containers.base import Damage, Memory, Part, PartKind
from verify.inspection.media import sniff
from verify.model import limits

LABEL = '{"Label":"1"}'


def walk(data: bytes, expected: str) -> list[Part]:
    source = Memory(data)
    assert sniff.detect(source.read_at, source.size) == expected
    return list(containers.walk(source, expected))


def texts(parts: list[Part]) -> dict[str, str]:
    return {part.key: part.data.decode() for part in parts if part.kind is PartKind.TEXT}


def damages(parts: list[Part]) -> list[str]:
    return [part.key for part in parts if part.kind is PartKind.DAMAGE]


# -- JPEG XL


def test_a_packed_box_gives_what_is_in_it_at_its_place() -> None:
    exif = files.tiff({0x010F: files.ascii_tag("Maker")})
    data = streams.jxl(streams.packed_box(b"xml ", b"<x:xmpmeta/>"), streams.packed_box(b"Exif", bytes(4) + exif))
    parts = walk(data, "image/jxl")
    assert [(part.kind, part.data) for part in parts] == [(PartKind.XMP, b"<x:xmpmeta/>"), (PartKind.EXIF, exif)]
    assert [data[part.offset + 4 : part.offset + 8] for part in parts] == [b"brob", b"brob"]


def test_a_bomb_in_a_packed_box_is_cut_at_its_bound() -> None:
    bomb = files.box(b"brob", b"xml ", brotli.compress(bytes(40 * limits.MIB)))
    parts = walk(streams.jxl(*[bomb] * 20), "image/jxl")
    assert sum(len(part.data) for part in parts) <= limits.WALK_BYTES
    assert damages(parts)[0] == Damage.TOO_LARGE


@pytest.mark.parametrize(
    ("packed", "problem"), [(b"\x1b\xff\xff", Damage.CUT_OFF), (b"\xff" * 40, Damage.NOT_INFLATABLE)]
)
def test_a_packed_box_that_cannot_be_unpacked_is_told(packed: bytes, problem: Damage) -> None:
    assert problem in damages(walk(streams.jxl(files.box(b"brob", b"xml ", packed)), "image/jxl"))


# -- AIFF


def test_an_aiff_gives_its_texts_comments_tags_and_xmp() -> None:
    comment = b"\x00\x01" + bytes(6) + b"\x00\x05words\x00"
    data = streams.aiff(
        streams.aiff_chunk(b"NAME", b"A title"),
        streams.aiff_chunk(b"COMT", comment),
        streams.aiff_chunk(b"APPL", b"XMP <x/>"),
        streams.aiff_chunk(b"ID3 ", writers.id3(writers.frame(b"TXXX", writers.described("AIGC", LABEL)))),
    )
    parts = walk(data, "audio/aiff")
    assert texts(parts) == {"aiff:Name": "A title", "aiff:Comment": "words", "id3:TXXX:AIGC": LABEL}
    assert [part.data for part in parts if part.kind is PartKind.XMP] == [b"<x/>"]
    assert damages(parts) == []


def test_an_aiff_that_ends_early_says_so() -> None:
    assert Damage.CUT_OFF in damages(walk(streams.aiff(streams.aiff_chunk(b"NAME", b"A title"))[:-4], "audio/aiff"))


# -- ASF


def test_an_asf_gives_descriptions_attributes_and_xmp() -> None:
    xmp = streams.asf_object("BE7ACFCB-97A9-42E8-9C71-999491E3AFAC", b"<x/>")
    data = streams.asf(
        streams.asf_description("A title"),
        streams.asf_attributes(AIGC=LABEL),
        streams.asf_metadata("Tool", "made by a program"),
        after=xmp,
    )
    parts = walk(data, "video/x-ms-asf")
    assert texts(parts) == {"asf:Title": "A title", "asf:AIGC": LABEL, "asf:Tool": "made by a program"}
    assert [part.data for part in parts if part.kind is PartKind.XMP] == [b"<x/>"]
    assert damages(parts) == []


def test_an_asf_whose_attribute_is_longer_than_its_object_says_so() -> None:
    data = bytearray(streams.asf(streams.asf_attributes(AIGC=LABEL)))
    at = data.index(b"A\x00I\x00G\x00C\x00") + 10
    data[at + 2 : at + 4] = b"\xff\xff"
    assert Damage.CUT_OFF in damages(walk(bytes(data), "video/x-ms-asf"))


# -- MPEG transport streams


@pytest.mark.parametrize("prefix", [b"", bytes(4)])
def test_a_transport_stream_gives_service_timed_tags_private_text_and_sei(prefix: bytes) -> None:
    tag = writers.id3(writers.frame(b"TXXX", writers.described("AIGC", LABEL)))
    video = b"\x00\x00\x00\x01\x67\x64\x00\x00\x01\x06\x05\x17" + bytes(range(1, 17)) + b"a text\x00\x80"
    data = streams.ts("Service 猫", (0x15, tag), (0x06, b"words " * 60), (0x1B, video), prefix=prefix)
    parts = walk(data, "video/mp2t")
    assert texts(parts) == {
        "ts:provider": "prov",
        "ts:service": "Service 猫",
        "id3:TXXX:AIGC": LABEL,
        "ts:private": "words " * 60,
        f"sei:{bytes(range(1, 17)).hex()}": "a text",
    }
    assert damages(parts) == []


def test_of_a_long_transport_stream_the_head_is_read_and_that_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("verify.inspection.containers.av.mpeg_ts._READ_BYTES", 188 * 4)
    assert damages(walk(streams.ts("A", (0x06, b"words " * 200)), "video/mp2t")) == [Damage.TOO_LARGE]


def test_text_that_begins_like_a_packet_is_none() -> None:
    line = b"G".ljust(60, b"g") + b"\n"
    assert sniff.detect(Memory(line * 40).read_at, len(line) * 40) == "text/plain"


# -- a tag of a song before a film


def test_a_film_behind_an_id3_tag_gives_the_texts_of_both() -> None:
    film = writers.mp4_keys(LABEL)
    parts = walk(writers.id3(writers.frame(b"TIT2", b"\x03A title")) + film, "video/mp4")
    assert texts(parts) == {"id3:TIT2": "A title", "mp4:key:AIGC": LABEL}
    assert damages(parts) == []
