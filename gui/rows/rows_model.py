"""A model over rows under one view: which are shown, in which order, and under which headings.

A line is a row or the heading of a group. Putting rows in order takes a bounded part of the window's time.
"""

from __future__ import annotations

import time
from enum import IntEnum
from typing import Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Slot
from PySide6.QtGui import QPixmap

from gui.rows.sort_filter import Line, SortFilter, arrange_lines
from gui.rows.thumbnails import Thumbnails
from gui.widgets.plain_label import make_tip
from verify.features.batch.row import Row
from verify.report.words import badges
from verify.report.words.catalogue import Translator
from verify.report.words.untrusted import plain

Index = QModelIndex | QPersistentModelIndex

_ORDER_MILLISECONDS: Final = 250  # what comes within this time is put in order together
_TIP_CHARACTERS: Final = 1_000
_SHARE: Final = 25  # ordering takes one part of so many of the window's time


class Role(IntEnum):
    """What the model tells of a line to whoever draws it, beside Qt's own roles. A heading has a name only."""

    NAME = Qt.ItemDataRole.UserRole + 1  # fit to be shown
    SHAPE = Qt.ItemDataRole.UserRole + 3
    SHORT = Qt.ItemDataRole.UserRole + 4
    PICTURE = Qt.ItemDataRole.UserRole + 6


class RowsModel(QAbstractTableModel):
    """The rows and the lines that show them. Who takes rows in also tells Qt of new lines."""

    def __init__(self, parent: QObject, translator: Translator, scale: float) -> None:
        super().__init__(parent)
        self._translator = translator
        self._rows: list[Row] = []
        self._lines: list[Line] = []
        self._visible = 0
        self._at: dict[Line, int] | None = None  # the lines by what stands in them, from the first question on
        self._view = SortFilter()
        self._thumbnails = Thumbnails(scale)
        self._ordering = QTimer(self)
        self._ordering.setSingleShot(True)
        self._ordering.setInterval(_ORDER_MILLISECONDS)
        self._ordering.timeout.connect(self.order)

    @property
    def view(self) -> SortFilter:
        """How the rows are looked at."""
        return self._view

    def __len__(self) -> int:
        return len(self._rows)

    @property
    def shown_count(self) -> int:
        """How many files are shown."""
        return self._visible

    def look(self, view: SortFilter) -> None:
        """Look at the rows in another way."""
        if view != self._view:
            self._view = view
            self.order()

    def row(self, line: int) -> Row | None:
        """Return the file of a line; None for a heading."""
        number = self._lines[line]
        return None if isinstance(number, str) else self._rows[number]

    def retranslate(self, translator: Translator) -> None:
        """Show everything in another language."""
        self._translator = translator
        self.order()

    @Slot()
    def order(self) -> None:
        """Put the rows in order now; what was chosen stays chosen."""
        began = time.monotonic()
        self._ordering.stop()
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        old = [self._lines[index.row()] for index in before]
        self._lines = arrange_lines(self._rows, self._view, self._translator)
        self._visible = len({line for line in self._lines if not isinstance(line, str)})
        self._at = None
        places = {line: at for at, line in enumerate(self._lines)} if before else {}
        after = [
            self.index(places[line], index.column()) if line in places else QModelIndex()
            for index, line in zip(before, old, strict=True)
        ]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()
        took = time.monotonic() - began
        self._ordering.setInterval(max(_ORDER_MILLISECONDS, round(1000 * _SHARE * took)))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Qt: the number of lines."""
        return 0 if parent.isValid() else len(self._lines)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Qt: headings cannot be chosen."""
        if index.isValid() and isinstance(self._lines[index.row()], str):
            return Qt.ItemFlag.ItemIsEnabled
        return super().flags(index)

    def _find_line(self, number: int) -> int:
        """Return the line of the row `number`, the last of several; -1 where it is left out."""
        if number < len(self._lines) and self._lines[number] == number:
            return number
        if self._at is None:
            self._at = {line: at for at, line in enumerate(self._lines)}
        return self._at.get(number, -1)

    def _order_soon(self) -> None:
        if not self._ordering.isActive():
            self._ordering.start()

    def _show_new_rows(self, first: int) -> None:
        """Add lines for the rows from number `first` on, or put all in order soon where that is no matter of adding."""
        count = len(self._rows) - first
        if not count:
            return
        if self._view == SortFilter() and not self._ordering.isActive():
            at = len(self._lines)
            self.beginInsertRows(QModelIndex(), at, at + count - 1)
            self._lines.extend(range(first, first + count))
            self._at = None
            self._visible += count
            self.endInsertRows()
        else:
            self._order_soon()

    def _describe(self, number: int, role: int) -> object:
        """Return what a row of the list says of the row `number`."""
        row = self._rows[number]
        match role:
            case Role.NAME:
                return plain(row.name)
            case Role.SHAPE:
                return badges.verdict_badge(self._translator, row.outline).shape
            case Role.SHORT:
                return badges.short(self._translator, row.outline)
            case Role.PICTURE:
                return self._picture(number)
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{plain(row.name)} – {self._describe(number, Role.SHORT)}"
            case Qt.ItemDataRole.ToolTipRole:
                return make_tip(plain(row.name, _TIP_CHARACTERS))
        return None

    def _picture(self, number: int) -> QPixmap:
        """Return the small picture of the row `number`."""
        raise NotImplementedError
