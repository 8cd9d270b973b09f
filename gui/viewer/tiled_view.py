"""A picture at its full size: only the part that is seen is asked for, in tiles. A small one stands until they come."""

from __future__ import annotations

import math
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QWidget

from gui.viewer.picture_view import PictureView
from verify.model import limits
from verify.model.views import ShownView, Tile, TilePlace, View, scale_down

_KEPT: Final = 160  # tiles, each up to a mebibyte
_CLOSEST: Final = 8.0  # screen pixels for one of the picture
_WAIT_MILLISECONDS: Final = 40  # after a movement, before tiles are asked for
_SIDE: Final = limits.VIEW_TILE_SIDE


class TiledView(PictureView):
    """`wanted` carries the places of the tiles that are missing, the nearest to the middle first; `scaled` says that
    `percent` is another."""

    wanted = Signal(object)
    scaled = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._description: ShownView | None = None
        self._tiles: dict[TilePlace, QImage] = {}  # the one drawn last stands last
        self._refused: set[TilePlace] = set()
        self._waiting = QTimer(self)
        self._waiting.setSingleShot(True)
        self._waiting.setInterval(_WAIT_MILLISECONDS)
        self._waiting.timeout.connect(self._ask)
        self.moved.connect(self._on_moved)

    @property
    def view(self) -> View | None:
        """What can be had at full size, if anything."""
        return self._description.view if self._description else None

    @property
    def is_sharp(self) -> bool:
        """Whether every tile that is seen is here."""
        return self._description is not None and not self._list_missing()

    @property
    def percent(self) -> float:
        """How many screen pixels there are for 100 pixels of the picture; 0 where nothing is shown."""
        size = self.natural_size()
        return 100 * self.target().width() * self.devicePixelRatioF() / size.width() if not size.isEmpty() else 0.0

    def show_view(self, description: ShownView | None) -> None:
        """Show a view at full size, over the small picture if that is of the same; None: the small one alone."""
        if description is None or self._description is None or description.view != self._description.view:
            self._tiles.clear()
        self._description = description
        self._refused.clear()
        self._keep_inside()
        self._on_moved()
        self.update()

    def add_tile(self, tile: Tile) -> None:
        """Draw a tile that came, if it is of what is shown."""
        if tile.place.view != self.view:
            return
        borrowed = QImage(tile.rgb, tile.width, tile.height, tile.width * 3, QImage.Format.Format_RGB888)
        self._tiles[tile.place] = borrowed.convertToFormat(QImage.Format.Format_RGB32)
        while len(self._tiles) > _KEPT:
            del self._tiles[next(iter(self._tiles))]
        self.update()

    def refuse_tile(self, place: TilePlace) -> None:
        """Do without a tile that cannot be had."""
        self._refused.add(place)

    def show_pixels(self) -> None:
        """Show one pixel of the picture as one of the screen."""
        size = self.natural_size()
        if not size.isEmpty():
            self._show_part(size.width() / self.devicePixelRatioF() / self.fitted_size().width(), self.viewport()[1])

    def natural_size(self) -> QSizeF:
        """Return the size of the view, or of the small picture where there is no other."""
        return (
            QSizeF(self._description.width, self._description.height) if self._description else super().natural_size()
        )

    def largest_zoom(self) -> float:
        """Return how large it can be shown: until single pixels are plain to see."""
        closest = _CLOSEST * self.natural_size().width() / self.devicePixelRatioF() / self.fitted_size().width()
        return max(super().largest_zoom(), closest)

    def paint_over(self, painter: QPainter, target: QRectF) -> None:
        """Draw the tiles, coarse ones first."""
        if self._description is None:
            return
        scale = target.width() / self._description.width
        seen = QRectF(self.rect())
        finest = self._choose_level()
        for place in sorted(self._tiles, key=lambda place: -place.level):
            where = self._place_on_screen(place, target, scale)
            if place.level >= finest and where.intersects(seen):
                self._tiles[place] = image = self._tiles.pop(place)
                painter.drawImage(where, image)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: what was made larger stays as large, and other tiles are seen."""
        zoom, centre = self.viewport()
        super().resizeEvent(event)
        before, now = (self._fit(size).width() for size in (event.oldSize(), event.size()))
        if zoom > 1 and before > 0:
            super().set_viewport(zoom * before / now, centre)
        self._on_moved()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: 1 shows single pixels."""
        if event.key() == Qt.Key.Key_1:
            self.show_pixels()
        else:
            super().keyPressEvent(event)

    def set_viewport(self, zoom: float, centre: QPointF) -> None:
        """Look as another view does."""
        super().set_viewport(zoom, centre)
        self._on_moved()

    def show_image(self, image: QImage, *arguments: object, **named: object) -> None:
        """Show a small picture."""
        super().show_image(image, *arguments, **named)  # type: ignore[arg-type]
        self._on_moved()

    @Slot()
    def _on_moved(self) -> None:
        self._waiting.start()
        self.scaled.emit()

    @Slot()
    def _ask(self) -> None:
        if self._description is not None and self.isVisible():
            self.wanted.emit(self._list_missing())

    def _choose_level(self) -> int:
        """Return the level whose pixels are the next smaller than, or as large as, those of the screen."""
        if self.percent >= 100:
            return 0
        return min(limits.VIEW_LEVELS, int(math.log2(100 / max(self.percent, 0.01)) + 0.05))

    def _list_missing(self) -> list[TilePlace]:
        """List the tiles that are seen and not here, the nearest to the middle first."""
        description = self._description
        if description is None or self.width() <= 1:
            return []
        level, target = self._choose_level(), self.target()
        scale = target.width() / description.width
        if target.width() * self.devicePixelRatioF() <= self._image.width():
            return []  # the small picture is as fine
        seen = QRectF(self.rect()).intersected(target).translated(-target.topLeft())
        step = scale * (_SIDE << level)
        columns = range(int(seen.left() / step), int(max(0.0, seen.right() - 0.5) / step) + 1)
        rows = range(int(seen.top() / step), int(max(0.0, seen.bottom() - 0.5) / step) + 1)
        across, down = (-(-scale_down(side, level) // _SIDE) for side in (description.width, description.height))
        places = [
            TilePlace(description.view, level, column, row)
            for row in rows
            for column in columns
            if column < across and row < down
        ]
        middle = QRectF(self.rect()).center()
        return sorted(
            (place for place in places if place not in self._tiles and place not in self._refused),
            key=lambda place: (self._place_on_screen(place, target, scale).center() - middle).manhattanLength(),
        )

    def _place_on_screen(self, place: TilePlace, target: QRectF, scale: float) -> QRectF:
        """Return where a tile lies. Its last pixels may stand for less than a whole one of its level."""
        side = _SIDE << place.level
        left, top = place.column * side, place.row * side
        width, height = (
            self._description.width if self._description else 0,
            self._description.height if self._description else 0,
        )
        right, bottom = min(left + side, width), min(top + side, height)
        return QRectF(
            QPointF(self._snap(target.left() + left * scale), self._snap(target.top() + top * scale)),
            QPointF(self._snap(target.left() + right * scale), self._snap(target.top() + bottom * scale)),
        )

    def _snap(self, at: float) -> float:
        """Move an edge onto a pixel of the screen, so that no gap shows between tiles."""
        ratio = self.devicePixelRatioF()
        return round(at * ratio) / ratio
