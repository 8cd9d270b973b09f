"""Turns raw pixels that a worker sent into pictures. No image parser ever sees a byte of a file here."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPixmap

from verify import limits
from verify.model import Picture
from verify.render.places import Box

_BOX_MARGIN = 3.0  # device-independent pixels between a mark and its frame


def image(picture: Picture) -> QImage:
    """The picture, or a null image where its size does not fit its bytes or a limit."""
    longest = max(limits.PREVIEW_SIDE, limits.THUMBNAIL_SIDE)
    if not (0 < picture.width <= longest and 0 < picture.height <= longest):
        return QImage()
    if len(picture.rgb) != picture.width * picture.height * 3:  # three bytes a pixel
        return QImage()
    borrowed = QImage(picture.rgb, picture.width, picture.height, picture.width * 3, QImage.Format.Format_RGB888)
    return borrowed.copy()  # QImage does not keep the bytes alive


def fitted(source: QImage, side: int, scale: float) -> QPixmap:
    """`source` scaled down (never up) into a square of `side` device-independent pixels."""
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


def framed(pixmap: QPixmap, boxes: Iterable[Box]) -> QPixmap:
    """`pixmap` with a frame around each box, dark on light, so that it shows on any ground and means no colour."""
    shown = QPixmap(pixmap)
    size = shown.deviceIndependentSize()
    painter = QPainter(shown)
    for box in boxes:
        place = QRectF(
            box.left * size.width(), box.top * size.height(), box.width * size.width(), box.height * size.height()
        ).adjusted(-_BOX_MARGIN, -_BOX_MARGIN, _BOX_MARGIN, _BOX_MARGIN)
        place = place.intersected(QRectF(1, 1, size.width() - 2, size.height() - 2))
        for colour, width in ((QColor(255, 255, 255), 4.0), (QColor(20, 20, 20), 1.5)):
            painter.setPen(QPen(colour, width))
            painter.drawRect(place)
    painter.end()
    return shown
