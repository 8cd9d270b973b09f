"""A sample's picture, as large as there is room for, from the pixels that a worker sent."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from gui.widgets import pixmaps
from verify.model import Report

_FRAME: Final = 8  # device-independent pixels around the picture, on both sides together
_LEAST: Final = 60


class Picture(QLabel):
    """The preview of a report, at most `widest` wide. It keeps its proportions, and hides while there is none."""

    def __init__(self, parent: QWidget, widest: int) -> None:
        super().__init__(parent)
        self.setObjectName("preview")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setMaximumWidth(widest + _FRAME)
        self._widest = widest
        self._source = QImage()
        self.hide()

    def show_report(self, report: Report, name: str) -> None:
        """Show the preview of the file, as soon as there is one."""
        preview = next((picture for picture in report.pictures if picture.name == "preview"), None)
        source = pixmaps.to_image(preview) if preview else QImage()
        if source != self._source:
            self._source = source
            self.updateGeometry()
            self._fit()
        self.setAccessibleName(name)
        self.setVisible(not source.isNull())

    def sizeHint(self) -> QSize:
        """Qt: as wide as it may become, and as high as that makes it."""
        return QSize(self._widest + _FRAME, self._height(self._widest) + _FRAME)

    def minimumSizeHint(self) -> QSize:
        """Qt: a picture may become small, and never pushes a window wide."""
        return QSize(_LEAST, _LEAST)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: fits the picture anew."""
        super().resizeEvent(event)
        self._fit()

    def _height(self, width: int) -> int:
        return round(width * self._source.height() / max(1, self._source.width()))

    def _fit(self) -> None:
        width = min(self.width() - _FRAME, self._widest)
        if self._source.isNull() or width <= 0:
            return
        scale = self.devicePixelRatioF()
        size = QSize(round(width * scale), round(self._height(width) * scale)).expandedTo(QSize(1, 1))
        shown = self._source.scaled(
            size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        pixmap = QPixmap.fromImage(shown)
        pixmap.setDevicePixelRatio(scale)
        self.setFixedHeight(self._height(width) + _FRAME)
        self.setPixmap(pixmap)
