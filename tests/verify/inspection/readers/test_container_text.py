"""Texts of containers: fields under their names, encodings, damage of the container, bounds."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from tests.build.media import files
from tests.build.readings import findings, seen, values
from verify.inspection.readers import container_text
from verify.model import limits


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "file"


@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "latin-1"])
def test_png_text_is_read_in_the_encodings_that_writers_use(path: Path, encoding: str) -> None:
    text = "Größe" if encoding == "latin-1" else "一只猫在屋顶"
    data = files.png(files.chunk(b"tEXt", b"Description\x00" + text.encode(encoding)))
    assert values(seen(container_text.READER, path, data)) == {"png:text:Description": [text]}


def test_the_program_in_png_text_is_told_where_it_is_an_editor(path: Path) -> None:
    outputs = seen(container_text.READER, path, files.png(files.chunk(b"tEXt", b"Software\x00GIMP 3.0.6")))
    assert findings(outputs, "context.editor") == [{"software": "GIMP 3.0.6"}]
    described = files.png(files.chunk(b"tEXt", b"Description\x00GIMP 3.0.6"))
    assert findings(seen(container_text.READER, path, described), "context.editor") == []


def test_the_camera_of_a_film_is_told(path: Path) -> None:
    names = (b"com.apple.quicktime.make", b"com.apple.quicktime.model", b"com.apple.quicktime.creationdate")
    items = (files.item(1, b"Apple"), files.item(2, b"iPhone 15"), files.item(3, b"2026-01-02T03:04:05+0100"))
    data = files.mp4(
        files.box(b"moov", files.box(b"meta", files.handler(b"mdta"), files.keys(*names), files.box(b"ilst", *items)))
    )
    assert findings(seen(container_text.READER, path, data), "context.camera") == [
        {"make": "Apple", "model": "iPhone 15", "taken_at": "2026-01-02T03:04:05+0100"}
    ]


def test_a_handler_of_a_platform_is_told(path: Path) -> None:
    name = files.full_box(
        b"hdlr", bytes(4), b"vide", bytes(12), b"ISO Media file produced by Google Inc. Created on: 01/02/2026.\x00"
    )
    data = files.mp4(files.box(b"moov", files.box(b"trak", files.box(b"mdia", name))))
    assert findings(seen(container_text.READER, path, data), "context.platform") == [{"platform": "YouTube"}]


def test_utf_16_values_of_a_film_are_read(path: Path) -> None:
    value = files.item(1, "猫".encode("utf-16-be"), 2)
    data = files.mp4(
        files.box(b"moov", files.box(b"meta", files.handler(b"mdta"), files.keys(b"AIGC"), files.box(b"ilst", value)))
    )
    assert values(seen(container_text.READER, path, data)) == {"mp4:key:AIGC": ["猫"]}


def test_damage_of_the_container_is_told_with_its_place(path: Path) -> None:
    outputs = seen(container_text.READER, path, files.png(files.chunk(b"tEXt", b"Software\x00tool", checksum=1)))
    assert findings(outputs, "context.metadata_damaged") == [
        {"what": "PNG tEXt chunk at byte 33", "reason": "checksum does not fit"}
    ]


def test_thousands_of_texts_are_bounded_and_said_so_once(path: Path) -> None:
    data = files.png(*(files.chunk(b"tEXt", b"k\x00v") for _ in range(limits.FIELDS + 500)))
    outputs = seen(container_text.READER, path, data)
    assert len(values(outputs)["png:text:k"]) == limits.FIELDS
    assert [facts["reason"] for facts in findings(outputs, "context.metadata_damaged")] == [
        "more parts than can be read safely"
    ]


def test_remarks_on_damage_are_bounded(path: Path) -> None:
    data = files.png(*(files.chunk(b"tEXt", b"k\x00v", checksum=1) for _ in range(100)))
    assert len(findings(seen(container_text.READER, path, data), "context.metadata_damaged")) == limits.DAMAGES


def test_a_long_text_is_cut_and_says_so(path: Path) -> None:
    data = files.gif(b"\x21\xfe" + files.sub_blocks(b"x" * (limits.FIELD_CHARACTERS + 1)))
    (value,) = values(seen(container_text.READER, path, data))["gif:comment"]
    assert len(value) == limits.FIELD_CHARACTERS
    assert "cut" in value[-60:]


def test_a_name_out_of_the_file_is_bounded_too(path: Path) -> None:
    (key,) = values(seen(container_text.READER, path, files.png(files.chunk(b"tEXt", b"k" * 5_000 + b"\x00v"))))
    assert len(key) == limits.KEY_CHARACTERS


def test_a_film_of_two_gigabytes_is_stepped_over(path: Path) -> None:
    with path.open("wb") as file:
        file.write(
            files.box(b"ftyp", b"isom\x00\x00\x02\x00isom")
            + struct.pack(">I", 1)
            + b"mdat"
            + struct.pack(">Q", 2 * limits.GIB)
        )
        file.seek(2 * limits.GIB - 16, 1)
        meta = files.full_box(
            b"meta", files.handler(b"mdta"), files.keys(b"AIGC"), files.box(b"ilst", files.item(1, b"{}"))
        )
        file.write(files.box(b"moov", files.box(b"udta", meta)))
    assert values(seen(container_text.READER, path)) == {"mp4:key:AIGC": ["{}"]}
