from __future__ import annotations

import pytest

from gui import display


def test_systems_with_a_desktop_of_their_own_always_have_a_display() -> None:
    assert display.is_reachable({}, "darwin")
    assert display.is_reachable({}, "win32")


def test_without_any_display_named_there_is_none() -> None:
    assert not display.is_reachable({}, "linux")
    assert not display.is_reachable({"QT_QPA_PLATFORM": "xcb"}, "linux")


def test_the_users_own_choice_of_a_platform_without_a_server_is_believed() -> None:
    assert display.is_reachable({"QT_QPA_PLATFORM": "offscreen"}, "linux")
    assert display.is_reachable({"QT_QPA_PLATFORM": "vnc:size=800x600"}, "linux")


@pytest.mark.parametrize("name", [":4242", "localhost:4242", "nonsense", "unix:4242", "localhost:99999999", ":"])
def test_a_display_that_does_not_answer_is_none(name: str) -> None:
    assert not display.is_reachable({"DISPLAY": name}, "linux")
