"""Pictures of the project's own and what programs do to them, with the place that the result has in the original."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import cache

from msgspec import Struct
from PIL import Image, ImageEnhance

from tests.build.media.drawings import landscapes
from verify.features.teaching.samples import pictures
from verify.model import Picture, limits

SCENES = tuple(  # each is drawn once; nobody draws in it
    cache(draw)
    for draw in (
        landscapes.draw_harbour,
        landscapes.draw_mountains,
        landscapes.draw_street,
        pictures.draw_dream,
        pictures.draw_islands,
    )
)


class Made(Struct, frozen=True):
    """A version: its name, the picture, quarter turns, mirroring, and the box of the original that it shows."""

    name: str
    picture: Image.Image
    turns: int = 0
    mirrored: bool = False
    box: tuple[float, float, float, float] = (0, 0, 1, 1)  # shares: left, top, right, bottom


def value(picture: Image.Image, side: int = limits.PREVIEW_SIDE) -> Picture:
    """As a worker sends it."""
    shown = picture.convert("RGB")
    shown.thumbnail((side, side))
    return Picture("preview", shown.width, shown.height, shown.tobytes())


def saved(picture: Image.Image, quality: int) -> Image.Image:
    written = io.BytesIO()
    picture.convert("RGB").save(written, "JPEG", quality=quality)
    return Image.open(io.BytesIO(written.getvalue()))


def small(picture: Image.Image, side: int, quality: int) -> Image.Image:
    """As cameras and records store it."""
    shown = picture.convert("RGB")
    shown.thumbnail((side, side))
    return saved(shown, quality)


def cut(picture: Image.Image, box: tuple[float, float, float, float]) -> Image.Image:
    wide, high = picture.size
    return picture.crop((round(box[0] * wide), round(box[1] * high), round(box[2] * wide), round(box[3] * high)))


def made_of(picture: Image.Image) -> Iterator[Made]:
    """Everything that is tried on one picture."""
    turn = Image.Transpose
    yield Made("the same", picture)
    yield Made("JPEG 75", saved(picture, 75))
    yield Made("JPEG 30", saved(picture, 30))
    yield Made("half the size, JPEG 60", saved(picture.resize((picture.width // 2, picture.height // 2)), 60))
    yield Made("thumbnail of 256, JPEG 75", small(picture, 256, 75))
    yield Made("thumbnail of 160, JPEG 50", small(picture, 160, 50))
    yield Made("darker", ImageEnhance.Brightness(picture).enhance(0.6))
    yield Made("more contrast", ImageEnhance.Contrast(picture).enhance(1.15))
    wide, narrow = (0.2, 0.15, 0.9, 0.8), (0.3, 0.3, 0.75, 0.75)
    yield Made("cut to half", cut(picture, wide), box=wide)
    yield Made("cut to a fifth", cut(picture, narrow), box=narrow)
    yield Made("cut, thumbnail of 256, JPEG 60", small(cut(picture, wide), 256, 60), box=wide)
    yield Made("turned to the right", picture.transpose(turn.ROTATE_270), turns=1)
    yield Made("upside down", picture.transpose(turn.ROTATE_180), turns=2)
    yield Made("turned, thumbnail of 160", small(picture.transpose(turn.ROTATE_90), 160, 60), turns=3)
    yield Made("mirrored", picture.transpose(turn.FLIP_LEFT_RIGHT), mirrored=True)
