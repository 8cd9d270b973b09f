"""The readers, from cheap to dear, in one explicit tuple (never discovered: a frozen program that loses its readers in
silence would calmly say "unknown").

Each module offers one `Reader` or several, and knows nothing of the others. What a reader yields before an exception is
kept; the exception becomes a problem.
"""

from __future__ import annotations

from verify.inspection.readers import (
    audio_marks,
    c2pa,
    container_text,
    embedded_files,
    exif,
    hidden_unicode,
    iptc,
    pixel_watermarks,
    preview,
    stealth_pnginfo,
    usd_layer,
    video_frames,
    visible_marks,
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
    usd_layer.READER,
    hidden_unicode.READER,
    preview.READER,
    stealth_pnginfo.READER,
    c2pa.CONTENT_READER,
    visible_marks.LOGO_READER,
    audio_marks.READER,
    pixel_watermarks.DWT_DCT_READER,
    embedded_files.READER,
    c2pa.SECOND_READER,
    visible_marks.LABEL_READER,
    video_frames.READER,
    pixel_watermarks.TRUSTMARK_READER,
    pixel_watermarks.DWT_DCT_SEARCH_READER,
)
