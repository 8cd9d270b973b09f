"""The manifest store as the engine gave it, with search and copy. It is shown as text, and only when somebody asks."""

from __future__ import annotations

import json
from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from gui.widgets import tokens
from gui.widgets.plain_label import PlainLabel
from verify.report.words.catalogue import Translator
from verify.report.words.untrusted import plain

_LINE_CHARACTERS: Final = 1_000  # of one line: longer ones make the view slow
_HEIGHT: Final = 360


class RawManifest(QWidget):
    """The JSON of a manifest store, indented."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._raw = ""
        self._caption = PlainLabel(self, "caption")
        self.search = QLineEdit(self)
        self.search.setAcceptDrops(False)
        self.search.returnPressed.connect(self._on_search)
        self._copy = QPushButton(self)
        self._copy.clicked.connect(self._on_copy)
        self.text = QPlainTextEdit(self)
        self.text.setObjectName("raw")
        self.text.setReadOnly(True)
        self.text.setAcceptDrops(False)  # files dropped here belong to the window
        self.text.setFixedHeight(_HEIGHT)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        line = QHBoxLayout()
        line.addWidget(self._caption)
        line.addWidget(self.search, 1)
        line.addWidget(self._copy)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.NEAR)
        layout.addLayout(line)
        layout.addWidget(self.text)

    def show_json(self, raw: str, translator: Translator) -> None:
        """Show the JSON of a manifest store."""
        self._caption.show_text(translator.text("window.search"))
        self.search.setAccessibleName(translator.text("window.search"))
        self._copy.setText(translator.text("window.copy"))
        self._copy.setAccessibleName(translator.text("window.copy_record"))
        self.text.setAccessibleName(translator.text("window.raw_record"))
        if raw != self._raw:
            self._raw = raw
            self._fill()

    def _fill(self) -> None:
        try:
            text = json.dumps(json.loads(self._raw), indent=2, ensure_ascii=False)
        except (ValueError, RecursionError):
            text = self._raw
        self.text.setPlainText("\n".join(plain(line, _LINE_CHARACTERS) for line in text.split("\n")))

    @Slot()
    def _on_search(self) -> None:
        """Go to the next place, and from the last one back to the first."""
        wanted = self.search.text()
        if wanted and not self.text.find(wanted):
            self.text.moveCursor(self.text.textCursor().MoveOperation.Start)
            self.text.find(wanted)

    @Slot()
    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._raw)
