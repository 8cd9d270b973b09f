"""What a person chose for the window, as one value kept in the user's data folder."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final, NamedTuple

from PySide6.QtCore import QLocale

from gui import settings_file
from verify.report.words.catalogue import known_language

LANGUAGES: Final = (("en", "English"), ("zh_CN", "中文"))  # each in its own words
TEXT_SIZES: Final = (100, 125, 150, 175, 200)  # percent
AT_A_TIME: Final = (0, 1, 2, 3, 4)  # 0: as many as the machine bears

QUICK: Final = ("quick",)  # instead of names of readers

_NAME: Final = re.compile(r"[a-z][a-z0-9_]{0,39}")  # of a reader


class Appearance(StrEnum):
    """Which theme the window wears."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    HIGH_LIGHT = "high_light"
    HIGH_DARK = "high_dark"


class Settings(NamedTuple):
    """`language` is one that `Translator` knows; `readers` are names of readers, `QUICK`, or nothing for all."""

    language: str
    appearance: Appearance = Appearance.SYSTEM
    text_size: int = 100
    readers: tuple[str, ...] = ()
    deep: bool = False
    at_a_time: int = 0
    keep_recent: bool = True


def load() -> Settings:
    """Return the stored choices; what was not chosen follows the system."""
    stored = settings_file.read()
    system = known_language(QLocale.system().name())
    language = stored.get("language", system)
    appearance = stored.get("appearance", "")
    return Settings(
        language=language if language in dict(LANGUAGES) else system,
        appearance=Appearance(appearance) if appearance in set(Appearance) else Appearance.SYSTEM,
        text_size=_known_or_first(TEXT_SIZES, stored.get("text_size")),
        readers=tuple(name for name in stored.get("readers", "").split("+") if _NAME.fullmatch(name)),
        deep=stored.get("deep") == "yes",
        at_a_time=_known_or_first(AT_A_TIME, stored.get("at_a_time")),
        keep_recent=stored.get("keep_recent") != "no",
    )


def save(settings: Settings) -> None:
    """Keep the choices. Raises OSError; they then last until the window closes."""
    choices = {
        "language": settings.language,
        "appearance": settings.appearance.value,
        "text_size": str(settings.text_size),
        "readers": "+".join(settings.readers),
        "deep": "yes" if settings.deep else "no",
        "at_a_time": str(settings.at_a_time),
        "keep_recent": "yes" if settings.keep_recent else "no",
    }
    settings_file.write({**settings_file.read(), **choices})


def _known_or_first(known: tuple[int, ...], stored: object) -> int:
    """Return the stored number if it can be chosen, else the first that can."""
    return next((number for number in known if str(number) == str(stored)), known[0])
