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


def to_array(picture: Picture) -> Floats:
    """Return the pixels as an array: height × width × 3, 0 to 255."""
    values = np.frombuffer(picture.rgb, np.uint8).reshape(picture.height, picture.width, 3)
    return values.astype(np.float32)


def to_grey(picture: Picture) -> Floats:
    """Return brightness, height × width."""
    brightness: Floats = (to_array(picture) @ np.array(LUMA, np.float32)).astype(np.float32)
    return brightness


def resize(values: Floats, size: tuple[int, int]) -> Floats:
    """`values` in another size (width, height): each new pixel is the mean of those that it covers, also in parts."""
    return _resize_rows(_resize_rows(values, size[1]).swapaxes(0, 1), size[0]).swapaxes(0, 1)


def remove_slow_changes(values: Floats) -> Floats:
    """`values` without their mean over a wide surrounding, so that light and contrast count little."""
    radius = max(1, round(max(values.shape) / _SLOW / 2))
    return values - blur(values, radius)


def blur(values: Floats, radius: int) -> Floats:
    """Return the mean over a square of `radius` pixels each way, smaller at the edges."""
    return _blur_rows(_blur_rows(values, radius).swapaxes(0, 1), radius).swapaxes(0, 1)


def dilate(values: Floats, radius: int) -> Floats:
    """Return the highest value in a square of `radius` pixels each way."""
    dilated = values
    for _ in range(2):
        dilated = np.max([_shift_rows(dilated, step) for step in range(-radius, radius + 1)], axis=0).swapaxes(0, 1)
    return dilated


def find_slopes(values: Floats) -> Floats:
    """Return the change of brightness from each pixel to the one before it, across or down."""
    across = np.abs(np.diff(values, axis=1, prepend=values[:, :1]))
    down = np.abs(np.diff(values, axis=0, prepend=values[:1]))
    steeper: Floats = np.maximum(across, down)
    return steeper


def sample(
    values: Floats, size: tuple[int, int], scale: float, left: float, top: float
) -> tuple[Floats, NDArray[np.bool_]]:
    """Sample `values`, `scale` times as large with their corner at (`left`, `top`), in a frame of `size`.

    Also says which pixels of the frame it covers. Between pixels it goes straight.
    """
    across, covered_across = _map_places(size[0], values.shape[1], scale, left)
    down, covered_down = _map_places(size[1], values.shape[0], scale, top)
    rows = _interpolate(values, down)
    sampled = _interpolate(rows.swapaxes(0, 1), across).swapaxes(0, 1)
    return np.ascontiguousarray(sampled), covered_down[:, None] & covered_across[None, :]


def average_footprints(
    values: Floats, size: tuple[int, int], scale: float, left: float, top: float
) -> tuple[Floats, NDArray[np.bool_]]:
    """Return the mean that each pixel of a frame of `size` covers of `values`, and which pixels lie inside altogether.

    Pixel (0, 0) begins at (`left`, `top`) and each is `scale` wide and high, in pixels of `values`.
    """
    across = left + np.arange(size[0] + 1) * scale
    down = top + np.arange(size[1] + 1) * scale
    averages = _average_rows(_average_rows(values, down).swapaxes(0, 1), across).swapaxes(0, 1)
    inside_across, inside_down = (
        (edges[:-1] >= -_INSIDE) & (edges[1:] <= side + _INSIDE)
        for edges, side in ((across, values.shape[1]), (down, values.shape[0]))
    )
    return np.ascontiguousarray(averages), inside_down[:, None] & inside_across[None, :]


def _map_places(count: int, side: int, scale: float, start: float) -> tuple[Floats, NDArray[np.bool_]]:
    """For each pixel of the frame its place along a side of the picture, and whether it lies inside."""
    places = ((np.arange(count, dtype=np.float32) + 0.5 - start) / scale - 0.5).astype(np.float32)
    return places, (places >= -0.5) & (places <= side - 0.5)


def _interpolate(values: Floats, places: Floats) -> Floats:
    held = np.clip(places, 0, len(values) - 1)
    below = np.minimum(held.astype(np.int64), max(0, len(values) - 2))
    above = np.minimum(below + 1, len(values) - 1)
    share = (held - below).astype(np.float32).reshape(-1, *([1] * (values.ndim - 1)))
    interpolated: Floats = values[below] * (1 - share) + values[above] * share
    return interpolated


def _resize_rows(values: Floats, count: int) -> Floats:
    """`count` rows, each the mean of the rows that it covers; straight between them where there are fewer."""
    length = len(values)
    if count >= length:
        return _interpolate(
            values, ((np.arange(count, dtype=np.float32) + 0.5) * length / count - 0.5).astype(np.float32)
        )
    return _average_rows(values, np.linspace(0, length, count + 1))


def _average_rows(values: Floats, edges: NDArray[np.floating[Any]]) -> Floats:
    """Return the mean of the rows between each edge and the next, parts of rows as parts; beyond them is nothing."""
    sums = np.concatenate((np.zeros_like(values[:1], np.float64), np.cumsum(values, axis=0, dtype=np.float64)))
    held = np.clip(edges, 0, len(values))
    whole = np.minimum(held.astype(np.int64), len(values) - 1)
    share = (held - whole).reshape(-1, *([1] * (values.ndim - 1)))
    reached = sums[whole] + share * values[whole]
    heights = np.maximum(np.diff(held), 1e-6).reshape(share[1:].shape)
    averages: Floats = (np.diff(reached, axis=0) / heights).astype(np.float32)
    return averages


def _shift_rows(values: Floats, step: int) -> Floats:
    """`values` moved by `step` rows; rows at the end are repeated."""
    shifted: Floats = values[np.clip(np.arange(len(values)) - step, 0, len(values) - 1)]
    return shifted


def _blur_rows(values: Floats, radius: int) -> Floats:
    length = len(values)
    sums = np.concatenate((np.zeros_like(values[:1], np.float64), np.cumsum(values, axis=0, dtype=np.float64)))
    places = np.arange(length)
    first, last = np.maximum(0, places - radius), np.minimum(length, places + radius + 1)
    counts = (last - first).reshape(-1, *([1] * (values.ndim - 1)))
    blurred: Floats = ((sums[last] - sums[first]) / counts).astype(np.float32)
    return blurred
