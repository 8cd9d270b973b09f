"""The pictures of the samples: photographs, and drawings of dreams that pass for the work of a model, of a house, a
collage, a screen. Every picture is the same each time.
"""

from __future__ import annotations

import math
import random
from typing import Final

from PIL import Image, ImageChops, ImageDraw, ImageFilter

import resources

Colour = tuple[int, int, int]

WIDTH: Final = 720  # pixels
HEIGHT: Final = 480
FINER: Final = 2  # drawn this much larger and then reduced, so that edges are smooth

W: Final = WIDTH * FINER
H: Final = HEIGHT * FINER

_CUBE: Final = (550, 60, 710, 210)  # left, top, right, lower: where something is added to the coffee


def take_rocket() -> Image.Image:
    """Return a photograph of a rocket on its launch pad at night."""
    return _open_photograph("rocket")


def take_coffee(*, sugar: bool = False) -> Image.Image:
    """Return a photograph of a cup of coffee; with a cube of sugar that was never there, if wanted."""
    picture = _open_photograph("coffee")
    if sugar:
        large = picture.resize((W, H))
        draw_cube(ImageDraw.Draw(large), (W * 0.86, H * 0.26), H * 0.1)
        changed = reduce(large)
        picture.paste(changed.crop(_CUBE), _CUBE[:2])  # all around it stays as it was
    return picture


def take_cat() -> Image.Image:
    """Return a photograph of a cat."""
    return _open_photograph("cat")


def _open_photograph(name: str) -> Image.Image:
    with Image.open(resources.FOLDER / "photographs" / f"{name}.jpg") as photograph:
        return photograph.convert("RGB").resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)


def draw_dream() -> Image.Image:
    """Draw glass flowers on a coloured ground, as picture models like to make them."""
    picture = draw_sky((24, 12, 58), (120, 40, 120))
    for x, y, colour in ((0.2, 0.3, (60, 190, 220)), (0.8, 0.25, (250, 120, 160)), (0.5, 0.9, (250, 190, 90))):
        draw_glow(picture, (W * x, H * y), H * 0.55, colour)
    flowers = (
        (0.5, 0.52, 0.33, 16, (250, 150, 200)),
        (0.2, 0.66, 0.19, 12, (130, 220, 240)),
        (0.82, 0.62, 0.21, 13, (255, 205, 130)),
    )
    for x, y, size, petals, colour in flowers:
        draw_flower(picture, (W * x, H * y), H * size, petals, colour)
    return reduce(picture)


def draw_islands() -> Image.Image:
    """Draw islands that float in the air under two moons."""
    picture = draw_sky((252, 196, 150), (96, 150, 196))
    draw_glow(picture, (W * 0.5, H * 0.2), H * 0.6, (255, 240, 200))
    draw = ImageDraw.Draw(picture)
    draw_disc(draw, (W * 0.8, H * 0.2), H * 0.1, (255, 232, 206))
    draw_disc(draw, (W * 0.9, H * 0.32), H * 0.045, (240, 206, 196))
    dice = make_random(41)
    for x, y, size in ((0.22, 0.42, 0.2), (0.86, 0.62, 0.16), (0.52, 0.58, 0.34)):
        centre_x, centre_y, reach = W * x, H * y, H * size
        rock = [(centre_x - reach, centre_y)]
        for step in range(1, 24):
            share = step / 24
            depth = math.sin(share * math.pi) ** 0.7 * reach * dice.uniform(0.7, 1.15)
            rock.append((centre_x - reach + 2 * reach * share, centre_y + depth))
        draw.polygon([*rock, (centre_x + reach, centre_y)], fill=(112, 84, 92))
        box = (centre_x - reach, centre_y - reach * 0.16, centre_x + reach, centre_y + reach * 0.18)
        draw.ellipse(box, fill=(96, 164, 110))
        for _ in range(9):
            tree_x = centre_x + dice.uniform(-0.8, 0.8) * reach
            height = reach * dice.uniform(0.22, 0.46)
            outline = [
                (tree_x - height * 0.28, centre_y),
                (tree_x + height * 0.28, centre_y),
                (tree_x, centre_y - height),
            ]
            draw.polygon(outline, fill=dice.choice([(52, 118, 92), (70, 140, 96), (214, 120, 130)]))
    return reduce(picture)


