"""Turns raw pixels that a worker sent into pictures. No image parser ever sees a byte of a file here."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPixmap

from gui.widgets import overlays
from verify.model import Picture, limits
from verify.report.places import Mark


def image(picture: Picture) -> QImage:
    """Return the picture, or a null image where its size does not fit its bytes or a limit."""
    longest = max(limits.PREVIEW_SIDE, limits.THUMBNAIL_SIDE)
    if not (0 < picture.width <= longest and 0 < picture.height <= longest):
        return QImage()
    if len(picture.rgb) != picture.width * picture.height * 3:  # three bytes a pixel
        return QImage()
    borrowed = QImage(picture.rgb, picture.width, picture.height, picture.width * 3, QImage.Format.Format_RGB888)
    return borrowed.copy()  # QImage does not keep the bytes alive


def fit_into_square(source: QImage, side: int, scale: float) -> QPixmap:
    """Return `source` scaled down (never up) into a square of `side` device-independent pixels."""
    if source.isNull():
        return QPixmap()
    pixels = round(side * scale)
    size = source.size()
    if max(size.width(), size.height()) > pixels:
        size = size.scaled(QSize(pixels, pixels), Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1))
        source = source.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
    pixmap = QPixmap.fromImage(source)
    pixmap.setDevicePixelRatio(scale)
    return pixmap


def draw_frames(pixmap: QPixmap, marks: Sequence[Mark]) -> QPixmap:
    """Return `pixmap` with a frame around each mark."""
    shown = QPixmap(pixmap)
    if not shown.isNull():
        painter = QPainter(shown)
        overlays.draw(painter, QRectF(QPointF(0, 0), shown.deviceIndependentSize()), marks)
        painter.end()
    return shown
