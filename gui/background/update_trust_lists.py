"""Fetches the official trust lists beside the window's own work, and only when a person asked for it."""

from __future__ import annotations

import contextlib
import threading
from datetime import UTC, datetime

from PySide6.QtCore import QObject, Signal

from verify.store.folders import data_folder
from verify.store.network.fetch import FetchError
from verify.store.trust import official_lists, update
from verify.store.trust.certificates import TrustError
from verify.store.trust.store import TrustStore


def hosts() -> tuple[str, ...]:
    """Return every host that a renewal asks."""
    return update.hosts_of(official_lists.read_index())


class TrustListUpdate(QObject):
    """`renewed` carries the name of a list and its certificates; `failed` its name, the problem and a detail."""

    renewed = Signal(str, int)
    failed = Signal(str, str, str)
    finished = Signal()

    def start(self) -> None:
        """Ask the hosts for all lists, one after the other."""
        threading.Thread(target=self._work, daemon=True).start()

    def _work(self) -> None:
        store = TrustStore(data_folder())
        today = datetime.now(UTC).date()
        with contextlib.suppress(RuntimeError):  # the window was closed meanwhile
            for known in official_lists.read_index():
                try:
                    found = update.update_list(store, known, today)
                except (FetchError, TrustError) as error:
                    self.failed.emit(known.name, error.problem.value, error.detail)
                else:
                    self.renewed.emit(found.facts.name, found.facts.certificates)
            self.finished.emit()
