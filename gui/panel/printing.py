"""Prints the answer for one file, or saves it as a PDF file. Texts out of the file are escaped before they come here.

The document loads nothing: the pictures in it are pixels that a worker sent, drawn small.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QBuffer, QMarginsF, QObject, QUrl, Slot
from PySide6.QtGui import QPageLayout, QPageSize, QPdfWriter, QTextCursor, QTextDocument, QTextFragment
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog

from gui.dialogs.file_dialogs import make_file_dialog
from gui.local_paths import read_place
from gui.widgets import tokens
from verify.model import Report
from verify.report.formats.html import printable
from verify.report.formats.markup import element
from verify.report.words.catalogue import Translator
from verify.report.words.untrusted import plain
from verify.store.folders import write_atomically

if TYPE_CHECKING:
    from gui.context import Context

_POINTS: Final = 9.5
_PICTURE_SIDE: Final = 180.0  # pixels of the page at 96 to the inch
_MARGIN_MILLIMETRES: Final = 16.0
_PIXELS_IN_POINT: Final = 96 / 72  # a document counts 96 pixels to the inch
_A4: Final = QPageLayout(
    QPageSize(QPageSize.PageSizeId.A4),
    QPageLayout.Orientation.Portrait,
    QMarginsF(*[_MARGIN_MILLIMETRES] * 4),
    QPageLayout.Unit.Millimeter,
)
_SHEET: Final = f"""
h2 {{ font-size: 16pt; margin-top: 6px; margin-bottom: 6px; }}
h3 {{ font-size: 12pt; margin-top: 16px; margin-bottom: 4px; }}
h4 {{ font-size: 10pt; margin-top: 8px; margin-bottom: 2px; }}
p, li, dd {{ margin-top: 2px; margin-bottom: 2px; }}
dt, .small, .name {{ color: {tokens.LIGHT.muted}; }}
a {{ color: {tokens.LIGHT.accent}; }}
"""


class AnswerDocument(QTextDocument):
    """The answer laid out for one page, in black on white whatever the window wears: what finds no room is left out."""

    def __init__(self, report: Report, translator: Translator) -> None:
        super().__init__()
        font = QApplication.font()
        font.setPointSizeF(_POINTS)
        self.setDefaultFont(font)
        self.setDefaultStyleSheet(_SHEET)
        # UTC, since paper leaves this computer
        self._parts, self._foot = printable(report, Translator(translator.language))
        self.fit(_A4)

    def fit(self, paper: QPageLayout) -> None:
        """Lay it out for this paper."""
        self.setPageSize(paper.paintRect(QPageLayout.Unit.Point).size() * _PIXELS_IN_POINT)
        for count in range(len(self._parts), 0, -1):
            self.setHtml(element("body", *self._parts[:count], self._foot))
            self._draw_pictures_small()
            if self.pageCount() == 1:
                break

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Qt: only what the page itself carries; nothing is fetched and no file is opened."""
        return super().loadResource(kind, name) if QUrl(name).scheme() == "data" else None

    def _draw_pictures_small(self) -> None:
        cursor = QTextCursor(self)
        for fragment in list(self._fragments()):
            shape = fragment.charFormat().toImageFormat()
            if not shape.isValid():
                continue
            scale = min(1.0, _PICTURE_SIDE / max(shape.width(), shape.height(), 1.0))
            shape.setWidth(shape.width() * scale)
            shape.setHeight(shape.height() * scale)
            cursor.setPosition(fragment.position())
            cursor.setPosition(fragment.position() + fragment.length(), QTextCursor.MoveMode.KeepAnchor)
            cursor.setCharFormat(shape)

    def _fragments(self) -> Iterator[QTextFragment]:
        block = self.begin()
        while block.isValid():
            fragments = block.begin()
            while not fragments.atEnd():
                yield fragments.fragment()
                fragments += 1
            block = block.next()


class AnswerPrinter(QObject):
    """Asks for a printer or a place, and puts the answer there. Paper is as the printer has it, PDF pages are A4."""

    def __init__(self, context: Context, report: Report) -> None:
        super().__init__(context.widget)
        self._context = context
        self._document = AnswerDocument(report, context.translator)
        self._title = f"Whence: {plain(report.file.name)}"
        self._name = Path(report.file.name).stem

    def ask_for_printer(self) -> None:
        """Open the system's dialog for printing."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self._title)
        dialog = QPrintDialog(printer, self._context.widget)
        dialog.accepted.connect(self._on_printer_chosen)
        dialog.finished.connect(dialog.deleteLater)
        self._printer = printer
        QDialog.open(dialog)  # the print dialog has another `open` of its own

    def ask_for_place(self) -> None:
        """Open a dialog for the name of a PDF file."""
        translator = self._context.translator
        dialog = make_file_dialog(self._context.widget, translator.text("window.choose_pdf"), translator)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter("PDF (*.pdf)")
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(f"{self._name}-whence.pdf")
        dialog.fileSelected.connect(lambda said: self.save(read_place(said) or said))
        dialog.open()

    def save(self, path: str) -> None:
        """Write the PDF file and say whether that went well."""
        written = render_pdf(self._document, self._title)
        try:
            write_atomically(Path(path), written)
        except OSError:
            self._context.show_notice("pdf_not_saved")
        else:
            self._context.show_notice("pdf_saved", file=path)

    @Slot()
    def _on_printer_chosen(self) -> None:
        self._document.fit(self._printer.pageLayout())
        self._document.print_(self._printer)


def render_pdf(document: QTextDocument, title: str) -> bytes:
    """Return the document on A4 pages."""
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(title)
    writer.setCreator("Whence")
    writer.setPageLayout(_A4)
    document.print_(writer)
    del writer  # it ends the file when it goes
    return bytes(buffer.data().data())
