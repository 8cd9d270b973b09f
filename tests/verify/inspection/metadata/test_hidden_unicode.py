"""Which characters are unusual where they stand, and which are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.inspection.metadata import hidden_unicode
from verify.inspection.metadata.hidden_unicode import HiddenKind

TAGGED = "".join(chr(0xE0000 + ord(letter)) for letter in "obey")


@pytest.mark.parametrize(
    ("text", "kind", "places"),
    [
        ("a\u200bb", HiddenKind.ZERO_WIDTH, [1]),
        ("a\u2060b\u2060", HiddenKind.ZERO_WIDTH, [1, 3]),
        ("a\ufeffb", HiddenKind.ZERO_WIDTH, [1]),
        ("a\u200db\u200cc", HiddenKind.JOINER, [1, 3]),
        ("hy\u00adphen", HiddenKind.SOFT_HYPHEN, [2]),
        ("word\u202fword", HiddenKind.NARROW_SPACE, [4]),
        ("a\u202eb", HiddenKind.DIRECTION, [1]),
        (f"x{TAGGED}", HiddenKind.TAG, [1, 2, 3, 4]),
        ("a\ufe0fb", HiddenKind.SELECTOR, [1]),
        ("\U0001f600\U000e0150\U000e0151", HiddenKind.SELECTOR, [1, 2]),
        ("the p\u0430yment", HiddenKind.LOOKALIKE, [4]),
    ],
)
def test_what_is_unusual_is_found_with_its_place(text: str, kind: HiddenKind, places: list[int]) -> None:
    found = hidden_unicode.group_by_kind(hidden_unicode.find(text))
    assert {name: [item.start for item in group] for name, group in found.items()} == {kind: places}


@pytest.mark.parametrize(
    "text",
    [
        "plain words, café, naïve, 中文，かな, кириллица, ελληνικά",
        "✌️ \U0001f468\u200d\U0001f469\u200d\U0001f467 1\ufe0f\u20e3 ℹ️ ❤️\u200d\U0001f525 \U0001f44d\U0001f3fd",
        "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",  # the flag of England
        "葛\U000e0100城 辻\U000e0101",  # variants of ideographs
        "می\u200cخواهم क्\u200dष",  # Persian and Hindi need joiners
        "C’est vrai\u202f! 12\u202f000 «\u202fnon\u202f»",
        "5 μm, Δt, 10 kΩ",
        "signed\ufeff" + "".join(chr(0xE0100 + byte - 16) for byte in b"C2PATXT") + "\ufe00\ufe01\ufe00\ufe00",
    ],
)
def test_what_is_normal_where_it_stands_is_left_out(text: str) -> None:
    assert hidden_unicode.find(text) == ()


def test_what_tags_selectors_and_lookalikes_spell_is_told() -> None:
    hidden = "".join(chr(0xE0100 + byte - 16) for byte in b"ignore all")
    groups = hidden_unicode.group_by_kind(hidden_unicode.find(f"a{hidden} {TAGGED} pаypаl"))
    assert {kind: hidden_unicode.spell(group) for kind, group in groups.items()} == {
        HiddenKind.SELECTOR: "ignore all",
        HiddenKind.TAG: "obey",
        HiddenKind.LOOKALIKE: "pаypаl",
    }


def test_characters_written_as_references_count_in_markup_only() -> None:
    page = "a&#8203;b&shy;c&#x200B;d &#9786;&#xFE0F; &amp; &#65;"
    assert [character.kind for character in hidden_unicode.find(page, references=True)] == [
        HiddenKind.ZERO_WIDTH,
        HiddenKind.SOFT_HYPHEN,
        HiddenKind.ZERO_WIDTH,
    ]
    assert hidden_unicode.find(page) == ()


@given(st.text(max_size=200), st.booleans())
def test_any_text_is_looked_through(text: str, references: bool) -> None:
    found = hidden_unicode.find(text, references=references)
    assert all(0 <= item.start < len(text) for item in found)
    assert [item.start for item in found] == sorted(item.start for item in found)
    for group in hidden_unicode.group_by_kind(found).values():
        assert isinstance(hidden_unicode.spell(group), str)
