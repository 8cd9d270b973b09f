"""What Whence says of itself: what it is, under which terms, and of which parts of others it is made."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from verify import __version__
from verify.report.words.catalogue import Translator


class Part(Protocol):
    """What this needs to know of a part; `verify.store.licences` has them."""

    @property
    def name(self) -> str:
        """As its makers write it."""

    @property
    def licence(self) -> str:
        """As an SPDX expression."""

    @property
    def version(self) -> str:
        """Empty where it is not installed, or is inside another one."""

    @property
    def inside(self) -> str:
        """The part that brings it along, or empty."""


def opening(translator: Translator) -> tuple[str, ...]:
    """What Whence is and its terms, in whole sentences."""
    return translator.text("commands.about.what", version=__version__), translator.text("commands.about.terms")


def of_parts(translator: Translator, parts: Iterable[Part]) -> tuple[str, ...]:
    """A line for every part, after two that explain them."""
    return (
        translator.text("commands.about.parts"),
        translator.text("commands.about.replace"),
        *(_line(translator, part) for part in parts),
    )


def _line(translator: Translator, part: Part) -> str:
    if part.version:
        return translator.text("commands.about.part", name=part.name, version=part.version, licence=part.licence)
    if part.inside:
        return translator.text("commands.about.inside", name=part.name, whole=part.inside, licence=part.licence)
    return translator.text("commands.about.not_here", name=part.name, licence=part.licence)
