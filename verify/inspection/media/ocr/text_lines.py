"""The only door to the reader of text in pictures: lines of text, with their places.

It is loaded once a process, at the first picture with anything to read, and works offline.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from verify.inspection.media.ocr.bands import choose_bands, has_edges
from verify.inspection.media.oriented_image import OrientedImage, PixelBox
from verify.model import limits
from verify.model.errors import UnavailableError

_LEAST_CERTAINTY: Final = 0.5  # of the characters of a line
_SAME_SHARE: Final = 0.6  # of the smaller of two boxes that lies in the other: the same text read twice


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text that was read: its words, the reader's certainty (0 to 1) and the box around it in pixels."""

    text: str
    score: float
    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The right side of the box."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """The lower side of the box."""
        return self.top + self.height

    @property
    def middle(self) -> float:
        """The middle of the box, across."""
        return self.left + self.width / 2

    @property
    def level(self) -> float:
        """The middle of the box, down."""
        return self.top + self.height / 2


def read_lines(picture: OrientedImage) -> tuple[Line, ...]:
    """Return the lines of text in the four bands along the edges of `picture`, boxes in pixels of the upright picture.

    Raises UnavailableError where the packages are not installed and there is anything to read at all.
    """
    lines: list[Line] = []
    for band, scale in choose_bands(picture.width, picture.height):
        size = (max(1, round(band.width * scale)), max(1, round(band.height * scale)))
        pixels = picture.cut(band, size)
        if not has_edges(pixels):
            continue
        lines += _read_piece(pixels, band, band.width / size[0], band.height / size[1])
        if len(lines) >= limits.TEXT_LINES:  # a page or a screen: no label can be alone on it
            break
    return tuple(_drop_repeats(lines))


def _read_piece(pixels: NDArray[np.uint8], band: PixelBox, across: float, down: float) -> Iterator[Line]:
    """Yield the lines of one piece; `across` and `down` scale its pixels back to those of the picture."""
    try:
        from verify.inspection.media.ocr import detection, recognition
    except ImportError as error:  # they stand on OpenCV
        raise UnavailableError(f"{error.name or error}") from error
    for box in detection.find_boxes(pixels):
        text, certainty = recognition.read_text(pixels, box)
        if not text.strip() or certainty < _LEAST_CERTAINTY:
            continue
        (left, top), (right, bottom) = box.min(axis=0).tolist(), box.max(axis=0).tolist()
        yield Line(
            text[: limits.FACT_CHARACTERS],
            certainty,
            band.left + left * across,
            band.top + top * down,
            (right - left) * across,
            (bottom - top) * down,
        )


def _drop_repeats(lines: list[Line]) -> Iterator[Line]:
    """Drop the shorter of two readings of the same place."""
    unique: list[Line] = []
    for line in sorted(lines, key=lambda line: -len(line.text)):
        if not any(_measure_overlap(line, other) > _SAME_SHARE for other in unique):
            unique.append(line)
    yield from unique


def _measure_overlap(one: Line, other: Line) -> float:
    across = min(one.right, other.right) - max(one.left, other.left)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    smaller = min(one.width * one.height, other.width * other.height)
    return across * down / smaller if across > 0 and down > 0 and smaller > 0 else 0.0
