"""Paints plain text in rows that a model gives: wrapped anywhere if need be, cut with an ellipsis, never as markup."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextLayout, QTextOption


def height_of(text: str, font: QFont, width: float, lines: int) -> float:
    """Return the height of `text` wrapped into `width`, in at most `lines` lines."""
    return _lay_out(text, font, width, lines)[1]


def draw(painter: QPainter, text: str, font: QFont, colour: QColor, box: QRectF, *, lines: int = 1) -> float:
    """Draw `text` at the top of `box` in at most `lines` lines and return the height used."""
    layout, height, rest = _lay_out(text, font, box.width(), lines)
    painter.setPen(colour)
    count = layout.lineCount() if rest < 0 else layout.lineCount() - 1
    for index in range(count):
        layout.lineAt(index).draw(painter, box.topLeft())
    if rest >= 0:
        last = layout.lineAt(layout.lineCount() - 1)
        metrics = QFontMetricsF(font)
        end = metrics.elidedText(text[rest:], Qt.TextElideMode.ElideRight, box.width())
        painter.setFont(font)
        painter.drawText(QPointF(box.left(), box.top() + last.y() + last.ascent()), end)
    return height


def _lay_out(text: str, font: QFont, width: float, lines: int) -> tuple[QTextLayout, float, int]:
    """Return the layout, its height, and where the last line begins if more text follows it (else -1)."""
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    height, rest = 0.0, -1
    while layout.lineCount() < lines:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(max(1.0, width))
        line.setPosition(QPointF(0, height))
        height += line.height()
        if layout.lineCount() == lines and line.textStart() + line.textLength() < len(text.encode("utf-16-le")) // 2:
            rest = len(text.encode("utf-16-le")[: line.textStart() * 2].decode("utf-16-le"))
    layout.endLayout()
    return layout, height, rest
