"""The file that is looked at closely, at its full size: opens it, has views made ready, and shares out their tiles.

A view is ready when a first tile of the whole is here, so that nothing flickers while others come.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QObject, QPoint, Signal, Slot
from PySide6.QtGui import QImage, QPainter

from gui.background.file_views import FileViews
from gui.viewer.tiled_view import TiledView
from verify.model import limits
from verify.model.views import FileView, NotShown, ShownView, Tile, TilePlace, View, scale_down

_SIDE: Final = limits.VIEW_TILE_SIDE


class CloseLook(QObject):
    """`opened` carries a FileView; `ready` a ShownView and a small picture of it; `heard` a stretch of sound.

    `failed` carries what cannot be had (None: the file) and a NotShown; `collected` a View and its whole picture.
    """

    opened = Signal(object)
    ready = Signal(object, QImage)
    heard = Signal(object)
    failed = Signal(object, object)
    collected = Signal(object, QImage)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._views = FileViews(self)
        self._views.opened.connect(self._on_opened)
        self._views.shown.connect(self._on_shown)
        self._views.cut.connect(self._on_cut)
        self._views.heard.connect(self.heard)
        self._views.refused.connect(self._on_refused)
        self._screens: list[TiledView] = []
        self._wanted: dict[TiledView, Sequence[TilePlace]] = {}
        self._first: dict[TilePlace, ShownView] = {}  # tiles of the whole that are awaited
        self._sizes: dict[View, ShownView] = {}
        self._collected: tuple[View, QImage] | None = None
        self._missing: list[TilePlace] = []  # of what is collected
        self._looked: tuple[str, str] | None = None
        self.file: FileView | None = None
        self.problem: NotShown | None = None  # why the file is not open

    def serve(self, screen: TiledView) -> None:
        """Give a widget the tiles that it wants."""
        self._screens.append(screen)
        screen.wanted.connect(lambda places: self._want(screen, places))

    def look(self, path: str, digest: str) -> None:
        """Open a file by its path, if it is still the one with this SHA-256; the same file stays open."""
        if self._looked == (path, digest) and self.problem is None:
            if self.file is not None:
                self.opened.emit(self.file)
            return
        self._forget()
        self._looked = path, digest
        self._views.look(path, digest)

    def show(self, view: View) -> None:
        """Have a view made ready."""
        if view in self._sizes:
            self._await_first(self._sizes[view])
        else:
            self._views.show(view)

    def listen(self, second: float) -> None:
        """Have sound decoded from a time on."""
        self._views.listen(second)

    def collect(self, view: View) -> None:
        """Put together the whole picture of a view that was ready."""
        size = self._sizes.get(view)
        if size is None:
            return
        picture = QImage(size.width, size.height, QImage.Format.Format_RGB888)
        self._collected = view, picture
        across, down = (-(-side // _SIDE) for side in (size.width, size.height))
        self._missing = [TilePlace(view, 0, column, row) for row in range(down) for column in range(across)]
        self._send()

    def leave(self) -> None:
        """Let go of the file."""
        self._forget()
        self._views.close()

    def _forget(self) -> None:
        self._looked = self.file = self.problem = self._collected = None
        self._wanted.clear()
        self._first.clear()
        self._sizes.clear()
        self._missing.clear()

    def _want(self, screen: TiledView, places: Sequence[TilePlace]) -> None:
        self._wanted[screen] = places
        self._send()

    def _send(self) -> None:
        """Ask for what is seen before what is only collected."""
        seen = [place for places in self._wanted.values() for place in places]
        self._views.want_tiles(list(dict.fromkeys((*self._first, *seen, *self._missing))))

    def _await_first(self, description: ShownView) -> None:
        level = 0
        while max(scale_down(description.width, level), scale_down(description.height, level)) > _SIDE:
            level += 1
        self._first[TilePlace(description.view, level, 0, 0)] = description
        self._send()

    @Slot(object)
    def _on_opened(self, file: FileView) -> None:
        self.file = file
        self.opened.emit(file)

    @Slot(object)
    def _on_shown(self, description: ShownView) -> None:
        self._sizes[description.view] = description
        self._await_first(description)

    @Slot(object)
    def _on_cut(self, tile: Tile) -> None:
        first = self._first.pop(tile.place, None)
        if first is not None:
            self.ready.emit(first, to_image(tile))
        for screen in self._screens:
            screen.add_tile(tile)
            self._wanted[screen] = [place for place in self._wanted.get(screen, ()) if place != tile.place]
        if tile.place in self._missing:
            self._collect(tile)

    def _collect(self, tile: Tile) -> None:
        if self._collected is None:
            return
        view, picture = self._collected
        painter = QPainter(picture)
        painter.drawImage(QPoint(tile.place.column * _SIDE, tile.place.row * _SIDE), to_image(tile))
        painter.end()
        self._missing.remove(tile.place)
        if not self._missing:
            self._collected = None
            self.collected.emit(view, picture)

    @Slot(object, object)
    def _on_refused(self, subject: object, answer: NotShown) -> None:
        if isinstance(subject, TilePlace):
            for screen in self._screens:
                screen.refuse_tile(subject)
                self._wanted[screen] = [place for place in self._wanted.get(screen, ()) if place != subject]
            if self._first.pop(subject, None) is None and subject not in self._missing:
                return
            if subject in self._missing:
                self._missing.clear()
                self._collected = None
            self.failed.emit(subject.view, answer)
            return
        if subject is None:
            self.problem = answer
            self.file = None
        self.failed.emit(subject, answer)


def to_image(tile: Tile) -> QImage:
    """Return the pixels of a tile; its sizes were held to at the border."""
    borrowed = QImage(tile.rgb, tile.width, tile.height, tile.width * 3, QImage.Format.Format_RGB888)
    return borrowed.copy()  # QImage does not keep the bytes alive
