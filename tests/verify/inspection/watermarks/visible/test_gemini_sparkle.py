"""The star is found on any ground that can show it, and nowhere else."""

from __future__ import annotations

import io

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from tests.build.media.drawings.drawing import Pixels, grounds, with_star
from verify.inspection.watermarks.visible import gemini_sparkle

GROUNDS = grounds()
PLACEMENTS = ((48, 32), (96, 64), (36, 46), (36, 8), (48, 96))


@pytest.mark.parametrize(("size", "margin"), PLACEMENTS)
@pytest.mark.parametrize("strength", [0.31, 0.36, 0.51])
@pytest.mark.parametrize("name", ["flat", "black", "gradient", "coarse", "squares"])
def test_a_star_is_found_at_its_place_with_its_strength(name: str, strength: float, size: int, margin: int) -> None:
    star = gemini_sparkle.find(with_star(GROUNDS[name], size, margin, strength))
    assert star is not None
    assert (star.left, star.top, star.size) == (320 - margin - size, 320 - margin - size, size)
    assert star.strength == pytest.approx(strength, abs=0.06)


@pytest.mark.parametrize("name", sorted(GROUNDS))
def test_no_ground_holds_a_star_by_itself(name: str) -> None:
    for turns in range(4):
        ground = np.rot90(GROUNDS[name], turns).copy()
        assert gemini_sparkle.find(ground) is None
        assert gemini_sparkle.find_in_film(ground, 720) is None


@pytest.mark.parametrize("scale", [0.6, 0.85, 1.2, 1.4])
@pytest.mark.parametrize(("size", "margin"), [(48, 32), (36, 46)])
def test_a_star_is_found_in_a_picture_that_was_scaled(size: int, margin: int, scale: float) -> None:
    marked = Image.fromarray(with_star(GROUNDS["coarse"], size, margin, 0.45))
    side = round(320 * scale)
    star = gemini_sparkle.find(np.asarray(marked.resize((side, side), Image.Resampling.BICUBIC)))
    assert star is not None
    assert star.size == pytest.approx(size * scale, abs=3)
    assert star.left == pytest.approx((320 - margin - size) * scale, abs=4)


@pytest.mark.parametrize("place", gemini_sparkle.FILM_PLACES)
def test_a_star_of_a_film_is_found_at_its_place_for_the_number_of_lines(place: tuple[int, int, int, int]) -> None:
    size, right, below, lines = place
    marked = with_star(GROUNDS["coarse"], size, right, 0.31)
    shifted = np.concatenate([marked[below - right :], marked[: below - right]])
    star = gemini_sparkle.find_in_film(shifted, lines)
    assert star is not None
    assert abs(star.left - (320 - right - size)) <= 2
    assert abs(star.top - (320 - below - size)) <= 2


def test_white_shows_no_star_and_so_none_is_claimed() -> None:
    assert gemini_sparkle.find(with_star(GROUNDS["white"], 48, 32, 0.5)) is None


def test_a_dark_star_is_none_of_theirs() -> None:
    dark = 255 - with_star(255 - GROUNDS["flat"], 48, 32, 0.5)
    assert gemini_sparkle.find(dark.astype(np.uint8)) is None


def test_an_opaque_white_star_is_none_of_theirs() -> None:
    assert gemini_sparkle.find(with_star(GROUNDS["flat"], 48, 32, 0.98)) is None


def test_a_star_away_from_the_diagonal_is_not_looked_for() -> None:
    moved = np.roll(with_star(GROUNDS["coarse"], 48, 60, 0.5), 20, axis=0)
    assert gemini_sparkle.find(moved) is None


@pytest.mark.parametrize("name", ["flat", "coarse", "squares"])
def test_a_star_survives_strong_compression(name: str) -> None:
    coded = io.BytesIO()
    Image.fromarray(with_star(GROUNDS[name], 48, 32, 0.51)).save(coded, "JPEG", quality=75)
    assert gemini_sparkle.find(np.asarray(Image.open(coded).convert("RGB"))) is not None


def test_the_form_is_a_star_that_touches_its_frame() -> None:
    star = gemini_sparkle.draw_star(48)
    assert np.array_equal(star, star.T)
    assert np.array_equal(star, star[::-1])
    assert star[23, 0] > 0
    assert star[12, 12] == pytest.approx(0, abs=0.5)
    assert star[24, 24] == 1


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 130), st.integers(1, 130), st.integers(0, 2**32 - 1))
def test_any_picture_is_answered(height: int, width: int, seed: int) -> None:
    pixels: Pixels = np.random.default_rng(seed).integers(0, 256, (height, width, 3), dtype=np.uint8)
    star = gemini_sparkle.find(pixels)
    assert star is None
