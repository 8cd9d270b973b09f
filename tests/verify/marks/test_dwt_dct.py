"""The dwtDct family: each public payload is found in its own plane, and nothing in pictures without it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from numpy.typing import NDArray

from verify.marks import dwt_dct
from verify.marks.dwt_dct import PAYLOADS, Payload

SIDE = 512


def scene(seed: int) -> NDArray[np.float64]:
    """A photo-like picture: soft shapes, a gradient and some grain."""
    chance = np.random.default_rng(seed)
    y, x = np.mgrid[0:SIDE, 0:SIDE] / SIDE
    layers = []
    for _ in range(3):
        waves = sum(
            chance.uniform(5, 30) * np.sin(chance.uniform(2, 25) * x + chance.uniform(2, 25) * y + chance.uniform(0, 6))
            for _ in range(6)
        )
        layers.append(120 + 60 * (x - y) + waves)
    return np.clip(np.stack(layers, axis=2) + chance.normal(0, 4, (SIDE, SIDE, 3)), 0, 255)


def embedded(rgb: NDArray[np.float64], payload: Payload, order: str, kind: str) -> NDArray[np.uint8]:
    """What the open embedder does, written anew: move each block's largest coefficient to its bit's phase."""
    picture = np.rint(rgb).astype(np.float64)
    first, green, last = picture[..., 0], picture[..., 1], picture[..., 2]
    red, blue = (first, last) if order == "BGR" else (last, first)
    luma = 0.299 * red + 0.587 * green + 0.114 * blue
    offset = 0.5 if kind == "float32" else 128.0
    u = (blue - luma) * 0.492 + offset
    v = (red - luma) * 0.877 + offset
    if kind == "uint8":
        u, v, luma = np.rint(u), np.rint(v), np.rint(luma)
    low = (u[0::2, 0::2] + u[0::2, 1::2] + u[1::2, 0::2] + u[1::2, 1::2]) / 2
    change = np.zeros_like(low)
    number = 0
    for top in range(0, low.shape[0], 4):
        for left in range(0, low.shape[1], 4):
            block = low[top : top + 4, left : left + 4].reshape(-1)
            at = int(np.argmax(np.abs(block[1:]))) + 1
            bit = payload.bits[number % len(payload.bits)] == "1"
            size = abs(block[at])
            target = (size // 36 + (0.75 if bit else 0.25)) * 36
            change[top + at // 4, left + at % 4] = np.sign(block[at]) * (target - size) if block[at] else 0
            number += 1
    u = u + np.kron(change / 2, np.ones((2, 2)))
    if kind == "uint8":
        u = np.rint(u)
    blue_out, red_out = luma + (u - offset) / 0.492, luma + (v - offset) / 0.877
    green_out = (luma - 0.299 * red_out - 0.114 * blue_out) / 0.587
    channels = (red_out, green_out, blue_out) if order == "BGR" else (blue_out, green_out, red_out)
    return np.clip(np.rint(np.stack(channels, axis=2)), 0, 255).astype(np.uint8)


@pytest.mark.parametrize("payload", PAYLOADS, ids=lambda payload: payload.name)
@pytest.mark.parametrize(("order", "kind"), [("BGR", "float32"), ("RGB", "float32"), ("BGR", "uint8")])
def test_a_payload_is_found_in_its_own_plane_and_no_other_is(payload: Payload, order: str, kind: str) -> None:
    found = dwt_dct.found(embedded(scene(1), payload, order, kind))
    assert found is not None
    assert found.payload.name == payload.name


@pytest.mark.parametrize("seed", range(8))
def test_a_picture_without_a_mark_shows_none(seed: int) -> None:
    assert dwt_dct.found(np.rint(scene(seed)).astype(np.uint8)) is None


@pytest.mark.parametrize("level", [0, 1, 127, 200, 255])
def test_a_flat_picture_shows_none(level: int) -> None:
    assert dwt_dct.found(np.full((SIDE, SIDE, 3), level, np.uint8)) is None


def test_noise_shows_none() -> None:
    noise = np.random.default_rng(5).integers(0, 256, (SIDE, SIDE, 3), dtype=np.uint8)
    assert dwt_dct.found(noise) is None


def test_a_picture_too_small_to_be_marked_is_not_scored() -> None:
    assert dwt_dct.scores(np.zeros((100, 100, 3), np.uint8)) == ()
    assert dwt_dct.scores(np.zeros((4, 100_000, 3), np.uint8)) == ()


def test_only_a_band_of_a_large_picture_is_needed() -> None:
    marked = embedded(scene(2), PAYLOADS[0], "BGR", "float32")
    tall = np.concatenate([marked] + [np.full_like(marked, 90)] * 20)
    assert tall.shape[0] * tall.shape[1] > dwt_dct.MOST_PIXELS
    wide = np.concatenate([marked, marked[:, ::-1]], axis=1)
    assert dwt_dct.found(wide) is None  # another width numbers the blocks anew
    assert dwt_dct.found(tall) is not None


@settings(max_examples=20, deadline=None)
@given(arrays.arrays(np.uint8, st.tuples(st.integers(250, 300), st.integers(250, 300), st.just(3))))
def test_any_picture_is_scored_without_an_error(pixels: NDArray[np.uint8]) -> None:
    for one in dwt_dct.scores(pixels):
        assert np.isfinite(one.z)
        assert -1.001 <= one.correlation <= 1.001
