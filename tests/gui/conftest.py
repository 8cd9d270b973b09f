"""A window with a supervisor that looks at no file."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.background import file_views
from gui.background.command_process import CommandProcess
from gui.background.supervisor_client import SupervisorClient
from gui.main_window import MainWindow
from gui.preferences import Settings
from gui.teaching import samples_loader
from gui.widgets import style
from verify.features.teaching import samples
from verify.model import Options

FAKE = (sys.executable, str(Path(__file__).parent / "fake_supervisor.py"))
FAKE_VIEWER = (sys.executable, str(Path(__file__).parent / "fake_viewer.py"))


def fixed_options() -> Options:
    return Options(now=datetime(2026, 8, 20, tzinfo=UTC))


@pytest.fixture(autouse=True)
def no_viewer(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody opens a file to look at it closely, unless a test asks for that."""
    monkeypatch.setattr(file_views, "viewer_command", lambda: FAKE_VIEWER)


def _make_samples_by(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the process that makes the samples of the page for learning run some lines of Python instead."""

    class Replaced(CommandProcess):
        def __init__(self, parent: QObject, arguments: tuple[str, ...]) -> None:
            super().__init__(parent, arguments, (sys.executable, "-I", "-c", code, *arguments))

    monkeypatch.setattr(samples_loader, "CommandProcess", Replaced)


@pytest.fixture(autouse=True)
def no_samples(monkeypatch: pytest.MonkeyPatch) -> None:
    """The samples stay in the making, unless a test asks for `ready_samples` or `real_samples`: they cost seconds."""
    _make_samples_by("import time; time.sleep(600)", monkeypatch)


@pytest.fixture(autouse=True, scope="session")
def empty_clipboard(qapp: QApplication) -> Iterator[None]:
    """Leave nothing on the clipboard that a test made in Python: Qt would delete it when Python is gone, and crash."""
    yield
    qapp.clipboard().clear()


@pytest.fixture(scope="session")
def made_samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the samples and their journeys; nobody writes into it."""
    folder = tmp_path_factory.mktemp("made") / "samples"
    samples.write_samples(folder, with_journeys=True)
    return folder


@pytest.fixture
def ready_samples(no_samples: None, made_samples: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The samples are copied, and read by real workers."""
    _make_samples_by(f"import shutil, sys; shutil.copytree({str(made_samples)!r}, sys.argv[2])", monkeypatch)


@pytest.fixture
def real_samples(no_samples: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The samples are made as for a person."""
    monkeypatch.setattr(samples_loader, "CommandProcess", CommandProcess)


@pytest.fixture
def open_window(qtbot: QtBot, qapp: QApplication) -> Iterator[Callable[..., MainWindow]]:
    """Opens windows and closes them, with their supervisors, at the end."""
    windows: list[MainWindow] = []

    def open_one(
        language: str = "en",
        command: tuple[str, ...] = FAKE,
        options: Callable[[], Options] = fixed_options,
        width: int = 1180,
    ) -> MainWindow:
        chosen = Settings(language)
        qapp.setStyle("Fusion")
        style.apply_style(qapp, chosen)
        window = MainWindow(chosen, lambda _chosen: SupervisorClient(qapp, options, command))
        window.resize(width, 800)
        window.show()
        qtbot.waitExposed(window)
        windows.append(window)
        return window

    yield open_one
    for window in windows:
        window.close()
        window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def window(open_window: Callable[..., MainWindow]) -> MainWindow:
    """One window in English."""
    return open_window()


@pytest.fixture
def a_file(tmp_path: Path) -> Callable[[str], str]:
    """Makes a file whose name tells the fake supervisor what to answer; nobody reads its content."""

    def make(name: str) -> str:
        path = tmp_path / name
        path.write_bytes(b"nobody reads this")
        return str(path)

    return make
