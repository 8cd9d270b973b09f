"""Read what a list of revoked certificates says of one certificate (CRL, RFC 5280 section 5).

Only where no address for OCSP is given. Read are whole lists of the issuer itself: no deltas, and none that speaks for
other issuers or for some reasons only.
"""

from __future__ import annotations

from typing import Final

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm

from verify.inspection.c2pa.engine.credentials.certificate_path import UNREADABLE
from verify.inspection.c2pa.engine.revocation.answer import (
    Moment,
    format_moment,
    is_signed_by,
    no_answer,
)
from verify.model import NoAnswer, RevocationAnswer, SignedAnswer, limits

_UNDERSTOOD: Final = (
    x509.AuthorityKeyIdentifier.oid,
    x509.CRLNumber.oid,
    x509.IssuingDistributionPoint.oid,
)


def read_list(data: bytes, certificate: x509.Certificate, issuer: x509.Certificate, moment: Moment) -> SignedAnswer:
    """Read what a list of revoked certificates in DER says of `certificate`. Never raises for what is in it.

    A certificate that a list does not name is "good" as of the list's date.
    """
    if len(data) > limits.REVOCATION_LIST_BYTES:
        return no_answer(NoAnswer.TOO_LARGE)
    try:
        listed = x509.load_der_x509_crl(data)
        if listed.issuer != certificate.issuer or not is_signed_by(
            issuer, listed.signature, listed.tbs_certlist_bytes, listed.signature_hash_algorithm
        ):
            return no_answer(NoAnswer.OTHER_SIGNER)
        if not _speaks_of(listed, certificate):
            return no_answer(NoAnswer.OTHER_CERTIFICATE)
        if moment.fit(listed.last_update_utc, listed.next_update_utc) is None:
            return no_answer(NoAnswer.OUTSIDE_WINDOW)
        return _find_entry(listed, certificate)
    except (TypeError, UnsupportedAlgorithm, NotImplementedError, x509.InvalidVersion, *UNREADABLE):
        return no_answer(NoAnswer.UNREADABLE)


def list_addresses(certificate: x509.Certificate) -> tuple[str, ...]:
    """List the addresses of the issuer's own whole lists that a certificate names; none where it names no such list."""
    try:
        points = certificate.extensions.get_extension_for_class(x509.CRLDistributionPoints).value
    except (x509.ExtensionNotFound, *UNREADABLE):
        return ()
    whole = [point for point in points if not point.crl_issuer and not point.reasons]
    return tuple(
        name.value
        for point in whole
        for name in point.full_name or ()
        if isinstance(name, x509.UniformResourceIdentifier)
    )


def _speaks_of(listed: x509.CertificateRevocationList, certificate: x509.Certificate) -> bool:
    """Tell whether the list is whole, of this issuer's certificates, and of such a certificate."""
    for extension in listed.extensions:
        if extension.critical and extension.oid not in _UNDERSTOOD:
            return False  # among them the mark of a list of changes
    try:
        scope = listed.extensions.get_extension_for_class(x509.IssuingDistributionPoint).value
    except x509.ExtensionNotFound:
        return True
    if scope.indirect_crl or scope.only_contains_attribute_certs or scope.only_some_reasons:
        return False
    authority = _is_authority(certificate)
    if (scope.only_contains_user_certs and authority) or (scope.only_contains_ca_certs and not authority):
        return False
    if scope.relative_name is not None:
        return False
    named = {name.value for name in scope.full_name or () if isinstance(name, x509.UniformResourceIdentifier)}
    return not scope.full_name or bool(named & set(list_addresses(certificate)))


def _is_authority(certificate: x509.Certificate) -> bool:
    try:
        return certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except x509.ExtensionNotFound:
        return False


def _find_entry(listed: x509.CertificateRevocationList, certificate: x509.Certificate) -> SignedAnswer:
    at = format_moment(listed.last_update_utc)
    entry = listed.get_revoked_certificate_by_serial_number(certificate.serial_number)
    if entry is None:
        return SignedAnswer(RevocationAnswer.GOOD, at)
    try:
        reason = entry.extensions.get_extension_for_class(x509.CRLReason).value.reason
    except x509.ExtensionNotFound:
        reason = x509.ReasonFlags.unspecified
    if reason is x509.ReasonFlags.remove_from_crl:
        return SignedAnswer(RevocationAnswer.GOOD, at)
    named = "" if reason is x509.ReasonFlags.unspecified else reason.value
    return SignedAnswer(RevocationAnswer.REVOKED, at, format_moment(entry.revocation_date_utc), named)
