"""Asks where a pack is to be kept. The dialog shows names; it looks into no file."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from gui.dialogs.file_dialogs import PlainIcons
from verify.report.words.catalogue import Translator


class SaveDialog(QObject):
    """`chosen` carries the path, which ends in .zip."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._parent = parent
        self._icons = PlainIcons()

    def ask(self, name: str, language: str) -> None:
        """Open the dialog; `name` is what it offers."""
        texts, fixed = Translator(language), Translator(language)
        dialog = QFileDialog(self._parent, texts.text("pages.desk.save_pack"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(texts.text("pages.desk.packs"))
        dialog.setDefaultSuffix("zip")
        dialog.selectFile(name)
        dialog.setIconProvider(self._icons)
        dialog.setLabelText(QFileDialog.DialogLabel.LookIn, fixed.text("window.look_in"))
        dialog.setLabelText(QFileDialog.DialogLabel.FileType, fixed.text("window.files_of_type"))
        # what is there is never replaced: the command refuses it with a reason
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
        dialog.fileSelected.connect(self._on_selected)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(str)
    def _on_selected(self, path: str) -> None:
        if path:
            self.chosen.emit(path)
