"""From starting Python to a shown window that has painted itself: Whence against a bare PySide6 window."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from tests.bench.measures.figures import Figure

ROUNDS = 15
WARMING = 2
BLOCK_ROUNDS = 5
SETTLED_SECONDS = 4

# Says "shown" once the first top-level window has painted and the loop is idle, then ends. It watches the window alone:
# watching the whole application would make a binding for each class of object that has an event, and count that in.
SHOWN = """
import sys
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, self.shown)
        return False
    def shown(self):
        print("shown", flush=True)
        QApplication.quit()
"""
# Says how long the window's thread computed at most between two turns of the loop, from its first painting on.
BLOCKS = """
import sys, time
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

class Watch(QObject):
    longest, timer = 0.0, None
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and not self.timer:
            self.timer = QTimer(self, interval=0)
            self.timer.timeout.connect(self.tick)
            QTimer.singleShot(0, self.begin)
        return False
    def begin(self):
        self.last, self.until = time.thread_time(), time.monotonic() + SETTLED
        self.timer.start()
    def tick(self):
        now = time.thread_time()
        self.longest, self.last = max(self.longest, now - self.last), now
        if time.monotonic() > self.until:
            self.timer.stop()
            print(self.longest, flush=True)
            QApplication.quit()
"""
BARE = """
application = QApplication(["bare"])
watch = Watch()
window = QMainWindow()
window.installEventFilter(watch)
window.resize(1100, 720)
window.show()
sys.exit(application.exec())
"""
WHENCE = """
import main

run = QApplication.exec
def execute(*arguments):
    watch = Watch()
    for window in QApplication.topLevelWidgets():
        if isinstance(window, QMainWindow):
            window.installEventFilter(watch)
    return run()
QApplication.exec = execute
sys.exit(main.main())
"""


def measure(folder: Path) -> Iterator[Figure]:
    """Medians of both, in turns, with all modules compiled before, as they are where a program was started once."""
    bare, ours = [], []
    for _ in range(WARMING + ROUNDS):
        bare.append(_shown_after(SHOWN + BARE, folder))
        ours.append(_shown_after(SHOWN + WHENCE, folder))
    bare_ms, ours_ms = (median(spent[WARMING:]) * 1000 for spent in (bare, ours))
    yield Figure("bare PySide6 window", bare_ms, "ms")
    yield Figure("Whence", ours_ms, "ms")
    yield Figure("Whence / bare", ours_ms / bare_ms, most=1.5)
    blocks = [_run(BLOCKS.replace("SETTLED", str(SETTLED_SECONDS)) + WHENCE, folder) for _ in range(BLOCK_ROUNDS)]
    longest = median(float(block.split()[0]) * 1000 for block in blocks)
    yield Figure("longest block after that", longest, "ms of the processor", most=50)


def _shown_after(code: str, folder: Path) -> float:
    begun = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, env=_make_environment(folder)
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == "shown\n", "no window was shown"
        return time.perf_counter() - begun


def _run(code: str, folder: Path) -> str:
    ran = subprocess.run(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, env=_make_environment(folder), check=True
    )
    return ran.stdout


def _make_environment(folder: Path) -> dict[str, str]:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**environment, "PYTHONPYCACHEPREFIX": str(folder / "compiled"), "WHENCE_DATA": str(folder / "data")}
