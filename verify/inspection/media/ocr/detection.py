"""Where text lies: PaddleOCR's detection model and its steps around it (DB, differentiable binarisation).

`DetResizeForTest` and `NormalizeImage` before the model; `DBPostProcess` after it, with its `box_score_fast` and its
`unclip`; the numbers are those with which the model is published.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray

from verify.inspection.media.ocr.models import DETECTION, Floats, load_network

_MULTIPLE: Final = 32  # pixels: the model halves its input five times
_THRESHOLD: Final = 0.3  # of the map of probabilities (`thresh`)
_LEAST_SCORE: Final = 0.5  # mean probability within a box (`box_thresh`)
_UNCLIP_RATIO: Final = 1.6  # the model marks the core of a line; its box is as much larger
_LEAST_SIDE: Final = 3  # pixels, of a core (`min_size`)
_LEAST_BOX_SIDE: Final = 5
_LEAST_CROP_SIDE: Final = 4
_MOST_BOXES: Final = 1000  # `max_candidates`
_SAME_ROW: Final = 10  # pixels between the upper corners of two boxes in one row


def find_boxes(pixels: NDArray[np.uint8]) -> list[Floats]:
    """Find text in `pixels` (height × width × 3, RGB). Each box is four corners, clockwise from the upper left.

    The boxes are in the order of reading. Raises UnavailableError without the model.
    """
    height, width = pixels.shape[:2]
    size = (_round_side(width), _round_side(height))
    array = prepare(resize(pixels, size))
    probabilities = load_network(DETECTION).run(array[np.newaxis])[0, 0]
    boxes = [
        box
        for rectangle in find_rectangles(probabilities)
        if (box := _scale_box(_list_corners(rectangle), size, (width, height))) is not None
    ]
    return _sort_in_rows(boxes)


def resize(pixels: NDArray[np.uint8], size: tuple[int, int]) -> NDArray[np.uint8]:
    """Bring RGB pixels to `size` (width, height), linearly, as PaddleOCR does for both models."""
    return np.asarray(cv2.resize(pixels, size), np.uint8)


def prepare(pixels: NDArray[np.uint8]) -> Floats:
    """Turn RGB pixels into what both models take: blue, green and red planes of numbers from -1 to 1."""
    planes = pixels[..., ::-1].transpose(2, 0, 1).astype(np.float32)
    planes /= 127.5
    planes -= 1.0
    return np.ascontiguousarray(planes)


def find_rectangles(probabilities: Floats) -> Iterator[Any]:
    """Yield each line of text in a map of probabilities as a rotated rectangle ((x, y), (width, height), angle)."""
    # the kernel that PaddleOCR dilates with: parts of a line that almost touch become one
    mask = cv2.dilate((probabilities > _THRESHOLD).astype(np.uint8), np.ones((2, 2), np.uint8))
    contours, _ = cv2.findContours(mask, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    for contour in contours[:_MOST_BOXES]:
        core = cv2.minAreaRect(contour)
        if min(core[1]) < _LEAST_SIDE or _score_box(probabilities, _list_corners(core)) < _LEAST_SCORE:
            continue
        middle, sides, angle = core
        grown = unclip(*sides)
        if min(grown) >= _LEAST_BOX_SIDE:
            yield middle, grown, angle


def unclip(width: float, height: float) -> tuple[float, float]:
    """Compute the sides of the line from those of its core (`unclip`).

    PaddleOCR moves a polygon's sides outwards by area × ratio ÷ circumference, with round corners, and takes the least
    rectangle around it. The core is a rectangle here, so the least one around it is that with longer sides.
    """
    grown = width * height * _UNCLIP_RATIO / (width + height)  # twice the distance, for two sides
    return width + grown, height + grown


def _list_corners(rectangle: Any) -> Floats:
    return np.asarray(cv2.boxPoints(rectangle), np.float32)


def _round_side(length: int) -> int:
    return max(_MULTIPLE, round(length / _MULTIPLE) * _MULTIPLE)


def _score_box(probabilities: Floats, corners: Floats) -> float:
    """Compute the mean probability within a box (`box_score_fast`)."""
    height, width = probabilities.shape
    left, top = np.clip(np.floor(corners.min(axis=0)).astype(int), 0, (width - 1, height - 1))
    right, bottom = np.clip(np.ceil(corners.max(axis=0)).astype(int), 0, (width - 1, height - 1))
    mask = np.zeros((bottom - top + 1, right - left + 1), np.uint8)
    cv2.fillPoly(mask, [(corners - (left, top)).astype(np.int32)], 1)
    return float(cv2.mean(probabilities[top : bottom + 1, left : right + 1], mask)[0])


def _scale_box(corners: Floats, size: Sequence[int], wanted: Sequence[int]) -> Floats | None:
    """Scale corners on a map of `size` to a picture of the size `wanted`, clockwise; None where too little is left."""
    scaled = np.round(corners / np.asarray(size, np.float32) * np.asarray(wanted, np.float32))
    across = scaled[np.argsort(scaled[:, 0], kind="stable")]
    (left_top, left_bottom), (right_top, right_bottom) = (
        pair[np.argsort(pair[:, 1], kind="stable")] for pair in (across[:2], across[2:])
    )
    box = np.array([left_top, right_top, right_bottom, left_bottom], np.float32)
    box = np.clip(box, 0, np.asarray(wanted, np.float32) - 1)
    sides = np.linalg.norm(box[0] - box[1]), np.linalg.norm(box[0] - box[3])
    return box if min(sides) >= _LEAST_CROP_SIDE else None


def _sort_in_rows(boxes: list[Floats]) -> list[Floats]:
    """Sort from top to bottom, and within a row from left to right (`sorted_boxes`)."""
    rows: list[list[Floats]] = []
    for box in sorted(boxes, key=lambda box: float(box[0, 1])):
        if rows and box[0, 1] - rows[-1][-1][0, 1] < _SAME_ROW:
            rows[-1].append(box)
        else:
            rows.append([box])
    return [box for row in rows for box in sorted(row, key=lambda box: float(box[0, 0]))]
