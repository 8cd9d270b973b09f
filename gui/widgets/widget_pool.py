"""Widgets that are made once and shown again with other words: making one costs far more than changing its text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.widgets import tokens
from gui.widgets.plain_label import PlainLabel

Kind = TypeVar("Kind", bound=QWidget)


class WidgetPool(Generic[Kind]):
    """As many widgets of one kind as were ever needed at once; those that are not needed now are hidden."""

    def __init__(self, make: Callable[[], Kind]) -> None:
        self._make = make
        self._widgets: list[Kind] = []

    @property
    def size(self) -> int:
        """How many there are, shown or hidden."""
        return len(self._widgets)

    def take(self, count: int) -> list[Kind]:
        """Return the first `count`, to be given their words; the caller shows them once they have some."""
        while len(self._widgets) < count:
            self._widgets.append(self._make())
        for widget in self._widgets[count:]:
            widget.hide()
        return self._widgets[:count]

    def trim(self, count: int) -> None:
        """Delete all but the first `kept`, where one file needed very many."""
        for widget in self._widgets[count:]:
            widget.hide()
            widget.deleteLater()
        del self._widgets[count:]


class TextList(QWidget):
    """Sentences one below the other: who looked and what came of it, or why nothing is there."""

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
