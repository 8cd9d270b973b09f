"""The sound of a file is saved as WAV out of decoded samples; what fails on the way leaves nothing behind."""

from __future__ import annotations

import sys
import wave
from pathlib import Path

import numpy as np
import pytest
import soundfile
from pytestqt.qtbot import QtBot

from gui.background import file_views
from gui.main_window import MainWindow
from tests.gui.viewer.test_full_size import MAIN, look_at, said
from verify.model import limits
from verify.model.views import Samples


@pytest.fixture(autouse=True)
def real_viewer(no_viewer: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_views, "viewer_command", lambda: (sys.executable, str(MAIN), "view"))


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    samples = np.random.default_rng(2).uniform(-0.5, 0.5, (20_000, 2))
    soundfile.write(tmp_path / "a.flac", samples, 8_000, subtype="PCM_16")
    return tmp_path / "a.flac"


def test_a_saved_sound_has_the_samples_of_the_file(
    window: MainWindow, qtbot: QtBot, sound: Path, tmp_path: Path
) -> None:
    page = look_at(window, sound, preview=False)
    qtbot.waitUntil(page.sound.isVisible, timeout=120_000)
    page.sound.begin(tmp_path / "kept.wav")
    qtbot.waitUntil(page.sound.open.isVisible, timeout=120_000)
    assert "Saved as kept.wav" in said(page)
    kept, rate = soundfile.read(tmp_path / "kept.wav", dtype="int16")
    original, _ = soundfile.read(sound, dtype="int16")
    assert (rate, kept.shape) == (8_000, original.shape)
    assert np.abs(kept.astype(int) - original).max() <= 1


def test_a_long_sound_is_saved_in_part_and_the_answer_says_so(
    window: MainWindow, qtbot: QtBot, sound: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "KEPT_SOUND_SECONDS", 1.0)
    page = look_at(window, sound, preview=False)
    qtbot.waitUntil(page.sound.isVisible, timeout=120_000)
    page.sound.begin(tmp_path / "kept.wav")
    qtbot.waitUntil(page.sound.open.isVisible, timeout=120_000)
    assert "Saved the first" in said(page)
    with wave.open(str(tmp_path / "kept.wav")) as kept:
        assert kept.getnframes() == 8_000


def test_what_cannot_be_written_or_changes_on_the_way_is_given_up(window: MainWindow, tmp_path: Path) -> None:
    page = look_at(window, Path(__file__), preview=False)
    page.sound.begin(tmp_path / "none" / "kept.wav")
    assert page.sound._file is None
    path = tmp_path / "kept.wav"
    page.sound.begin(path)
    page.sound.take(Samples(0.0, 8_000, 1, bytes(16_000), is_last=False))
    page.sound.take(Samples(1.0, 16_000, 1, bytes(32_000), is_last=False))
    assert not path.exists()
    page.sound.begin(path)
    window.show_page("files")
    assert not path.exists()
