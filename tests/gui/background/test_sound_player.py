"""Sound is played from samples alone, on a device that throws them away at their own pace."""

from __future__ import annotations

import sys
from pathlib import Path

import miniaudio
import numpy as np
import pytest
import soundfile
from PySide6.QtCore import QObject, QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gui.background import file_views
from gui.background.sound_player import SoundPlayer
from gui.main_window import MainWindow
from tests.gui.viewer.test_full_size import MAIN, look_at, said
from verify.model import Waveform
from verify.model.views import Samples
from verify.report.words.catalogue import Translator

UNHEARD = [miniaudio.Backend.NULL]
NO_DEVICE = [miniaudio.Backend.JACK]  # nobody runs that server where tests run


@pytest.fixture
def player(qapp: QObject) -> SoundPlayer:
    return SoundPlayer(QObject(qapp), UNHEARD)


def stretch(second: float = 0.0, seconds: float = 0.2, *, rate: int = 8_000, last: bool = True) -> Samples:
    return Samples(second, rate, 1, bytes(2 * round(seconds * rate)), is_last=last)


def test_it_asks_for_what_comes_next_plays_it_and_says_that_it_ended(player: SoundPlayer, qtbot: QtBot) -> None:
    asked: list[float] = []
    player.wanted.connect(asked.append)
    player.play(3.0)
    player.take(stretch(3.0, 0.1, last=False))
    qtbot.waitUntil(lambda: len(asked) == 2)
    assert asked == pytest.approx([3.0, 3.1])
    with qtbot.waitSignal(player.ended) as ended:
        player.take(stretch(3.1, 0.1))
    assert ended.args == [True]
    assert not player.is_playing


def test_it_goes_on_where_it_was_stopped(player: SoundPlayer, qtbot: QtBot) -> None:
    player.play(1.0)
    player.take(stretch(1.0, 1.0))
    qtbot.waitUntil(lambda: player.second > 1.0)
    player.stop()
    stood = player.second
    assert 1.0 < stood <= 2.0
    with qtbot.waitSignal(player.wanted) as wanted:
        player.play(player.second)
    assert wanted.args == [stood]
    player.stop()


def test_an_answer_to_an_earlier_question_is_not_played(player: SoundPlayer) -> None:
    player.play(0.0)
    player.play(9.0)
    player.take(stretch(0.0))
    assert player._device is None
    player.stop()
    player.take(stretch(9.0))
    assert player._device is None


@pytest.mark.parametrize(
    ("backends", "rate"), [(NO_DEVICE, 8_000), (UNHEARD, 400_000), (UNHEARD, 1)], ids=["no device", "too fast", "slow"]
)
def test_what_cannot_be_played_is_said(
    qapp: QObject, qtbot: QtBot, backends: list[miniaudio.Backend], rate: int
) -> None:
    player = SoundPlayer(QObject(qapp), backends)
    player.play(0.0)
    with qtbot.waitSignal(player.ended) as ended:
        player.take(stretch(rate=rate, seconds=2.0))
    assert ended.args == [False]


def test_a_sound_that_becomes_another_one_is_given_up(player: SoundPlayer, qtbot: QtBot) -> None:
    player.play(0.0)
    player.take(stretch(0.0, 0.1, last=False))
    qtbot.waitUntil(lambda: player._next is not None)
    with qtbot.waitSignal(player.ended) as ended:
        player.take(stretch(0.1, rate=16_000))
    assert ended.args == [False]


def test_the_sound_of_a_file_is_played_paused_and_sought_by_keys(
    window: MainWindow, qtbot: QtBot, no_viewer: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_views, "viewer_command", lambda: (sys.executable, str(MAIN), "view"))
    soundfile.write(tmp_path / "a.flac", np.zeros(20_000), 8_000, subtype="PCM_16")
    page = look_at(window, tmp_path / "a.flac", preview=False)
    qtbot.waitUntil(page.sound.isVisible, timeout=120_000)
    bar, line = page.sound, page.waveform
    line.show_waveform(Waveform(2.5, bytes(100)), (), Translator("en"))
    bar.player._backends = UNHEARD
    assert bar.play.text() == "Play"
    QTest.keyClick(line, Qt.Key.Key_Right)
    assert bar.player.second == pytest.approx(2.5)  # not beyond its end
    QTest.mouseClick(line, Qt.MouseButton.LeftButton, pos=QPointF(line.width() * 0.9, 20).toPoint())
    QTest.keyClick(line, Qt.Key.Key_Space)
    assert bar.play.text() == "Pause"
    qtbot.waitUntil(lambda: bar.play.text() == "Play", timeout=60_000)
    assert bar.player.second == 0.0
    bar.player._backends = NO_DEVICE
    bar.play.click()
    qtbot.waitUntil(lambda: "no output device" in said(page), timeout=60_000)
