"""The tables by which a JPEG was compressed, and which rule makes such tables; and the thumbnail that lies beside it.

The standard prints two tables as examples (ITU-T T.81, Annex K); libjpeg scales them to a quality from 1 to 100, and
most programs use it. What is not made by that rule is the maker's own: no list of such tables is kept here, since
their sources cannot be checked.
"""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Final

import resources
from verify.inspection.media import images, thumbnails
from verify.inspection.media.input_file import Media, MediaError
from verify.inspection.media.thumbnails import Likeness
from verify.inspection.views import canvas
from verify.inspection.views.canvas import Canvas
from verify.model import Problem, limits
from verify.model.views import FactName, ViewFact

Table = tuple[int, ...]

_LARGEST: Final = 255  # of a baseline table
_SUBSAMPLINGS: Final = {0: "4:4:4", 1: "4:2:2", 2: "4:2:0"}
_LIKENESSES: Final = {
    Likeness.FITS: FactName.THUMBNAIL_FITS,
    Likeness.SHAPE: FactName.THUMBNAIL_SHAPE,
    Likeness.CONTENT: FactName.THUMBNAIL_CONTENT,
    None: FactName.THUMBNAIL_UNCLEAR,
}


@cache
def _load_standard() -> tuple[Table, Table]:
    """Load the two tables of the standard: for brightness and for colour."""
    tables = tomllib.loads((resources.FOLDER / "quantisation.toml").read_text(encoding="utf-8"))
    return tuple(tables["brightness"]["numbers"]), tuple(tables["colour"]["numbers"])


@cache
def scale_standard(quality: int) -> tuple[Table, Table]:
    """Scale the tables of the standard to a quality as libjpeg does (jcparam.c, `jpeg_set_quality`, baseline)."""
    percent = 5_000 // quality if quality < 50 else 200 - 2 * quality
    brightness, colour = (
        tuple(min(_LARGEST, max(1, (number * percent + 50) // 100)) for number in table) for table in _load_standard()
    )
    return brightness, colour


def find_quality(tables: tuple[Table, ...]) -> tuple[int, bool]:
    """Return the quality whose tables are nearest, and whether they are just these."""
    best, least = 0, float("inf")
    for quality in range(1, 101):
        standard = scale_standard(quality)
        pairs = zip(tables, (standard[min(at, 1)] for at in range(len(tables))), strict=True)
        distance = sum(abs(one - other) for table, entries in pairs for one, other in zip(table, entries, strict=True))
        if distance < least:
            best, least = quality, distance
    return best, least == 0


def read_quality(picture: Canvas) -> int:
    """Return the quality, by the nearest tables of the rule, at which a picture is stored; 100 where it is no JPEG."""
    from PIL.JpegImagePlugin import JpegImageFile

    stored = picture.stored
    if not isinstance(stored, JpegImageFile) or not stored.quantization:
        return 100
    return find_quality((tuple(stored.quantization[min(stored.quantization)]),))[0]


def describe(picture: Canvas) -> Canvas:
    """Return the picture with its tables. Raises MediaError(NOT_THIS_FORMAT) where it has none."""
    from PIL.JpegImagePlugin import JpegImageFile, get_sampling

    stored = picture.stored
    if not isinstance(stored, JpegImageFile) or not stored.quantization:
        raise MediaError(Problem.NOT_THIS_FORMAT, "no JPEG")
    tables = tuple(tuple(stored.quantization[key]) for key in sorted(stored.quantization))[: limits.VIEW_TABLES]
    quality, is_standard = find_quality(tables)
    facts = [ViewFact(FactName.STANDARD_TABLES if is_standard else FactName.OTHER_TABLES, str(quality))]
    sampling = _SUBSAMPLINGS.get(get_sampling(stored))
    if sampling and stored.mode != "L":
        facts.append(ViewFact(FactName.SUBSAMPLING, sampling))
    if stored.info.get("progressive"):
        facts.append(ViewFact(FactName.PROGRESSIVE))
    canvas = Canvas(stored, picture.orientation)
    canvas.facts, canvas.tables = tuple(facts), tables
    return canvas


def find_thumbnail(media: Media) -> Canvas:
    """Return the thumbnail in EXIF, and how it stands to the picture. Raises MediaError(NOT_FOUND) without one."""
    from PIL import Image

    data = thumbnails.find_thumbnail(media.parts)
    small = images.decode_thumbnail(data, "thumbnail") if data is not None else None
    if data is None or small is None:
        raise MediaError(Problem.NOT_FOUND, "no thumbnail")
    picture = canvas.decode(media)
    whole = images.shrink(picture.stored, "preview", limits.PREVIEW_SIDE, picture.orientation)
    comparison = thumbnails.compare(data, whole)
    drawing = Canvas(Image.frombytes("RGB", (small.width, small.height), small.rgb))
    drawing.facts = (ViewFact(_LIKENESSES[comparison.likeness if comparison else None]),)
    return drawing
