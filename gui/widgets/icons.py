"""The icons that were drawn for Whence, in the colour of the text around them.

What draws them is imported when the first one is drawn, after the window stands on the screen.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon, QPixmap

import resources

_FOLDER: Final = resources.FOLDER / "icons"
_INK: Final = "#000"  # what the drawings are drawn in
_APP_SIDES: Final = (16, 24, 32, 48, 64, 128, 256)


def drawing_path(name: str) -> Path:
    """Return where the drawing `name` lies, for style sheets that want a file."""
    return _FOLDER / f"{name}.svg"


def make_icon(name: str, colour: str, side: int, scale: float) -> QIcon:
    """The drawing `name` in a colour, sharp at `side` device-independent pixels; an empty icon where there is none."""
    drawing = _drawing(name).replace(_INK, colour)
    if not drawing:
        return QIcon()
    pixmap = _paint(drawing, round(side * scale))
    pixmap.setDevicePixelRatio(scale)
    return QIcon(pixmap)


def make_empty_icon(side: int) -> QIcon:
    """Return an empty icon in the size of one that is still to come, so that nothing moves when it comes."""
    return QIcon(_clear(side))


def make_app_icon() -> QIcon:
    """Return the icon of the program, in the sizes that desktops ask for."""
    drawing = _drawing("whence")
    app_icon = QIcon()
    for side in _APP_SIDES:
        app_icon.addPixmap(_paint(drawing, side))
    return app_icon


@cache
def _drawing(name: str) -> str:
    try:
        return drawing_path(name).read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""


def _clear(side: int) -> QPixmap:
    pixmap = QPixmap(side, side)
    pixmap.fill(Qt.GlobalColor.transparent)
    return pixmap


def _paint(drawing: str, side: int) -> QPixmap:
    from PySide6.QtCore import QByteArray
    from PySide6.QtGui import QPainter
    from PySide6.QtSvg import QSvgRenderer

    pixmap = _clear(side)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(drawing.encode())).render(painter)
    painter.end()
    return pixmap
