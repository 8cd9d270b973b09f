"""Draws one row of the list of files: the name, and below it a shape and the answer in three words."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from gui.files.roles import Role
from gui.widgets import style, text_painting, tokens


class FileRowDelegate(QStyledItemDelegate):
    """Two lines of text. Colours tell only which row is chosen."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Qt: all rows are equally high."""
        first, second = _fonts(option.font)
        lines = text_painting.height_of("Xg字", first, 1000, 1) + text_painting.height_of("Xg字", second, 1000, 1)
        return QSize(tokens.LIST_LEAST, round(lines) + 2 * tokens.NEAR + 2)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Qt: draws the row."""
        palette = option.palette
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if selected:
            painter.fillRect(option.rect, palette.color(QPalette.ColorRole.Highlight))
            painter.fillRect(QRectF(option.rect.left(), option.rect.top(), 4, option.rect.height()), palette.link())
        first, second = _fonts(option.font)
        box = QRectF(option.rect).adjusted(tokens.GAP + 4, tokens.NEAR, -tokens.GAP, -tokens.NEAR)
        ink = palette.color(QPalette.ColorRole.HighlightedText if selected else QPalette.ColorRole.Text)
        painter.setFont(first)
        name = painter.fontMetrics()
        shown = name.elidedText(
            str(index.data(Role.NAME)), Qt.TextElideMode.ElideMiddle, int(box.width()) - tokens.TIGHT
        )
        used = text_painting.draw(painter, shown, first, ink, box)
        box.setTop(box.top() + used + 2)
        quiet = ink if selected else palette.color(QPalette.ColorRole.PlaceholderText)
        shape = str(index.data(Role.SHAPE))
        if shape:
            text_painting.draw(painter, shape, second, quiet, box)
        box.setLeft(box.left() + style.points(tokens.WIDE))
        text_painting.draw(painter, str(index.data(Role.SHORT)), second, quiet, box)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(palette.color(QPalette.ColorRole.Link))
            painter.drawRect(option.rect.adjusted(0, 0, -1, -1))
        painter.restore()


def _fonts(base: QFont) -> tuple[QFont, QFont]:
    first, second = QFont(base), QFont(base)
    first.setPointSizeF(style.points(tokens.STRONG))
    second.setPointSizeF(style.points(tokens.SMALL))
    return first, second