def draw_house() -> Image.Image:
    """Draw a house, a tree and a cat in flat colours with a dark outline."""
    picture = Image.new("RGB", (W, H), (252, 243, 224))
    draw = ImageDraw.Draw(picture)
    ink, pen = (52, 46, 62), 10
    draw.rectangle((0, H * 0.72, W, H), fill=(170, 204, 140))
    draw.line((0, H * 0.72, W, H * 0.72), fill=ink, width=pen)
    draw_disc(draw, (W * 0.86, H * 0.2), H * 0.1, (250, 196, 84), outline=ink, width=pen)
    draw.rectangle((W * 0.14, H * 0.42, W * 0.42, H * 0.8), fill=(238, 150, 120), outline=ink, width=pen)
    roof = [(W * 0.1, H * 0.43), (W * 0.28, H * 0.18), (W * 0.46, H * 0.43)]
    draw.polygon(roof, fill=(150, 84, 96), outline=ink, width=pen)
    draw.rectangle((W * 0.24, H * 0.58, W * 0.32, H * 0.8), fill=(104, 146, 170), outline=ink, width=pen)
    draw.rectangle((W * 0.61, H * 0.48, W * 0.64, H * 0.8), fill=(146, 104, 80), outline=ink, width=pen)
    for x, y, size in ((0.57, 0.4, 0.11), (0.68, 0.4, 0.11), (0.625, 0.29, 0.13)):
        draw_disc(draw, (W * x, H * y), H * size, (128, 178, 116), outline=ink, width=pen)
    x, y, size = W * 0.82, H * 0.78, H * 0.09  # the cat
    for side in (-1, 1):
        ear = [
            (x + side * size * 0.9, y - size * 2.5),
            (x + side * size * 0.2, y - size * 1.9),
            (x + side * size * 0.8, y - size),
        ]
        draw.polygon(ear, fill=(74, 70, 92), outline=ink, width=pen)
    draw.ellipse((x - size * 1.1, y - size, x + size * 1.1, y + size * 1.3), fill=(74, 70, 92), outline=ink, width=pen)
    draw_disc(draw, (x, y - size * 1.2), size * 0.95, (74, 70, 92), outline=ink, width=pen)
    for eye in (-0.4, 0.4):
        draw_disc(draw, (x + eye * size, y - size * 1.3), size * 0.18, (250, 224, 120))
    return reduce(picture)


def draw_collage(part: Image.Image) -> Image.Image:
    """Draw a page with a picture set into it, like a poster."""
    page = Image.new("RGB", (WIDTH, HEIGHT), (244, 238, 228))
    draw = ImageDraw.Draw(page)
    for at, colour in ((0, (214, 92, 76)), (1, (238, 178, 80)), (2, (82, 140, 148))):
        draw.rectangle((36, 60 + at * 124, 76, 168 + at * 124), fill=colour)
    for row in range(9):
        draw.rectangle((470, 96 + row * 36, 684 - (row * 53) % 90, 108 + row * 36), fill=(198, 188, 176))
    draw.rectangle((98, 50, 444, 436), fill=(255, 255, 255), outline=(206, 196, 184), width=2)
    page.paste(part.resize((480, 320)).crop((80, 0, 400, 320)), (111, 66))
    draw.rectangle((111, 402, 330, 414), fill=(170, 160, 150))
    return page


