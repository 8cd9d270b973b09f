"""The thumbnail in EXIF against the picture: large differences are told, everything unsure is not."""

from __future__ import annotations

import io
import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from verify.inspection.containers.base import Part, PartKind
from verify.inspection.media import thumbnails
from verify.inspection.media.thumbnails import Likeness
from verify.model import Picture


def drawing(width: int, height: int, *, mirrored: bool = False) -> Image.Image:
    picture = Image.new("RGB", (width, height), (200, 200, 210))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, height * 0.6, width, height), fill=(40, 60, 50))
    draw.ellipse((width * 0.1, height * 0.1, width * 0.4, height * 0.5), fill=(250, 90, 20))
    draw.rectangle((width * 0.7, height * 0.2, width * 0.8, height * 0.9), fill=(10, 10, 10))
    return picture.transpose(Image.Transpose.FLIP_TOP_BOTTOM) if mirrored else picture


def exif(thumbnail: bytes, offset: int | None = None) -> tuple[Part, ...]:
    """An EXIF block whose second directory names a thumbnail."""
    start = 8 + 2 + 4 + 2 + 24 + 4
    second = struct.pack("<H", 2) + struct.pack("<HHII", 0x0201, 4, 1, start if offset is None else offset)
    second += struct.pack("<HHII", 0x0202, 4, 1, len(thumbnail)) + struct.pack("<I", 0)
    block = b"II*\x00" + struct.pack("<I", 8) + struct.pack("<HI", 0, 14) + second + thumbnail
    return (Part(PartKind.EXIF, 0, block, "EXIF", key="Image"),)


def jpeg(picture: Image.Image) -> bytes:
    stream = io.BytesIO()
    picture.save(stream, "JPEG", quality=80)
    return stream.getvalue()


def shown(picture: Image.Image) -> Picture:
    return Picture("preview", picture.width, picture.height, picture.tobytes())


def answer(thumbnail: Image.Image, picture: Image.Image) -> Likeness | None:
    data = thumbnails.find_thumbnail(exif(jpeg(thumbnail)))
    assert data is not None
    found = thumbnails.compare(data, shown(picture))
    return found.likeness if found else None


def test_a_thumbnail_of_the_picture_fits() -> None:
    assert answer(drawing(160, 120), drawing(512, 384)) is Likeness.FITS


def test_a_thumbnail_fits_with_the_bars_that_cameras_add() -> None:
    barred = Image.new("RGB", (160, 120), (0, 0, 0))
    barred.paste(drawing(160, 106), (0, 7))
    assert answer(barred, drawing(510, 340)) is Likeness.FITS


def test_a_thumbnail_fits_a_picture_that_was_turned() -> None:
    assert answer(drawing(160, 120), drawing(512, 384).transpose(Image.Transpose.ROTATE_90)) is Likeness.FITS


def test_a_cropped_picture_has_another_shape() -> None:
    assert answer(drawing(160, 120), drawing(512, 384).crop((0, 0, 512, 200))) is Likeness.SHAPE


def test_another_picture_shows_something_else() -> None:
    other = Image.new("RGB", (512, 384), (20, 20, 20))
    ImageDraw.Draw(other).rectangle((256, 0, 512, 384), fill=(240, 240, 240))
    assert answer(drawing(160, 120), other) is Likeness.CONTENT


@pytest.mark.parametrize("size", [(160, 120), (16, 12)])
def test_an_even_or_tiny_picture_is_not_compared(size: tuple[int, int]) -> None:
    assert answer(Image.new("RGB", size, (90, 90, 90)), drawing(512, 384)) is None


@pytest.mark.parametrize("offset", [0, 7, 10**9])
def test_a_thumbnail_that_lies_nowhere_is_not_compared(offset: int) -> None:
    assert thumbnails.find_thumbnail(exif(jpeg(drawing(160, 120)), offset)) is None


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_for_a_thumbnail_are_answered(data: bytes) -> None:
    found = thumbnails.find_thumbnail(exif(b"\xff\xd8" + data))
    assert found is not None
    thumbnails.compare(found, shown(drawing(64, 48)))
