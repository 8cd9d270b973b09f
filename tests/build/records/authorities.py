"""Makes authorities, certificates and time stamps of every sort, and signs records with them: also what none should.

The engine signs a file first; then the claim signature is made anew with the certificates that a test is about, in the
same number of bytes, so that nothing moves in the file.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509.oid import NameOID, ObjectIdentifier
from msgspec import Struct, field

from tests.build.records import forged_records
from tests.build.records.forged_records import encoded
from verify.features.teaching.samples.certificates import make_cast
from verify.model import Authority, TrustList, TrustListFacts

NOW = datetime.now(UTC).replace(microsecond=0)
YEAR = timedelta(days=365)
MAIL, STAMPING, ANY = "1.3.6.1.5.5.7.3.4", "1.3.6.1.5.5.7.3.8", "2.5.29.37.0"
SERVER = "1.3.6.1.5.5.7.3.1"
Span = tuple[datetime, datetime]
LONG: Span = (NOW - 10 * YEAR, NOW + 10 * YEAR)
VALID: Span = (NOW - YEAR, NOW + YEAR)
ENDED: Span = (NOW - 2 * YEAR, NOW - YEAR)

_KEYS = [
    *(ec.generate_private_key(ec.SECP256R1()) for _ in range(8)),
    ec.generate_private_key(ec.SECP384R1()),
    ec.generate_private_key(ec.SECP521R1()),
]
_USAGES = (
    *("digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement"),
    *("key_cert_sign", "crl_sign", "encipher_only", "decipher_only"),
)


class Plan(Struct, frozen=True):
    """What one certificate is to say; `issuer` is None for one that signs itself."""

    organisation: str = "Signer"
    common_name: str = "Signer CN"
    key: int = 0  # of the few that are made for all tests
    span: Span = VALID
    purposes: tuple[str, ...] = (MAIL,)
    authority: bool = False
    path_length: int | None = None
    usages: tuple[str, ...] = ("digital_signature",)
    rule: bool = False  # a critical extension that nobody understands
    digest: hashes.SHA224 | hashes.SHA256 = field(default_factory=hashes.SHA256)

    @property
    def name(self) -> x509.Name:
        return x509.Name(
            [
                x509.NameAttribute(NameOID.ORGANIZATION_NAME, self.organisation),
                x509.NameAttribute(NameOID.COMMON_NAME, self.common_name),
            ]
        )


ROOT = Plan("Authority", "Authority Root", 1, LONG, (), True, None, ("key_cert_sign",))
BETWEEN = Plan("Authority", "Authority Issuing CA", 2, LONG, (), True, 0, ("key_cert_sign",))
SIGNER = Plan("Known Maker", "Known Camera", 3)
CLOCKS = Plan("Clocks", "Clocks CA", 4, LONG, (), True, None, ("key_cert_sign",))
CLOCK = Plan("Clocks", "Clock 1", 5, LONG, (STAMPING,))


def key_of(plan: Plan) -> ec.EllipticCurvePrivateKey:
    return _KEYS[plan.key]


def issue(plan: Plan, issuer: Plan | None = None) -> x509.Certificate:
    """The certificate of `plan` by the key and in the name of `issuer`."""
    above = issuer or plan
    builder = (
        x509.CertificateBuilder()
        .subject_name(plan.name)
        .issuer_name(above.name)
        .public_key(key_of(plan).public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(plan.span[0])
        .not_valid_after(plan.span[1])
        .add_extension(x509.BasicConstraints(plan.authority, plan.path_length if plan.authority else None), True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key_of(plan).public_key()), False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(key_of(above).public_key()), False)
        .add_extension(x509.KeyUsage(**{name: name in plan.usages for name in _USAGES}), True)
    )
    if plan.purposes:
        builder = builder.add_extension(
            x509.ExtendedKeyUsage([ObjectIdentifier(item) for item in plan.purposes]), STAMPING in plan.purposes
        )
    if plan.rule:
        builder = builder.add_extension(x509.UnrecognizedExtension(ObjectIdentifier("1.2.3.4"), b"\x05\x00"), True)
    return builder.sign(key_of(above), plan.digest)


def chain_of(*plans: Plan) -> tuple[x509.Certificate, ...]:
    """The certificates of these, the signer's first, each issued by the next; the last one is left out."""
    return tuple(issue(plan, above) for plan, above in pairwise(plans))


