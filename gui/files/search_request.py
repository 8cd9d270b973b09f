"""The search for a lost record of the file that is shown: what is sent is said before, and another host is asked about.

What is found stands beside the answer and changes nothing of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from gui.background.record_search import RecordSearcher
from gui.dialogs.network_question import NetworkQuestion
from gui.file_item import FileItem
from gui.files.controller import FileController
from verify.model import RecordSearch
from verify.report.words.cards.found_record import name_codes
from verify.report.words.catalogue import Translator

if TYPE_CHECKING:
    from verify.features.lost_record.search import Codes
    from verify.store.resolvers import Resolver


class _Open(Struct, frozen=True):
    """A search that was begun: for which file, by which codes, and what is known of it."""

    number: int
    codes: Codes
    resolver: Resolver | None = None
    found: RecordSearch | None = None


class SearchRequest(QObject):
    """One search at a time. `noticed` carries the key of a notice and its facts; no key takes the last one away."""

    noticed = Signal(str, object)

    def __init__(self, parent: QWidget, checks: FileController, translator: Translator) -> None:
        super().__init__(parent)
        self._window = parent
        self._checks = checks
        self._translator = translator
        self._open: _Open | None = None
        self._searcher = RecordSearcher(self)
        self._searcher.coded.connect(self._on_coded)
        self._searcher.asked.connect(self._on_asked)
        self._searcher.checked.connect(self._on_checked)
        self._searcher.failed.connect(self._on_failed)

    def retranslate(self, translator: Translator) -> None:
        """Ask in another language from now on."""
        self._translator = translator

    def begin(self, entry: FileItem) -> None:
        """Compute the codes of a file; nobody is asked before the person agrees."""
        self._searcher.list_codes(entry.number, entry.report)

    @Slot(int, object)
    def _on_coded(self, number: int, codes: Codes) -> None:
        if self._checks.entry(number) is None:
            return
        if not codes.items:
            self.noticed.emit("find_record_no_code", {})
            return
        from gui.dialogs.search_dialog import SearchDialog
        from verify.store.folders import data_folder
        from verify.store.resolvers import ResolverStore

        self._open = _Open(number, codes)
        names = name_codes(self._translator, [code.algorithm for code in codes.items])
        dialog = SearchDialog(self._window, self._translator, names, ResolverStore(data_folder()).list_all())
        dialog.agreed.connect(self._on_agreed)
        dialog.open()

    @Slot(object)
    def _on_agreed(self, resolver: Resolver) -> None:
        if self._open is not None:
            self._open = _Open(self._open.number, self._open.codes, resolver)
            self.noticed.emit("find_record_asking", {"host": resolver.host})
            self._searcher.ask(self._open.number, resolver, self._open.codes)

    @Slot(int, object)
    def _on_asked(self, number: int, answer: RecordSearch) -> None:
        begun = self._open
        if begun is None or begun.number != number or begun.resolver is None or self._checks.entry(number) is None:
            return
        self._open = _Open(number, begun.codes, begun.resolver, answer)
        if not answer.other_hosts:
            self._fetch(())
            return
        text, hosts = self._translator.text, self._translator.enumerate(*answer.other_hosts)
        dialog = NetworkQuestion(
            self._window,
            self._translator,
            text("window.find_record_other"),
            text("window.find_record_other_told", host=answer.host, keepers=hosts),
            text("window.find_record_other_go"),
        )
        dialog.accepted.connect(self._on_others_allowed)
        dialog.rejected.connect(self._on_others_refused)
        dialog.open()

    @Slot()
    def _on_others_allowed(self) -> None:
        answer = self._open.found if self._open else None
        self._fetch(answer.other_hosts if answer else ())

    @Slot()
    def _on_others_refused(self) -> None:
        self._fetch(())

    def _fetch(self, allowed: tuple[str, ...]) -> None:
        begun = self._open
        if begun is not None and begun.resolver is not None and begun.found is not None:
            self._searcher.fetch(begun.number, begun.resolver, begun.found, begun.codes, allowed=allowed)

    @Slot(int, object)
    def _on_checked(self, number: int, answer: RecordSearch) -> None:
        self._open = None
        self._checks.attach_search(number, answer)
        self.noticed.emit("", {})

    @Slot(int)
    def _on_failed(self, _number: int) -> None:
        self._open = None
        self.noticed.emit("find_record_failed", {})
