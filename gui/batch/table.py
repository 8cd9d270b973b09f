"""The table of a batch: a model over its rows, which keeps facts and no report, and the view on it."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt, QTimer, Slot
from PySide6.QtGui import QFont, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from gui.batch.sort_filter import Column, Line, SortFilter, arrange_lines
from gui.widgets import pixmaps, tokens
from verify.features.batch.journal import read_report_of
from verify.features.batch.row import Row
from verify.report.words import badges
from verify.report.words.batch import alarms_in_short, proof_in_short
from verify.report.words.catalogue import Translator
from verify.report.words.dates import say_local_time, say_time
from verify.report.words.untrusted import plain

Index = QModelIndex | QPersistentModelIndex

_ORDER_MILLISECONDS: Final = 250  # what comes within this time is put in order together
_THUMBNAILS: Final = 300  # kept of one batch: a few screens full
_SHARE: Final = 25  # ordering takes one part of so many of the window's time
_WIDTHS: Final = (190, 165, 170, 125, 135, 185, 150)  # of the columns, to begin with
_HEADINGS: Final = ("file", "answer_short", "founded", "generator", "signer", "alarms", "checked_at")


class Thumbnails:
    """The pictures of one batch."""

    def __init__(self) -> None:
        self._folder: Path | None = None
        self._pictures: OrderedDict[tuple[int, str], QPixmap] = OrderedDict()  # by the place of the report and the file

    def show_batch(self, folder: Path | None) -> None:
        """Belong to another batch from now on."""
        self._folder = folder
        self._pictures.clear()

    def of(self, row: Row, scale: float) -> QPixmap:
        """Return the picture of a row; an empty one where there is none."""
        key = row.at, row.path
        if key in self._pictures:
            self._pictures.move_to_end(key)
            return self._pictures[key]
        report = read_report_of(self._folder, row) if self._folder else None
        picture = QPixmap()
        if report is not None and report.pictures:
            picture = pixmaps.fit_into_square(pixmaps.to_image(report.pictures[0]), tokens.ROW_PICTURE, scale)
        self._pictures[key] = picture
        if len(self._pictures) > _THUMBNAILS:
            self._pictures.popitem(last=False)
        return picture


class BatchTable(QAbstractTableModel):
    """The rows of one batch under one view. A line is a row of it or the heading of a group."""

    def __init__(self, parent: QObject, translator: Translator, scale: float) -> None:
        super().__init__(parent)
        self._translator = translator
        self._scale = scale
        self._rows: list[Row] = []
        self._by_uri: dict[str, int] = {}
        self._lines: list[Line] = []
        self._visible = 0
        self._view = SortFilter()
        self._thumbnails = Thumbnails()
        self._ordering = QTimer(self)
        self._ordering.setSingleShot(True)
        self._ordering.timeout.connect(self.order)
        self._bold = QFont()
        self._bold.setBold(True)

    @property
    def view(self) -> SortFilter:
        """How it is looked at."""
        return self._view

    def __len__(self) -> int:
        return len(self._rows)

    @property
    def shown(self) -> int:
        """How many files are shown."""
        return self._visible

    def show_batch(self, folder: Path | None) -> None:
        """Belong to another batch, of which no row is known yet."""
        self.beginResetModel()
        self._rows, self._by_uri, self._lines, self._visible = [], {}, [], 0
        self._thumbnails.show_batch(folder)
        self.endResetModel()

    def retranslate(self, translator: Translator) -> None:
        """Show everything in another language."""
        self._translator = translator
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(Column) - 1)
        self.order()

    def look(self, view: SortFilter) -> None:
        """Look at the rows in another way."""
        if view != self._view:
            self._view = view
            self.order()

    def add(self, rows: Iterable[Row]) -> None:
        """Take rows in; a later one about the same file replaces the one before."""
        new = []
        for row in rows:
            known = self._by_uri.get(row.source.uri)
            if known is None:
                self._by_uri[row.source.uri] = len(self._rows)
                new.append(len(self._rows))
                self._rows.append(row)
            else:
                self._rows[known] = row
                self._order_soon()
        if self._view == SortFilter() and new and not self._ordering.isActive():
            at = len(self._lines)
            self.beginInsertRows(QModelIndex(), at, at + len(new) - 1)
            self._lines.extend(new)
            self._visible += len(new)
            self.endInsertRows()
        elif new:
            self._order_soon()

    def row(self, line: int) -> Row | None:
        """Return the file of a line; None for a heading."""
        number = self._lines[line]
        return None if isinstance(number, str) else self._rows[number]

    def files(self) -> list[Row]:
        """Return the files that are shown, each once."""
        return [self._rows[number] for number in dict.fromkeys(self._lines) if not isinstance(number, str)]

    def list_heading_lines(self) -> list[int]:
        """Return the lines that are headings."""
        return [at for at, line in enumerate(self._lines) if isinstance(line, str)]

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
        places = {line: at for at, line in enumerate(self._lines)} if before else {}
        after = [
            self.index(places[line], index.column()) if line in places else QModelIndex()
            for index, line in zip(before, old, strict=True)
        ]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()
        took = time.monotonic() - began
        self._ordering.setInterval(max(_ORDER_MILLISECONDS, round(1000 * _SHARE * took)))

    def _order_soon(self) -> None:
        if not self._ordering.isActive():
            self._ordering.start()

    # -- Qt ------------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Qt: the number of lines."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Qt: the number of columns."""
        return 0 if parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Qt: the name of a column."""
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return self._translator.text(f"pages.batch.{_HEADINGS[section]}")
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Qt: headings cannot be chosen."""
        if index.isValid() and isinstance(self._lines[index.row()], str):
            return Qt.ItemFlag.ItemIsEnabled
        return super().flags(index)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Qt: what a cell says."""
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if isinstance(line, str):
            if role == Qt.ItemDataRole.FontRole:
                return self._bold
            return line if role == Qt.ItemDataRole.DisplayRole and index.column() == 0 else None
        row = self._rows[line]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._cell(row, Column(index.column()))
            case Qt.ItemDataRole.DecorationRole if index.column() == Column.NAME:
                return self._thumbnails.of(row, self._scale)
            case Qt.ItemDataRole.ToolTipRole:
                return self._make_tool_tip(row, Column(index.column()))
        return None

    def _cell(self, row: Row, column: Column) -> str:
        match column:
            case Column.NAME:
                return plain(row.name)
            case Column.ANSWER:
                return badges.short(self._translator, row.outline)
            case Column.STANDING:
                return proof_in_short(self._translator, row.standing, traces=row.traces)
            case Column.GENERATOR:
                return plain(row.generator)
            case Column.SIGNER:
                return plain(row.signer)
            case Column.ALARMS:
                return alarms_in_short(self._translator, row.alarms)
        return say_local_time(self._translator, plain(row.checked_at))

    def _make_tool_tip(self, row: Row, column: Column) -> str:
        """Return the whole text of a cell; plain, since a tip that looks like markup would be taken for it."""
        match column:
            case Column.NAME:
                text = plain(row.path, 1_000)
            case Column.TIME:
                text = say_time(
                    Translator(self._translator.language), plain(row.checked_at)
                )  # in UTC, as packs state it
            case _:
                text = self._cell(row, column)
        return text.replace("<", "‹").replace("&", "＆")


class BatchView(QTableView):
    """Shows the table. Headings go across all columns."""

    def __init__(self, parent: QWidget, model: BatchTable) -> None:
        super().__init__(parent)
        self._model = model
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setIconSize(QSize(tokens.ROW_PICTURE, tokens.ROW_PICTURE))
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)  # so that no row is asked for its height
        rows.setDefaultSectionSize(tokens.ROW_PICTURE + tokens.NEAR)
        rows.hide()
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setSectionsClickable(True)
        header.sectionClicked.connect(self._on_section_clicked)
        for column, width in zip(Column, _WIDTHS, strict=True):
            self.setColumnWidth(column, width)
        header.setStretchLastSection(True)
        model.layoutChanged.connect(self._on_ordered)
        model.modelReset.connect(self._on_ordered)

    def chosen(self) -> list[Row]:
        """Return the files that are marked, from top to bottom, each once."""
        rows = (self._model.row(index.row()) for index in sorted(self.selectionModel().selectedRows()))
        return list({row.source.uri: row for row in rows if row is not None}.values())

    def count_selected(self) -> int:
        """Return how many lines are marked."""
        return len(self.selectionModel().selectedRows())

    @Slot(int)
    def _on_section_clicked(self, section: int) -> None:
        """Order by a column: up, then down, then as the files were judged."""
        view = self._model.view
        column = Column(section)
        if view.column is not column:
            view = replace(view, column=column, descending=False)
        elif not view.descending:
            view = replace(view, descending=True)
        else:
            view = replace(view, column=None, descending=False)
        header = self.horizontalHeader()
        header.setSortIndicatorShown(view.column is not None)
        down = Qt.SortOrder.DescendingOrder if view.descending else Qt.SortOrder.AscendingOrder
        header.setSortIndicator(section, down)
        self._model.look(view)

    @Slot()
    def _on_ordered(self) -> None:
        self.clearSpans()
        for line in self._model.list_heading_lines():
            self.setSpan(line, 0, 1, len(Column))
