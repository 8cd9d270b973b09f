"""Draws landscapes with a little grain, as simple photographs would have. Every picture is the same each time."""

from __future__ import annotations

import math
import random

from PIL import Image, ImageChops, ImageDraw

from verify.features.teaching.samples.pictures import (
    H,
    W,
    draw_disc,
    draw_glow,
    draw_sky,
    make_random,
    reduce,
)


def draw_harbour() -> Image.Image:
    """Draw hills over the sea in the evening, with a sailing boat."""
    picture = draw_sky((38, 52, 98), (250, 176, 120))
    draw_glow(picture, (W * 0.66, H * 0.52), H * 0.5, (255, 224, 170))
    draw = ImageDraw.Draw(picture)
    draw_disc(draw, (W * 0.66, H * 0.52), H * 0.055, (255, 240, 205))
    dice = make_random(3)
    for level, colour in ((0.46, (126, 108, 142)), (0.52, (92, 84, 122)), (0.57, (60, 60, 96))):
        draw.polygon(outline_ridge(dice, level, 0.07), fill=colour)
    line = int(H * 0.62)
    sea = picture.crop((0, 2 * line - H, W, line)).transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    picture.paste(Image.blend(sea, Image.new("RGB", sea.size, (30, 44, 78)), 0.35), (0, line))
    draw = ImageDraw.Draw(picture)
    for _ in range(420):
        y = dice.uniform(line, H)
        depth = (y - line) / (H - line)
        x, length = dice.uniform(0, W), dice.uniform(10, 30 + 120 * depth)
        light = (255, 206, 150) if abs(x - W * 0.66) < 60 + 240 * depth else (70, 84, 126)
        draw.line((x, y, x + length, y), fill=light, width=1 + round(2 * depth))
    x, y, size = W * 0.3, H * 0.7, H * 0.2
    draw.polygon([(x, y - size), (x, y - 12), (x + size * 0.48, y - 12)], fill=(246, 236, 222))
    draw.polygon([(x - 8, y - size * 0.9), (x - 8, y - 12), (x - size * 0.34, y - 12)], fill=(214, 202, 200))
    hull = [(x - size * 0.42, y), (x + size * 0.5, y), (x + size * 0.38, y + 26), (x - size * 0.3, y + 26)]
    draw.polygon(hull, fill=(44, 32, 40))
    return finish_photograph(picture, 3)


def draw_mountains(*, balloon: bool = False) -> Image.Image:
    """Draw snow mountains over a meadow; with a balloon that was never there, if wanted."""
    picture = draw_sky((64, 122, 190), (214, 232, 242))
    draw = ImageDraw.Draw(picture)
    dice = make_random(11)
    for centre, height, width in ((0.22, 0.5, 0.34), (0.78, 0.44, 0.4), (0.5, 0.62, 0.46)):
        draw_peak(draw, dice, centre, height, width)
    for level, colour in ((0.74, (58, 94, 76)), (0.82, (86, 130, 72)), (0.9, (124, 160, 80))):
        draw.polygon(outline_ridge(dice, level, 0.035), fill=colour)
    for _ in range(900):
        x, y = dice.uniform(0, W), dice.uniform(H * 0.92, H)
        draw_disc(draw, (x, y), dice.uniform(1.5, 4.5), dice.choice([(250, 240, 210), (236, 190, 70), (196, 96, 128)]))
    if balloon:
        draw_balloon(draw, (W * 0.74, H * 0.24), H * 0.1)
    return finish_photograph(picture, 11)


def draw_street() -> Image.Image:
    """Draw a town at night, lit windows under a moon."""
    picture = draw_sky((12, 16, 40), (58, 48, 92))
    draw_glow(picture, (W * 0.24, H * 0.2), H * 0.3, (150, 160, 210))
    draw = ImageDraw.Draw(picture)
    draw_disc(draw, (W * 0.24, H * 0.2), H * 0.06, (240, 238, 222))
    dice = make_random(29)
    for row, colour in ((0.42, (44, 42, 78)), (0.56, (30, 30, 60)), (0.7, (16, 18, 40))):
        x = -40.0
        while x < W:
            width = dice.uniform(90, 190)
            top = H * (row + dice.uniform(-0.12, 0.08))
            draw.rectangle((x, top, x + width, H), fill=colour)
            for window_y in range(int(top) + 24, H, 46):
                for window_x in range(int(x) + 18, int(x + width) - 24, 38):
                    if dice.random() < 0.42:
                        light = dice.choice([(255, 214, 130), (255, 188, 96), (214, 226, 240)])
                        draw.rectangle((window_x, window_y, window_x + 16, window_y + 22), fill=light)
            x += width + dice.uniform(0, 14)
    return finish_photograph(picture, 29)


def outline_ridge(dice: random.Random, level: float, height: float) -> list[tuple[float, float]]:
    """Return the outline of hills that fill the picture below it; `level` and `height` as shares of the picture."""
    waves = [(dice.uniform(0.6, 5), dice.uniform(0, 6.3), dice.uniform(0.2, 1)) for _ in range(6)]
    line = []
    for x in range(0, W + 8, 8):
        lift = sum(math.sin(x / W * 6.3 * rate + phase) * share / rate for rate, phase, share in waves)
        line.append((float(x), H * (level - height * lift / 3)))
    return [(0, H), *line, (W, H)]


def draw_peak(draw: ImageDraw.ImageDraw, dice: random.Random, centre: float, height: float, width: float) -> None:
    """Draw a mountain with snow; place and size as shares of the picture."""
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


def draw_balloon(draw: ImageDraw.ImageDraw, centre: tuple[float, float], reach: float) -> None:
    """Draw a striped balloon with its basket."""
    x, y = centre
    for at, colour in enumerate(((206, 66, 62), (244, 190, 90), (206, 66, 62), (244, 190, 90))):
        share = 1 - at * 0.27
        draw.ellipse((x - reach * share, y - reach, x + reach * share, y + reach * 1.12), fill=colour)
    for side in (-1, 1):
        draw.line(
            (x + side * reach * 0.4, y + reach, x + side * reach * 0.16, y + reach * 1.5), fill=(70, 54, 50), width=4
        )
    draw.rectangle((x - reach * 0.18, y + reach * 1.5, x + reach * 0.18, y + reach * 1.75), fill=(122, 84, 56))


def finish_photograph(picture: Image.Image, seed: int) -> Image.Image:
    """Reduce the picture, and add a little grain as a sensor has."""
    picture = reduce(picture)
    noise = Image.frombytes("L", picture.size, make_random(seed).randbytes(picture.width * picture.height))
    return ImageChops.add(picture, noise.point(_weaken).convert("RGB"), 1, -4)


def _weaken(value: int) -> int:
    return value >> 5
