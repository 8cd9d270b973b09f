"""A time stamp taken apart and its own signature checked (RFC 3161, RFC 5652): what it is a hash of, when, by whom.

Whether it belongs to a claim signature, and whether a list knows who made it, is asked elsewhere.
"""

from __future__ import annotations

import contextlib
import hashlib
import re
from datetime import UTC, datetime
from typing import Final

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from msgspec import Struct

from verify.inspection.c2pa.engine.credentials import der
from verify.inspection.c2pa.engine.credentials.certificate_path import UNREADABLE
from verify.inspection.c2pa.engine.credentials.cose import load_certificate, read_serial_number
from verify.inspection.c2pa.engine.credentials.der import DerError, Element
from verify.model import limits

_SIGNED_DATA: Final = "1.2.840.113549.1.7.2"
_TIME: Final = "1.2.840.113549.1.9.16.1.4"  # id-ct-TSTInfo
_CONTENT_TYPE: Final = "1.2.840.113549.1.9.3"
_MESSAGE_DIGEST: Final = "1.2.840.113549.1.9.4"
_PSS: Final = "1.2.840.113549.1.1.10"

_DIGESTS: Final[dict[str, tuple[str, hashes.HashAlgorithm]]] = {
    "2.16.840.1.101.3.4.2.1": ("sha256", hashes.SHA256()),
    "2.16.840.1.101.3.4.2.2": ("sha384", hashes.SHA384()),
    "2.16.840.1.101.3.4.2.3": ("sha512", hashes.SHA512()),
}
# of the signature, where its own name tells it; else that of the signed attributes counts
_SIGNATURE_DIGESTS: Final[dict[str, hashes.HashAlgorithm]] = {
    "1.2.840.113549.1.1.11": hashes.SHA256(),
    "1.2.840.113549.1.1.12": hashes.SHA384(),
    "1.2.840.113549.1.1.13": hashes.SHA512(),
    "1.2.840.10045.4.3.2": hashes.SHA256(),
    "1.2.840.10045.4.3.3": hashes.SHA384(),
    "1.2.840.10045.4.3.4": hashes.SHA512(),
}
_ATTRIBUTES, _CERTIFICATES = 0xA0, 0xA0  # [0] in two places
_KEY_IDENTIFIER: Final = 0x80
_WRITTEN: Final = re.compile(rb"(\d{14})(?:\.(\d{1,9}))?Z")


class TimeStampToken(Struct, frozen=True):
    """One time stamp. `authority` is who made it; None where no certificate in it that can be read signed it."""

    time: datetime
    digest: str  # name of the hash, for hashlib
    imprint: bytes
    authority: x509.Certificate | None
    certificates: tuple[x509.Certificate, ...]  # what else came with it

    def is_of(self, data: bytes) -> bool:
        """Tell whether the time stamp is over these bytes."""
        return hashlib.new(self.digest, data).digest() == self.imprint


def read_token(data: bytes) -> TimeStampToken:
    """Read a time stamp, or the whole answer of an authority that holds one. Raises DerError."""
    if len(data) > limits.STAMP_BYTES:
        raise DerError("too large")
    signed = _open_signed_data(der.read(data).require(der.SEQUENCE))
    rest = list(signed.children())
    wrapped = _take(rest, 2, der.SEQUENCE).children()  # behind version and names of digests
    if len(wrapped) < 2 or _name(wrapped[0]) != _TIME:
        raise DerError("no time in it")
    content = der.read(wrapped[1].content).require(der.OCTETS).content
    certificates = tuple(_read_certificates(rest[3:]))
    signer_infos = next((element for element in reversed(rest) if element.tag == der.SET), None)
    signers = signer_infos.children() if signer_infos else ()
    if len(signers) != 1:  # RFC 3161 section 2.4.2
        raise DerError("not exactly one signature")
    time, digest, imprint = _read_time(content)
    authority = _find_authority(signers[0].require(der.SEQUENCE).children(), content, certificates)
    others = tuple(certificate for certificate in certificates if certificate != authority)
    return TimeStampToken(time, digest, imprint, authority, others)


def _take(values: list[Element], place: int, tag: int) -> Element:
    if place >= len(values):
        raise DerError("something is missing")
    return values[place].require(tag)


def _name(value: Element) -> str:
    return der.format_identifier(value.require(der.IDENTIFIER).content)


def _open_signed_data(outer: Element) -> Element:
    """Open the SignedData of a token, or of the answer in which C2PA 1 keeps it."""
    values = list(outer.children())
    if values and values[0].tag == der.SEQUENCE:  # the answer's status comes first
        values = list(_take(values, 1, der.SEQUENCE).children())
    if len(values) < 2 or _name(values[0]) != _SIGNED_DATA:
        raise DerError("no signed data")
    return der.read(values[1].content).require(der.SEQUENCE)


