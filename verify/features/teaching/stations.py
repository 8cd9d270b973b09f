"""The six stations of the guided tour: a sample each, a question with three choices, and the choice that holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Station:
    """One station; `file` is a sample, `right` the number of the choice that holds, from 0."""

    key: str
    file: str
    right: int
    minutes: int  # of a lesson of one hour


CHOICES: Final = 3  # a question has so many

STATIONS: Final = (
    Station("signed_photo", "photo.jpg", 1, 8),
    Station("ai_record", "ai-picture.png", 2, 6),
    Station("stripped", "ai-picture-stripped.png", 0, 7),
    Station("forged", "photo-by-a-stranger.jpg", 1, 8),
    Station("reversal", "photo-touched-with-ai.jpg", 2, 8),
    Station("conflict", "photo-contradicted.jpg", 0, 7),
)

BEGINNING: Final = 5  # minutes before the first station
LAB: Final = 8
CLOSE: Final = 3
