"""The page with the settings: one part below the other, each with its choices. Every choice holds at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from gui.settings.appearance import AppearancePart
from gui.settings.privacy import PrivacyPart
from gui.settings.readers import ReadersPart
from gui.settings.section import SettingsPart
from gui.settings.trust_lists import TrustListsPart
from gui.widgets import tokens
from gui.widgets.menu_text import strip_mnemonic
from gui.widgets.tab_order import follow_layout

if TYPE_CHECKING:
    from gui.context import Context
    from verify.report.words.catalogue import Translator

_OTHERS: Final[tuple[type[SettingsPart], ...]] = (ReadersPart, TrustListsPart, PrivacyPart)


class SettingsPage(QScrollArea):
    """All parts, in one column."""

    def __init__(self, context: Context) -> None:
        super().__init__(context.widget)
        self.setObjectName("scrolled")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        page = QWidget(self)
        page.setObjectName("page")
        self._context = context
        self._column = QWidget(page)
        self._column.setMaximumWidth(tokens.PAGE_WIDEST)
        self._look = AppearancePart(self._column, context)
        self.parts: tuple[SettingsPart, ...] = (self._look, *(part(self._column, context) for part in _OTHERS))
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
        context.settings_changed.connect(self._on_settings_changed)
        self.retranslate(context.translator)
        self._on_settings_changed()
        follow_layout(self._column)

    def retranslate(self, translator: Translator) -> None:
        """Show everything in another language."""
        self.setAccessibleName(strip_mnemonic(translator.text("window.page_settings")))
        for part in self.parts:
            part.retranslate(translator)

    @Slot()
    def _on_settings_changed(self) -> None:
        for part in self.parts:
            part.show_settings(self._context.settings)
