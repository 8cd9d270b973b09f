"""A plain list of sentences: who looked and what came of it, why nothing is there, or what nobody here checked."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.widgets import tokens
from gui.widgets.plain_label import PlainLabel
from gui.widgets.widget_pool import WidgetPool


class TextList(QWidget):
    """Sentences one below the other."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(tokens.TIGHT)
        self._labels = WidgetPool(self._label)

    def show_lines(self, sentences: tuple[str, ...]) -> None:
        """Show the sentences."""
        for label, sentence in zip(self._labels.take(len(sentences)), sentences, strict=True):
            label.show_text(sentence)
            label.show()

    def _label(self) -> PlainLabel:
        label = PlainLabel(self, "body")
        self._rows.addWidget(label)
        return label
