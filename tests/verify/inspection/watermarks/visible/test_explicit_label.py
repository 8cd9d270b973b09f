"""Words count only where they stand like a label: short, alone, at an edge, and surely read."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from verify.inspection.media.ocr.text_lines import Line
from verify.inspection.watermarks.visible.explicit_label import HeightRule, VisibleLabel, find_labels

SIDE = 1000
LABEL = Line("AI生成", 0.99, 820, 920, 140, 50)


def other(index: int, text: str = "Some words of a page") -> Line:
    return Line(text, 0.98, 100, 20 + 90 * index, 300, 30)


def only(*lines: Line, width: int = SIDE, height: int = SIDE) -> VisibleLabel:
    (label,) = find_labels(lines, width, height)
    return label


def test_one_short_mark_in_a_corner_is_a_label() -> None:
    label = only(LABEL)
    assert label.isolated
    assert label.form is not None
    assert label.text == "AI生成"


def test_a_caption_far_away_does_not_hide_it() -> None:
    assert only(LABEL, other(0)).isolated


def test_on_a_page_full_of_words_it_is_only_a_hint() -> None:
    label = only(LABEL, *(other(index) for index in range(8)))
    assert not label.isolated


def test_close_beside_other_words_it_is_running_text() -> None:
    beside = Line("and other stories", 0.99, 500, 920, 310, 50)
    label = only(LABEL, beside)
    assert not label.isolated
    assert label.form is None


def test_two_lines_close_together_make_one_label() -> None:
    above = Line("元宝", 0.97, 850, 860, 100, 50)
    label = only(LABEL, above)
    assert label.isolated
    assert label.form is not None
    assert label.form.product == "Yuanbao"
    assert (label.line.top, label.line.bottom) == (860, 970)


def test_words_that_were_read_apart_are_joined_from_left_to_right() -> None:
    left, right = Line("AI", 0.99, 800, 920, 50, 40), Line("GENERATED", 0.99, 860, 922, 130, 38)
    assert only(right, left).text == "AI GENERATED"


def test_in_the_middle_of_the_picture_it_is_no_label() -> None:
    assert not only(replace(LABEL, left=400, top=480)).isolated


def test_as_large_as_a_poster_it_is_no_label() -> None:
    assert not only(Line("AI生成", 0.99, 100, 700, 800, 260)).isolated


def test_what_was_read_with_doubt_is_no_label() -> None:
    assert not any(one.isolated for one in find_labels([replace(LABEL, score=0.6)], SIDE, SIDE))


def test_running_text_is_told_but_not_as_a_label() -> None:
    label = only(Line("How AI-generated images fool us", 0.99, 30, 940, 600, 40))
    assert label.form is None
    assert not label.isolated


def test_running_text_is_told_a_few_times_at_most() -> None:
    lines = [other(index, "AI-generated images fool many people") for index in range(10)]
    assert len(find_labels(lines, SIDE, SIDE)) == 3


def test_words_without_ai_say_nothing() -> None:
    assert find_labels([other(0), other(1, "Nikon"), other(2, "  ")], SIDE, SIDE) == ()


@pytest.mark.parametrize(("height", "rule"), [(90, HeightRule.MET), (65, HeightRule.UNCLEAR), (40, HeightRule.NOT_MET)])
def test_the_height_is_held_against_one_twentieth_of_the_shorter_side(height: float, rule: HeightRule) -> None:
    label = only(Line("AI生成", 0.99, 1800 - 3 * height, 940 - height, 2.8 * height, height), width=1800)
    assert label.rule is rule
    assert label.share == pytest.approx(height / 1.3 / 1000, abs=1e-3)


def test_a_corner_that_was_cut_out_still_shows_its_label() -> None:
    assert only(Line("豆包AI生成", 0.99, 43, 46, 322, 81), width=401, height=173).isolated


def test_nothing_and_one_pixel_are_answered() -> None:
    assert find_labels([], 1, 1) == ()
    assert find_labels([Line("AI", 1, 0, 0, 0, 0)], 1, 1)
