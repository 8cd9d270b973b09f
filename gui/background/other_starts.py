"""Listens for other starts of the program, which hand their files to this window."""

from __future__ import annotations

import contextlib
import threading
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal, Slot

if TYPE_CHECKING:
    from gui.background.start_socket import Meeting

_END_SECONDS: Final = 10.0


class OtherStarts(QObject):
    """`files_wanted` carries the absolute paths that another start was given. It can ask for nothing else."""

    files_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._meeting: Meeting | None = None
        self._thread: threading.Thread | None = None

    @Slot()
    def listen(self) -> None:
        """Listen from now on. Where another window does, or this system or folder does not allow it, nobody is heard.

        What it needs is imported now: it takes longer than all that a window needs to be shown.
        """
        from gui.background.start_socket import Meeting, NoMeetingError

        with contextlib.suppress(OSError, NoMeetingError):
            self._meeting = Meeting()
            self._thread = threading.Thread(target=self._listen, args=(self._meeting,), daemon=True)
            self._thread.start()

    def close(self) -> None:
        """Stop listening, so that the next start opens a window of its own."""
        if self._meeting is not None and self._thread is not None:
            self._meeting.close()
            self._thread.join(_END_SECONDS)
            self._meeting = None

    def _listen(self, meeting: Meeting) -> None:
        from gui.background.start_socket import REFUSED, TAKEN, NoMeetingError, receive_paths

        while True:
            try:
                peer = meeting.accept()
            except OSError:  # closed
                return
            with peer, contextlib.suppress(OSError):
                try:
                    paths = receive_paths(peer)
                except NoMeetingError:
                    peer.sendall(REFUSED)
                    continue
                with contextlib.suppress(RuntimeError):  # the window was closed meanwhile
                    self.files_wanted.emit(paths)
                    peer.sendall(TAKEN)
