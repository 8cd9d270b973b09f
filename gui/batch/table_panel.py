"""The table of a batch with what is above and below it: how it is looked at, and what is done with chosen rows.

It keeps the facts of rows only. Whole reports are read from the journal when they are exported or packed.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace
from PySide6.QtCore import QModelIndex, QSize, QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from gui.batch.export import Export
from gui.batch.table import BatchTable, BatchView
from gui.rows.sort_filter import Grouping, RowFilter, SortFilter
from gui.widgets import tokens
from gui.widgets.flow_layout import FlowLayout
from gui.widgets.page_scroll import ChoiceBox
from gui.widgets.plain_label import PlainLabel
from verify.features.batch.journal import read_report_of, read_rows
from verify.features.batch.row import Row
from verify.model import LeftOut, LeftReason, PackItem, limits
from verify.report.words.catalogue import Translator
from verify.store.timestamps import read_modification_time

if TYPE_CHECKING:
    from gui.context import Context

_SLICE_SECONDS: Final = 0.02  # of the window's time at once, spent on reading a journal
_QT_LETTERS: Final = 15  # 17 of them are what Qt makes a field of text broad enough for; the rest goes around the words
_COUNT_MILLISECONDS: Final = 200


class FilterBar(QWidget):
    """`changed` says that something else was chosen; see `apply_to`."""

    changed = Signal()

    def __init__(self, parent: QWidget, translator: Translator) -> None:
        super().__init__(parent)
        self.search = _SearchField(self)
        self.search.setClearButtonEnabled(True)
        self.choice = ChoiceBox(self)
        self.grouping = ChoiceBox(self)
        self._names = {name: PlainLabel(self, "number") for name in ("show", "group")}
        for box, values in ((self.choice, RowFilter), (self.grouping, Grouping)):
            for value in values:
                box.addItem("", value.value)
            box.currentIndexChanged.connect(self._on_changed)
        self.search.textChanged.connect(self._on_changed)
        row = FlowLayout(self, tokens.NEAR, (self.search,))
        row.setContentsMargins(0, 0, 0, 0)
        for key, box in (("show", self.choice), ("group", self.grouping)):
            self._names[key].setBuddy(box)
            row.addWidget(self._pair(self._names[key], box))
        self.retranslate(translator)

    def retranslate(self, translator: Translator) -> None:
        """Show everything in another language."""
        self.search.setPlaceholderText(translator.text("pages.batch.search_hint"))
        self.search.setAccessibleName(translator.text("pages.batch.search"))
        for key, name in self._names.items():
            name.show_text(translator.text(f"pages.batch.{key}"))
        for key, box in (("choice", self.choice), ("group", self.grouping)):
            for at in range(box.count()):
                box.setItemText(at, translator.text(f"pages.batch.{key}_{box.itemData(at)}"))

    def apply_to(self, view: SortFilter) -> SortFilter:
        """Return `view` with what is chosen here."""
        return replace(
            view,
            search=self.search.text(),
            choice=RowFilter(self.choice.currentData()),
            grouping=Grouping(self.grouping.currentData()),
        )

    def _pair(self, name: QWidget, box: QWidget) -> QWidget:
        """Return both in one, so that a line never ends between a choice and its name."""
        pair = QWidget(self)
        line = QHBoxLayout(pair)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(tokens.NEAR)
        line.addWidget(name)
        line.addWidget(box)
        return pair

    @Slot()
    def _on_changed(self) -> None:
        self.changed.emit()


class _SearchField(QLineEdit):
    """As broad as the words that say what it searches."""

    def sizeHint(self) -> QSize:
        """Qt: room for these words instead of the few letters that Qt reckons with."""
        size = super().sizeHint()
        measure = self.fontMetrics().horizontalAdvance
        more = measure(self.placeholderText()) - measure("x" * _QT_LETTERS)
        return QSize(size.width() + max(0, more), size.height())


class TablePanel(QWidget):
    """`opened` carries the line whose answer is wanted; `loaded` says that all rows of the batch are there."""

    opened = Signal(int)
    loaded = Signal()

    def __init__(self, parent: QWidget, context: Context) -> None:
        super().__init__(parent)
        self._context = context
        self._translator = context.translator
        self._folder: Path | None = None
        self.unchecked: Callable[[], Sequence[LeftOut]] = tuple  # files of the batch that have no row yet
        self._rows: Iterator[Row] = iter(())
        self._late_rows: list[Row] = []  # while the journal is read
        self.table = BatchTable(self, self._translator, self.devicePixelRatioF())
        self.view = BatchView(self, self.table)
        self.filter_bar = FilterBar(self, self._translator)
        self.exporting = Export(self)
        self._count = PlainLabel(self, "muted")
        self.buttons = {key: QPushButton(self) for key in ("open_answer", "export", "pack")}
        self._loading = QTimer(self)
        self._loading.setInterval(0)
        self._counting = QTimer(self)
        self._counting.setSingleShot(True)
        self._counting.setInterval(_COUNT_MILLISECONDS)
        self._lay_out()
        self._connect()
        self.retranslate(self._translator)

    def show_batch(self, folder: Path | None) -> None:
        """Show this batch and read its rows; none empties the table."""
        self._folder = folder
        self._late_rows.clear()
        self.table.show_batch(folder)
        self._rows = read_rows(folder) if folder is not None else iter(())
        self._loading.start()

    def add(self, row: Row) -> bool:
        """Show one more file of the batch, which was judged; return whether its journal had not told of it before."""
        if self._loading.isActive():
            self._late_rows.append(row)
            return True
        known = len(self.table)
        self.table.add((row,))
        return len(self.table) > known

    def list_chosen(self) -> list[Row]:
        """Return the rows that are marked, or else all that are shown."""
        return self.view.list_selected() or self.table.files()

    def items(self, rows: Sequence[Row]) -> tuple[list[PackItem], list[LeftOut]]:
        """Return the whole reports of rows, and those rows whose report cannot be read any more."""
        items, left = [], []
        for row in rows:
            report = read_report_of(self._folder, row) if self._folder else None
            if report is not None:
                items.append(PackItem(report, read_modification_time(Path(row.path))))
            else:
                left.append(LeftOut(row.path, Path(row.path).name, LeftReason.GONE))
        return items, left

    def retranslate(self, translator: Translator) -> None:
        """Show everything in another language."""
        self._translator = translator
        self.filter_bar.retranslate(translator)
        self.table.retranslate(translator)
        self.view.setAccessibleName(translator.text("pages.batch.batches"))
        for key, button in self.buttons.items():
            button.setText(translator.text(f"pages.batch.{key}"))
        self._show_count()

    def close_down(self) -> None:
        """End all work."""
        self._loading.stop()
        self.exporting.stop()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.NEAR)
        column.addWidget(self.filter_bar)
        column.addWidget(self.view, 1)
        column.addWidget(self._count)
        column.addLayout(FlowLayout(None, tokens.NEAR, self.buttons.values()))

    def _connect(self) -> None:
        self._loading.timeout.connect(self._on_time_to_load)
        self._counting.timeout.connect(self._show_count)
        self.filter_bar.changed.connect(self._on_filter_changed)
        self.view.activated.connect(self._on_activated)
        self.view.selectionModel().selectionChanged.connect(self._count_soon)
        for signal in (self.table.rowsInserted, self.table.layoutChanged, self.table.modelReset):
            signal.connect(self._count_soon)
        self.buttons["open_answer"].clicked.connect(self._on_open_answer)
        self.buttons["export"].clicked.connect(self._on_export)
        self.buttons["pack"].clicked.connect(self._on_pack)
        self.exporting.begun.connect(self._on_export_begun)
        self.exporting.ended.connect(self._on_exported)

    @Slot()
    def _count_soon(self) -> None:
        if not self._counting.isActive():
            self._counting.start()

    @Slot()
    def _show_count(self) -> None:
        marked, visible, known = self.view.count_selected(), self.table.shown_count, len(self.table)
        key, number = ("chosen", marked) if marked else ("shown", visible)
        self._count.show_text(self._translator.count(f"pages.batch.{key}", number, all=str(known)))
        self.buttons["open_answer"].setEnabled(marked == 1)
        for key in ("export", "pack"):
            self.buttons[key].setEnabled(visible > 0)

    @Slot()
    def _on_time_to_load(self) -> None:
        """Read the journal in slices; what is judged meanwhile comes behind it."""
        end = time.monotonic() + _SLICE_SECONDS
        rows: list[Row] = []
        complete = False
        try:
            while time.monotonic() < end:
                rows.append(next(self._rows))
        except (StopIteration, OSError):
            complete = True
        self.table.add(rows)
        if complete:
            self._loading.stop()
            self.table.add(self._late_rows)
            self._late_rows.clear()
            self.loaded.emit()

    @Slot()
    def _on_filter_changed(self) -> None:
        self.table.look(self.filter_bar.apply_to(self.table.view))

    @Slot(QModelIndex)
    def _on_activated(self, index: QModelIndex) -> None:
        if self.table.row(index.row()) is not None:
            self.opened.emit(index.row())

    @Slot()
    def _on_open_answer(self) -> None:
        for index in self.view.selectionModel().selectedRows()[:1]:
            self.opened.emit(index.row())

    @Slot()
    def _on_export(self) -> None:
        if self._folder is not None:
            self.exporting.ask(self._folder, self.list_chosen(), self._translator.language)

    @Slot()
    def _on_export_begun(self) -> None:
        self._context.show_notice("batch_exporting")

    @Slot(object, str)
    def _on_exported(self, out: str, reason: str) -> None:
        if out:
            self._context.show_notice("batch_exported", file=out)
        else:
            self._context.show_notice("batch_not_exported", reason=reason)

    @Slot()
    def _on_pack(self) -> None:
        from gui.dialogs.chosen_files import ChosenFiles

        rows = self.list_chosen()
        if len(rows) > limits.PACK_FILES:
            self._context.show_notice("too_many_to_pack", count=str(limits.PACK_FILES))
            return
        items, left = self.items(rows)
        if not self.view.list_selected():  # then the batch is meant
            left += self.unchecked()
        if items:
            self._context.offer_pack(ChosenFiles(self, items=items, left=left))
        else:
            self._context.show_notice("batch_report_gone")
