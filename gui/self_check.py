"""`whence-window --self-check FOLDER FILE …`: opens the window, waits until all files are checked, and writes down what
it shows. For those who build bundles: a window that lacks a part of itself would otherwise fail at a user's first file.
"""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

from gui.main_window import MainWindow

ANSWER: Final = "answer.json"
PICTURE: Final = "window.png"
_PATIENCE_SECONDS: Final = 60.0  # for each file
_STEP_MILLISECONDS: Final = 50


class SelfCheck(QObject):
    """Watches `window` from its first painting to the answer, writes both into `folder`, and ends the program."""

    def __init__(self, window: MainWindow, folder: Path) -> None:
        super().__init__(window)
        self._window = window
        self._folder = folder
        self._begun = time.monotonic()
        self._shown_at = 0.0
        self._timer = QTimer(self)
        self._timer.setInterval(_STEP_MILLISECONDS)
        self._timer.timeout.connect(self._on_time_to_look)
        self._timer.start()
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: notes the first painting."""
        if event.type() == QEvent.Type.Paint and not self._shown_at:
            self._shown_at = time.time()
        return super().eventFilter(watched, event)

    def _on_time_to_look(self) -> None:
        entry = self._window.workbench.list.current()
        if entry is not None and all(listed.is_finished for listed in self._window.listed_files()):
            verdict = entry.report.verdict
            self._end(
                conclusion=verdict.conclusion.value,
                standing=verdict.standing.value,
                readers=[reading.reader for reading in entry.report.readings],
                problems={
                    reading.reader: reading.problem.value for reading in entry.report.readings if reading.problem
                },
            )
        elif time.monotonic() - self._begun > _PATIENCE_SECONDS * max(1, len(self._window.listed_files())):
            self._end(failure="no answer came")

    def _end(self, **said: object) -> None:
        self._timer.stop()
        answer = json.dumps({**said, "shown_at": self._shown_at})  # by the clock, as whoever started this counts
        (self._folder / ANSWER).write_text(answer, encoding="utf-8")
        self._window.grab().save(str(self._folder / PICTURE))
        QApplication.quit()
