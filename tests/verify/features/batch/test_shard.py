"""Shares of files: together all of them, and none twice, wherever and in whatever order they are listed."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.features.batch.find_files import Shard, parse_shard

NAMES = st.lists(st.text(st.characters(exclude_characters="\0"), min_size=1, max_size=20), max_size=30, unique=True)


@given(NAMES, st.integers(1, 7))
def test_every_path_is_in_exactly_one_share(names: list[str], count: int) -> None:
    shards = [Shard(number, count) for number in range(1, count + 1)]
    for name in names:
        assert sum(shard.has(Path("folder") / name) for shard in shards) == 1


def test_shares_are_about_equal_and_stay_what_they_are() -> None:
    paths = [Path(f"pictures/{number}.jpg") for number in range(3_000)]
    sizes = [sum(map(Shard(number, 3).has, paths)) for number in (1, 2, 3)]
    assert sum(sizes) == 3_000
    assert min(sizes) > 900
    # another version or machine must agree: a change here divides a run that is under way in two ways
    assert [number for number in range(12) if Shard(2, 3).has(paths[number])] == [1, 3, 8, 11]


def test_the_two_forms_of_a_letter_are_in_the_same_share() -> None:
    for letter in "äéñôç":
        forms = [Path(unicodedata.normalize(form, f"Bilder/{letter}.png")) for form in ("NFC", "NFD")]
        assert len({Shard(1, 2).has(path) for path in forms}) == 1


@pytest.mark.parametrize(
    "text", ["0/3", "4/3", "x", "", "/", "1/", "/3", "1/0", "-1/3", "1/3/5", "1.0/3", "²/3", "1/" + "9" * 5000]
)
def test_what_is_no_share_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        parse_shard(text)


def test_a_share_is_read() -> None:
    assert [parse_shard(text) for text in ("1/1", "2/3", "3/3")] == [Shard(), Shard(2, 3), Shard(3, 3)]
