"""The icons that were drawn for Whence, in the colour of the text around them."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Final

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

_INK: Final = "#000"  # what the drawings are drawn in
_SCALES: Final = (1, 2, 3)
_APP_SIDES: Final = (16, 24, 32, 48, 64, 128, 256)


def icon(name: str, colour: str, side: int) -> QIcon:
    """The drawing `name` in a colour, sharp at `side` device-independent pixels; an empty icon where there is none."""
    drawing = _drawing(name).replace(_INK, colour)
    made = QIcon()
    if drawing:
        for scale in _SCALES:
            pixmap = _painted(drawing, side * scale)
            pixmap.setDevicePixelRatio(scale)
            made.addPixmap(pixmap)
    return made


def app_icon() -> QIcon:
    """The icon of the program, in the sizes that desktops ask for."""
    drawing = _drawing("app")
    made = QIcon()
    for side in _APP_SIDES:
        made.addPixmap(_painted(drawing, side))
    return made


@cache
def _drawing(name: str) -> str:
    try:
        return (resources.files("resources") / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""


def _painted(drawing: str, side: int) -> QPixmap:
    pixmap = QPixmap(side, side)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(drawing.encode())).render(painter)
    painter.end()
    return pixmap
