"""The part of the settings about language, colours and the size of the text."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from gui.preferences import LANGUAGES, TEXT_SIZES, Appearance, Settings
from gui.settings.section import Choice, SettingsPart
from gui.widgets.menu_text import strip_mnemonic

if TYPE_CHECKING:
    from gui.context import Context
    from verify.report.words.catalogue import Translator


class AppearancePart(SettingsPart):
    """Three lists of choices."""

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
        self.say_heading(translator.text("window.part_look"))
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
        self.context.choose(replace(self.context.settings, language=language))

    @Slot(object)
    def _on_appearance(self, appearance: str) -> None:
        self.context.choose(replace(self.context.settings, appearance=Appearance(appearance)))

    @Slot(object)
    def _on_text_size(self, size: int) -> None:
        self.context.choose(replace(self.context.settings, text_size=size))
