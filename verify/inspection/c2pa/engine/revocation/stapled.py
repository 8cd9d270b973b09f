"""Find the answers of issuers that lie in a record: in its signatures and in assertions of its manifests.

Neither place is sealed by the signature that it concerns (the COSE header `rVals` is unprotected), which takes nothing
from answers: each bears the signature of who gave it. What is no answer is found out when it is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from verify.inspection.c2pa.engine import cbor, jumbf
from verify.model import limits

_HEADER: Final = "rVals"
_OCSP: Final = "ocspVals"
_ASSERTION: Final = "c2pa.certificate-status"


def list_in_signature(cose: bytes) -> tuple[bytes, ...]:
    """List the OCSP answers in the header of a COSE_Sign1 structure (C2PA 2.2 section 10.3.2.6), in DER."""
    try:
        parts = cbor.decode(cose)
    except cbor.CborError:
        return ()
    header = parts[1] if isinstance(parts, list) and len(parts) == 4 else None
    return tuple(_list_answers(header.get(_HEADER) if isinstance(header, dict) else None))


def list_in_assertions(store: bytes) -> tuple[bytes, ...]:
    """List the OCSP answers in the certificate-status assertions of all manifests of a store (section 18.19)."""
    answers: list[bytes] = []
    for content in jumbf.list_assertions(store, _ASSERTION):
        if len(answers) >= limits.STAPLED_ANSWERS:
            break
        try:
            answers += _list_answers(cbor.decode(content))
        except cbor.CborError:
            continue
    return tuple(answers[: limits.STAPLED_ANSWERS])


def _list_answers(value: cbor.Value) -> Iterator[bytes]:
    listed = value.get(_OCSP) if isinstance(value, dict) else None
    for answer in listed[: limits.STAPLED_ANSWERS] if isinstance(listed, list) else ():
        if isinstance(answer, bytes):
            yield answer
