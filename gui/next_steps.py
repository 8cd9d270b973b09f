"""What a person can do next. A link opens the browser only when it is clicked, and says where it leads."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from gui import tokens
from gui.plain_label import PlainLabel
from verify.render.wording import Wording
from verify.render.words import Step


class LinkButton(QPushButton):
    """A button that opens one https address in the browser."""

    def __init__(self, parent: QWidget, url: QUrl, wording: Wording) -> None:
        super().__init__(f"{url.host()} ↗", parent)
        self.setObjectName("link")
        self.setAccessibleName(f"{wording.label('open_in_browser')} {url.host()}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._url = url
        self.clicked.connect(self._on_clicked)

    @Slot()
    def _on_clicked(self) -> None:
        QDesktopServices.openUrl(self._url)


class NextSteps(QWidget):
    """Two or three steps, each a sentence and perhaps a link; and a button where a record can be fetched."""

    fetch_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._shown: tuple[tuple[Step, ...], str] | None = None
        self._rows = QVBoxLayout()
        self._rows.setSpacing(tokens.NEAR)
        self.fetch = QPushButton(self)
        self.fetch.clicked.connect(self.fetch_wanted)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.NEAR)
        layout.addLayout(self._rows)
        layout.addWidget(self.fetch, 0, Qt.AlignmentFlag.AlignLeft)

    def show_steps(self, steps: tuple[Step, ...], host: str, wording: Wording) -> bool:
        """Shows the steps; returns whether there are any. Nothing is rebuilt where nothing changed.

        `host` keeps a record that can be fetched; empty where there is none.
        """
        self.fetch.setText(wording.label("fetch_record", host=host).replace("&", "&&"))
        self.fetch.setVisible(bool(host))
        if (steps, wording.language) == self._shown:
            return bool(steps)
        self._shown = (steps, wording.language)
        while (item := self._rows.takeAt(0)) is not None:
            row = item.widget()
            if row is not None:
                row.hide()
                row.deleteLater()
        for number, step in enumerate(steps, 1):
            self._rows.addWidget(self._row(number, step, wording))
        return bool(steps)

    def _row(self, number: int, step: Step, wording: Wording) -> QWidget:
        row = QWidget(self)
        grid = QGridLayout(row)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(tokens.NEAR)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 1)
        grid.addWidget(PlainLabel(row, "number", str(number)), 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(PlainLabel(row, "body", step.text), 0, 1, Qt.AlignmentFlag.AlignTop)
        url = QUrl(step.url, QUrl.ParsingMode.StrictMode)
        if url.isValid() and url.scheme() == "https" and url.host():
            grid.addWidget(LinkButton(row, url, wording), 1, 1, Qt.AlignmentFlag.AlignLeft)
        return row