def _read_certificates(values: list[Element]) -> list[x509.Certificate]:
    held = next((element for element in values if element.tag == _CERTIFICATES), None)
    certificates = []
    for element in held.children()[: limits.STAMP_CERTIFICATES] if held else ():
        if element.tag == der.SEQUENCE:
            with contextlib.suppress(
                ValueError, x509.InvalidVersion
            ):  # some authorities' own do not follow their encoding
                certificates.append(load_certificate(element.whole))
    return certificates


def _read_time(content: bytes) -> tuple[datetime, str, bytes]:
    """Read TSTInfo: time, hash and imprint."""
    values = list(der.read(content).require(der.SEQUENCE).children())
    imprint = list(_take(values, 2, der.SEQUENCE).children())
    digest = _name_digest(_take(imprint, 0, der.SEQUENCE))[0]
    written = _WRITTEN.fullmatch(_take(values, 4, der.GENERALIZED_TIME).content)
    if written is None:
        raise DerError("no time")
    try:
        moment = datetime.strptime(written[1].decode(), "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError as error:
        raise DerError("no time") from error
    fraction = int(written[2].ljust(6, b"0")[:6]) if written[2] else 0
    return moment.replace(microsecond=fraction), digest, _take(imprint, 1, der.OCTETS).content


def _name_digest(algorithm: Element) -> tuple[str, hashes.HashAlgorithm]:
    named = algorithm.require(der.SEQUENCE).children()
    digest = _DIGESTS.get(_name(named[0])) if named else None
    if digest is None:
        raise DerError("a hash that does not count")
    return digest


def _find_authority(
    info: tuple[Element, ...], content: bytes, certificates: tuple[x509.Certificate, ...]
) -> x509.Certificate | None:
    """Find the certificate that signed: named by SignerInfo, and its key fits. Raises DerError."""
    values = list(info)
    if len(values) < 6 or values[3].tag != _ATTRIBUTES:  # RFC 5652: without attributes it could not be of this kind
        raise DerError("a signature without attributes")
    digest_name, digest = _name_digest(values[2])
    attributes = {_name(pair[0]): pair[1] for element in values[3].children() if len(pair := element.children()) == 2}
    of_kind = attributes.get(_CONTENT_TYPE)
    of_content = attributes.get(_MESSAGE_DIGEST)
    if of_kind is None or of_content is None or len(attributes) != len(values[3].children()):
        raise DerError("attributes are missing")
    if _name(der.read(of_kind.require(der.SET).content)) != _TIME:
        raise DerError("another kind of content")
    stated = der.read(of_content.require(der.SET).content).require(der.OCTETS).content
    if stated != hashlib.new(digest_name, content).digest():
        return None
    signed = bytes([der.SET]) + values[3].whole[1:]  # signed as a SET, written as [0]
    named = _take(values, 4, der.SEQUENCE).children()
    algorithm = _name(named[0]) if named else ""
    signature = _take(values, 5, der.OCTETS).content
    return next(
        (
            certificate
            for certificate in certificates
            if _is_named(certificate, values[1]) and _fits(certificate, signature, signed, algorithm, digest)
        ),
        None,
    )


def _is_named(certificate: x509.Certificate, identifier: Element) -> bool:
    """Tell whether a SignerIdentifier means this certificate: by issuer and number, or by its key's identifier."""
    if identifier.tag == _KEY_IDENTIFIER:
        try:
            own = certificate.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value.digest
        except (x509.ExtensionNotFound, *UNREADABLE):
            return False
        return own == identifier.content
    values = identifier.require(der.SEQUENCE).children()
    if len(values) != 2:
        return False
    number = int.from_bytes(values[1].require(der.INTEGER).content, "big", signed=True)
    return values[0].whole == certificate.issuer.public_bytes() and number == read_serial_number(certificate)


def _fits(
    certificate: x509.Certificate, signature: bytes, signed: bytes, algorithm: str, digest: hashes.HashAlgorithm
) -> bool:
    try:
        key = certificate.public_key()
        digest = _SIGNATURE_DIGESTS.get(algorithm, digest)
        if isinstance(key, rsa.RSAPublicKey) and algorithm == _PSS:
            scheme = padding.PSS(padding.MGF1(digest), padding.PSS.AUTO)
            key.verify(signature, signed, scheme, digest)
        elif isinstance(key, rsa.RSAPublicKey):
            key.verify(signature, signed, padding.PKCS1v15(), digest)
        elif isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(signature, signed, ec.ECDSA(digest))
        elif isinstance(key, ed25519.Ed25519PublicKey):
            key.verify(signature, signed)
        else:
            return False
    except (InvalidSignature, UnsupportedAlgorithm, ValueError, TypeError):
        return False
    return True
