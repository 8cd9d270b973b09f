"""Find the files that sounds and films carry: cover pictures and attachments, which the walker of a container named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from verify.inspection.containers.base import Part, PartKind, Source
from verify.inspection.embedded.base import EmbeddedFile, LoadError, NotOpened
from verify.model.vocabularies import media_types

FORMATS: Final = media_types.SOUND | media_types.VIDEO


def find_attached(source: Source, parts: Iterable[Part]) -> Iterator[EmbeddedFile]:
    """Yield each whole file among the parts of `source`, in their order."""
    for part in parts:
        if part.kind is PartKind.FILE:
            yield _make_file(source, part)


def _make_file(source: Source, part: Part) -> EmbeddedFile:
    def load(limit: int) -> bytes:
        if part.size > limit:
            raise LoadError(NotOpened.TOO_LARGE)
        data = part.data or source.read_at(part.offset, part.size)
        if len(data) < part.size:
            raise LoadError(NotOpened.DAMAGED)
        return data

    return EmbeddedFile(part.where, part.key, part.size, load)
