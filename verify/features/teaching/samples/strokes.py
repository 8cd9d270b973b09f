"""The strokes that the sample pictures are made of: skies, glows, ridges, peaks, petals and a little grain."""

from __future__ import annotations

import math
import random
from typing import Final

from PIL import Image, ImageChops, ImageDraw, ImageFilter

Colour = tuple[int, int, int]

WIDTH: Final = 720  # pixels
HEIGHT: Final = 480
FINER: Final = 2  # drawn this much larger and then reduced, so that edges are smooth

W: Final = WIDTH * FINER
H: Final = HEIGHT * FINER


def dice_of(seed: int) -> random.Random:
    """Chance that falls the same each time."""
    return random.Random(seed)  # noqa: S311 - it places trees and windows


def sky(top: Colour, bottom: Colour) -> Image.Image:
    """A sky over the whole picture, from the colour at the top to the one at the bottom."""
    shade = Image.linear_gradient("L").resize((W, H))
    return Image.composite(Image.new("RGB", (W, H), bottom), Image.new("RGB", (W, H), top), shade)


def glow(picture: Image.Image, centre: tuple[float, float], reach: float, colour: Colour) -> None:
    """Light around a point that fades out within `reach`."""
    size = int(reach * 2)
    light = ImageChops.invert(Image.radial_gradient("L")).resize((size, size)).point(_soften)
    picture.paste(Image.new("RGB", (size, size), colour), (int(centre[0] - reach), int(centre[1] - reach)), light)


def _soften(value: int) -> int:
    return int(190 * (max(0, value - 75) / 180) ** 2)  # the edge of the gradient is at 75


def disc(
    draw: ImageDraw.ImageDraw,
    centre: tuple[float, float],
    reach: float,
    fill: Colour,
    *,
    outline: Colour | None = None,
    width: int = 1,
) -> None:
    """A circle."""
    x, y = centre
    draw.ellipse((x - reach, y - reach, x + reach, y + reach), fill=fill, outline=outline, width=width)


def ridge(dice: random.Random, level: float, height: float) -> list[tuple[float, float]]:
    """The outline of hills that fill the picture below it; `level` and `height` as shares of the picture."""
    waves = [(dice.uniform(0.6, 5), dice.uniform(0, 6.3), dice.uniform(0.2, 1)) for _ in range(6)]
    line = []
    for x in range(0, W + 8, 8):
        lift = sum(math.sin(x / W * 6.3 * rate + phase) * share / rate for rate, phase, share in waves)
        line.append((float(x), H * (level - height * lift / 3)))
    return [(0, H), *line, (W, H)]


def peak(draw: ImageDraw.ImageDraw, dice: random.Random, centre: float, height: float, width: float) -> None:
    """A mountain with snow; place and size as shares of the picture."""
    top = (W * centre, H * (0.8 - height))
    left, right = (W * (centre - width), H * 0.82), (W * (centre + width), H * 0.82)
    draw.polygon([left, top, right], fill=(112, 124, 148))
    draw.polygon([top, right, (W * (centre + width * 0.1), H * 0.82)], fill=(84, 96, 124))
    snow = [top]
    for step in range(9):
        share = 0.34 - step * 0.085
        drop = 0.3 if step % 2 else 0.44
        level = top[1] + (left[1] - top[1]) * (drop + dice.uniform(-0.05, 0.05)) * (1 - abs(share))
        snow.append((top[0] + share * (right[0] - top[0]), max(level, top[1] + abs(share) * (left[1] - top[1]) + 2)))
    draw.polygon(snow, fill=(242, 246, 250))


def balloon_at(draw: ImageDraw.ImageDraw, centre: tuple[float, float], reach: float) -> None:
    """A striped balloon with its basket."""
    x, y = centre
    for at, colour in enumerate(((206, 66, 62), (244, 190, 90), (206, 66, 62), (244, 190, 90))):
        share = 1 - at * 0.27
        draw.ellipse((x - reach * share, y - reach, x + reach * share, y + reach * 1.12), fill=colour)
    for side in (-1, 1):
        draw.line(
            (x + side * reach * 0.4, y + reach, x + side * reach * 0.16, y + reach * 1.5), fill=(70, 54, 50), width=4
        )
    draw.rectangle((x - reach * 0.18, y + reach * 1.5, x + reach * 0.18, y + reach * 1.75), fill=(122, 84, 56))


def flower(picture: Image.Image, centre: tuple[float, float], reach: float, petals: int, colour: Colour) -> None:
    """A flower of see-through petals in three rings."""
    for ring in (1.0, 0.74, 0.5):
        layer = Image.new("L", picture.size, 0)
        draw = ImageDraw.Draw(layer)
        for petal in range(petals):
            turn = 2 * math.pi * (petal + ring) / petals
            draw.polygon(_petal(centre, reach * ring, turn), fill=120, outline=230, width=4)
        tint: Colour = tuple(int(part + (255 - part) * (1 - ring) * 0.8) for part in colour)  # type: ignore[assignment]
        picture.paste(Image.new("RGB", picture.size, tint), (0, 0), layer.filter(ImageFilter.GaussianBlur(2)))
    disc(ImageDraw.Draw(picture), centre, reach * 0.13, (255, 244, 214))


def _petal(centre: tuple[float, float], reach: float, turn: float) -> list[tuple[float, float]]:
    outline = []
    for step in range(25):
        share = step / 24 * 2 * math.pi
        along, across = (1 - math.cos(share)) / 2 * reach, math.sin(share) * reach * 0.17
        x = centre[0] + along * math.cos(turn) - across * math.sin(turn)
        y = centre[1] + along * math.sin(turn) + across * math.cos(turn)
        outline.append((x, y))
    return outline


def as_photograph(picture: Image.Image, seed: int) -> Image.Image:
    """Reduced, with a little grain as a sensor has."""
    picture = reduced(picture)
    noise = Image.frombytes("L", picture.size, dice_of(seed).randbytes(picture.width * picture.height))
    return ImageChops.add(picture, noise.point(_faint).convert("RGB"), 1, -4)


def _faint(value: int) -> int:
    return value >> 5


def reduced(picture: Image.Image) -> Image.Image:
    """The picture at its final size."""
    return picture.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
