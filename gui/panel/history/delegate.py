"""Draws one row of the history's graph: its lines and its shape, its small picture, and its words."""

from __future__ import annotations

from typing import Final, Protocol

from msgspec import Struct
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from gui.panel.history import shapes
from gui.panel.history.lanes import Lanes
from gui.widgets import style, text_painting, tokens
from verify.report.history.graph import Fold
from verify.report.history.kinds import Kind
from verify.report.words.types import StepWords

Index = QModelIndex | QPersistentModelIndex

ROW_ROLE: Final = Qt.ItemDataRole.UserRole + 1
_LANE: Final = 22.0  # width of a lane, in device-independent pixels
_SHAPE: Final = 15.0  # side of a shape
_SHAPE_AT: Final = 13.0  # from the top of the row to the middle of the shape
LINES: Final = 6  # of each part of a row


class Row(Struct, frozen=True):
    """One row: a step, several that are folded into one, or the heading above those that were unfolded."""

    words: StepWords
    kind: Kind | None  # None for several
    picture: QPixmap  # no larger than it is drawn, maybe null
    lanes: Lanes
    fold: Fold | None = None
    hint: str = ""  # what opening or folding it does


class Rows(Protocol):
    """What the list knows of its rows."""

    breadth: int  # lanes
    has_pictures: bool

    def height_of_row(self, number: int) -> int:
        """Return the height of a row at the present width, in device-independent pixels."""
        ...


class HistoryDelegate(QStyledItemDelegate):
    """Rows of different height, wrapped to the width of the list."""

    def __init__(self, view: QListView, rows: Rows) -> None:
        super().__init__(view)
        self._view = view
        self._measures = rows

    def height(self, row: Row, width: float) -> int:
        """Return the height of a row in a list of this width, in device-independent pixels."""
        room = self.room(width)
        words = sum(text_painting.height_of(text, font, room, LINES) for text, font, _quiet in self.parts(row))
        least = 0 if row.picture.isNull() else tokens.THUMBNAIL
        return round(max(words, least, _SHAPE) + 2 * tokens.NEAR)

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Qt: as high as the words need."""
        width = self._view.viewport().width()
        return QSize(width, self._measures.height_of_row(index.row()))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt: draws the row."""
        row: Row = index.data(ROW_ROLE)
        palette = option.palette
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.SmoothPixmapTransform | QPainter.RenderHint.Antialiasing)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(option.rect, palette.color(QPalette.ColorRole.Highlight))
        ink = palette.color(QPalette.ColorRole.HighlightedText if selected else QPalette.ColorRole.Text)
        quiet = ink if selected else palette.color(QPalette.ColorRole.PlaceholderText)
        ground = palette.color(QPalette.ColorRole.Highlight if selected else QPalette.ColorRole.Base)
        area = QRectF(option.rect)
        self._draw_lines(painter, quiet, row.lanes, area)
        if row.lanes.lane >= 0:
            place = QRectF(0, 0, _SHAPE, _SHAPE)
            place.moveCenter(QPointF(_lane_at(area, row.lanes.lane), area.top() + tokens.NEAR + _SHAPE_AT - 4))
            shapes.step(painter, ink, ground, row.kind, place)
        box = area.adjusted(self._indent(), tokens.NEAR, -tokens.GAP, -tokens.NEAR)
        if not row.picture.isNull():
            size = row.picture.deviceIndependentSize()
            frame = QRectF(box.left() - tokens.THUMBNAIL - tokens.GAP, box.top(), size.width(), size.height())
            frame.moveLeft(frame.left() + (tokens.THUMBNAIL - size.width()) / 2)
            painter.drawPixmap(frame, row.picture, QRectF(row.picture.rect()))
        for text, font, is_quiet in self.parts(row):
            used = text_painting.draw(painter, text, font, quiet if is_quiet else ink, box, lines=LINES)
            box.setTop(box.top() + used)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(palette.color(QPalette.ColorRole.Link))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(option.rect.adjusted(0, 0, -1, -1))
        painter.restore()

    @staticmethod
    def _draw_lines(painter: QPainter, colour: QColor, lanes: Lanes, area: QRectF) -> None:
        for rail in lanes.passing:
            x = _lane_at(area, rail.lane)
            shapes.line(painter, colour, rail.relation, [QPointF(x, area.top()), QPointF(x, area.bottom())])
        middle = QPointF(_lane_at(area, lanes.lane), area.top() + tokens.NEAR + _SHAPE_AT - 4)
        for rail in lanes.arriving:
            x = _lane_at(area, rail.lane)
            points = [QPointF(x, area.top()), QPointF(x, middle.y()), middle]
            shapes.line(painter, colour, rail.relation, points)
        for rail in lanes.leaving:
            x = _lane_at(area, rail.lane)
            points = [middle, QPointF(x, middle.y()), QPointF(x, area.bottom())]
            shapes.line(painter, colour, rail.relation, points)

    def room(self, width: float) -> float:
        """Return the breadth that the words have in a row of this width."""
        return width - self._indent() - tokens.GAP

    def _indent(self) -> float:
        pictures = tokens.THUMBNAIL + tokens.GAP if self._measures.has_pictures else 0
        return 2 * tokens.NEAR + self._measures.breadth * _LANE + pictures

    def parts(self, row: Row) -> list[tuple[str, QFont, bool]]:
        """Return the texts from top to bottom, their font, and whether they are drawn quietly."""
        strong, small = QFont(self._view.font()), QFont(self._view.font())
        strong.setPointSizeF(style.scale_points(tokens.STRONG))
        strong.setWeight(QFont.Weight.DemiBold)
        small.setPointSizeF(style.scale_points(tokens.SMALL))
        words = row.words
        about = " · ".join(text for text in (words.relation, words.title) if text)
        state = f"{words.badge.shape} {words.state or words.badge.word}"
        parts = (
            (words.kind, strong, False),
            (about, small, True),
            (words.signer, small, False),
            (state, small, False),
            (words.what, small, False),
            (words.more, small, True),
            (row.hint, small, True),
        )
        return [part for part in parts if part[0]]


def _lane_at(area: QRectF, lane: int) -> float:
    return area.left() + tokens.NEAR + (lane + 0.5) * _LANE
