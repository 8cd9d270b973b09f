"""The readers: one module each, from cheap to dear, in one explicit tuple (never discovered: a frozen
program that loses its readers in silence would calmly say "unknown").

A reader is a module with TITLE, FORMATS, QUICK, EMITS and a generator `read`. It has no state, no network and no
knowledge of other readers. What it yields before an exception is kept; the exception becomes a problem.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import ModuleType
from typing import Final, Protocol, cast

from verify.media import Media
from verify.model import Field, Finding, Imprint, Options, Picture, Problem, Record, SecondOpinion, Waveform

Seen = Field | Finding | Record | Picture | Imprint | SecondOpinion | Waveform


class Reader(Protocol):
    """What every module of this package offers."""

    TITLE: str  # in English, for developers; `render` has the words for people
    FORMATS: frozenset[str] | None  # media types it understands; None: any
    QUICK: bool  # part of `--readers quick`
    EMITS: frozenset[str]  # codes of the findings it may yield itself

    def read(self, media: Media, options: Options) -> Iterator[Seen]:
        """Yields what it sees in `media`, cheapest first."""
        ...


class UnavailableError(Exception):
    """A library or model that this reader needs is not installed."""


class NoModelError(Exception):
    """This reader needs a model that is not part of Whence, and the user has not added it."""


def _modules() -> tuple[ModuleType, ...]:
    from verify.readers import (
        c2pa,
        c2pa_content,
        c2pa_second,
        c2pa_text,
        exif,
        hidden_marks,
        hidden_text,
        invisible_characters,
        iptc,
        moved_marks,
        preview,
        sound_marks,
        text_chunks,
        trustmark,
        video_frames,
        visible_marks,
        visible_text,
        xmp,
    )

    return (
        c2pa,
        c2pa_text,
        exif,
        xmp,
        iptc,
        text_chunks,
        invisible_characters,
        preview,
        hidden_text,
        c2pa_content,
        visible_marks,
        sound_marks,
        hidden_marks,
        visible_text,
        video_frames,
        c2pa_second,
        trustmark,
        moved_marks,
    )


READERS: tuple[tuple[str, Reader], ...] = tuple(
    (module.__name__.rpartition(".")[2], cast("Reader", module)) for module in _modules()
)


ON_REQUEST: Final = frozenset({"moved_marks"})  # they take seconds, so they look only when the user asks


def chosen(names: tuple[str, ...], *, deep: bool = False) -> frozenset[str]:
    """The names of the readers to run: `()` or `("all",)` means all, `("quick",)` those marked QUICK.

    Those of ON_REQUEST are among them only with `deep`, or where they are named. Raises ValueError for a name that no
    reader has.
    """
    requested = ON_REQUEST if deep else frozenset[str]()
    if not names or names == ("all",):
        return frozenset(name for name, _ in READERS) - (ON_REQUEST - requested)
    if names == ("quick",):
        return frozenset(name for name, reader in READERS if reader.QUICK) | requested
    unknown = sorted(set(names) - {name for name, _ in READERS})
    if unknown:
        raise ValueError(", ".join(unknown))
    return frozenset(names) | requested


def left_out(name: str, names: tuple[str, ...]) -> Problem:
    """Why a reader does not look that is not among those chosen by `names`."""
    return Problem.ON_REQUEST if name in ON_REQUEST and names in ((), ("all",)) else Problem.SWITCHED_OFF
