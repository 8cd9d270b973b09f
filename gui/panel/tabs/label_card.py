"""The label card: what the file states about AI, line by line, and which lines laws and codes ask for."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from gui.widgets import tokens
from gui.widgets.plain_label import PlainLabel
from verify.report.words.types import LabelCardWords


class LabelCard(QWidget):
    """A table of captions and texts, then one table for each who asks, then what the card is not."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._card: LabelCardWords | None = None
        self._row = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(tokens.WIDE)
        self._grid.setVerticalSpacing(tokens.TIGHT)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 2)

    def show_card(self, card: LabelCardWords) -> None:
        """Show the card. Nothing is rebuilt where nothing changed."""
        if card != self._card:
            self._card = card
            self._clear()
            self._fill(card)

    def _clear(self) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            label = item.widget()
            if label is not None:
                label.hide()
                label.deleteLater()
        self._row = 0  # a grid never forgets the rows that it had

    def _fill(self, card: LabelCardWords) -> None:
        self._add_rows(card.rows)
        for demanded in card.demands:
            self._add_across(PlainLabel(self, "strong", demanded.heading))
            self._add_rows(demanded.rows)
        self._add_across(PlainLabel(self, "muted", card.note))

    def _add_rows(self, rows: tuple[tuple[str, str], ...]) -> None:
        for caption, text in rows:
            self._grid.addWidget(PlainLabel(self, "caption", caption), self._row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(PlainLabel(self, "body", text), self._row, 1, Qt.AlignmentFlag.AlignTop)
            self._row += 1

    def _add_across(self, label: PlainLabel) -> None:
        label.setContentsMargins(0, tokens.NEAR, 0, 0)
        self._grid.addWidget(label, self._row, 0, 1, 2)
        self._row += 1
