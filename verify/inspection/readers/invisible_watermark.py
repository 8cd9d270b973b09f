"""Looks for the hidden marks that open generators write into the colours of a picture (dwtDct).

A picture as it was marked or saved again, not one that was cut or resized. The payloads are public and the tool is
open: a mark tells which program's library wrote it, never who. That none is found says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from verify.inspection.media import images
from verify.inspection.media.input_file import Media
from verify.model import Finding, Options

NAME: Final = "hidden_marks"
TITLE: Final = "Hidden marks in the pixels"
FORMATS: Final = images.FORMATS
EMITS: Final = frozenset({"signal.dwt_dct"})

_READER: Final = "hidden_marks"


def read(media: Media, options: Options) -> Iterator[Finding]:  # noqa: ARG001 - the contract of readers
    """Yields the mark, if there is one. Raises MediaError where the picture is too large or cannot be decoded."""
    import numpy as np

    from verify.inspection.media import colours
    from verify.inspection.watermarks import dwt_dct, dwt_dct_finding

    picture = media.pixels
    part = colours.in_colours(picture, dwt_dct.rows_of(picture.height, picture.width))
    score = dwt_dct.found(np.asarray(part)) if part is not None else None
    if score is not None:
        yield dwt_dct_finding.finding("signal.dwt_dct", _READER, "plain", score)
