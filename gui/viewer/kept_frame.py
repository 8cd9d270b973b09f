"""Saves a frame as PNG, out of pixels that came over the border, and offers pages that search the web for pictures."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from gui.background.picture_file import PictureFile
from gui.dialogs.file_dialogs import make_file_dialog
from gui.local_paths import read_place
from gui.widgets import tokens
from gui.widgets.link_button import LinkButton
from gui.widgets.plain_label import PlainLabel, announce
from verify.report.words.catalogue import Translator
from verify.report.words.untrusted import plain

_SEARCHES: Final = ("verdict.next_steps.picture_search", "verdict.elsewhere.picture_search")
_REFUSED: Final = re.compile(r'[\x00-\x1f<>:"/\\|?*\ud800-\udfff]+')  # what some system takes in no name
_NAME_CHARACTERS: Final = 80


class FrameSaver(QObject):
    """`saved` carries the path, and whether the whole picture is there."""

    saved = Signal(object, bool)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._parent = parent
        self._file = PictureFile(self)
        self._file.written.connect(self.saved)

    def ask(self, picture: QImage, name: str, translator: Translator) -> None:
        """Ask where a picture is to be saved."""
        dialog = make_file_dialog(self._parent, translator.text("window.save_frame_title"), translator)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([translator.text("window.form_png")])
        dialog.setDefaultSuffix("png")
        dialog.selectFile(name)
        dialog.fileSelected.connect(lambda said: self._file.write(picture, Path(read_place(said) or said)))
        dialog.open()


class SearchRow(QWidget):
    """What became of a frame that was saved, and the pages that search the web for pictures."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._said = PlainLabel(self, "body")
        self.links = tuple(LinkButton(self) for _ in _SEARCHES)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens.NEAR)
        row.addWidget(self._said, 1)
        for link in self.links:
            row.addWidget(link)
        self.hide()

    def show_saved(self, path: str, translator: Translator) -> None:
        """Tell where the frame is, and offer to search for it."""
        self._tell(translator.text("window.frame_saved", name=plain(Path(path).name)))
        for link, key in zip(self.links, _SEARCHES, strict=True):
            link.show_address(translator.text(key), translator)

    def show_failure(self, translator: Translator) -> None:
        """Tell that it could not be saved."""
        self._tell(translator.text("window.frame_not_saved"))
        for link in self.links:
            link.hide()

    def _tell(self, said: str) -> None:
        self._said.show_text(said)
        self.show()
        announce(self._said, said)


def name_frame(name: str, milliseconds: int) -> str:
    """Return a name for a saved frame: that of the film, and the time."""
    return f"{name_safely(name) or 'frame'}-{milliseconds / 1000:.1f}s.png"


def name_safely(name: str) -> str:
    """Return the name of a file without its ending, as every system takes it; it may be empty."""
    return _REFUSED.sub("_", Path(name).stem).strip(" .")[:_NAME_CHARACTERS]
