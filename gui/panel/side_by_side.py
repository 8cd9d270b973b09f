"""Two small pictures beside each other with their captions, for the eye to compare."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gui.widgets import pixmaps, tokens
from gui.widgets.plain_label import PlainLabel
from verify.model import Picture

_SIDE: Final = 192  # device-independent pixels


class SideBySide(QWidget):
    """Hidden where there are not two."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.GAP)
        self._sides = [(QLabel(self), PlainLabel(self, "muted")) for _ in range(2)]
        for picture, caption in self._sides:
            column = QVBoxLayout()
            column.setSpacing(tokens.TIGHT)
            column.addWidget(picture, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)
            column.addWidget(caption, 0, Qt.AlignmentFlag.AlignTop)
            row.addLayout(column)
        row.addStretch()
        self.hide()

    def show_views(self, views: Sequence[Picture], captions: Sequence[str]) -> None:
        """Show two pictures as large as each other."""
        for (label, caption), view, words in zip(self._sides, views, captions, strict=False):
            label.setPixmap(_scale_to_place(view, self.devicePixelRatioF()))
            label.setAccessibleName(words)
            caption.show_text(words)
        self.setVisible(len(views) == len(self._sides))


def _scale_to_place(view: Picture, scale: float) -> QPixmap:
    """Scale a picture so that its longer side fills its place."""
    source = pixmaps.image(view)
    if source.isNull():
        return QPixmap()
    room = QSize(round(_SIDE * scale), round(_SIDE * scale))
    shown = source.scaled(room, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
    pixmap = QPixmap.fromImage(shown)
    pixmap.setDevicePixelRatio(scale)
    return pixmap
