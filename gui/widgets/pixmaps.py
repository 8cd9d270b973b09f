"""Turns raw pixels that a worker sent into pictures, and packs them. No image parser sees a byte of a file here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPainter, QPixmap

from gui.widgets import overlays
from verify.model import Picture, limits
from verify.report.places import Mark

_QUALITY: Final = 92  # of a JPEG; the eye sees no difference in a preview
_PACKED_FROM_BYTES: Final = 16_384  # smaller ones stay as they are


def to_image(picture: Picture) -> QImage:
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


def make_thumbnail(picture: Picture, side: int, scale: float) -> QPixmap:
    """Return the picture scaled down into a square of `side` device-independent pixels."""
    if isinstance(picture, CompressedPicture):
        return fit_into_square(picture.read_small(round(side * scale)), side, scale)
    return fit_into_square(to_image(picture), side, scale)


def draw_frames(pixmap: QPixmap, marks: Sequence[Mark]) -> QPixmap:
    """Return `pixmap` with a frame around each mark."""
    framed = QPixmap(pixmap)
    if not framed.isNull():
        painter = QPainter(framed)
        overlays.draw(painter, QRectF(QPointF(0, 0), framed.deviceIndependentSize()), marks)
        painter.end()
    return framed


class CompressedPicture(Picture, frozen=True):
    """A picture whose pixels are unpacked out of `packed` whenever they are asked for.

    A tenth of their room is enough so for the small pictures of judged files, and a thousand of these fit into the
    window. They are packed here, out of raw pixels, and never leave this process.
    """

    packed: bytes = b""

    def read_small(self, pixels: int) -> QImage:
        """Return the picture with at most so many pixels a side, unpacked at about that size: much faster."""
        room = QBuffer()
        room.setData(QByteArray(self.packed))
        reader = QImageReader(room, QByteArray(b"JPEG"))
        whole = QSize(self.width, self.height)
        if max(self.width, self.height) > pixels:
            small = whole.scaled(QSize(pixels, pixels), Qt.AspectRatioMode.KeepAspectRatio)
            reader.setScaledSize(small.expandedTo(QSize(1, 1)))
        return reader.read()

    @property  # type: ignore[misc]
    def rgb(self) -> bytes:
        """The pixels, three bytes each, row by row."""
        image = QImage.fromData(QByteArray(self.packed)).convertToFormat(QImage.Format.Format_RGB888)
        row = self.width * 3
        whole, step = bytes(image.constBits()), image.bytesPerLine()  # rows are padded to four bytes
        return whole if step == row else b"".join(whole[at : at + row] for at in range(0, step * self.height, step))


def compress(picture: Picture) -> Picture:
    """Return the same picture in less room, where that is worth it."""
    if isinstance(picture, CompressedPicture) or len(picture.rgb) < _PACKED_FROM_BYTES:
        return picture
    source = to_image(picture)
    room = QBuffer()
    room.open(QIODevice.OpenModeFlag.WriteOnly)
    if source.isNull() or not source.save(room, "JPEG", _QUALITY):  # type: ignore[call-overload]
        return picture
    width, height = picture.width, picture.height
    return CompressedPicture(
        picture.name, width, height, b"", picture.whole_width, picture.whole_height, packed=bytes(room.data().data())
    )
