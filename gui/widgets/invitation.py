"""What an empty page shows: what it is for, and the one button to begin with, in a dashed area."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gui.widgets import tokens
from gui.widgets.plain_label import PlainLabel

_WIDTH: Final = 620  # longer lines are hard to read


class Invitation(QFrame):
    """A title, a sentence and a button, in the middle of all the room there is."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("dropZone")
        self._title = PlainLabel(self, "title")
        self._explained = PlainLabel(self, "muted")
        self._explained.setMaximumWidth(_WIDTH)
        self.button = QPushButton(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens.FAR, tokens.FAR, tokens.FAR, tokens.FAR)
        column.setSpacing(tokens.GAP)
        column.addStretch()
        for label in (self._title, self._explained):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            line = QHBoxLayout()
            line.addStretch()
            line.addWidget(label, 1000)
            line.addStretch()
            column.addLayout(line)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch()

    def show_texts(self, title: str, explained: str, button: str) -> None:
        """Say what the page is for, and name the button."""
        self._title.show_text(title)
        self._explained.show_text(explained)
        self.button.setText(button)
