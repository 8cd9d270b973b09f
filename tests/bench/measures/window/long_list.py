"""The window's list with 20,000 files: how long it holds up the window while they come and scroll, and its memory.

It runs in a process of its own; names alone are listed, and nothing is inspected.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.bench.measures.figures import Figure
from tests.bench.measures.window.switching import _no_options, _resident, _tell, _timed

FILES = 20_000
AT_ONCE = 200  # as many as a folder is listed in one slice
SCROLLS = 400


def measure(_folder: Path) -> Iterator[Figure]:
    """Has another process list them."""
    environment = {**os.environ, "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}
    ran = subprocess.run(
        [sys.executable, "-m", "tests.bench.measures.window.long_list"],
        stdout=subprocess.PIPE, text=True, env=environment, check=True,
    )  # fmt: skip
    for line in ran.stdout.splitlines():
        yield Figure(**json.loads(line))


def main() -> int:
    """Prints the figures as JSON lines."""
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QApplication

    from gui.background.supervisor_client import SupervisorClient
    from gui.files.split_view import Workbench
    from gui.panel.panel import ProvenancePanel
    from gui.preferences import Settings
    from gui.widgets import style
    from verify.report.words.catalogue import Translator

    application = QApplication(["bench"])
    application.setStyle("Fusion")
    style.apply_style(application, Settings("en"))
    action = QAction(application)
    supervisor = SupervisorClient(application, _no_options, ("true",))  # type: ignore[arg-type]
    panel = ProvenancePanel(None)  # type: ignore[arg-type]
    bench = Workbench(None, Translator("en"), supervisor, action, (action,) * 3, panel=panel)  # type: ignore[arg-type]
    bench.resize(1300, 900)
    bench.show()
    application.processEvents()
    names = [f"/files/a folder/picture number {number}.jpg" for number in range(FILES)]

    def take(number: int) -> None:
        bench.files.append_files(names[number : number + AT_ONCE])
        application.processEvents()

    bar = bench.list.verticalScrollBar()

    def scroll(number: int) -> None:
        bar.setValue(bar.maximum() * number // SCROLLS)
        application.processEvents()

    _, taken = _timed(take, range(0, FILES, AT_ONCE))
    _tell(Figure(f"{AT_ONCE} more of {FILES} listed, longest block", max(taken), "ms of the processor", most=50))
    _, scrolled = _timed(scroll, range(SCROLLS))
    _tell(Figure(f"{FILES} rows scroll, longest block", max(scrolled), "ms of the processor", most=50))
    _tell(Figure(f"memory of the window with {FILES} files", _resident(), "MiB", most=250))
    bench.close_down()
    return 0


if __name__ == "__main__":
    sys.exit(main())
