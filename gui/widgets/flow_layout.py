"""A layout that sets widgets side by side and goes on in the next line where there is no room, as words do."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Lines of widgets, each as large as it wants to be; `centred` lines stand in the middle."""

    def __init__(
        self, parent: QWidget | None, gap: int, widgets: Iterable[QWidget] = (), *, centred: bool = False
    ) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self._centred = centred
        self._heights: dict[int, int] = {}  # by width, as long as nothing changes: Qt asks many times
        for widget in widgets:
            self.addWidget(widget)

    def addItem(self, item: QLayoutItem) -> None:
        """Take an item (Qt)."""
        self._items.append(item)

    def insertWidget(self, index: int, widget: QWidget) -> None:
        """Put a widget before the item with this number."""
        self.addWidget(widget)
        self._items.insert(index, self._items.pop())

    def count(self) -> int:
        """Return how many items there are (Qt)."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return an item, or None where there is none (Qt)."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Remove an item and return it (Qt)."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Want no more room than is needed (Qt)."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Return that the height depends on the width: the narrower, the higher (Qt)."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all lines (Qt)."""
        if width not in self._heights:
            self._heights[width] = self._place_lines(QRect(0, 0, width, 0), move=False)
        return self._heights[width]

    def invalidate(self) -> None:
        """Forget what was computed: an item changed (Qt)."""
        self._heights.clear()
        super().invalidate()

    def setGeometry(self, area: QRect) -> None:
        """Place every widget (Qt)."""
        super().setGeometry(area)
        self._place_lines(area, move=True)

    def sizeHint(self) -> QSize:
        """Return the size of all in one line (Qt)."""
        sizes = [item.sizeHint() for item in self._visible_items()]
        width = sum(size.width() for size in sizes) + self._gap * max(0, len(sizes) - 1)
        return self._with_margins(QSize(width, max((size.height() for size in sizes), default=0)))

    def minimumSize(self) -> QSize:
        """Return the least size: the widest widget must have room (Qt)."""
        size = QSize()
        for item in self._visible_items():
            size = size.expandedTo(item.minimumSize())
        return self._with_margins(size)

    def _visible_items(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _with_margins(self, size: QSize) -> QSize:
        margins = self.contentsMargins()
        return QSize(size.width() + margins.left() + margins.right(), size.height() + margins.top() + margins.bottom())

    def _place_lines(self, area: QRect, *, move: bool) -> int:
        """Return the height of all lines; move the widgets only if `move`."""
        margins = self.contentsMargins()
        room = area.marginsRemoved(margins)
        lines: list[list[QLayoutItem]] = [[]]
        used = 0
        for item in self._visible_items():
            width = item.sizeHint().width()
            if lines[-1] and used + self._gap + width > room.width():
                lines.append([])
            used = width if not lines[-1] else used + self._gap + width
            lines[-1].append(item)
        top = room.top()
        for line in lines:
            height = max((item.sizeHint().height() for item in line), default=0)
            if move:
                self._place_line(line, QRect(room.left(), top, room.width(), height))
            top += height + self._gap
        return top - self._gap - room.top() + margins.top() + margins.bottom()

    def _place_line(self, line: list[QLayoutItem], room: QRect) -> None:
        width = sum(item.sizeHint().width() for item in line) + self._gap * (len(line) - 1)
        left = room.left() + (max(0, room.width() - width) // 2 if self._centred else 0)
        for item in line:
            size = item.sizeHint().boundedTo(QSize(room.width(), room.height()))
            item.setGeometry(QRect(QPoint(left, room.top()), QSize(size.width(), room.height())))
            left += size.width() + self._gap
