"""Demonstration certificates, made anew for every set of samples and fit for nothing else.

The private keys live in memory only and are never written.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from msgspec import Struct

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
    from cryptography.x509 import Certificate

NOTICE: Final = "Whence demonstration — not for real use"
ROOT_NAME: Final = "Whence demonstration root — not for real use"

EMAIL_PROTECTION: Final = "1.3.6.1.5.5.7.3.4"
DOCUMENT_SIGNING: Final = "1.3.6.1.5.5.7.3.36"

_BEFORE: Final = timedelta(days=1)
_LONG_BEFORE: Final = timedelta(
    days=1100
)  # so that the authorities held when a certificate held that has expired since
_YEARS: Final = timedelta(days=3650)


class Subject(Struct, frozen=True):
    """Whom a certificate names. The unit always says that it is a demonstration."""

    organisation: str
    common_name: str
    unit: str = NOTICE


class Identity(Struct, frozen=True):
    """A holder of a certificate: the certificate, its key, and the ones between it and its root (left out)."""

    certificate: Certificate
    key: EllipticCurvePrivateKey
    chain: tuple[Certificate, ...] = ()
    expired: Certificate | None = None  # expired: same key and same length in bytes as `certificate`


class Cast(Struct, frozen=True):
    """The signers of the samples. Only `root` becomes the demonstration anchor."""

    root: Certificate
    camera: Identity
    old_camera: Identity
    service: Identity  # makes pictures and sounds with AI
    studio: Identity  # draws, edits and puts together
    stranger: Identity  # stands behind a root that nobody vouches for
    tester: Identity  # bears the names that widespread test certificates bear


def make_cast() -> Cast:
    """Make every certificate anew: signers' valid from yesterday for ten years, except `old_camera.expired`."""
    root = _issue(Subject("Whence demonstration", ROOT_NAME), path_length=1)
    issuer = _issue(Subject("Whence demonstration", "Whence demonstration issuer"), root, path_length=0)
    nowhere = _issue(Subject("Stranger's root (demonstration)", "Stranger's root"), path_length=0)
    testing = "FOR TESTING_ONLY"
    test_root = _issue(Subject("C2PA Test Root CA", "Root CA", testing), path_length=0)
    old = Subject("Demonstration Old Camera", "Demonstration Old Camera")
    return Cast(
        root=root.certificate,
        camera=_issue(Subject("Demonstration Camera", "Demonstration Camera"), issuer, purpose=EMAIL_PROTECTION),
        old_camera=_add_expired(_issue(old, issuer, purpose=EMAIL_PROTECTION), old, issuer),
        service=_issue(Subject("Demonstration AI Service", "Demonstration AI Service"), issuer),
        studio=_issue(Subject("Demonstration Studio", "Demonstration Studio"), issuer),
        stranger=_issue(Subject("Stranger (demonstration)", "Somebody"), nowhere, purpose=EMAIL_PROTECTION),
        tester=_issue(Subject("C2PA Test Signing Cert", "C2PA Signer", testing), test_root, purpose=EMAIL_PROTECTION),
    )


def encode_pem(*certificates: Certificate) -> bytes:
    """Encode certificates as PEM, one after the other."""
    from cryptography.hazmat.primitives.serialization import Encoding

    return b"".join(certificate.public_bytes(Encoding.PEM) for certificate in certificates)


def _issue(
    subject: Subject,
    issuer: Identity | None = None,
    *,
    purpose: str = DOCUMENT_SIGNING,
    path_length: int | None = None,
) -> Identity:
    """Return a certificate of the C2PA profile: of an authority if `path_length` is given, else of a signer."""
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    now = datetime.now(UTC).replace(microsecond=0)
    span = (now - (_BEFORE if path_length is None else _LONG_BEFORE), now + _YEARS)
    certificate = _sign_certificate(subject, key, issuer, span, purpose=purpose, path_length=path_length)
    chain = () if issuer is None or not _is_issued(issuer) else (issuer.certificate, *issuer.chain)
    return Identity(certificate, key, chain)


def _add_expired(identity: Identity, subject: Subject, issuer: Identity) -> Identity:
    """Add an expired certificate for the same key, of the same length in bytes."""
    length = len(_encode_der(identity.certificate))
    end = datetime.now(UTC).replace(microsecond=0) - timedelta(days=30)
    while True:  # the length of an ECDSA signature varies by a byte or two: a few tries
        span = (end - timedelta(days=730), end)
        expired = _sign_certificate(subject, identity.key, issuer, span, purpose=EMAIL_PROTECTION)
        if len(_encode_der(expired)) == length:
            return Identity(identity.certificate, identity.key, identity.chain, expired)


def _sign_certificate(
    subject: Subject,
    key: EllipticCurvePrivateKey,
    issuer: Identity | None,
    span: tuple[datetime, datetime],
    *,
    purpose: str,
    path_length: int | None = None,
) -> Certificate:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.x509.oid import NameOID

    name = x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, subject.organisation),
            x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, subject.unit),
            x509.NameAttribute(NameOID.COMMON_NAME, subject.common_name),
        ]
    )
    authority = path_length is not None
    issuing_key = issuer.key if issuer else key
    builder = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(issuer.certificate.subject if issuer else name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(span[0])
        .not_valid_after(span[1])
        .add_extension(x509.BasicConstraints(ca=authority, path_length=path_length), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuing_key.public_key()), critical=False)
        .add_extension(
            x509.KeyUsage(
                digital_signature=not authority,
                content_commitment=False,
                key_encipherment=False,
                data_encipherment=False,
                key_agreement=False,
                key_cert_sign=authority,
                crl_sign=authority,
                encipher_only=False,
                decipher_only=False,
            ),
            critical=True,
        )
    )
    if not authority:
        builder = builder.add_extension(x509.ExtendedKeyUsage([x509.ObjectIdentifier(purpose)]), critical=False)
    return builder.sign(issuing_key, hashes.SHA256())


def _is_issued(identity: Identity) -> bool:
    return identity.certificate.issuer != identity.certificate.subject


def _encode_der(certificate: Certificate) -> bytes:
    from cryptography.hazmat.primitives.serialization import Encoding

    return certificate.public_bytes(Encoding.DER)
