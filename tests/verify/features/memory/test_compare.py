"""Copies are known again, other pictures are not, and parts that different pictures share do not suffice."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from PIL import Image, ImageDraw, ImageEnhance

from tests.build.media.drawings.motifs import looks, motif
from verify.features.memory import compare


def jpeg(picture: Image.Image) -> Image.Image:
    data = io.BytesIO()
    picture.save(data, "JPEG", quality=50)
    return Image.open(data)


def on_a_page(picture: Image.Image) -> Image.Image:
    page = Image.new("RGB", (1200, 1000), (240, 240, 245))
    ImageDraw.Draw(page).rectangle((0, 0, 1200, 60), fill=(30, 30, 40))
    page.paste(picture.resize((750, 500)), (200, 150))
    return page


COPIES: dict[str, Callable[[Image.Image], Image.Image]] = {
    "saved anew": jpeg,
    "half": lambda picture: picture.resize((450, 300), Image.Resampling.LANCZOS),
    "cut": lambda picture: picture.crop((45, 30, 855, 570)),
    "cut at a corner": lambda picture: picture.crop((90, 60, 900, 600)),
    "on a page": on_a_page,
    "paler": lambda picture: ImageEnhance.Color(ImageEnhance.Brightness(picture).enhance(1.2)).enhance(0.4),
    "turned": lambda picture: picture.transpose(Image.Transpose.ROTATE_90),
}


@pytest.mark.parametrize("name", COPIES)
def test_a_copy_is_known_again(name: str) -> None:
    for number in range(4):
        picture = motif(number)
        found = compare.compare(looks(picture), looks(COPIES[name](picture)))
        assert found is not None, number
        assert found.agreement > 0.8


def test_no_picture_is_taken_for_another_one() -> None:
    all_looks = [looks(motif(number)) for number in range(12)]
    taken = [
        (a, b)
        for a, one in enumerate(all_looks)
        for b, other in enumerate(all_looks)
        if a != b and compare.compare(one, other)
    ]
    assert taken == []


def test_the_same_frame_around_different_pictures_is_not_enough() -> None:
    def framed(number: int) -> Image.Image:
        frame = motif(99, 1200, 900)
        frame.paste(motif(number, 800, 600), (200, 150))
        return frame

    assert compare.compare(looks(framed(1)), looks(framed(2))) is None
    assert compare.compare(looks(framed(1)), looks(jpeg(framed(1)))) is not None


def test_a_small_part_of_a_picture_is_not_the_picture() -> None:
    picture = motif(7)
    assert compare.compare(looks(picture), looks(picture.crop((0, 0, 360, 240)))) is None
