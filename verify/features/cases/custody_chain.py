"""The sums that chain the entries of a case's custody, and what they are compared with. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from verify.features.cases.model import Act, Entry, Facts, Fault, FaultKind

BEFORE_ALL: Final = "0" * 64  # stands for the entries before the first


def entry(before: Sequence[Entry], at: str, by: str, act: Act, facts: Facts) -> Entry:
    """The entry that follows those before it."""
    number = len(before) + 1
    previous = before[-1].sum if before else BEFORE_ALL
    new = Entry(number, at, by, act.value, facts, "")
    return replace(new, sum=_sum(previous, new))


def faults(entries: Sequence[Entry], last: str) -> Iterator[Fault]:
    """What does not fit in a chain; `last` is the sum of its last entry as the case itself states it."""
    previous = BEFORE_ALL
    expected = 1
    for item in entries:
        while expected < item.number:
            yield Fault(FaultKind.MISSING, str(expected))
            expected += 1
        if item.sum != _sum(previous, item):
            yield Fault(FaultKind.ENTRY, str(item.number))
        previous = item.sum
        expected = item.number + 1
    if previous != last:
        yield Fault(FaultKind.END, str(expected))


def digest(text: bytes) -> str:
    """The sum of a note or a kept report, for the custody."""
    return hashlib.sha256(text).hexdigest()


def _sum(previous: str, item: Entry) -> str:
    facts = [list(fact) for fact in item.facts]
    whole = json.dumps([previous, item.number, item.at, item.by, item.act, facts], separators=(",", ":"))
    return hashlib.sha256(whole.encode("ascii")).hexdigest()
