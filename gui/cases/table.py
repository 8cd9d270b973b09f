"""A table of plain texts with headings. It can be read and copied by keyboard, and nothing in it is edited."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, Qt, QTimer, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from gui.widgets import style, tokens
from gui.widgets.plain_label import make_tip

_HIGHEST: Final = 340  # then it scrolls
_FRAME: Final = 4
_BROAD_LEAST: Final = 160  # width of the broad column, at a text size of 100 %; the table scrolls then
_NAMES_MOST: Final = 1 / 3  # of the width


class CaseTable(QTableWidget):
    """As high as its rows, up to a limit; the column `broad` takes the room that is left.

    The column `names` has at most a third of the width: names may be long and have no place to break. All of one
    comes up over it.
    """

    def __init__(self, parent: QWidget, columns: int, broad: int, names: int | None = None) -> None:
        super().__init__(0, columns, parent)
        self._broad = broad
        self._names = names
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self._fitting = QTimer(self)
        self._fitting.setSingleShot(True)
        self._fitting.setInterval(0)
        self._fitting.timeout.connect(self._fit_columns)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def show_rows(self, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Show these rows and no others."""
        self.setHorizontalHeaderLabels(list(headings))
        self.setRowCount(len(rows))
        for at, row in enumerate(rows):
            for column, text in enumerate(row):
                item = QTableWidgetItem(text)
                if column == self._names:
                    item.setToolTip(make_tip(text))
                self.setItem(at, column, item)
        for column in range(self.columnCount()):
            self.setColumnHidden(column, not any(row[column] for row in rows))
        self._fit_columns()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: lines break anew where the width changes."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Qt: the text may have another size now."""
        super().changeEvent(event)
        if style.is_of_text_size(event):
            self._fitting.start()  # its headings change after it

    @Slot()
    def _fit_columns(self) -> None:
        for column in range(self.columnCount()):
            if column != self._broad:
                self.resizeColumnToContents(column)
        self._fit()

    def _fit(self) -> None:
        """Give the broad column what is left, but never less than it needs; then every row its height."""
        header = self.horizontalHeader()
        if self._names is not None:
            needed = max(self.sizeHintForColumn(self._names), header.sectionSizeHint(self._names))
            self.setColumnWidth(self._names, min(needed, round(self.viewport().width() * _NAMES_MOST)))
        others = sum(header.sectionSize(column) for column in range(self.columnCount()) if column != self._broad)
        least = max(header.sectionSizeHint(self._broad), round(style.scale_points(_BROAD_LEAST)))
        self.setColumnWidth(self._broad, max(least, self.viewport().width() - others))
        self.resizeRowsToContents()
        for at in range(self.rowCount()):
            self.setRowHeight(at, self.rowHeight(at) + tokens.NEAR)
        needed = self.horizontalHeader().sizeHint().height() + _FRAME
        needed += sum(self.rowHeight(at) for at in range(self.rowCount()))
        if header.length() > self.viewport().width():
            needed += self.horizontalScrollBar().sizeHint().height()
        self.setFixedHeight(min(_HIGHEST, needed))
