"""IPTC IIM: datasets, character sets, traces of platforms, broken lengths."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.build.media import files
from tests.build.readings import findings, seen, values
from verify.inspection.readers import iptc
from verify.model import Field


def jpeg(*datasets: bytes) -> bytes:
    return files.jpeg(files.segment(0xED, b"Photoshop 3.0\x00" + files.photoshop((0x0404, b"".join(datasets)))))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "picture.jpg"


def test_datasets_are_keyed_by_number_and_named_in_their_place(path: Path) -> None:
    (field,) = seen(iptc.READER, path, jpeg(files.dataset(2, 110, b"Made with Google AI")))
    assert isinstance(field, Field)
    assert (field.key, field.value) == ("iptc:2:110", "Made with Google AI")
    assert field.where == "IPTC credit in JPEG APP13 segment at byte 2"


def test_a_dataset_that_repeats_is_given_each_time(path: Path) -> None:
    data = jpeg(files.dataset(2, 25, b"one"), files.dataset(2, 25, b"two"))
    assert values(seen(iptc.READER, path, data)) == {"iptc:2:25": ["one", "two"]}


UTF_8 = files.dataset(1, 90, b"\x1b%G")


@pytest.mark.parametrize(("charset", "encoding"), [(UTF_8, "utf-8"), (b"", "utf-8"), (b"", "latin-1")])
def test_both_character_sets_are_read_declared_or_not(path: Path, charset: bytes, encoding: str) -> None:
    assert values(seen(iptc.READER, path, jpeg(charset, files.dataset(2, 80, "Zoë".encode(encoding)))))[
        "iptc:2:80"
    ] == ["Zoë"]


def test_a_false_declaration_does_not_lose_the_text(path: Path) -> None:
    data = jpeg(files.dataset(1, 90, b"\x1b%G"), files.dataset(2, 80, "Zoë".encode("latin-1")))
    assert values(seen(iptc.READER, path, data))["iptc:2:80"] == ["Zoë"]


def test_an_extended_dataset_is_read(path: Path) -> None:
    data = jpeg(b"\x1c\x02\x78\x80\x04\x00\x00\x00\x05hello")
    assert values(seen(iptc.READER, path, data)) == {"iptc:2:120": ["hello"]}


def test_the_mark_of_facebook_is_told_as_a_platform(path: Path) -> None:
    outputs = seen(iptc.READER, path, jpeg(files.dataset(2, 40, b"FBMD01000a9d0d0000")))
    assert findings(outputs, "context.platform") == [{"platform": "Facebook / Instagram"}]


def test_a_lying_length_gives_what_is_there_and_says_so(path: Path) -> None:
    outputs = seen(iptc.READER, path, jpeg(files.dataset(2, 5, b"title") + b"\x1c\x02\x50\x7f\xffZoe"))
    assert values(outputs) == {"iptc:2:5": ["title"], "iptc:2:80": ["Zoe"]}
    assert [facts["reason"] for facts in findings(outputs, "context.metadata_damaged")] == ["cut off"]
