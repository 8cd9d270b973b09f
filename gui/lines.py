"""A plain list of sentences: who looked and what came of it, or what nobody here checked."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui import tokens
from gui.plain_label import PlainLabel


class Lines(QWidget):
    """Sentences one below the other."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._shown: tuple[str, ...] = ()
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(tokens.TIGHT)

    def show_lines(self, sentences: tuple[str, ...]) -> bool:
        """Shows the sentences; returns whether there are any. Nothing is rebuilt where nothing changed."""
        if sentences != self._shown:
            self._shown = sentences
            while (item := self._rows.takeAt(0)) is not None:
                label = item.widget()
                if label is not None:
                    label.hide()
                    label.deleteLater()
            for sentence in sentences:
                self._rows.addWidget(PlainLabel(self, "body", sentence))
        return bool(sentences)
