"""The signed record again, by an independent engine and under the same trust lists. The last to be asked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from verify.engines import second_engine, text_examination
from verify.engines.examination import ALONE
from verify.engines.examination import FORMATS as FIRST_FORMATS
from verify.media import Media
from verify.model import Options, SecondOpinion

TITLE: Final = "Signed record (C2PA), second engine"
FORMATS: Final = ((FIRST_FORMATS & second_engine.FORMATS) - {ALONE}) | text_examination.FORMATS
QUICK: Final = False
EMITS: Final[frozenset[str]] = frozenset()


def read(media: Media, options: Options) -> Iterator[SecondOpinion]:
    """Yields what the second engine says of the record in the file. Raises MediaError as `Media` does."""
    if media.media_type in text_examination.FORMATS:
        yield from text_examination.second_opinion(media, options)
    else:
        yield from second_engine.opinion(media, options)
