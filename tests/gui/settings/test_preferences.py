from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QLocale

from gui import preferences
from gui.preferences import QUICK, Appearance, Settings
from verify.report.words import catalogue


@pytest.mark.parametrize(
    "chosen",
    [
        Settings("zh_CN", Appearance.DARK),
        Settings("en", Appearance.HIGH_LIGHT, 175, ("exif", "xmp"), deep=True, at_a_time=3, keep_recent=False),
        Settings("en", readers=QUICK),
    ],
)
def test_choices_are_kept(chosen: Settings) -> None:
    preferences.save(chosen)
    assert preferences.load() == chosen


@pytest.mark.parametrize(("system", "language"), [("zh_TW", "zh_CN"), ("zh_CN", "zh_CN"), ("de_DE", "en"), ("C", "en")])
def test_what_was_never_chosen_follows_the_system(system: str, language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QLocale, "system", lambda: QLocale(system))
    assert preferences.load() == Settings(language, Appearance.SYSTEM)


def test_every_language_that_has_words_can_be_chosen() -> None:
    assert tuple(code for code, _name in preferences.LANGUAGES) == catalogue.LANGUAGES


def test_a_file_full_of_nonsense_is_no_obstacle(own_data_folder: Path) -> None:
    (own_data_folder / "window.ini").write_bytes(
        b"[General]\nlanguage=@Variant(\\0\\0)\nappearance=42\ntext_size=9999\nreaders=../x+exif\n\xff\xfe=\n[[["
    )
    loaded = preferences.load()
    assert loaded == Settings(loaded.language, readers=("exif",))
