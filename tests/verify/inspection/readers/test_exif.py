"""EXIF: tags of every directory, text in every encoding, cameras told apart from generators, damage named."""

from __future__ import annotations

import struct
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from tests.build.media import files
from tests.build.readings import findings, seen, values
from verify.inspection.readers import exif
from verify.model import limits

Tags = dict[int, tuple[int, bytes, int]]

MAKE, MODEL, SOFTWARE, DESCRIPTION, COMMENT, TAKEN, NOTE = 0x010F, 0x0110, 0x0131, 0x010E, 0x9286, 0x9003, 0x927C


def jpeg(image: Tags, inner: Tags | None = None) -> bytes:
    block = files.with_exif_directory(image, inner) if inner else files.tiff(image)
    return files.jpeg(files.exif_segment(block))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "picture"


def test_tags_are_named_by_directory_and_coded_values_by_words(path: Path) -> None:
    inner: Tags = {0x829A: (5, struct.pack("<II", 10, 600), 1), 0x829D: (5, struct.pack("<II", 28, 10), 1)}
    data = jpeg({MAKE: files.ascii_tag("Maker"), 0x0112: (3, b"\x06\x00", 1)}, inner)
    assert values(seen(exif.READER, path, data)) == {
        "exif:Image:Make": ["Maker"],
        "exif:Image:Orientation": ["Rotated 90 CW"],
        "exif:EXIF:ExposureTime": ["1/60"],
        "exif:EXIF:FNumber": ["2.8"],
    }


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_pillow_s_files_of_every_kind_are_read(path: Path, kind: str) -> None:
    picture, tags = BytesIO(), Image.Exif()
    tags[MAKE], tags[SOFTWARE] = "Maker", "Paint 1"
    tags.get_ifd(0x8769)[TAKEN] = "2026:01:02 03:04:05"
    Image.new("RGB", (16, 16)).save(picture, kind, exif=tags)
    found = values(seen(exif.READER, path, picture.getvalue()))
    assert found["exif:Image:Make"] == ["Maker"]
    assert found["exif:EXIF:DateTimeOriginal"] == ["2026:01:02 03:04:05"]


@pytest.mark.parametrize(
    "comment",
    [
        b"ASCII\x00\x00\x00" + "猫 Steps: 20".encode(),
        b"UNICODE\x00" + "猫 Steps: 20".encode("utf-16-be"),
        b"UNICODE\x00" + "猫 Steps: 20".encode("utf-16-le"),
        b"UNICODE\x00\xff\xfe" + "猫 Steps: 20".encode("utf-16-le"),
        b"UNICODE\x00" + "猫 Steps: 20".encode(),
        bytes(8) + "猫 Steps: 20".encode(),
        bytes(8) + "猫 Steps: 20".encode("utf-16-le"),
        "猫 Steps: 20".encode(),
        b"JIS\x00\x00\x00\x00\x00" + "猫 Steps: 20".encode("iso2022_jp"),
        b"ASCII\x00\x00\x00" + "猫 Steps: 20".encode() + bytes(40),
    ],
)
def test_a_user_comment_is_read_in_every_encoding_that_is_met(path: Path, comment: bytes) -> None:
    data = jpeg({MAKE: files.ascii_tag("Maker")}, {COMMENT: files.raw_tag(comment)})
    assert values(seen(exif.READER, path, data))["exif:EXIF:UserComment"] == ["猫 Steps: 20"]


def test_a_user_comment_that_begins_like_a_code_keeps_its_letters(path: Path) -> None:
    data = jpeg({COMMENT: files.raw_tag(b'ASCII art {"AIGC":1}')})
    assert values(seen(exif.READER, path, data))["exif:Image:UserComment"] == ['ASCII art {"AIGC":1}']


def test_a_comment_of_thousands_of_characters_is_read_whole(path: Path) -> None:
    text = "prompt, " * 2_000
    data = jpeg({COMMENT: files.raw_tag(b"ASCII\x00\x00\x00" + text.encode())})
    assert values(seen(exif.READER, path, data))["exif:Image:UserComment"] == [text.rstrip()]


def test_a_description_in_gbk_is_read(path: Path) -> None:
    text = '{"AIGC":{"服务":"腾讯云"}}'
    data = jpeg({DESCRIPTION: (2, text.encode("gbk") + b"\x00", len(text.encode("gbk")) + 1)})
    assert values(seen(exif.READER, path, data))["exif:Image:ImageDescription"] == [text]


def test_windows_titles_are_read(path: Path) -> None:
    value = "Größe 猫".encode("utf-16-le") + b"\x00\x00"
    assert values(seen(exif.READER, path, jpeg({0x9C9B: (1, value, len(value))})))["exif:Image:XPTitle"] == ["Größe 猫"]


def test_a_big_tiff_is_read(path: Path) -> None:
    assert values(seen(exif.READER, path, files.big_tiff(b"some software\x00"))) == {
        "exif:Image:Software": ["some software"]
    }


