"""The option `--ask-revocation`: issuers are asked about certificates behind records, each host named before."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from verify.features.batch.inspect_files import Followup
from verify.model import CertificateStatus, Report, RevocationAnswer, Supplement, TrustList
from verify.report.words.catalogue import Translator


def add_revocation_option(parser: argparse.ArgumentParser) -> None:
    """Describe the option."""
    parser.add_argument(
        "--ask-revocation",
        action="store_true",
        help="help.shared.revocation",
    )


class RevocationFollowup(Followup):
    """Asks about the certificates of identified signers, each certificate once in a run. `tell` hears sentences."""

    def __init__(self, trust: tuple[TrustList, ...], tell: Callable[[str], None], translator: Translator) -> None:
        super().__init__()
        self._trust = trust
        self._tell = tell
        self._translator = translator
        self._answers: dict[str, CertificateStatus] = {}  # by the certificate's digest
        self._named: set[str] = set()  # hosts that were named already

    def is_wanted(self, report: Report) -> bool:
        """Whether a list identifies a signer of the record, and a certificate names an address."""
        return bool(report.record.chains)

    def bring(self, report: Report) -> Supplement | None:
        """Find out whom to ask, name the hosts, and ask."""
        from verify.features.revocation import ask  # it loads what speaks with others

        try:
            questions = ask.list_questions(report.record, self._trust)
        except ask.AskError as error:
            self._tell(self._translator.text("commands.revocation.nobody", reason=str(error)))
            return None
        new = [question for question in questions if question.digest not in self._answers]
        hosts = [host for host in ask.list_hosts(new) if host not in self._named]
        if hosts:
            self._named.update(hosts)
            self._tell(self._translator.text("commands.revocation.asking", hosts=self._translator.enumerate(*hosts)))
        for status in ask.ask(new):
            self._answers[status.certificate] = status
        answers = tuple(self._answers[question.digest] for question in questions)
        if any(status.answer is RevocationAnswer.NO_ANSWER for status in answers):
            self._tell(self._translator.text("commands.revocation.unanswered", file=report.file.name))
        return Supplement(revocation=answers) if answers else None
