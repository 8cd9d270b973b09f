"""The dialogs for files and folders to open or to save. They show names; they look into no file to find an icon."""

from __future__ import annotations

import os
from collections.abc import Sequence

from PySide6.QtCore import QFileInfo, QObject, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QFileDialog, QFileIconProvider, QWidget

from gui.local_paths import read_chosen, read_place
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


def make_file_dialog(parent: QWidget, title: str, translator: Translator) -> QFileDialog:
    """Return a dialog for files that looks into none of them and goes when it is closed."""
    dialog = QFileDialog(parent, title)
    dialog.setIconProvider(PlainIcons())
    dialog.setLabelText(QFileDialog.DialogLabel.LookIn, translator.text("window.look_in"))
    dialog.setLabelText(QFileDialog.DialogLabel.FileType, translator.text("window.files_of_type"))
    dialog.finished.connect(dialog.deleteLater)
    return dialog


class OpenDialogs(QObject):
    """Asks for files or for a folder; `chosen` carries the paths, byte by byte.

    `unclear` says that Qt lost bytes of a name, and that it may mean several files.
    """

    chosen = Signal(object)
    unclear = Signal()

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
        dialog = make_file_dialog(self._window, translator.text(f"window.{title}"), translator)
        if self._folder:
            dialog.setDirectory(self._folder)
        dialog.setFileMode(mode)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly, on=mode is QFileDialog.FileMode.Directory)
        dialog.filesSelected.connect(lambda paths: self._take(dialog, paths))
        dialog.open()

    def _take(self, dialog: QFileDialog, said: Sequence[str]) -> None:
        urls = dialog.selectedUrls() if any("\ufffd" in path for path in said) else []
        paths = [read_chosen(path, urls) for path in said]
        if not all(paths):
            self.unclear.emit()
        elif paths:
            self._folder = os.path.dirname(paths[0])  # noqa: PTH120 - names stay as given
            self.chosen.emit(paths)


class SaveDialog(QObject):
    """Asks where a pack is to be kept; `chosen` carries the path, which ends in .zip."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._parent = parent

    def ask(self, name: str, language: str) -> None:
        """Open the dialog; `name` is what it offers."""
        translator = Translator(language)
        dialog = make_file_dialog(self._parent, translator.text("pages.desk.save_pack"), translator)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(translator.text("pages.desk.packs"))
        dialog.setDefaultSuffix("zip")
        dialog.selectFile(name)
        # what is there is never replaced: the command refuses it with a reason
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
        dialog.fileSelected.connect(self._take)
        dialog.open()

    def _take(self, said: str) -> None:
        path = read_place(said) or said
        if path:
            self.chosen.emit(path)
