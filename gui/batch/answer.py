"""The answers of a batch, shown as those of the list of files: its rows at the left, the panel at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QPushButton, QWidget

from gui.batch.table import BatchTable
from gui.file_item import FileItem
from gui.panel.panel import ProvenancePanel
from gui.rows.list_controls import ListHeader, ListStatus
from gui.rows.row_list import RowList
from gui.rows.rows_and_details import RowsAndDetails
from verify.model import Report
from verify.report.words.catalogue import Translator

if TYPE_CHECKING:
    from gui.context import Context


class BatchAnswer(RowsAndDetails):
    """`left` asks for the table, `wanted` carries the line of another answer, `again` the path of a file.

    The list is under the same view as the table: what is left out there is left out here.
    """

    left = Signal()
    wanted = Signal(int)
    again = Signal(object)

    def __init__(self, parent: QWidget, context: Context, table: BatchTable) -> None:
        super().__init__(parent)
        self._entry: FileItem | None = None
        self._table = table
        action = context.action
        self.header = ListHeader(self, (action("toggle_list"), action("previous_file"), action("next_file")))
        self.list = RowList(self, table)
        self.status = ListStatus(self)
        self._back_words = ""
        self.back = QPushButton(self)
        self.check_again = QPushButton(self)
        self.panel = ProvenancePanel(self)
        self.back.clicked.connect(self.left)
        self.check_again.clicked.connect(self._on_again)
        self.list.moved.connect(self._on_moved)
        self.folded.connect(self._name_back)
        self.lay_out_rows(self.header, self.list, self.status, (self.check_again, self.back), self.panel)
        self.setFocusProxy(self.list)
        self.retranslate(context.translator)

    def show_report(self, line: int, report: Report, translator: Translator) -> None:
        """Show the report of the file in this line of the table."""
        self._entry = FileItem(0, report.file.path)
        self._entry.finish(report)
        self.list.choose_alone(self._table.index(line, 0))
        self.retranslate(translator)

    def retranslate(self, translator: Translator) -> None:
        """Show everything in another language."""
        self.header.retranslate(translator)
        self.header.show_count(self._table.shown_count)
        self.status.show_state(self._table, len(self._table), translator)
        self.status.show_all.hide()  # what is left out is chosen above the table
        self.list.setAccessibleName(translator.text("window.files"))
        self._back_words = translator.text("pages.batch.back")
        self.back.setToolTip(self._back_words)
        self.back.setAccessibleName(self._back_words)
        self._name_back(self.is_folded)
        self.check_again.setText(translator.text("pages.batch.again"))
        if self._entry is not None:
            self.panel.show_entry(self._entry, translator)

    @Slot(bool)
    def _name_back(self, folded: bool) -> None:
        """Keep the way back where the list is folded: an arrow has room there."""
        self.back.setText("←" if folded else self._back_words)
        self.back.show()

    @Slot()
    def _on_moved(self) -> None:
        index = self.list.currentIndex()
        if index.isValid():
            self.wanted.emit(index.row())

    @Slot()
    def _on_again(self) -> None:
        if self._entry is not None:
            self.again.emit(self._entry.path)
