"""Text as high as it is long, so that the page scrolls and nothing within it does."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Slot
from PySide6.QtGui import QResizeEvent, QTextOption, QWheelEvent
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QScrollArea, QWidget


class TallText(QPlainTextEdit):
    """Plain text to be read and copied; its lines are wrapped, and it never scrolls by itself."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setAcceptDrops(False)  # files dropped here belong to the window
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        for set_policy in (self.setVerticalScrollBarPolicy, self.setHorizontalScrollBarPolicy):
            set_policy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._width = -1  # for which the height holds
        self.textChanged.connect(self.fit_height)
        self.cursorPositionChanged.connect(self._on_cursor_moved)

    def fit_height(self) -> None:
        """Become as high as all lines together need at this width."""
        block, lines = self.document().firstBlock(), 0.0
        while block.isValid():
            lines += self.blockBoundingRect(block).height()  # lays the block out, which Qt does for visible ones alone
            block = block.next()
        margins = 2 * (round(self.document().documentMargin()) + self.frameWidth() + 1)
        self.setFixedHeight(round(lines) + margins)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: another width needs another height."""
        super().resizeEvent(event)
        if event.size().width() != self._width:
            self._width = event.size().width()
            self.fit_height()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Qt: the page scrolls, wherever the pointer is."""
        event.ignore()

    @Slot()
    def _on_cursor_moved(self) -> None:
        if self.hasFocus() or self.textCursor().hasSelection():
            scroll_page_to(self.viewport(), self.cursorRect())


def scroll_page_to(widget: QWidget, place: QRect) -> None:
    """Have the page scrolled so that a place within a widget on it is seen."""
    area = widget.parentWidget()
    while area is not None and not (isinstance(area, QScrollArea) and area.frameShape() is QFrame.Shape.NoFrame):
        area = area.parentWidget()
    page = area.widget() if isinstance(area, QScrollArea) else None
    if isinstance(area, QScrollArea) and page is not None:
        middle = widget.mapTo(page, place.center())
        area.ensureVisible(middle.x(), middle.y(), 0, place.height() // 2 + place.height())
