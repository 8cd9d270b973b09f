"""Plain lists of sentences: who looked and what came of it, and what nobody here checked."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from gui import tokens
from gui.plain_label import PlainLabel


class Lines(QWidget):
    """Rows of a name (maybe empty) and a sentence."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._shown: tuple[tuple[str, str], ...] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(tokens.GAP)
        self._grid.setVerticalSpacing(tokens.TIGHT)
        self._grid.setColumnStretch(1, 1)

    def show_lines(self, rows: tuple[tuple[str, str], ...]) -> bool:
        """Shows the rows; returns whether there are any. Nothing is rebuilt where nothing changed."""
        if rows != self._shown:
            self._shown = rows
            self._fill(rows)
        return bool(rows)

    def _fill(self, rows: tuple[tuple[str, str], ...]) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for row, (name, sentence) in enumerate(rows):
            if name:
                self._grid.addWidget(PlainLabel(self, "caption", name), row, 0, Qt.AlignmentFlag.AlignTop)
            column = 1 if name else 0
            label = PlainLabel(self, "body", sentence)
            self._grid.addWidget(label, row, column, 1, 2 - column, Qt.AlignmentFlag.AlignTop)
