"""A link as a button: it opens the browser only when it is clicked, and says where it leads."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QPushButton, QWidget

from verify.report.words.catalogue import Translator


class LinkButton(QPushButton):
    """A button that opens one https address in the browser; hidden where there is none."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("link")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._url = QUrl()
        self.clicked.connect(self._on_clicked)

    def show_address(self, address: str, translator: Translator, label: str = "") -> None:
        """Name the host, or say `label`, and lead to the address if it is an https one."""
        self._url = QUrl(address, QUrl.ParsingMode.StrictMode)
        leads = self._url.isValid() and self._url.scheme() == "https" and bool(self._url.host())
        self.setText(f"{label or self._url.host()} ↗")
        opens = translator.text("window.opens_in_browser", host=self._url.host())
        self.setAccessibleName(opens)
        self.setToolTip(opens)
        self.setVisible(leads)

    @Slot()
    def _on_clicked(self) -> None:
        QDesktopServices.openUrl(self._url)
