"""Asks the memory about files that were answered, beside the window's own work, and only while it is switched on."""

from __future__ import annotations

import contextlib
import queue
import threading
from typing import Final

from PySide6.QtCore import QObject, Signal

from gui.unused_notice import choose_memory_notice
from verify.model import Report
from verify.store import memory_switch
from verify.store.database_errors import DatabaseError
from verify.store.folders import data_folder

_IDLE_SECONDS: Final = 1.0  # then the store is closed, so that others may forget all of it
_END_SECONDS: Final = 5.0

Job = tuple[int, Report]


class MemoryLookup(QObject):
    """`recalled` carries the number that the caller gave and the `Hints`; `noticed` what is wrong with it, once:
    the key of the words and their facts."""

    recalled = Signal(int, object)
    noticed = Signal(str, object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._has_failed = False

    def look_up(self, number: int, report: Report) -> None:
        """Look a report up and remember it, where the memory is on."""
        if not memory_switch.is_on(data_folder()):
            return
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, daemon=True)
            self._thread.start()
        self._jobs.put((number, report))

    def close(self) -> None:
        """End when what waits is remembered, or give it up if that takes long."""
        if self._thread is not None:
            self._jobs.put(None)
            self._thread.join(_END_SECONDS)
            self._thread = None

    def _work(self) -> None:
        with contextlib.suppress(RuntimeError):  # the window was closed meanwhile
            job = self._jobs.get()
            while job is not None:
                job = self._work_until_idle(job)

    def _work_until_idle(self, job: Job) -> Job | None:
        """Work off jobs until there is a pause, and return the first one after it."""
        from verify.features.memory.lookup import MemoryAccess

        with contextlib.closing(MemoryAccess(data_folder(), self._tell)) as memory:
            following: Job | None = job
            while following is not None:
                number, report = following
                if memory_switch.is_on(data_folder()):
                    self.recalled.emit(number, memory.find_hints(report))
                try:
                    following = self._jobs.get(timeout=_IDLE_SECONDS)
                except queue.Empty:
                    break
            else:
                return None
        return self._jobs.get()

    def _tell(self, error: DatabaseError) -> None:
        if error.set_aside is None and self._has_failed:
            return
        self._has_failed = self._has_failed or error.set_aside is None
        self.noticed.emit(*choose_memory_notice(str(error.path), str(error.set_aside or ""), error.reason))
