"""What the pages share on which pictures are looked at closely: the way back, and how large the pictures are shown."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QAbstractButton, QPushButton, QVBoxLayout, QWidget

from gui.viewer.picture_view import PictureView
from gui.widgets import tokens
from gui.widgets.flow_layout import FlowLayout
from gui.widgets.invitation import Invitation
from gui.widgets.keyboard import strip_mnemonic
from verify.report.words.catalogue import Translator

if TYPE_CHECKING:
    from gui.context import Context


class PicturePage(QWidget):
    """Shows the file that is chosen on the list whenever the page is shown; a subclass fills it in `_refresh`."""

    def __init__(self, context: Context) -> None:
        super().__init__(context.widget)
        self.setObjectName("page")
        self._context = context
        self.back = QPushButton(self)
        self.back.clicked.connect(self._on_back)
        self.empty = Invitation(self)
        self.empty.button.clicked.connect(context.action("open_files").trigger)
        self._body = QWidget(self)
        self.smaller, self.larger, self.whole = self.zoom_buttons = tuple(QPushButton(self) for _ in range(3))

    def retranslate(self, translator: Translator) -> None:
        """Show everything in another language."""
        del translator  # the window's is asked for whenever the page is filled
        self._refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Qt: what is chosen now."""
        super().showEvent(event)
        self._refresh()

    def _refresh(self) -> None:
        raise NotImplementedError

    def _connect_zoom(self, *views: PictureView) -> None:
        for view in views:
            self.larger.clicked.connect(view.zoom_in)
            self.smaller.clicked.connect(view.zoom_out)
            self.whole.clicked.connect(view.fit)

    def _lay_out_rows(self, above: Iterable[QWidget], tools: Iterable[QWidget]) -> QVBoxLayout:
        """Return the column below the first rows of the page: the way back and what is `above`, then the tools.

        They go on in the next line where there is no room.
        """
        page, column = QVBoxLayout(self), QVBoxLayout(self._body)
        page.setContentsMargins(tokens.WIDE, tokens.GAP, tokens.WIDE, tokens.GAP)
        column.setContentsMargins(0, 0, 0, 0)
        for layout in (page, column):
            layout.setSpacing(tokens.NEAR)
        page.addLayout(FlowLayout(None, tokens.GAP, (self.back, *above)))
        page.addWidget(self._body, 1)
        page.addWidget(self.empty, 1)
        column.addLayout(FlowLayout(None, tokens.NEAR, tools))
        return column

    def _invite(self, title: str = "", explained: str = "") -> None:
        """Invite to bring what the page needs, in the place of its body; without a title there is enough."""
        translator = self._context.translator
        if title:
            button = strip_mnemonic(translator.text("window.open_files"))
            self.empty.show_texts(translator.text(f"window.{title}"), translator.text(f"window.{explained}"), button)
        self._body.setVisible(not title)
        self.empty.setVisible(bool(title))
        self.back.setVisible(self._context.current_file() is not None)

    def _name_buttons(self, *others: tuple[QAbstractButton, str]) -> None:
        """Write their names on the buttons that all such pages have, and on others by the keys of their names."""
        for button, key in (
            (self.back, "back_to_answer"),
            (self.larger, "zoom_in"),
            (self.smaller, "zoom_out"),
            (self.whole, "zoom_fit"),
            *others,
        ):
            button.setText(self._context.translator.text(f"window.{key}"))

    @Slot()
    def _on_back(self) -> None:
        self._context.show_page("files")
