from __future__ import annotations

import sys
from pathlib import Path

import pytest

from verify.workers.process import relaunch


def test_a_checkout_is_started_by_the_same_python() -> None:
    python, door, *rest = relaunch.build_command("worker")
    assert python == sys.executable
    assert Path(door).name == "main.py"
    assert rest == ["worker"]


@pytest.mark.parametrize("suffix", ["", ".exe"])
def test_a_bundles_window_starts_the_program_with_a_terminal(monkeypatch: pytest.MonkeyPatch, suffix: str) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", f"/opt/whence/{relaunch.WINDOW}{suffix}")
    assert relaunch.build_command("dispatch") == (f"/opt/whence/{relaunch.CONSOLE}{suffix}", "dispatch")
