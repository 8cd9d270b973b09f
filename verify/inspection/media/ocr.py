"""The only door to the reader of text in pictures (RapidOCR over onnxruntime), with the models that its package ships.

It is loaded once a process, at the first picture, and works offline; it fetches nothing and reports nothing home.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from verify.inspection.media.onnx import load_runtime
from verify.inspection.media.oriented_image import OrientedImage, PixelBox
from verify.model import limits
from verify.model.errors import UnavailableError

NAMES: Final = ("rapidocr", "onnxruntime")

_SHORT_SIDE: Final = 960  # pixels to which the picture is scaled; labels of 2 % are 19 pixels high then
_MOST_ENLARGED: Final = 2.0
_BAND_SHARE: Final = 0.19  # of the short side: the bands along the upper and the lower edge
_SIDE_SHARE: Final = 0.26  # and along the left and the right, whose labels are wider than high
_OVERLAP_SHARE: Final = 0.04  # of the short side, between a side's band and those above and below
_WHOLE_SIDE: Final = 420  # pixels; a picture with a shorter side is read as a whole: it may be a corner cut out
_PIECE_PIXELS: Final = 1200  # longer bands are read in pieces that overlap by the height of four lines of print
_PIECE_OVERLAP: Final = 320
_LONGEST_SHARE: Final = 5.0  # of the short side; of longer pictures only the two ends of the long bands are read
_LEAST_STEP: Final = 10  # of 255 over two pixels; fainter signs cannot be read anyway
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
        if not _has_edges(pixels):
            continue
        lines += _read(_load_reader(), pixels, band, band.width / size[0], band.height / size[1])
        if len(lines) >= limits.TEXT_LINES:  # a page or a screen: no label can be alone on it
            break
    return tuple(_drop_repeats(lines))


def choose_bands(width: int, height: int) -> Iterator[tuple[PixelBox, float]]:
    """Yield the pieces of a picture that are read and the scale at which.

    Together at most `limits.TEXT_PIXELS` pixels.
    """
    short = min(width, height)
    places = tuple(_place_bands(width, height))
    scale = min(_SHORT_SIDE / short, _MOST_ENLARGED)
    area = sum(place.width * place.height for place in places)
    scale = min(scale, math.sqrt(limits.TEXT_PIXELS / area))
    for place in places:
        for piece in _cut_into_pieces(place, scale):
            yield piece, scale


def _place_bands(width: int, height: int) -> Iterator[PixelBox]:
    short = min(width, height)
    if short <= _WHOLE_SIDE and max(width, height) <= _LONGEST_SHARE * short:
        yield PixelBox(0, 0, width, height)
        return
    high, wide = max(1, round(_BAND_SHARE * short)), max(1, round(_SIDE_SHARE * short))
    for top in (0, height - high):
        yield from _cut_to_ends(PixelBox(0, top, width, high), short)
    over = round(_OVERLAP_SHARE * short)
    middle = height - 2 * high + 2 * over
    for left in (0, width - wide):
        yield from _cut_to_ends(PixelBox(left, high - over, wide, middle), short)


def _cut_to_ends(band: PixelBox, short: int) -> Iterator[PixelBox]:
    """Yield the whole band, or its two ends where the picture is very long."""
    most = round(_LONGEST_SHARE * short / 2)
    if max(band.width, band.height) <= 2 * most:
        yield band
    elif band.width > band.height:
        yield PixelBox(band.left, band.top, most, band.height)
        yield PixelBox(band.left + band.width - most, band.top, most, band.height)
    else:
        yield PixelBox(band.left, band.top, band.width, most)
        yield PixelBox(band.left, band.top + band.height - most, band.width, most)


def _has_edges(pixels: NDArray[np.uint8]) -> bool:
    """Tell whether brightness steps anywhere as signs do.

    A flat or softly shaded ground holds none, and costs nothing.
    """
    signed = pixels.astype(np.int16)
    return any(
        part.size > 0 and int(np.abs(part).max()) >= _LEAST_STEP
        for part in (signed[2:] - signed[:-2], signed[:, 2:] - signed[:, :-2])
    )


def _cut_into_pieces(band: PixelBox, scale: float) -> Iterator[PixelBox]:
    """Yield the band cut across its length into pieces that are short enough to be read at full size."""
    lying = band.width >= band.height
    length = band.width if lying else band.height
    longest, over = _PIECE_PIXELS / scale, _PIECE_OVERLAP / scale
    count = 1 if length <= longest else math.ceil((length - over) / (longest - over))
    step = (length - over) / count if count > 1 else length
    for index in range(count):
        start = round(index * step)
        end = length if index == count - 1 else min(length, round(start + step + over))
        if lying:
            yield PixelBox(band.left + start, band.top, end - start, band.height)
        else:
            yield PixelBox(band.left, band.top + start, band.width, end - start)


@cache
def _load_reader() -> Any:
    load_runtime()  # before rapidocr imports it in its own way
    try:
        from rapidocr import RapidOCR
    except ImportError as error:
        raise UnavailableError(f"{error.name or error}") from error
    return RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.use_cls": False,
            "Det.limit_type": "max",
            "Det.limit_side_len": 1280,
            # one worker a core: threads within one would only get into the way of the others
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )


def _read(reader: Any, pixels: NDArray[np.uint8], band: PixelBox, across: float, down: float) -> list[Line]:
    """Return the lines of one piece; `across` and `down` scale its pixels back to those of the picture."""
    blue_first = np.ascontiguousarray(pixels[..., ::-1])
    # flags given to one call stay for the next: all of them are given every time
    result = reader(blue_first, use_det=True, use_cls=False, use_rec=True, text_score=0.5, box_thresh=0.5)
    if result is None or result.boxes is None or not result.txts:
        return []
    lines = []
    for corners, text, score in zip(result.boxes, result.txts, result.scores, strict=True):
        left, top = np.asarray(corners, np.float64).min(axis=0).tolist()
        right, bottom = np.asarray(corners, np.float64).max(axis=0).tolist()
        lines.append(
            Line(
                str(text)[: limits.FACT_CHARACTERS],
                float(score),
                band.left + left * across,
                band.top + top * down,
                (right - left) * across,
                (bottom - top) * down,
            )
        )
    return lines


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
