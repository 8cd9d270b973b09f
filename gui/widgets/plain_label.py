"""The one kind of label in the window, and how it is read aloud. It shows plain text and never sees markup."""

from __future__ import annotations

import re
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from gui.widgets.style import scale_points

_UNBROKEN_CHARACTERS: Final = 24  # a longer run may be broken, or it would push the window wide
_UNBROKEN_LARGE_CHARACTERS: Final = 18  # the same in the first two lines of an answer
_LARGE_KINDS: Final = ("headline", "whom")
_RUN: Final = re.compile(r"[^\s⺀-鿿　-ヿ]+")
_PARTS: Final = re.compile(r"(?<=[./_:@?&=-])")  # where a name or an address is best broken
_SHORT_KINDS: Final = ("pill", "number")
_BREAK: Final = "\u200b"


class PlainLabel(QLabel):
    """A label of one of the kinds that `style` knows, such as headline, strong, body, muted, pill and number.

    Its text is wrapped even where there is no space.
    """

    def __init__(self, parent: QWidget | None, kind: str, text: str = "") -> None:
        super().__init__(parent)
        self._source: str | None = None
        self._begun_as = kind
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("kind", kind)
        self.setWordWrap(kind not in _SHORT_KINDS)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        if kind in _SHORT_KINDS:
            policy = QSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(self.wordWrap())
        self.setSizePolicy(policy)
        self.show_text(text)

    def set_kind(self, kind: str) -> None:
        """Become another kind, such as a smaller headline."""
        if kind != self.property("kind"):
            self.setProperty("kind", kind)
            self.style().unpolish(self)
            self.style().polish(self)
            self.updateGeometry()

    def measure(self, points: float) -> int:
        """Return how broad the text is in one line at a size of the tokens, in device-independent pixels."""
        font = QFont(self.font())
        font.setPointSizeF(scale_points(points))
        font.setWeight(QFont.Weight.DemiBold)
        return QFontMetrics(font).horizontalAdvance(self._source or "")

    def show_text(self, text: str) -> None:
        """Show `text`; long runs without a space get invisible places to break at, which nobody hears."""
        if text == self._source:
            return
        self._source = text
        broken = _RUN.sub(self._with_breaks, text)
        self.setText(broken)
        self.setAccessibleName(text if broken != text else "")

    def _with_breaks(self, run: re.Match[str]) -> str:
        text = run.group()
        length = _UNBROKEN_LARGE_CHARACTERS if self._begun_as in _LARGE_KINDS else _UNBROKEN_CHARACTERS
        if len(text) <= length:
            return text
        parts = [part[at : at + length] for part in _PARTS.split(text) for at in range(0, len(part), length)]
        return _BREAK.join(parts)


def make_tip(text: str) -> str:
    """Return `text` for a tool tip, which would take for markup what looks like it."""
    return text.replace("<", "‹").replace("&", "＆")


def announce(widget: QWidget, text: str) -> None:
    """Have a screen reader speak `text`: what just happened would else be seen only."""
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

    event = QAccessibleAnnouncementEvent(widget, text)
    QAccessible.updateAccessibility(event)
