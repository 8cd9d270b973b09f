"""Versions of one picture are laid over each other where they belong; other pictures are not laid at all."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from tests.build.media.drawings import landscapes
from tests.build.media.versions import SCENES, Made, cut, made_of, saved, small, value
from verify.features.compare import align, find_difference, overlay
from verify.features.teaching.samples.catalogue import draw_bird
from verify.model import Picture

HARBOUR = landscapes.draw_harbour()


@pytest.mark.parametrize("made", list(made_of(HARBOUR)), ids=lambda made: made.name)
def test_a_version_lies_where_it_was_taken_from(made: Made) -> None:
    first, second = value(HARBOUR), value(made.picture, 512)
    found = align(first, second)
    assert found is not None
    assert (found.turns, found.mirrored) == (made.turns, made.mirrored)
    left, top, right, _ = made.box
    assert found.left == pytest.approx(left * first.width, abs=4)
    assert found.top == pytest.approx(top * first.height, abs=4)
    wide = second.height if made.turns % 2 else second.width
    assert found.scale * wide == pytest.approx((right - left) * first.width, abs=6)


def test_the_larger_one_may_come_second() -> None:
    part = cut(HARBOUR, (0.2, 0.15, 0.9, 0.8))
    first = value(part)
    found = align(first, value(HARBOUR))
    assert found is not None
    assert found.left == pytest.approx(-0.2 / 0.7 * first.width, abs=5)
    of_first, of_second = found.overlap(first, value(HARBOUR))
    assert of_first > 0.97
    assert of_second == pytest.approx(0.7 * 0.65, abs=0.03)


@pytest.mark.parametrize("scene", SCENES[1:], ids=lambda scene: scene.__name__)
def test_another_picture_is_not_laid_over(scene: object) -> None:
    assert callable(scene)
    assert align(value(HARBOUR), value(scene())) is None


@pytest.mark.parametrize("size", [(512, 384), (8, 8), (1, 1), (512, 1)])
def test_even_and_tiny_pictures_are_not_laid_over(size: tuple[int, int]) -> None:
    even = value(Image.new("RGB", size, (90, 120, 60)))
    assert align(value(HARBOUR), even) is None
    assert align(even, value(HARBOUR)) is None
    assert align(even, even) is None


def test_what_is_laid_has_the_frame_of_the_first_and_its_pixels() -> None:
    first = value(HARBOUR)
    second = value(small(HARBOUR.transpose(Image.Transpose.ROTATE_90), 256, 90))
    found = align(first, second)
    assert found is not None
    over, covers = overlay(first, second, found)
    assert (over.width, over.height) == (first.width, first.height)
    assert covers.mean() > 0.98
    apart = [abs(one - other) for one, other in zip(first.rgb, over.rgb, strict=True)]
    assert sum(apart) / len(apart) < 12


# ---- the difference


@pytest.mark.parametrize("made", list(made_of(HARBOUR)), ids=lambda made: made.name)
def test_nothing_stands_out_between_versions_of_the_same_content(made: Made) -> None:
    first, second = value(HARBOUR), value(made.picture)
    found = align(first, second)
    assert found is not None
    apart = find_difference(first, second, found)
    assert apart.places == apart.small == ()


@pytest.mark.parametrize("side", [512, 160])
def test_a_balloon_that_was_added_stands_out_where_it_is(side: int) -> None:
    first = value(landscapes.draw_mountains(balloon=True))
    second = value(small(landscapes.draw_mountains(), side, 60))
    found = align(first, second)
    assert found is not None
    apart = find_difference(first, second, found)
    assert apart.places[0] == (0, 2)
    assert not {place for place in apart.places if place[1] == 0}
    assert (apart.picture.width, apart.picture.height) == (first.width, first.height)
    bright = max(range(0, len(apart.picture.rgb), 3), key=lambda at: apart.picture.rgb[at]) // 3
    assert bright % first.width > first.width / 2


@pytest.mark.parametrize(("side", "quality"), [(512, 75), (256, 60), (160, 75), (160, 50)])
def test_the_small_bird_of_the_samples_is_found_and_nothing_where_it_is_not(side: int, quality: int) -> None:
    second = value(small(HARBOUR, side, quality))
    first = value(saved(draw_bird(HARBOUR, (28, 26, 34)), 90))
    found = align(first, second)
    assert found is not None
    apart = find_difference(first, second, found)
    assert apart.places + apart.small == ((0, 0),)
    assert apart.size == (second.width, second.height)
    assert find_difference(value(saved(HARBOUR, 90)), second, found).small == ()


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.__name__)
@pytest.mark.parametrize("quality", [90, 60, 40])
def test_saving_again_and_smaller_lets_nothing_small_stand_out(scene: Callable[[], Image.Image], quality: int) -> None:
    first = value(scene())
    for side in (512, 160):
        second = value(small(scene(), side, quality))
        found = align(first, second)
        assert found is not None
        assert find_difference(first, second, found).small == ()


@settings(max_examples=40, deadline=None)
@given(st.tuples(*[st.integers(1, 40)] * 4), st.integers(0, 2**32))
def test_any_two_pictures_are_answered(sides: tuple[int, int, int, int], seed: int) -> None:
    noise = Random(seed).randbytes
    first = Picture("a", sides[0], sides[1], noise(sides[0] * sides[1] * 3))
    second = Picture("b", sides[2], sides[3], noise(sides[2] * sides[3] * 3))
    found = align(first, second)
    if found is not None:
        assert len(find_difference(first, second, found).picture.rgb) == len(first.rgb)
