"""Where the lines of the history's graph run: one lane for the way to this file, others for what went into it.

Rows come from the beginning to this file, so every line runs downwards. It computes and draws nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from msgspec import Struct

from verify.model import Relation
from verify.report.history.graph import Step

MOST_LANES: Final = 7  # further lines share the last one; every row also says in words how it leads on
_LINE: Final = 0  # the lane of the way to this file


class Rail(Struct, frozen=True):
    """A piece of a line: its lane and the relation that it stands for."""

    lane: int
    relation: str


class Lanes(Struct, frozen=True):
    """The lines in one row: they pass it, arrive at its step or leave it. `lane` is -1 where there is no step."""

    lane: int
    passing: tuple[Rail, ...] = ()
    arriving: tuple[Rail, ...] = ()
    leaving: tuple[Rail, ...] = ()

    @property
    def breadth(self) -> int:
        """How many lanes the row needs."""
        used = [rail.lane for rail in (*self.passing, *self.arriving, *self.leaving)]
        return max(self.lane, *used, 0) + 1


@dataclass(slots=True)
class _Line:
    relation: str
    targets: dict[int, str] = field(default_factory=dict)  # row → relation


def lanes(rows: Sequence[Sequence[int]], steps: Sequence[Step]) -> list[Lanes]:
    """The lanes of each row; a row holds the numbers of its steps: one, several folded ones, or none in a heading."""
    row_of = {number: row for row, numbers in enumerate(rows) for number in numbers}
    running: dict[int, _Line] = {}
    lanes_of_rows = []
    for row, numbers in enumerate(rows):
        arriving = tuple(Rail(lane, line.targets[row]) for lane, line in running.items() if row in line.targets)
        for rail in arriving:
            del running[rail.lane].targets[row]
        passing = tuple(Rail(lane, line.relation) for lane, line in running.items() if line.targets)
        for lane in [lane for lane, line in running.items() if not line.targets]:
            del running[lane]
        if not numbers:
            lanes_of_rows.append(Lanes(-1, passing))
            continue
        on_line = steps[numbers[0]].on_line
        free = next((rail.lane for rail in arriving if rail.lane not in running and rail.lane != _LINE), None)
        own = _LINE if on_line else free if free is not None else _free(running)
        leaving = _leave(own, _targets(numbers, steps, row_of), on_line, running)
        lanes_of_rows.append(Lanes(own, passing, arriving, leaving))
    return lanes_of_rows


def _targets(numbers: Sequence[int], steps: Sequence[Step], row_of: dict[int, int]) -> dict[int, str]:
    """Return the later rows that these steps lead to."""
    relations: dict[int, str] = {}
    for number in numbers:
        for edge in steps[number].edges:
            if row_of[edge.to] != row_of[number]:
                relations.setdefault(row_of[edge.to], edge.relation)
    return relations


def _leave(own: int, targets: dict[int, str], on_line: bool, running: dict[int, _Line]) -> tuple[Rail, ...]:
    """Begin the lines that leave a step: the way to this file in its own lane, all others in one beside it."""
    straight = {to: relation for to, relation in targets.items() if on_line and relation == Relation.PARENT}
    aside = {to: relation for to, relation in targets.items() if to not in straight}
    leaving = []
    for lane, part in ((own, straight), (own if not on_line else -1, aside)):
        if not part:
            continue
        rail_lane = lane if lane >= 0 else _free(running)
        relation = next(iter(part.values()))
        line = running.setdefault(rail_lane, _Line(relation))
        line.targets.update(part)
        leaving.append(Rail(rail_lane, relation))
    return tuple(leaving)


def _free(running: dict[int, _Line]) -> int:
    return next((lane for lane in range(_LINE + 1, MOST_LANES) if lane not in running), MOST_LANES - 1)
