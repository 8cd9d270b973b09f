"""Tell whether a file carries a C2PA manifest store, by the structure of its container and without reading the store.

Asked only where an engine failed: a manifest store that is there and cannot be read is damaged, and must not be
confused with a file that could not be parsed. Bytes that stand in the wrong place are taken for none.
"""

from __future__ import annotations

import re
from typing import Final

from verify.inspection.containers.base import MISPLACED, PartKind
from verify.inspection.media.input_file import Media
from verify.model import limits
from verify.model.vocabularies import media_types

_ZIP_RECORD: Final = b"META-INF/content_credential.c2pa"
_SVG_RECORD: Final = re.compile(rb"<\s*c2pa:manifest[\s>]")
_PDF_RECORD: Final = re.compile(rb"/AFRelationship\s*/C2PA_Manifest\b")
_TEXT_BYTES: Final = 16 * limits.MIB  # of an SVG or PDF that is searched
_ZIP_TAIL_BYTES: Final = 4 * limits.MIB

# Formats where the structure alone tells the place of a manifest store, so that finding one is never a guess.
EXACT: Final = (media_types.C2PA_RS | media_types.ENCYPHER_ALONE) - {
    *media_types.C2PA_PACKAGES, "image/svg+xml", "application/pdf", media_types.MANIFEST_STORE,
}  # fmt: skip
# Formats in which a manifest store in a wrong place is told of.
_TOLD: Final = frozenset((
    "image/jpeg", "image/png", "image/gif", "image/webp", "audio/wav", "audio/mpeg", "audio/flac",
))  # fmt: skip


def carries_record(media: Media) -> bool:
    """Tell whether the container holds a manifest store where an engine looks for it.

    Raises MediaError where the file changed meanwhile.
    """
    if media.media_type in media_types.C2PA_PACKAGES:
        return _ZIP_RECORD in media.read_at(max(0, media.size - _ZIP_TAIL_BYTES), _ZIP_TAIL_BYTES)
    if media.media_type == "image/svg+xml":
        return _SVG_RECORD.search(media.read_at(0, _TEXT_BYTES)) is not None
    if media.media_type == "application/pdf":
        half = _TEXT_BYTES // 2
        pieces = (media.read_at(0, half), media.read_at(max(half, media.size - half), half))
        return any(_PDF_RECORD.search(piece) for piece in pieces)
    return media.media_type in EXACT and any(
        part.kind is PartKind.RECORD and part.key != MISPLACED for part in media.parts
    )


def find_misplaced(media: Media) -> str:
    """Name the place of a manifest store that no engine looks at: behind the picture data, under another media type.

    Empty where there is none. Raises MediaError where the file changed meanwhile.
    """
    parts = media.parts if media.media_type in _TOLD else ()
    return next((part.where for part in parts if part.kind is PartKind.RECORD), "")


def is_surely_absent(media: Media) -> bool:
    """Tell whether the walk met no damage from end to end, and no manifest store nor any mention of one.

    For files that an engine cannot parse and that are not damaged. Raises MediaError where the file changed meanwhile.
    """
    return media.media_type in EXACT and not any(
        part.kind in (PartKind.RECORD, PartKind.DAMAGE) or (part.kind is PartKind.XMP and b"provenance" in part.data)
        for part in media.parts
    )
