"""Checks that bytes are certificates and nothing else, before they may vouch for anybody.

It refuses private keys, other PEM contents, broken certificates and more than the limits allow.
"""

from __future__ import annotations

import base64
import binascii
import re
import unicodedata
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from verify.model import limits
from verify.model.errors import ProblemError

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

NAME_CHARACTERS: Final = 80

_LABEL: Final = re.compile(rb"-----BEGIN ([A-Z0-9 ]{1,60})-----")
_ONE: Final = re.compile(r"-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----\n", re.DOTALL)
_COMMENTS: Final = ("//", "#")
_OID_LINE: Final = re.compile(r"[0-2](\.\d{1,12}){2,20}\Z")


class TrustProblem(StrEnum):
    """Why a trust list was not taken, found or removed."""

    NOT_FOUND = "not_found"
    NOT_READABLE = "not_readable"
    TOO_LARGE = "too_large"
    TOO_MANY = "too_many"
    PRIVATE_KEY = "private_key"
    NO_CERTIFICATES = "no_certificates"
    OTHER_CONTENT = "other_content"
    BROKEN_CERTIFICATE = "broken_certificate"
    NOT_AN_AUTHORITY = "not_an_authority"
    BROKEN_LIST = "broken_list"
    NO_SUCH_LIST = "no_such_list"
    BUILT_IN = "built_in"
    NOT_WRITABLE = "not_writable"


class TrustError(ProblemError[TrustProblem]):
    """A trust list could not be taken, found or removed; `problem` says why, `detail` names what or where."""


class Certificates(Struct, frozen=True):
    """Certificates that were read and written anew: `pem` holds them and no other text."""

    pem: str
    count: int
    name: str  # of the first one's subject, made harmless; may be empty
    authorities: bool  # every one may vouch for other certificates


def read_certificates(data: bytes) -> Certificates:
    """Read the certificates in `data` (PEM with any text between them, or a single one as DER).

    Raises TrustError for a private key, for anything that is no certificate, and beyond the limits.
    """
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.serialization import Encoding
    from cryptography.x509 import InvalidVersion, load_der_x509_certificate, load_pem_x509_certificates

    if len(data) > limits.TRUST_LIST_BYTES:
        raise TrustError(TrustProblem.TOO_LARGE, f"{len(data)} > {limits.TRUST_LIST_BYTES}")
    labels = _LABEL.findall(data)
    if any(label.endswith(b"PRIVATE KEY") for label in labels):
        raise TrustError(TrustProblem.PRIVATE_KEY)
    other = sorted({label.decode("ascii") for label in labels} - {"CERTIFICATE"})
    if other:
        raise TrustError(TrustProblem.OTHER_CONTENT, other[0])
    if len(labels) > limits.TRUST_LIST_CERTIFICATES:
        raise TrustError(TrustProblem.TOO_MANY, f"{len(labels)} > {limits.TRUST_LIST_CERTIFICATES}")
    if not labels and not data.startswith(b"\x30"):  # a certificate as DER is a SEQUENCE
        raise TrustError(TrustProblem.NO_CERTIFICATES)
    try:
        parsed = load_pem_x509_certificates(data) if labels else [load_der_x509_certificate(data)]
        pem = b"".join(certificate.public_bytes(Encoding.PEM) for certificate in parsed).decode("ascii")
    except (ValueError, InvalidVersion, UnsupportedAlgorithm) as error:
        raise TrustError(TrustProblem.BROKEN_CERTIFICATE, str(error)[: limits.FACT_CHARACTERS]) from error
    if len(parsed) != max(len(labels), 1):
        raise TrustError(TrustProblem.BROKEN_CERTIFICATE)
    return Certificates(
        pem, len(parsed), _read_subject_name(parsed[0]), all(_is_authority(certificate) for certificate in parsed)
    )


def split_pem(pem: str) -> tuple[str, ...]:
    """Split what `read_certificates` wrote into its certificates."""
    return tuple(_ONE.findall(pem))


def _read_subject_name(certificate: Certificate) -> str:
    from cryptography.x509.oid import NameOID

    try:
        for kind in (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME):
            for attribute in certificate.subject.get_attributes_for_oid(kind):
                name = sanitize_name(str(attribute.value))
                if name:
                    return name
    except ValueError:  # a name that does not follow its own encoding
        return ""
    return ""


def _is_authority(certificate: Certificate) -> bool:
    from cryptography.x509 import (
        BasicConstraints,
        DuplicateExtension,
        ExtensionNotFound,
        UnsupportedGeneralNameType,
    )

    try:
        return certificate.extensions.get_extension_for_class(BasicConstraints).value.ca
    except ExtensionNotFound:
        return False
    except (ValueError, DuplicateExtension, UnsupportedGeneralNameType):  # extensions that do not follow their encoding
        return False


def sanitize_name(name: str) -> str:
    """Return `name` on one line, without control, bidi or other invisible characters, and bounded."""
    visible = "".join(" " if unicodedata.category(letter)[0] in "CZ" else letter for letter in name[:1000])
    return " ".join(visible.split())[:NAME_CHARACTERS].strip()


def read_hashes(data: bytes) -> str:
    """Check a list of single allowed certificates: one SHA-256 in base64 a line, comments with // or #.

    Returns the hashes alone. Raises TrustError for any other line.
    """
    lines = []
    for line in _read_lines(data):
        if _is_hash(line):
            lines.append(line)
        elif not line.startswith(_COMMENTS):  # a hash may begin like a comment
            raise TrustError(TrustProblem.BROKEN_LIST, sanitize_name(line))
    return "".join(line + "\n" for line in lines)


def _is_hash(line: str) -> bool:
    try:
        return len(base64.b64decode(line, validate=True)) == 32
    except (binascii.Error, ValueError):
        return False


def read_purposes(data: bytes) -> str:
    """Check a list of certificate purposes: one object identifier a line, comments with // or #.

    Returns the identifiers alone. Raises TrustError for any other line.
    """
    lines = [line for line in _read_lines(data) if not line.startswith(_COMMENTS)]
    for line in lines:
        if not _OID_LINE.match(line):
            raise TrustError(TrustProblem.BROKEN_LIST, sanitize_name(line))
    return "".join(line + "\n" for line in lines)


def _read_lines(data: bytes) -> list[str]:
    if len(data) > limits.TRUST_LIST_BYTES:
        raise TrustError(TrustProblem.TOO_LARGE, f"{len(data)} > {limits.TRUST_LIST_BYTES}")
    try:
        text = data.decode("ascii")
    except UnicodeDecodeError as error:
        raise TrustError(TrustProblem.BROKEN_LIST) from error
    lines = [line for line in map(str.strip, text.splitlines()) if line]
    if len(lines) > limits.TRUST_LIST_LINES:
        raise TrustError(TrustProblem.TOO_MANY, f"{len(lines)} > {limits.TRUST_LIST_LINES}")
    return lines
