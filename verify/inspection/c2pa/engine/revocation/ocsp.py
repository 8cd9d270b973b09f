"""Ask about one certificate and read what is answered (OCSP, RFC 6960).

An answer counts only if the issuer, or whom the issuer lets answer for it, signed it; if it is about the very
certificate; and if it speaks of the time that counts. An answer outside its window is none, and never "revoked".
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import datetime
from typing import Final

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp
from cryptography.x509.oid import ExtendedKeyUsageOID

from verify.inspection.c2pa.engine.revocation.answer import (
    Moment,
    format_moment,
    is_signed_by,
    no_answer,
)
from verify.model import NoAnswer, RevocationAnswer, SignedAnswer, limits

_SINGLES: Final = 64  # answers about single certificates in one response
_NAMED_BY: Final = (hashes.SHA1, hashes.SHA256, hashes.SHA384, hashes.SHA512)  # hashes that only name a certificate
_ERRORS: Final = (ValueError, TypeError, UnsupportedAlgorithm, NotImplementedError)


def build_request(certificate: x509.Certificate, issuer: x509.Certificate) -> bytes:
    """Build the question about `certificate`, in DER. It holds its number and hashes of its issuer, and nothing else.

    The issuer is named by SHA-1, the one hash that every responder takes (RFC 5019 section 2.1.1). There is no nonce:
    most responders answer with what they signed before. Raises ValueError for a key that cannot be hashed.
    """
    request = ocsp.OCSPRequestBuilder().add_certificate(certificate, issuer, hashes.SHA1()).build()  # noqa: S303
    return request.public_bytes(Encoding.DER)


def read_response(data: bytes, certificate: x509.Certificate, issuer: x509.Certificate, moment: Moment) -> SignedAnswer:
    """Read what a response says of `certificate`. Never raises for what is in it."""
    if len(data) > limits.REVOCATION_ANSWER_BYTES:
        return no_answer(NoAnswer.TOO_LARGE)
    try:
        response = ocsp.load_der_ocsp_response(data)
        if response.response_status is not ocsp.OCSPResponseStatus.SUCCESSFUL:
            return no_answer(NoAnswer.REFUSED)
        singles = [
            single
            for single in itertools.islice(response.responses, _SINGLES)
            if _is_about(single, certificate, issuer)
        ]
        if not singles:
            return no_answer(NoAnswer.OTHER_CERTIFICATE)
        signers = tuple(_list_signers(response, certificate, issuer))
        if not signers:
            return no_answer(NoAnswer.OTHER_SIGNER)
        singles.sort(key=lambda single: single.this_update_utc, reverse=True)
        answers = [_read_single(single, signers, issuer, moment) for single in singles]
        return next((answer for answer in answers if answer.why is None), answers[0])
    except _ERRORS:
        return no_answer(NoAnswer.UNREADABLE)


def _list_signers(
    response: ocsp.OCSPResponse, certificate: x509.Certificate, issuer: x509.Certificate
) -> Iterator[x509.Certificate]:
    """List those among issuer and its delegates whose key signed the response.

    A delegate has its certificate from the issuer itself, made for signing answers (RFC 6960 section 4.2.2.2).
    Nobody answers for a certificate of their own.
    """
    delegates = itertools.islice(response.certificates, limits.CHAIN_CERTIFICATES)
    for signer in (issuer, *(one for one in delegates if one != certificate and _is_delegate(one, issuer))):
        if is_signed_by(signer, response.signature, response.tbs_response_bytes, response.signature_hash_algorithm):
            yield signer


def _is_delegate(signer: x509.Certificate, issuer: x509.Certificate) -> bool:
    try:
        signer.verify_directly_issued_by(issuer)
        purposes = signer.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    except (InvalidSignature, x509.ExtensionNotFound, x509.DuplicateExtension, *_ERRORS):
        return False
    return ExtendedKeyUsageOID.OCSP_SIGNING in purposes


def _is_about(single: ocsp.OCSPSingleResponse, certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    """Tell whether an answer names this certificate: its number, and hashes of its issuer's name and key."""
    try:
        algorithm = single.hash_algorithm
        if not isinstance(algorithm, _NAMED_BY) or single.serial_number != certificate.serial_number:
            return False
        own = ocsp.OCSPRequestBuilder().add_certificate(certificate, issuer, algorithm).build()
    except _ERRORS:
        return False
    return own.issuer_name_hash == single.issuer_name_hash and own.issuer_key_hash == single.issuer_key_hash


def _read_single(
    single: ocsp.OCSPSingleResponse,
    signers: tuple[x509.Certificate, ...],
    issuer: x509.Certificate,
    moment: Moment,
) -> SignedAnswer:
    counted = moment.fit(single.this_update_utc, single.next_update_utc)
    if counted is None:
        return no_answer(NoAnswer.OUTSIDE_WINDOW)
    if not any(signer == issuer or _is_valid_at(signer, counted) for signer in signers):
        return no_answer(NoAnswer.OTHER_SIGNER)
    at = format_moment(single.this_update_utc)
    match single.certificate_status:
        case ocsp.OCSPCertStatus.GOOD:
            return SignedAnswer(RevocationAnswer.GOOD, at)
        case ocsp.OCSPCertStatus.REVOKED:
            reason = single.revocation_reason
            if reason is x509.ReasonFlags.remove_from_crl:  # it was withdrawn for a while and is in force again
                return SignedAnswer(RevocationAnswer.GOOD, at)
            revoked_at = format_moment(single.revocation_time_utc)
            return SignedAnswer(RevocationAnswer.REVOKED, at, revoked_at, reason.value if reason else "")
        case _:
            return SignedAnswer(RevocationAnswer.UNKNOWN, at)


def _is_valid_at(certificate: x509.Certificate, moment: datetime) -> bool:
    return certificate.not_valid_before_utc <= moment <= certificate.not_valid_after_utc
