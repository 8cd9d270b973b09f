"""Two pictures in one frame: the right one is drawn over the left one, from an edge that can be moved."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QWidget

from gui.viewer.picture_view import PictureView
from verify.report.places import Mark

_GRASP = 12.0  # device-independent pixels from the edge within which it is grasped
_LIGHT, _DARK = QColor(255, 255, 255), QColor(20, 20, 20)
_KNOB = 9.0  # radius


class SliderView(PictureView):
    """`edge_moved` carries where the edge was dragged to: 0 is the left side of what is seen, 1 the right one."""

    edge_moved = Signal(float)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setMouseTracking(True)
        self._over = QImage()
        self._edge = 0.5
        self._moving = False

    def show_pair(self, below: QImage, over: QImage, marks: Sequence[Mark]) -> None:
        """Show two pictures of one size, and what is marked in both."""
        self._over = over
        self.show_image(below, marks)

    def set_edge(self, edge: float) -> None:
        """Set from which part of the frame on (0 to 1) the right picture is seen."""
        self._edge = min(1.0, max(0.0, edge))
        self.update()

    def paint_over(self, painter: QPainter, target: QRectF) -> None:
        """Draw the right picture from the edge on, and the edge."""
        place = self._place(target)
        painter.save()
        painter.setClipRect(QRectF(place, 0, self.width() - place, self.height()))
        painter.drawImage(target, self._over)
        painter.restore()
        for colour, width in ((_LIGHT, 5.0), (_DARK, 2.0)):
            painter.setPen(QPen(colour, width))
            painter.drawLine(round(place), 0, round(place), self.height())
        painter.setPen(QPen(_DARK, 2.0))
        painter.setBrush(_LIGHT)
        painter.drawEllipse(QRectF(place - _KNOB, self.height() / 2 - _KNOB, 2 * _KNOB, 2 * _KNOB))
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Qt: grasps the edge, or the picture."""
        if event.button() is Qt.MouseButton.LeftButton and self._is_at_edge(event):
            self._moving = True
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Qt: the edge or the picture follows the hand."""
        if self._moving:
            seen = self._visible_part()
            self.set_edge((event.position().x() - seen.left()) / seen.width())
            self.edge_moved.emit(self._edge)
            return
        if not event.buttons():
            self.setCursor(Qt.CursorShape.SplitHCursor if self._is_at_edge(event) else Qt.CursorShape.OpenHandCursor)
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Qt: lets go."""
        self._moving = False
        super().mouseReleaseEvent(event)

    def _visible_part(self) -> QRectF:
        """Return the part of this widget in which the picture is seen: the edge moves from side to side of it."""
        return self.target().intersected(QRectF(self.rect()))

    def _place(self, target: QRectF) -> float:
        seen = target.intersected(QRectF(self.rect()))
        return seen.left() + self._edge * seen.width()

    def _is_at_edge(self, event: QMouseEvent) -> bool:
        return abs(event.position().x() - self._place(self.target())) <= _GRASP
