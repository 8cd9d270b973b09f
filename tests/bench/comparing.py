"""How well pictures are laid over each other, and how often something is said to stand out where nothing was changed.

Versions are made of the project's own pictures; the edits are small elements drawn or removed.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import permutations

from PIL import Image, ImageDraw

from tests.build.media.versions import SCENES, Made, made_of, small, value
from verify.features.compare import Alignment, align, find_difference
from verify.model import Picture

_NEAR = 0.012  # of the longer side: a place that lies further off is wrong
_MIDDLES = ((0.25, 0.3), (0.7, 0.25), (0.5, 0.7))  # of what is drawn, as shares

Draw = Callable[[Image.Image, tuple[float, float], float], None]


def main() -> None:
    """Prints the figures."""
    right = wrong = unseen = false_alarms = small_alarms = 0
    likenesses, seconds = [], []
    for scene in SCENES:
        original = scene()
        first = value(original)
        for made in made_of(original):
            second = value(made.picture)
            begun = time.perf_counter()
            found = align(first, second)
            seconds.append(time.perf_counter() - begun)
            if found is None:
                unseen += 1
                print(f"  not laid: {scene.__name__}, {made.name}")
                continue
            likenesses.append(found.likeness)
            good = _is_right(found, made, first, second)
            right, wrong = right + good, wrong + (not good)
            apart = find_difference(first, second, found)
            false_alarms, small_alarms = false_alarms + bool(apart.places), small_alarms + bool(apart.small)
            if not good or apart.places or apart.small:
                stands = f"stands out: {apart.places}, small: {apart.small}"
                print(f"  {scene.__name__}, {made.name}: {'right' if good else found}, {stands}")
    print(f"versions laid over the original: {right} right, {wrong} wrong, {unseen} not laid")
    print(f"  likeness at least {min(likenesses):.2f}")
    print(f"  nothing was changed, yet something stood out in {false_alarms}, something small in {small_alarms}")
    print(f"  seconds: {sorted(seconds)[len(seconds) // 2]:.2f} in the middle, {max(seconds):.2f} at most")
    _unrelated()
    for name, draw, sizes in (("discs", _disc, (0.03, 0.05, 0.1, 0.2)), ("birds", _bird, (0.05, 0.08, 0.12))):
        for size in sizes:
            _edits(name, draw, size)


def _unrelated() -> None:
    laid, seconds = 0, []
    pairs = list(permutations(SCENES, 2))
    for one, other in pairs:
        begun = time.perf_counter()
        laid += align(value(one()), value(other())) is not None
        seconds.append(time.perf_counter() - begun)
    print(f"pairs of different pictures: {laid} of {len(pairs)} laid over each other; {max(seconds):.2f} s at most")


def _edits(name: str, draw: Draw, size: float) -> None:
    for side, quality in ((512, 75), (256, 75), (160, 50)):
        large = small_ones = tried = 0
        for scene in SCENES:
            original = scene().convert("RGB")
            second = value(small(original, side, quality))
            for x, y in _MIDDLES:
                changed = original.copy()
                draw(changed, (x * original.width, y * original.height), size * original.width)
                first = value(changed)
                found = align(first, second)
                tried += 1
                if found is not None:
                    place, apart = (min(2, int(3 * y)), min(2, int(3 * x))), find_difference(first, second, found)
                    large, small_ones = large + (place in apart.places), small_ones + (place in apart.small)
        seen = f"{large} clearly and {small_ones} as something small, of {tried}"
        print(f"{name} of {size:.0%} of the width against a picture of {side}, JPEG {quality}: {seen}")


def _disc(picture: Image.Image, middle: tuple[float, float], size: float) -> None:
    (x, y), radius = middle, size / 2
    ImageDraw.Draw(picture).ellipse((x - radius, y - radius, x + radius, y + radius), fill=(150, 60, 40))


def _bird(picture: Image.Image, middle: tuple[float, float], size: float) -> None:
    """Two thin wings, as the samples have them: little of what they span is covered."""
    (x, y), half = middle, size / 2
    for side in (-1, 1):
        wing = [(x, y), (x + side * half / 2, y - half / 3), (x + side * half, y - half / 8)]
        ImageDraw.Draw(picture).line(wing, fill=(28, 26, 34), width=max(2, round(size / 16)))


def _is_right(found: Alignment, made: Made, first: Picture, second: Picture) -> bool:
    if (found.turns, found.mirrored) != (made.turns, made.mirrored):
        return False
    left, top, right, _ = made.box
    wide = (second.height if made.turns % 2 else second.width) * found.scale
    off = (found.left - left * first.width, found.top - top * first.height, wide - (right - left) * first.width)
    return all(abs(part) <= _NEAR * first.width for part in off)


if __name__ == "__main__":
    main()
