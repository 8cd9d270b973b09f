"""The shapes of the history's graph: one for each kind of step, and one manner of line for each relation."""

from __future__ import annotations

from math import cos, pi, sin

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from verify.model import Relation
from verify.report.history.kinds import Kind

_WIDTH = 1.6  # of an outline, in device-independent pixels


def line(painter: QPainter, colour: QColor, relation: str, points: list[QPointF]) -> None:
    """A line through the points: solid to the next version, dashed into a composition, dotted for an input."""
    styles: dict[str, Qt.PenStyle] = {Relation.COMPONENT: Qt.PenStyle.DashLine, Relation.INPUT: Qt.PenStyle.DotLine}
    style = styles.get(relation, Qt.PenStyle.SolidLine)
    pen = QPen(colour, _WIDTH if style is Qt.PenStyle.SolidLine else _WIDTH + 0.4, style)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    path = QPainterPath(points[0])
    for point in points[1:]:
        path.lineTo(point)
    painter.drawPath(path)


def step(painter: QPainter, ink: QColor, ground: QColor, kind: Kind | None, box: QRectF) -> None:
    """Return the shape of a kind of step, or of several that are folded (None)."""
    painter.setPen(QPen(ink, _WIDTH))
    painter.setBrush(ground)
    centre, radius = box.center(), box.width() / 2
    inner = box.adjusted(radius * 0.6, radius * 0.6, -radius * 0.6, -radius * 0.6)
    match kind:
        case None:
            for number in range(3):
                bar = QRectF(box.left(), box.top() + number * box.height() * 0.38, box.width(), box.height() * 0.24)
                painter.drawRect(bar)
        case Kind.AI | Kind.AI_PART:
            painter.setBrush(ink if kind is Kind.AI else ground)
            painter.drawPolygon(_star(centre, radius * 1.15))
            if kind is Kind.AI_PART:
                _half(painter, ink, _star(centre, radius * 1.15), box)
        case Kind.AI_EDIT:
            painter.drawRect(box)
            painter.setBrush(ink)
            painter.drawPolygon(_star(centre, radius * 0.8))
        case Kind.CAPTURE:
            painter.drawEllipse(box)
            painter.setBrush(ink)
            painter.drawEllipse(inner)
        case Kind.SCAN | Kind.SCREEN:
            painter.drawRoundedRect(box, 3, 3)
            height = centre.y() if kind is Kind.SCAN else box.bottom() - radius * 0.5
            painter.drawLine(QPointF(box.left(), height), QPointF(box.right(), height))
        case Kind.HUMAN:
            painter.drawPolygon(_pen(box))
        case Kind.EDIT | Kind.OPEN:
            painter.drawRect(box)
            if kind is Kind.EDIT:
                painter.drawLine(box.bottomLeft(), box.topRight())
            else:
                painter.drawLine(QPointF(box.left() + 4, centre.y()), QPointF(box.right() - 4, centre.y()))
        case Kind.MATERIAL:
            painter.drawPolygon(QPolygonF([box.topLeft(), box.topRight(), QPointF(centre.x(), box.bottom())]))
        case Kind.TECHNICAL:
            painter.setBrush(ink)
            painter.drawEllipse(inner)
        case Kind.UNSTATED:
            painter.drawEllipse(box)


def _star(centre: QPointF, radius: float) -> QPolygonF:
    points = []
    for number in range(8):
        distance = radius if number % 2 == 0 else radius * 0.36
        angle = number * pi / 4 - pi / 2
        points.append(QPointF(centre.x() + distance * cos(angle), centre.y() + distance * sin(angle)))
    return QPolygonF(points)


def _half(painter: QPainter, ink: QColor, shape: QPolygonF, box: QRectF) -> None:
    """Fill the left half of a shape."""
    painter.save()
    painter.setClipRect(QRectF(box.left() - 3, box.top() - 3, box.width() / 2 + 3, box.height() + 6))
    painter.setBrush(ink)
    painter.drawPolygon(shape)
    painter.restore()


def _pen(box: QRectF) -> QPolygonF:
    """Return a nib that points down to the left."""
    width, height = box.width(), box.height()
    shares = ((0.0, 1.0), (0.12, 0.6), (0.7, 0.0), (1.0, 0.3), (0.4, 0.88))
    return QPolygonF([QPointF(box.left() + x * width, box.top() + y * height) for x, y in shares])
