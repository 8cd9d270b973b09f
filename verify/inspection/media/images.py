"""Make small RGB pictures of what a file or a record shows: bounded, opaque, right way up.

It decides nothing and keeps nothing; a picture that cannot be decoded is None.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

from verify.inspection.media.input_file import bounded_decoding
from verify.model import Picture, limits

if TYPE_CHECKING:
    from PIL import Image

_GROUND: Final = (128, 128, 128)  # neutral grey under transparent pixels
_WITH_ALPHA: Final = ("RGBA", "LA", "PA", "RGBa", "La")
ON_THE_SIDE: Final = frozenset((5, 6, 7, 8))  # orientations that swap width and height
_SIXTEEN_BIT: Final = ("I", "I;16", "I;16B", "I;16L", "I;16N", "F")


def shrink(
    picture: Image.Image, name: str, side: int, orientation: int = 1, whole: tuple[int, int] | None = None
) -> Picture:
    """Convert `picture` to 8-bit RGB, its longer side at most `side` pixels, turned by the EXIF `orientation`.

    `whole` is the size before turning where a decoder made the picture smaller already.
    """
    from PIL import Image

    small = picture
    wide, high = whole or picture.size
    if orientation in ON_THE_SIDE:
        wide, high = high, wide
    if picture.mode in _SIXTEEN_BIT:
        small = _to_eight_bit(picture, side)
    # shrink in the picture's own mode first where that mode can be averaged: fewer pixels to convert
    if small.mode in ("RGB", "RGBA", "L", "LA", "CMYK", "YCbCr", "LAB") and max(small.size) > side:
        # not `thumbnail`, which would need a copy of all pixels first
        small = small.resize(fit_size(small.size, side), Image.Resampling.BILINEAR, reducing_gap=2.0)
    small = to_opaque(small)
    if max(small.size) > side:
        small.thumbnail((side, side), Image.Resampling.BILINEAR, reducing_gap=2.0)
    small = turn(small, orientation)
    return Picture(name, small.width, small.height, small.tobytes(), wide, high)


def fit_size(size: tuple[int, int], side: int) -> tuple[int, int]:
    """Make `size` smaller, in proportion, until its longer side is `side` pixels; leave it where it fits."""
    longer = max(size)
    if longer <= side:
        return size
    return max(1, round(size[0] * side / longer)), max(1, round(size[1] * side / longer))


def _to_eight_bit(picture: Image.Image, side: int) -> Image.Image:
    """Convert sixteen bits and more a sample, stretched over what is there, since the scale is not recorded."""
    grey = picture.convert("F")
    if max(grey.size) > side:
        grey.thumbnail((side, side), reducing_gap=2.0)
    least, most = grey.getextrema()
    if not isinstance(least, float) or not isinstance(most, float):
        return grey.convert("L")
    if picture.mode.startswith("I;16"):  # these span 0…65535
        least, most = 0.0, 65535.0
    scale = 255.0 / (most - least) if most > least else 0.0
    return grey.point(lambda value: value * scale - least * scale).convert("L")


def turn(picture: Image.Image, orientation: int) -> Image.Image:
    """Turn a picture upright that is stored with an EXIF `orientation` (1 to 8; any other number turns nothing)."""
    from PIL.Image import Transpose

    turns = {
        2: Transpose.FLIP_LEFT_RIGHT,
        3: Transpose.ROTATE_180,
        4: Transpose.FLIP_TOP_BOTTOM,
        5: Transpose.TRANSPOSE,
        6: Transpose.ROTATE_270,
        7: Transpose.TRANSVERSE,
        8: Transpose.ROTATE_90,
    }
    transposition = turns.get(orientation)
    return picture.transpose(transposition) if transposition is not None else picture


def to_opaque(picture: Image.Image) -> Image.Image:
    """Convert a picture to RGB, neutral grey under its transparent pixels."""
    from PIL import Image

    if picture.mode in _WITH_ALPHA or "transparency" in picture.info:
        layer = picture.convert("RGBA")
        picture = Image.alpha_composite(Image.new("RGBA", layer.size, (*_GROUND, 255)), layer)
    return picture.convert("RGB")


def read_orientation(picture: Image.Image) -> int:
    """Return the EXIF orientation of a decoded picture, 1 (upright) where it is not stated or not readable."""
    try:
        value = picture.getexif().get(0x0112, 1)
    except Exception:  # noqa: BLE001 - Pillow raises what it likes over broken EXIF, and upright is a fair answer
        return 1
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def decode_thumbnail(data: bytes, name: str) -> Picture | None:
    """Return A small picture of an encoded thumbnail out of a record; None where it cannot be decoded safely."""
    from PIL import Image

    try:
        with bounded_decoding(), Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "WEBP", "GIF")) as picture:
            if picture.width * picture.height > limits.THUMBNAIL_PIXELS:
                return None
            whole = picture.size
            picture.draft("RGB", (limits.THUMBNAIL_SIDE, limits.THUMBNAIL_SIDE))
            picture.load()
            return shrink(picture, name, limits.THUMBNAIL_SIDE, read_orientation(picture), whole)
    except Exception:  # noqa: BLE001 - whatever Pillow raises over hostile bytes, the record itself still stands
        return None


def has_colours(picture: Image.Image) -> bool:
    """Tell whether the mode of `picture` holds colours, and so may hold a colour watermark."""
    return not (picture.mode in ("1", "L", "LA", "La", "F") or picture.mode.startswith("I"))


def to_rgb(picture: Image.Image, top: int = 0, bottom: int | None = None) -> Image.Image | None:
    """Convert the rows of `picture` from `top` to `bottom` to 8-bit RGB as stored: not turned, nothing laid under it.

    None where its mode holds no colours. Transparency is dropped, not blended: embedders mark what lies under it, too.
    """
    if not has_colours(picture):
        return None
    whole = (0, 0, *picture.size)
    box = (0, top, picture.width, picture.height if bottom is None else bottom)
    part = picture if box == whole else picture.crop(box)
    if part.mode == "RGB":
        return part
    if part.mode == "P" and "transparency" in part.info:
        part = part.convert("RGBA")
    return part.convert("RGB")
