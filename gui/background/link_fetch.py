"""Fetches what is at an address beside the window's own work, and only when a person agreed to the host."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from verify.store.network.fetch import DEFAULT_REACH, Reach

if TYPE_CHECKING:
    from verify.features.links.fetch_link import FetchedLink
    from verify.features.links.link import Link

_TELL_SECONDS: Final = 0.2  # between two words about how much has come


class LinkFetch(QObject):
    """One address at a time.

    `progressed` carries the bytes that are here and those in all (0: not known), as numbers of any size; `arrived` what
    came; `moved` the host that the server sends us on to; `failed` the problem and its detail. `listed` carries what a
    page names, `unlisted` why that could not be read.
    """

    progressed = Signal(object, object)
    arrived = Signal(object)
    moved = Signal(str)
    failed = Signal(str, str)
    listed = Signal(object)
    unlisted = Signal(str)

    def __init__(self, parent: QObject, reach: Reach = DEFAULT_REACH) -> None:
        super().__init__(parent)
        self._reach = reach
        self._stopped = threading.Event()

    def read(self, address: str) -> Link:
        """Read an address; nobody is asked. Raises FetchError."""
        from verify.features.links.link import read_link

        return read_link(address, any_port=self._reach.private)

    def fetch(self, link: Link, path: Path, hosts: frozenset[str], page: str, *, keep_query: bool) -> None:
        """Fetch a link into a new file, asking its host and those of `hosts`."""
        self._stopped = stopped = threading.Event()
        self._start(lambda: self._fetch(link, path, hosts, page, stopped, keep_query=keep_query))

    def list_page(self, came: FetchedLink) -> None:
        """List what a page names; nobody is asked."""

        def work() -> None:
            from verify.features.links.page_media import list_page_media
            from verify.model.errors import TaskError

            try:
                media = list_page_media(came.path, came.page, came.encoding, any_port=self._reach.private)
            except (TaskError, OSError) as error:
                self.unlisted.emit(str(error))
            else:
                self.listed.emit(media)

        self._start(work)

    def stop(self) -> None:
        """Give up what is being fetched; nothing of it is left."""
        self._stopped.set()

    def _fetch(
        self, link: Link, path: Path, hosts: frozenset[str], page: str, stopped: threading.Event, *, keep_query: bool
    ) -> None:
        from verify.features.links.fetch_link import fetch_link
        from verify.store.network.url_policy import FetchError, FetchProblem

        told = time.monotonic()

        def go_on(here: int, total: int) -> bool:
            nonlocal told
            if time.monotonic() - told > _TELL_SECONDS:
                told = time.monotonic()
                self.progressed.emit(here, total)
            return not stopped.is_set()

        try:
            came = fetch_link(link, path, go_on, hosts=hosts, keep_query=keep_query, page=page, reach=self._reach)
        except FetchError as error:
            if error.problem is FetchProblem.OTHER_HOST:
                self.moved.emit(error.detail)
            elif not stopped.is_set():
                self.failed.emit(error.problem.value, error.detail)
        except OSError as error:
            self.failed.emit("", error.strerror or str(error))
        else:
            self.arrived.emit(came)

    def _start(self, work: Callable[[], None]) -> None:
        def run() -> None:
            with contextlib.suppress(RuntimeError):  # the window was closed meanwhile
                work()

        threading.Thread(target=run, daemon=True).start()