def test_a_camera_is_told_with_the_time_it_gives(path: Path) -> None:
    data = jpeg(
        {MAKE: files.ascii_tag("NIKON CORPORATION"), MODEL: files.ascii_tag("NIKON D70")},
        {TAKEN: files.ascii_tag("2004:06:09 16:02:35"), NOTE: files.raw_tag(b"Nikon\x00" + bytes(5_000))},
    )
    outputs = seen(exif.READER, path, data)
    assert findings(outputs, "context.camera") == [
        {"make": "NIKON CORPORATION", "model": "NIKON D70", "taken_at": "2004:06:09 16:02:35"}
    ]
    assert values(outputs)["exif:EXIF:MakerNote"] == ["(5006 bytes)"]


@pytest.mark.parametrize(
    ("make", "model"),
    [
        ('workflow:{"nodes":[]}', 'prompt:{"1":{}}'),
        ("Black Forest Labs", "flux-dev"),
        ("Ideogram AI", "V3"),
        ("Canon", ""),
        ("Canon", "x" * 65),
        ("Canon", "EOS\nSteps: 20"),
        ("<b>Canon</b>", "EOS"),
    ],
)
def test_what_is_no_camera_s_name_is_no_camera(path: Path, make: str, model: str) -> None:
    outputs = seen(exif.READER, path, jpeg({MAKE: files.ascii_tag(make), MODEL: files.ascii_tag(model)}))
    assert findings(outputs, "context.camera") == []
    assert values(outputs)["exif:Image:Make"] == [make]


@pytest.mark.parametrize("software", ["Adobe Photoshop 25.6 (Macintosh)", "GIMP 2.10.36", "paint.net 5.0.11"])
def test_an_editing_program_is_told(path: Path, software: str) -> None:
    outputs = seen(exif.READER, path, jpeg({SOFTWARE: files.ascii_tag(software)}))
    assert findings(outputs, "context.editor") == [{"software": software}]


@pytest.mark.parametrize("software", ["Ver.1.00", "fw 05.15 prm 07.53", "Fooocus v2", "a gimpy thing", "NovelAI"])
def test_firmware_and_generators_are_no_editing_programs(path: Path, software: str) -> None:
    assert findings(seen(exif.READER, path, jpeg({SOFTWARE: files.ascii_tag(software)})), "context.editor") == []


def test_a_thumbnail_is_noted(path: Path) -> None:
    block = files.tiff({MAKE: files.ascii_tag("Maker")}, {0x0201: files.long_tag(0), 0x0202: files.long_tag(99)})
    found = values(seen(exif.READER, path, files.jpeg(files.exif_segment(block))))
    assert found["exif:Thumbnail:Image"] == ["(a thumbnail)"]


def test_a_value_that_lies_outside_is_damage_and_the_rest_is_read(path: Path) -> None:
    data = jpeg({MAKE: (2, b"Maker\x00", 6), MODEL: (2, b"", 0xFFFFFFFF), SOFTWARE: files.ascii_tag("tool")})
    outputs = seen(exif.READER, path, data)
    assert values(outputs) == {"exif:Image:Make": ["Maker"], "exif:Image:Software": ["tool"]}
    (facts,) = findings(outputs, "context.metadata_damaged")
    assert facts["reason"] == "points outside the file"
    assert "0x0110" in facts["what"]


def test_a_value_beyond_the_limit_is_cut_and_says_so(path: Path) -> None:
    size = 2 * limits.FIELD_CHARACTERS
    value = files.tiff({DESCRIPTION: files.ascii_tag("x" * size)})
    (text,) = values(seen(exif.READER, path, value))["exif:Image:ImageDescription"]
    assert len(text) == limits.FIELD_CHARACTERS
    assert text.endswith(f"[cut, {size} characters in all]")


def test_tags_that_panasonic_renames_are_left_out_of_its_raw_files(path: Path) -> None:
    data = b"IIU\x00" + files.tiff({0x000B: (3, b"\x0c\x86", 1), MAKE: files.ascii_tag("Panasonic")})[4:]
    assert values(seen(exif.READER, path, data)) == {"exif:Image:Make": ["Panasonic"]}


@pytest.mark.parametrize(
    ("note", "name"),
    [
        (b"Apple iOS\x00\x00\x01MM\x00\x10", ["Apple iOS"]),
        (b"Nikon\x00\x02\x10\x00\x00", ["Nikon"]),
        (b"\x00\x01\x02\x03\x04\x05", None),
        (b"ab", None),
    ],
)
def test_of_a_maker_note_only_the_name_with_which_it_begins_is_given(
    path: Path, note: bytes, name: list[str] | None
) -> None:
    found = values(seen(exif.READER, path, jpeg({MAKE: files.ascii_tag("Maker")}, {NOTE: files.raw_tag(note)})))
    assert found.get("exif:EXIF:MakerNoteHeader") == name
