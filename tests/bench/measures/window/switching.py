"""The window with many files: going from one judged file to the next, scrolling the list, and the memory that it takes.

It runs in a process of its own, which has loaded nothing but the window: `python -m tests.bench window_switching`.
The bounds are on time of the processor, which a busy machine does not change; time on the clock is told beside it.
"""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median, quantiles

from tests.bench.measures.figures import Figure

FILES = 1_000
ROWS = 5_000
WARMING = 50  # files that were shown before it counts
SIZE = (1300, 900)
FRAME_MS = 1000 / 60


def measure(folder: Path) -> Iterator[Figure]:
    """Makes the files here and has another process show them."""
    from tests.bench.measures.subjects import signed_jpeg
    from verify.features.teaching import samples

    made = [folder / "many" / sample.file for sample in samples.write_samples(folder / "many")]
    named = [str(path) for path in (*made, signed_jpeg(folder))]
    environment = {**os.environ, "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}
    ran = subprocess.run(
        [sys.executable, "-m", "tests.bench.measures.window.switching", *named],
        stdout=subprocess.PIPE, text=True, env=environment, check=True,
    )  # fmt: skip
    for line in ran.stdout.splitlines():
        yield Figure(**json.loads(line))


def main(paths: list[str]) -> int:
    """Prints the figures as JSON lines."""
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QApplication

    from gui.background.supervisor_client import SupervisorClient
    from gui.file_item import FileItem
    from gui.files.split_view import Workbench
    from gui.panel.panel import ProvenancePanel
    from gui.preferences import Settings
    from gui.widgets import style
    from verify.report.words.catalogue import Translator

    told = _inspected(paths)
    application = QApplication(["bench"])
    application.setStyle("Fusion")
    style.apply_style(application, Settings("en"))
    action = QAction(application)
    supervisor = SupervisorClient(application, _no_options, ("true",))  # type: ignore[arg-type]
    panel = ProvenancePanel(None)  # type: ignore[arg-type]
    bench = Workbench(None, Translator("en"), supervisor, action, (action,) * 3, panel=panel)  # type: ignore[arg-type]
    bench.resize(*SIZE)
    bench.show()
    application.processEvents()
    before = _resident()
    entries: list[FileItem] = bench.files.append_files(
        [f"/files/{number}/{paths[number % len(paths)]}" for number in range(FILES)]
    )
    for number, entry in enumerate(entries):
        seen, report = pickle.loads(told[number % len(told)])
        for item in seen:
            entry.note(item)
        entry.finish(report)
    del seen, report

    def show(number: int) -> None:
        bench.list.setCurrentIndex(bench.files.index(number, 0))
        application.processEvents()

    clock, processor = _timed(show, range(FILES))
    _tell(Figure("from one judged file to the next, median", median(processor), "ms of the processor", most=50))
    _tell(Figure("the slowest of a hundred", quantiles(processor, n=100)[98], "ms of the processor", most=50))
    _tell(Figure("median by the clock", median(clock), "ms"))
    _tell(Figure(f"memory of the window after {FILES} files", _resident(), "MiB", most=300))
    _tell(Figure("of that before the first file", before, "MiB"))

    bench.files.append_files([f"/more/{number}.jpg" for number in range(ROWS - FILES)])
    bar = bench.list.verticalScrollBar()

    def scroll(number: int) -> None:
        bar.setValue(bar.maximum() * number // ROWS)
        application.processEvents()

    clock, processor = _timed(scroll, range(0, ROWS, 10))
    _tell(Figure(f"a frame while {ROWS} rows scroll, median", median(processor), "ms of the processor", most=FRAME_MS))
    _tell(Figure("the slowest of a hundred", quantiles(processor, n=100)[98], "ms of the processor", most=FRAME_MS))
    _tell(Figure("median by the clock", median(clock), "ms"))
    bench.close_down()
    return 0


def _inspected(paths: list[str]) -> list[bytes]:
    """What a worker tells of each file, packed, so that every row of the list gets values of its own."""
    from tests.bench.measures.line_worker import LineWorker
    from verify.workers import protocol

    told = []
    with LineWorker() as worker:
        for path in paths:
            events = [event for _, event in worker.inspect(Path(path))]
            seen = [picture for event in events if isinstance(event, protocol.Seen) for picture in event.pictures]
            told.append(pickle.dumps((seen, next(one.report for one in events if isinstance(one, protocol.Reported)))))
    return told


def _timed(act: Callable[[int], None], numbers: range) -> tuple[list[float], list[float]]:
    """Milliseconds by the clock and of the processor, without the first ones."""
    clock, processor = [], []
    for number in numbers:
        begun, spent = time.perf_counter(), time.process_time()
        act(number)
        clock.append((time.perf_counter() - begun) * 1000)
        processor.append((time.process_time() - spent) * 1000)
    return clock[WARMING:], processor[WARMING:]


def _resident() -> float:
    import psutil

    return float(psutil.Process().memory_info().rss / 2**20)


def _no_options() -> None:
    """Nothing is inspected here."""


def _tell(figure: Figure) -> None:
    print(json.dumps({name: getattr(figure, name) for name in Figure.__struct_fields__}), flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
