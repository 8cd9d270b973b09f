"""The page with the settings: one part below the other, each with its choices. Every choice holds at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from gui.preferences import LANGUAGES, TEXT_SIZES, Appearance, Settings
from gui.settings.privacy import MemoryPart, PrivacyPart
from gui.settings.readers import ReadersPart
from gui.settings.resolvers import ResolversPart
from gui.settings.section import Choice, SettingsPart
from gui.settings.trust_lists import TrustListsPart
from gui.widgets import tokens
from gui.widgets.keyboard import follow_layout, strip_mnemonic

if TYPE_CHECKING:
    from gui.context import Context
    from verify.report.words.catalogue import Translator


class AppearancePart(SettingsPart):
    """The part about language, colours and the size of the text: three lists of choices."""

    def __init__(self, parent: QWidget, context: Context) -> None:
        super().__init__(parent, context)
        self.language = Choice(self, [code for code, _name in LANGUAGES])
        self.appearance = Choice(self, list(Appearance))
        self.text_size = Choice(self, TEXT_SIZES)
        self.language.chosen.connect(self._on_language)
        self.appearance.chosen.connect(self._on_appearance)
        self.text_size.chosen.connect(self._on_text_size)
        for choice in (self.language, self.appearance, self.text_size):
            self.rows.addWidget(choice)

    def retranslate(self, translator: Translator) -> None:
        """Show everything in another language."""
        self.set_heading(translator.text("window.part_look"))
        self.language.set_texts(translator.text("window.setting_language"), [name for _code, name in LANGUAGES])
        names = [strip_mnemonic(translator.text(f"window.appearance_{appearance}")) for appearance in Appearance]
        self.appearance.set_texts(translator.text("window.setting_appearance"), names)
        sizes = [translator.text(f"window.text_size_{size}") for size in TEXT_SIZES]
        self.text_size.set_texts(translator.text("window.setting_text_size"), sizes)

    def show_settings(self, settings: Settings) -> None:
        """Show what is chosen."""
        self.language.show_value(settings.language)
        self.appearance.show_value(settings.appearance)
        self.text_size.show_value(settings.text_size)

    @Slot(object)
    def _on_language(self, language: str) -> None:
        self.context.choose(self.context.settings._replace(language=language))

    @Slot(object)
    def _on_appearance(self, appearance: str) -> None:
        self.context.choose(self.context.settings._replace(appearance=Appearance(appearance)))

    @Slot(object)
    def _on_text_size(self, size: int) -> None:
        self.context.choose(self.context.settings._replace(text_size=size))


_OTHERS: Final[tuple[type[SettingsPart], ...]] = (ReadersPart, TrustListsPart, ResolversPart, MemoryPart, PrivacyPart)


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
