"""Measures the visible marks: how often they are found, what the unmarked say, and what the look costs.

`python -m tests.bench.visible > docs/measurements/visible.md` writes the page. It wants the corpus.
"""

from __future__ import annotations

import io
import platform
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial

import numpy as np
from PIL import Image, ImageDraw

from tests.bench.visible_subjects import Subject, corpus_films, corpus_pictures, textures
from tests.build.media.drawings.drawing import Pixels, with_bar, with_star
from tests.build.media.drawings.screens import font, labelled, others
from verify.inspection.media.ocr import text_lines
from verify.inspection.media.oriented_image import OrientedImage, PixelBox
from verify.inspection.watermarks.visible import (
    dalle_colour_bar,
    explicit_label,
    gemini_sparkle,
    label_ground,
)
from verify.inspection.watermarks.visible.label_patterns import LabelMeaning

HEIGHTS = (0.015, 0.02, 0.03, 0.04, 0.05, 0.07)  # of the glyphs, as a share of the short side
PLACES = ("rb", "lt", "cb", "rt")
LABELS = ("豆包AI生成", "AI-generated", "人工智能合成", "Made with AI")
CORNER = 240
STARS = ((48, 32, 0.51), (96, 64, 0.51), (96, 64, 0.36), (36, 46, 0.31), (48, 96, 0.31))
SCALES = (0.5, 0.6, 0.7, 0.8, 0.9, 1.1, 1.25, 1.5)
LINES = (480, 720, 1080)  # of frames
BARS = (8, 16, 24)


def main() -> int:
    """Prints the page; 1 where an unmarked picture was hit."""
    subjects = [*corpus_pictures(), *textures()]
    plain = [one for one in subjects if not (one.logo or one.label)]
    print("# Visible logos and labels, measured\n")
    print("Written by `python -m tests.bench.visible > docs/measurements/visible.md`. ", end="")
    print(f"Python {platform.python_version()}, {platform.system()}, one thread for reading words.\n")
    print(f"Pictures: {len(plain)} unmarked ({sum(one.kind == 'texture' for one in plain)} of them textures), ", end="")
    print(f"{len(subjects) - len(plain)} marked ones from the corpus.\n")
    hits = _logos(subjects, plain)
    hits += _words(plain, [one for one in subjects if one.label])
    hits += _layouts()
    _times(plain)
    return 1 if hits else 0


def _logos(subjects: list[Subject], plain: list[Subject]) -> int:
    print("## The star and the row of colours\n")
    print("Marked pictures of the corpus:\n\n| picture | size | agreement | quarters | found |\n|---|---|---|---|---|")
    for one in subjects:
        best = gemini_sparkle.find_best(one.corner) if one.logo else None
        if best is not None:
            print(f"| {one.name} | {best.size} | {best.agreement:.2f} | {best.quarters} | {_yes(best.fits)} |")
    print("\nDrawn on the unmarked pictures:\n\n| mark | found of |\n|---|---|")
    roomy = [one for one in plain if min(one.corner.shape[:2]) >= 170]
    for size, margin, strength in STARS:
        found = sum(gemini_sparkle.find(with_star(one.corner, size, margin, strength)) is not None for one in roomy)
        print(f"| star {size} px, margin {margin}, strength {strength} | {found} of {len(roomy)} |")
    for side in BARS:
        found = sum(dalle_colour_bar.find(with_bar(one.corner, side)) is not None for one in roomy)
        print(f"| row of colours, {side} px | {found} of {len(roomy)} |")
    bright = sum(float((one.corner[-80:-32, -80:-32] > 240).mean()) > 0.6 for one in roomy)
    print(f"\nOn {bright} of these the star's place is nearly white, so no star is visible; most other misses ")
    print("have noise in every pixel or steep stripes.")
    stars = [(turned, gemini_sparkle.find_best(turned)) for one in plain for turned in _turned(one.corner)]
    scaled = [gemini_sparkle.find_best_scaled(turned) for one in plain for turned in _turned(one.corner)]
    bars = [dalle_colour_bar.find_best(turned) for one in plain for turned in _turned(one.corner)]
    even = max((best.agreement for _, best in stars if best is not None and best.is_even), default=0.0)
    even_scaled = max((best.agreement for best in scaled if best is not None and best.is_even), default=0.0)
    most = max((best.agreement for _, best in stars if best is not None), default=0.0)
    alike = max((bar.correlation for bar in bars if bar is not None), default=0.0)
    near = min((bar.distance for bar in bars if bar is not None), default=255.0)
    hits = sum(best is not None and best.fits for _, best in stars)
    hits += sum(best is not None and best.fits for best in scaled) + sum(bar is not None and bar.fits for bar in bars)
    print(f"\nUnmarked, each in all eight rotations and mirror images ({len(stars)} corners): **{hits} hits**.\n")
    print("| statistic | largest among the unmarked | limit |\n|---|---|---|")
    print(f"| agreement where quarters and strength are in order | {even:.2f} | {gemini_sparkle.LEAST_AGREEMENT} |")
    print(f"| the same of any size | {even_scaled:.2f} | {gemini_sparkle.LEAST_AGREEMENT} |")
    print(f"| agreement by itself | {most:.2f} | (not used alone) |")
    print(f"| row of colours: correlation | {alike:.2f} | {dalle_colour_bar.LEAST_CORRELATION} |")
    print(
        f"| row of colours: distance of the worst square (smallest) | {near:.0f} | {dalle_colour_bar.MOST_DISTANCE} |"
    )
    print(
        f"\nTurned copies of one picture are not independent: with no hit in {len(plain)} different pictures the true "
    )
    print(f"rate is below {3 / len(plain):.3f} (95 % confidence), and nothing smaller is claimed.\n")
    _scaled_stars([one for one in subjects if one.logo])
    return hits + _film_stars(plain)


