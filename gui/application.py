"""The program as the desktop sees it: the files that it is to open, and the language of Qt's own words."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QLibraryInfo, QTranslator, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication

_TRANSLATION: Final = "qt's words"


class Application(QApplication):
    """`file_wanted` carries the path of a file that is to be opened: macOS names it by an event, not as an argument."""

    file_wanted = Signal(object)

    def event(self, event: QEvent) -> bool:
        """Qt: what is sent to the program as a whole."""
        if isinstance(event, QFileOpenEvent) and event.file():
            self.file_wanted.emit(event.file())
            return True
        return super().event(event)


def translate_qt(application: QCoreApplication, language: str) -> None:
    """Switch Qt's own words (file dialogs, menus of text fields) to `language`; English is what Qt says by itself."""
    for installed in application.findChildren(QTranslator, _TRANSLATION):
        application.removeTranslator(installed)
        installed.deleteLater()
    if language == "en":
        return
    translator = QTranslator(application)
    translator.setObjectName(_TRANSLATION)
    if translator.load(f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(translator)
