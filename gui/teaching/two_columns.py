"""Two sides: what to choose on the left, what comes of it on the right."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

_SHARE = 0.36  # of the width, for the left side in a narrow window


class TwoColumns(QSplitter):
    """The left side is `widest` where there is room, and gives way in a narrow window until somebody moves the edge."""

    def __init__(self, parent: QWidget, widest: int) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._widest = widest
        self._moved = False
        self.setChildrenCollapsible(False)
        self.splitterMoved.connect(self._on_moved)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: shares out the width."""
        super().resizeEvent(event)
        if not self._moved:
            left = min(self._widest, round(event.size().width() * _SHARE))
            self.setSizes([left, event.size().width() - left])

    @Slot()
    def _on_moved(self) -> None:
        self._moved = True
