"""Lays one picture over the other, a turn at a time, so that the window answers in between."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import QObject, QTimer, Signal, Slot

from verify.model import Picture
from verify.report.places import Point
from verify.report.words.comparison import ComparisonFacts

if TYPE_CHECKING:
    from verify.features.compare import Alignment


class AlignedPair(Struct, frozen=True):
    """The outcome: the right picture in the frame of the left one, the difference, and both in numbers.

    `place` tells where a point of the right picture lies in the left one, in shares.
    """

    over: Picture
    difference: Picture
    compared: ComparisonFacts
    place: Callable[[Point], Point]


class AlignmentTask(QObject):
    """`done` carries an AlignedPair, or None where no way was found."""

    done = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._left: Picture | None = None
        self._right: Picture | None = None
        self._attempts: Iterator[Alignment | None] | None = None
        self._alignment: Alignment | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._on_time)

    def begin(self, left: Picture, right: Picture) -> None:
        """Forget what was begun before and lay `right` over `left`."""
        from verify.features import compare  # with its arithmetic, only now that it is needed

        self._left, self._right, self._alignment = left, right, None
        self._attempts = compare.align_stepwise(left, right)
        self._timer.start()

    def stop(self) -> None:
        """Forget what was begun."""
        self._timer.stop()
        self._attempts = None

    @Slot()
    def _on_time(self) -> None:
        if self._attempts is None or self._left is None or self._right is None:
            self.stop()
            return
        try:
            self._alignment = next(self._attempts)
        except StopIteration:
            self.stop()
            self.done.emit(_apply_alignment(self._left, self._right, self._alignment))


def _apply_alignment(left: Picture, right: Picture, alignment: Alignment | None) -> AlignedPair | None:
    if alignment is None:
        return None
    from verify.features import compare

    over, _ = compare.overlay(left, right, alignment)
    apart = compare.find_difference(left, right, alignment)
    of_left, of_right = alignment.overlap(left, right)
    numbers = ComparisonFacts(
        alignment.turns, alignment.mirrored, alignment.scale, of_left, of_right, apart.places, apart.small, apart.size
    )
    return AlignedPair(over, apart.picture, numbers, partial(alignment.map_point, left, right))
