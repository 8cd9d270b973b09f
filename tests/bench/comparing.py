"""How well pictures are laid over each other, and how often something is said to stand out where nothing was changed.

Versions are made of the project's own pictures; the edits are small elements drawn or removed.
"""

from __future__ import annotations

import time
from itertools import permutations

from PIL import Image, ImageDraw

from tests.verify.compare.versions import SCENES, Made, made_of, small, value
from verify.compare import Alignment, align, difference
from verify.model import Picture

_NEAR = 0.012  # of the longer side: a place that lies further off is wrong
_EDITS = ((0.25, 0.3, 0.05), (0.7, 0.25, 0.1), (0.5, 0.7, 0.2))  # middle and size of a disc, as shares of the width


def main() -> None:
    """Prints the figures."""
    right = wrong = unseen = false_alarms = 0
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
            places = difference(first, second, found).places
            false_alarms += bool(places)
            if not good or places:
                print(f"  {scene.__name__}, {made.name}: {'right' if good else found}, stands out: {places}")
    print(f"versions laid over the original: {right} right, {wrong} wrong, {unseen} not laid")
    print(f"  likeness at least {min(likenesses):.2f}; something unchanged stood out in {false_alarms}")
    print(f"  seconds: {sorted(seconds)[len(seconds) // 2]:.2f} in the middle, {max(seconds):.2f} at most")
    _unrelated()
    _edits()


def _unrelated() -> None:
    laid, seconds = 0, []
    pairs = list(permutations(SCENES, 2))
    for one, other in pairs:
        begun = time.perf_counter()
        laid += align(value(one()), value(other())) is not None
        seconds.append(time.perf_counter() - begun)
    print(f"pairs of different pictures: {laid} of {len(pairs)} laid over each other; {max(seconds):.2f} s at most")


def _edits() -> None:
    for side, quality in ((512, 75), (256, 75), (160, 50)):
        seen = tried = 0
        for scene in SCENES:
            original = scene().convert("RGB")
            for x, y, size in _EDITS:
                changed = original.copy()
                middle, radius = (x * original.width, y * original.height), size * original.width / 2
                _disc(changed, middle, radius)
                first, second = value(changed), value(small(original, side, quality))
                found = align(first, second)
                tried += 1
                if found is not None:
                    place = (min(2, int(3 * y)), min(2, int(3 * x)))
                    seen += place in difference(first, second, found).places
        print(f"discs of 5 to 20 % of the width against a picture of {side}, JPEG {quality}: {seen} of {tried} seen")


def _disc(picture: Image.Image, middle: tuple[float, float], radius: float) -> None:
    x, y = middle
    ImageDraw.Draw(picture).ellipse((x - radius, y - radius, x + radius, y + radius), fill=(150, 60, 40))


def _is_right(found: Alignment, made: Made, first: Picture, second: Picture) -> bool:
    if (found.turns, found.mirrored) != (made.turns, made.mirrored):
        return False
    left, top, right, _ = made.box
    wide = (second.height if made.turns % 2 else second.width) * found.scale
    off = (found.left - left * first.width, found.top - top * first.height, wide - (right - left) * first.width)
    return all(abs(part) <= _NEAR * first.width for part in off)


if __name__ == "__main__":
    main()
