"""What is cut out of a picture is what a person sees there, whatever the orientation and the kind of pixels."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageOps

from verify.inspection.media.oriented_image import OrientedImage, PixelBox


def picture() -> Image.Image:
    pixels = np.random.default_rng(3).integers(0, 256, (40, 60, 3), dtype=np.uint8)
    return Image.fromarray(pixels)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_cut_is_the_same_as_of_the_turned_picture(orientation: int) -> None:
    stored = picture()
    stored.getexif()[0x0112] = orientation
    turned = np.asarray(ImageOps.exif_transpose(stored))
    upright = OrientedImage(picture(), orientation)
    assert (upright.height, upright.width) == turned.shape[:2]
    box = PixelBox(5, 9, 21, 14)
    assert np.array_equal(upright.cut(box), turned[9:23, 5:26])
    place = upright.to_stored(box)
    assert place.width * place.height == 21 * 14
    assert upright.to_stored(PixelBox(0, 0, upright.width, upright.height)) == PixelBox(0, 0, 60, 40)


def test_shares_are_of_the_turned_picture() -> None:
    upright = OrientedImage(picture(), 6)
    assert PixelBox(20, 30, 20, 30).to_shares(upright.width, upright.height) == "0.5000,0.5000,0.5000,0.5000"


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "RGBA", "CMYK", "YCbCr", "LAB", "I;16", "I", "F", "HSV"])
def test_every_kind_of_pixels_is_shown_in_eight_bits(mode: str) -> None:
    stored = Image.new("I;16", (60, 40), 40_000) if mode == "I;16" else picture().convert("RGB")
    if mode in ("I", "F"):
        stored = stored.convert("L").convert(mode)
    elif mode == "LAB":
        stored = Image.new("LAB", (60, 40))
    elif mode != "I;16":
        stored = stored.convert(mode)
    cut = OrientedImage(stored, 8).cut(PixelBox(1, 2, 30, 20), (60, 40))
    assert cut.shape == (40, 60, 3)
    assert cut.dtype == np.uint8


def test_what_is_transparent_is_grey_and_not_what_lies_hidden_there() -> None:
    hidden = Image.new("RGBA", (10, 10), (255, 0, 0, 0))
    assert OrientedImage(hidden).cut(PixelBox(0, 0, 10, 10)).tolist()[0][0] == [128, 128, 128]
