"""Looks for the hidden marks of open generators in pictures that were cut or resized since. On request only: it takes
seconds. A picture in which a plain look finds a mark is left to that look.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from verify.inspection.media import images
from verify.inspection.media.input_file import Media
from verify.model import Finding, Options

NAME: Final = "moved_marks"
TITLE: Final = "Hidden marks in pictures that were cut or resized"
FORMATS: Final = images.FORMATS
EMITS: Final = frozenset({"signal.dwt_dct_cut", "signal.dwt_dct_resized"})

_READER: Final = "moved_marks"


def read(media: Media, options: Options) -> Iterator[Finding]:  # noqa: ARG001 - the contract of readers
    """Yields the mark, if there is one. Raises MediaError where the picture is too large or cannot be decoded."""
    import numpy as np

    from verify.inspection.media import colours
    from verify.inspection.watermarks import dwt_dct, dwt_dct_finding, dwt_dct_search

    picture = colours.in_colours(media.pixels)
    if picture is None:
        return
    top = picture.crop((0, 0, picture.width, dwt_dct.rows_of(picture.height, picture.width)))
    if dwt_dct.found(np.asarray(top)) is not None:
        return
    match dwt_dct_search.found(picture):
        case dwt_dct_search.Cut(score, left, top_row):
            yield dwt_dct_finding.finding("signal.dwt_dct_cut", _READER, "cut", score, grid=f"{left},{top_row}")
        case dwt_dct_search.Resized(score, width, height):
            yield dwt_dct_finding.finding("signal.dwt_dct_resized", _READER, "resized", score, size=f"{width}×{height}")
        case None:
            return
