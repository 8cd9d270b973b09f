"""The table of a batch: a model over its rows, which keeps facts and no report, and the view on it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from msgspec.structs import replace
from PySide6.QtCore import QEvent, QModelIndex, QObject, QSize, Qt, QTimer, Slot
from PySide6.QtGui import QFont, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from gui.rows.rows_model import Index, Role, RowsModel
from gui.rows.sort_filter import Column
from gui.widgets import style, tokens
from gui.widgets.plain_label import make_tip
from verify.features.batch.journal import read_report_of
from verify.features.batch.row import Row
from verify.model import Picture
from verify.report.words import badges
from verify.report.words.batch import alarms_in_short, proof_in_short
from verify.report.words.catalogue import Translator
from verify.report.words.dates import say_local_time, say_time
from verify.report.words.untrusted import plain

_WIDTHS: Final = (190, 165, 170, 125, 135, 185, 150)  # of the columns, to begin with
_HEADINGS: Final = ("file", "answer_short", "founded", "generator", "signer", "alarms", "checked_at")
_LEAST_ROWS: Final = 4  # that are in view at least


class BatchTable(RowsModel):
    """The rows of one batch under one view."""

    def __init__(self, parent: QObject, translator: Translator, scale: float) -> None:
        super().__init__(parent, translator, scale)
        self._folder: Path | None = None
        self._by_uri: dict[str, int] = {}
        self._bold = QFont()
        self._bold.setBold(True)

    def show_batch(self, folder: Path | None) -> None:
        """Belong to another batch, of which no row is known yet."""
        self.beginResetModel()
        self._folder = folder
        self._rows, self._by_uri, self._lines, self._visible, self._at = [], {}, [], 0, None
        self._thumbnails.clear()
        self.endResetModel()

    def retranslate(self, translator: Translator) -> None:
        """Show everything in another language."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(Column) - 1)
        super().retranslate(translator)

    def add(self, rows: Iterable[Row]) -> None:
        """Take rows in; a later one about the same file replaces the one before."""
        first = len(self._rows)
        for row in rows:
            known = self._by_uri.get(row.source.uri)
            if known is None:
                self._by_uri[row.source.uri] = len(self._rows)
                self._rows.append(row)
            else:
                self._rows[known] = row
                self._order_soon()
        self._show_new_rows(first)

    def files(self) -> list[Row]:
        """Return the files that are shown, each once."""
        return [self._rows[number] for number in dict.fromkeys(self._lines) if not isinstance(number, str)]

    def list_heading_lines(self) -> list[int]:
        """Return the lines that are headings."""
        return [at for at, line in enumerate(self._lines) if isinstance(line, str)]

    # -- Qt ------------------------------------------------------------------------------------------------------

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Qt: the number of columns."""
        return 0 if parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Qt: the name of a column."""
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return self._translator.text(f"pages.batch.{_HEADINGS[section]}")
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Qt: what a cell says."""
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if isinstance(line, str):
            if role == Qt.ItemDataRole.FontRole:
                return self._bold
            return line if role in (Qt.ItemDataRole.DisplayRole, Role.NAME) and index.column() == 0 else None
        row, column = self._rows[line], Column(index.column())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._cell(row, column)
            case Qt.ItemDataRole.DecorationRole if column is Column.NAME:
                return self._picture(line)
            case Qt.ItemDataRole.ToolTipRole:
                return self._make_tool_tip(row, column)
        return self._describe(line, role) if column is Column.NAME else None

    def _picture(self, number: int) -> QPixmap:
        row = self._rows[number]
        return self._thumbnails.of((row.at, row.path), lambda: self._read_picture(row))

    def _read_picture(self, row: Row) -> Picture | None:
        report = read_report_of(self._folder, row) if self._folder else None
        return report.pictures[0] if report is not None and report.pictures else None

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
        return make_tip(text)


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
        self._fitting = QTimer(self)
        self._fitting.setSingleShot(True)
        self._fitting.setInterval(0)
        self._fitting.timeout.connect(self._fit_headings)
        model.headerDataChanged.connect(self._fit_soon)
        model.layoutChanged.connect(self._on_ordered)
        model.modelReset.connect(self._on_ordered)

    def list_selected(self) -> list[Row]:
        """Return the files that are marked, from top to bottom, each once."""
        rows = (self._model.row(index.row()) for index in sorted(self.selectionModel().selectedRows()))
        return list({row.source.uri: row for row in rows if row is not None}.values())

    def count_selected(self) -> int:
        """Return how many lines are marked."""
        return len(self.selectionModel().selectedRows())

    def minimumSizeHint(self) -> QSize:
        """Qt: the headings and a few rows; a page that has no room for them scrolls."""
        rows = _LEAST_ROWS * self.verticalHeader().defaultSectionSize()
        bar = self.horizontalScrollBar().sizeHint().height()
        height = self.horizontalHeader().sizeHint().height() + rows + bar + 2 * self.frameWidth()
        return QSize(super().minimumSizeHint().width(), height)

    def changeEvent(self, event: QEvent) -> None:
        """Qt: the text may have another size now."""
        super().changeEvent(event)
        if style.is_of_text_size(event):
            self._fitting.start()  # the header changes after it

    @Slot()
    def _fit_soon(self) -> None:
        self._fitting.start()

    @Slot()
    def _fit_headings(self) -> None:
        """Leave every heading the room that it needs, in every language and size of text."""
        header = self.horizontalHeader()
        header.setMinimumSectionSize(header.sectionSizeHint(len(Column) - 1))  # the last one takes what is left
        for column in Column:
            self.setColumnWidth(column, max(self.columnWidth(column), header.sectionSizeHint(column)))

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
