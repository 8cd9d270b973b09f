"""The small pictures of a table, read from the journal when a row is drawn, a bounded number of them kept."""

from __future__ import annotations

from collections import OrderedDict
from pathlib import Path
from typing import Final

from PySide6.QtGui import QPixmap

from gui.widgets import pixmaps, tokens
from verify.features.batch.journal import read_report
from verify.features.batch.row import Row

_KEPT: Final = 300  # a few screens full


class Thumbnails:
    """The pictures of one batch."""

    def __init__(self) -> None:
        self._folder: Path | None = None
        self._kept: OrderedDict[int, QPixmap] = OrderedDict()  # by the place of the report

    def show_batch(self, folder: Path | None) -> None:
        """Belong to another batch from now on."""
        self._folder = folder
        self._kept.clear()

    def of(self, row: Row, scale: float) -> QPixmap:
        """Return the picture of a row; an empty one where there is none."""
        if row.at in self._kept:
            self._kept.move_to_end(row.at)
            return self._kept[row.at]
        report = read_report(self._folder, row.at, row.length) if self._folder else None
        shown = QPixmap()
        if report is not None and report.pictures:
            shown = pixmaps.fit_into_square(pixmaps.image(report.pictures[0]), tokens.ROW_PICTURE, scale)
        self._kept[row.at] = shown
        if len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return shown