def _scaled_stars(marked: list[Subject]) -> None:
    print("### Marked pictures, scaled\n")
    print("Each as PNG and as JPEG of quality 80:\n")
    print(f"| picture | {' | '.join(f'× {scale}' for scale in SCALES)} |\n|---|{'---|' * len(SCALES)}")
    for one in marked:
        if gemini_sparkle.find(one.corner) is None:
            continue
        cells = []
        for scale in SCALES:
            size = (round(one.picture.width * scale), round(one.picture.height * scale))
            small = one.picture.convert("RGB").resize(size, Image.Resampling.BICUBIC)
            written = io.BytesIO()
            small.save(written, "JPEG", quality=80)
            both = (small, Image.open(written))
            found = [gemini_sparkle.find(np.asarray(picture)[-CORNER:, -CORNER:]) is not None for picture in both]
            cells.append(", ".join(map(_yes, found)))
        print(f"| {one.name} | {' | '.join(cells)} |")
    print("\nPictures of 130 pixels and less are corners that somebody cut out; scaled, some have no room left.\n")


def _film_stars(plain: list[Subject]) -> int:
    """Look for the star where Google's films have it. None is here, so nothing is said of how often it is found."""
    print("### The star in films\n")
    films = list(corpus_films())
    frames = [frame.pixels for film, _ in films for frame in film]
    count = len(frames)
    for one in plain:
        for lines in LINES:
            scale = lines / min(one.picture.size)
            size = (max(lines, round(one.picture.width * scale)), max(lines, round(one.picture.height * scale)))
            frames.append(np.asarray(one.picture.convert("RGB").resize(size)))
    hits = 0
    for frame in frames:
        for turned in (frame, frame[:, ::-1], frame[::-1], frame[::-1, ::-1]):
            hits += gemini_sparkle.find_in_film(np.ascontiguousarray(turned), min(frame.shape[:2])) is not None
    print(
        "No film with it was at hand: its sizes and places come from public descriptions, tests draw it, and a hit is "
    )
    print(f"a hint. {count} frames of unmarked films and {len(plain)} unmarked pictures at {LINES} lines, each also ")
    print(f"mirrored ({4 * len(frames)} looks): **{hits} hits**.\n")
    words = [finding.code for _, findings in films for finding in findings]
    print(
        f"In {len(films)} unmarked films, words were read as the program reads them: **{len(words)} names or labels**, "
    )
    print("at one place or moving.\n")
    return hits + len(words)


def _words(plain: list[Subject], marked: list[Subject]) -> int:
    # a label on a page full of words is a hint by design, so pages are no grounds for it
    grounds = [one for one in plain if min(one.picture.size) >= 400 and one.kind != "neg-screenshot"][::12][:10]
    print(f"## Labels in words\n\nFound on {len(grounds)} grounds of 1024 × 1024, white with a thin dark outline, ")
    print(f"the {len(LABELS)} labels {', '.join(LABELS)} in turn:\n")
    print(f"| height of the characters | {' | '.join(PLACES)} |\n|---|{'---|' * len(PLACES)}")
    missed: Counter[str] = Counter()
    for height in HEIGHTS:
        found: Counter[str] = Counter()
        for index, one in enumerate(grounds):
            square = one.picture.convert("RGB").resize((1024, 1024))
            for shift, place in enumerate(PLACES):
                picture = _labelled(square.copy(), LABELS[(index + shift) % len(LABELS)], height, place)
                hit = any(label.isolated and _says(label) for label in _labels(picture))
                found[place] += hit
                missed[one.name] += not hit
        print(f"| {height:.3f} | {' | '.join(f'{found[place]} of {len(grounds)}' for place in PLACES)} |", flush=True)
    where = ", ".join(f"{name}: {count}" for name, count in missed.most_common() if count)
    print(f"\nMissed, by ground, of {len(HEIGHTS) * len(PLACES)}: {where}.\n")
    print("Labels of services in the corpus:\n")
    print("| picture | read | height of the characters | rule of 0.05 |\n|---|---|---|---|")
    for one in marked:
        for label in _labels(one.picture):
            print(f"| {one.name} | {label.text} | {label.share:.3f} | {label.rule.value} |")
    read = [(one, _labels(one.picture)) for one in plain]
    hits = [one for one, labels in read if any(label.isolated and _says(label) for label in labels)]
    hints = [one for one, labels in read if labels and one not in hits]
    said = f"**{len(hits)} labels**, {len(hints)} with a hint that decides nothing"
    print(f"\nUnmarked pictures: {len(read)} read, {said}.\n")
    for one in (*hits, *hints):
        print(f"- {one.name}")
    return len(hits)


