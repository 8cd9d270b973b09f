"""What a confined process does for a question about certificates: whom to ask, and what the answer says.

The certificates come out of a file, the answer off the network; both are read here and nowhere in the parent. Whom to
ask is found anew from the certificates and the lists, so that a worker taken over by a file cannot name an address:
only an authority that a list names can, and the question holds a certificate's number and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from verify.inspection.c2pa.engine.credentials.cose import load_certificate
from verify.inspection.c2pa.engine.credentials.examine import identify
from verify.inspection.c2pa.engine.revocation.answer import Moment
from verify.inspection.c2pa.engine.revocation.crl import read_list
from verify.inspection.c2pa.engine.revocation.issuers import Issued, digest_of, list_issued, name_of
from verify.inspection.c2pa.engine.revocation.ocsp import build_request, read_response
from verify.model import RevocationQuestion, SignedAnswer, TrustList, limits
from verify.model.errors import TaskError, TaskProblem
from verify.model.task_inputs import AnswerToRead, ChainsToAsk, Questions


def list_questions(given: ChainsToAsk) -> Questions:
    """List the questions about chains of certificates, each certificate once. Of a chain to no list nothing is asked.

    Raises TaskError where a certificate is none.
    """
    questions: dict[str, RevocationQuestion] = {}
    for encoded in given.chains[: limits.ASKED_CHAINS]:
        chain = tuple(_load_certificate(data) for data in encoded[: limits.CHAIN_CERTIFICATES])
        for question in _ask_about(chain, given.trust):
            questions.setdefault(question.digest, question)
    return Questions(tuple(questions.values()))


def read_answer(given: AnswerToRead) -> SignedAnswer:
    """Read an answer about a certificate. Raises TaskError where a certificate is none."""
    certificate, issuer = _load_certificate(given.certificate), _load_certificate(given.issuer)
    read = read_list if given.is_list else read_response
    return read(given.answer, certificate, issuer, Moment(given.now))


def _ask_about(chain: tuple[x509.Certificate, ...], trust: tuple[TrustList, ...]) -> Iterator[RevocationQuestion]:
    if not chain or not identify(chain, trust, datetime.now(UTC)):
        return
    for link in list_issued(chain, trust):
        if link.host:
            yield _make_question(link)


def _make_question(link: Issued) -> RevocationQuestion:
    return RevocationQuestion(
        link.certificate.public_bytes(Encoding.DER),
        link.issuer.public_bytes(Encoding.DER),
        digest_of(link.certificate),
        name_of(link.certificate),
        link.address,
        link.host,
        build_request(link.certificate, link.issuer) if link.ocsp else b"",
    )


def _load_certificate(encoded: bytes) -> x509.Certificate:
    try:
        return load_certificate(encoded)
    except ValueError as error:
        raise TaskError(TaskProblem.REFUSED, "not a certificate") from error
