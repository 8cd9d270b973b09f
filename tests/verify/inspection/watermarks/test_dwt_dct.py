"""The dwtDct family: each public payload is found in its own plane, and nothing in pictures without it."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from tests.build.media.embedding import embedded, scene
from verify.inspection.watermarks import dwt_dct
from verify.inspection.watermarks.dwt_dct import PAYLOADS, Payload

SIDE = 512
PAGE = Path(__file__).resolve().parents[4] / "docs" / "measurements" / "pixels.md"


@pytest.mark.parametrize("payload", PAYLOADS, ids=lambda payload: payload.name)
@pytest.mark.parametrize(("order", "kind"), [("BGR", "float32"), ("RGB", "float32"), ("BGR", "uint8")])
def test_a_payload_is_found_in_its_own_plane_and_no_other_is(payload: Payload, order: str, kind: str) -> None:
    match = dwt_dct.find(embedded(scene(1), payload, order, kind))
    assert match is not None
    assert (match.payload.name, match.order, match.kind) == (payload.name, order, kind)


@pytest.mark.parametrize("seed", range(6))
def test_a_picture_without_a_mark_shows_none(seed: int) -> None:
    assert dwt_dct.find(np.rint(scene(seed)).astype(np.uint8)) is None


@pytest.mark.parametrize("level", [0, 1, 127, 200, 255])
def test_a_flat_picture_shows_none(level: int) -> None:
    assert dwt_dct.find(np.full((SIDE, SIDE, 3), level, np.uint8)) is None


def test_a_picture_without_colour_is_given_no_score_out_of_rounding() -> None:
    grey = np.repeat(np.rint(scene(3)).astype(np.uint8)[..., :1], 3, axis=2)
    assert all(one.z == 0 for one in dwt_dct.score_payloads(grey))


def test_noise_shows_none() -> None:
    noise = np.random.default_rng(5).integers(0, 256, (SIDE, SIDE, 3), dtype=np.uint8)
    assert dwt_dct.find(noise) is None


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("blocks", [8, 16, 32])
def test_a_tile_that_repeats_is_not_taken_for_a_rhythm_of_bits(blocks: int, seed: int) -> None:
    side = 8 * blocks
    tile = np.random.default_rng([seed, blocks]).integers(0, 256, (side, side, 3), dtype=np.uint8)
    assert dwt_dct.find(np.tile(tile, (512 // side, 512 // side, 1))) is None


def test_a_rhythm_that_payload_and_picture_share_is_not_enough() -> None:
    # a picture whose blocks vote for the rhythm of eight bits that all ASCII letters share, and for nothing else
    ascii_rhythm = "01100101"
    stripes = Payload("stripes", "", ascii_rhythm)
    pixels = embedded(scene(4), stripes, "BGR", "float32")
    invokeai = next(one for one in dwt_dct.score_payloads(pixels) if one.payload.name == "invokeai")
    assert invokeai.z > dwt_dct.LEAST_Z
    assert invokeai.rest < dwt_dct.LEAST_REST
    assert not invokeai.fits


def test_a_picture_too_small_to_be_marked_is_not_scored() -> None:
    assert dwt_dct.score_payloads(np.zeros((100, 100, 3), np.uint8)) == ()
    assert dwt_dct.score_payloads(np.zeros((4, 100_000, 3), np.uint8)) == ()


def test_only_a_band_of_a_large_picture_is_needed() -> None:
    marked = embedded(scene(2), PAYLOADS[0], "BGR", "float32")
    tall = np.concatenate([marked] + [np.full_like(marked, 90)] * 20)
    assert tall.shape[0] * tall.shape[1] > dwt_dct.MOST_PIXELS
    wide = np.concatenate([marked, marked[:, ::-1]], axis=1)
    assert dwt_dct.find(wide) is None  # another width numbers the blocks anew
    assert dwt_dct.find(tall) is not None


@settings(max_examples=15, deadline=None)
@given(st.integers(1, 300), st.integers(1, 400), st.integers(0, 2**32), st.sampled_from([1, 2, 256]))
def test_any_picture_is_scored_without_an_error(height: int, width: int, seed: int, levels: int) -> None:
    pixels: NDArray[np.uint8] = np.random.default_rng(seed).integers(0, levels, (height, width, 3), dtype=np.uint8)
    for one in dwt_dct.score_payloads(pixels):
        assert np.isfinite(one.z)
        assert -1.001 <= one.correlation <= 1.001
        assert -1.001 <= one.rest <= 1.001
        assert not one.fits


@pytest.mark.parametrize("look", ["plain", "cut", "resized"])
def test_the_number_of_unmarked_pictures_is_that_of_the_page(look: str) -> None:
    line = re.search(
        rf"^{look}: 0 hits in (\d+) pictures without a mark", PAGE.read_text(encoding="utf-8"), re.MULTILINE
    )
    assert line is not None
    assert dwt_dct.count_unmarked(look) == int(line[1])


def test_a_look_that_was_never_measured_has_no_number() -> None:
    with pytest.raises(KeyError):
        dwt_dct.count_unmarked("guessed")
