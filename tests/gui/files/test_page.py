"""The workbench is made in slices after the first painting, and at once where somebody needs it before."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec

import pytest
from pytestqt.qtbot import QtBot

from gui import main_window
from gui.files import page
from gui.main_window import MainWindow


def test_it_is_made_once_though_it_is_asked_for_between_two_slices(window: MainWindow) -> None:
    slices = window.files.make_ready()
    next(slices)
    workbench = window.workbench
    assert sum(1 for _ in slices) > 20
    assert window.workbench is workbench
    assert window.files.count() == 2  # the invitation, and the workbench


@pytest.mark.parametrize("name", [*page._OF_THE_SUPERVISOR, *page._OF_THE_WORKBENCH])
def test_what_is_loaded_ahead_is_there(name: str) -> None:
    assert find_spec(name) is not None


def test_it_is_made_too_where_nobody_sees_the_window(
    open_window: Callable[..., MainWindow], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(MainWindow, "paintEvent", lambda *_: None)
    monkeypatch.setattr(main_window, "_UNSEEN_MILLISECONDS", 1)
    window = open_window()
    qtbot.waitUntil(lambda: window.files.count() == 2, timeout=20_000)


def test_a_window_that_is_closed_before_leaves_no_process(
    open_window: Callable[..., MainWindow], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(MainWindow, "_on_painted", lambda _: None)
    window = open_window()
    supervisor = window.files._start_supervisor()
    assert supervisor._process is not None
    window.close()
    assert window.files.count() == 1
    assert supervisor._process is None
