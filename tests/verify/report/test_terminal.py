"""Text in terminal columns."""

from __future__ import annotations

import wcwidth
from hypothesis import given, settings
from hypothesis import strategies as st

from verify.report.formats.terminal import SIMPLE, cut, inert, pad, width, wrap


def test_a_chinese_character_takes_two_columns() -> None:
    assert width("港口a") == 5
    assert pad("港口", 6) == "港口  "


def test_words_are_kept_whole_and_lines_filled() -> None:
    assert wrap("one two three four", 9) == ["one two", "three", "four"]


def test_chinese_text_breaks_between_characters_but_never_before_a_comma() -> None:
    assert wrap("文件被改动，签名失效。", 10) == ["文件被改", "动，签名失", "效。"]


def test_an_opening_bracket_stays_with_what_it_opens() -> None:
    assert wrap("签名者《甲乙》", 8) == ["签名者", "《甲乙》"]


def test_a_word_longer_than_a_line_is_cut() -> None:
    assert wrap("x" * 25, 10) == ["x" * 10, "x" * 10, "x" * 5]


def test_nothing_takes_no_line() -> None:
    assert wrap("", 10) == []
    assert wrap("  \n ", 10) == []


def test_a_terminal_is_given_nothing_to_obey() -> None:
    assert inert("a\x1b[2Jb\x9bc\u202ed\ne") == "a⟨U+001B⟩[2Jb⟨U+009B⟩c⟨U+202E⟩d e"


def test_a_text_that_is_too_long_ends_in_an_ellipsis() -> None:
    assert cut("港口照片", 5) == "港口…"
    assert cut("港口", 5) == "港口"


@settings(deadline=None)
@given(text=st.text(max_size=60) | st.text("港a ，《b-", max_size=60), columns=st.integers(2, 40))
def test_no_line_is_too_long_and_nothing_but_space_is_lost(text: str, columns: int) -> None:
    lines = wrap(text, columns)
    assert all(width(line) <= columns for line in lines)
    assert "".join(lines).replace(" ", "") == inert(text).replace(" ", "")


def test_signs_that_are_called_simple_take_one_column_and_join_nothing() -> None:
    simple = "".join(chr(point) for point in range(0x20, 0x3000) if SIMPLE.fullmatch(chr(point)))
    assert len(simple) > 500
    assert all(wcwidth.wcwidth(sign) == 1 for sign in simple)
    for text in (simple, simple[::-1], "".join(sign * 2 for sign in simple)):
        assert [*wcwidth.iter_graphemes(text)] == [*text]
        assert wcwidth.wcswidth(text) == len(text)
    assert not SIMPLE.fullmatch("⚠\ufe0f")
