"""What a person can ask of others about the file that is shown: its record, and whether a certificate was withdrawn.

Each request names its host first, brings something in a thread of its own, and has the file checked again with it. The
search for a lost record (`search_request`) is apart: what comes of it changes nothing of an answer.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from gui.background.downloads import ManifestFetch, host_of_manifest
from gui.background.revocation import RevocationCheck
from gui.dialogs.network_question import NetworkQuestion
from gui.file_item import FileItem
from gui.files.controller import FileController
from verify.model import CertificateStatus, RevocationQuestion, Supplement
from verify.report.words.catalogue import Translator


class NetworkRequests(QObject):
    """`noticed` carries the key of a notice and its facts; no key takes the last one away."""

    noticed = Signal(str, object)

    def __init__(self, parent: QWidget, checks: FileController, translator: Translator) -> None:
        super().__init__(parent)
        self._window = parent
        self._checks = checks
        self._translator = translator
        self._question: tuple[int, tuple[RevocationQuestion, ...]] = (0, ())  # file and questions of the open dialog
        self._fetch = ManifestFetch(self)
        self._fetch.arrived.connect(self._on_record)
        self._fetch.failed.connect(self._on_no_record)
        self._revocation = RevocationCheck(self)
        self._revocation.listed.connect(self._on_questions)
        self._revocation.answered.connect(self._on_answers)
        self._revocation.failed.connect(self._on_nobody)

    def retranslate(self, translator: Translator) -> None:
        """Ask in another language from now on."""
        self._translator = translator

    # -- the record that is kept elsewhere

    def fetch_record(self, entry: FileItem) -> None:
        """Fetch the remote manifest that a file points to; its host stands on the button."""
        self.noticed.emit("fetching", {"host": host_of_manifest(entry.report)})
        self._fetch.fetch(entry.number, entry.report.record.url)

    @Slot(int, bytes)
    def _on_record(self, number: int, record: bytes) -> None:
        if self._checks.entry(number) is not None:
            self._checks.begin_with(number, Supplement(bytes(record)))
            self.noticed.emit("", {})

    @Slot(int)
    def _on_no_record(self, number: int) -> None:
        if self._checks.entry(number) is not None:
            self.noticed.emit("not_fetched", {})

    # -- whether a certificate was withdrawn

    def ask_of_withdrawal(self, entry: FileItem) -> None:
        """Find out whom to ask about the certificates behind a record; nobody is asked before the person agrees."""
        self._revocation.list_questions(entry.number, entry.report.record)

    @Slot(int, object)
    def _on_questions(self, number: int, questions: tuple[RevocationQuestion, ...]) -> None:
        if self._checks.entry(number) is None:
            return
        if not questions:
            self.noticed.emit("revocation_nobody", {})
            return
        text = self._translator.text
        dialog = NetworkQuestion(
            self._window,
            self._translator,
            text("window.revocation_question"),
            text("window.revocation_told", hosts=self._name_hosts(questions)),
            text("window.revocation_go"),
        )
        self._question = (number, questions)
        dialog.accepted.connect(self._on_asking_agreed)
        dialog.open()

    @Slot()
    def _on_asking_agreed(self) -> None:
        number, questions = self._question
        self.noticed.emit("revocation_asking", {"hosts": self._name_hosts(questions)})
        self._revocation.ask(number, questions)

    def _name_hosts(self, questions: tuple[RevocationQuestion, ...]) -> str:
        return self._translator.enumerate(*dict.fromkeys(question.host for question in questions))

    @Slot(int, object)
    def _on_answers(self, number: int, answers: tuple[CertificateStatus, ...]) -> None:
        if self._checks.entry(number) is not None:
            self._checks.begin_with(number, Supplement(revocation=tuple(answers)))
            self.noticed.emit("", {})

    @Slot(int, str)
    def _on_nobody(self, number: int, _reason: str) -> None:
        if self._checks.entry(number) is not None:
            self.noticed.emit("revocation_nobody", {})
