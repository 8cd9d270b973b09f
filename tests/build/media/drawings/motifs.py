"""Drawn pictures for the memory, each different, their imprints, and reports as a check would make them."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from functools import lru_cache

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from verify.inspection.media import fingerprint
from verify.inspection.media.images import shrink
from verify.model import Conclusion, FileFacts, Imprint, Options, Picture, Report, Standing, Verdict
from verify.model.run_info import describe_run

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)


def motif(number: int, width: int = 900, height: int = 600) -> Image.Image:
    """A picture of many soft shapes; every number gives another one."""
    return _draw(number, width, height).copy()


@lru_cache(32)
def _draw(number: int, width: int, height: int) -> Image.Image:
    chance = np.random.default_rng(number)
    picture = Image.new("RGB", (width, height), tuple(int(value) for value in chance.integers(60, 200, 3)))
    draw = ImageDraw.Draw(picture)
    for _ in range(90):
        left, top = int(chance.integers(-50, width)), int(chance.integers(-50, height))
        size = int(chance.integers(20, 160))
        colour = tuple(int(value) for value in chance.integers(0, 256, 3))
        box = (left, top, left + size, top + int(size * chance.uniform(0.4, 1.6)))
        (draw.ellipse if chance.integers(2) else draw.rectangle)(box, fill=colour)
    return picture.filter(ImageFilter.GaussianBlur(1.5))


def looks(picture: Image.Image, seconds: float = 0.0) -> Imprint:
    """The imprint of a picture that has one."""
    return _find_imprint(shrink(picture.convert("RGB"), "preview", 512), seconds)


@lru_cache(64)
def _find_imprint(preview: Picture, seconds: float) -> Imprint:
    found = fingerprint.make_imprint(preview, seconds)
    assert found is not None
    return found


def report(
    name: str,
    *seen: Imprint,
    conclusion: Conclusion = Conclusion.UNKNOWN,
    standing: Standing = Standing.NONE,
    by: str = "",
    media_type: str = "image/png",
) -> Report:
    """The report of a file called `name`, whose name also gives its hash."""
    digest = hashlib.sha256(name.encode()).hexdigest()
    return Report(
        FileFacts(name, name, 10, digest, media_type),
        Verdict(conclusion, standing, by=by),
        run=describe_run(Options(now=NOW), ("preview",)),
        imprints=seen,
    )
