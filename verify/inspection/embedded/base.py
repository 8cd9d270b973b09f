"""What every finder of embedded files gives: a file with its place, or why there is something that is not opened."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from msgspec import Struct


class NotOpened(StrEnum):
    """Why a file inside a file is not opened. A closed set, so that it can be translated."""

    TOO_MANY = "too_many"
    TOO_LARGE = "too_large"
    TOO_LATE = "too_late"  # the time for the files inside one file was used up
    TOO_DEEP = "too_deep"
    LOCKED = "locked"
    DAMAGED = "damaged"
    UNKNOWN_FORMAT = "unknown_format"
    NO_FILE = "no_file"  # a picture that is kept as pixels, in a packing that is not undone here


class LoadError(Exception):
    """The bytes of an embedded file cannot be taken out, for `reason`."""

    def __init__(self, reason: NotOpened) -> None:
        super().__init__(reason.value)
        self.reason = reason


class EmbeddedFile(Struct, frozen=True):
    """A file inside a file. `place` says where, in the terms of the format; `name` is what it is called there.

    `size` is the number of its bytes as the file claims. `load(limit)` returns the bytes, at most `limit` of them, and
    raises LoadError; it holds until the next file is asked for. `is_drawn`: the bytes are made here, of bare pixels.
    """

    place: str
    name: str
    size: int
    load: Callable[[int], bytes]
    is_drawn: bool = False


class Unopened(Struct, frozen=True):
    """Something inside that cannot be taken out as a file, and why."""

    place: str
    reason: NotOpened
