"""Asks issuers whether certificates were withdrawn, beside the window's own work, and only when a person agreed."""

from __future__ import annotations

import contextlib
import threading

from PySide6.QtCore import QObject, Signal

from verify.model import Record, RevocationQuestion


class RevocationCheck(QObject):
    """Two steps: whom to ask, which asks nobody yet; then the asking.

    `listed` carries the number that the caller gave and the questions; `answered` the number and the answers; `failed`
    the number and why whom to ask could not be found out.
    """

    listed = Signal(int, object)
    answered = Signal(int, object)
    failed = Signal(int, str)

    def list_questions(self, number: int, record: Record) -> None:
        """Find out what can be asked about the certificates behind a record, and of whom."""
        threading.Thread(target=self._list, args=(number, record), daemon=True).start()

    def ask(self, number: int, questions: tuple[RevocationQuestion, ...]) -> None:
        """Ask the hosts that the person was shown."""
        threading.Thread(target=self._ask, args=(number, questions), daemon=True).start()

    def _list(self, number: int, record: Record) -> None:
        from verify.features.revocation import ask
        from verify.store.options import current_options

        with contextlib.suppress(RuntimeError):  # the window was closed meanwhile
            try:
                questions = ask.list_questions(record, current_options().trust)
            except Exception as error:  # noqa: BLE001 - whatever is in the certificates, the person is told
                self.failed.emit(number, str(error))
            else:
                self.listed.emit(number, questions)

    def _ask(self, number: int, questions: tuple[RevocationQuestion, ...]) -> None:
        from verify.features.revocation import ask

        with contextlib.suppress(RuntimeError):
            try:
                answers = ask.ask(questions)
            except Exception as error:  # noqa: BLE001 - whatever a server does, the person is told
                self.failed.emit(number, str(error))
            else:
                self.answered.emit(number, answers)
