"""Which bytes of a file are picture, sound or film, which are metadata, which the record, and which lie behind the end.

Asked about what a hash leaves out. A format that is not known here has no layout, and nothing is guessed of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from verify.inspection.containers.base import Source
from verify.inspection.containers.layout import audio, blocks, bmff, jpeg, tiff
from verify.inspection.containers.layout.spans import Content, Range, Span, filled, merged, within, without

__all__ = ["BMFF", "Content", "Range", "Span", "layout", "merged", "within", "without"]

Layout = Callable[[Source], Iterator[Span]]

BMFF: Final = frozenset((
    "image/heic", "image/heif", "image/avif", "video/mp4", "video/quicktime", "video/x-m4v", "audio/mp4",
))  # fmt: skip

_LAYOUTS: Final[dict[str, Layout]] = {
    "image/jpeg": jpeg.spans,
    "image/png": blocks.png,
    "image/gif": blocks.gif,
    "image/webp": blocks.riff,
    "audio/wav": blocks.riff,
    "video/x-msvideo": blocks.riff,
    "image/tiff": tiff.tiff,
    "image/x-adobe-dng": tiff.tiff,
    "image/x-nikon-nef": tiff.tiff,
    "image/x-sony-arw": tiff.tiff,
    "audio/mpeg": audio.mp3,
    "audio/flac": audio.flac,
    "image/jxl": bmff.bmff,
    **dict.fromkeys(sorted(BMFF), bmff.bmff),
}


def layout(source: Source, media_type: str) -> tuple[Span, ...]:
    """Every byte of the file in spans, in order; none for a format that is not known here.

    Raises only what `source.read_at` raises.
    """
    walk = _LAYOUTS.get(media_type)
    return tuple(filled(walk(source), source.size)) if walk else ()
