"""Buttons side by side, in as many rows as the width and the size of the text ask for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget


class WrappingRow(QWidget):
    """It needs no more width than its widest button."""

    def __init__(self, parent: QWidget, buttons: Sequence[QWidget], spacing: int) -> None:
        super().__init__(parent)
        self._buttons = tuple(buttons)
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(spacing)
        self._place(len(self._buttons))

    def minimumSizeHint(self) -> QSize:
        """Qt: one button below the other is narrow enough."""
        return QSize(self._widest(), self._grid.minimumSize().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: starts a new row where the width ends."""
        super().resizeEvent(event)
        spacing = self._grid.spacing()
        room = (event.size().width() + spacing) // (self._widest() + spacing)
        self._place(max(1, min(room, len(self._buttons))))

    def _widest(self) -> int:
        return max(button.sizeHint().width() for button in self._buttons)

    def _place(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for button in self._buttons:
            self._grid.removeWidget(button)
        for at, button in enumerate(self._buttons):
            self._grid.addWidget(button, at // columns, at % columns, Qt.AlignmentFlag.AlignLeft)
        for column in range(len(self._buttons) + 1):  # what is left over lies on the right
            self._grid.setColumnStretch(column, 1 if column == columns else 0)
        self.updateGeometry()