def _layouts() -> int:
    print("\n## Buttons, headings and labels\n")
    print("Layouts that the tests draw (`tests/build/media/drawings/screens.py`), saved as JPEG, read like any file:\n")
    print("| drawn | layouts | taken for a label | by the words and their place at an edge alone |\n|---|---|---|---|")
    wrong = 0
    for name, screens in (("a button, a tab, a menu, a heading, a poster, a chat", others()), ("a label", labelled())):
        count = stated = before = 0
        for screen in screens:
            upright = OrientedImage(screen.drawn())
            lines = text_lines.read_lines(upright)
            see = partial(label_ground.examine, upright, lines=lines)
            count += 1
            stated += _is_stated(explicit_label.find_labels(lines, screen.width, screen.height, see))
            # each line by itself: what neighbours and ground take back
            before += any(_is_stated(explicit_label.find_labels([line], screen.width, screen.height)) for line in lines)
        wrong += stated if name != "a label" else 0
        print(f"| {name} | {count} | {stated} | {before} |", flush=True)
    print("\nThe rules were made with these kinds of layouts in mind; other kinds of screens may do worse.\n")
    return wrong


def _is_stated(labels: tuple[explicit_label.VisibleLabel, ...]) -> bool:
    return any(label.isolated and _says(label) for label in labels)


def _times(plain: list[Subject]) -> None:
    pictures = [one.picture.convert("RGB").resize((1024, 1024)) for one in plain if one.kind != "texture"][::8][:12]
    corners = [OrientedImage(picture).cut(_corner(picture)) for picture in pictures]
    both = _median(
        lambda index: (gemini_sparkle.find(corners[index]), dalle_colour_bar.find(corners[index])), len(corners)
    )
    words = _median(lambda index: text_lines.read_lines(OrientedImage(pictures[index])), len(pictures))
    large = [picture.resize((4000, 3000)) for picture in pictures[:4]]
    many = _median(lambda index: text_lines.read_lines(OrientedImage(large[index])), len(large))
    print("## Time\n\n| work on one decoded picture | median, processor time | bound |\n|---|---|---|")
    print(f"| star and row of colours | {both * 1000:.1f} ms | 10 ms |")
    print(f"| words in the four bands, 1024 × 1024 | {words:.2f} s | 0.8 s |")
    print(f"| words in the four bands, 4000 × 3000 | {many:.2f} s | |")


def _median(work: Callable[[int], object], count: int) -> float:
    taken = []
    for index in range(count):
        begun = time.process_time()  # other programs on this machine do not count
        work(index)
        taken.append(time.process_time() - begun)
    return statistics.median(taken)


def _labels(picture: Image.Image) -> tuple[explicit_label.VisibleLabel, ...]:
    lines = text_lines.read_lines(upright := OrientedImage(picture))
    return explicit_label.find_labels(
        lines, picture.width, picture.height, partial(label_ground.examine, upright, lines=lines)
    )


def _says(label: explicit_label.VisibleLabel) -> bool:
    return label.form is not None and label.form.meaning is not LabelMeaning.NAME


def _labelled(picture: Image.Image, text: str, share: float, place: str) -> Image.Image:
    height = share * min(picture.size)
    type_ = font(round(height * 1.1))
    draw = ImageDraw.Draw(picture)
    left, top, right, bottom = draw.textbbox((0, 0), text, font=type_)
    x = {"l": 24, "r": picture.width - (right - left) - 24, "c": (picture.width - right + left) / 2}[place[0]]
    y = {"t": 24, "b": picture.height - (bottom - top) - 24}[place[1]]
    outline = max(1, round(height / 40))
    draw.text((x - left, y - top), text, font=type_, fill="white", stroke_width=outline, stroke_fill=(70, 70, 70))
    return picture


def _corner(picture: Image.Image) -> PixelBox:
    width, height = min(CORNER, picture.width), min(CORNER, picture.height)
    return PixelBox(picture.width - width, picture.height - height, width, height)


def _turned(pixels: Pixels) -> Iterator[Pixels]:
    for turns in range(4):
        turned = np.rot90(pixels, turns)
        yield np.ascontiguousarray(turned)
        yield np.ascontiguousarray(turned[:, ::-1])


def _yes(value: bool) -> str:
    return "yes" if value else "no"


if __name__ == "__main__":
    sys.exit(main())
