"""The whole answer for one file of a batch, read from the journal again, with the way back to the table."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gui.file_item import FileItem
from gui.panel.panel import ProvenancePanel
from gui.widgets import tokens
from verify.model import Report
from verify.report.words.catalogue import Translator


class BatchAnswer(QWidget):
    """`left` asks for the table; `again` carries the path of a file that is to be checked again."""

    left = Signal()
    again = Signal(str)

    def __init__(self, parent: QWidget, translator: Translator) -> None:
        super().__init__(parent)
        self._entry: FileItem | None = None
        self.back = QPushButton(self)
        self.check_again = QPushButton(self)
        self.panel = ProvenancePanel(self)
        self.back.clicked.connect(self.left)
        self.check_again.clicked.connect(self._on_again)
        row = QHBoxLayout()
        row.addWidget(self.back)
        row.addWidget(self.check_again)
        row.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.NEAR)
        column.addLayout(row)
        column.addWidget(self.panel, 1)
        self.retranslate(translator)

    def show_report(self, report: Report, translator: Translator) -> None:
        """Show this report."""
        self._entry = FileItem(0, report.file.path)
        self._entry.finish(report)
        self.retranslate(translator)
        self.back.setFocus()

    def retranslate(self, translator: Translator) -> None:
        """Show everything in another language."""
        self.back.setText(translator.text("pages.batch.back"))
        self.check_again.setText(translator.text("pages.batch.again"))
        if self._entry is not None:
            self.panel.show_entry(self._entry, translator)

    def _on_again(self) -> None:
        if self._entry is not None:
            self.again.emit(self._entry.path)
