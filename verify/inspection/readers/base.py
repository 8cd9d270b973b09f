"""What every reader offers: its name, the formats it understands, the findings it may yield, and how it reads."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec import Struct

from verify.inspection.embedded.base import EmbeddedFile, Unopened
from verify.inspection.media.input_file import Media
from verify.model import Field, Finding, Imprint, Options, Picture, Record, SecondOpinion, Waveform

ReaderOutput = Field | Finding | Record | Picture | Imprint | SecondOpinion | Waveform | EmbeddedFile | Unopened


class Reader(Struct, frozen=True):
    """One reader. `read` yields what it sees in an open file, cheapest first; it holds no state and uses no network."""

    name: str  # as `verify.model.readers` has it; the module may be called otherwise
    formats: frozenset[str]  # media types it understands
    emits: frozenset[str]  # codes of the findings it may yield itself
    read: Callable[[Media, Options], Iterator[ReaderOutput]]
