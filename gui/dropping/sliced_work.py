"""Does long work in the window's own thread in short slices between events, so that the window answers meanwhile."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Generator
from typing import Final, TypeVar

from PySide6.QtCore import QObject, QTimer, Slot

SLICE_SECONDS: Final = 0.01  # of the window's time at once
FIRST_SECONDS: Final = 0.02  # the same for what begins at once, so that small work is done when `begin` returns

T = TypeVar("T")
Steps = Generator[None, None, T]  # each step takes far less than a slice


def finish(steps: Steps[T]) -> T:
    """Do all steps now and return their result."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            result: T = end.value
            return result


class SlicedWork(QObject):
    """Does one piece of work after the other, each in the order in which it came."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._waiting: deque[Steps[None]] = deque()
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._on_time_to_work)

    def begin(self, steps: Steps[None]) -> None:
        """Do this now as far as it is short, and the rest of it between events."""
        is_idle = not self._waiting
        self._waiting.append(steps)
        if is_idle:
            self._work(FIRST_SECONDS)

    def stop(self) -> None:
        """Give up all that is not done."""
        self._timer.stop()
        while self._waiting:
            self._waiting.popleft().close()

    @Slot()
    def _on_time_to_work(self) -> None:
        self._work(SLICE_SECONDS)

    def _work(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while self._waiting:
            steps = self._waiting[0]
            try:
                next(steps)
            except StopIteration:
                self._waiting.remove(steps)
            if time.monotonic() >= end:
                break
        if self._waiting:
            self._timer.start()
        else:
            self._timer.stop()
