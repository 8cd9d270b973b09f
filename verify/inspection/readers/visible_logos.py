"""Look into the lower right corner of a picture for the logos that generators lay over what they make.

Gemini's star and DALL·E 2's row of coloured squares. What can be seen can be drawn: a statement, never proof.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from verify.inspection.media import images
from verify.inspection.media.input_file import Media
from verify.inspection.media.oriented_image import OrientedImage, PixelBox
from verify.inspection.readers.base import Reader
from verify.inspection.watermarks.visible import dalle_colour_bar, gemini_sparkle
from verify.model import Finding, Options, OriginClaim, Strength, media_types

NAME: Final = "visible_marks"

_CORNER: Final = 240  # pixels; the star with its margin fits, and so does the bar


def read(media: Media, options: Options) -> Iterator[Finding]:  # noqa: ARG001 - the contract of readers
    """Yield a finding per logo. Raises MediaError where the picture is too large or cannot be decoded."""
    picture = OrientedImage(media.pixels, images.orientation(media.pixels))
    width, height = min(picture.width, _CORNER), min(picture.height, _CORNER)
    corner = PixelBox(picture.width - width, picture.height - height, width, height)
    pixels = picture.cut(corner)
    star = gemini_sparkle.find(pixels)
    if star is not None:
        place = PixelBox(corner.left + star.left, corner.top + star.top, star.size, star.size)
        strength = f"{star.strength * 100:.0f}"
        yield _finding("visible.sparkle", picture, place, size=str(star.size), strength=strength)
    bar = dalle_colour_bar.find(pixels)
    if bar is not None:
        place = PixelBox(corner.left + bar.left, corner.top + bar.top, 5 * bar.side, bar.side)
        yield _finding("visible.colour_bar", picture, place, size=str(bar.side))


def _finding(code: str, picture: OrientedImage, place: PixelBox, **facts: str) -> Finding:
    placed = {**facts, "place": picture.stored(place).numbers, "box": picture.shares(place)}
    where = "lower right corner of the picture"
    return Finding(code, NAME, OriginClaim.AI_GENERATED, Strength.STATED, where, tuple(placed.items()))


READER: Final = Reader(NAME, media_types.PILLOW, frozenset({"visible.sparkle", "visible.colour_bar"}), read)
