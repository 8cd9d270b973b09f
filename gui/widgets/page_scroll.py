"""A page that scrolls up and down, choices on it, and sentences below a view, which scroll where there is no room."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from gui.widgets import style, tokens

_LEAST_HEIGHT: Final = 54  # two lines, at a text size of 100 %


class PageScroll(QScrollArea):
    """A frameless scroll area without a horizontal bar, over a page that is filled already or by a subclass.

    Such a subclass gives its `page` to `setWidget` when it has filled it.
    """

    def __init__(self, parent: QWidget, filled: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.page = filled or QWidget(self)
        self.page.setObjectName("page")
        if filled is not None:
            self.setWidget(filled)


class ChoiceBox(QComboBox):
    """The wheel scrolls the page and chooses nothing: a choice holds at once."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Qt: left to the page."""
        event.ignore()


class WordsArea(PageScroll):
    """Widgets under each other. It takes no more height than they need, and leaves room to the view above it.

    It takes the focus, so that it can be scrolled by key: who makes it names it.
    """

    def __init__(self, parent: QWidget, widgets: Iterable[QWidget]) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        column = QVBoxLayout(self.page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.NEAR)
        for widget in widgets:
            column.addWidget(widget)
        self.setWidget(self.page)

    def sizeHint(self) -> QSize:
        """Qt: all of the words at the present width."""
        return QSize(super().sizeHint().width(), max(0, self.page.heightForWidth(max(1, self.width()))))

    def minimumSizeHint(self) -> QSize:
        """Qt: two lines, or as much as there is."""
        least = round(style.scale_points(_LEAST_HEIGHT))
        return QSize(super().minimumSizeHint().width(), min(least, self.sizeHint().height()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: other lines, another height."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: what changed inside may need another height."""
        if watched is self.widget() and event.type() is QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)
