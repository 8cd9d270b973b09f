"""The clock by which deadlines are kept: it stands still while this computer sleeps or this process is stopped.

The system's own clocks differ: on some, hours of sleep pass at once, and for a process that was stopped on all of them.
Every file that was being read would then be too late.
"""

from __future__ import annotations

import time
from typing import Final

LONGEST_SECONDS: Final = 5.0  # between two readings by whoever is awake and watches


class AwakeClock:
    """Whoever keeps a deadline reads it many times a second; a longer pause was none of the deadline's time."""

    def __init__(self) -> None:
        self._last = time.monotonic()
        self._lost = 0.0

    def read(self) -> float:
        """Return seconds since some moment, without those that nobody watched."""
        now = time.monotonic()
        pause, self._last = now - self._last, now
        if pause > LONGEST_SECONDS:
            self._lost += pause
        return now - self._lost
