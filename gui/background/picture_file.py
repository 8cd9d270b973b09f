"""Writes pixels into a file beside the window's own work: packing a large picture takes seconds."""

from __future__ import annotations

import contextlib
import threading
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

_AT_ONCE_PIXELS: Final = 250_000


class PictureFile(QObject):
    """`written` carries the path, and whether the whole picture is there."""

    written = Signal(object, bool)

    def write(self, picture: QImage, path: Path) -> None:
        """Write a picture as PNG; a small one is there when this returns."""
        if picture.width() * picture.height() <= _AT_ONCE_PIXELS:
            self._work(picture, path)
        else:
            threading.Thread(target=self._work, args=(picture, path), daemon=True).start()

    def _work(self, picture: QImage, path: Path) -> None:
        well = picture.save(str(path), "PNG")  # type: ignore[call-overload]
        if not well:
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)
        with contextlib.suppress(RuntimeError):  # the window was closed meanwhile
            self.written.emit(path, well)
