"""What the process that works on a batch tells the window: one JSON line each, strict like all that crosses borders."""

from __future__ import annotations

from enum import StrEnum
from typing import Final, cast

from msgspec import Struct

from verify.features.batch.row import Row
from verify.model.forms import PathText
from verify.workers import protocol


class Obstacle(StrEnum):
    """Why a batch cannot go on. Nothing that was judged is lost."""

    IN_USE = "in_use"  # another window works on it
    NOT_WRITTEN = "not_written"  # the journal: a full disk, a folder that is read-only
    UNREADABLE = "unreadable"  # what it is to do


class Counted(Struct, frozen=True):
    """How many files there are in all, as far as they could be counted before."""

    total: int


class Judged(Struct, frozen=True):
    """One more file has its row."""

    row: Row


class Missing(Struct, frozen=True):
    """The watched folders that are not there at the moment; none: all are there."""

    folders: tuple[PathText, ...]


class Unused(Struct, frozen=True):
    """A file of the user's own, or the memory, that does not take part: a damaged one, kept as `kept`, or one that
    cannot be used now. `reason` says why a shared memory cannot.
    """

    path: PathText
    kept: PathText = ""
    memory: bool = False
    reason: str = ""


class Ended(Struct, frozen=True):
    """All files have been judged, or an obstacle ended the work; `detail` in the system's words."""

    obstacle: Obstacle | None = None
    detail: str = ""


BatchEvent = Counted | Judged | Missing | Unused | Ended

_NAMES: Final[dict[str, type]] = {
    "counted": Counted,
    "judged": Judged,
    "missing": Missing,
    "unused": Unused,
    "ended": Ended,
}
_NAME_OF: Final = {kind: name for name, kind in _NAMES.items()}


def encode_event(event: BatchEvent) -> bytes:
    """Return the line of an event, with its end."""
    return protocol.encode_line({_NAME_OF[type(event)]: protocol.dump(event)})


def load_event(line: bytes) -> BatchEvent:
    """Load the event of a line. Raises WireError for anything else."""
    data = protocol.decode_line(line)
    name = next(iter(data), "")
    if len(data) != 1 or name not in _NAMES:
        raise protocol.WireError("nothing that a batch tells")
    return cast("BatchEvent", protocol.load(_NAMES[name], data[name]))
