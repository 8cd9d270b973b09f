"""The content of large files against their signed record: the hashing that the first look left out.

Small files were hashed at once; for them it does nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from verify.engines.examination import FORMATS, examine, is_large
from verify.media import Media
from verify.model import Options, Picture, Record

__all__ = ["EMITS", "FORMATS", "QUICK", "TITLE", "read"]

TITLE: Final = "Signed record (C2PA), whole content"
QUICK: Final = False
EMITS: Final[frozenset[str]] = frozenset()


def read(media: Media, options: Options) -> Iterator[Record | Picture]:
    """Yields the final Record of a large file. Raises MediaError where the file changed meanwhile."""
    if is_large(media):
        yield from examine(media, options, hashed=True, thumbnails=False)
