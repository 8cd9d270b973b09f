"""Certificate revocation as values: what issuers answered about the certificates behind a record, and who may be asked.

All texts are untrusted but the closed vocabularies.
"""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from verify.model.forms import Sha256, Time


class RevocationAnswer(StrEnum):
    """What an issuer says of a certificate. A closed vocabulary of the report schema."""

    GOOD = "good"
    REVOKED = "revoked"
    UNKNOWN = "unknown"  # whoever answers for the issuer does not know the certificate
    NO_ANSWER = "no_answer"  # nothing that counts: `CertificateStatus.why` says why


class RevocationSource(StrEnum):
    """Where an answer comes from. A closed vocabulary of the report schema."""

    STAPLED = "stapled"  # lies in the record
    ASKED = "asked"  # over the network, since the user asked for it
    LIST = "list"  # the list of withdrawn signers on board


class NoAnswer(StrEnum):
    """Why an answer does not count, or none came. A closed vocabulary of the report schema."""

    OUTSIDE_WINDOW = "outside_window"  # it does not speak of the time that counts
    OTHER_SIGNER = "other_signer"  # signed neither by the issuer nor by whom the issuer lets answer
    OTHER_CERTIFICATE = "other_certificate"
    REFUSED = "refused"  # the responder says that it does not answer (RFC 6960: tryLater, unauthorized …)
    UNREADABLE = "unreadable"
    UNREACHABLE = "unreachable"
    TIMED_OUT = "timed_out"
    TOO_LARGE = "too_large"
    REDIRECTED = "redirected"
    PRIVATE_ADDRESS = "private_address"


class SignedAnswer(Struct, frozen=True):
    """What one answer says; `why` is set where it does not count. Times are ISO 8601 UTC, empty where there is none."""

    answer: RevocationAnswer
    at: Time = ""  # its own time (thisUpdate): what it says was so then
    revoked_at: Time = ""
    reason: str = ""  # as the issuer gives it: a CRLReason of RFC 5280 section 5.3.1
    why: NoAnswer | None = None


class CertificateStatus(Struct, frozen=True):
    """One answer about one certificate. Times are ISO 8601 UTC, empty where there is none."""

    certificate: Sha256  # of the certificate in DER
    answer: RevocationAnswer
    source: RevocationSource
    name: str = ""  # of the certificate's subject
    host: str = ""  # who was asked
    at: Time = ""  # as in the answer, and so the rest
    revoked_at: Time = ""
    reason: str = ""
    why: NoAnswer | None = None
    by: str = ""  # who withdrew it, where the list on board says so: maker, issuer
    address: str = ""  # where that can be read


class CertificateChain(Struct, frozen=True):
    """The certificates behind the signature of some manifests, the signer's first, whom a list identifies."""

    manifests: tuple[str, ...]  # labels
    certificates: tuple[bytes, ...]  # DER, as they lie in the record
    digests: tuple[Sha256, ...]  # of each
    hosts: tuple[str, ...] = ()  # that answer for them, as the certificates say


class RevocationQuestion(Struct, frozen=True):
    """One question about a certificate, to be asked of the address that the certificate names."""

    certificate: bytes  # DER
    issuer: bytes  # DER of its issuer's
    digest: Sha256  # of the certificate
    name: str  # of its subject
    url: str
    host: str
    request: bytes = b""  # an OCSP request in DER; empty where a list (CRL) is to be fetched
