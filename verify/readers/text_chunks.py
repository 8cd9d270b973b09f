"""Reads Text in the container."""

from __future__ import annotations

from collections.abc import Iterator

from verify import containers
from verify.media import Media
from verify.model import Options
from verify.readers import Seen

TITLE = "Text in the container"
FORMATS = containers.FORMATS
QUICK = True
EMITS: frozenset[str] = frozenset()


def read(media: Media, options: Options) -> Iterator[Seen]:  # noqa: ARG001 - the contract of readers
    """Yields what it sees."""
    yield from ()
