"""The six stations of the guided tour: a sample each, a question with three choices, and the choice that holds."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from verify.report.words.catalogue import Translator


class Station(Struct, frozen=True):
    """One station; `file` is a sample, `right` the number of the choice that holds, from 0."""

    key: str
    file: str
    right: int
    minutes: int  # of a lesson of one hour


class StationWords(Struct, frozen=True):
    """One station in words; `choices` are pairs of choice and reply, `ask` and `mistake` are for teachers."""

    title: str
    scene: str
    question: str
    choices: tuple[tuple[str, str], ...]
    lesson: str
    ask: str
    mistake: str


CHOICES: Final = 3  # a question has so many

STATIONS: Final = (
    Station("signed_photo", "photo.jpg", 1, 8),
    Station("ai_record", "ai-picture.png", 2, 6),
    Station("stripped", "ai-picture-stripped.png", 0, 7),
    Station("forged", "photo-by-a-stranger.jpg", 1, 8),
    Station("reversal", "photo-touched-with-ai.jpg", 2, 8),
    Station("conflict", "photo-contradicted.jpg", 0, 7),
)


def describe_station(translator: Translator, key: str) -> StationWords:
    """Return the words of the station with this key."""
    table = f"pages.learn_tour.{key}"
    say = translator.text
    return StationWords(
        title=say(f"{table}.title"),
        scene=say(f"{table}.scene"),
        question=say(f"{table}.question"),
        choices=tuple(
            (say(f"{table}.choices.{number}.choice"), say(f"{table}.choices.{number}.reply")) for number in (1, 2, 3)
        ),
        lesson=say(f"{table}.lesson"),
        ask=say(f"{table}.ask"),
        mistake=say(f"{table}.mistake"),
    )
