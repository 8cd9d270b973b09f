from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gui.app import show_whole
from verify.report.words.catalogue import Translator

ROOT = Path(__file__).resolve().parents[2]
ENGLISH = Translator("en")


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs the program as a person would, where no display is."""
    kept = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    kept.pop("QT_QPA_PLATFORM", None)
    return subprocess.run(
        [sys.executable, str(ROOT / "main.py"), *arguments],
        env={**kept, "LC_ALL": "C.UTF-8", **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.mark.parametrize("environment", [{}, {"DISPLAY": ":4242"}, {"QT_QPA_PLATFORM": "xcb"}])
def test_without_a_display_files_are_answered_as_text_and_that_is_said(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    named = tmp_path / "empty.jpg"
    named.touch()
    done = run(str(named), **environment)
    assert done.returncode == 1  # it could not be read, and its line is there
    assert ENGLISH.text("window.no_display") in done.stderr
    assert "empty.jpg" in done.stdout
    assert "Traceback" not in done.stderr


def test_without_a_display_and_without_files_it_says_how_to_go_on() -> None:
    done = run()
    assert (done.returncode, done.stdout) == (2, "")
    assert ENGLISH.text("window.no_display_no_files") in done.stderr


@pytest.mark.parametrize(("room", "fills_it"), [(QSize(800, 600), True), (QSize(1920, 1080), False)])
def test_a_window_is_no_larger_than_a_small_screen(qtbot: QtBot, room: QSize, fills_it: bool) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1180, 800)
    show_whole(window, room)
    assert window.isMaximized() == fills_it
