"""The visible four-pointed star ("sparkle") that Gemini's apps lay over a picture's lower right corner.

White at partial strength, 36, 48 or 96 pixels wide, as far from the right edge as from the bottom. The star's form
is computed here from its geometry. Anyone can draw one, so a hit is a statement and never more.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

SIZES: Final = (36, 48, 96)  # pixels; the service's own, before anybody scales the picture
LEAST_CORRELATION: Final = 0.5  # of the brightness with the star
LEAST_EDGE_CORRELATION: Final = 0.45  # of the edges with the star's edges
_CANDIDATES: Final = 3  # places per size whose edges are looked at
_MARGINS: Final = (0.55, 1.45)  # distance to the edges as a share of the size; seen are 0.67 and 1.25
_CURVE: Final = 0.68  # |x|^p + |y|^p = 1, measured on a star over a flat ground
_OVERSAMPLING: Final = 8

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Sparkle:
    """A star found: its place in pixels of the picture, its size, and how well brightness and edges fit (0 to 1)."""

    left: int
    top: int
    size: int
    correlation: float
    edges: float

    @property
    def fits(self) -> bool:
        """Whether both correlations are beyond their limits."""
        return self.correlation > LEAST_CORRELATION and self.edges > LEAST_EDGE_CORRELATION


@cache
def star(size: int) -> Floats:
    """The star's strength per pixel, 0 to 1, size × size, its points touching the frame but for one pixel."""
    count = size * _OVERSAMPLING
    axis = (np.arange(count) + 0.5) / count * 2 - 1
    radius = 1 - 1 / size
    x, y = np.abs(axis[None, :]) / radius, np.abs(axis[:, None]) / radius
    inside = (x**_CURVE + y**_CURVE <= 1).astype(np.float32)
    strength: Floats = inside.reshape(size, _OVERSAMPLING, size, _OVERSAMPLING).mean(axis=(1, 3))
    return strength


def best(pixels: NDArray[np.uint8]) -> Sparkle | None:
    """The place in `pixels` (height × width × 3, uint8) that fits the star best; None where none has room.

    Looks along the diagonal of the lower right corner only: right and bottom margins are the same.
    """
    height, width = pixels.shape[:2]
    reach = min(height, width, int(max(SIZES) * (1 + _MARGINS[1])) + 1)
    corner = pixels[height - reach :, width - reach :].astype(np.float32)
    grey = corner @ np.array([0.299, 0.587, 0.114], np.float32)
    edges = _edges(grey)
    found: list[Sparkle] = []
    for size in SIZES:
        for start, correlation in _along_diagonal(grey, size):
            fit = _correlation(edges[start : start + size, start : start + size], _edges(star(size)))
            place = (width - reach + start, height - reach + start)
            found.append(Sparkle(*place, size, round(correlation, 4), round(fit, 4)))
    return max(found, key=lambda one: min(one.correlation, one.edges), default=None)


def find(pixels: NDArray[np.uint8]) -> Sparkle | None:
    """The star in `pixels`, or None."""
    one = best(pixels)
    return one if one is not None and one.fits else None


def _along_diagonal(grey: Floats, size: int) -> list[tuple[int, float]]:
    """The best starts on the corner's diagonal for a star of this size, with their correlation."""
    reach = grey.shape[0]
    first = max(0, reach - size - int(size * _MARGINS[1]))
    last = reach - size - int(size * _MARGINS[0])
    if last < first:
        return []
    template = star(size) - star(size).mean()
    norm = float(np.sqrt((template * template).sum()))
    scored = []
    for start in range(first, last + 1):
        patch = grey[start : start + size, start : start + size]
        centred = patch - patch.mean()
        power = float(np.sqrt((centred * centred).sum()))
        scored.append((start, float((centred * template).sum()) / (norm * power) if power > size else 0.0))
    return sorted(scored, key=lambda one: -one[1])[:_CANDIDATES]


def _edges(grey: Floats) -> Floats:
    """The size of the gradient."""
    down, right = np.gradient(grey)
    size: Floats = np.hypot(down, right).astype(np.float32)
    return size


def _correlation(one: Floats, other: Floats) -> float:
    first, second = one - one.mean(), other - other.mean()
    power = float(np.sqrt((first * first).sum() * (second * second).sum()))
    return float((first * second).sum()) / power if power > 0 else 0.0
