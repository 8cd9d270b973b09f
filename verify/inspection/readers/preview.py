"""A small picture of the file itself, as raw pixels, so that no window ever decodes it. Pictures only."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from verify.inspection.media import images, thumbnails
from verify.inspection.media.input_file import Media, MediaError, bounded_decoding
from verify.inspection.media.thumbnails import Likeness
from verify.inspection.readers.base import Reader
from verify.model import Finding, Imprint, Options, Picture, Problem, limits
from verify.model.vocabularies import media_types

_CODES: Final = {
    Likeness.FITS: "context.thumbnail_fits",
    Likeness.SHAPE: "context.thumbnail_shape",
    Likeness.CONTENT: "context.thumbnail_content",
}

NAME: Final = "preview"
THUMBNAIL: Final = "exif_thumbnail"

_NEAR: Final = 0.7  # of the preview's side: large enough as it comes from the decoder


def read(media: Media, options: Options) -> Iterator[Picture | Finding | Imprint]:
    """Yield one Picture called "preview", upright, in RGB; nothing where the picture cannot be decoded.

    Then the thumbnail in EXIF as it is stored, called "exif_thumbnail", and a finding on it where it can be compared.
    Where the options ask for it, what the picture looks like, out of the same small picture.

    That is no failure of a check: nothing is concluded from a preview. Raises MediaError where the file changed.
    """
    if not (options.previews or options.imprints):
        return
    try:
        picture = _decode_reduced(media)
        if picture is None:
            picture = images.shrink(media.pixels, NAME, limits.PREVIEW_SIDE, images.read_orientation(media.pixels))
    except MediaError as error:
        if error.problem is Problem.CHANGED:
            raise
    else:
        if options.previews:
            yield picture
            yield from _compare_thumbnail(media, picture)
        if options.imprints:
            yield from _make_imprint(picture)


def _make_imprint(picture: Picture) -> Iterator[Imprint]:
    from verify.inspection.media import fingerprint

    imprint = fingerprint.make_imprint(picture)
    if imprint is not None:
        yield imprint


def _compare_thumbnail(media: Media, picture: Picture) -> Iterator[Picture | Finding]:
    data = thumbnails.find_thumbnail(media.parts)
    if data is None:
        return
    thumbnail = images.decode_thumbnail(data, THUMBNAIL)
    if thumbnail is not None:
        yield thumbnail
    comparison = thumbnails.compare(data, picture)
    if comparison is not None:
        facts = (("thumbnail", comparison.thumbnail), ("picture", comparison.picture))
        yield Finding(_CODES[comparison.likeness], NAME, facts=facts if comparison.likeness is Likeness.SHAPE else ())


def _choose_draft_size(size: tuple[int, int]) -> tuple[int, int]:
    """Choose what to ask the JPEG decoder for: it can only halve, quarter or eighth.

    A fraction that lands a little below the preview's side is taken as it is: shrinking a larger one costs as much
    again as decoding it, and nobody sees the difference.
    """
    for divisor in (1, 2, 4, 8):
        part = (-(-size[0] // divisor), -(-size[1] // divisor))
        if _NEAR * limits.PREVIEW_SIDE <= max(part) <= limits.PREVIEW_SIDE:
            return part
    return images.fit_size(size, limits.PREVIEW_SIDE)


def _decode_reduced(media: Media) -> Picture | None:
    """Decode a JPEG at a fraction of its size, several times as fast; None where the whole must be decoded.

    Others decode the whole of it later. To shrink that instead would save some milliseconds, but the decoder averages
    otherwise: of 80 JPEGs the imprints of 22 changed, and those that are kept would not be found again.
    """
    if media.media_type != "image/jpeg" or "pixels" in vars(media):
        return None
    from PIL import Image

    with bounded_decoding():
        try:
            with media.open_buffered() as stream, Image.open(stream, formats=("JPEG", "MPO")) as picture:
                if picture.width * picture.height > limits.PICTURE_PIXELS:
                    return None
                whole = picture.size
                # the decoder keeps both sides at least as long as asked for: a square would hold back wide pictures
                picture.draft("RGB", _choose_draft_size(picture.size))
                return images.shrink(picture, NAME, limits.PREVIEW_SIDE, images.read_orientation(picture), whole)
        except Exception:  # noqa: BLE001 - `media.pixels` meets the same fault and words it
            return None


READER: Final = Reader(
    NAME,
    media_types.PILLOW,
    frozenset(_CODES.values()),
    read,
)
