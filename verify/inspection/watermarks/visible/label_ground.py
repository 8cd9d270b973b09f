"""Tell what a line of text stands on: a picture, a band laid beside a picture, or a page that is one plain ground.

A slide, an article or an app's screen is drawn on a ground of one colour that goes on around whatever it shows. A
picture that fills its frame is not; a flat picture (black, a product on white) looks like a page, and that is said.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from verify.inspection.media.ocr.text_lines import Line
from verify.inspection.media.oriented_image import OrientedImage, PixelBox

_MOST_PIXELS: Final = 1024  # along each side of a strip; larger ones are scaled down, so that the look stays short
_AROUND: Final = 0.5  # heights above and below the line that belong to its strip
_CHIP: Final = 1.0  # heights around a line that may be the box it was written into
_HALO: Final = 0.3  # heights around other lines, where letters blur into the ground
_ONE_COLOUR: Final = 8  # of 255; further apart is another colour
_PLAIN_SHARE: Final = 0.85  # of the strip that has one colour; the rest may be icons
_BESIDE: Final = 0.15  # heights on both sides of the line's ends that are within its box, where it has one
_OTHER_COLOUR: Final = 16  # of 255
_MARGIN_SHARE: Final = 0.02  # of the width: the margin at the side of the picture
_MARGIN_COLOURS: Final = 3  # of a page, a bar above it and a bar below it
_MARGIN_PLAIN: Final = 0.6  # of the margin
_SOFT_STEP: Final = 2  # of 255 from pixel to pixel
_SOFT_SHARE: Final = 0.97


class Ground(Struct, frozen=True):
    """What the line stands on, from its side of the picture to beyond the middle.

    `plain`: one colour on both sides of the line. `page`: and the margin below or above is plain as well.
    `boxed`: on the plain ground it has a box of another colour around it, as buttons and bubbles have.
    `soft`: shaded without any grain, in the strip and in the margin; a slide's ground, or a blurred or calm picture.
    """

    plain: bool = False
    page: bool = False
    soft: bool = False
    boxed: bool = False


PICTURE: Final = Ground()


def examine(picture: OrientedImage, line: Line, lines: Sequence[Line]) -> Ground:
    """Judge what `line` stands on; `lines` are all that were read in `picture`, and do not count as ground."""
    strip = _strip(picture, line)
    pixels = _cut(picture, strip)
    free = _mask_text(strip, pixels.shape[:2], line, lines)
    if free.mean() < 0.1:  # nothing left to judge by
        return PICTURE
    plain = _measure_colour_share(pixels[free], 1) >= _PLAIN_SHARE
    margin = _cut(picture, _find_margin(picture, line))
    page = plain and _measure_colour_share(margin.reshape(-1, 3), _MARGIN_COLOURS) >= _MARGIN_PLAIN
    soft = page or (_measure_softness(pixels, free) >= _SOFT_SHARE and _measure_softness(margin) >= _SOFT_SHARE)
    return Ground(plain, page, soft, plain and _is_boxed(pixels, free, strip, line))


def _strip(picture: OrientedImage, line: Line) -> PixelBox:
    """Find the strip of the line's rows, from its side of the picture to the middle or to the end of its box."""
    reach = _CHIP * line.height
    top = max(0, int(line.top - _AROUND * line.height))
    bottom = min(picture.height, round(line.bottom + _AROUND * line.height) + 1)
    half, third = picture.width / 2, picture.width / 3
    left, right = 0, picture.width
    if line.middle < third:
        right = min(picture.width, round(max(half, line.right + 2 * reach)))
    elif line.middle > 2 * third:
        left = max(0, int(min(half, line.left - 2 * reach)))
    return PixelBox(left, top, max(1, right - left), max(1, bottom - top))


def _find_margin(picture: OrientedImage, line: Line) -> PixelBox:
    width = min(picture.width, max(4, round(_MARGIN_SHARE * picture.width)))
    left = 0 if line.middle <= picture.width / 2 else picture.width - width
    return PixelBox(left, 0, width, picture.height)


def _cut(picture: OrientedImage, box: PixelBox) -> NDArray[np.int16]:
    size = (min(box.width, _MOST_PIXELS), min(box.height, _MOST_PIXELS))
    return picture.cut(box, size).astype(np.int16)


def _mask_text(strip: PixelBox, shape: tuple[int, int], line: Line, lines: Sequence[Line]) -> NDArray[np.bool_]:
    """Mask the pixels of the strip that belong to no text."""
    free = np.ones(shape, np.bool_)
    across, down = shape[1] / strip.width, shape[0] / strip.height
    for other in lines:
        spread = (_CHIP if other == line else _HALO) * other.height
        left, right = (other.left - spread - strip.left) * across, (other.right + spread - strip.left) * across
        top, bottom = (other.top - spread - strip.top) * down, (other.bottom + spread - strip.top) * down
        free[max(0, int(top)) : max(0, round(bottom)), max(0, int(left)) : max(0, round(right))] = False
    return free


def _is_boxed(pixels: NDArray[np.int16], free: NDArray[np.bool_], strip: PixelBox, line: Line) -> bool:
    """Return whether the ground just beside the line has another colour than the rest of the strip."""
    across, down = pixels.shape[1] / strip.width, pixels.shape[0] / strip.height
    top, bottom = max(0, int((line.top - strip.top) * down)), max(0, round((line.bottom - strip.top) * down))
    reach = _BESIDE * line.height * across
    left, right = (line.left - strip.left) * across, (line.right - strip.left) * across
    sides = ((left - reach, left + reach), (right - reach, right + reach))
    beside = [pixels[top:bottom, max(0, int(start)) : max(0, round(end))].reshape(-1, 3) for start, end in sides]
    near = np.concatenate(beside)
    if not len(near):
        return False
    return bool((np.abs(np.median(near, axis=0) - np.median(pixels[free], axis=0)) > _OTHER_COLOUR).any())


def _measure_colour_share(pixels: NDArray[np.int16], colours: int) -> float:
    """Return the share of `pixels` (n × 3) that the most frequent colours hold together."""
    whole, rest, held = len(pixels), pixels, 0
    for _ in range(colours):
        if not len(rest):
            break
        packed = (rest[:, 0] >> 4) << 8 | (rest[:, 1] >> 4) << 4 | rest[:, 2] >> 4
        most = np.bincount(packed).argmax()
        colour = np.median(rest[packed == most], axis=0)
        same = (np.abs(rest - colour) <= _ONE_COLOUR).all(axis=1)
        held += int(same.sum())
        rest = rest[~same]
    return held / whole if whole else 0.0


def _measure_softness(pixels: NDArray[np.int16], free: NDArray[np.bool_] | None = None) -> float:
    """Return the share of neighbouring pixels, across, that hardly differ."""
    if pixels.shape[1] < 2:
        return 1.0
    soft: NDArray[np.bool_] = np.abs(np.diff(pixels, axis=1)).max(axis=2) <= _SOFT_STEP
    if free is not None:
        counted = free[:, 1:] & free[:, :-1]
        return float(soft[counted].mean()) if counted.any() else 0.0
    return float(soft.mean())
