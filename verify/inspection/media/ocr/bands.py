"""Which parts of a picture are read for words: bands along its edges, where labels are, at a scale that bounds work."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from verify.inspection.media.oriented_image import PixelBox
from verify.model import limits

_SHORT_SIDE: Final = 960  # pixels to which the picture is scaled; labels of 2 % are 19 pixels high then
_MOST_ENLARGED: Final = 2.0
_BAND_SHARE: Final = 0.19  # of the short side: the bands along the upper and the lower edge
_SIDE_SHARE: Final = 0.26  # and along the left and the right, whose labels are wider than high
_OVERLAP_SHARE: Final = 0.04  # of the short side, between a side's band and those above and below
_WHOLE_SIDE: Final = 420  # pixels; a picture with a shorter side is read as a whole: it may be a corner cut out
_PIECE_PIXELS: Final = 1600  # longer bands are read in pieces that overlap by the height of four lines of print
_PIECE_OVERLAP: Final = 320
_LONGEST_SHARE: Final = 5.0  # of the short side; of longer pictures only the two ends of the long bands are read
_LEAST_STEP: Final = 10  # of 255 over two pixels; fainter signs cannot be read anyway


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
    if short <= _WHOLE_SIDE:
        yield from _cut_to_ends(PixelBox(0, 0, width, height), short)
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


def has_edges(pixels: NDArray[np.uint8]) -> bool:
    """Tell whether brightness steps anywhere as signs do.

    A flat or softly shaded ground holds none, and costs nothing.
    """
    return any(
        later.size > 0 and int((np.maximum(earlier, later) - np.minimum(earlier, later)).max()) >= _LEAST_STEP
        for earlier, later in ((pixels[:-2], pixels[2:]), (pixels[:, :-2], pixels[:, 2:]))
    )
