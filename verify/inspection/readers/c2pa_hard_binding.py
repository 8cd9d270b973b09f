"""The content of large files against their signed record: the hashing that the first look left out.

Small files were hashed at once; for them it does nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from verify.inspection.c2pa.engine.read_store import FORMATS, examine, is_large
from verify.inspection.media.input_file import Media
from verify.model import Options, Picture, Record

__all__ = ["EMITS", "FORMATS", "NAME", "TITLE", "read"]

NAME: Final = "c2pa_content"
TITLE: Final = "Signed record (C2PA), whole content"
EMITS: Final[frozenset[str]] = frozenset()


def read(media: Media, options: Options) -> Iterator[Record | Picture]:
    """Yields the final Record of a large file. Raises MediaError where the file changed meanwhile."""
    if is_large(media):
        yield from examine(media, options, hashed=True, thumbnails=False)
