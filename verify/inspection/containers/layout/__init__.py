"""Which bytes of a file are picture, sound or film, which are metadata, which the record, and which lie behind the end.

Asked about what a hash leaves out. A format that is not known here has no layout, and nothing is guessed of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from verify.inspection.containers.base import Source
from verify.inspection.containers.layout import audio, blocks, bmff, jpeg, single, tiff
from verify.inspection.containers.layout.spans import Content, Range, Span, fill_gaps, intersect, merge, subtract
from verify.model.vocabularies import media_types

__all__ = ["Content", "Range", "Span", "find_layout", "intersect", "merge", "subtract"]

Layout = Callable[[Source], Iterator[Span]]

_LAYOUTS: Final[dict[str, Layout]] = {
    "image/jpeg": jpeg.walk_spans,
    "image/png": blocks.walk_png,
    "image/gif": blocks.walk_gif,
    **dict.fromkeys(sorted(media_types.RIFF), blocks.walk_riff),
    **dict.fromkeys(sorted(media_types.C2PA_TIFF), tiff.walk_spans),
    "audio/mpeg": audio.walk_mp3,
    "audio/flac": audio.walk_flac,
    "audio/ogg": single.walk_ogg,
    "font/otf": single.walk_font,
    "font/ttf": single.walk_font,
    "image/jxl": bmff.walk_spans,
    **dict.fromkeys(sorted(media_types.BMFF), bmff.walk_spans),
}


def find_layout(source: Source, media_type: str) -> tuple[Span, ...]:
    """Return every byte of the file in spans, in order; none for a format that is not known here.

    Raises only what `source.read_at` raises.
    """
    walk = _LAYOUTS.get(media_type)
    return tuple(fill_gaps(walk(source), source.size)) if walk else ()
