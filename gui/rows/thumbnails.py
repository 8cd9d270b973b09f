"""The small pictures of rows: made when a row is drawn, and kept for a few screens full."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Final

from PySide6.QtGui import QPixmap

from gui.widgets import pixmaps, tokens
from verify.model import Picture

_KEPT: Final = 300


class Thumbnails:
    """Pictures by the key of their row. No file is opened: a picture is what a worker sent with its report."""

    def __init__(self, scale: float) -> None:
        self._scale = scale
        self._pictures: OrderedDict[Hashable, QPixmap] = OrderedDict()

    def clear(self) -> None:
        """Forget all."""
        self._pictures.clear()

    def of(self, key: Hashable, find: Callable[[], Picture | None]) -> QPixmap:
        """Return the picture of a row, which `find` gives where it is not kept; an empty one where there is none."""
        if key in self._pictures:
            self._pictures.move_to_end(key)
            return self._pictures[key]
        picture = find()
        pixmap = QPixmap()
        if picture is not None:
            pixmap = pixmaps.make_thumbnail(picture, tokens.ROW_PICTURE, self._scale)
        self._pictures[key] = pixmap
        if len(self._pictures) > _KEPT:
            self._pictures.popitem(last=False)
        return pixmap
