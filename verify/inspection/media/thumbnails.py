"""Compare the thumbnail inside EXIF with the picture itself, by shape and by rough content.

Cameras write both at once, and some programs change the picture and leave the thumbnail. The comparison sees large
changes only: a face replaced in a crowd stays unseen, and a thumbnail can be made anew after any change.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterable
from enum import Enum
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from verify.inspection.containers.base import Memory, Part, PartKind
from verify.inspection.containers.image import tiff
from verify.inspection.media.input_file import bounded_decoding
from verify.model import Picture, limits

if TYPE_CHECKING:
    from PIL import Image

_OFFSET, _LENGTH = 0x0201, 0x0202
_NUMBER_BYTES: Final = {3: 2, 4: 4}  # TIFF's SHORT and LONG

_GRID: Final = 32  # cells each way in which content is compared
_SHAPES_DIFFER: Final = 0.06  # of the logarithm of width through height
_ALIKE: Final = 0.8  # correlation of brightness
_UNLIKE: Final = 0.3
_CONTRAST: Final = 8.0  # standard deviation of brightness below which nothing can be compared
_BAR: Final = 28  # brightest value of the bars that cameras add to fill a thumbnail of 4:3
_SMALLEST_SIDE: Final = 32  # pixels of a picture or thumbnail that can be compared


class Likeness(Enum):
    """How thumbnail and picture stand to each other."""

    FITS = "fits"
    SHAPE = "shape"
    CONTENT = "content"


class Comparison(Struct, frozen=True):
    """The answer, and both shapes as "width x height"."""

    likeness: Likeness
    thumbnail: str
    picture: str


def compare(data: bytes, picture: Picture) -> Comparison | None:
    """Compare the encoded thumbnail with `picture`; None where no answer would be fair."""
    thumbnail = _decode(data)
    whole = _to_grey(picture)
    likeness = _compare(thumbnail, whole) if thumbnail is not None else None
    if thumbnail is None or likeness is None:
        return None
    shapes = (f"{one[0]} × {one[1]}" for one in (thumbnail.size, whole.size))
    return Comparison(likeness, *shapes)


def compare_pictures(thumbnail: Picture, picture: Picture) -> Likeness | None:
    """Compare a thumbnail that was decoded already with `picture`; None where no answer would be fair."""
    return _compare(_to_grey(thumbnail), _to_grey(picture))


def _to_grey(picture: Picture) -> Image.Image:
    from PIL import Image

    return Image.frombytes("RGB", (picture.width, picture.height), picture.rgb).convert("L")


def _compare(thumbnail: Image.Image, picture: Image.Image) -> Likeness | None:
    if min(*thumbnail.size, *picture.size) < _SMALLEST_SIDE:
        return None
    return _find_best_likeness(thumbnail, picture)


def find_thumbnail(parts: Iterable[Part]) -> bytes | None:
    """Return the bytes of the JPEG thumbnail in the first EXIF block that has one."""
    for part in parts:
        if part.kind is not PartKind.EXIF:
            continue
        source = Memory(part.data)
        numbers = {
            entry.tag: int.from_bytes(
                entry.value(source, _NUMBER_BYTES[entry.type]), "little" if entry.order == "<" else "big"
            )
            for entry in tiff.walk_entries(source)
            if not isinstance(entry, Part)
            and entry.directory == "Thumbnail"
            and entry.tag in (_OFFSET, _LENGTH)
            and entry.type in _NUMBER_BYTES
        }
        data = source.read_at(numbers.get(_OFFSET, 0), min(numbers.get(_LENGTH, 0), limits.THUMBNAIL_BYTES))
        if data.startswith(b"\xff\xd8"):
            return data
    return None


def _decode(data: bytes) -> Image.Image | None:
    from PIL import Image

    try:
        with bounded_decoding(), Image.open(io.BytesIO(data), formats=("JPEG",)) as picture:
            if picture.width * picture.height > limits.THUMBNAIL_PIXELS:
                return None
            return picture.convert("L")
    except Exception:  # noqa: BLE001 - a thumbnail that cannot be decoded is only not compared
        return None


def _find_best_likeness(thumbnail: Image.Image, picture: Image.Image) -> Likeness | None:
    """Return the best answer over four turns: programs turn the picture and leave the thumbnail lying."""
    from PIL.Image import Transpose

    best = -1.0
    any_shape = False
    for turn in (None, Transpose.ROTATE_90, Transpose.ROTATE_180, Transpose.ROTATE_270):
        turned = thumbnail if turn is None else thumbnail.transpose(turn)
        for candidate in (turned, _crop_bars(turned)):
            if abs(math.log(candidate.width / candidate.height * picture.height / picture.width)) > _SHAPES_DIFFER:
                continue
            any_shape = True
            best = max(best, _correlate(candidate, picture))
    if not any_shape:
        return Likeness.SHAPE
    if math.isnan(best) or _UNLIKE <= best < _ALIKE:
        return None
    if best >= _ALIKE:
        return Likeness.FITS
    return Likeness.CONTENT if _has_contrast(thumbnail) and _has_contrast(picture) else None


def _crop_bars(picture: Image.Image) -> Image.Image:
    """Return `picture` without dark bars of equal width on two opposite sides."""
    box = picture.point(lambda value: 255 if value > _BAR else 0).getbbox()
    if box is None:
        return picture
    left, top, right, bottom = box
    across, down = min(left, picture.width - right), min(top, picture.height - bottom)
    return picture.crop((across, down, picture.width - across, picture.height - down))


def _average_cells(picture: Image.Image) -> list[int]:
    from PIL import Image

    return list(picture.resize((_GRID, _GRID), Image.Resampling.BOX).tobytes())


def _has_contrast(picture: Image.Image) -> bool:
    cells = _average_cells(picture)
    mean = sum(cells) / len(cells)
    return math.sqrt(sum((cell - mean) ** 2 for cell in cells) / len(cells)) >= _CONTRAST


def _correlate(first: Image.Image, second: Image.Image) -> float:
    """Return Pearson's correlation of brightness over the cells; 0 where one of them is even."""
    one, other = _average_cells(first), _average_cells(second)
    mean_one, mean_other = sum(one) / len(one), sum(other) / len(other)
    both = sum((a - mean_one) * (b - mean_other) for a, b in zip(one, other, strict=True))
    spread = math.sqrt(sum((a - mean_one) ** 2 for a in one) * sum((b - mean_other) ** 2 for b in other))
    return both / spread if spread else 0.0
