"""The window with the real supervisor, real workers and the program's own samples."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.background.supervisor_client import supervisor_command
from gui.main_window import MainWindow
from tests.gui.test_main_window import drop
from verify.features.teaching import samples
from verify.model import Alarm
from verify.report.words.catalogue import Translator
from verify.report.words.verdict import headline
from verify.store.options import current_options

OPENED: set[str] = set()
LOOKING = {"on": False}


def _note_opened(event: str, arguments: tuple[Any, ...]) -> None:
    if LOOKING["on"] and event in ("open", "os.listdir") and isinstance(arguments[0], str | bytes | Path):
        OPENED.add(os.fsdecode(arguments[0]))


@pytest.fixture
def opened() -> Iterator[set[str]]:
    """Every path that this very process opens."""
    sys.addaudithook(_note_opened)  # there is no way to take a hook away: it is switched off
    LOOKING["on"] = True
    yield OPENED
    LOOKING["on"] = False
    OPENED.clear()


@pytest.fixture(scope="module")
def sample_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("samples")
    samples.write_samples(folder)
    return folder


@pytest.fixture
def real_window(open_window: Callable[..., MainWindow], qapp: QApplication) -> MainWindow:
    return open_window(command=supervisor_command(), options=lambda: current_options(previews=True))


def test_dropped_samples_get_their_verdicts_and_the_window_opens_none_of_them(
    real_window: MainWindow, qtbot: QtBot, sample_folder: Path, opened: set[str]
) -> None:
    written = {sample.file: sample.without_anchor for sample in samples.read_samples()}
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(sample_folder))])
    drop(real_window, mime)
    files = real_window.workbench.files

    def all_answered() -> bool:
        return files.rowCount() >= len(written) and all(entry.is_finished for entry in files.entries())

    qtbot.waitUntil(all_answered, timeout=180_000)
    for entry in files.entries():
        expected = written.get(entry.name)
        if expected is not None:
            verdict = entry.report.verdict
            assert (verdict.conclusion, verdict.standing) == (expected.conclusion, expected.standing), entry.name
            assert set(expected.alarms) <= set(verdict.alarms), entry.name
    assert not {path for path in opened if path.startswith(str(sample_folder) + os.sep)}


def test_a_picture_with_a_record_shows_preview_story_and_answer(
    real_window: MainWindow, qtbot: QtBot, sample_folder: Path
) -> None:
    path = sample_folder / "photo-edited-with-ai.jpg"
    real_window.check([str(path)])
    files = real_window.workbench.files
    qtbot.waitUntil(lambda: files.rowCount() == 1 and files.entries()[0].is_finished, timeout=120_000)
    report = files.entries()[0].report
    panel = real_window.workbench.panel
    assert panel.answer.headline.text() == headline.headline(Translator("en"), report)
    assert Alarm.SIGNER_UNKNOWN in report.verdict.alarms
    assert any(picture.name == "preview" for picture in report.pictures)
    panel.history_row.details.click()
    assert panel.history.model().rowCount() >= 2
    assert files.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole).startswith("photo-edited-with-ai.jpg")
