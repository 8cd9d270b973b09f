"""Pictures as arrays: their brightness, smaller, freed of slow changes, and sampled at another place and scale."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from verify.model import Picture

Floats = NDArray[np.float32]

LUMA: Final = (0.299, 0.587, 0.114)
_INSIDE: Final = 0.5  # pixels by which a place may lie off and still be taken for the border
_SLOW: Final = 6  # parts of the longer side over which the mean is taken away


def pixels(picture: Picture) -> Floats:
    """Height × width × 3, 0 to 255."""
    values = np.frombuffer(picture.rgb, np.uint8).reshape(picture.height, picture.width, 3)
    return values.astype(np.float32)


def grey(picture: Picture) -> Floats:
    """Brightness, height × width."""
    found: Floats = (pixels(picture) @ np.array(LUMA, np.float32)).astype(np.float32)
    return found


def shrunk(values: Floats, size: tuple[int, int]) -> Floats:
    """`values` in another size (width, height): each new pixel is the mean of those that it covers, also in parts."""
    return _averaged(_averaged(values, size[1]).swapaxes(0, 1), size[0]).swapaxes(0, 1)


def without_slow(values: Floats) -> Floats:
    """`values` without their mean over a wide surrounding, so that light and contrast count little."""
    radius = max(1, round(max(values.shape) / _SLOW / 2))
    return values - blurred(values, radius)


def blurred(values: Floats, radius: int) -> Floats:
    """The mean over a square of `radius` pixels each way, smaller at the edges."""
    return _smeared(_smeared(values, radius).swapaxes(0, 1), radius).swapaxes(0, 1)


def highest(values: Floats, radius: int) -> Floats:
    """The highest value in a square of `radius` pixels each way."""
    found = values
    for _ in range(2):
        found = np.max([_shifted(found, step) for step in range(-radius, radius + 1)], axis=0).swapaxes(0, 1)
    return found


def slopes(values: Floats) -> Floats:
    """How much brightness changes from each pixel to the one before it, across or down."""
    across = np.abs(np.diff(values, axis=1, prepend=values[:, :1]))
    down = np.abs(np.diff(values, axis=0, prepend=values[:1]))
    found: Floats = np.maximum(across, down)
    return found


def sampled(
    values: Floats, size: tuple[int, int], scale: float, left: float, top: float
) -> tuple[Floats, NDArray[np.bool_]]:
    """What is seen of `values`, `scale` times as large with its corner at (`left`, `top`), in a frame of `size`.

    Also says which pixels of the frame it covers. Between pixels it goes straight.
    """
    across, covered_across = _places(size[0], values.shape[1], scale, left)
    down, covered_down = _places(size[1], values.shape[0], scale, top)
    rows = _between(values, down)
    found = _between(rows.swapaxes(0, 1), across).swapaxes(0, 1)
    return np.ascontiguousarray(found), covered_down[:, None] & covered_across[None, :]


def footprints(
    values: Floats, size: tuple[int, int], scale: float, left: float, top: float
) -> tuple[Floats, NDArray[np.bool_]]:
    """What each pixel of a frame of `size` covers of `values`: pixel (0, 0) begins at (`left`, `top`) and each is
    `scale` wide and high, in pixels of `values`. Also says which of them lie inside altogether."""
    across = left + np.arange(size[0] + 1) * scale
    down = top + np.arange(size[1] + 1) * scale
    found = _means(_means(values, down).swapaxes(0, 1), across).swapaxes(0, 1)
    inside_across, inside_down = (
        (edges[:-1] >= -_INSIDE) & (edges[1:] <= side + _INSIDE)
        for edges, side in ((across, values.shape[1]), (down, values.shape[0]))
    )
    return np.ascontiguousarray(found), inside_down[:, None] & inside_across[None, :]


def _places(count: int, side: int, scale: float, start: float) -> tuple[Floats, NDArray[np.bool_]]:
    """For each pixel of the frame its place along a side of the picture, and whether it lies inside."""
    places = ((np.arange(count, dtype=np.float32) + 0.5 - start) / scale - 0.5).astype(np.float32)
    return places, (places >= -0.5) & (places <= side - 0.5)


def _between(values: Floats, places: Floats) -> Floats:
    held = np.clip(places, 0, len(values) - 1)
    below = np.minimum(held.astype(np.int64), max(0, len(values) - 2))
    above = np.minimum(below + 1, len(values) - 1)
    share = (held - below).astype(np.float32).reshape(-1, *([1] * (values.ndim - 1)))
    found: Floats = values[below] * (1 - share) + values[above] * share
    return found


def _averaged(values: Floats, count: int) -> Floats:
    """`count` rows, each the mean of the rows that it covers; straight between them where there are fewer."""
    length = len(values)
    if count >= length:
        return _between(values, ((np.arange(count, dtype=np.float32) + 0.5) * length / count - 0.5).astype(np.float32))
    return _means(values, np.linspace(0, length, count + 1))


def _means(values: Floats, edges: NDArray[np.floating[Any]]) -> Floats:
    """The mean of the rows between each edge and the next, parts of rows as parts; nothing lies beyond the values."""
    sums = np.concatenate((np.zeros_like(values[:1], np.float64), np.cumsum(values, axis=0, dtype=np.float64)))
    held = np.clip(edges, 0, len(values))
    whole = np.minimum(held.astype(np.int64), len(values) - 1)
    share = (held - whole).reshape(-1, *([1] * (values.ndim - 1)))
    reached = sums[whole] + share * values[whole]
    heights = np.maximum(np.diff(held), 1e-6).reshape(share[1:].shape)
    found: Floats = (np.diff(reached, axis=0) / heights).astype(np.float32)
    return found


def _shifted(values: Floats, step: int) -> Floats:
    """`values` moved by `step` rows; rows at the end are repeated."""
    found: Floats = values[np.clip(np.arange(len(values)) - step, 0, len(values) - 1)]
    return found


def _smeared(values: Floats, radius: int) -> Floats:
    length = len(values)
    sums = np.concatenate((np.zeros_like(values[:1], np.float64), np.cumsum(values, axis=0, dtype=np.float64)))
    places = np.arange(length)
    first, last = np.maximum(0, places - radius), np.minimum(length, places + radius + 1)
    counts = (last - first).reshape(-1, *([1] * (values.ndim - 1)))
    found: Floats = ((sums[last] - sums[first]) / counts).astype(np.float32)
    return found
