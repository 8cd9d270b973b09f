"""The page with the settings: one part below the other, each with its choices. Every choice holds at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from gui.settings.appearance import LookPart
from gui.settings.privacy import TracesPart
from gui.settings.readers import ReadingPart
from gui.settings.section import SettingsPart
from gui.settings.trust_lists import TrustPart
from gui.widgets import tokens
from gui.widgets.menu_text import without_marks
from gui.widgets.tab_order import follow_layout

if TYPE_CHECKING:
    from gui.main_window import MainWindow
    from verify.report.words.wording import Wording

_OTHERS: Final[tuple[type[SettingsPart], ...]] = (ReadingPart, TrustPart, TracesPart)


class SettingsPage(QScrollArea):
    """All parts, in one column."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.setObjectName("scrolled")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        page = QWidget(self)
        page.setObjectName("page")
        self._window = window
        self._column = QWidget(page)
        self._column.setMaximumWidth(tokens.PAGE_WIDEST)
        self._look = LookPart(self._column, window)
        self.parts: tuple[SettingsPart, ...] = (self._look, *(part(self._column, window) for part in _OTHERS))
        rows = QVBoxLayout(self._column)
        rows.setContentsMargins(tokens.WIDE, tokens.WIDE, tokens.WIDE, tokens.WIDE)
        rows.setSpacing(tokens.WIDE)
        for part in self.parts:
            rows.addWidget(part)
        rows.addStretch()
        around = QHBoxLayout(page)
        around.setContentsMargins(0, 0, 0, 0)
        around.addStretch()
        around.addWidget(self._column, 1000)
        around.addStretch()
        self.setWidget(page)
        self.setFocusProxy(self._look.language.box)
        window.settings_changed.connect(self._on_settings_changed)
        self.set_wording(window.wording)
        self._on_settings_changed()
        follow_layout(self._column)

    def set_wording(self, wording: Wording) -> None:
        """Says everything in another language."""
        self.setAccessibleName(without_marks(wording.label("page_settings")))
        for part in self.parts:
            part.set_wording(wording)

    @Slot()
    def _on_settings_changed(self) -> None:
        for part in self.parts:
            part.show_settings(self._window.settings)
