"""Draws the marks that the decoders look for, and grounds that carry none. Deterministic."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from verify.inspection.watermarks.visible import dalle_colour_bar, gemini_sparkle

Pixels = NDArray[np.uint8]


def grounds(side: int = 320) -> dict[str, Pixels]:
    """Pictures without a mark: flat, gradient, noise at three scales, stripes, squares, blobs."""
    random = np.random.default_rng(7)
    ramp = np.linspace(20, 230, side)
    rows, columns = np.mgrid[0:side, 0:side]
    coarse = np.kron(random.integers(0, 256, (side // 16, side // 16, 3)), np.ones((16, 16, 1)))
    found = {
        "flat": np.full((side, side, 3), 90),
        "black": np.zeros((side, side, 3)),
        "white": np.full((side, side, 3), 255),
        "gradient": np.repeat(np.add.outer(ramp, ramp)[..., None] / 2, 3, axis=2),
        "noise": random.integers(0, 256, (side, side, 3)),
        "coarse": coarse,
        "stripes": np.repeat((np.sin((rows + columns) / 5) * 100 + 120)[..., None], 3, axis=2),
        "squares": np.repeat((((rows // 20 + columns // 20) % 2) * 160 + 40)[..., None], 3, axis=2),
        "rings": np.repeat((np.cos(np.hypot(rows - side, columns - side) / 9) * 90 + 110)[..., None], 3, axis=2),
    }
    return {name: np.clip(pixels, 0, 255).astype(np.uint8) for name, pixels in found.items()}


def with_star(ground: Pixels, size: int, margin: int, strength: float) -> Pixels:
    """White laid over `ground` in the form of the star, `margin` pixels from the right and the lower edge."""
    height, width = ground.shape[:2]
    whole = np.zeros((height, width), np.float32)
    top, left = height - margin - size, width - margin - size
    whole[top : top + size, left : left + size] = gemini_sparkle.draw_star(size) * strength
    seen = ground * (1 - whole[..., None]) + 255 * whole[..., None]
    marked: Pixels = np.rint(seen).astype(np.uint8)
    return marked


def with_bar(ground: Pixels, side: int) -> Pixels:
    """Five coloured squares of `side` pixels, flush with the lower right corner."""
    drawn = ground.copy()
    for index, colour in enumerate(dalle_colour_bar.COLOURS):
        right = drawn.shape[1] - (4 - index) * side
        drawn[-side:, right - side : right] = colour
    return drawn
