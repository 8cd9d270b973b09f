"""A mark in a video counts where it stays, and not where a scene merely shows it."""

from __future__ import annotations

import operator
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from verify.inspection.watermarks.visible import persistence

OPENING = (0.0, 0.5, 1.0, 1.5, 2.0, 2.5)


def longest(
    marks: Sequence[str | None], times: Sequence[float] = OPENING, seconds: float = 10
) -> tuple[int, int] | None:
    run = persistence.find_longest(times, marks, operator.eq, seconds)
    return (run.first, run.last) if run else None


def test_a_mark_in_every_frame_stays() -> None:
    assert longest("aaaaaa") == (0, 5)


def test_a_mark_of_two_seconds_stays_and_a_shorter_one_does_not() -> None:
    assert longest([*"aaaaa", None]) == (0, 4)
    assert longest([*"aaaa", None, None]) is None


def test_a_mark_that_comes_and_goes_does_not_stay() -> None:
    assert longest(["a", "a", None, "a", "a", None]) is None


def test_two_frames_are_too_few_however_far_apart() -> None:
    assert longest(["a", "a"], (0, 60), 60) is None


def test_a_mark_that_moves_does_not_stay() -> None:
    assert longest("abcdef") is None


def test_the_longer_of_two_runs_is_told() -> None:
    assert longest([*"aaa", *"bbbbbb"], tuple(range(9))) == (3, 8)


def test_in_a_video_shorter_than_a_label_must_last_most_of_it_is_enough() -> None:
    assert longest("aaa", (0.0, 0.5, 1.0), 1.2) == (0, 2)


def test_nothing_seen_gives_nothing() -> None:
    assert longest([], (), 0) is None
    assert longest([None] * 6) is None


@given(st.lists(st.sampled_from(["a", "b", None]), max_size=12), st.floats(0, 100))
def test_a_run_holds_one_mark_only(marks: list[str | None], seconds: float) -> None:
    run = persistence.find_longest([0.7 * index for index in range(len(marks))], marks, operator.eq, seconds)
    if run:
        assert len(set(marks[run.first : run.last + 1])) == 1
        assert marks[run.first] is not None
        assert run.last - run.first + 1 >= persistence.LEAST_FRAMES
