"""The readers: one module each, from cheap to dear, in one explicit tuple (never discovered: a frozen
program that loses its readers in silence would calmly say "unknown").

A reader is a module with NAME, TITLE, FORMATS, EMITS and a generator `read`. It has no state, no network and no
knowledge of other readers. What it yields before an exception is kept; the exception becomes a problem.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import ModuleType
from typing import Protocol, cast

from verify.inspection.media.input_file import Media
from verify.model import Field, Finding, Imprint, Options, Picture, Record, SecondOpinion, Waveform

Seen = Field | Finding | Record | Picture | Imprint | SecondOpinion | Waveform


class Reader(Protocol):
    """What every module of this package offers."""

    NAME: str  # as `verify.model.readers` has it; the module may be called otherwise
    TITLE: str  # in English, for developers; `render` has the words for people
    FORMATS: frozenset[str] | None  # media types it understands; None: any
    EMITS: frozenset[str]  # codes of the findings it may yield itself

    def read(self, media: Media, options: Options) -> Iterator[Seen]:
        """Yields what it sees in `media`, cheapest first."""
        ...


def _modules() -> tuple[ModuleType, ...]:
    from verify.inspection.readers import (
        audio_marks,
        c2pa,
        c2pa_hard_binding,
        c2pa_second_engine,
        c2pa_text,
        container_text,
        exif,
        hidden_unicode,
        invisible_watermark,
        invisible_watermark_search,
        iptc,
        preview,
        stealth_pnginfo,
        trustmark,
        video_frames,
        visible_labels,
        visible_logos,
        xmp,
    )

    return (
        c2pa,
        c2pa_text,
        exif,
        xmp,
        iptc,
        container_text,
        hidden_unicode,
        preview,
        stealth_pnginfo,
        c2pa_hard_binding,
        visible_logos,
        audio_marks,
        invisible_watermark,
        visible_labels,
        video_frames,
        c2pa_second_engine,
        trustmark,
        invisible_watermark_search,
    )


READERS: tuple[tuple[str, Reader], ...] = tuple(
    (reader.NAME, reader) for reader in cast("tuple[Reader, ...]", _modules())
)
