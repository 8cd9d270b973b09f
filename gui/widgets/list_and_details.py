"""A list on the left of a page, and on the right what is chosen on it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from gui.widgets import tokens


class ListAndDetails(QSplitter):
    """The two sides of a page; the right one takes the room that a larger window has. Neither can be hidden."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.side = QWidget(self)

    def lay_out_sides(self, title: QWidget, rows: QWidget, below: tuple[QWidget, ...], details: QWidget) -> None:
        """Put the list under its title, further widgets below it, and the details to its right."""
        self.side.setObjectName("side")
        self.side.setMinimumWidth(tokens.LIST_LEAST)
        column = QVBoxLayout(self.side)
        column.setContentsMargins(tokens.GAP, tokens.GAP, tokens.TIGHT, tokens.GAP)
        column.setSpacing(tokens.NEAR)
        for widget in (title, rows, *below):
            column.addWidget(widget, 1 if widget is rows else 0)
        self.addWidget(self.side)
        self.addWidget(details)
        self.setChildrenCollapsible(False)
        self.setStretchFactor(1, 1)
        self.setSizes([tokens.LIST_WIDTH, tokens.PANEL_WIDEST])
