"""The parts of the settings about what Whence keeps on this computer, and how to have it forget."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QWidget

from gui.preferences import Settings
from gui.settings.section import SettingsPart, WrappedTick
from gui.widgets.plain_label import PlainLabel, announce
from verify.store.folders import data_folder

if TYPE_CHECKING:
    from gui.context import Context
    from verify.report.words.catalogue import Translator


class PrivacyPart(SettingsPart):
    """Recent paths: kept or not, and forgotten on request."""

    def __init__(self, parent: QWidget, context: Context) -> None:
        super().__init__(parent, context)
        self.keep_recent = WrappedTick(self, QCheckBox())
        self.forget = QPushButton(self)
        self._done = PlainLabel(self, "muted")
        line = QHBoxLayout()
        line.addWidget(self.forget)
        line.addWidget(self._done, 1)
        self.rows.addWidget(self.keep_recent)
        self.rows.addLayout(line)
        self.keep_recent.button.clicked.connect(self._on_keep_recent)
        self.forget.clicked.connect(self._on_forget)

    def retranslate(self, translator: Translator) -> None:
        """Show everything in another language."""
        self.set_heading(
            translator.text("window.part_traces"), translator.text("window.traces_explained", folder=str(data_folder()))
        )
        self.keep_recent.set_text(translator.text("window.setting_keep_recent"))
        self.forget.setText(translator.text("window.forget_recent"))
        self._done.show_text("")

    def show_settings(self, settings: Settings) -> None:
        """Show what is chosen."""
        self.keep_recent.button.setChecked(settings.keep_recent)

    @Slot(bool)
    def _on_keep_recent(self, ticked: bool) -> None:
        self.context.choose(self.context.settings._replace(keep_recent=ticked))
        if not ticked:
            self._on_forget()

    @Slot()
    def _on_forget(self) -> None:
        self.context.forget_recent()
        self._done.show_text(self.context.translator.text("window.recent_forgotten"))
        announce(self._done, self.context.translator.text("window.recent_forgotten"))


class MemoryPart(SettingsPart):
    """What checked pictures looked like: what that is for, and the way to its switch and its files."""

    def __init__(self, parent: QWidget, context: Context) -> None:
        super().__init__(parent, context)
        self.memory = QPushButton(self)
        self.memory.clicked.connect(self._on_memory)
        self.rows.addWidget(self.memory, 0, Qt.AlignmentFlag.AlignLeft)

    def retranslate(self, translator: Translator) -> None:
        """Show everything in another language."""
        self.set_heading(translator.text("terms.memory.dialog"), translator.text("terms.memory.purpose"))
        self.memory.setText(translator.text("window.open_memory"))

    def show_settings(self, settings: Settings) -> None:
        """Nothing of it is among the choices: its switch is a file that the command line knows, too."""

    @Slot()
    def _on_memory(self) -> None:
        from gui.settings.memory_dialog import open_memory

        open_memory(self.context)
