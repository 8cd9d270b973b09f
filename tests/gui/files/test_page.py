"""The workbench is made in slices after the first painting, and at once where somebody needs it before."""

from __future__ import annotations

from importlib.util import find_spec

import pytest

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
