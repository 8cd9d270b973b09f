"""Takes in what is dropped, pasted or chosen in a dialog: hands paths on, keeps pictures, or says why not.

It opens no file; a picture without a file is kept in a temporary one as long as the window is there.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, Slot
from PySide6.QtGui import QGuiApplication

if TYPE_CHECKING:
    from gui.context import Context
    from gui.dialogs.file_dialogs import OpenDialogs
    from gui.dropping.payload import Payload, ScratchFolder


class Intake(QObject):
    """The window's door for files."""

    def __init__(self, context: Context) -> None:
        super().__init__(context.widget)
        self._context = context
        self._scratch: ScratchFolder | None = None
        self._opening: OpenDialogs | None = None

    def take(self, mime: QMimeData) -> None:
        """Have checked what was dropped or pasted, or say why not."""
        from gui.dropping.payload import read_payload

        offer = read_payload(mime)
        if offer.refusal is not None:
            self._context.show_notice(offer.refusal.value)
        elif offer.paths:
            self.open(offer.paths)
        else:
            try:
                self._keep(offer)
            except OSError:
                self._context.show_notice("not_kept")

    def open(self, paths: Sequence[str]) -> None:
        """Have checked what a person named, and remember where it lies if that is allowed."""
        self._context.note_recent(list(paths))
        self._context.check(paths)

    @Slot(str)
    def open_one(self, path: str) -> None:
        """Have checked what the desktop asks to open."""
        self.open([path])

    def paste(self) -> None:
        """Take what is on the clipboard."""
        self.take(QGuiApplication.clipboard().mimeData())

    def ask_for_files(self) -> None:
        """Open a dialog for files."""
        self._opener().ask_for_files(self._context.translator)

    def ask_for_folder(self) -> None:
        """Open a dialog for a folder."""
        self._opener().ask_for_folder(self._context.translator)

    def close_down(self) -> None:
        """Remove what was kept."""
        if self._scratch is not None:
            self._scratch.remove()

    def _keep(self, offer: Payload) -> None:
        from gui.dropping.payload import ScratchFolder

        if self._scratch is None:
            self._scratch = ScratchFolder(self)
        scratch, name = self._scratch, self._context.translator.text("window.pasted_picture")
        if offer.promised:
            self._context.check([scratch.keep_file(promised, name) for promised in offer.promised])
        else:
            self._context.check_pasted(scratch.keep(offer, name))

    def _opener(self) -> OpenDialogs:
        if self._opening is None:
            from gui.dialogs.file_dialogs import OpenDialogs

            self._opening = OpenDialogs(self._context.widget)
            self._opening.chosen.connect(self._on_chosen)
        return self._opening

    @Slot(list)
    def _on_chosen(self, paths: list[str]) -> None:
        self.open(paths)
