"""A list on the left of a page, and on the right what is chosen on it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from gui.widgets import tokens

_WIDEST: Final = 16_777_215  # Qt's own bound, where there is no other


class ListAndDetails(QSplitter):
    """The two sides of a page; the right one takes the room that a larger window has. Neither can be hidden."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.side = QWidget(self)
        self._was_moved = False  # by a person
        self._kept_at = 0
        self.splitterMoved.connect(self._on_moved)

    def lay_out_sides(self, title: QWidget, rows: QWidget, below: tuple[QWidget, ...], details: QWidget) -> None:
        """Put the list under its title, further widgets below it, and the details to its right."""
        self.side.setObjectName("side")
        self.side.setMinimumWidth(tokens.LIST_LEAST)
        column = QVBoxLayout(self.side)
        column.setContentsMargins(tokens.GAP, tokens.GAP, tokens.TIGHT, tokens.GAP)
        column.setSpacing(tokens.NEAR)
        for widget in (title, rows, *below):
            column.addWidget(widget, 1 if widget is rows else 0)
        column.addStretch()  # where the rows are hidden
        self.addWidget(self.side)
        self.addWidget(details)
        self.setChildrenCollapsible(False)
        self.setStretchFactor(1, 1)
        self.setSizes([tokens.LIST_WIDTH, tokens.PANEL_WIDEST])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: in a narrow window the list gives room to the details, unless a person parted them."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width() and (self._kept_at or not self._was_moved):
            self._part_sides()

    def keep_side_at(self, width: int) -> None:
        """Keep the left side at a width that nobody changes; 0: as wide as it was before."""
        if width == self._kept_at:
            return
        self._kept_at = width
        self.side.setMinimumWidth(width or tokens.LIST_LEAST)
        self.side.setMaximumWidth(width or _WIDEST)
        self._part_sides()

    def _part_sides(self) -> None:
        width = self.width()
        wanted = max(tokens.LIST_LEAST, min(tokens.LIST_WIDTH, round(width * tokens.LIST_SHARE)))
        beside = self._kept_at or wanted
        self.setSizes([beside, width - beside])

    @Slot()
    def _on_moved(self) -> None:
        self._was_moved = True
