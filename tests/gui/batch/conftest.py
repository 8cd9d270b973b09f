"""The page of batches, whose process looks at no file."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from gui.batch.page import BatchPage
from gui.main_window import MainWindow
from gui.navigation.page_table import MANY
from verify.workers.process import relaunch

FAKE = str(Path(__file__).with_name("fake_work.py"))


@pytest.fixture(autouse=True)
def fake_work(monkeypatch: pytest.MonkeyPatch) -> None:
    real = relaunch.build_command

    def command(*arguments: str) -> tuple[str, ...]:
        return (sys.executable, FAKE, *arguments) if arguments[0] == "batch-run" else real(*arguments)

    monkeypatch.setattr(relaunch, "build_command", command)


@pytest.fixture
def folder(tmp_path: Path) -> Callable[..., str]:
    """Makes a folder of files whose names tell the fake what to answer."""

    def make(*names: str) -> str:
        made = tmp_path / "folder"
        made.mkdir(exist_ok=True)
        for name in names:
            (made / name).write_bytes(name.encode())
        return str(made)

    return make


@pytest.fixture
def page(window: MainWindow) -> BatchPage:
    window.show_page(MANY)
    return window.pages.page_as(MANY, BatchPage)
