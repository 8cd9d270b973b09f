"""Looks for a lost record beside the window's own work, in three steps between which a person is asked."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from verify.model import RecordSearch, Report

if TYPE_CHECKING:
    from verify.features.lost_record.search import Codes
    from verify.store.resolvers import Resolver


class RecordSearcher(QObject):
    """Every signal carries the number that the caller gave.

    `coded` carries the codes of a file, `asked` what a resolver answered, `checked` the same with the records that were
    fetched; `failed` says that an error of ours ended it.
    """

    coded = Signal(int, object)
    asked = Signal(int, object)
    checked = Signal(int, object)
    failed = Signal(int)

    def list_codes(self, number: int, report: Report) -> None:
        """Compute the codes of a file; nobody is asked."""

        def work() -> None:
            from verify.features.lost_record import search

            self.coded.emit(number, search.list_codes(report))

        self._start(number, work)

    def ask(self, number: int, resolver: Resolver, codes: Codes) -> None:
        """Send the codes to the resolver that the person chose."""

        def work() -> None:
            from verify.features.lost_record import search

            self.asked.emit(number, search.ask_resolver(resolver, codes))

        self._start(number, work)

    def fetch(
        self, number: int, resolver: Resolver, answer: RecordSearch, codes: Codes, allowed: tuple[str, ...]
    ) -> None:
        """Fetch records from the resolver and from the other hosts that the person allowed, and check them."""

        def work() -> None:
            from verify.features.lost_record import search
            from verify.store.options import current_options

            trust = current_options().trust
            self.checked.emit(number, search.fetch_records(resolver, answer, codes, trust, allowed=allowed))

        self._start(number, work)

    def _start(self, number: int, work: Callable[[], None]) -> None:
        def run() -> None:
            with contextlib.suppress(RuntimeError):  # the window was closed meanwhile
                try:
                    work()
                except RuntimeError:
                    raise
                except Exception:  # noqa: BLE001 - whatever a server does, the person is told
                    self.failed.emit(number)

        threading.Thread(target=run, daemon=True).start()
