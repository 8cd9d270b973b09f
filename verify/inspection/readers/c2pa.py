"""The signed record (C2PA): inside the file, beside it, or fetched for it. The first thing that is shown.

Of a large file the record is shown before the content is hashed, marked as still being checked.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from verify.inspection.c2pa.engine.read_store import ALONE, FORMATS, examine, is_large
from verify.inspection.media.input_file import Media
from verify.model import Field, Options, Picture, Record

__all__ = ["EMITS", "FORMATS", "NAME", "TITLE", "read"]

NAME: Final = "c2pa"
TITLE: Final = "Signed record (C2PA)"
EMITS: Final[frozenset[str]] = frozenset()

# Endings under which the file of a lone record is looked for by name; nothing of it is read.
_ENDINGS: Final = (".jpg", ".jpeg", ".png", ".webp", ".tif", ".tiff", ".heic", ".avif", ".dng", ".mp4", ".mov", ".pdf")


def read(media: Media, options: Options) -> Iterator[Record | Picture | Field]:
    """Yields the Record, then the thumbnails in it where previews are wanted.

    For a record without its file, a Field names the file that seems to belong to it. Raises MediaError where the
    file changed meanwhile.
    """
    yield from examine(media, options, hashed=not is_large(media), thumbnails=options.previews)
    if media.media_type == ALONE:
        name = _file_beside(media)
        if name:
            yield Field("c2pa:file_beside", name, "the same folder")


def _file_beside(media: Media) -> str:
    """The name of the file that a lone `.c2pa` seems to belong to, or an empty string."""
    whole = media.path.with_suffix("")  # photo.jpg.c2pa
    for candidate in (whole, *(media.path.with_suffix(ending) for ending in _ENDINGS)):
        try:
            if candidate.is_file():
                return candidate.name
        except (OSError, ValueError):
            return ""
    return ""
