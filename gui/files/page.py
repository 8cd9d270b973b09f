"""The first page: an invitation while nothing is listed, then the workbench, which is made after the first painting."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from gui.dropping.drop_zone import DropZone
from gui.widgets import tokens

if TYPE_CHECKING:
    from gui.context import Context
    from gui.files.split_view import Workbench
    from verify.report.words.catalogue import Translator


_OF_A_ROW: Final = ("check_again", "remove")  # what a right-click on a file offers beside ways to share


class FilesPage(QStackedWidget):
    """What is listed, or how to list something. `filled` says whether any file is listed."""

    filled = Signal(bool)

    def __init__(self, context: Context) -> None:
        super().__init__(context.widget)
        self._context = context
        self._workbench: Workbench | None = None
        to_open = (
            context.action("open_files"),
            context.action("open_folder"),
            context.action("paste"),
            context.action("page_learn"),
        )
        self.invitation = DropZone(self, to_open)
        around = QWidget(self)
        around.setObjectName("page")
        rows = QVBoxLayout(around)
        rows.setContentsMargins(tokens.WIDE, tokens.WIDE, tokens.WIDE, tokens.WIDE)
        rows.addWidget(self.invitation)
        empty = QScrollArea(self)  # large text in a small window
        empty.setObjectName("scrolled")
        empty.setFrameShape(QFrame.Shape.NoFrame)
        empty.setWidgetResizable(True)
        empty.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        empty.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        empty.setWidget(around)
        self.addWidget(empty)
        self.invitation.retranslate(context.translator)

    @property
    def workbench(self) -> Workbench:
        """List and panel, made now if they were not yet needed."""
        if self._workbench is None:
            context = self._context
            supervisor = context.make_supervisor()
            supervisor.warm_up()  # its processes begin while this one loads what it shows
            from gui.files.split_view import Workbench

            workbench = Workbench(
                self,
                context.translator,
                supervisor,
                context.action("open_files"),
                (context.action("previous_file"), context.action("next_file")),
            )
            workbench.offer_sharing(context.make_share_menu(workbench), [context.action(name) for name in _OF_A_ROW])
            workbench.filled.connect(self._on_filled)
            workbench.noticed.connect(self._on_noticed)
            workbench.page_wanted.connect(context.show_page)
            workbench.panel.answer.preview.pages = context.page_keys
            self.addWidget(workbench)
            self._workbench = workbench
        return self._workbench

    def check(self, paths: Sequence[str]) -> None:
        """Have files checked, and all files of folders."""
        self.workbench.check(paths)

    def step_file(self, by: int) -> None:
        """Show the next file of the list (1) or the one before (-1)."""
        self.workbench.list.step(by)

    def retranslate(self, translator: Translator) -> None:
        """Show everything in another language."""
        self.invitation.retranslate(translator)
        if self._workbench is not None:
            self._workbench.retranslate(translator)

    def set_inviting(self, inviting: bool) -> None:
        """Show that what is being dragged may be dropped."""
        self.invitation.set_inviting(inviting)
        if self._workbench is not None:
            self._workbench.list.set_inviting(inviting)

    def configure(self) -> None:
        """Have files that are not yet begun checked as it was chosen since."""
        if self._workbench is not None:
            self._workbench.configure()

    def close_down(self) -> None:
        """End all work."""
        if self._workbench is not None:
            self._workbench.close_down()

    @Slot(bool)
    def _on_filled(self, any_files: bool) -> None:
        if any_files and self.currentIndex() == 0:
            self.setCurrentIndex(1)
            self.workbench.list.setFocus()  # the buttons of the invitation are gone
        elif not any_files:
            self.setCurrentIndex(0)
        self.filled.emit(any_files)

    @Slot(str, object)
    def _on_noticed(self, key: str, facts: dict[str, str]) -> None:
        self._context.show_notice(key, **facts)
