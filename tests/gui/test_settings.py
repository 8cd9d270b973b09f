from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QLocale

from gui import settings
from gui.settings import Appearance, Settings


def test_choices_are_kept() -> None:
    settings.save(Settings("zh_CN", Appearance.DARK))
    assert settings.load() == Settings("zh_CN", Appearance.DARK)


@pytest.mark.parametrize(("system", "language"), [("zh_TW", "zh_CN"), ("zh_CN", "zh_CN"), ("de_DE", "en"), ("C", "en")])
def test_what_was_never_chosen_follows_the_system(system: str, language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QLocale, "system", lambda: QLocale(system))
    assert settings.load() == Settings(language, Appearance.SYSTEM)


def test_a_file_full_of_nonsense_is_no_obstacle(own_data_folder: Path) -> None:
    (own_data_folder / "window.ini").write_bytes(b"[General]\nlanguage=@Variant(\\0\\0)\nappearance=42\n\xff\xfe=\n[[[")
    assert settings.load().appearance is Appearance.SYSTEM
