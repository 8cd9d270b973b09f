"""Look for what generators and providers lay over a picture: logos in its corner, labels in words at its edges.

Logos are Gemini's star and DALL·E 2's row of coloured squares. Of words, one short mark alone at an edge is what the
picture states of itself. The same words in running text, on a button or as a heading are a hint: a photo may show a
poster, a screen an article or an app's tools. What can be seen can be drawn: a statement, never proof.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from verify.inspection.media import images
from verify.inspection.media.input_file import Media
from verify.inspection.readers.base import Reader
from verify.model import Finding, Options
from verify.model.vocabularies import media_types

if TYPE_CHECKING:  # NumPy is loaded for pictures alone
    from verify.inspection.media.oriented_image import OrientedImage, PixelBox

LOGOS_NAME: Final = "visible_marks"
LABELS_NAME: Final = "visible_text"

_CORNER: Final = 240  # pixels; the star with its margin fits, and so does the bar
_MOST_THREADS: Final = 4  # one for each band
_LEAST_SIDE: Final = 16  # pixels; nothing can be read in less


def read_logos(media: Media, options: Options) -> Iterator[Finding]:  # noqa: ARG001 - the contract of readers
    """Yield a finding per logo. Raises MediaError where the picture is too large or cannot be decoded."""
    from verify.inspection.media.oriented_image import PixelBox
    from verify.inspection.watermarks.visible import marks

    picture = _orient(media)
    width, height = min(picture.width, _CORNER), min(picture.height, _CORNER)
    corner = PixelBox(picture.width - width, picture.height - height, width, height)
    for logo in marks.find_logos(picture.cut(corner), corner.left, corner.top):
        if logo is not None:
            facts = (*logo.facts, *_describe_place(logo.box, picture))
            yield Finding(logo.code, LOGOS_NAME, logo.claim, logo.strength, "lower right corner of the picture", facts)


def read_labels(media: Media, options: Options) -> Iterator[Finding]:
    """Yield a finding per label and at most a few for running text.

    Raises MediaError where the picture is too large or cannot be decoded, UnavailableError without the packages.
    """
    from verify.inspection.watermarks.visible import marks

    picture = _orient(media)
    if min(picture.width, picture.height) < _LEAST_SIDE:
        return
    # in a batch every core has a file of its own
    threads = 1 if options.in_batch else min(_MOST_THREADS, os.cpu_count() or 1)
    for label in marks.find_labels(picture, threads):
        mark = marks.describe_label(label, picture.width, picture.height)
        text, *others = mark.facts
        facts = (text, *_describe_place(mark.box, picture), *others)
        yield Finding(mark.code, LABELS_NAME, mark.claim, mark.strength, "words at the edge of the picture", facts)


def _orient(media: Media) -> OrientedImage:
    from verify.inspection.media.oriented_image import OrientedImage

    return OrientedImage(media.pixels, images.read_orientation(media.pixels))


def _describe_place(box: PixelBox, picture: OrientedImage) -> tuple[tuple[str, str], ...]:
    """Give a place in pixels of the picture as it is stored, and in shares of the picture as a person sees it."""
    return ("place", picture.to_stored(box).numbers), ("box", box.to_shares(picture.width, picture.height))


LOGO_READER: Final = Reader(
    LOGOS_NAME, media_types.PILLOW, frozenset({"visible.sparkle", "visible.colour_bar"}), read_logos
)
LABEL_READER: Final = Reader(
    LABELS_NAME,
    media_types.PILLOW,
    frozenset({"visible.label", "visible.label_edited", "visible.name", "visible.words"}),
    read_labels,
)
