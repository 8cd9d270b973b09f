"""Which files have finished arriving: those that have kept their size and their time for a while. The caller looks.

It cannot know that a writer will not go on later: a file that changes again is simply another arrival.
"""

from __future__ import annotations

from typing import Final

from verify.features.batch.file_key import Source

SETTLE_SECONDS: Final = 2.0  # without a change
EMPTY_SECONDS: Final = 20.0  # the same for a file in which nothing stands yet


class Arrivals:
    """Files on their way."""

    def __init__(self) -> None:
        self._waiting: dict[str, tuple[Source, float]] = {}  # by path: how it was last seen, and since when

    def __len__(self) -> int:
        return len(self._waiting)

    def note(self, path: str, source: Source, now: float) -> None:
        """A file was seen in this state at this moment."""
        known = self._waiting.get(path)
        if known is None or known[0] != source:
            self._waiting[path] = (source, now)

    def forget(self, path: str) -> None:
        """The file went before it had arrived."""
        self._waiting.pop(path, None)

    def waiting(self) -> list[str]:
        """The files on their way."""
        return list(self._waiting)

    def arrived(self, now: float) -> list[tuple[str, Source]]:
        """The files that have arrived since the last call."""
        found = [
            (path, source)
            for path, (source, since) in self._waiting.items()
            if now - since >= (SETTLE_SECONDS if source.size else EMPTY_SECONDS)
        ]
        for path, _ in found:
            del self._waiting[path]
        return found
