"""The signed record again, by an independent engine and under the same trust lists. The last to be asked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from verify.inspection.c2pa.engine import encypher, read_text
from verify.inspection.c2pa.engine.read_store import ALONE
from verify.inspection.c2pa.engine.read_store import FORMATS as FIRST_FORMATS
from verify.inspection.media.input_file import Media
from verify.model import Options, SecondOpinion

NAME: Final = "c2pa_second"
TITLE: Final = "Signed record (C2PA), second engine"
FORMATS: Final = ((FIRST_FORMATS & encypher.FORMATS) - {ALONE}) | read_text.FORMATS
EMITS: Final[frozenset[str]] = frozenset()


def read(media: Media, options: Options) -> Iterator[SecondOpinion]:
    """Yields what the second engine says of the record in the file. Raises MediaError as `Media` does."""
    if media.media_type in read_text.FORMATS:
        yield from read_text.second_opinion(media, options)
    else:
        yield from encypher.opinion(media, options)
