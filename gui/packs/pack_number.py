"""The number of a pack, to be handed on in another way than the pack: read out, copied, or scanned from the screen."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QRectF, QSize, Qt, Slot
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from gui.widgets import tokens
from gui.widgets.plain_label import PlainLabel, announce
from verify.features.packs.layout import shorten_number
from verify.report.words.catalogue import Translator

_MODULE: Final = 4  # device-independent pixels of the smallest square
_QUIET: Final = 4  # of these around the code, which readers need


class QrCode(QWidget):
    """A QR code, black on white whatever the window wears."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: list[list[bool]] = []
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_code(self, text: str, name: str) -> None:
        """Show the code of a text; `name` tells a screen reader what it is."""
        # the library that sets packs in pages has the codes; it is needed here alone
        from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel

        code: Any = QRCode(None, QRErrorCorrectLevel.M)
        code.addData(text)
        code.make()
        count = code.getModuleCount()
        self.rows = [[bool(code.isDark(row, column)) for column in range(count)] for row in range(count)]
        self.setAccessibleName(name)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Qt: the code with its quiet zone."""
        side = (len(self.rows) + 2 * _QUIET) * _MODULE
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: draws the code."""
        del event
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(Qt.GlobalColor.white))
        for row, modules in enumerate(self.rows, _QUIET):
            for column, dark in enumerate(modules, _QUIET):
                if dark:
                    square = QRectF(column * _MODULE, row * _MODULE, _MODULE, _MODULE)
                    painter.fillRect(square, QColor(Qt.GlobalColor.black))
        painter.end()


class PackNumber(QWidget):
    """The short number in groups, a button that copies the whole one, and its QR code."""

    def __init__(self, parent: QWidget, translator: Translator) -> None:
        super().__init__(parent)
        self._translator = translator
        self.number = ""
        self.short = PlainLabel(self, "title")
        self.short.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.copy = QPushButton(translator.text("pages.desk.copy_number"), self)
        self.copy.setAutoDefault(False)
        self.copy.clicked.connect(self._on_copy)
        self.code = QrCode(self)
        words = QVBoxLayout()
        words.setSpacing(tokens.NEAR)
        words.addWidget(PlainLabel(self, "strong", translator.text("pages.desk.number")))
        words.addWidget(self.short)
        words.addWidget(PlainLabel(self, "body", translator.text("pages.desk.number_explained")))
        words.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignLeft)
        words.addStretch()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(tokens.GAP)
        line.addLayout(words, 1)
        line.addWidget(self.code, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def show_number(self, number: str) -> None:
        """Show the number of a pack that is made."""
        self.number = number
        self.short.show_text(shorten_number(number))
        self.code.show_code(number, self._translator.text("pages.desk.code_of_number"))
        self.show()

    @Slot()
    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.number)
        self.copy.setText(self._translator.text("pages.desk.number_copied"))
        announce(self, self.copy.text())
