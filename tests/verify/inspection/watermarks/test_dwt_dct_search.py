"""Marks are found again in pictures that were cut anywhere or resized, and in no others."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from tests.build.media.embedding import embedded, scene
from verify.inspection.watermarks import dwt_dct, dwt_dct_search
from verify.inspection.watermarks.dwt_dct import PAYLOADS, Payload
from verify.inspection.watermarks.dwt_dct_search import CutMatch, ResizedMatch

NAMED = {payload.name: payload for payload in PAYLOADS}


@pytest.mark.parametrize(
    ("payload", "order", "kind", "top", "left"),
    [
        ("sdxl", "RGB", "float32", 8, 16),
        ("flux", "BGR", "float32", 3, 29),
        ("sd1", "BGR", "uint8", 131, 7),
        ("invokeai", "BGR", "uint8", 70, 101),
    ],
)
def test_a_cut_picture_tells_its_mark_and_where_the_blocks_begin(
    payload: str, order: str, kind: str, top: int, left: int
) -> None:
    marked = embedded(scene(1, 640, 704), NAMED[payload], order, kind)
    part = np.ascontiguousarray(marked[top : top + 420, left : left + 500])
    assert dwt_dct.find(part) is None
    match = dwt_dct_search.find(Image.fromarray(part))
    assert isinstance(match, CutMatch)
    assert (match.score.payload.name, match.score.order, match.score.kind) == (payload, order, kind)
    assert (match.top, match.left) == (-top % 8, -left % 8)


@pytest.mark.parametrize("factor", [0.75, 1.5])
def test_a_resized_picture_tells_its_mark_and_its_first_size(factor: float) -> None:
    marked = embedded(scene(2, 512, 768), NAMED["sdxl"], "BGR", "float32")
    copy = Image.fromarray(marked).resize((round(768 * factor), round(512 * factor)), Image.Resampling.LANCZOS)
    assert dwt_dct.find(np.asarray(copy)) is None
    match = dwt_dct_search.find(copy)
    assert isinstance(match, ResizedMatch)
    assert match.score.payload.name == "sdxl"
    assert (match.width, match.height) == (768, 512)


@pytest.mark.parametrize("seed", range(3))
def test_a_picture_without_a_mark_shows_none(seed: int) -> None:
    assert dwt_dct_search.find(Image.fromarray(np.rint(scene(seed, 280, 368)).astype(np.uint8))) is None


@pytest.mark.parametrize("blocks", [6, 16, 48])
def test_a_tile_that_repeats_is_not_taken_for_a_mark(blocks: int) -> None:
    tile = np.random.default_rng(blocks).integers(0, 256, (8 * blocks, 8 * blocks, 3), dtype=np.uint8)
    repeated = np.tile(tile, (-(-512 // tile.shape[0]), -(-512 // tile.shape[1]), 1))[:512, :512]
    assert dwt_dct_search.find(Image.fromarray(np.ascontiguousarray(repeated[:, :400]))) is None


def test_the_best_line_through_the_torus_is_the_one_that_trying_all_finds() -> None:
    payload = Payload("short", "", "0110100111")
    length = len(payload.bits)
    votes = np.random.default_rng(1).normal(size=(23, 31)).astype(np.float32)
    grid = dwt_dct_search._Grid("BGR", "float32", 0, 0, votes)
    best = dwt_dct_search._choose_best(payload, (grid,)).score
    signs = payload.signs - payload.signs.mean()
    rows, columns = np.indices(votes.shape)
    centred = votes - votes.mean()
    tried = [
        float((centred * signs[(phase + stride * rows + columns) % length]).sum())
        for stride in range(length)
        for phase in range(length)
    ]
    assert best.z == pytest.approx(max(tried) / np.sqrt((signs**2).mean() * (centred**2).sum()), rel=1e-4)


def test_a_picture_smaller_than_embedders_mark_is_not_searched() -> None:
    assert dwt_dct_search.search_cut(np.zeros((100, 100, 3), np.uint8)) == ()
    assert dwt_dct_search.search_cut(np.zeros((9, 60_000, 3), np.uint8)) == ()


def test_only_sizes_with_the_same_proportions_are_tried() -> None:
    assert (1024, 1024) in dwt_dct_search.list_sizes(600, 600)
    assert (600, 600) not in dwt_dct_search.list_sizes(600, 600)
    assert (1360, 768) in dwt_dct_search.list_sizes(680, 384)
    assert dwt_dct_search.list_sizes(5, 10_000) == ()
    assert all(wide * high <= dwt_dct.MOST_PIXELS for wide, high in dwt_dct_search.list_sizes(700, 700))
