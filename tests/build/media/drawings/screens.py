"""Draws screens, slides and posters whose words speak of AI, and pictures that carry real labels, in two languages.

Each comes with the lines that a reader of words would find in it, so that a test need not read them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources
from io import BytesIO

import numpy as np
from msgspec import Struct, field
from msgspec.structs import replace
from PIL import Image, ImageDraw, ImageFont

from verify.inspection.media.ocr.text_lines import Line

Colour = tuple[int, int, int]
Place = tuple[int, int, int, int]

WHITE, BLACK, NIGHT, RED, BLUE, GREY = (
    (255, 255, 255),
    (0, 0, 0),
    (18, 18, 20),
    (180, 20, 30),
    (10, 30, 110),
    (236,) * 3,
)


class Word(Struct, frozen=True):
    """Words in a picture: where their box begins (`anchor` l, c or r), how high their type is, and their colours."""

    text: str
    x: int
    y: int
    size: int
    anchor: str = "l"
    colour: Colour = WHITE
    box: Colour | None = None  # a bubble, a chip or a button around them


class Screen(Struct, frozen=True):
    """A layout: its size, the colour of its ground (None: a picture that fills it), pictures and bars on it, words."""

    name: str
    width: int
    height: int
    ground: Colour | None
    words: tuple[Word, ...]
    pictures: tuple[Place, ...] = ()
    bars: tuple[tuple[Place, Colour], ...] = field(default=())
    shaded: bool = False  # the ground grows darker from one corner to the other

    def drawn(self) -> Image.Image:
        """The picture, saved as JPEG like most that are passed on."""
        image = Image.new("RGB", (self.width, self.height), self.ground or BLACK)
        if self.shaded:
            ramp = np.add.outer(np.linspace(0.5, 0.8, self.height), np.linspace(0, 0.2, self.width))[..., None]
            image = Image.fromarray((np.asarray(image) * ramp).astype(np.uint8))
        for place in self.pictures if self.ground else ((0, 0, self.width, self.height),):
            image.paste(scene(place[2], place[3]), place[:2])
        draw = ImageDraw.Draw(image)
        for (left, top, width, height), colour in self.bars:
            draw.rectangle((left, top, left + width - 1, top + height - 1), fill=colour)
        for word, (left, top, right, bottom) in zip(self.words, map(_box, self.words), strict=True):
            pad = word.size // 2
            if word.box is not None:
                draw.rounded_rectangle((left - pad, top - pad, right + pad, bottom + pad), pad, fill=word.box)
            outline = 1 if self.ground is None and word.box is None else 0
            offset = font(word.size).getbbox(word.text)
            corner = (left - offset[0], top - offset[1])
            draw.text(corner, word.text, word.colour, font(word.size), stroke_width=outline, stroke_fill=BLACK)
        kept = BytesIO()
        image.save(kept, "JPEG", quality=85)
        return Image.open(kept)

    def lines(self) -> tuple[Line, ...]:
        """Its words as a reader finds them: in the bands along the edges, in boxes somewhat larger than the signs."""
        short = min(self.width, self.height)
        found = []
        for word in self.words:
            left, top, right, bottom = _box(word)
            loose = 0.2 * (bottom - top)
            near = min(top, self.height - bottom, left, self.width - right)
            if near <= 0.19 * short:
                box = (left - loose, top - loose, right - left + 2 * loose, bottom - top + 2 * loose)
                found.append(Line(word.text, 0.99, *box))
        return tuple(found)


def resized(lines: Sequence[Line], scale: float) -> tuple[Line, ...]:
    """`lines` of a picture that is shown `scale` times as large."""
    return tuple(
        replace(
            line, left=line.left * scale, top=line.top * scale, width=line.width * scale, height=line.height * scale
        )
        for line in lines
    )


@cache
def font(size: int) -> ImageFont.FreeTypeFont:
    """Type with Chinese and Latin signs, from a package that the project needs anyway."""
    with resources.as_file(resources.files("pylopdf_fonts_zh_cn") / "NotoSansSC-Regular.otf") as path:
        return ImageFont.truetype(path, size)


@cache
def scene(width: int, height: int) -> Image.Image:
    """Something like a photo: soft shapes with grain."""
    random = np.random.default_rng(11)
    coarse = Image.fromarray(random.integers(30, 220, (5, 7, 3), np.uint8)).resize(
        (width, height), Image.Resampling.BICUBIC
    )
    grain = random.normal(0, 6, (height, width, 1))
    return Image.fromarray(np.clip(np.asarray(coarse) + grain, 0, 255).astype(np.uint8))


def _box(word: Word) -> Place:
    left, top, right, bottom = (round(part) for part in font(word.size).getbbox(word.text))
    width = right - left
    x = {"l": word.x, "c": word.x - width // 2, "r": word.x - width}[word.anchor]
    return x, word.y, x + width, word.y + bottom - top


def others() -> Iterator[Screen]:
    """Layouts in which the words are a button, a tab, a menu, a heading, a bubble or a footer."""
    for words, buttons, talk in (
        ("AI-generated", ("Share", "Edit", "Delete", "More", "Copy"), ("Photos", "Favourites", "Albums")),
        ("AI生成", ("发送", "编辑", "删除", "更多", "复制"), ("照片", "收藏", "相册")),
    ):
        yield from _galleries(words, buttons)
        yield from _tabs(words, talk)
        yield from _menus(words, buttons)
        yield from _slides(words, talk)
        yield from _posters(words, buttons)
        yield from _chats(words, talk)


def _galleries(words: str, buttons: Sequence[str]) -> Iterator[Screen]:
    for count in (3, 4, 5, 6):
        for at in {0, count // 2, count - 1}:
            names = [*buttons[: count - 1]]
            names.insert(at, words)
            row = tuple(Word(name, round(1080 * (i + 0.5) / count), 2240, 34, "c") for i, name in enumerate(names))
            status = (Word("10:24", 40, 30, 36), Word("5G 85%", 1040, 30, 36, "r"))
            bar = (((0, 2100, 1080, 240), NIGHT),)
            name = f"gallery of {count}, {words} at {at}"
            yield Screen(name, 1080, 2340, NIGHT, (*status, *row), ((0, 700, 1080, 810),))
            yield Screen(f"{name}, over a picture", 1080, 2340, None, row, (), bar if at else ())

    for ground, colour in ((NIGHT, BLUE), (WHITE, RED)):
        alone = Word(words, 540, 2230, 40, "c", WHITE, colour)
        yield Screen(f"one button, {words} on {ground}", 1080, 2340, ground, (alone,), ((0, 400, 1080, 1700),))


def _tabs(words: str, talk: Sequence[str]) -> Iterator[Screen]:
    photos = ((0, 200, 1280, 520),)
    for count in (2, 3, 4):
        names = [*talk[: count - 1], words]
        tabs = tuple(
            Word(name, round(1280 * (i + 0.5) / count), 70, 30, "c", BLACK, GREY) for i, name in enumerate(names)
        )
        yield Screen(f"{count} tabs, {words}", 1280, 720, WHITE, tabs, photos)
        left = tuple(Word(name, 40 + 230 * i, 40, 28, "l", WHITE) for i, name in enumerate(names))
        yield Screen(f"{count} tabs on a bar, {words}", 1280, 720, WHITE, left, photos, (((0, 0, 1280, 110), BLUE),))
    for name, where in (("in the corners", (30, 670)), ("in the middles", (320, 960))):
        anchor = "l" if where[0] == 30 else "c"
        pair = tuple(Word(text, x, 660, 30, anchor) for text, x in zip((talk[0], words), where, strict=True))
        yield Screen(f"comparison, {words} {name}", 1280, 720, None, pair)
    screen = (Word("10:24", 40, 30, 36), Word("5G 85%", 1040, 30, 36, "r"), Word(words, 540, 110, 46, "c"))
    yield Screen(f"heading of a screen over a picture, {words}", 1080, 2340, None, screen)
    section = (Word(words, 60, 40, 28, "l", WHITE, RED), Word("24", 1240, 660, 24, "r", BLACK))
    yield Screen(f"section of a news page, {words}", 1280, 720, WHITE, section, ((60, 160, 700, 450),))


def _menus(words: str, buttons: Sequence[str]) -> Iterator[Screen]:
    for count in (3, 4, 6):
        names = [*buttons[: count - 1], words]
        column = tuple(Word(name, 40, 120 + 96 * i, 30, "l", WHITE) for i, name in enumerate(names))
        bar = (((0, 0, 300, 800), NIGHT),)
        yield Screen(f"menu of {count}, {words}", 1280, 800, WHITE, column, ((300, 0, 980, 800),), bar)
        right = tuple(Word(name, 1240, 120 + 96 * i, 30, "r", WHITE) for i, name in enumerate(names))
        yield Screen(f"menu of {count} over a picture, {words}", 1280, 800, None, right)


def _slides(words: str, talk: Sequence[str]) -> Iterator[Screen]:
    number = Word("7", 1230, 670, 24, "r", BLACK)
    photo = ((240, 150, 800, 480),)
    for ground, colour in ((WHITE, BLACK), (NIGHT, WHITE), (BLUE, WHITE)):
        for size in (28, 44, 60):
            for x, anchor in ((40, "l"), (640, "c"), (1240, "r")):
                head = Word(words, x, 36, size, anchor, colour)
                yield Screen(f"slide, {words}, {size} {anchor} on {ground}", 1280, 720, ground, (head, number), photo)
        head = Word(words, 40, 36, 30, "l", colour)
        yield Screen(f"slide without a number, {words} on {ground}", 1280, 720, ground, (head,), photo)
        title = Word(words, 40, 36, 44, "l", colour)
        name = f"shaded slide, {words} on {ground}"
        yield Screen(name, 1280, 720, ground, (title, number), photo, shaded=ground != NIGHT)
        half = ((640, 0, 640, 720),)
        yield Screen(f"slide with a half picture, {words} on {ground}", 1280, 720, ground, (head,), half)
        footer = (Word(words, 40, 670, 22, "l", colour), Word(talk[0], 40, 36, 50, "l", colour), number)
        yield Screen(f"footer with a number, {words} on {ground}", 1280, 720, ground, footer, photo)
        middle = (Word(words, 640, 670, 22, "c", colour), Word(talk[0], 640, 36, 50, "c", colour))
        yield Screen(f"footer in the middle, {words} on {ground}", 1280, 720, ground, middle, photo)


def _posters(words: str, buttons: Sequence[str]) -> Iterator[Screen]:
    for y in (60, 980):
        for ground in (None, BLACK):
            title = Word(words.upper(), 400, y, 84, "c")
            under = Word(" · ".join(buttons[:3]), 400, y + 150, 28, "c")
            yield Screen(
                f"poster, {words} at {y} on {ground}", 800, 1200, ground, (title, under), ((0, 250, 800, 700),)
            )
            yield Screen(f"poster, only {words} at {y} on {ground}", 800, 1200, ground, (title,), ((0, 250, 800, 700),))
    left = (Word(words.upper(), 60, 980, 64), Word(buttons[0], 60, 1100, 30))
    yield Screen(f"poster, {words} at the left", 800, 1200, None, left)


def _chats(words: str, talk: Sequence[str]) -> Iterator[Screen]:
    for ground, bubble, colour in ((GREY, WHITE, BLACK), (NIGHT, (50, 50, 54), WHITE)):
        head = Word("Alice", 540, 60, 44, "c", colour)
        said = tuple(
            Word(text, 60, 500 + 420 * i, 42, "l", colour, bubble) for i, text in enumerate((talk[0], words, talk[1]))
        )
        yield Screen(f"chat, {words} on {ground}", 1080, 2340, ground, (head, *said))
        yield Screen(f"chat of one, {words} on {ground}", 1080, 2340, ground, (head, said[1]), ((60, 1100, 600, 400),))
        mine = Word(words, 1020, 1500, 42, "r", colour, bubble)
        yield Screen(f"answer in a chat, {words} on {ground}", 1080, 2340, ground, (head, mine))


def labelled() -> Iterator[Screen]:
    """Layouts with a label as services and the standard put it: at a corner or an edge, over the picture or beside."""
    for words in (
        "AI生成",
        "豆包AI生成",
        "AI生成 即梦",
        "人工智能生成合成",
        "AI-generated",
        "Made with AI",
        "图片由AI生成",
    ):
        for width, height, share in ((1280, 720, 0.025), (900, 1600, 0.055)):
            size, edge = round(share * min(width, height)), round(0.03 * min(width, height))
            low = height - edge - round(1.1 * size)
            for name, x, y, anchor in (
                ("lower right", width - edge, low, "r"),
                ("lower left", edge, low, "l"),
                ("upper right", width - edge, edge, "r"),
                ("upper left", edge, edge, "l"),
                ("below", width // 2, low, "c"),
            ):
                word = Word(words, x, y, size, anchor)
                yield Screen(f"{words} {name} of {width} × {height}", width, height, None, (word,))
        yield from _banded(words)
        yield from _on_plain(words)
    yield from _in_company()


def _banded(words: str) -> Iterator[Screen]:
    for ground, colour in ((WHITE, BLACK), (BLACK, WHITE)):
        below, above = ((0, 0, 1200, 900),), ((0, 70, 1200, 900),)
        for x, anchor in ((1180, "r"), (20, "l"), (600, "c")):
            word = Word(words, x, 918, 32, anchor, colour)
            yield Screen(f"{words} in a band below, {anchor} on {ground}", 1200, 970, ground, (word,), below)
        for x, anchor in ((1180, "r"), (20, "l")):
            word = Word(words, x, 18, 32, anchor, colour)
            yield Screen(f"{words} in a band above, {anchor} on {ground}", 1200, 970, ground, (word,), above)


def _on_plain(words: str) -> Iterator[Screen]:
    product = ((300, 200, 400, 560),)
    for ground, colour in ((WHITE, (90, 90, 90)), (BLACK, WHITE)):
        for x, anchor in ((980, "r"), (20, "l")):
            word = Word(words, x, 945, 32, anchor, colour)
            yield Screen(f"{words} on a plain picture, {anchor} on {ground}", 1000, 1000, ground, (word,), product)


def _in_company() -> Iterator[Screen]:
    label = Word("AI生成", 1250, 660, 36, "r")
    signed = Word("© Alice 2026", 30, 664, 28)
    yield Screen("beside a signature", 1280, 720, None, (label, signed))
    yield Screen("under a clock", 1280, 720, None, (label, Word("10:15", 1250, 30, 36, "r"), signed))
    chip = Word("AI-generated", 40, 40, 30, "l", WHITE, BLACK)
    yield Screen("on a chip", 1280, 720, None, (chip,))
    subtitle = Word("Good morning, said the fox", 640, 600, 34, "c")
    yield Screen("beside subtitles", 1280, 720, None, (Word("AI生成", 30, 30, 36), subtitle))
    named = Word("豆包AI生成", 970, 945, 30, "r", BLACK)
    title = (Word("春日出游指南", 500, 50, 70, "c", BLACK), Word("数据来源", 30, 945, 26, "l", BLACK))
    yield Screen("a service's name on a drawn page", 1000, 1000, WHITE, (named, *title), ((100, 200, 800, 600),))
    sentence = Word("图片由AI生成", 640, 675, 24, "c", BLACK)
    yield Screen("a sentence under a picture", 1280, 720, WHITE, (sentence,), ((240, 100, 800, 540),))
