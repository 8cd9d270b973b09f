"""Draws the pictures of the samples: landscapes that pass for photographs, dreams that pass for the work of a
model, a drawing, a collage, a screen. Every picture is the same each time.
"""

from __future__ import annotations

import math

from PIL import Image, ImageDraw

from verify.features.teaching.samples.strokes import (
    HEIGHT,
    WIDTH,
    H,
    W,
    as_photograph,
    balloon_at,
    dice_of,
    disc,
    flower,
    glow,
    peak,
    reduced,
    ridge,
    sky,
)


def harbour() -> Image.Image:
    """Hills over the sea in the evening, a sailing boat and its reflection."""
    picture = sky((38, 52, 98), (250, 176, 120))
    glow(picture, (W * 0.66, H * 0.52), H * 0.5, (255, 224, 170))
    draw = ImageDraw.Draw(picture)
    disc(draw, (W * 0.66, H * 0.52), H * 0.055, (255, 240, 205))
    dice = dice_of(3)
    for level, colour in ((0.46, (126, 108, 142)), (0.52, (92, 84, 122)), (0.57, (60, 60, 96))):
        draw.polygon(ridge(dice, level, 0.07), fill=colour)
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
    return as_photograph(picture, 3)


def mountains(*, balloon: bool = False) -> Image.Image:
    """Snow mountains over a meadow; with a balloon that was never there, if wanted."""
    picture = sky((64, 122, 190), (214, 232, 242))
    draw = ImageDraw.Draw(picture)
    dice = dice_of(11)
    for centre, height, width in ((0.22, 0.5, 0.34), (0.78, 0.44, 0.4), (0.5, 0.62, 0.46)):
        peak(draw, dice, centre, height, width)
    for level, colour in ((0.74, (58, 94, 76)), (0.82, (86, 130, 72)), (0.9, (124, 160, 80))):
        draw.polygon(ridge(dice, level, 0.035), fill=colour)
    for _ in range(900):
        x, y = dice.uniform(0, W), dice.uniform(H * 0.92, H)
        disc(draw, (x, y), dice.uniform(1.5, 4.5), dice.choice([(250, 240, 210), (236, 190, 70), (196, 96, 128)]))
    if balloon:
        balloon_at(draw, (W * 0.74, H * 0.24), H * 0.1)
    return as_photograph(picture, 11)


def street() -> Image.Image:
    """A town at night, lit windows under a moon."""
    picture = sky((12, 16, 40), (58, 48, 92))
    glow(picture, (W * 0.24, H * 0.2), H * 0.3, (150, 160, 210))
    draw = ImageDraw.Draw(picture)
    disc(draw, (W * 0.24, H * 0.2), H * 0.06, (240, 238, 222))
    dice = dice_of(29)
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
    return as_photograph(picture, 29)


def dream() -> Image.Image:
    """Glass flowers on a coloured ground, as picture models like to make them."""
    picture = sky((24, 12, 58), (120, 40, 120))
    for x, y, colour in ((0.2, 0.3, (60, 190, 220)), (0.8, 0.25, (250, 120, 160)), (0.5, 0.9, (250, 190, 90))):
        glow(picture, (W * x, H * y), H * 0.55, colour)
    flowers = (
        (0.5, 0.52, 0.33, 16, (250, 150, 200)),
        (0.2, 0.66, 0.19, 12, (130, 220, 240)),
        (0.82, 0.62, 0.21, 13, (255, 205, 130)),
    )
    for x, y, size, petals, colour in flowers:
        flower(picture, (W * x, H * y), H * size, petals, colour)
    return reduced(picture)


def islands() -> Image.Image:
    """Islands that float in the air under two moons."""
    picture = sky((252, 196, 150), (96, 150, 196))
    glow(picture, (W * 0.5, H * 0.2), H * 0.6, (255, 240, 200))
    draw = ImageDraw.Draw(picture)
    disc(draw, (W * 0.8, H * 0.2), H * 0.1, (255, 232, 206))
    disc(draw, (W * 0.9, H * 0.32), H * 0.045, (240, 206, 196))
    dice = dice_of(41)
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
    return reduced(picture)


def drawing() -> Image.Image:
    """A house, a tree and a cat in flat colours with a dark outline."""
    picture = Image.new("RGB", (W, H), (252, 243, 224))
    draw = ImageDraw.Draw(picture)
    ink, pen = (52, 46, 62), 10
    draw.rectangle((0, H * 0.72, W, H), fill=(170, 204, 140))
    draw.line((0, H * 0.72, W, H * 0.72), fill=ink, width=pen)
    disc(draw, (W * 0.86, H * 0.2), H * 0.1, (250, 196, 84), outline=ink, width=pen)
    draw.rectangle((W * 0.14, H * 0.42, W * 0.42, H * 0.8), fill=(238, 150, 120), outline=ink, width=pen)
    roof = [(W * 0.1, H * 0.43), (W * 0.28, H * 0.18), (W * 0.46, H * 0.43)]
    draw.polygon(roof, fill=(150, 84, 96), outline=ink, width=pen)
    draw.rectangle((W * 0.24, H * 0.58, W * 0.32, H * 0.8), fill=(104, 146, 170), outline=ink, width=pen)
    draw.rectangle((W * 0.61, H * 0.48, W * 0.64, H * 0.8), fill=(146, 104, 80), outline=ink, width=pen)
    for x, y, size in ((0.57, 0.4, 0.11), (0.68, 0.4, 0.11), (0.625, 0.29, 0.13)):
        disc(draw, (W * x, H * y), H * size, (128, 178, 116), outline=ink, width=pen)
    x, y, size = W * 0.82, H * 0.78, H * 0.09  # the cat
    for side in (-1, 1):
        ear = [
            (x + side * size * 0.9, y - size * 2.5),
            (x + side * size * 0.2, y - size * 1.9),
            (x + side * size * 0.8, y - size),
        ]
        draw.polygon(ear, fill=(74, 70, 92), outline=ink, width=pen)
    draw.ellipse((x - size * 1.1, y - size, x + size * 1.1, y + size * 1.3), fill=(74, 70, 92), outline=ink, width=pen)
    disc(draw, (x, y - size * 1.2), size * 0.95, (74, 70, 92), outline=ink, width=pen)
    for eye in (-0.4, 0.4):
        disc(draw, (x + eye * size, y - size * 1.3), size * 0.18, (250, 224, 120))
    return reduced(picture)


def collage(part: Image.Image) -> Image.Image:
    """A page with a picture set into it, like a poster."""
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


def screen(inside: Image.Image) -> Image.Image:
    """A window on a desktop that shows a picture."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), (72, 96, 124))
    draw = ImageDraw.Draw(picture)
    draw.rounded_rectangle((70, 44, 650, 430), 12, fill=(248, 248, 250))
    draw.rounded_rectangle((70, 44, 650, 84), 12, fill=(222, 224, 230))
    for at, colour in ((96, (236, 106, 94)), (120, (244, 190, 80)), (144, (98, 196, 86))):
        disc(draw, (at, 64), 7, colour)
    draw.rounded_rectangle((190, 54, 560, 74), 8, fill=(255, 255, 255))
    picture.paste(inside.resize((360, 240)), (94, 108))
    for row in range(8):
        draw.rectangle((476, 112 + row * 28, 626 - (row * 47) % 70, 122 + row * 28), fill=(206, 208, 216))
    draw.rectangle((94, 368, 454, 378), fill=(206, 208, 216))
    draw.rectangle((0, 452, WIDTH, HEIGHT), fill=(42, 56, 74))
    return picture
