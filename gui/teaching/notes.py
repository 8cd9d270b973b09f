"""Notes for teachers and the worksheet, to be read here and printed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QFont, QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QPushButton, QTextBrowser, QVBoxLayout, QWidget

from gui.widgets import tokens
from verify.features.teaching.worksheet import make_page
from verify.report.words.catalogue import Translator

_PRINTED = 9.0  # points: three stations on one sheet of paper
_WIDEST = 920  # longer lines are hard to read


class Notes(QWidget):
    """The page that `teaching.worksheet` writes. It holds the program's own words and nothing out of a file."""

    def __init__(self, parent: QWidget, translator: Translator) -> None:
        super().__init__(parent)
        self._translator = translator
        self.text = QTextBrowser(self)
        self.text.setObjectName("notes")
        self.text.setOpenLinks(False)
        self.text.setMaximumWidth(_WIDEST)
        self.print_button = QPushButton(self)
        self.print_button.setAutoDefault(True)
        self.print_button.clicked.connect(self._on_print)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.WIDE, tokens.GAP, tokens.WIDE, tokens.WIDE)
        column.setSpacing(tokens.NEAR)
        column.addWidget(self.print_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.text, 1)
        self.retranslate(translator)

    def retranslate(self, translator: Translator) -> None:
        """Show everything in another language."""
        self._translator = translator
        self.print_button.setText(translator.text("pages.learn.print"))
        self.text.setHtml(make_page(translator, font=False))
        self.text.document().setDocumentMargin(tokens.WIDE)
        self.text.setAccessibleName(translator.text("pages.learn.printing"))

    def print_to(self, printer: QPrinter) -> None:
        """Print notes and worksheet, black on white whatever the theme."""
        document = QTextDocument()
        font = QFont(self.text.font())
        font.setPointSizeF(_PRINTED)
        document.setDefaultFont(font)
        document.setHtml(make_page(self._translator, font=False))
        document.print_(printer)

    @Slot()
    def _on_print(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self._translator.text("pages.learn.printing"))
        dialog = QPrintDialog(printer, self)
        if dialog.exec() == QPrintDialog.DialogCode.Accepted:
            self.print_to(printer)
