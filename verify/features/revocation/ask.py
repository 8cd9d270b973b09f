"""Ask issuers whether certificates were withdrawn: first whom, to be shown to a person; then, if wanted, each of them.

Certificates and answers are read in confined tasks. Nothing is asked about a signer whom no list identifies: an unknown
issuer's "good" would be nobody's word.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Final, TypeVar

from verify.model import (
    CertificateStatus,
    NoAnswer,
    Record,
    RevocationAnswer,
    RevocationQuestion,
    RevocationSource,
    SignedAnswer,
    TrustList,
    limits,
)
from verify.model.errors import TaskError
from verify.model.task_inputs import AnswerToRead, ChainsToAsk, Questions
from verify.store.network.fetch import DEFAULT_REACH, Reach
from verify.store.network.signed_answer import fetch_signed_answer
from verify.store.network.url_policy import FetchError, FetchProblem
from verify.workers.confined_task import run_task
from verify.workers.protocol import WireError, dump, encode_line, load

QUESTIONS_TASK: Final = "revocation-questions"
ANSWER_TASK: Final = "revocation-answer"

_Kind = TypeVar("_Kind")
_PROBLEMS: Final = {
    FetchProblem.PRIVATE_ADDRESS: NoAnswer.PRIVATE_ADDRESS,
    FetchProblem.TIMED_OUT: NoAnswer.TIMED_OUT,
    FetchProblem.TOO_LARGE: NoAnswer.TOO_LARGE,
    FetchProblem.TOO_MANY_REDIRECTS: NoAnswer.REDIRECTED,
}


class AskError(Exception):
    """Whom to ask could not be found out; the message says why, in technical words."""


def list_questions(record: Record, trust: tuple[TrustList, ...]) -> tuple[RevocationQuestion, ...]:
    """List what can be asked about the certificates behind a record, and of whom. Nobody is asked yet.

    Empty where no list identifies a signer, or no certificate names an address. Raises AskError.
    """
    if not record.chains:
        return ()
    given = ChainsToAsk(tuple(chain.certificates for chain in record.chains), trust)
    try:
        return _run(QUESTIONS_TASK, given, Questions, limits.REVOCATION_QUESTIONS_BYTES).items
    except (TaskError, WireError) as error:
        raise AskError(str(error)) from error


def list_hosts(questions: Iterable[RevocationQuestion]) -> tuple[str, ...]:
    """List the hosts that will be asked, each once, to be shown before."""
    return tuple(dict.fromkeys(question.host for question in questions))


def ask(questions: Iterable[RevocationQuestion], reach: Reach = DEFAULT_REACH) -> tuple[CertificateStatus, ...]:
    """Ask each question of its host, one after the other, and return an answer for each, whatever becomes of it."""
    return tuple(_ask_all(questions, reach))


def _ask_all(questions: Iterable[RevocationQuestion], reach: Reach) -> Iterator[CertificateStatus]:
    for question in questions:
        answer = _ask(question, reach)
        yield CertificateStatus(
            question.digest,
            answer.answer,
            RevocationSource.ASKED,
            question.name,
            question.host,
            answer.at,
            answer.revoked_at,
            answer.reason,
            answer.why,
        )


def _ask(question: RevocationQuestion, reach: Reach) -> SignedAnswer:
    is_list = not question.request
    limit = limits.REVOCATION_LIST_BYTES if is_list else limits.REVOCATION_ANSWER_BYTES
    try:
        answer = fetch_signed_answer(question.url, limit, question=question.request or None, reach=reach)
    except FetchError as error:
        return _no_answer(_PROBLEMS.get(error.problem, NoAnswer.UNREACHABLE))
    given = AnswerToRead(answer, question.certificate, question.issuer, is_list, datetime.now(UTC))
    try:
        return _run(ANSWER_TASK, given, SignedAnswer, limits.REVOCATION_ANSWER_BYTES)
    except (TaskError, WireError):
        return _no_answer(NoAnswer.UNREADABLE)


def _run(task: str, given: object, kind: type[_Kind], answer_bytes: int) -> _Kind:
    source, seconds = encode_line(dump(given)), limits.REVOCATION_TASK_SECONDS
    return load(kind, run_task(task, source, {}, seconds=seconds, answer_bytes=answer_bytes))


def _no_answer(why: NoAnswer) -> SignedAnswer:
    return SignedAnswer(RevocationAnswer.NO_ANSWER, why=why)
