"""What a confined process does for a question about certificates: whom to ask, and what the answer says.

The certificates come out of a file, the answer off the network; both are read here and nowhere in the parent. Whom to
ask is found anew from the certificates and the lists, so that a worker taken over by a file cannot name an address:
only an authority that a list names can, and the question holds a certificate's number and nothing else.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, BinaryIO

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from verify.inspection.c2pa.engine.credentials.cose import load_certificate
from verify.inspection.c2pa.engine.credentials.examine import identify
from verify.inspection.c2pa.engine.revocation.answer import Moment
from verify.inspection.c2pa.engine.revocation.crl import read_list
from verify.inspection.c2pa.engine.revocation.issuers import Issued, digest_of, list_issued, name_of
from verify.inspection.c2pa.engine.revocation.ocsp import build_request, read_response
from verify.model import Authority, TrustList, TrustListFacts, limits
from verify.model.errors import TaskError, TaskProblem


def list_questions(source: BinaryIO, _arguments: Mapping[str, object]) -> object:
    """List the questions about chains of certificates, as `RevocationQuestion`s: `{"chains": …, "trust": …}` in JSON.

    Of a chain that leads to no list nothing is asked. Raises TaskError where the source is not as its parent writes it.
    """
    given = _read_source(source)
    trust = tuple(_load_list(item) for item in given["trust"])
    questions: dict[str, object] = {}
    for encoded in given["chains"][: limits.ASKED_CHAINS]:
        chain = tuple(_load_certificate(item) for item in encoded[: limits.CHAIN_CERTIFICATES])
        for digest, question in _ask_about(chain, trust):
            questions.setdefault(digest, question)
    return list(questions.values())


def read_answer(source: BinaryIO, arguments: Mapping[str, object]) -> object:
    """Read an answer, as a `SignedAnswer`: `{"certificate": …, "issuer": …, "answer": …}` in JSON.

    `list` among the arguments tells that it is a list (CRL), `now` the time of asking. Raises TaskError as above.
    """
    given = _read_source(source)
    certificate, issuer = _load_certificate(given["certificate"]), _load_certificate(given["issuer"])
    answer = base64.b64decode(given["answer"])
    moment = Moment(datetime.fromisoformat(str(arguments["now"])))
    read = read_list if arguments.get("list") is True else read_response
    found = read(answer, certificate, issuer, moment)
    return {
        "answer": found.answer.value,
        "at": found.at,
        "revoked_at": found.revoked_at,
        "reason": found.reason,
        "why": found.why.value if found.why else None,
    }


def _ask_about(chain: tuple[x509.Certificate, ...], trust: tuple[TrustList, ...]) -> Iterator[tuple[str, object]]:
    if not identify(chain, trust, datetime.now(UTC)):
        return
    for item in list_issued(chain, trust):
        if item.host:
            yield digest_of(item.certificate), _write_question(item)


def _write_question(item: Issued) -> dict[str, object]:
    return {
        "certificate": _encode(item.certificate.public_bytes(Encoding.DER)),
        "issuer": _encode(item.issuer.public_bytes(Encoding.DER)),
        "digest": digest_of(item.certificate),
        "name": name_of(item.certificate),
        "url": item.address,
        "host": item.host,
        "request": _encode(build_request(item.certificate, item.issuer) if item.ocsp else b""),
    }


def _encode(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _read_source(source: BinaryIO) -> Any:
    try:
        return json.loads(source.read(limits.LINE_BYTES))
    except (ValueError, RecursionError) as error:
        raise TaskError(TaskProblem.REFUSED, "not JSON") from error


def _load_certificate(encoded: str) -> x509.Certificate:
    try:
        return load_certificate(base64.b64decode(encoded))
    except ValueError as error:
        raise TaskError(TaskProblem.REFUSED, "not a certificate") from error


def _load_list(given: Mapping[str, Any]) -> TrustList:
    facts = given["facts"]
    authorities = tuple(Authority(**item) for item in given["authorities"])
    return TrustList(TrustListFacts(**facts), given["pem"], given["config"], given["allowed"], authorities)
