"""A layout that sets widgets side by side and goes on in the next line where there is no room, as words do."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class Flow(QLayout):
    """Lines of widgets, each as large as it wants to be; `centred` lines stand in the middle."""

    def __init__(self, parent: QWidget | None, gap: int, *, centred: bool = False) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self._centred = centred

    def addItem(self, item: QLayoutItem) -> None:
        """Qt: takes an item."""
        self._items.append(item)

    def count(self) -> int:
        """Qt: how many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Qt: an item, or nothing where there is none."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Qt: gives an item away."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Qt: it wants no more room than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Qt: the narrower, the higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Qt: the height of all lines."""
        return self._set(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, area: QRect) -> None:
        """Qt: sets everything to its place."""
        super().setGeometry(area)
        self._set(area, move=True)

    def sizeHint(self) -> QSize:
        """Qt: all in one line."""
        sizes = [item.sizeHint() for item in self._shown()]
        width = sum(size.width() for size in sizes) + self._gap * max(0, len(sizes) - 1)
        return self._with_margins(QSize(width, max((size.height() for size in sizes), default=0)))

    def minimumSize(self) -> QSize:
        """Qt: the widest widget must have room."""
        size = QSize()
        for item in self._shown():
            size = size.expandedTo(item.minimumSize())
        return self._with_margins(size)

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _with_margins(self, size: QSize) -> QSize:
        margins = self.contentsMargins()
        return QSize(size.width() + margins.left() + margins.right(), size.height() + margins.top() + margins.bottom())

    def _set(self, area: QRect, *, move: bool) -> int:
        """Goes through the lines and returns the height of all; moves the widgets only if it is to."""
        margins = self.contentsMargins()
        room = area.marginsRemoved(margins)
        lines: list[list[QLayoutItem]] = [[]]
        used = 0
        for item in self._shown():
            width = item.sizeHint().width()
            if lines[-1] and used + self._gap + width > room.width():
                lines.append([])
            used = width if not lines[-1] else used + self._gap + width
            lines[-1].append(item)
        top = room.top()
        for line in lines:
            height = max((item.sizeHint().height() for item in line), default=0)
            if move:
                self._set_line(line, QRect(room.left(), top, room.width(), height))
            top += height + self._gap
        return top - self._gap - room.top() + margins.top() + margins.bottom()

    def _set_line(self, line: list[QLayoutItem], room: QRect) -> None:
        width = sum(item.sizeHint().width() for item in line) + self._gap * (len(line) - 1)
        left = room.left() + (max(0, room.width() - width) // 2 if self._centred else 0)
        for item in line:
            size = item.sizeHint().boundedTo(QSize(room.width(), room.height()))
            item.setGeometry(QRect(QPoint(left, room.top()), QSize(size.width(), room.height())))
            left += size.width() + self._gap
