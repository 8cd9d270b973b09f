"""Has Qt's own words (file dialogs, the menus of text fields) said in the window's language."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QTranslator

_NAME = "qt's words"


def install_translation(application: QCoreApplication, language: str) -> None:
    """Switch Qt's words to `language`; English is what Qt says by itself."""
    for spoken in application.findChildren(QTranslator, _NAME):
        application.removeTranslator(spoken)
        spoken.deleteLater()
    if language == "en":
        return
    translator = QTranslator(application)
    translator.setObjectName(_NAME)
    if translator.load(f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(translator)
