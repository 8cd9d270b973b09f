"""The narrow bars: the pages at the top, a notice below them when there is one, and the line that is always there."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton, QWidget

from gui.navigation.actions import Actions
from gui.preferences import LANGUAGES
from gui.widgets import style, tokens
from gui.widgets.plain_label import PlainLabel, announce
from verify.report.words.catalogue import Translator


class PageBar(style.Fitted, QWidget):
    """One row: a button for each page, and at its end those without words; icons alone where words do not fit."""

    def __init__(self, parent: QWidget, pages: Iterable[QAction], last: Iterable[QAction]) -> None:
        super().__init__(parent)
        self.setObjectName("pageBar")
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens.GAP, tokens.TIGHT, tokens.GAP, tokens.TIGHT)
        row.setSpacing(tokens.TIGHT)
        self._worded = [self._make_button(page, row) for page in pages]
        row.addStretch()
        self._wordless = [self._make_button(page, row) for page in last]
        for button in self._wordless:
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)

    def retranslate(self, translator: Translator) -> None:
        """Name the bar in another language; its buttons are named by their actions."""
        self.setAccessibleName(translator.text("window.pages"))
        self.fit()

    def fit(self) -> None:
        """Show words where all of them have room."""
        look = Qt.ToolButtonStyle
        wanted = look.ToolButtonTextBesideIcon if self._has_room() else look.ToolButtonIconOnly
        for button in self._worded:
            button.setToolButtonStyle(wanted)

    def _has_room(self) -> bool:
        """Return whether every word fits beside its icon. It is not tried out, or layouts would run in circles."""
        buttons = [*self._worded, *self._wordless]
        words = sum(button.fontMetrics().horizontalAdvance(button.text()) for button in self._worded)
        icons = sum(button.iconSize().width() + tokens.BUTTON_EDGES for button in buttons)
        return words + icons + len(buttons) * tokens.TIGHT + 2 * tokens.GAP <= self.width()

    def _make_button(self, page: QAction, row: QHBoxLayout) -> QToolButton:
        button = QToolButton(self)
        button.setDefaultAction(page)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        row.addWidget(button)
        return button


class NoticeBar(QFrame):
    """Says why something was not done, until it is dismissed or something else is said."""

    page_wanted = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("noticeBar")
        self._text = PlainLabel(self, "body")
        self._key = ""
        self._facts: dict[str, str] = {}
        self._leads_to = ""
        self.open_page = QPushButton(self)
        self.open_page.clicked.connect(self._on_open_page)
        self.open_page.hide()
        self._dismiss = QPushButton(self)
        self._dismiss.clicked.connect(self.clear)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(tokens.WIDE, tokens.NEAR, tokens.WIDE, tokens.NEAR)
        layout.addWidget(self._text, 1)
        layout.addWidget(self.open_page)
        layout.addWidget(self._dismiss)
        self.hide()

    def show_notice(self, key: str, translator: Translator, *, leads_to: str = "", **facts: str) -> None:
        """Show the label `key` with its facts and have it read aloud. A button leads to the page `leads_to`."""
        self._key, self._facts, self._leads_to = key, facts, leads_to
        self.open_page.setVisible(bool(leads_to))
        self.retranslate(translator)
        self.show()
        announce(self, translator.text(self._find_words(), **facts))

    def retranslate(self, translator: Translator) -> None:
        """Say the same in another language."""
        self._dismiss.setText(translator.text("window.dismiss"))
        if self._leads_to:
            self.open_page.setText(translator.text(f"window.open_{self._leads_to}"))
        if self._key:
            self._text.show_text(translator.text(self._find_words(), **self._facts))

    def _find_words(self) -> str:
        """Return the key of the words: one of the window, or one that the command line says, too."""
        return self._key if "." in self._key else f"window.{self._key}"

    @property
    def text(self) -> str:
        """What it says at present, or nothing."""
        return "" if self.isHidden() else self._text.text()

    @Slot()
    def _on_open_page(self) -> None:
        self.page_wanted.emit(self._leads_to)

    @Slot()
    def clear(self) -> None:
        """Say nothing more."""
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

    def retranslate(self, translator: Translator) -> None:
        """Show the line in another language."""
        self._always.show_text(translator.text("window.always"))
