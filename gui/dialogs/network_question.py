"""A dialog before anything is asked over the network: who is asked, what they learn, and nothing is done by Return."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from verify.report.words.catalogue import Translator


class NetworkQuestion(QMessageBox):
    """`accepted` says that a person agreed to what it says."""

    def __init__(self, parent: QWidget, translator: Translator, question: str, explanation: str, yes: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Whence")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(question)
        self.setInformativeText(explanation)
        self.yes = self.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
        self.no = self.addButton(translator.text("window.cancel"), QMessageBox.ButtonRole.RejectRole)
        self.setEscapeButton(self.no)
        self.setDefaultButton(self.no)
