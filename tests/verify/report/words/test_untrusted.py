"""Untrusted text is bounded, and nothing in it stays hidden."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.report.words.untrusted import plain


def test_ordinary_text_stays_as_it_is() -> None:
    for text in ("Adobe Inc.", "字节跳动 豆包", "Ünïcödé, naïve café", "<b>bold</b> &amp;", "a\u0301"):
        assert plain(text) == text


@pytest.mark.parametrize(
    "character",
    [
        "\x00", "\n", "\t", "\x1b", "\x7f", "\x85", "\u2028", "\u2029", "\u202a", "\u202e", "\u2066", "\u2069",
        "\u200e", "\u200f", "\u061c", "\u200b", "\u200c", "\u200d", "\ufeff", "\u00ad", "\ud800", "\U000e0041",
        "\ufe0f", "\U000e0100", "\u3164", "\u2800",
    ],
)  # fmt: skip
def test_a_character_that_cannot_be_seen_is_named(character: str) -> None:
    assert plain(f"a{character}b") == f"a⟨U+{ord(character):04X}⟩b"


def test_what_is_cut_is_counted() -> None:
    assert plain("abcdef", 4) == "abcd…⟨+2⟩"
    assert plain("abcd", 4) == "abcd"


def test_marks_piled_on_one_letter_do_not_reach_other_lines() -> None:
    assert plain("e" + "\u0301" * 6) == "e" + "\u0301" * 4 + "⟨U+0301⟩" * 2


@given(st.text(alphabet=st.characters(codec=None), max_size=300), st.integers(0, 100))
def test_no_text_escapes_the_bound_or_hides_anything(text: str, limit: int) -> None:
    shown = plain(text, limit)
    assert len(shown) <= limit * len("⟨U+10FFFF⟩") + len("…⟨+300⟩")
    assert not any(unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp") for character in shown)
    shown.encode("utf-8")
    assert plain(shown, 10_000) == shown
