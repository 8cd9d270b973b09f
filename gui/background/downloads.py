"""Fetches manifests and trust lists over the network, beside the window's own work, and only when a person asks."""

from __future__ import annotations

import contextlib
import threading

from PySide6.QtCore import QObject, Signal

from verify.model import RecordState, Report, limits


def host_of_manifest(report: Report) -> str:
    """Return the host that keeps this file's remote manifest; empty where there is nothing to fetch."""
    if report.record.state is not RecordState.REMOTE:
        return ""
    from verify.store.network.url_policy import FetchError, parse_host

    try:
        return parse_host(report.record.url)
    except FetchError:
        return ""


class ManifestFetch(QObject):
    """Fetches remote manifests.

    `arrived` carries the number that the caller gave and the bytes of the manifest store; `failed` the number alone.
    """

    arrived = Signal(int, bytes)
    failed = Signal(int)

    def fetch(self, number: int, url: str) -> None:
        """Ask the host of `url`, and no other, for the manifest store; it may hold `limits.FETCHED_BYTES`."""
        threading.Thread(target=self._work, args=(number, url), daemon=True).start()

    def _work(self, number: int, url: str) -> None:
        from verify.store.network.fetch import fetch

        with contextlib.suppress(RuntimeError):  # the window was closed meanwhile
            try:
                content = fetch(url, limits.FETCHED_BYTES).content
            except Exception:  # noqa: BLE001 - whatever a server does, the person is told that nothing came
                self.failed.emit(number)
            else:
                self.arrived.emit(number, content)


def hosts_of_trust_lists() -> tuple[str, ...]:
    """Return every host that an update of the trust lists asks."""
    from verify.store.trust import official_lists, update

    return update.list_hosts(official_lists.read_index())


class TrustListUpdate(QObject):
    """Fetches the official trust lists.

    `updated` carries the name of a list and the number of its certificates; `failed` its name, the problem, a detail.
    """

    updated = Signal(str, int)
    failed = Signal(str, str, str)
    finished = Signal()

    def start(self) -> None:
        """Ask the hosts for all lists, one after the other."""
        threading.Thread(target=self._work, daemon=True).start()

    def _work(self) -> None:
        from datetime import UTC, datetime

        from verify.store.folders import data_folder
        from verify.store.network.fetch import FetchError
        from verify.store.trust import official_lists, update
        from verify.store.trust.certificates import TrustError
        from verify.store.trust.store import TrustStore

        store = TrustStore(data_folder())
        today = datetime.now(UTC).date()
        with contextlib.suppress(RuntimeError):  # the window was closed meanwhile
            for known in official_lists.read_index():
                try:
                    facts = update.update_list(store, known, today).facts
                except (FetchError, TrustError) as error:
                    self.failed.emit(known.name, error.problem.value, error.detail)
                else:
                    self.updated.emit(facts.name, facts.certificates)
            self.finished.emit()
