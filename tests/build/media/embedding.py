"""Marks a picture as the open embedder does, written anew from its description, for tests of the decoders."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from verify.inspection.watermarks.dwt_dct import Payload


def scene(seed: int, height: int = 512, width: int = 512) -> NDArray[np.float64]:
    """A photo-like picture: soft shapes, a gradient and some grain; height × width × 3, 0 to 255."""
    chance = np.random.default_rng(seed)
    y, x = np.mgrid[0:height, 0:width] / 512
    layers = []
    for _ in range(3):
        waves = sum(
            chance.uniform(5, 30) * np.sin(chance.uniform(2, 25) * x + chance.uniform(2, 25) * y + chance.uniform(0, 6))
            for _ in range(6)
        )
        layers.append(120 + 60 * (x - y) + waves)
    return np.clip(np.stack(layers, axis=2) + chance.normal(0, 4, (height, width, 3)), 0, 255)


def embedded(rgb: NDArray[np.float64], payload: Payload, order: str, kind: str) -> NDArray[np.uint8]:
    """`rgb` with each block's largest coefficient moved to its bit's phase; its sides must be multiples of eight."""
    picture = np.rint(rgb).astype(np.float64)
    first, green, last = picture[..., 0], picture[..., 1], picture[..., 2]
    red, blue = (first, last) if order == "BGR" else (last, first)
    luma = 0.299 * red + 0.587 * green + 0.114 * blue
    offset = 0.5 if kind == "float32" else 128.0
    u = (blue - luma) * 0.492 + offset
    v = (red - luma) * 0.877 + offset
    if kind == "uint8":
        u, v, luma = np.rint(u), np.rint(v), np.rint(luma)
    u = u + np.kron(_change(u, payload) / 2, np.ones((2, 2)))
    if kind == "uint8":
        u = np.rint(u)
    blue_out, red_out = luma + (u - offset) / 0.492, luma + (v - offset) / 0.877
    green_out = (luma - 0.299 * red_out - 0.114 * blue_out) / 0.587
    channels = (red_out, green_out, blue_out) if order == "BGR" else (blue_out, green_out, red_out)
    return np.clip(np.rint(np.stack(channels, axis=2)), 0, 255).astype(np.uint8)


def _change(u: NDArray[np.float64], payload: Payload) -> NDArray[np.float64]:
    """What is added to the Haar LL band of `u`: one coefficient of each 4×4 block."""
    low = (u[0::2, 0::2] + u[0::2, 1::2] + u[1::2, 0::2] + u[1::2, 1::2]) / 2
    down, across = low.shape[0] // 4, low.shape[1] // 4
    blocks = low.reshape(down, 4, across, 4).transpose(0, 2, 1, 3).reshape(-1, 16)
    each = np.arange(len(blocks))
    at = np.abs(blocks[:, 1:]).argmax(axis=1) + 1
    values = blocks[each, at]
    bits = np.array([bit == "1" for bit in payload.bits])[each % len(payload.bits)]
    targets = (np.abs(values) // 36 + np.where(bits, 0.75, 0.25)) * 36
    change = np.zeros_like(blocks)
    change[each, at] = np.where(values < 0, -1, 1) * (targets - np.abs(values))
    return change.reshape(down, across, 4, 4).transpose(0, 2, 1, 3).reshape(low.shape)
