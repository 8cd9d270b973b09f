"""Texts of containers: fields under their names, encodings, damage of the container, bounds."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from tests.verify.containers import build
from tests.verify.readers.reading import findings, seen, values
from verify import limits
from verify.readers import text_chunks


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "file"


@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "latin-1"])
def test_png_text_is_read_in_the_encodings_that_writers_use(path: Path, encoding: str) -> None:
    text = "Größe" if encoding == "latin-1" else "一只猫在屋顶"
    data = build.png(build.chunk(b"tEXt", b"Description\x00" + text.encode(encoding)))
    assert values(seen(text_chunks, path, data)) == {"png:text:Description": [text]}


def test_the_program_in_png_text_is_told_where_it_is_an_editor(path: Path) -> None:
    found = seen(text_chunks, path, build.png(build.chunk(b"tEXt", b"Software\x00GIMP 3.0.6")))
    assert findings(found, "context.editor") == [{"software": "GIMP 3.0.6"}]
    described = build.png(build.chunk(b"tEXt", b"Description\x00GIMP 3.0.6"))
    assert findings(seen(text_chunks, path, described), "context.editor") == []


def test_the_camera_of_a_film_is_told(path: Path) -> None:
    names = (b"com.apple.quicktime.make", b"com.apple.quicktime.model", b"com.apple.quicktime.creationdate")
    items = (build.item(1, b"Apple"), build.item(2, b"iPhone 15"), build.item(3, b"2026-01-02T03:04:05+0100"))
    data = build.mp4(
        build.box(b"moov", build.box(b"meta", build.handler(b"mdta"), build.keys(*names), build.box(b"ilst", *items)))
    )
    assert findings(seen(text_chunks, path, data), "context.camera") == [
        {"make": "Apple", "model": "iPhone 15", "taken_at": "2026-01-02T03:04:05+0100"}
    ]


def test_a_handler_of_a_platform_is_told(path: Path) -> None:
    name = build.full_box(
        b"hdlr", bytes(4), b"vide", bytes(12), b"ISO Media file produced by Google Inc. Created on: 01/02/2026.\x00"
    )
    data = build.mp4(build.box(b"moov", build.box(b"trak", build.box(b"mdia", name))))
    assert findings(seen(text_chunks, path, data), "context.platform") == [{"platform": "YouTube"}]


def test_utf_16_values_of_a_film_are_read(path: Path) -> None:
    value = build.item(1, "猫".encode("utf-16-be"), 2)
    data = build.mp4(
        build.box(b"moov", build.box(b"meta", build.handler(b"mdta"), build.keys(b"AIGC"), build.box(b"ilst", value)))
    )
    assert values(seen(text_chunks, path, data)) == {"mp4:key:AIGC": ["猫"]}


def test_damage_of_the_container_is_told_with_its_place(path: Path) -> None:
    found = seen(text_chunks, path, build.png(build.chunk(b"tEXt", b"Software\x00tool", checksum=1)))
    assert findings(found, "context.metadata_damaged") == [
        {"what": "PNG tEXt chunk at byte 33", "reason": "checksum does not fit"}
    ]


def test_thousands_of_texts_are_bounded_and_said_so_once(path: Path) -> None:
    data = build.png(*(build.chunk(b"tEXt", b"k\x00v") for _ in range(limits.FIELDS + 500)))
    found = seen(text_chunks, path, data)
    assert len(values(found)["png:text:k"]) == limits.FIELDS
    assert [facts["reason"] for facts in findings(found, "context.metadata_damaged")] == [
        "more parts than can be read safely"
    ]


def test_remarks_on_damage_are_bounded(path: Path) -> None:
    data = build.png(*(build.chunk(b"tEXt", b"k\x00v", checksum=1) for _ in range(100)))
    assert len(findings(seen(text_chunks, path, data), "context.metadata_damaged")) == limits.DAMAGES


def test_a_long_text_is_cut_and_says_so(path: Path) -> None:
    data = build.gif(b"\x21\xfe" + build.sub_blocks(b"x" * (limits.FIELD_CHARACTERS + 1)))
    (value,) = values(seen(text_chunks, path, data))["gif:comment"]
    assert len(value) == limits.FIELD_CHARACTERS
    assert "cut" in value[-60:]


def test_a_name_out_of_the_file_is_bounded_too(path: Path) -> None:
    (key,) = values(seen(text_chunks, path, build.png(build.chunk(b"tEXt", b"k" * 5_000 + b"\x00v"))))
    assert len(key) == limits.KEY_CHARACTERS


def test_a_film_of_two_gigabytes_is_stepped_over(path: Path) -> None:
    with path.open("wb") as file:
        file.write(
            build.box(b"ftyp", b"isom\x00\x00\x02\x00isom")
            + struct.pack(">I", 1)
            + b"mdat"
            + struct.pack(">Q", 2 * limits.GIB)
        )
        file.seek(2 * limits.GIB - 16, 1)
        meta = build.full_box(
            b"meta", build.handler(b"mdta"), build.keys(b"AIGC"), build.box(b"ilst", build.item(1, b"{}"))
        )
        file.write(build.box(b"moov", build.box(b"udta", meta)))
    assert values(seen(text_chunks, path)) == {"mp4:key:AIGC": ["{}"]}
