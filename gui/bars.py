"""The two narrow bars: one for a notice at the top, one at the bottom with the line that is always there."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton, QWidget

from gui import tokens
from gui.actions import LANGUAGES, Actions
from gui.announcement import announce
from gui.plain_label import PlainLabel
from verify.render.labels_window import FixedTexts


class NoticeBar(QFrame):
    """Says why something was not done, until it is dismissed or something else is said."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("noticeBar")
        self._text = PlainLabel(self, "body")
        self._key = ""
        self._facts: dict[str, str] = {}
        self._dismiss = QPushButton(self)
        self._dismiss.clicked.connect(self.clear)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(tokens.WIDE, tokens.NEAR, tokens.WIDE, tokens.NEAR)
        layout.addWidget(self._text, 1)
        layout.addWidget(self._dismiss)
        self.hide()

    def say(self, key: str, wording: FixedTexts, **facts: str) -> None:
        """Shows the label `key` with its facts and has it read aloud."""
        self._key, self._facts = key, facts
        self.set_wording(wording)
        self.show()
        announce(self, wording.label(key, **facts))

    def set_wording(self, wording: FixedTexts) -> None:
        """Says the same in another language."""
        self._dismiss.setText(wording.label("dismiss"))
        if self._key:
            self._text.show_text(wording.label(self._key, **self._facts))

    @property
    def text(self) -> str:
        """What it says at present, or nothing."""
        return "" if self.isHidden() else self._text.text()

    @Slot()
    def clear(self) -> None:
        """Says nothing more."""
        self._key = ""
        self.hide()


class BottomBar(QWidget):
    """What Whence is and is not, and the choice of language."""

    def __init__(self, parent: QWidget, actions: Actions) -> None:
        super().__init__(parent)
        self.setObjectName("bottomBar")
        self._always = PlainLabel(self, "muted")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(tokens.WIDE, tokens.TIGHT + 2, tokens.WIDE, tokens.TIGHT + 2)
        layout.addWidget(self._always, 1)
        for (_code, name), action in zip(LANGUAGES, actions.languages.actions(), strict=True):
            button = QToolButton(self)
            button.setProperty("kind", "button")
            button.setDefaultAction(action)
            button.setAccessibleName(name)
            layout.addWidget(button)

    def set_wording(self, wording: FixedTexts) -> None:
        """Says the line in another language."""
        self._always.show_text(wording.always())
