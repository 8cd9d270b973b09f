"""All fields of a file in a table that can be filtered and copied. Texts are untrusted and shown as text."""

from __future__ import annotations

from typing import Final

from msgspec import Struct
from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    Slot,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from gui.panel.tabs.tall_text import TallText, scroll_page_to
from gui.widgets import style, tokens
from gui.widgets.plain_label import PlainLabel
from verify.model import Report, limits
from verify.report.panel import Panel
from verify.report.words import badges, places
from verify.report.words.catalogue import Translator
from verify.report.words.untrusted import plain

Index = QModelIndex | QPersistentModelIndex

_CELL_CHARACTERS: Final = 400  # shown in a cell; the whole text opens in its place
_COLUMNS: Final = ("column_group", "column_name", "column_value", "column_place")
_WIDTHS: Final = (96, 130, 200, 90)  # device-independent pixels
_WIDEST: Final = 190  # of a column that is not stretched, at 100 %
_STRETCHED: Final = 2
_PLACE: Final = 3


class Row(Struct, frozen=True):
    """One line of the table; `value` as it stands in the file, `place` as a reader named it."""

    group: str
    name: str
    value: str
    place: str = ""


def list_rows(report: Report, panel: Panel, translator: Translator) -> tuple[Row, ...]:
    """Return what is known of the file, every field that a reader gave, and the circumstances of this check."""
    file, check = translator.text("window.group_file"), translator.text("window.group_check")
    kinds: dict[str, str] = {}
    rows = [Row(file, name, value) for name, value in panel.file]
    for field in report.fields:
        kind, _colon, name = field.key.partition(":")
        if kind not in kinds:
            kinds[kind] = badges.field_group(translator, field.key)
        remark = places.outside_signature(translator, report, field.where)
        rows.append(Row(kinds[kind], f"{name} ({remark})" if remark else name, field.value, field.where))
    return (*rows, *(Row(check, name, value) for name, value in panel.check))


