"""Lays one picture over the other, a turn at a time, so that the window answers in between."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from verify.model import Picture
from verify.report.places import Point
from verify.report.words.comparison import ComparisonFacts

if TYPE_CHECKING:
    from verify.features.compare import Alignment


@dataclass(frozen=True, slots=True)
class AlignedPair:
    """What came of it: the right picture in the frame of the left one, the difference, and both in numbers.

    `place` tells where a point of the right picture lies in the left one, in shares.
    """

    over: Picture
    difference: Picture
    compared: ComparisonFacts
    place: Callable[[Point], Point]


class AlignmentTask(QObject):
    """`done` carries a Laid, or None where no way was found."""

    done = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._left: Picture | None = None
        self._right: Picture | None = None
        self._trying: Iterator[Alignment | None] | None = None
        self._found: Alignment | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._on_time)

    def begin(self, left: Picture, right: Picture) -> None:
        """Forget what was begun before and lay `right` over `left`."""
        from verify.features import compare  # with its arithmetic, only now that it is needed

        self._left, self._right, self._found = left, right, None
        self._trying = compare.align_stepwise(left, right)
        self._timer.start()

    def stop(self) -> None:
        """Forget what was begun."""
        self._timer.stop()
        self._trying = None

    @Slot()
    def _on_time(self) -> None:
        if self._trying is None or self._left is None or self._right is None:
            self.stop()
            return
        try:
            self._found = next(self._trying)
        except StopIteration:
            self.stop()
            self.done.emit(_apply_alignment(self._left, self._right, self._found))


def _apply_alignment(left: Picture, right: Picture, found: Alignment | None) -> AlignedPair | None:
    if found is None:
        return None
    from verify.features import compare

    over, _ = compare.overlay(left, right, found)
    apart = compare.find_difference(left, right, found)
    of_left, of_right = found.overlap(left, right)
    numbers = ComparisonFacts(
        found.turns, found.mirrored, found.scale, of_left, of_right, apart.places, apart.small, apart.size
    )
    return AlignedPair(over, apart.picture, numbers, partial(found.map_point, left, right))
