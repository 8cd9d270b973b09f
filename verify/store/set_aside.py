"""Files of the user's own that cannot be used: a damaged one gets a name of its own, so that it is named once, nothing
of it is lost, and a new one can take its place. One that cannot be read now stays where it lies.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from msgspec import Struct

ASIDE: Final = ".broken-"  # between the name and the time in the name that a damaged file gets


class UnusedFile(Struct, frozen=True):
    """A file that is not used: a damaged one, which is `kept` under another name where that could be done."""

    path: Path
    kept: Path | None = None


OnUnused = Callable[[UnusedFile], None]


def ignore(_unused: UnusedFile) -> None:
    """Tell nobody of a file that is not used."""


def set_aside(path: Path, companions: tuple[str, ...] = ()) -> Path:
    """Give a damaged file a name of its own beside its place, and return that. Raises OSError.

    `companions` are endings of files that belong to it and go with it, before it.
    """
    moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    copy = path.with_name(f"{path.name}{ASIDE}{moment}")
    number = 1
    while os.path.lexists(copy):
        number += 1
        copy = path.with_name(f"{path.name}{ASIDE}{moment}-{number}")
    for ending in companions:
        companion = path.with_name(path.name + ending)
        if os.path.lexists(companion):
            companion.replace(copy.with_name(copy.name + ending))
    path.replace(copy)
    return copy


def reject(path: Path) -> UnusedFile:
    """Set a damaged file aside, or leave it where that cannot be done; say which."""
    try:
        return UnusedFile(path, set_aside(path))
    except OSError:
        return UnusedFile(path)
