"""A small picture of the file itself, as raw pixels, so that no window ever decodes it. Pictures only."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from typing import Final

from verify import limits
from verify.engines import pictures
from verify.media import Media, MediaError
from verify.model import Options, Picture, Problem

TITLE: Final = "Preview"
FORMATS: Final = frozenset((
    "image/avif",
    "image/bmp",
    "image/gif",
    "image/heic",
    "image/heif",
    "image/jp2",
    "image/jpeg",
    "image/png",
    "image/qoi",
    "image/tiff",
    "image/vnd.adobe.photoshop",
    "image/webp",
    "image/x-adobe-dng",
    "image/x-icon",
))  # fmt: skip
QUICK: Final = True
EMITS: Final[frozenset[str]] = frozenset()

NAME: Final = "preview"


def read(media: Media, options: Options) -> Iterator[Picture]:
    """Yields one Picture called "preview", upright, in RGB; nothing where the picture cannot be decoded.

    That is no failure of a check: nothing is concluded from a preview. Raises MediaError where the file changed.
    """
    if not options.previews:
        return
    try:
        picture = _reduced(media)
        if picture is None:
            picture = pictures.small(media.pixels, NAME, limits.PREVIEW_SIDE, pictures.orientation(media.pixels))
    except MediaError as error:
        if error.problem is Problem.CHANGED:
            raise
    else:
        yield picture


def _reduced(media: Media) -> Picture | None:
    """A JPEG decoded at a fraction of its size, several times as fast; None where the whole must be decoded."""
    if media.media_type != "image/jpeg" or "pixels" in vars(media):
        return None
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        Image.MAX_IMAGE_PIXELS = limits.PICTURE_PIXELS
        try:
            with media.buffered() as stream, Image.open(stream, formats=("JPEG", "MPO")) as picture:
                if picture.width * picture.height > limits.PICTURE_PIXELS:
                    return None
                # the decoder keeps both sides at least as long as asked for: a square would hold back wide pictures
                picture.draft("RGB", pictures.fitted(picture.size, limits.PREVIEW_SIDE))
                return pictures.small(picture, NAME, limits.PREVIEW_SIDE, pictures.orientation(picture))
        except Exception:  # noqa: BLE001 - `media.pixels` meets the same fault and words it
            return None
