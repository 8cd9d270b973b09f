"""Fetches a record that a file says is kept elsewhere, beside the window's own work, and only when a person asks."""

from __future__ import annotations

import contextlib
import threading

from PySide6.QtCore import QObject, Signal

from verify.model import RecordState, Report, limits


def host_to_ask(report: Report) -> str:
    """Return the host that a fetch would ask for this file's record; empty where there is nothing to fetch."""
    if report.record.state is not RecordState.REMOTE:
        return ""
    from verify.store.network.url_policy import FetchError, host_of

    try:
        return host_of(report.record.url)
    except FetchError:
        return ""


class ManifestFetch(QObject):
    """`arrived` carries the number that the caller gave and the record's bytes; `failed` the number alone."""

    arrived = Signal(int, bytes)
    failed = Signal(int)

    def fetch(self, number: int, url: str) -> None:
        """Ask the host of `url`, and no other, for the record."""
        threading.Thread(target=self._work, args=(number, url), daemon=True).start()

    def _work(self, number: int, url: str) -> None:
        from verify.store.network.fetch import fetch

        with contextlib.suppress(RuntimeError):  # the window was closed meanwhile
            try:
                record = fetch(url, limits.FETCHED_BYTES).content
            except Exception:  # noqa: BLE001 - whatever a server does, the person is told that nothing came
                self.failed.emit(number)
            else:
                self.arrived.emit(number, record)
