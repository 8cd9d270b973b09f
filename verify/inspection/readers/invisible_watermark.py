"""Look for the invisible watermark that open generators write into the colours of a picture (dwtDct).

The payloads are public and the tool is open: a mark tells which program's library wrote it, never who. That none is
found says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from verify.inspection.media import images
from verify.inspection.media.input_file import Media
from verify.inspection.readers.base import Reader
from verify.model import Finding, Options, media_types

NAME: Final = "hidden_marks"
SEARCH_NAME: Final = "moved_marks"


def read(media: Media, options: Options) -> Iterator[Finding]:  # noqa: ARG001 - the contract of readers
    """Yield the watermark of a picture as it was marked or saved again, not one that was cut or resized.

    Raises MediaError where the picture is too large or cannot be decoded.
    """
    import numpy as np

    from verify.inspection.watermarks import dwt_dct

    picture = media.pixels
    part = images.rgb(picture, dwt_dct.count_rows(picture.height, picture.width))
    score = dwt_dct.find(np.asarray(part)) if part is not None else None
    if score is not None:
        yield dwt_dct.make_finding("signal.dwt_dct", NAME, "plain", score)


def search(media: Media, options: Options) -> Iterator[Finding]:  # noqa: ARG001 - the contract of readers
    """Yield the watermark of a picture that was cut or resized since. On request only: it takes seconds.

    A picture in which a plain look finds a watermark is left to that look. Raises MediaError as `read`.
    """
    import numpy as np

    from verify.inspection.watermarks import dwt_dct, dwt_dct_search

    picture = images.rgb(media.pixels)
    if picture is None:
        return
    top = picture.crop((0, 0, picture.width, dwt_dct.count_rows(picture.height, picture.width)))
    if dwt_dct.find(np.asarray(top)) is not None:
        return
    match dwt_dct_search.find(picture):
        case dwt_dct_search.CutMatch(score, left, top_row):
            yield dwt_dct.make_finding("signal.dwt_dct_cut", SEARCH_NAME, "cut", score, grid=f"{left},{top_row}")
        case dwt_dct_search.ResizedMatch(score, width, height):
            size = f"{width}×{height}"
            yield dwt_dct.make_finding("signal.dwt_dct_resized", SEARCH_NAME, "resized", score, size=size)
        case None:
            return


READER: Final = Reader(NAME, media_types.PILLOW, frozenset({"signal.dwt_dct"}), read)
SEARCH_READER: Final = Reader(
    SEARCH_NAME, media_types.PILLOW, frozenset({"signal.dwt_dct_cut", "signal.dwt_dct_resized"}), search
)