def digest_of(certificate: x509.Certificate) -> bytes:
    return certificate.fingerprint(hashes.SHA256())


def encode_der(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(Encoding.DER)


def encode_key(plan: Plan) -> bytes:
    return key_of(plan).public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def table(*plans: Plan, clocks: Sequence[Plan] = (), singles: str = "", purposes: str = f"{MAIL}\n") -> TrustList:
    """The older list as a table of facts: these authorities behind signers, and these of time."""
    rows = [("signing", plan) for plan in plans] + [("time_stamp", plan) for plan in clocks]
    return TrustList(
        TrustListFacts("older list", "2025-08-28", "interim", len(plans)),
        pem="",
        config=purposes,
        allowed=singles,
        authorities=tuple(
            Authority(
                plan.organisation,
                purpose,
                base64.b64encode(encode_key(plan)).decode(),
                "00" * 32,
                plan.span[0].date().isoformat(),
                plan.span[1].date().isoformat(),
            )
            for purpose, plan in rows
        ),
    )


def listed(kind: str, *plans: Plan, name: str = "") -> TrustList:
    """A list of certificates of these authorities."""
    pem = b"".join(issue(plan).public_bytes(Encoding.PEM) for plan in plans)
    return TrustList(TrustListFacts(name or f"{kind} list", "2025-08-28", kind, len(plans)), pem.decode())


# -- records -----------------------------------------------------------------------------------------------------------

_ENGINE = make_cast().camera


class Stamp(Struct, frozen=True):
    """A time stamp that a record is to hold. `over_signature`: in the form of C2PA 2, else over the claim."""

    time: datetime
    clock: Plan = CLOCK
    above: Plan = CLOCKS
    over_signature: bool = True
    of: bytes | None = None  # what it is over instead
    others: tuple[Plan, ...] = ()  # more certificates that come with it, each issued by itself


class Signing(Struct, frozen=True):
    """How a record is signed anew."""

    chain: tuple[x509.Certificate, ...]
    key: ec.EllipticCurvePrivateKey
    stamps: tuple[Stamp, ...] = ()
    protects_chain: bool = True


def signing(*plans: Plan, stamps: tuple[Stamp, ...] = (), protects_chain: bool = True) -> Signing:
    """A signature by the first of these, certified by the others up to the one before the last."""
    return Signing(chain_of(*plans), key_of(plans[0]), stamps, protects_chain)


def sign(data: bytes, how: Signing, source_type: str = forged_records.CAPTURE) -> bytes:
    """A JPEG with a record that is signed like this."""
    return sign_again(forged_records.signed(data, "image/jpeg", _ENGINE, source_type), how)


def sign_again(data: bytes, how: Signing) -> bytes:
    """The signed file with another claim signature of its active manifest."""
    at = data.index(b"jumb") - 4
    length = int.from_bytes(data[at : at + 4], "big")
    store = forged_records._parse(data[at : at + length])
    active = [box for box in store[1] if box[0] == b"jumb"][-1]
    parts = {forged_records._label(box): box for box in active[1] if box[0] == b"jumb"}
    box = parts["c2pa.claim.v2" if "c2pa.claim.v2" in parts else "c2pa.claim"]
    claim = next(inner for kind, inner in box[1] if kind == b"cbor")
    old = next(inner for kind, inner in parts["c2pa.signature"][1] if kind == b"cbor")
    new = make_cose(claim, how, len(old))
    place = data.index(old)
    return data[:place] + new + data[place + len(old) :]


def make_cose(claim: bytes, how: Signing, length: int = 0) -> bytes:
    """A COSE_Sign1 structure over `claim`, filled up to `length` bytes."""
    chain: Any = [certificate.public_bytes(Encoding.DER) for certificate in how.chain]
    protected = encoded({1: -7, **({33: chain} if how.protects_chain else {})})
    r, s = decode_dss_signature(how.key.sign(encoded(["Signature1", protected, b"", claim]), ec.ECDSA(hashes.SHA256())))
    signature = r.to_bytes(32, "big") + s.to_bytes(32, "big")
    header: dict[str, Any] = {} if how.protects_chain else {"x5chain": chain}
    for name, over_signature in (("sigTst2", True), ("sigTst", False)):
        payload = encoded(signature) if over_signature else claim
        message = encoded(["CounterSignature", protected, b"", payload])
        tokens = [make_token(stamp, message) for stamp in how.stamps if stamp.over_signature is over_signature]
        if tokens:
            header[name] = {"tstTokens": [{"val": token} for token in tokens]}
    whole = encoded([protected, {**header, "pad": b""}, None, signature])
    if not length:
        return b"\xd2" + whole
    spare = length - 1 - len(whole)
    assert spare >= 0, "no room for such a signature"
    for size in range(spare, max(-1, spare - 9), -1):  # the head of a longer text is longer
        filled = b"\xd2" + encoded([protected, {**header, "pad": bytes(size)}, None, signature])
        if len(filled) == length:
            return filled
    raise AssertionError("no such length")


# -- time stamps (RFC 3161) --------------------------------------------------------------------------------------------


def make_token(stamp: Stamp, message: bytes) -> bytes:
    """A time stamp over `message`."""
    certificates = [issue(stamp.clock, stamp.above), *(issue(plan) for plan in stamp.others)]
    of = message if stamp.of is None else stamp.of
    imprint = _sequence(_algorithm("2.16.840.1.101.3.4.2.1"), _tag(0x04, hashlib.sha256(of).digest()))
    written = stamp.time.strftime("%Y%m%d%H%M%SZ").encode()
    content = _sequence(_number(1), _name("1.2.3.4"), imprint, _number(7), _tag(0x18, written))
    attributes = b"".join(sorted((
        _sequence(_name("1.2.840.113549.1.9.3"), _tag(0x31, _name("1.2.840.113549.1.9.16.1.4"))),
        _sequence(_name("1.2.840.113549.1.9.4"), _tag(0x31, _tag(0x04, hashlib.sha256(content).digest()))),
    )))  # fmt: skip
    signature = key_of(stamp.clock).sign(_tag(0x31, attributes), ec.ECDSA(hashes.SHA256()))
    info = _sequence(
        _number(1),
        _sequence(certificates[0].issuer.public_bytes(), _number(certificates[0].serial_number)),
        _algorithm("2.16.840.1.101.3.4.2.1"),
        _tag(0xA0, attributes),
        _algorithm("1.2.840.10045.4.3.2"),
        _tag(0x04, signature),
    )
    signed = _sequence(
        _number(3),
        _tag(0x31, _algorithm("2.16.840.1.101.3.4.2.1")),
        _sequence(_name("1.2.840.113549.1.9.16.1.4"), _tag(0xA0, _tag(0x04, content))),
        _tag(0xA0, b"".join(item.public_bytes(Encoding.DER) for item in certificates)),
        _tag(0x31, info),
    )
    return _sequence(_name("1.2.840.113549.1.7.2"), _tag(0xA0, signed))


def _sequence(*parts: bytes) -> bytes:
    return _tag(0x30, b"".join(parts))


def _algorithm(name: str) -> bytes:
    return _sequence(_name(name))


def _number(value: int) -> bytes:
    return _tag(0x02, value.to_bytes(value.bit_length() // 8 + 1, "big"))


def _name(dotted: str) -> bytes:
    first, second, *rest = map(int, dotted.split("."))
    body = bytes([40 * first + second])
    for value in rest:
        groups = [value & 0x7F]
        while value := value >> 7:
            groups.append(0x80 | value & 0x7F)
        body += bytes(reversed(groups))
    return _tag(0x06, body)


def _tag(tag: int, content: bytes) -> bytes:
    length = len(content)
    if length < 0x80:
        return bytes([tag, length]) + content
    size = length.to_bytes((length.bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(size)]) + size + content
