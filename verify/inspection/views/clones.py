"""Areas of a picture that look like another area of it, moved: candidates for a copy within the picture.

Conspicuous points are described (SIFT) and each is compared with all others; what moved by the same way in company is a
candidate. Windows of a house and books on a shelf are candidates, too.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from verify.inspection.media import images
from verify.inspection.views.canvas import Canvas
from verify.model import limits
from verify.model.views import FactName, ViewFact

_POINTS: Final = 3_000
_ROWS: Final = 500  # points that are compared with all others at once
_APART: Final = 24.0  # pixels between a point and its copy
_DISTINCT: Final = 0.6  # how much nearer the copy must be than the next one elsewhere
_STEP: Final = 6.0  # pixels by which ways of one group may differ
_COMPANY: Final = 8  # points that moved by the same way
_PAIRS: Final = 12  # drawn
_DIMMED: Final = 0.45
_LINE: Final = 3
_MARGIN: Final = 6


class Pair(Struct, frozen=True):
    """Two areas that look alike: left, top, right, bottom in pixels of the picture that was made small."""

    one: tuple[int, int, int, int]
    other: tuple[int, int, int, int]


def draw(picture: Canvas) -> Canvas:
    """Frame the candidates in the picture, made small and dim, each pair with a line between."""
    import cv2

    share = min(1.0, (limits.CLONE_PIXELS / (picture.stored.width * picture.stored.height)) ** 0.5)
    size = max(1, round(picture.stored.width * share)), max(1, round(picture.stored.height * share))
    small = np.asarray(images.to_opaque(picture.stored.resize(size, reducing_gap=2.0) if share < 1 else picture.stored))
    pairs = list(find_pairs(np.asarray(cv2.cvtColor(small, cv2.COLOR_RGB2GRAY), np.uint8)))
    pixels = (small * _DIMMED).astype(np.uint8)
    for pair in pairs[:_PAIRS]:
        for left, top, right, bottom in (pair.one, pair.other):
            pixels[top:bottom, left:right] = small[top:bottom, left:right]
            cv2.rectangle(pixels, (left, top), (right, bottom), (255, 255, 255), _LINE)
        cv2.line(pixels, _middle(pair.one), _middle(pair.other), (255, 255, 255), 1)
    from PIL import Image

    drawn = Canvas(Image.fromarray(pixels), picture.orientation)
    drawn.facts = (ViewFact(FactName.CLONES, str(len(pairs))) if pairs else ViewFact(FactName.NO_CLONE),)
    return drawn


def find_pairs(grey: NDArray[np.uint8]) -> Iterator[Pair]:
    """Find areas that look alike, those with the most points first."""
    import cv2

    points, described = cv2.SIFT.create(nfeatures=_POINTS).detectAndCompute(grey, None)
    if described is None or len(points) < _COMPANY:
        return
    places = np.array([point.pt for point in points], np.float32)
    starts, ends = _match(places, np.asarray(described, np.float32))
    if not len(starts):
        return
    ways = ends - starts
    flip = (ways[:, 0] < 0) | ((ways[:, 0] == 0) & (ways[:, 1] < 0))  # each pair once, whichever point came first
    starts[flip], ends[flip] = ends[flip], starts[flip].copy()
    groups: dict[tuple[int, int], list[int]] = {}
    for at, way in enumerate(np.round((ends - starts) / _STEP).astype(int)):
        groups.setdefault((int(way[0]), int(way[1])), []).append(at)
    for members in sorted(groups.values(), key=len, reverse=True):
        if len({tuple(start) for start in starts[members].astype(int).tolist()}) >= _COMPANY:
            yield Pair(_surround(starts[members], grey.shape), _surround(ends[members], grey.shape))


def _match(
    places: NDArray[np.float32], described: NDArray[np.float32]
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return the places of points and of what each is a copy of: much nearer to it than anything third is."""
    starts, ends = [], []
    for first in range(0, len(places), _ROWS):
        own = places[first : first + _ROWS]
        rows = np.arange(len(own))
        distances = _distances(described[first : first + _ROWS], described)
        distances[_distances(own, places) <= _APART**2] = np.inf
        copies = distances.argmin(axis=1)
        nearest = distances[rows, copies]
        distances[_distances(places[copies], places) <= _APART**2] = np.inf
        third = distances.min(axis=1)
        matches = np.isfinite(nearest) & (nearest < _DISTINCT**2 * third)
        starts.append(own[matches])
        ends.append(places[copies[matches]])
    return np.concatenate(starts), np.concatenate(ends)


def _distances(some: NDArray[np.float32], others: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the squared distance of each of `some` rows to each of the `others`."""
    squares = (some**2).sum(axis=1)[:, None] + (others**2).sum(axis=1)[None, :] - 2 * some @ others.T
    distances: NDArray[np.float32] = np.maximum(squares, 0).astype(np.float32)
    return distances


def _surround(points: NDArray[np.float32], shape: tuple[int, ...]) -> tuple[int, int, int, int]:
    left, top = np.maximum(points.min(axis=0) - _MARGIN, 0).astype(int).tolist()
    right, bottom = (points.max(axis=0) + _MARGIN).astype(int).tolist()
    return left, top, min(right, shape[1] - 1), min(bottom, shape[0] - 1)


def _middle(area: tuple[int, int, int, int]) -> tuple[int, int]:
    return (area[0] + area[2]) // 2, (area[1] + area[3]) // 2
