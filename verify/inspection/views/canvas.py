"""A decoded picture from which tiles are cut, upright and in 8-bit RGB, at its full size or halved some times."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from verify.inspection.media import images
from verify.inspection.media.input_file import Media, MediaError, bounded_decoding
from verify.inspection.media.oriented_image import OrientedImage, PixelBox, to_eight_bit
from verify.model import Problem, limits
from verify.model.views import Tile, TilePlace, ViewFact, measure_tile

if TYPE_CHECKING:
    from PIL import Image

_DRAFTS: Final = (2, 4, 8)  # parts of its size at which a JPEG can be decoded without the whole


class Canvas:
    """A picture of `width` × `height` pixels as it is seen; larger ones were decoded smaller than their whole.

    `stored` are its pixels as they are stored, in eight bits, for views that need the decoder's own grid.
    """

    facts: tuple[ViewFact, ...] = ()
    tables: tuple[tuple[int, ...], ...] = ()

    def __init__(self, picture: Image.Image, orientation: int = 1, whole: tuple[int, int] | None = None) -> None:
        """`whole` is the size, as stored, of the picture of which this is a smaller one."""
        self.stored, self.orientation = to_eight_bit(picture), orientation
        self._image = OrientedImage(self.stored, orientation)
        self.width, self.height = self._image.width, self._image.height
        sides = whole or picture.size
        self.whole_width, self.whole_height = sides[::-1] if orientation in images.ON_THE_SIDE else sides

    def cut(self, place: TilePlace) -> Tile:
        """Cut the tile at a place. Raises MediaError where the picture has none there."""
        size = measure_tile(self.width, self.height, place)
        if not all(size):
            raise MediaError(Problem.NOT_FOUND, "no such tile")
        left, top = (number * limits.VIEW_TILE_SIDE << place.level for number in (place.column, place.row))
        box = PixelBox(
            left,
            top,
            min(limits.VIEW_TILE_SIDE << place.level, self.width - left),
            min(limits.VIEW_TILE_SIDE << place.level, self.height - top),
        )
        return Tile(place, *size, self._image.cut(box, size).tobytes())


def count_pixels(canvas: Canvas) -> int:
    """Return how many pixels are held decoded."""
    return canvas.width * canvas.height


def from_pixels(pixels: NDArray[np.uint8], orientation: int = 1) -> Canvas:
    """Make a canvas of pixels as they are stored (height × width, or height × width × 3)."""
    from PIL import Image

    return Canvas(Image.fromarray(np.ascontiguousarray(pixels)), orientation)


def decode(media: Media) -> Canvas:
    """Decode the picture of a file, upright; a JPEG beyond the limit at the largest part of its size within it.

    Raises MediaError(TOO_LARGE) where there is no such part, MediaError(FAILED) where it cannot be decoded.
    """
    try:
        picture = media.pixels
    except MediaError as error:
        if error.problem is not Problem.TOO_LARGE or media.media_type != "image/jpeg":
            raise
        return _decode_part(media)
    with contextlib.suppress(AttributeError):
        del media.pixels  # the canvas holds it now
    return Canvas(picture, images.read_orientation(picture))


def _decode_part(media: Media) -> Canvas:
    """Decode a large JPEG at a half, a quarter or an eighth of its size, whichever is the largest within the limit."""
    from PIL import Image

    try:
        with bounded_decoding(limits.VIEW_PIXELS):
            picture = Image.open(media.open_buffered(), formats=("JPEG", "MPO"))
            whole = picture.size
            if whole[0] * whole[1] > limits.VIEW_PIXELS:
                raise MediaError(Problem.TOO_LARGE, f"{whole[0]}×{whole[1]} pixels")
            for part in _DRAFTS:
                if -(-whole[0] // part) * -(-whole[1] // part) <= limits.PICTURE_PIXELS:
                    # rounded down, since the decoder keeps both sides at least as long as asked for
                    picture.draft("RGB", (whole[0] // part, whole[1] // part))
                    picture.load()
                    return Canvas(picture, images.read_orientation(picture), whole)
    except MediaError:
        raise
    except MemoryError as error:
        raise MediaError(Problem.OUT_OF_MEMORY) from error
    except Exception as error:
        raise MediaError(Problem.FAILED, str(error)) from error
    raise MediaError(Problem.TOO_LARGE, f"{whole[0]}×{whole[1]} pixels")
