"""The dialogs that open and save files. They show names; they look into no file to find an icon for it."""

from __future__ import annotations

from PySide6.QtCore import QFileInfo, QObject, Signal, Slot
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QFileDialog, QFileIconProvider, QWidget

from verify.report.words.catalogue import Translator


class PlainIcons(QFileIconProvider):
    """Icons by kind only: Qt would otherwise read the beginning of files to tell their type."""

    def icon(self, of: QFileIconProvider.IconType | QFileInfo) -> QIcon:
        """Qt: the icon of a folder or of a file."""
        if isinstance(of, QFileInfo):
            of = QFileIconProvider.IconType.Folder if of.isDir() else QFileIconProvider.IconType.File
        return super().icon(of)

    def type(self, of: QFileInfo) -> str:
        """Qt: no kind is named, since Qt would look into the file to tell it. An empty text would hide the file."""
        del of
        return "–"


class FileDialog(QFileDialog):
    """Qt's own dialog for files in the window's language, with plain icons. It goes when it is answered."""

    def __init__(self, parent: QWidget, title: str, translator: Translator, folder: str = "") -> None:
        super().__init__(parent, title, folder)
        self._icons = PlainIcons()  # which the dialog itself would not keep
        self.setIconProvider(self._icons)
        self.setLabelText(QFileDialog.DialogLabel.LookIn, translator.text("window.look_in"))
        self.setLabelText(QFileDialog.DialogLabel.FileType, translator.text("window.files_of_type"))
        self.finished.connect(self.deleteLater)

    def ask_to_save(self, name: str, suffix: str, *name_filters: str) -> None:
        """Ask where to save, under `name` if one is given; what is typed without a suffix gets `suffix`."""
        self.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        self.setNameFilters(name_filters)
        self.setDefaultSuffix(suffix)
        if name:
            self.selectFile(name)


class OpenDialogs(QObject):
    """Asks for files or for a folder; `chosen` carries the paths."""

    chosen = Signal(list)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._folder = ""

    def ask_for_files(self, translator: Translator) -> None:
        """Open a dialog for one or more files of any kind."""
        self._ask(QFileDialog.FileMode.ExistingFiles, "choose_files", translator)

    def ask_for_folder(self, translator: Translator) -> None:
        """Open a dialog for a folder."""
        self._ask(QFileDialog.FileMode.Directory, "choose_folder", translator)

    def ask_for_one(self, title: str, translator: Translator) -> None:
        """Open a dialog for one file of any kind, with a title of its own."""
        self._ask(QFileDialog.FileMode.ExistingFile, title, translator)

    def _ask(self, mode: QFileDialog.FileMode, title: str, translator: Translator) -> None:
        dialog = FileDialog(self._window, translator.text(f"window.{title}"), translator, self._folder)
        dialog.setFileMode(mode)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly, on=mode is QFileDialog.FileMode.Directory)
        dialog.filesSelected.connect(self._on_selected)
        dialog.open()

    @Slot(list)
    def _on_selected(self, paths: list[str]) -> None:
        if paths:
            self._folder = QFileInfo(paths[0]).absolutePath()
            self.chosen.emit(paths)


class SaveDialog(QObject):
    """Asks where an evidence pack is to be saved; `chosen` carries the path, which ends in .zip."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._parent = parent

    def ask(self, name: str, language: str) -> None:
        """Open the dialog; `name` is what it offers."""
        translator = Translator(language)
        dialog = FileDialog(self._parent, translator.text("pages.desk.save_pack"), translator)
        dialog.ask_to_save(name, "zip", translator.text("pages.desk.packs"))
        # what is there is never replaced: the command refuses it with a reason
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
        dialog.fileSelected.connect(self._on_selected)
        dialog.open()

    @Slot(str)
    def _on_selected(self, path: str) -> None:
        if path:
            self.chosen.emit(path)
