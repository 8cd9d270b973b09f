"""Find the files inside a document, sound or film, which are then inspected as parts, each with a small verdict."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from verify.inspection import embedded, parts
from verify.inspection.media.input_file import Media
from verify.inspection.readers.base import Reader, ReaderOutput
from verify.model import Options


def read(media: Media, options: Options) -> Iterator[ReaderOutput]:  # noqa: ARG001 - the contract of readers
    """Yield each file inside, and what cannot be taken out as one; nothing of it is read yet."""
    yield from embedded.find_embedded(media, media.media_type)
    yield from embedded.find_attached(media, media.parts)


READER: Final = Reader(
    parts.READER,
    embedded.FORMATS | embedded.ATTACHED_FORMATS,
    frozenset((parts.AI_INSIDE, parts.BROKEN, parts.NOT_OPENED)),
    read,
)
