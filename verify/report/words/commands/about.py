"""What Whence says of itself: what it is, under which terms, and of which parts of others it is made."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Protocol

from verify import __version__
from verify.report.words.catalogue import Speech, _

TITLE: Final = _("About Whence")
WHAT: Final = _(
    "Whence {version} tells where a file comes from and whether it was made with AI, as far as its marks say."
)
TERMS: Final = _("You may use, change and pass on Whence under the Apache License 2.0. It comes without any warranty.")
PARTS: Final = _("It is made with the following parts of others. Each keeps its own licence; none was changed.")
REPLACE: Final = _(
    "Qt, FFmpeg, libheif and other libraries under the LGPL are files of their own, so that you can put another build "
    "in their place."
)
PART: Final = _("{name} {version}: {licence}")
NOT_HERE: Final = _("{name} (not installed here): {licence}")
INSIDE: Final = _("{name}, inside {whole}: {licence}")


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


def opening(speech: Speech) -> tuple[str, ...]:
    """What Whence is and its terms, in whole sentences."""
    return speech.say(WHAT, version=__version__), speech.say(TERMS)


def of_parts(speech: Speech, parts: Iterable[Part]) -> tuple[str, ...]:
    """A line for every part, after two that explain them."""
    return speech.say(PARTS), speech.say(REPLACE), *(_line(speech, part) for part in parts)


def _line(speech: Speech, part: Part) -> str:
    if part.version:
        return speech.say(PART, name=part.name, version=part.version, licence=part.licence)
    if part.inside:
        return speech.say(INSIDE, name=part.name, whole=part.inside, licence=part.licence)
    return speech.say(NOT_HERE, name=part.name, licence=part.licence)
