"""Cases: named collections of reports with notes, tags and a chain of custody.

A case holds results, not files: originals are never touched. A copy of one is kept only where the user asks for it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from verify.model.errors import ProblemError
from verify.model.forms import PathText, Sha256

Facts = tuple[tuple[str, str], ...]

BEFORE_ALL: Final = "0" * 64  # stands for the entries before the first
_NAMED_FAULTS: Final = 100  # missing entries in a row that are named one by one


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
    NO_SPACE = "no_space"  # a copy: the disk is full
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


class Entry(Struct, frozen=True):
    """One entry of a chain of custody: who did what when (UTC), and the sum over it and all entries before it."""

    number: int
    at: str
    by: str
    act: str
    facts: Facts
    sum: str


class Note(Struct, frozen=True):
    """What somebody wrote about a case."""

    at: str
    by: str
    text: str


class CaseFile(Struct, frozen=True):
    """One file of a case, without its report."""

    path: PathText
    name: PathText
    sha256: Sha256
    size: int
    added_at: str
    copied: int  # 1 where a copy is kept


class CaseSummary(Struct, frozen=True):
    """A case in the list of all."""

    name: str
    begun: str
    files: int
    tags: tuple[str, ...]


class Case(Struct, frozen=True):
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


class Fault(Struct, frozen=True):
    """One thing that does not fit; `what` is an entry's number or a name."""

    kind: FaultKind
    what: str


def make_next_entry(before: Sequence[Entry], at: str, by: str, act: Act, facts: Facts) -> Entry:
    """Return the entry of a chain of custody that follows those before it."""
    number = before[-1].number + 1 if before else 1  # also where entries are missing
    previous = before[-1].sum if before else BEFORE_ALL
    new = Entry(number, at, by, act.value, facts, "")
    return replace(new, sum=_chain_sum(previous, new))


def find_faults(entries: Sequence[Entry], last: str) -> Iterator[Fault]:
    """Yield the faults of a chain of custody; `last` is the sum of its last entry as the case states it."""
    previous = BEFORE_ALL
    expected = 1
    for entry in entries:
        for missing in range(expected, min(entry.number, expected + _NAMED_FAULTS)):
            yield Fault(FaultKind.MISSING, str(missing))
        if entry.sum != _chain_sum(previous, entry):
            yield Fault(FaultKind.ENTRY, str(entry.number))
        previous = entry.sum
        expected = entry.number + 1
    if previous != last:
        yield Fault(FaultKind.END, str(expected))


def hash_content(text: bytes) -> str:
    """Return the sum of a note or a kept report, as the custody states it."""
    return hashlib.sha256(text).hexdigest()


def _chain_sum(previous: str, entry: Entry) -> str:
    facts = [list(fact) for fact in entry.facts]
    whole = json.dumps([previous, entry.number, entry.at, entry.by, entry.act, facts], separators=(",", ":"))
    return hashlib.sha256(whole.encode("ascii")).hexdigest()
