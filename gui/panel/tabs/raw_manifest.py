"""The manifest store as the engine gave it, with search and copy. It is shown as text, and only when somebody asks."""

from __future__ import annotations

import json
from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from gui.panel.tabs.tall_text import TallText
from gui.widgets import tokens
from gui.widgets.plain_label import PlainLabel
from verify.report.words.catalogue import Translator
from verify.report.words.untrusted import plain

_LINE_CHARACTERS: Final = 1_000  # of one line: longer ones make the view slow
_LINES_AT_ONCE: Final = 1_000


class RawManifest(QWidget):
    """The JSON of a manifest store, indented: its first thousand lines, and more on request."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._raw = ""
        self._lines: tuple[str, ...] = ()
        self._shown = 0  # lines
        self._caption = PlainLabel(self, "caption")
        self.search = QLineEdit(self)
        self.search.setAcceptDrops(False)  # files dropped here belong to the window
        self.search.returnPressed.connect(self._on_search)
        self._copy = QPushButton(self)
        self._copy.clicked.connect(self._on_copy)
        self.text = TallText(self)
        self.text.setObjectName("raw")
        self.more = QPushButton(self)
        self.more.clicked.connect(self._on_more_wanted)
        line = QHBoxLayout()
        line.addWidget(self._caption)
        line.addWidget(self.search, 1)
        line.addWidget(self._copy)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.NEAR)
        layout.addLayout(line)
        layout.addWidget(self.text)
        layout.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)

    def show_json(self, raw: str, translator: Translator) -> None:
        """Show the JSON of a manifest store."""
        self._caption.show_text(translator.text("window.search"))
        self.search.setAccessibleName(translator.text("window.search"))
        self._copy.setText(translator.text("window.copy"))
        self._copy.setAccessibleName(translator.text("window.copy_record"))
        self.text.setAccessibleName(translator.text("window.raw_record"))
        self.more.setText(translator.text("window.show_more"))
        if raw != self._raw:
            self._raw = raw
            self._lines = _indent(raw)
            self._show(_LINES_AT_ONCE)

    def _show(self, lines: int) -> None:
        self._shown = lines
        self.text.setPlainText("\n".join(self._lines[:lines]))
        self.more.setVisible(len(self._lines) > lines)

    @Slot()
    def _on_more_wanted(self) -> None:
        self._show(self._shown + _LINES_AT_ONCE)

    @Slot()
    def _on_search(self) -> None:
        """Go to the next place, which may have to be shown first, and from the last one back to the first."""
        wanted = self.search.text()
        if not wanted or self.text.find(wanted):
            return
        hidden = enumerate(self._lines[self._shown :], self._shown)
        at = next((number for number, line in hidden if wanted.casefold() in line.casefold()), None)
        if at is not None:
            place = self.text.textCursor().position()
            self._show(at + _LINES_AT_ONCE)
            cursor = self.text.textCursor()
            cursor.setPosition(place)
            self.text.setTextCursor(cursor)
        else:
            self.text.moveCursor(self.text.textCursor().MoveOperation.Start)
        self.text.find(wanted)

    @Slot()
    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._raw)


def _indent(raw: str) -> tuple[str, ...]:
    try:
        text = json.dumps(json.loads(raw), indent=2, ensure_ascii=False)
    except (ValueError, RecursionError):
        text = raw
    return tuple(plain(line, _LINE_CHARACTERS) for line in text.split("\n"))
