"""The page about Whence itself: its version, its terms, and the parts of others that it is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from gui.widgets import tokens
from gui.widgets.plain_label import PlainLabel
from verify.report.words.catalogue import Translator
from verify.report.words.commands import describe_bill_of_materials, describe_parts, describe_program
from verify.store.licences import find_bill_of_materials, read_parts

if TYPE_CHECKING:
    from gui.context import Context


class AboutPage(QScrollArea):
    """One column of plain text."""

    def __init__(self, context: Context) -> None:
        super().__init__(context.widget)
        self.setObjectName("panel")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._parts = read_parts()
        self._bill = find_bill_of_materials()
        column = QWidget(self)
        column.setObjectName("page")
        layout = QVBoxLayout(column)
        layout.setContentsMargins(tokens.FAR, tokens.FAR, tokens.FAR, tokens.FAR)
        layout.setSpacing(tokens.NEAR)
        self.title = PlainLabel(column, "headline")
        self.whole = PlainLabel(column, "body")
        self.whole.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.whole.setMaximumWidth(tokens.PANEL_WIDEST)
        layout.addWidget(self.title)
        layout.addWidget(self.whole)
        layout.addStretch()
        self.setWidget(column)
        self.retranslate(context.translator)

    def retranslate(self, translator: Translator) -> None:
        """Show everything in another language."""
        self.title.show_text(translator.text("commands.about.title"))
        bill = describe_bill_of_materials(translator, self._bill)
        lines = (*describe_program(translator), bill, *describe_parts(translator, self._parts))
        self.whole.show_text("\n\n".join(lines[:5]) + "\n\n" + "\n".join(lines[5:]))
        self.setAccessibleName(translator.text("commands.about.title"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Home and End lead to the two ends, as on every page of text."""
        bar = self.verticalScrollBar()
        if event.key() == Qt.Key.Key_Home:
            bar.setValue(bar.minimum())
        elif event.key() == Qt.Key.Key_End:
            bar.setValue(bar.maximum())
        else:
            super().keyPressEvent(event)
