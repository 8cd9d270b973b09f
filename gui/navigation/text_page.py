"""A page of plain text in one column, read by mouse and by keyboard."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.widgets import tokens
from gui.widgets.page_scroll import PageScroll
from gui.widgets.plain_label import PlainLabel


class TextPage(PageScroll):
    """Labels under each other, as wide as lines can be read well."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        page = self.page
        self.column = QWidget(page)
        self.column.setMaximumWidth(tokens.PAGE_WIDEST)
        self.rows = QVBoxLayout(self.column)
        self.rows.setContentsMargins(tokens.FAR, tokens.FAR, tokens.FAR, tokens.FAR)
        self.rows.setSpacing(tokens.NEAR)
        around = QHBoxLayout(page)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self.column, 1000)
        around.addStretch()
        self.setWidget(page)

    def add_text(self, kind: str) -> PlainLabel:
        """Add a label of a kind at the end; what is no heading can be marked and copied."""
        if kind == "title":
            self.rows.addSpacing(tokens.GAP)
        label = PlainLabel(self.column, kind)
        if kind == "body":
            flags = Qt.TextInteractionFlag
            label.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)
        self.rows.addWidget(label)
        return label

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Home and End lead to the two ends."""
        bar = self.verticalScrollBar()
        if event.key() == Qt.Key.Key_Home:
            bar.setValue(bar.minimum())
        elif event.key() == Qt.Key.Key_End:
            bar.setValue(bar.maximum())
        else:
            super().keyPressEvent(event)
