"""From a signer's certificate up to an authority of a list: each link is verified (RFC 5280 section 6, in part).

Signatures, validity, basic constraints, path length, key usage and extended key usage count, names never do alone.
Policies are not looked at, and a certificate with any other critical extension leads nowhere.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, Final

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509.oid import ExtensionOID
from msgspec import Struct

from verify.model import limits

# what the library raises over extensions that do not follow their encoding, stand twice or are of kinds it lacks
UNREADABLE: Final = (ValueError, x509.DuplicateExtension, x509.UnsupportedGeneralNameType)
_DIGEST_BYTES: Final = 32  # a signature over a shorter digest, such as SHA-1's, binds nothing any more
_SHORTER_BITS: Final = 64  # by which no signature of a curve falls short
_UNDERSTOOD: Final = frozenset({
    ExtensionOID.BASIC_CONSTRAINTS,
    ExtensionOID.KEY_USAGE,
    ExtensionOID.EXTENDED_KEY_USAGE,
    ExtensionOID.SUBJECT_ALTERNATIVE_NAME,
    ExtensionOID.CERTIFICATE_POLICIES,
})  # fmt: skip


class Anchor(Struct, frozen=True):
    """An authority of a list: its key, and from when to when the list lets it speak."""

    key: bytes  # SubjectPublicKeyInfo as DER
    not_before: datetime
    not_after: datetime

    def speaks_at(self, moment: datetime) -> bool:
        """Tell whether the authority is valid at `moment`."""
        return self.not_before <= moment <= self.not_after


def find_path(
    chain: Sequence[x509.Certificate], anchors: Iterable[Anchor], moment: datetime
) -> tuple[x509.Certificate, ...]:
    """Find the way from the first certificate of `chain` through the others to one of `anchors`, as of `moment`.

    The path holds the first certificate and the authorities between; it is empty where there is no way.
    """
    anchors = [anchor for anchor in anchors if anchor.speaks_at(moment)]
    if not chain or not _is_valid_at(chain[0], moment) or _has_unknown_rule(chain[0]):
        return ()
    path, pool = [chain[0]], list(chain[1 : limits.CHAIN_CERTIFICATES])
    while True:
        if any(is_signed_by(path[-1], anchor.key) for anchor in anchors):
            return tuple(path)
        above = (
            other
            for other in pool
            if other.subject == path[-1].issuer
            and _may_issue(other, below=len(path) - 1, moment=moment)
            and is_signed_by(path[-1], key_of(other))
        )
        issuer = next(above, None)
        if issuer is None:
            return ()
        pool.remove(issuer)
        path.append(issuer)


def find_issuers(chain: Sequence[x509.Certificate], keys: Iterable[bytes]) -> tuple[bytes, ...]:
    """Find which of `keys` stand behind the first certificate of `chain`, whenever that was valid.

    Only signatures and the mark of an authority count: for telling whose issue a certificate is, not whether it is fit.
    """
    candidates, issuers = tuple(keys), list[bytes]()
    if not chain:
        return ()
    present, pool = chain[0], list(chain[1 : limits.CHAIN_CERTIFICATES])
    while True:
        issuers += [key for key in candidates if key not in issuers and is_signed_by(present, key)]
        issuer = next((other for other in pool if is_authority(other) and is_signed_by(present, key_of(other))), None)
        if issuer is None:
            return tuple(issuers)
        pool.remove(issuer)
        present = issuer


def may_sign_claims(certificate: x509.Certificate, purposes: frozenset[str]) -> bool:
    """Tell whether a certificate was made for signing, with one of these purposes (C2PA 2.2 section 14.5.1).

    Whoever may issue certificates, or sign time stamps or answers about revocation, may not sign claims.
    """
    usage, named = _find(certificate, x509.KeyUsage), list_purposes(certificate)
    if is_authority(certificate) or usage is None:
        return False
    return usage.digital_signature and not usage.key_cert_sign and bool(named & purposes) and not named & _RESERVED


def list_purposes(certificate: x509.Certificate) -> frozenset[str]:
    """List the object identifiers of the purposes that a certificate names (extended key usage)."""
    extended = _find(certificate, x509.ExtendedKeyUsage)
    return frozenset(purpose.dotted_string for purpose in extended or ())


TIME_STAMPING: Final = "1.3.6.1.5.5.7.3.8"
_RESERVED: Final = frozenset({TIME_STAMPING, "1.3.6.1.5.5.7.3.9", "2.5.29.37.0"})  # with OCSP, and any purpose at all


def may_sign_times(certificate: x509.Certificate) -> bool:
    """Tell whether a certificate is for time stamps and for nothing else (RFC 3161 section 2.3)."""
    usage, alone = _find(certificate, x509.KeyUsage), list_purposes(certificate) == {TIME_STAMPING}
    signs = usage is None or usage.digital_signature or usage.content_commitment
    return alone and signs and not is_authority(certificate)


def is_authority(certificate: x509.Certificate) -> bool:
    """Tell whether a certificate may issue others."""
    constraints = _find(certificate, x509.BasicConstraints)
    return constraints is not None and constraints.ca


def _may_issue(certificate: x509.Certificate, *, below: int, moment: datetime) -> bool:
    """Tell whether an authority may issue what it did, with `below` authorities between it and the signer."""
    constraints = _find(certificate, x509.BasicConstraints)
    usage = _find(certificate, x509.KeyUsage)
    if constraints is None or not constraints.ca or (usage is not None and not usage.key_cert_sign):
        return False
    deep_enough = constraints.path_length is None or below <= constraints.path_length
    return deep_enough and _is_valid_at(certificate, moment) and not _has_unknown_rule(certificate)


def _is_valid_at(certificate: x509.Certificate, moment: datetime) -> bool:
    return certificate.not_valid_before_utc <= moment <= certificate.not_valid_after_utc


def _has_unknown_rule(certificate: x509.Certificate) -> bool:
    """Tell whether a certificate has a critical extension that is not understood here, or ones that cannot be read."""
    try:
        return any(extension.critical and extension.oid not in _UNDERSTOOD for extension in certificate.extensions)
    except UNREADABLE:
        return True


def _find(certificate: x509.Certificate, kind: type[Any]) -> Any:
    """Find the extension of that kind; None where the certificate has none that can be read."""
    try:
        return certificate.extensions.get_extension_for_class(kind).value
    except (x509.ExtensionNotFound, *UNREADABLE):
        return None


@lru_cache(maxsize=4096)
def is_signed_by(certificate: x509.Certificate, key: bytes) -> bool:
    """Tell whether the holder of a key (SubjectPublicKeyInfo, DER) signed `certificate`."""
    public = load_key(key)
    try:
        digest, scheme = certificate.signature_hash_algorithm, certificate.signature_algorithm_parameters
        signature, content = certificate.signature, certificate.tbs_certificate_bytes
        if isinstance(public, ed25519.Ed25519PublicKey):
            public.verify(signature, content)
            return True
        if digest is None or digest.digest_size < _DIGEST_BYTES:
            return False
        if isinstance(public, rsa.RSAPublicKey) and not isinstance(scheme, ec.ECDSA) and scheme is not None:
            public.verify(signature, content, scheme, digest)
        elif isinstance(public, ec.EllipticCurvePublicKey) and isinstance(scheme, ec.ECDSA):
            if not _has_length_of(public, signature):
                return False
            public.verify(signature, content, scheme)
        else:
            return False
    except (InvalidSignature, UnsupportedAlgorithm, ValueError, TypeError):
        return False
    return True


def _has_length_of(key: ec.EllipticCurvePublicKey, signature: bytes) -> bool:
    """Tell whether the numbers of an ECDSA signature are as long as those of this key's curve. Raises ValueError.

    On a curve of 384 bits a check takes half a millisecond, and the lists hold dozens of such keys. Both numbers of a
    signature of theirs are chosen evenly from below the curve's order: one in 2^128 is shorter by 64 bits in both.
    """
    longest = max(number.bit_length() for number in decode_dss_signature(signature))
    return key.key_size - _SHORTER_BITS < longest <= key.key_size


@lru_cache(maxsize=512)
def load_key(key: bytes) -> object:
    """Load a public key (SubjectPublicKeyInfo, DER); None where it is none that can be used."""
    from cryptography.hazmat.primitives.serialization import load_der_public_key

    try:
        return load_der_public_key(key)
    except (ValueError, UnsupportedAlgorithm):
        return None


def key_of(certificate: x509.Certificate) -> bytes:
    """Return the key of a certificate as SubjectPublicKeyInfo in DER; empty where it cannot be read."""
    try:
        return certificate.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    except (ValueError, UnsupportedAlgorithm):
        return b""


def digest_of(certificate: x509.Certificate) -> bytes:
    """Return the SHA-256 of a certificate, by which lists name it."""
    return certificate.fingerprint(SHA256())


def make_anchor(certificate: x509.Certificate) -> Anchor:
    """Make the anchor that a certificate of a list is."""
    return Anchor(key_of(certificate), certificate.not_valid_before_utc, certificate.not_valid_after_utc)


def parse_anchor(key: str, not_before: str, not_after: str) -> Anchor:
    """Make an anchor from a line of a table: its key in base64, its days. Raises ValueError."""
    begin, end = (datetime.fromisoformat(day).replace(tzinfo=UTC) for day in (not_before, not_after))
    return Anchor(base64.b64decode(key, validate=True), begin, end.replace(hour=23, minute=59, second=59))
