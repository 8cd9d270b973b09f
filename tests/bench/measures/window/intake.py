"""The window while it is given too much at once: 100 MB of text, millions of addresses, thousands of paths, a large
picture. Told is the longest time between two ticks of a timer, during which it answers nobody.

It runs in a process of its own: `python -m tests.bench window_intake`. The bounds are on time of the processor, which
a busy machine does not change; time on the clock is told beside it.
"""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QByteArray, QMimeData, QTimer
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QApplication

from tests.bench.measures.figures import Figure

TEXT_BYTES = 100_000_000
ADDRESSES = 6_000_000
PATHS = 10_000
MORE_PATHS = 100_000
PICTURE_SIDE = 6_000
BLOCK_MS = 100
SETTLED_SECONDS = 1.0
PATIENCE_SECONDS = 20.0


class ForeignData(QMimeData):
    """What another program holds: bytes that nobody has parsed, unlike those that this process puts there itself."""

    def __init__(self, kind: str, data: bytes) -> None:
        super().__init__()
        self._kind, self._data = kind, data

    def formats(self) -> list[str]:
        return [self._kind]

    def hasFormat(self, kind: str) -> bool:  # noqa: N802
        return kind == self._kind

    def retrieveData(self, kind: str, _type: object) -> object:  # noqa: N802
        return QByteArray(self._data) if kind == self._kind else None


def measure(folder: Path) -> Iterator[Figure]:
    """Has another process open the window."""
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"),
        "WHENCE_DATA": str(folder / "data"),
    }
    ran = subprocess.run(
        [sys.executable, "-m", "tests.bench.measures.window.intake", str(folder)],
        stdout=subprocess.PIPE, text=True, env=environment, check=True,
    )  # fmt: skip
    for line in ran.stdout.splitlines():
        yield Figure(**json.loads(line))


def main(folder: Path) -> int:
    """Prints the figures as JSON lines."""
    from gui import app
    from gui.main_window import MainWindow
    from gui.preferences import Settings
    from gui.widgets import style

    application = QApplication(["bench"])
    application.setStyle("Fusion")
    style.apply_style(application, Settings("en"))
    window = MainWindow(Settings("en"), app.make_supervisor)
    window.show()
    _run_until_idle(application, lambda: window.notice.text)
    many = _make_files(folder / "many", PATHS)
    offers: dict[str, Callable[[], QMimeData]] = {
        "100 MB of text": lambda: ForeignData("text/plain", b"All that was written. " * (TEXT_BYTES // 22)),
        "100 MB of text that is a picture": lambda: ForeignData("text/plain", _picture_as_text()),
        f"{ADDRESSES} addresses": lambda: ForeignData("text/uri-list", b"file:///a/b\r\n" * ADDRESSES),
        f"{ADDRESSES} addresses of the web": lambda: ForeignData("text/uri-list", b"http://a/b/\r\n" * ADDRESSES),
        f"a picture of {PICTURE_SIDE}² pixels": _large_picture,
        f"{PATHS} paths": lambda: ForeignData("text/uri-list", _as_addresses(many)),
        f"{MORE_PATHS} paths": lambda: ForeignData("text/uri-list", _as_addresses(many * (MORE_PATHS // PATHS))),
    }
    for name, make in offers.items():
        QGuiApplication.clipboard().setMimeData(make())
        clock, processor = _longest_gap(application, window.intake.paste)
        _tell(Figure(f"{name}, pasted: longest block", processor, "ms of the processor", most=BLOCK_MS))
        _tell(Figure("by the clock", clock, "ms"))
        QGuiApplication.clipboard().clear()
    window.close()
    return 0


def _make_files(folder: Path, count: int) -> list[Path]:
    folder.mkdir(parents=True)
    paths = [folder / f"picture number {number}.jpg" for number in range(count)]
    for path in paths:
        path.touch()
    return paths


def _as_addresses(paths: list[Path]) -> bytes:
    return b"".join(path.as_uri().encode() + b"\r\n" for path in paths)


def _picture_as_text() -> bytes:
    return b"data:image/png;base64," + base64.b64encode(b"\x89PNG\r\n\x1a\n" + os.urandom(TEXT_BYTES * 3 // 4))


def _large_picture() -> QMimeData:
    mime = QMimeData()
    pixels = os.urandom(4 * PICTURE_SIDE * PICTURE_SIDE)
    mime.setImageData(QImage(pixels, PICTURE_SIDE, PICTURE_SIDE, QImage.Format.Format_RGB32).copy())
    return mime


def _longest_gap(application: QApplication, act: Callable[[], None]) -> tuple[float, float]:
    """Milliseconds by the clock and of the window's thread, from one tick to the next."""
    clock: list[float] = []
    processor: list[float] = []
    last = [time.perf_counter(), time.thread_time()]

    def tick() -> None:
        now = [time.perf_counter(), time.thread_time()]
        clock.append((now[0] - last[0]) * 1000)
        processor.append((now[1] - last[1]) * 1000)
        last[:] = now

    timer = QTimer()
    timer.setInterval(0)
    timer.timeout.connect(tick)
    timer.start()
    QTimer.singleShot(0, act)
    until = time.monotonic() + PATIENCE_SECONDS
    quiet_at = time.monotonic() + SETTLED_SECONDS
    while time.monotonic() < min(until, quiet_at):
        count = len(clock)
        application.processEvents()
        if len(clock) > count and clock[-1] > 2:  # something else was done between
            quiet_at = time.monotonic() + SETTLED_SECONDS
    timer.stop()
    return max(clock), max(processor)


def _run_until_idle(application: QApplication, _state: Callable[[], object]) -> None:
    until = time.monotonic() + 2 * SETTLED_SECONDS
    while time.monotonic() < until:
        application.processEvents()


def _tell(figure: Figure) -> None:
    print(json.dumps({name: getattr(figure, name) for name in Figure.__struct_fields__}), flush=True)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
