"""What one signed answer about a certificate comes to, and of which time it has to speak to count."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed448, ed25519, padding, rsa
from msgspec import Struct

from verify.model import NoAnswer, RevocationAnswer, SignedAnswer

CLOCK_SKEW: Final = timedelta(minutes=5)  # by which an issuer's clock may be ahead of ours
UNLIMITED: Final = timedelta(days=1)  # an answer that does not say when the next one comes counts for so long

_STRONG: Final = (hashes.SHA256, hashes.SHA384, hashes.SHA512, hashes.SHA3_256, hashes.SHA3_384, hashes.SHA3_512)


class Moment(Struct, frozen=True):
    """The time that answers have to speak of: that of asking, and the confirmed time of signing where there is one."""

    now: datetime
    signed: datetime | None = None

    def fit(self, begin: datetime, end: datetime | None) -> datetime | None:
        """Return the time for which an answer of this window counts, or None.

        It is now, or the time of signing. An answer that was given after the signing counts for its own time: what
        was good then was good before.
        """
        end = end or begin + UNLIMITED
        if begin - CLOCK_SKEW <= self.now <= end:
            return self.now
        if self.signed is None or begin > self.now:
            return None
        if self.signed < begin:
            return begin
        return self.signed if self.signed <= end else None


def no_answer(why: NoAnswer) -> SignedAnswer:
    """Return that there is no answer that counts."""
    return SignedAnswer(RevocationAnswer.NO_ANSWER, why=why)


def format_moment(moment: datetime | None) -> str:
    """Write a time as ISO 8601 UTC; empty where there is none."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if moment else ""


def read_moment(written: str) -> datetime | None:
    """Read an ISO 8601 time, in UTC where it names no zone; None where it is none."""
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def is_signed_by(certificate: x509.Certificate, signature: bytes, signed: bytes, algorithm: object) -> bool:
    """Tell whether the key of `certificate` made `signature` over `signed`, with a hash that is not broken.

    `algorithm` is the hash; None for keys that bring their own (Ed25519). RSA with PSS is not known here.
    """
    try:
        key = certificate.public_key()
        verify = _find_verifier(key, signature, signed, algorithm)
        if verify is None:
            return False
        verify()
    except (InvalidSignature, UnsupportedAlgorithm, ValueError, TypeError):
        return False
    return True


def _find_verifier(key: object, signature: bytes, signed: bytes, algorithm: object) -> Callable[[], None] | None:
    if isinstance(key, ed25519.Ed25519PublicKey | ed448.Ed448PublicKey):
        return lambda: key.verify(signature, signed)
    if not isinstance(algorithm, _STRONG):
        return None
    if isinstance(key, ec.EllipticCurvePublicKey):
        return lambda: key.verify(signature, signed, ec.ECDSA(algorithm))
    if isinstance(key, rsa.RSAPublicKey):
        return lambda: key.verify(signature, signed, padding.PKCS1v15(), algorithm)
    return None