class FieldModel(QAbstractTableModel):
    """The rows as a table of four columns."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._rows: tuple[Row, ...] = ()
        self._titles: tuple[str, ...] = ("",) * len(_COLUMNS)
        self._translator: Translator | None = None
        self._places: dict[str, str] = {}  # as a reader named them → in words

    def show_rows(self, rows: tuple[Row, ...], translator: Translator) -> None:
        """Replace all rows."""
        self.beginResetModel()
        self._rows, self._translator, self._places = rows, translator, {}
        self._titles = tuple(translator.text(f"window.{key}") for key in _COLUMNS)
        self.endResetModel()

    def row(self, number: int) -> Row:
        """Return the row with this number."""
        return self._rows[number]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Qt: the number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Qt: the number of columns."""
        return 0 if parent.isValid() else len(_COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Qt: the text of a cell, fit to be shown."""
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        row = self._rows[index.row()]
        if index.column() == _PLACE:
            return self._place(row.place)
        return plain((row.group, row.name, row.value)[index.column()], _CELL_CHARACTERS)

    def _place(self, named: str) -> str:
        if named not in self._places and self._translator is not None:
            self._places[named] = places.place(self._translator, named)
        return self._places.get(named, "")

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Qt: the columns' titles."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._titles[section]
        return None


class CopyableTable(QTableView):
    """A table whose chosen lines are copied, where the window would copy the whole answer."""

    def event(self, event: QEvent) -> bool:
        """Qt: claims the copy key before the window's shortcut takes it."""
        claimed = event.type() is QEvent.Type.ShortcutOverride
        if claimed and isinstance(event, QKeyEvent) and event.matches(QKeySequence.StandardKey.Copy):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: copies the chosen lines, their cells divided by tabs."""
        if not event.matches(QKeySequence.StandardKey.Copy):
            super().keyPressEvent(event)
            return
        model = self.model()
        lines = [
            "\t".join(str(model.index(index.row(), column).data()) for column in range(model.columnCount()))
            for index in sorted(self.selectionModel().selectedRows(), key=lambda index: index.row())
        ]
        QGuiApplication.clipboard().setText("\n".join(lines))


class FieldTable(QWidget):
    """Filter and table, as high as its rows. What has no room in its cell opens there when its line is chosen."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._content: tuple[tuple[Row, ...], str] | None = None
        self._fields = FieldModel(self)
        self._filtered = QSortFilterProxyModel(self)
        self._filtered.setSourceModel(self._fields)
        self._filtered.setFilterKeyColumn(-1)  # any column
        self._filtered.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._caption = PlainLabel(self, "caption")
        self.filter = QLineEdit(self)
        self.filter.setAcceptDrops(False)  # files dropped here belong to the window
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(self._on_filter_changed)
        self.table = CopyableTable(self)
        self.table.setModel(self._filtered)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.table.setWordWrap(False)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.table.horizontalHeader().setSectionResizeMode(_STRETCHED, QHeaderView.ResizeMode.Stretch)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for column, width in enumerate(_WIDTHS):
            self.table.setColumnWidth(column, width)
        self.table.selectionModel().currentChanged.connect(self._on_current_changed)
        self.value: TallText | None = None  # the whole text of the chosen line
        self._opened = -1  # its line
        self._name = ""  # of such a text, for screen readers
        self.table.horizontalHeader().geometriesChanged.connect(self._fit_height)
        line = QHBoxLayout()
        line.addWidget(self._caption)
        line.addWidget(self.filter, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.NEAR)
        layout.addLayout(line)
        layout.addWidget(self.table)

    def show_report(self, report: Report, panel: Panel, translator: Translator) -> None:
        """Show the rows of a report; the filter stays."""
        self._caption.show_text(translator.text("window.filter"))
        self.filter.setPlaceholderText(translator.text("window.filter_hint"))
        self.filter.setAccessibleName(translator.text("window.filter"))
        self.table.setAccessibleName(translator.text("window.everything"))
        self._name = translator.text("window.whole_value")
        wanted = (list_rows(report, panel, translator), translator.language)
        if wanted != self._content:
            self._content = wanted
            self._close_value()
            self._fields.show_rows(wanted[0], translator)
            for column, least in enumerate(_WIDTHS):
                if column != _STRETCHED:
                    wish = min(self.table.sizeHintForColumn(column) + tokens.NEAR, round(style.scale_points(_WIDEST)))
                    self.table.setColumnWidth(column, max(least, wish))
            self._fit_height()

    def _close_value(self) -> None:
        if self.value is not None:
            self.value.hide()
            self.value.deleteLater()
            self.table.setRowHeight(self._opened, self.table.verticalHeader().defaultSectionSize())
        self.value, self._opened = None, -1

    def _open_value(self, index: QModelIndex) -> None:
        """Show the whole text of a line in its cell, where it has no room in one line there."""
        text = self._fields.row(self._filtered.mapToSource(index).row()).value
        room = self.table.columnWidth(_STRETCHED) - tokens.GAP
        if "\n" not in text and self.table.fontMetrics().horizontalAdvance(text[:_CELL_CHARACTERS]) < room:
            return
        value = self.value = TallText(self.table)
        value.setAccessibleName(self._name)
        value.setPlainText("\n".join(plain(line, limits.FIELD_CHARACTERS) for line in text.split("\n")))
        value.setFixedWidth(self.table.columnWidth(_STRETCHED))
        value.fit_height()
        self._opened = index.row()
        self.table.setIndexWidget(self._filtered.index(index.row(), _STRETCHED), value)
        self.table.setRowHeight(index.row(), value.height())

    @Slot()
    def _fit_height(self) -> None:
        rows = sum(self.table.rowHeight(row) for row in range(self._filtered.rowCount()))
        self.table.setFixedHeight(rows + self.table.horizontalHeader().height() + 2 * self.table.frameWidth() + 2)

    @Slot(str)
    def _on_filter_changed(self, wanted: str) -> None:
        self._close_value()
        self._filtered.setFilterFixedString(wanted)
        self._fit_height()

    @Slot(QModelIndex, QModelIndex)
    def _on_current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        self._close_value()
        if current.isValid():
            self._open_value(current)
        self._fit_height()
        if current.isValid() and self.table.hasFocus():
            scroll_page_to(self.table.viewport(), self.table.visualRect(current))
