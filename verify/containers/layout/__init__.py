"""Which bytes of a file are picture, sound or film, which are metadata, which the record, and which lie behind the end.

Asked about what a hash leaves out. A format that is not known here has no layout, and nothing is guessed of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from verify.containers.layout import blocks, boxes, jpeg, sound, tags
from verify.containers.layout.spans import Content, Range, Span, filled, merged, within, without
from verify.containers.parts import Source

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
    "image/tiff": tags.tiff,
    "image/x-adobe-dng": tags.tiff,
    "image/x-nikon-nef": tags.tiff,
    "image/x-sony-arw": tags.tiff,
    "audio/mpeg": sound.mp3,
    "audio/flac": sound.flac,
    "image/jxl": boxes.bmff,
    **dict.fromkeys(sorted(BMFF), boxes.bmff),
}


def layout(source: Source, media_type: str) -> tuple[Span, ...]:
    """Every byte of the file in spans, in order; none for a format that is not known here.

    Raises only what `source.read_at` raises.
    """
    walk = _LAYOUTS.get(media_type)
    return tuple(filled(walk(source), source.size)) if walk else ()
