"""All fields of a file in a table that can be filtered and copied. Texts are untrusted and shown as text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

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
    QPlainTextEdit,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from gui.widgets import tokens
from gui.widgets.plain_label import PlainLabel
from verify.model import Report, limits
from verify.report.panel import Panel
from verify.report.words import badges, places
from verify.report.words.catalogue import Translator
from verify.report.words.untrusted import plain

Index = QModelIndex | QPersistentModelIndex

_CELL_CHARACTERS: Final = 400  # shown in a cell; the whole text stands below the table
_COLUMNS: Final = ("column_group", "column_name", "column_value", "column_place")
_WIDTHS: Final = (96, 130, 200, 90)  # device-independent pixels
_STRETCHED: Final = 2
_PLACE: Final = 3
_TABLE_HEIGHT: Final = 300
_VALUE_HEIGHT: Final = 96


@dataclass(frozen=True, slots=True)
class Row:
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
    """Filter, table, and the whole text of the chosen line."""

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
        self.filter.textChanged.connect(self._filtered.setFilterFixedString)
        self.table = CopyableTable(self)
        self.table.setModel(self._filtered)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.table.setWordWrap(False)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.table.horizontalHeader().setSectionResizeMode(_STRETCHED, QHeaderView.ResizeMode.Stretch)
        self.table.setFixedHeight(_TABLE_HEIGHT)
        for column, width in enumerate(_WIDTHS):
            self.table.setColumnWidth(column, width)
        self.table.selectionModel().currentChanged.connect(self._on_current_changed)
        self._value_caption = PlainLabel(self, "caption")
        self.value = QPlainTextEdit(self)
        self.value.setReadOnly(True)
        self.value.setAcceptDrops(False)
        self.value.setFixedHeight(_VALUE_HEIGHT)
        line = QHBoxLayout()
        line.addWidget(self._caption)
        line.addWidget(self.filter, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.NEAR)
        layout.addLayout(line)
        layout.addWidget(self.table)
        layout.addWidget(self._value_caption)
        layout.addWidget(self.value)

    def show_report(self, report: Report, panel: Panel, translator: Translator) -> None:
        """Show the rows of a report; the filter stays."""
        self._caption.show_text(translator.text("window.filter"))
        self.filter.setPlaceholderText(translator.text("window.filter_hint"))
        self.filter.setAccessibleName(translator.text("window.filter"))
        self.table.setAccessibleName(translator.text("window.everything"))
        self._value_caption.show_text(translator.text("window.whole_value"))
        self.value.setAccessibleName(translator.text("window.whole_value"))
        wanted = (list_rows(report, panel, translator), translator.language)
        if wanted != self._content:
            self._content = wanted
            self.value.clear()
            self._fields.show_rows(wanted[0], translator)

    @Slot(QModelIndex, QModelIndex)
    def _on_current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid():
            row = self._fields.row(self._filtered.mapToSource(current).row())
            lines = row.value.split("\n")
            self.value.setPlainText("\n".join(plain(line, limits.FIELD_CHARACTERS) for line in lines))
