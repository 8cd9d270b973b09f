"""A decoded picture as a person sees it: cut out of it upright, opaque, 8-bit RGB arrays, and the way back.

Only the part that is asked for is converted, so that a look at a corner costs a corner.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from verify.inspection.media import images

if TYPE_CHECKING:
    from PIL import Image


class PixelBox(Struct, frozen=True):
    """A rectangle in pixels, from its left upper corner."""

    left: int
    top: int
    width: int
    height: int

    @property
    def numbers(self) -> str:
        """`left,top,width,height`."""
        return f"{self.left},{self.top},{self.width},{self.height}"

    def to_shares(self, width: int, height: int) -> str:
        """Give `left,top,width,height` as shares of a picture of `width` × `height` pixels, 0 to 1, four digits."""
        shares = (self.left / width, self.top / height, self.width / width, self.height / height)
        return ",".join(f"{min(1.0, max(0.0, share)):.4f}" for share in shares)


class OrientedImage:
    """A picture turned by its EXIF orientation (1 to 8), without turning the whole of it."""

    def __init__(self, picture: Image.Image, orientation: int = 1) -> None:
        self._picture = picture
        self._orientation = orientation
        across = orientation >= 5
        self.width = picture.height if across else picture.width
        self.height = picture.width if across else picture.height

    def to_stored(self, box: PixelBox) -> PixelBox:
        """Convert a box of the upright picture to its place in the picture as it is stored."""
        first = self._to_stored_point(box.left, box.top)
        last = self._to_stored_point(box.left + box.width, box.top + box.height)
        left, right = sorted((first[0], last[0]))
        top, bottom = sorted((first[1], last[1]))
        return PixelBox(left, top, right - left, bottom - top)

    def cut(self, box: PixelBox, size: tuple[int, int] | None = None) -> NDArray[np.uint8]:
        """Cut out the part of the upright picture in `box` (which must lie inside), height × width × 3.

        Scaled to `size` (width, height) where that is given.
        """
        from PIL import Image

        place = self.to_stored(box)
        corners = (place.left, place.top, place.left + place.width, place.top + place.height)
        part = images.turn(images.to_opaque(to_eight_bit(self._picture.crop(corners))), self._orientation)
        if size is not None and size != part.size:
            part = part.resize(size, Image.Resampling.BICUBIC, reducing_gap=2.0)
        return np.asarray(part)

    def _to_stored_point(self, x: int, y: int) -> tuple[int, int]:
        width, height = self._picture.size
        match self._orientation:
            case 2:
                return width - x, y
            case 3:
                return width - x, height - y
            case 4:
                return x, height - y
            case 5:
                return y, x
            case 6:
                return y, height - x
            case 7:
                return width - y, height - x
            case 8:
                return width - y, x
            case _:
                return x, y


def to_eight_bit(part: Image.Image) -> Image.Image:
    """Convert sixteen bits and more a sample; what has no scale of its own is stretched over what is there."""
    from PIL import Image

    if not part.mode.startswith(("I", "F")):
        return part
    values = np.nan_to_num(np.asarray(part, np.float64))
    least, most = (0.0, 65535.0) if part.mode.startswith("I;16") else (float(values.min()), float(values.max()))
    scaled = (values - least) * (255.0 / (most - least)) if most > least else np.zeros_like(values)
    return Image.fromarray(scaled.clip(0, 255).astype(np.uint8))
