"""Every kind of container that Whence walks is taken apart by the fuzz, and no change of its structure goes wrong."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fuzz import blocks
from tests.fuzz.blocks import Block, Number
from tests.fuzz.seeds import Seeds, make_seeds
from tests.fuzz.structured import change_structure

# of a file of its kind; "resources" and much else lies within others
OWN_KINDS = frozenset(blocks.KINDS) - {"resources"}


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Seeds:
    return make_seeds(tmp_path_factory.mktemp("good"), real=False)


def test_there_is_a_file_of_every_kind(good: Seeds) -> None:
    assert good.kinds >= OWN_KINDS


def test_every_good_file_of_a_kind_is_taken_apart_within_its_bounds(good: Seeds) -> None:
    for content in good:
        parts = blocks.find_parts(content)
        assert parts or not blocks.find_kind(content)
        for part in parts:
            if isinstance(part, Block):
                assert 0 <= part.start <= part.body <= part.end <= len(content), (blocks.find_kind(content), part)
            else:
                assert 0 <= part.place < len(content)


def test_a_change_of_structure_changes_files_of_every_kind(good: Seeds) -> None:
    for kind in OWN_KINDS:
        content = next(each for each in good if blocks.find_kind(each) == kind)
        made = set()
        for number in range(60):
            data = bytearray(content)
            change_structure(data, random.Random(number), good)
            made.add(bytes(data))
        assert len(made) > 20, kind


@given(st.sampled_from(blocks.KINDS), st.binary(max_size=300), st.integers())
def test_no_bytes_confuse_the_fuzz_itself(kind: str, tail: bytes, number: int) -> None:
    magic = next((start for start, each in blocks._MAGIC if each == kind), b"\x00\x00\x00\x20ftyp")
    data = bytearray(magic + tail)
    change_structure(data, random.Random(number), Seeds([bytes(data), b"another file"]))


@given(st.integers(0, 2**28 - 1), st.sampled_from(("big", "little", "seven", "vint")))
def test_a_number_that_is_written_is_read_again(value: int, order: str) -> None:
    data = bytearray(8)
    number = Number(2, 4, order)
    blocks.write_number(data, number, value)
    assert blocks.read_number(bytes(data), number) == value
    assert data[:2] == data[6:] == bytes(2)


def test_a_sealed_png_has_the_right_checksums(good: Seeds) -> None:
    content = next(each for each in good if blocks.find_kind(each) == "png")
    broken = bytearray(content)
    broken[29:33] = b"\x00\x00\x00\x00"
    blocks.seal(broken)
    assert bytes(broken) == content
