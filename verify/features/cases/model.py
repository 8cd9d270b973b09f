"""Cases: named collections of reports with notes, tags and a chain of custody; the interface to wherever they are kept.

A case holds results, not files: originals are never touched. A copy of one is kept only where the user asks for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from verify.model import PackItem
from verify.model.errors import ProblemError

Facts = tuple[tuple[str, str], ...]


class CaseProblem(StrEnum):
    """Why something was not done with a case."""

    NO_SUCH_CASE = "no_such_case"
    NAME_TAKEN = "name_taken"
    BAD_NAME = "bad_name"
    NOTHING = "nothing"  # an empty note or tag, or no file
    TOO_LONG = "too_long"
    TOO_MANY = "too_many"
    DAMAGED = "damaged"  # a kept report is not as it was written
    NOT_KEPT = "not_kept"  # a copy: the original cannot be read, or the folder cannot be written
    OTHER_CONTENT = "other_content"  # a copy: the original is no longer what was checked


class CaseError(ProblemError[CaseProblem]):
    """Nothing was done; `problem` says why, `detail` names the case, file or limit."""


class Act(StrEnum):
    """What somebody did with a case. Only ever append: these words stand in chains of custody."""

    BEGUN = "begun"
    ADDED = "added"
    COPIED = "copied"
    NOTED = "noted"
    TAGGED = "tagged"
    EXPORTED = "exported"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a chain of custody: who did what when (UTC), and the sum over it and all entries before it."""

    number: int
    at: str
    by: str
    act: str
    facts: Facts
    sum: str


@dataclass(frozen=True, slots=True)
class Note:
    """What somebody wrote about a case."""

    at: str
    by: str
    text: str


@dataclass(frozen=True, slots=True)
class CaseFile:
    """One file of a case, without its report."""

    path: str
    name: str
    sha256: str
    size: int
    added_at: str
    copied: int  # 1 where a copy is kept


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case in the list of all."""

    name: str
    begun: str
    files: int
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """All of a case but the reports."""

    name: str
    begun: str
    tags: tuple[str, ...]
    notes: tuple[Note, ...]
    files: tuple[CaseFile, ...]
    custody: tuple[Entry, ...]


class FaultKind(StrEnum):
    """What does not fit in a chain of custody."""

    ENTRY = "entry"  # it, or one before it, was changed
    MISSING = "missing"  # an entry is not there
    END = "end"  # the last entries were cut off
    FILE = "file"  # a file's result is not the one that was added
    NOTE = "note"
    TAG = "tag"
    COPY = "copy"  # a kept copy is gone or has another content


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that does not fit; `what` is an entry's number or a name."""

    kind: FaultKind
    what: str


class Cases(Protocol):
    """Where cases are kept. Whoever changes one says who does it; the time is the store's."""

    def all(self) -> tuple[CaseLine, ...]:
        """Every case, in the order of names."""

    def case(self, name: str) -> Case:
        """One case."""

    def items(self, name: str) -> tuple[PackItem, ...]:
        """The reports of a case, in the order of their adding."""

    def begin(self, name: str, by: str) -> str:
        """Begins an empty case and returns its name as it is kept."""

    def add(self, name: str, items: Sequence[PackItem], by: str) -> int:
        """Adds reports, those that are there already left out; returns how many were new."""

    def keep_copies(self, name: str, by: str) -> int:
        """Keeps a copy of every file that has none yet; returns how many were copied."""

    def note(self, name: str, text: str, by: str) -> None:
        """Adds a note."""

    def tag(self, name: str, tag: str, by: str) -> None:
        """Adds a tag."""

    def note_export(self, name: str, number: str, by: str) -> None:
        """Says in the custody that a pack with this number is made of the case."""

    def check(self, name: str) -> tuple[Fault, ...]:
        """What in a case is not as it was kept; nothing where all fits."""

    def delete(self, name: str) -> tuple[Path, ...]:
        """Deletes a case with all its copies; returns files that may still hold parts of it."""
