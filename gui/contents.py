"""What the window contains: the invitation while nothing is listed, then the list beside the panel."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from gui import tokens
from gui.actions import Actions
from gui.bars import BottomBar, NoticeBar
from gui.drop_zone import DropZone
from gui.file_list import FileList, FileListModel
from gui.plain_label import PlainLabel
from gui.provenance_panel import ProvenancePanel
from verify.render.wording import Wording


class Contents(QWidget):
    """The parts of the window in their places."""

    def __init__(self, parent: QWidget, commands: Actions, files: FileListModel) -> None:
        super().__init__(parent)
        to_open = (commands["open_files"], commands["open_folder"], commands["paste"])
        self.notice = NoticeBar(self)
        self.invitation = DropZone(self, to_open, large=True)
        self.list = FileList(self, files)
        self.panel = ProvenancePanel(self)
        self._title = PlainLabel(self, "strong")
        self._more = DropZone(self, to_open[:1], large=False)
        self._bottom = BottomBar(self, commands)
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.addWidget(self._side())
        split.addWidget(self.panel)
        split.setChildrenCollapsible(False)
        split.setStretchFactor(1, 1)
        split.setSizes([tokens.LIST_WIDTH, tokens.PANEL_WIDEST])
        empty = QWidget(self)
        around = QVBoxLayout(empty)
        around.setContentsMargins(tokens.FAR, tokens.FAR, tokens.FAR, tokens.FAR)
        around.addWidget(self.invitation)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(empty)
        self._pages.addWidget(split)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.notice)
        rows.addWidget(self._pages, 1)
        rows.addWidget(self._bottom)

    def show_files(self, *, any_files: bool) -> None:
        """Shows the list and the panel, or the invitation."""
        if any_files and self._pages.currentIndex() == 0:
            self.list.setFocus()  # the buttons of the invitation are gone
        self._pages.setCurrentIndex(1 if any_files else 0)

    def set_inviting(self, inviting: bool) -> None:
        """Shows that what is being dragged may be dropped."""
        self.invitation.set_inviting(inviting)
        self._more.set_inviting(inviting)

    def set_wording(self, wording: Wording) -> None:
        """Says everything but the answer in another language."""
        for part in (self.notice, self.invitation, self._more, self._bottom):
            part.set_wording(wording)
        self._title.show_text(wording.label("files"))
        self.list.setAccessibleName(wording.label("files"))

    def _side(self) -> QWidget:
        side = QWidget(self)
        side.setObjectName("side")
        side.setMinimumWidth(tokens.LIST_LEAST)
        column = QVBoxLayout(side)
        column.setContentsMargins(tokens.GAP, tokens.GAP, tokens.TIGHT, tokens.GAP)
        column.setSpacing(tokens.NEAR)
        column.addWidget(self._title)
        column.addWidget(self.list, 1)
        column.addWidget(self._more)
        return side
