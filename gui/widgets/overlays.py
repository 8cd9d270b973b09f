"""Draws what findings frame in a picture: dark on light, so that it shows on any ground and means no colour."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from verify.report.places import Mark

_LIGHT, _DARK = QColor(255, 255, 255), QColor(20, 20, 20)
_MARGIN = 3.0  # device-independent pixels between a mark and its frame
_LEAST = 9.0  # a smaller frame could not be seen
_WIDTHS = (4.0, 1.5)  # of the light and the dark line
_CHOSEN_WIDTHS = (8.0, 4.0)
_TAG_MARGIN = 3.0
_TAG_POINTS = 8.5
_NEAR = 0.05  # seconds by which rounded times may miss each other


def draw(painter: QPainter, picture: QRectF, marks: Sequence[Mark], selected: int = -1) -> None:
    """Frame `marks` in a picture that was drawn at `picture`; each has its number where there are several."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for at, mark in enumerate(marks):
        if mark.box is not None:
            _frame(painter, picture, mark, _CHOSEN_WIDTHS if at == selected else _WIDTHS)
    if sum(mark.box is not None for mark in marks) > 1:
        for at, mark in enumerate(marks):
            if mark.box is not None:
                _tag(painter, picture, frame_around(picture, mark).topLeft(), str(at + 1))
    painter.restore()


def select_at_time(marks: Sequence[Mark], seconds: float | None) -> list[Mark]:
    """Return `marks` with their numbers as they are, but those without a place that are not there at a time."""
    if seconds is None:
        return list(marks)
    return [mark if mark.is_at(seconds, _NEAR) else replace(mark, box=None) for mark in marks]


def frame_around(picture: QRectF, mark: Mark) -> QRectF:
    """Return where the frame of `mark` goes: around it, but inside the picture."""
    box = mark.box
    if box is None:
        return QRectF()
    frame = QRectF(
        picture.left() + box.left * picture.width(),
        picture.top() + box.top * picture.height(),
        box.width * picture.width(),
        box.height * picture.height(),
    )
    wider, higher = (max(_MARGIN, (_LEAST - side) / 2) for side in (frame.width(), frame.height()))
    return frame.adjusted(-wider, -higher, wider, higher).intersected(picture.adjusted(1, 1, -1, -1))


def _frame(painter: QPainter, picture: QRectF, mark: Mark, widths: tuple[float, float]) -> None:
    box = frame_around(picture, mark)
    for colour, width in zip((_LIGHT, _DARK), widths, strict=True):
        style = Qt.PenStyle.DashLine if mark.outside and colour is _DARK else Qt.PenStyle.SolidLine
        painter.setPen(QPen(colour, width, style))
        if mark.corners:
            points = [
                QPointF(picture.left() + x * picture.width(), picture.top() + y * picture.height())
                for x, y in mark.corners
            ]
            painter.drawPolygon(QPolygonF(points))
        elif mark.round:
            painter.drawEllipse(box)
        else:
            painter.drawRect(box)


def _tag(painter: QPainter, picture: QRectF, corner: QPointF, number: str) -> None:
    """Draw the number on a small light ground, at a corner of the frame."""
    font = QFont(painter.font())
    font.setPointSizeF(_TAG_POINTS)
    font.setBold(True)
    painter.setFont(font)
    size = QFontMetricsF(font).boundingRect(number).size()
    ground = QRectF(corner, size).adjusted(0, 0, 2 * _TAG_MARGIN, 2 * _TAG_MARGIN)
    ground.moveRight(min(ground.right(), picture.right()))
    ground.moveBottom(min(ground.bottom(), picture.bottom()))
    painter.setPen(QPen(_DARK, 1.0))
    painter.setBrush(_LIGHT)
    painter.drawRect(ground)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawText(ground, Qt.AlignmentFlag.AlignCenter, number)
