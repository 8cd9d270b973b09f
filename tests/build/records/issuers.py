"""An authority with its own issuer, who answers about the certificates that it gave out: by OCSP and by lists.

And files that such a certificate signed, with answers stapled into the signature where no signature seals them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtendedKeyUsageOID, NameOID

from tests.build.records.forged_records import encoded
from verify.features.teaching.samples.certificates import Identity
from verify.inspection.c2pa.engine import cbor, jumbf

DAY: Final = timedelta(days=1)
NOW: Final = datetime.now(UTC).replace(microsecond=0)
GOOD: Final = ocsp.OCSPCertStatus.GOOD
REVOKED: Final = ocsp.OCSPCertStatus.REVOKED
UNKNOWN: Final = ocsp.OCSPCertStatus.UNKNOWN
COMPROMISED: Final = x509.ReasonFlags.key_compromise

SIGNING: Final = (ExtendedKeyUsageOID.EMAIL_PROTECTION,)
ANSWERING: Final = (ExtendedKeyUsageOID.OCSP_SIGNING,)


def make_certificate(
    name: str,
    issuer: Identity | None = None,
    *,
    authority: bool = False,
    purposes: Sequence[x509.ObjectIdentifier] = SIGNING,
    ocsp_address: str = "",
    crl_address: str = "",
    span: tuple[datetime, datetime] = (NOW - 400 * DAY, NOW + 400 * DAY),
) -> Identity:
    """A certificate of the C2PA profile and its key; self-signed without an issuer."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name(
        [x509.NameAttribute(NameOID.ORGANIZATION_NAME, name), x509.NameAttribute(NameOID.COMMON_NAME, name)]
    )
    signing = issuer.key if issuer else key
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.certificate.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(span[0])
        .not_valid_after(span[1])
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signing.public_key()), critical=False)
        .add_extension(
            x509.KeyUsage(not authority, False, False, False, False, authority, authority, False, False), critical=True
        )
    )
    if not authority:
        builder = builder.add_extension(x509.ExtendedKeyUsage(purposes), critical=False)
    if ocsp_address:
        way = x509.AccessDescription(AuthorityInformationAccessOID.OCSP, x509.UniformResourceIdentifier(ocsp_address))
        builder = builder.add_extension(x509.AuthorityInformationAccess([way]), critical=False)
    if crl_address:
        point = x509.DistributionPoint([x509.UniformResourceIdentifier(crl_address)], None, None, None)
        builder = builder.add_extension(x509.CRLDistributionPoints([point]), critical=False)
    above = (
        ()
        if issuer is None or issuer.certificate.issuer == issuer.certificate.subject
        else (
            issuer.certificate,
            *issuer.chain,
        )
    )
    return Identity(builder.sign(signing, hashes.SHA256()), key, above)


@dataclass
class House:
    """A root that a list names, the issuer under it, and a camera that signs."""

    host: str = "ocsp.issuer.test"
    crl_host: str = ""
    root: Identity = field(init=False)
    issuer: Identity = field(init=False)
    camera: Identity = field(init=False)

    def __post_init__(self) -> None:
        self.root = make_certificate("Root of trust", authority=True)
        self.issuer = make_certificate("Issuer", self.root, authority=True, ocsp_address=self.address("root"))
        self.camera = make_certificate(
            "Camera",
            self.issuer,
            ocsp_address="" if self.crl_host else self.address("issuer"),
            crl_address=f"http://{self.crl_host}/issuer.crl" if self.crl_host else "",
        )

    def address(self, path: str) -> str:
        """Where answers are to be had."""
        return f"http://{self.host}/{path}" if self.host else ""

    def responder(self, **changes: Any) -> Identity:
        """Somebody whom the issuer lets answer."""
        return make_certificate("Responder", changes.pop("issuer", self.issuer), **{"purposes": ANSWERING, **changes})

    def answer(
        self,
        status: ocsp.OCSPCertStatus = GOOD,
        window: tuple[datetime, datetime | None] = (NOW - DAY, NOW + DAY),
        *,
        by: Identity | None = None,
        about: Identity | None = None,
        issuer: Identity | None = None,
        revoked_at: datetime | None = None,
        reason: x509.ReasonFlags | None = None,
        algorithm: hashes.HashAlgorithm | None = None,
    ) -> bytes:
        """An OCSP response in DER, signed by the issuer or by a delegate, whose certificate then comes along."""
        issuer = issuer or self.issuer
        signer = by or issuer
        revoked = revoked_at or (NOW - 3 * DAY if status is REVOKED else None)
        builder = (
            ocsp.OCSPResponseBuilder()
            .add_response(
                (about or self.camera).certificate,
                issuer.certificate,
                algorithm or hashes.SHA1(),
                status,
                window[0],
                window[1],
                revoked,
                reason,
            )
            .responder_id(ocsp.OCSPResponderEncoding.HASH, signer.certificate)
            .certificates([signer.certificate, issuer.certificate])
        )
        return builder.sign(signer.key, hashes.SHA256()).public_bytes(Encoding.DER)

    def crl(
        self,
        *revoked: Identity,
        window: tuple[datetime, datetime] = (NOW - DAY, NOW + DAY),
        revoked_at: datetime = NOW - 3 * DAY,
        reason: x509.ReasonFlags | None = None,
        by: Identity | None = None,
        extensions: Sequence[tuple[x509.ExtensionType, bool]] = (),
    ) -> bytes:
        """A list of revoked certificates in DER."""
        signer = by or self.issuer
        builder = (
            x509.CertificateRevocationListBuilder()
            .issuer_name(signer.certificate.subject)
            .last_update(window[0])
            .next_update(window[1])
        )
        for extension, critical in extensions:
            builder = builder.add_extension(extension, critical)
        for one in revoked:
            entry = (
                x509.RevokedCertificateBuilder()
                .serial_number(one.certificate.serial_number)
                .revocation_date(revoked_at)
            )
            if reason:
                entry = entry.add_extension(x509.CRLReason(reason), critical=False)
            builder = builder.add_revoked_certificate(entry.build())
        return builder.sign(signer.key, hashes.SHA256()).public_bytes(Encoding.DER)


def staple(data: bytes, *answers: bytes) -> bytes:
    """The signed file with answers in the unprotected header of its signature; nothing in it moves."""
    at = data.index(b"jumb") - 4
    store = data[at : at + int.from_bytes(data[at : at + 4], "big")]
    _, manifest = next(jumbf.list_manifests(store))
    cose = jumbf.find_signature(manifest)
    parts = cbor.decode(cose)
    assert isinstance(parts, list)
    assert isinstance(parts[1], dict)
    padding = parts[1]["pad"]
    assert isinstance(padding, bytes)
    room = encoded("pad") + encoded(padding)
    start = cose.index(room)
    assert cose[start - 1 : start] == b"\xa1"
    stapled = encoded("rVals") + encoded({"ocspVals": list(answers)})
    rest = len(room) - len(stapled) - len(encoded("pad")) - 3
    header = b"\xa2" + stapled + encoded("pad") + encoded(bytes(rest))
    assert len(header) == 1 + len(room)
    return data.replace(cose, cose[: start - 1] + header + cose[start + len(room) :])
