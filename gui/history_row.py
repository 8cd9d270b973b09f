"""Draws one step of the story: thumbnail, title, how it belongs to the next step, signer, state, what was done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPalette, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from gui import tokens, typeset

if TYPE_CHECKING:
    from gui.history_tree import HistoryTree

Index = QModelIndex | QPersistentModelIndex

NODE_ROLE: Final = Qt.ItemDataRole.UserRole + 1
_DOT: Final = 5.0  # radius of what stands in for a missing thumbnail
_LINES: Final = 6  # of each part of a row


@dataclass(frozen=True, slots=True)
class Node:
    """One row: its words and its thumbnail, which may be null."""

    title: str
    relation: str
    signer: str
    state: str
    what: str
    thumbnail: QPixmap  # no larger than it is drawn
    inside: str = ""  # said of what hangs below while that is folded
    leads_on: bool = False  # a step on the way to this file, which comes further down

    @property
    def spoken(self) -> str:
        """All its words, for a screen reader."""
        return "\n".join(text for text in (self.title, self.relation, self.signer, self.state, self.what) if text)


class HistoryRow(QStyledItemDelegate):
    """Rows of different height, wrapped to the width of the tree."""

    def __init__(self, tree: HistoryTree) -> None:
        super().__init__(tree)
        self._tree = tree

    def height(self, index: Index, width: float) -> int:
        """The height of a row of this width, in device-independent pixels."""
        step: Node = index.data(NODE_ROLE)
        room = width - tokens.THUMBNAIL - 3 * tokens.GAP
        words = sum(typeset.height_of(text, font, room, _LINES) for text, font in self._parts(step, index))
        return round(max(words, tokens.THUMBNAIL) + 2 * tokens.NEAR)

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Qt: as high as the words need."""
        width = self._tree.row_width(index)
        return QSize(width, self.height(index, width))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt: draws the row."""
        step: Node = index.data(NODE_ROLE)
        palette = option.palette
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(option.rect, palette.color(QPalette.ColorRole.Highlight))
        box = QRectF(option.rect).adjusted(tokens.GAP, tokens.NEAR, -tokens.GAP, -tokens.NEAR)
        frame = QRectF(box.left(), box.top(), tokens.THUMBNAIL, tokens.THUMBNAIL)
        quiet = palette.color(QPalette.ColorRole.PlaceholderText)
        if step.leads_on:
            self._draw_way_on(painter, quiet, frame, box.bottom() + tokens.NEAR)
        if step.thumbnail.isNull():
            painter.setPen(QPen(quiet, 1.5))
            painter.drawEllipse(frame.center(), _DOT, _DOT)
        shown = step.thumbnail
        if not shown.isNull():
            size = shown.deviceIndependentSize()
            left = frame.center().x() - size.width() / 2
            top = frame.center().y() - size.height() / 2
            painter.drawPixmap(QRectF(left, top, size.width(), size.height()), shown, QRectF(shown.rect()))
        box.setLeft(frame.right() + tokens.GAP)
        ink = palette.color(QPalette.ColorRole.HighlightedText if selected else QPalette.ColorRole.Text)
        quiet = ink if selected else quiet
        for number, (text, font) in enumerate(self._parts(step, index)):
            used = typeset.draw(painter, text, font, quiet if number == 1 and step.relation else ink, box, lines=_LINES)
            box.setTop(box.top() + used)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(palette.color(QPalette.ColorRole.Link))
            painter.drawRect(option.rect.adjusted(0, 0, -1, -1))
        painter.restore()

    @staticmethod
    def _draw_way_on(painter: QPainter, colour: QColor, frame: QRectF, bottom: float) -> None:
        """A line from the thumbnail down to the next step."""
        centre = frame.center().x()
        top = frame.bottom() + 2
        painter.setPen(QPen(colour, 1.5))
        painter.drawLine(QPointF(centre, top), QPointF(centre, bottom))

    def _parts(self, step: Node, index: Index) -> list[tuple[str, QFont]]:
        strong, small = QFont(self._tree.font()), QFont(self._tree.font())
        strong.setPointSizeF(tokens.STRONG)
        strong.setWeight(QFont.Weight.DemiBold)
        small.setPointSizeF(tokens.SMALL)
        who = " · ".join(text for text in (step.signer, step.state) if text)
        inside = "" if self._tree.is_unfolded(index) else step.inside
        body = [(line, small) for text in (who, step.what, inside) for line in text.split("\n") if line]
        relation = [(step.relation, small)] if step.relation else []
        return [(step.title, strong), *relation, *body]
