"""Takes in what is dropped, pasted or chosen in a dialog: hands paths on, keeps pictures, or says why not.

It opens no file; a picture without a file, and what is fetched from an address, is kept in a temporary one as long as
the window is there.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, Qt, Slot
from PySide6.QtGui import QGuiApplication

from gui.dropping.sliced_work import SlicedWork, Steps

if TYPE_CHECKING:
    from gui.background.picture_file import PictureFile
    from gui.context import Context
    from gui.dialogs.file_dialogs import OpenDialogs
    from gui.dropping.payload import Offer, Payload
    from gui.dropping.scratch_folder import ScratchFolder
    from verify.features.links.browser.inbox import Inbox
    from verify.model import FetchedFrom


class Intake(QObject):
    """The window's door for files."""

    def __init__(self, context: Context) -> None:
        super().__init__(context.widget)
        self._context = context
        self._scratch: ScratchFolder | None = None
        self._opening: OpenDialogs | None = None
        self._picture_file: PictureFile | None = None
        self._work = SlicedWork(self)
        self._handed: list[str] = []  # files that a browser handed over

    def take(self, mime: QMimeData) -> None:
        """Have checked what was dropped or pasted, or say why not; what is large is looked into between events."""
        from gui.dropping.payload import take_offer

        self._work.begin(self._take(take_offer(mime)))

    def open(self, paths: Sequence[str]) -> None:
        """Have checked what a person named, and remember where it lies if that is allowed.

        What a browser handed over is no file that a person knows the place of: it is not remembered.
        """
        own = [path for path in paths if not self._take_handed(path)]
        if own:
            self._context.note_recent(own)
            self._context.check(own)

    @Slot(object)
    def open_one(self, path: str) -> None:
        """Have checked what the desktop asks to open."""
        self.open([path])

    @Slot(object)
    def open_for_other_start(self, paths: Sequence[str]) -> None:
        """Have checked what another start of the program was given, and show the window that it is in."""
        self.open(paths)
        window = self._context.widget.window()
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.raise_()
        window.activateWindow()

    def paste(self) -> None:
        """Take what is on the clipboard."""
        self.take(QGuiApplication.clipboard().mimeData())

    def ask_for_files(self) -> None:
        """Open a dialog for files."""
        self._opener().ask_for_files(self._context.translator)

    def ask_for_folder(self) -> None:
        """Open a dialog for a folder."""
        self._opener().ask_for_folder(self._context.translator)

    def ask_about(self, addresses: Sequence[str]) -> None:
        """Open the dialog for addresses; with none, for one that a person types. It names each host before it asks."""
        from gui.links.dialog import LinkDialog

        dialog = LinkDialog(self._context.widget, self._context.translator, addresses, self._make_place_for_link)
        dialog.arrived.connect(self._on_fetched)
        dialog.open()

    def close_down(self) -> None:
        """Remove what was kept."""
        self._work.stop()
        for path in self._handed:
            self._open_inbox().remove(path)
        if self._scratch is not None:
            self._scratch.remove()

    def _take(self, offer: Offer) -> Steps[None]:
        from gui.dropping.payload import read_offer

        payload = yield from read_offer(offer)
        if payload.paths:
            self.open(payload.paths)
        if payload.links:
            self.ask_about(payload.links)
        elif payload.refusal is not None:
            self._context.show_notice(payload.refusal.value)
        elif not payload.paths:
            try:
                yield from self._keep(payload)
            except OSError:
                self._context.show_notice("not_kept")

    def _keep(self, payload: Payload) -> Steps[None]:
        from gui.dropping.scratch_folder import write_file

        scratch, name = self._open_scratch(), self._context.translator.text("window.pasted_picture")
        if payload.promised:
            places = [scratch.make_place_for(promised, name) for promised in payload.promised]
            for promised, place in zip(payload.promised, places, strict=True):
                yield from write_file(place, promised.data)
            self._context.check([str(place) for place in places])
        elif payload.picture is not None:
            self._packer().write(payload.picture, scratch.make_place(name))
        else:
            place = scratch.make_place(name)
            yield from write_file(place, payload.encoded)
            self._context.check_pasted(str(place))

    def _take_handed(self, path: str) -> bool:
        """Take what a browser handed over, and return whether the path means that: an address always asks first."""
        inbox = self._open_inbox()
        handed = inbox.take(path)
        if handed is None:
            return False
        if handed.fetched is not None:
            self._handed.append(handed.path)
            self._context.check_fetched(handed.path, handed.fetched)
        else:
            inbox.remove(path)
            self.ask_about((handed.address,))
        return True

    @staticmethod
    def _open_inbox() -> Inbox:
        from verify.features.links.browser.inbox import Inbox

        return Inbox()

    def _open_scratch(self) -> ScratchFolder:
        from gui.dropping.scratch_folder import ScratchFolder

        if self._scratch is None:
            self._scratch = ScratchFolder(self)
        return self._scratch

    def _make_place_for_link(self, name: str) -> Path:
        """Return a new place for what is at an address that gives it this name. Raises OSError."""
        from gui.dropping.virtual_files import VirtualFile

        otherwise = self._context.translator.text("window.link_file")
        return self._open_scratch().make_place_for(VirtualFile(name, b""), otherwise)

    def _packer(self) -> PictureFile:
        if self._picture_file is None:
            from gui.background.picture_file import PictureFile

            self._picture_file = PictureFile(self)
            self._picture_file.written.connect(self._on_written)
        return self._picture_file

    def _opener(self) -> OpenDialogs:
        if self._opening is None:
            from gui.dialogs.file_dialogs import OpenDialogs

            self._opening = OpenDialogs(self._context.widget)
            self._opening.chosen.connect(self._on_chosen)
            self._opening.unclear.connect(self._on_unclear)
        return self._opening

    @Slot(object)
    def _on_chosen(self, paths: list[str]) -> None:
        self.open(paths)

    @Slot()
    def _on_unclear(self) -> None:
        self._context.show_notice("refused_unclear")

    @Slot(object, object)
    def _on_fetched(self, path: Path, fetched: FetchedFrom) -> None:
        self._context.check_fetched(str(path), fetched)

    @Slot(object, bool)
    def _on_written(self, path: Path, well: bool) -> None:
        if well:
            self._context.check_pasted(str(path))
        else:
            self._context.show_notice("not_kept")
