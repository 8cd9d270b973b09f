"""The index finds what a search through everything finds, whole or in parts, in memory or in its file."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from verify.features.memory import compare, index
from verify.model import limits

CHANCE = np.random.default_rng(5)
STAMP = b"0123456789abcdef"
ENTRIES = [
    (number, CHANCE.bytes(limits.WHOLE_BYTES), CHANCE.bytes(compare.KEPT_LANDMARKS * limits.LANDMARK_BYTES))
    for number in range(1, 300)
]


def flipped(data: bytes, bits: list[int]) -> bytes:
    changed = bytearray(data)
    for bit in bits:
        changed[bit // 8] ^= 0x80 >> bit % 8
    return bytes(changed)


def found(parts: list[index.Index], whole: bytes, landmarks: bytes) -> list[int]:
    return [one.number for one in index.find_candidates(parts, whole, landmarks)]


def test_a_near_code_is_found_and_a_far_one_is_not() -> None:
    parts = [index.build(ENTRIES)]
    number, whole, _ = ENTRIES[41]
    other = CHANCE.bytes(limits.LANDMARK_BYTES * 20)
    assert found(parts, flipped(whole, list(range(0, 120, 2))), other) == [number]
    assert found(parts, flipped(whole, list(range(0, 140, 2))), other) == []


def test_landmarks_are_found_although_a_bit_of_each_key_differs() -> None:
    parts = [index.build(ENTRIES)]
    number, _, landmarks = ENTRIES[77]
    size = limits.LANDMARK_BYTES
    some = b"".join(flipped(landmarks[at : at + size], [4 * 8 + at // size]) for at in range(0, 5 * size, size))
    candidate = index.find_candidates(parts, CHANCE.bytes(limits.WHOLE_BYTES), some)[0]
    assert (candidate.number, candidate.votes) == (number, 5)
    assert found(parts, CHANCE.bytes(limits.WHOLE_BYTES), some[:size]) == []  # one alone tells nothing


def test_parts_are_as_good_as_the_whole() -> None:
    pieces = [index.build(ENTRIES[start : start + 60]) for start in range(0, len(ENTRIES), 60)]
    for parts in (pieces, [index.merge(pieces)], [index.build([]), *pieces]):
        for number, whole, landmarks in ENTRIES[::50]:
            assert found(parts, whole, landmarks)[0] == number
    assert index.merge(pieces).last == ENTRIES[-1][0]


def test_a_file_gives_the_same_index(tmp_path: Path) -> None:
    path = tmp_path / "index"
    index.save(path, STAMP, index.build(ENTRIES))
    mapped = index.open_index(path, STAMP)
    assert mapped is not None
    number, whole, landmarks = ENTRIES[5]
    assert found([mapped], whole, landmarks)[0] == number
    assert path.stat().st_mode & 0o077 == 0


def test_an_index_of_other_imprints_or_a_damaged_one_is_none(tmp_path: Path) -> None:
    path = tmp_path / "index"
    assert index.open_index(path, STAMP) is None
    index.save(path, STAMP, index.build(ENTRIES))
    assert index.open_index(path, STAMP[::-1]) is None
    data = path.read_bytes()
    for damaged in (b"", data[:40], data[: len(data) // 2], b"x" + data[1:], data[:31] + b"\xff" * 16 + data[47:]):
        path.write_bytes(damaged)
        assert index.open_index(path, STAMP) is None


def test_a_crowd_behind_one_key_is_cut_short() -> None:
    landmark = CHANCE.bytes(limits.LANDMARK_BYTES)
    crowd = index.build((number, CHANCE.bytes(limits.WHOLE_BYTES), landmark * 3) for number in range(1, 2000))
    assert index.find_candidates([crowd], CHANCE.bytes(limits.WHOLE_BYTES), landmark * 3) == []


@pytest.mark.parametrize("there", [True, False])
def test_a_file_is_destroyed(tmp_path: Path, there: bool) -> None:
    path = tmp_path / "index"
    if there:
        index.save(path, STAMP, index.build(ENTRIES))
    index.destroy(path)
    assert not path.exists()


@pytest.mark.parametrize("at", [16, 33, 40, 49, 60, 1_000, 4_000, 20_000, 60_000])
def test_a_damaged_file_finds_nothing_wrong_and_is_made_anew_where_its_numbers_or_codes_are_hit(
    tmp_path: Path, at: int
) -> None:
    path = tmp_path / "index"
    index.save(path, STAMP, index.build(ENTRIES))
    whole = path.read_bytes()
    assert at < len(whole)
    path.write_bytes(whole[:at] + b"\xff" * 8 + whole[at + 8 :])
    opened = index.open_index(path, STAMP)
    if opened is not None:
        for number, code, landmarks in ENTRIES[::50]:
            assert found([opened], code, landmarks)[0] == number


@pytest.mark.skipif(os.name != "posix", reason="pipes are files there")
def test_a_pipe_in_its_place_is_no_index(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "index")
    assert index.open_index(tmp_path / "index", STAMP) is None
