"""The security data in a label's reserved codes (TC260-PG-202511A): an SM2 signature over three of its fields.

The key travels in the file, so a signature that fits proves only that the three fields are unaltered since that
key signed them. A signer is named only for keys that `resources/label_providers.toml` pins with their source.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Final

from msgspec import Struct

from verify.inspection import opinions

SM3_WITH_SM2: Final = "1.2.156.10197.1.501"
_USER: Final = b"1234567812345678"  # the default user number of GB/T 32918
_PRIME: Final = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFF
_SPKI_HEAD: Final = bytes.fromhex("3059301306072a8648ce3d020106082a811ccf5501822d034200")
_MOST_ENTRIES: Final = 16
_MOST_HEX_CHARACTERS: Final = 1024


class SignatureState(StrEnum):
    """What the reserved code's signature amounts to."""

    NONE = "none"  # no reserved code
    OPAQUE = "opaque"  # a value whose meaning only the provider knows
    UNSUPPORTED = "unsupported"  # security data of a form that is not published
    CONSISTENT = "consistent"  # signature fits, key unknown
    PINNED = "pinned"  # signature fits, key known
    MISMATCH = "mismatch"  # signature does not fit these three fields


class SecurityCheck(Struct, frozen=True):
    """The outcome; `signer` is set only for a pinned key."""

    state: SignatureState
    signer: str = ""


def build_signed_message(label: str, producer: str, produce_id: str) -> bytes:
    """Return the signed text of Annex A.1: three members without braces or spaces."""
    return f'"Label":"{label}","ContentProducer":"{producer}","ProduceID":"{produce_id}"'.encode()


def check(reserved: str, label: str, producer: str, produce_id: str) -> SecurityCheck:
    """Verify the SM2 signature in a reserved code, offline. Never raises for what is in it."""
    if not reserved.strip():
        return SecurityCheck(SignatureState.NONE)
    entries = _parse_entries(reserved)
    if entries is None:
        return SecurityCheck(SignatureState.OPAQUE)
    signature = next((one for one in entries if one.get("Type") == "DS" and one.get("AlgID") == SM3_WITH_SM2), None)
    key = next((one for one in entries if one.get("Type") == "PubKey" and one.get("AlgID") == SM3_WITH_SM2), None)
    pairs = _parse_signature(signature.get("Signature")) if signature else None
    point = _parse_key(key.get("KeyValue")) if key else None
    if pairs is None or point is None:
        return SecurityCheck(SignatureState.UNSUPPORTED)
    text = build_signed_message(label, producer, produce_id)
    # StepFun signs the digest of the text, MiniMax the text itself
    fits = any(_is_valid_signature(point, signed, pairs) for signed in (text, _hash_with_sm3(text)))
    if not fits:
        return SecurityCheck(SignatureState.MISMATCH)
    signer = _find_pinned_signer(point[1:33].hex())
    return SecurityCheck(SignatureState.PINNED if signer else SignatureState.CONSISTENT, signer)


def _find_pinned_signer(x_coordinate: str) -> str:
    """Return the service of a public key, as `resources/label_providers.toml` pins it; empty where nobody's."""
    rows = opinions.load_table("label_providers")["provider"]
    return next((str(row["english"]) for row in rows if x_coordinate in row.get("keys", ())), "")


def _parse_entries(reserved: str) -> list[Mapping[str, object]] | None:
    try:
        data = json.loads(reserved)
    except (ValueError, RecursionError):
        return None
    security = data.get("SecurityData") if isinstance(data, dict) else None
    if not isinstance(security, dict):
        return None
    public = security.get("PubSD", [])
    if not isinstance(public, list):
        return []
    return [one for one in public[:_MOST_ENTRIES] if isinstance(one, dict)]


def _parse_hex(text: object) -> bytes | None:
    if not isinstance(text, str) or len(text) > _MOST_HEX_CHARACTERS:
        return None
    try:
        return bytes.fromhex(text)
    except ValueError:
        return None


def _parse_signature(text: object) -> bytes | None:
    """Parse r and s as 64 bytes, from DER or from r‖s."""
    raw = _parse_hex(text)
    if raw is None:
        return None
    if len(raw) == 64:
        return raw
    from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

    try:
        first, second = decode_dss_signature(raw)
        return first.to_bytes(32, "big") + second.to_bytes(32, "big")
    except (ValueError, OverflowError):
        return None


def _parse_key(text: object) -> bytes | None:
    """Parse the public key as 04‖x‖y, from any of the forms seen: SPKI, 04‖x‖y, x‖y, 02/03‖x, 00‖x, x alone."""
    raw = _parse_hex(text)
    if raw is None:
        return None
    raw = raw.removeprefix(_SPKI_HEAD)
    for candidate in _list_candidate_points(raw):
        if _is_on_curve(candidate):
            return candidate
    return None


def _list_candidate_points(raw: bytes) -> Iterator[bytes]:
    if len(raw) == 65 and raw[0] == 4:
        yield raw
    elif len(raw) == 64:
        yield b"\x04" + raw
    elif len(raw) == 33 and raw[0] in (2, 3):
        yield _decompress(raw[1:], odd=raw[0] == 3)
    elif len(raw) == 33 and raw[0] == 0:
        yield _decompress(raw[1:], odd=False)
    elif len(raw) == 32:
        yield _decompress(raw, odd=False)  # MiniMax: x alone, even y


_A: Final = _PRIME - 3
_B: Final = 0x28E9FA9E9D9F5E344D5A9E4BCF6509A7F39789F515AB8F92DDBCBD414D940E93


def _decompress(x_bytes: bytes, *, odd: bool) -> bytes:
    x = int.from_bytes(x_bytes, "big")
    # the prime is 3 mod 4, so a square root is one power
    y = pow(x * x * x + _A * x + _B, (_PRIME + 1) // 4, _PRIME)
    if bool(y & 1) is not odd:
        y = _PRIME - y
    return b"\x04" + x_bytes + y.to_bytes(32, "big")


def _is_on_curve(point: bytes) -> bool:
    x, y = int.from_bytes(point[1:33], "big"), int.from_bytes(point[33:], "big")
    return x < _PRIME and y < _PRIME and (y * y - (x * x * x + _A * x + _B)) % _PRIME == 0


def _hash_with_sm3(text: bytes) -> bytes:
    try:
        return hashlib.new("sm3", text).digest()
    except ValueError:  # an OpenSSL built without it
        from gmalg import SM3

        digest = SM3()
        digest.update(text)
        return bytes(digest.value())


def _is_valid_signature(point: bytes, text: bytes, pair: bytes) -> bool:
    from gmalg import SM2

    try:
        return bool(SM2(uid=_USER, pk=point).verify(text, pair[:32], pair[32:]))
    except Exception:  # noqa: BLE001 - a library's own errors on a hostile key or signature mean "does not verify"
        return False
