"""What a person chose for the window, as one value kept in the user's data folder."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QLocale, QSettings

from verify.library.folders import data_folder


class Appearance(StrEnum):
    """Which theme the window wears."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Settings:
    """`language` is one that `Wording` knows."""

    language: str
    appearance: Appearance = Appearance.SYSTEM


def load() -> Settings:
    """The kept choices; what was not chosen follows the system."""
    kept = _file()
    system = "zh_CN" if QLocale.system().language() is QLocale.Language.Chinese else "en"
    language = str(kept.value("language", system))
    appearance = str(kept.value("appearance", Appearance.SYSTEM.value))
    known = appearance if appearance in set(Appearance) else Appearance.SYSTEM
    return Settings(language if language in ("en", "zh_CN") else system, Appearance(known))


def save(settings: Settings) -> None:
    """Keeps the choices; where that fails they last until the window closes."""
    kept = _file()
    kept.setValue("language", settings.language)
    kept.setValue("appearance", settings.appearance.value)
    kept.sync()


def _file() -> QSettings:
    return QSettings(str(data_folder() / "window.ini"), QSettings.Format.IniFormat)
