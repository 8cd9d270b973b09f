"""The program as the desktop sees it: macOS names files that are to be opened by an event, not as arguments."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication


class Application(QApplication):
    """`file_wanted` carries the path of a file that somebody opened with Whence."""

    file_wanted = Signal(str)

    def event(self, event: QEvent) -> bool:
        """Qt: what is sent to the program as a whole."""
        if isinstance(event, QFileOpenEvent) and event.file():
            self.file_wanted.emit(event.file())
            return True
        return super().event(event)