def draw_screen(inside: Image.Image) -> Image.Image:
    """Draw a window on a desktop that shows a picture."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), (72, 96, 124))
    draw = ImageDraw.Draw(picture)
    draw.rounded_rectangle((70, 44, 650, 430), 12, fill=(248, 248, 250))
    draw.rounded_rectangle((70, 44, 650, 84), 12, fill=(222, 224, 230))
    for at, colour in ((96, (236, 106, 94)), (120, (244, 190, 80)), (144, (98, 196, 86))):
        draw_disc(draw, (at, 64), 7, colour)
    draw.rounded_rectangle((190, 54, 560, 74), 8, fill=(255, 255, 255))
    picture.paste(inside.resize((360, 240)), (94, 108))
    for row in range(8):
        draw.rectangle((476, 112 + row * 28, 626 - (row * 47) % 70, 122 + row * 28), fill=(206, 208, 216))
    draw.rectangle((94, 368, 454, 378), fill=(206, 208, 216))
    draw.rectangle((0, 452, WIDTH, HEIGHT), fill=(42, 56, 74))
    return picture


# -- the strokes that they are made of


def make_random(seed: int) -> random.Random:
    """Return a source of chance that falls the same each time."""
    return random.Random(seed)  # noqa: S311 - it places trees and windows


def draw_sky(top: Colour, bottom: Colour) -> Image.Image:
    """Draw a sky over the whole picture, from the colour at the top to the one at the bottom."""
    shade = Image.linear_gradient("L").resize((W, H))
    return Image.composite(Image.new("RGB", (W, H), bottom), Image.new("RGB", (W, H), top), shade)


def draw_glow(picture: Image.Image, centre: tuple[float, float], reach: float, colour: Colour) -> None:
    """Draw light around a point that fades out within `reach` pixels."""
    size = int(reach * 2)
    light = ImageChops.invert(Image.radial_gradient("L")).resize((size, size)).point(_soften)
    picture.paste(Image.new("RGB", (size, size), colour), (int(centre[0] - reach), int(centre[1] - reach)), light)


def _soften(value: int) -> int:
    return int(190 * (max(0, value - 75) / 180) ** 2)  # the edge of the gradient is at 75


def draw_disc(
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


def draw_cube(draw: ImageDraw.ImageDraw, centre: tuple[float, float], reach: float) -> None:
    """Draw a white cube that lies on a table, with its shadow."""
    x, y = centre
    low, half = reach * 0.5, reach * 0.28
    shadow = [(x - reach * 0.9, y + low), (x + reach * 0.2, y + reach), (x + reach * 1.2, y + low), (x, y + half)]
    draw.polygon(shadow, fill=(84, 40, 22))
    top = [(x - reach * 0.8, y - half), (x, y - reach * 0.62), (x + reach * 0.8, y - half), (x, y + reach * 0.06)]
    draw.polygon(top, fill=(250, 246, 238))
    draw.polygon([top[0], top[3], (x, y + reach * 0.9), (x - reach * 0.8, y + low)], fill=(228, 220, 208))
    draw.polygon([top[3], top[2], (x + reach * 0.8, y + low), (x, y + reach * 0.9)], fill=(200, 188, 174))


def draw_flower(picture: Image.Image, centre: tuple[float, float], reach: float, petals: int, colour: Colour) -> None:
    """Draw a flower of see-through petals in three rings."""
    for ring in (1.0, 0.74, 0.5):
        layer = Image.new("L", picture.size, 0)
        draw = ImageDraw.Draw(layer)
        for petal in range(petals):
            turn = 2 * math.pi * (petal + ring) / petals
            draw.polygon(_outline_petal(centre, reach * ring, turn), fill=120, outline=230, width=4)
        tint: Colour = tuple(int(part + (255 - part) * (1 - ring) * 0.8) for part in colour)  # type: ignore[assignment]
        picture.paste(Image.new("RGB", picture.size, tint), (0, 0), layer.filter(ImageFilter.GaussianBlur(2)))
    draw_disc(ImageDraw.Draw(picture), centre, reach * 0.13, (255, 244, 214))


def _outline_petal(centre: tuple[float, float], reach: float, turn: float) -> list[tuple[float, float]]:
    outline = []
    for step in range(25):
        share = step / 24 * 2 * math.pi
        along, across = (1 - math.cos(share)) / 2 * reach, math.sin(share) * reach * 0.17
        x = centre[0] + along * math.cos(turn) - across * math.sin(turn)
        y = centre[1] + along * math.sin(turn) + across * math.cos(turn)
        outline.append((x, y))
    return outline


def reduce(picture: Image.Image) -> Image.Image:
    """Return the picture at its final size."""
    return picture.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
