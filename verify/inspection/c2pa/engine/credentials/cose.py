"""The claim signature of a manifest taken apart: certificates, time stamps, and what these are over (COSE_Sign1).

RFC 9052 section 4.2, RFC 9360 for the certificates, C2PA 2.2 sections 13.2 and 10.3.2.5 for the time stamps.
"""

from __future__ import annotations

import warnings
from contextlib import suppress
from functools import lru_cache
from typing import Final

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from msgspec import Struct

from verify.inspection.c2pa.engine import cbor
from verify.inspection.c2pa.engine.credentials.certificate_path import UNREADABLE
from verify.model import limits

_X5CHAIN: Final = (33, "x5chain")  # RFC 9360, and the text label of C2PA 1.x
# header -> whether the time stamp is over the signature itself; the older one is over the claim
_STAMPS: Final = (("sigTst2", True), ("sigTst", False))
_ALGORITHM: Final = 1
# COSE numbers of the algorithms that C2PA 2.2 section 13.2 allows, and of the same ones after RFC 9864
_ELLIPTIC: Final = {-7: hashes.SHA256(), -9: hashes.SHA256(), -35: hashes.SHA384(), -51: hashes.SHA384(),
                    -36: hashes.SHA512(), -52: hashes.SHA512()}  # fmt: skip
_PSS: Final = {-37: hashes.SHA256(), -38: hashes.SHA384(), -39: hashes.SHA512()}
_EDWARDS: Final = (-8, -19)
_SIGNS: Final = b"Signature1"
_STAMPED: Final = b"CounterSignature"


class Token(Struct, frozen=True):
    """A time stamp as it lies in the record: its bytes, and whether it is meant to be over the signature itself."""

    data: bytes
    over_signature: bool


class ClaimSignature(Struct, frozen=True):
    """One claim signature. `protected` are the header's bytes that the signature is over."""

    protected: bytes
    algorithm: cbor.Value
    certificates: tuple[x509.Certificate, ...]  # the signer's first
    names_signer: bool  # the signature, and so every time stamp, is over the signer's certificate, too
    tokens: tuple[Token, ...]
    signature: bytes

    def stamped_bytes(self, claim: bytes, *, over_signature: bool) -> bytes:
        """Return what a time stamp must be a hash of: the counter-signature over the signature, or over the claim."""
        return self._structure(_STAMPED, _encode_bytes(self.signature) if over_signature else claim)

    def fits(self, claim: bytes) -> bool:
        """Tell whether the key of the first certificate made this signature over `claim`.

        The engine says so, too; but only here is it sure that it means the certificate that is shown and looked up.
        """
        try:
            key = self.certificates[0].public_key()
            signed = self._structure(_SIGNS, claim)
            if isinstance(key, ec.EllipticCurvePublicKey) and self.algorithm in _ELLIPTIC:
                size = (key.key_size + 7) // 8
                if len(self.signature) != 2 * size:
                    return False
                r, s = (int.from_bytes(part, "big") for part in (self.signature[:size], self.signature[size:]))
                key.verify(encode_dss_signature(r, s), signed, ec.ECDSA(_ELLIPTIC[self.algorithm]))
            elif isinstance(key, rsa.RSAPublicKey) and self.algorithm in _PSS:
                digest = _PSS[self.algorithm]
                scheme = padding.PSS(padding.MGF1(digest), digest.digest_size)
                key.verify(self.signature, signed, scheme, digest)
            elif isinstance(key, ed25519.Ed25519PublicKey) and self.algorithm in _EDWARDS:
                key.verify(self.signature, signed)
            else:
                return False
        except (IndexError, InvalidSignature, UnsupportedAlgorithm, ValueError, TypeError):
            return False
        return True

    def _structure(self, context: bytes, payload: bytes) -> bytes:
        """Write the Sig_structure of RFC 9052 section 4.4, without external data."""
        head = b"\x84" + _encode_head(3, len(context)) + context
        return head + _encode_bytes(self.protected) + _encode_bytes(b"") + _encode_bytes(payload)


def read_claim_signature(data: bytes) -> ClaimSignature | None:
    """Read the bytes of a COSE_Sign1 structure; None where they are none."""
    try:
        parts = cbor.decode(data)
        if not isinstance(parts, list) or len(parts) != 4:
            return None
        protected, unprotected, _, signature = parts
        if not isinstance(protected, bytes) or not isinstance(signature, bytes):
            return None
        inner = cbor.decode(protected) if protected else None
    except ValueError:
        return None
    inside = inner if isinstance(inner, dict) else {}
    outside = unprotected if isinstance(unprotected, dict) else {}
    protects_chain = any(key in inside for key in _X5CHAIN)
    certificates = _read_certificates(inside if protects_chain else outside)
    algorithm = inside.get(_ALGORITHM)
    return ClaimSignature(protected, algorithm, certificates, protects_chain, _read_tokens(outside), signature)


def _read_certificates(header: dict[cbor.Value, cbor.Value]) -> tuple[x509.Certificate, ...]:
    """Read the certificates of a header, signer first; none where one of them cannot be read."""
    chain = next((header[key] for key in _X5CHAIN if key in header), None)
    encoded = [chain] if isinstance(chain, bytes) else chain
    if not isinstance(encoded, list):
        return ()
    try:
        return tuple(load_certificate(data) for data in encoded[: limits.CHAIN_CERTIFICATES] if isinstance(data, bytes))
    except ValueError:
        return ()


@lru_cache(maxsize=256)  # the manifests of a record, and files of one maker, mostly bear the same
def load_certificate(encoded: bytes) -> x509.Certificate:
    """Load one certificate with its names and extensions. Raises ValueError where it, or a name in it, cannot be read.

    The library takes names and extensions apart late, keeps them, and warns of each odd name; so all is done here.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            certificate = x509.load_der_x509_certificate(encoded)
        except x509.InvalidVersion as error:
            raise ValueError(str(error)) from error
        for name in (certificate.subject, certificate.issuer):
            name.public_bytes()
        with suppress(*UNREADABLE):  # whoever asks for one is told
            _ = certificate.extensions
    return certificate


def read_serial_number(certificate: x509.Certificate) -> int:
    """Read a certificate's number as it stands, which the library warns of where it is not positive."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return certificate.serial_number


def _read_tokens(header: dict[cbor.Value, cbor.Value]) -> tuple[Token, ...]:
    tokens = []
    for name, over_signature in _STAMPS:
        container = header.get(name)
        listed = container.get("tstTokens") if isinstance(container, dict) else None
        for entry in listed if isinstance(listed, list) else ():
            data = entry.get("val") if isinstance(entry, dict) else None
            if isinstance(data, bytes):
                tokens.append(Token(data, over_signature))
    return tuple(tokens[: limits.STAMPS])


def _encode_bytes(data: bytes) -> bytes:
    return _encode_head(2, len(data)) + data


def _encode_head(kind: int, length: int) -> bytes:
    """Write the head of a CBOR value in the shortest form (RFC 8949 section 4.2.1)."""
    if length < 24:
        return bytes([kind << 5 | length])
    size = next(size for size in (1, 2, 4, 8) if length < 1 << 8 * size)
    return bytes([kind << 5 | 24 + size.bit_length() - 1]) + length.to_bytes(size, "big")
