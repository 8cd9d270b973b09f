"""The only door to the reader of text in pictures: lines of text, with their places.

It is loaded once a process, at the first picture with anything to read, and works offline.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from typing import Any, Final

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from verify.inspection.media.ocr.bands import choose_bands, has_edges
from verify.inspection.media.oriented_image import OrientedImage, PixelBox
from verify.model import limits
from verify.model.errors import UnavailableError

_LEAST_CERTAINTY: Final = 0.5  # of the characters of a line
_SAME_SHARE: Final = 0.6  # of the smaller of two boxes that lies in the other: the same text read twice


class Line(Struct, frozen=True):
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


class _Piece(Struct, frozen=True):
    """A part of a picture as it is read, and how many pixels of the picture one of its own is."""

    box: PixelBox
    pixels: NDArray[np.uint8]
    across: float
    down: float

    def place(self, corners: NDArray[np.float32], text: str, certainty: float) -> Line:
        """Make the line of a text that was read within `corners`."""
        (left, top), (right, bottom) = corners.min(axis=0).tolist(), corners.max(axis=0).tolist()
        return Line(
            text[: limits.FACT_CHARACTERS],
            certainty,
            self.box.left + left * self.across,
            self.box.top + top * self.down,
            (right - left) * self.across,
            (bottom - top) * self.down,
        )


def read_lines(picture: OrientedImage, threads: int = 1) -> tuple[Line, ...]:
    """Return the lines of text in the four bands along the edges of `picture`, boxes in pixels of the upright picture.

    The lines are the same with any number of `threads`: each piece and each line of it is read by itself. Raises
    UnavailableError where the packages are not installed and there is anything to read at all.
    """
    pieces = [piece for piece in _cut_pieces(picture) if has_edges(piece.pixels)]
    if not pieces:
        return ()
    try:
        from verify.inspection.media.ocr import detection, models, recognition
    except ImportError as error:  # they stand on OpenCV
        raise UnavailableError(f"{error.name or error}") from error
    models.load_network(models.DETECTION)  # before threads would load it twice
    lines: list[Line] = []
    with _map_over(min(threads, len(pieces))) as run:
        for piece, boxes in zip(pieces, run(detection.find_boxes, [piece.pixels for piece in pieces]), strict=True):
            if boxes:
                models.load_network(models.RECOGNITION)
            for corners, (text, certainty) in zip(
                boxes, run(partial(recognition.read_text, piece.pixels), boxes), strict=True
            ):
                if text.strip() and certainty >= _LEAST_CERTAINTY:
                    lines.append(piece.place(corners, text, certainty))
            if len(lines) >= limits.TEXT_LINES:  # a page or a screen: no label can be alone on it
                break
    return tuple(_drop_repeats(lines))


@contextmanager
def _map_over(threads: int) -> Iterator[Callable[..., Iterator[Any]]]:
    """Give a `map`: with one thread the plain one, which does nothing before its turn; else one over so many threads.

    The models let go of the interpreter while they compute.
    """
    if threads == 1:
        yield map
        return
    with ThreadPoolExecutor(threads) as executor:
        try:
            yield executor.map
        finally:
            executor.shutdown(cancel_futures=True)


def _cut_pieces(picture: OrientedImage) -> Iterator[_Piece]:
    for box, scale in choose_bands(picture.width, picture.height):
        width, height = max(1, round(box.width * scale)), max(1, round(box.height * scale))
        yield _Piece(box, picture.cut(box, (width, height)), box.width / width, box.height / height)


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
