"""Pictures without a mark: those of given folders, each motif once, and textures that are drawn here."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

Pixels = NDArray[np.uint8]

SUFFIXES = {".avif", ".bmp", ".gif", ".heic", ".jpeg", ".jpg", ".png", ".tif", ".tiff", ".webp"}
LEAST_PIXELS = 65_536
MOST_PIXELS = 120_000_000
ALIKE_BITS = 3  # of 64 that motifs may differ in and still count as the same
SIDE = 768  # of textures


class Motifs:
    """Tells whether a motif was seen before, at whatever size; flat pictures look alike and count once."""

    def __init__(self) -> None:
        self._seen: list[int] = []

    def is_new(self, picture: Image.Image) -> bool:
        """Whether no picture asked about before has nearly the same pattern of light and dark."""
        small = np.asarray(picture.convert("L").resize((9, 8), Image.Resampling.BOX), np.int16)
        bits = int("".join("1" if bit else "0" for bit in (np.diff(small, axis=1) > 2).reshape(-1)), 2)
        known = any((bits ^ other).bit_count() <= ALIKE_BITS for other in self._seen)
        self._seen.append(bits)
        return not known


def pictures(folder: Path, motifs: Motifs) -> Iterator[tuple[Path, Image.Image]]:
    """Every picture under `folder` that is large enough to be marked and shows a new motif, in RGB."""
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() not in SUFFIXES or not path.is_file():
            continue
        picture = opened(path)
        if picture is not None and motifs.is_new(picture):
            yield path, picture


def opened(path: Path) -> Image.Image | None:
    """The picture in RGB, None where it cannot be decoded or is too small or too large."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            if path.suffix.lower() in (".heic", ".avif"):
                import pi_heif

                pi_heif.register_heif_opener()
            with Image.open(path) as picture:
                if not LEAST_PIXELS <= picture.width * picture.height <= MOST_PIXELS:
                    return None
                return picture.convert("RGB")
    except Exception:  # noqa: BLE001 - what Pillow cannot open is no picture for this purpose
        return None


def textures() -> Iterator[tuple[str, Pixels]]:
    """Drawn pictures that are hard for a decoder that looks for periods: (kind, pixels)."""
    for kind, draw in _KINDS.items():
        for number in range(20):
            yield kind, draw(np.random.default_rng([number, len(kind)]))


def _flat(chance: np.random.Generator) -> Pixels:
    return np.tile(chance.integers(0, 256, 3, dtype=np.uint8), (SIDE, SIDE, 1))


def _gradient(chance: np.random.Generator) -> Pixels:
    y, x = np.mgrid[0:SIDE, 0:SIDE] / SIDE
    corner, right, below = chance.uniform(0, 255, (3, 3))
    colours = corner + x[..., None] * (right - corner) / 2 + y[..., None] * (below - corner) / 2
    gradient: Pixels = colours.clip(0, 255).astype(np.uint8)
    return gradient


def _noise(chance: np.random.Generator) -> Pixels:
    return chance.normal(chance.uniform(60, 200), chance.uniform(2, 80), (SIDE, SIDE, 3)).clip(0, 255).astype(np.uint8)


def _stripes(chance: np.random.Generator) -> Pixels:
    """Stripes and squares with periods near those of the blocks."""
    period = int(chance.choice([2, 4, 8, 16, 24, 32, 48, 64]))
    line = chance.integers(0, 256, (period, 3), dtype=np.uint8)
    across = np.resize(line, (SIDE, 3))
    row = np.tile(across, (SIDE, 1, 1))
    if chance.integers(2):
        down = np.resize(chance.integers(0, 256, (period, 3), dtype=np.uint8), (SIDE, 3))
        row = (row.astype(np.uint16) + down[:, None]) // 2
    return row.astype(np.uint8)


def _tiles(chance: np.random.Generator) -> Pixels:
    """One small random tile repeated, as wallpapers of old web pages."""
    side = int(chance.choice([8, 16, 32, 40, 48, 64, 96, 128]))
    tile = chance.integers(0, 256, (side, side, 3), dtype=np.uint8)
    tiled: Pixels = np.tile(tile, (-(-SIDE // side), -(-SIDE // side), 1))
    return tiled[:SIDE, :SIDE]


def _text(chance: np.random.Generator) -> Pixels:
    picture = Image.new("RGB", (SIDE, SIDE), tuple(int(value) for value in chance.integers(200, 256, 3)))
    draw = ImageDraw.Draw(picture)
    for top in range(8, SIDE, 16):
        letters = "".join(chr(97 + int(value)) if value < 26 else " " for value in chance.integers(0, 31, 90))
        draw.text((8, top), letters, fill=tuple(int(value) for value in chance.integers(0, 120, 3)))
    return np.asarray(picture)


def _lines(chance: np.random.Generator) -> Pixels:
    picture = Image.new("RGB", (SIDE, SIDE), "white")
    draw = ImageDraw.Draw(picture)
    for _ in range(60):
        points = [tuple(int(value) for value in chance.integers(0, SIDE, 2)) for _ in range(2)]
        colour = tuple(int(value) for value in chance.integers(0, 256, 3))
        draw.line([*points[0], *points[1]], fill=colour, width=int(chance.integers(1, 9)))
    return np.asarray(picture)


def _shapes(chance: np.random.Generator) -> Pixels:
    """Plain coloured areas on the grid of blocks, as in pixel art and charts."""
    cells = chance.integers(0, 256, (SIDE // 32, SIDE // 32, 3), dtype=np.uint8)
    return np.kron(cells, np.ones((32, 32, 1), np.uint8))


_KINDS: dict[str, Callable[[np.random.Generator], Pixels]] = {
    "flat": _flat,
    "gradient": _gradient,
    "noise": _noise,
    "stripes": _stripes,
    "tiles": _tiles,
    "text": _text,
    "lines": _lines,
    "areas": _shapes,
}
