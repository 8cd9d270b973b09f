"""The readers, from cheap to dear, in one explicit tuple (never discovered: a frozen program that loses its readers in
silence would calmly say "unknown").

Each module offers a `Reader`, and knows nothing of other readers. What it yields before an exception is kept; the
exception becomes a problem.
"""

from __future__ import annotations

from verify.inspection.readers import (
    audio_marks,
    c2pa,
    container_text,
    exif,
    hidden_unicode,
    invisible_watermark,
    iptc,
    preview,
    stealth_pnginfo,
    trustmark,
    video_frames,
    visible_labels,
    visible_logos,
    xmp,
)
from verify.inspection.readers.base import Reader, ReaderOutput

__all__ = ["READERS", "Reader", "ReaderOutput"]

READERS: tuple[Reader, ...] = (
    c2pa.READER,
    c2pa.TEXT_READER,
    exif.READER,
    xmp.READER,
    iptc.READER,
    container_text.READER,
    hidden_unicode.READER,
    preview.READER,
    stealth_pnginfo.READER,
    c2pa.CONTENT_READER,
    visible_logos.READER,
    audio_marks.READER,
    invisible_watermark.READER,
    visible_labels.READER,
    video_frames.READER,
    c2pa.SECOND_READER,
    trustmark.READER,
    invisible_watermark.SEARCH_READER,
)
