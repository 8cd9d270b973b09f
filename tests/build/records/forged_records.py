"""Forges records whose hash leaves something out, signed by whoever is given: what careless signing services sign.

A file is signed by the engine first; then its hash assertion is replaced by another one, the claim and the signature
are made anew, and a text that says nothing makes up for the difference in length, so that nothing moves in the file.
"""

from __future__ import annotations

import hashlib
import io
import json
import struct
from collections.abc import Callable, Sequence
from typing import Any

from verify.features.teaching.samples import signing
from verify.features.teaching.samples.certificates import Identity
from verify.inspection.c2pa.engine import cbor

Box = tuple[bytes, Any]  # type; the boxes in a superbox, else bytes
Assertion = dict[str, Any]

_PADDING = "org.example.padding"
_SPARE = 6_000  # characters
CAPTURE = signing.SOURCE_TYPE + "digitalCapture"


def signed(data: bytes, media_type: str, signer: Identity, source_type: str = CAPTURE) -> bytes:
    """`data` signed by the engine, with room for another hash assertion."""
    import c2pa

    action = {"action": "c2pa.created", "digitalSourceType": source_type}
    definition = {
        "format": media_type,
        "claim_generator_info": [{"name": "Demonstration", "version": "1"}],
        "assertions": [
            {"label": "c2pa.actions", "data": {"actions": [action], "allActionsIncluded": True}},
            {"label": _PADDING, "data": {"pad": "x" * _SPARE}},
        ],
    }
    settings = {
        "verify": {"verify_after_sign": False, "remote_manifest_fetch": False, "ocsp_fetch": False},
        "builder": {"thumbnail": {"enabled": False}, "created_assertion_labels": ["c2pa.actions"]},
    }
    builder = c2pa.Builder(definition, c2pa.Context(c2pa.Settings.from_dict(settings)))
    written = io.BytesIO()
    builder.sign(signing._make_signer(signer), media_type, io.BytesIO(data), written)
    return written.getvalue()


def updated(data: bytes, media_type: str, signer: Identity) -> bytes:
    """The signed file under an update manifest, which has no hash of its own."""
    import c2pa

    definition = {"format": media_type, "claim_generator_info": [{"name": "Program", "version": "1"}], "assertions": []}
    settings = {"verify": {"verify_after_sign": False, "remote_manifest_fetch": False, "ocsp_fetch": False}}
    builder = c2pa.Builder(definition, c2pa.Context(c2pa.Settings.from_dict(settings)))
    builder.set_intent(c2pa.C2paBuilderIntent.UPDATE)
    written = io.BytesIO()
    builder.sign(signing._make_signer(signer), media_type, io.BytesIO(data), written)
    return written.getvalue()


def with_hash(data: bytes, signer: Identity, label: str, assertion: Assertion) -> bytes:
    """The signed file with the hash assertion `label` in place of its own; nothing in it moves."""
    at = data.index(b"jumb") - 4
    length = int.from_bytes(data[at : at + 4], "big")
    tree = _parse(data[at : at + length])
    store = _rebuilt(tree, signer, label, assertion, 0)
    forged = _rebuilt(tree, signer, label, assertion, length - len(store))
    assert len(forged) == length
    return data[:at] + forged + data[at + length :]


def data_hash(data: bytes, exclusions: Sequence[tuple[int, int]], algorithm: str = "sha256") -> Assertion:
    """A data hash that leaves out these ranges (start, length) as they are written."""
    left = bytearray(b"\1") * len(data)
    for start, length in exclusions:
        left[start : start + length] = bytes(len(left[start : start + length]))
    covered = bytes(byte for byte, keep in zip(data, left, strict=True) if keep)
    return {
        "exclusions": [{"start": start, "length": length} for start, length in exclusions],
        "name": "jumbf manifest",
        "alg": algorithm,
        "hash": hashlib.new(algorithm, covered).digest(),
        "pad": b"",
    }


def box_hash(data: bytes, boxes: Sequence[tuple[str, int, int]], excluded: Callable[[str], bool]) -> Assertion:
    """A box hash over (name, start, end) of a file, with those left out that `excluded` names."""
    listed = []
    for name, start, end in boxes:
        out = excluded(name)
        digest = b"\0" if name == "C2PA" or out else hashlib.sha256(data[start:end]).digest()
        listed.append({"names": [name], "hash": digest, "pad": b"", **({"excluded": True} if out else {})})
    return {"alg": "sha256", "boxes": listed}


def bmff_hash(data: bytes, *left_out: Assertion) -> Assertion:
    """A BMFF hash (version 3) that leaves out whole boxes at the top beyond those that it must."""
    record = bytes.fromhex("d8fec3d61b0e483c92975828877ec481")
    exclusions: list[Assertion] = [
        {"xpath": "/uuid", "data": [{"offset": 8, "value": record}]},
        {"xpath": "/ftyp"},
        {"xpath": "/mfra"},
        *left_out,
    ]
    names = {item["xpath"].strip("/").encode() for item in exclusions} - {b"uuid"}
    digest = hashlib.sha256()
    for kind, start, end in top(data):
        if kind not in names and data[start + 8 : start + 24] != record:
            digest.update(struct.pack(">Q", start) + data[start:end])
    return {"exclusions": exclusions, "alg": "sha256", "hash": digest.digest(), "name": "bmff"}


def top(data: bytes) -> list[tuple[bytes, int, int]]:
    """Type, begin and end of the boxes at the top of a BMFF file."""
    found, at = [], 0
    while at + 8 <= len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        found.append((data[at + 4 : at + 8], at, at + size))
        at += size
    return found


def segments(data: bytes) -> list[tuple[str, int, int]]:
    """The segments of a JPEG file of one scan: name as in a box hash, begin and end."""
    names = {0xDB: "DQT", 0xC0: "SOF0", 0xC4: "DHT", 0xDA: "SOS", 0xFE: "COM", 0xEB: "C2PA"}
    found, at = [("SOI", 0, 2)], 2
    while data[at + 1] != 0xD9:
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        marker = data[at + 1]
        if marker == 0xDA:
            end = data.rindex(b"\xff\xd9")
        found.append((names.get(marker, f"APP{marker - 0xE0}"), at, end))
        at = end
    return [*found, ("EOI", at, at + 2)]


def place(data: bytes, name: str) -> tuple[int, int]:
    """Begin and length of the first segment of this name."""
    return next((start, end - start) for found, start, end in segments(data) if found == name)


# ---- the store


def _rebuilt(tree: Box, signer: Identity, label: str, assertion: Assertion, spare: int) -> bytes:
    described, manifest = tree[1]
    boxes = {_label(box): box for box in manifest[1][1:]}
    assertions = list(boxes["c2pa.assertions"][1])
    claim_name = next(name for name in boxes if name.startswith("c2pa.claim"))
    claim: bytes = boxes[claim_name][1][1][1]
    for number, box in enumerate(assertions[1:], 1):
        name, before = _label(box), _hash(box)
        if name.startswith("c2pa.hash."):
            changed = (b"jumb", [_renamed(box[1][0], name, label), (b"cbor", encoded(assertion))])
            claim = _renamed_in_claim(claim, name, label)
        elif name == _PADDING:
            body = box[1][1]
            text = json.dumps({"pad": "x" * (_SPARE + spare)}).encode()
            changed = (b"jumb", [box[1][0], (body[0], text if body[0] == b"json" else _padding(spare))])
        else:
            continue
        claim = claim.replace(before, _hash(changed))
        assertions[number] = changed
    signature = boxes["c2pa.signature"]
    signature = (b"jumb", [signature[1][0], (b"cbor", _signed(signature[1][1][1], claim, signer))])
    changed_boxes = {
        **boxes,
        "c2pa.assertions": (b"jumb", assertions),
        claim_name: (b"jumb", [boxes[claim_name][1][0], (b"cbor", claim)]),
        "c2pa.signature": signature,
    }
    return _written((b"jumb", [described, (b"jumb", [manifest[1][0], *changed_boxes.values()])]))


def _padding(spare: int) -> bytes:
    return encoded({"pad": "x" * (_SPARE + spare)})


def _renamed_in_claim(claim: bytes, old: str, new: str) -> bytes:
    if old == new:
        return claim
    end = claim.index(f"c2pa.assertions/{old}".encode()) + len(f"c2pa.assertions/{old}")
    start = claim.rindex(b"self#jumbf", 0, end)
    text = claim[start:end][: -len(old)] + new.encode()
    assert claim[start - 2] == 0x78, "a text of less than 256 bytes"
    return claim[: start - 1] + bytes((len(text),)) + text + claim[end:]


def _renamed(description: Box, old: str, new: str) -> Box:
    return description[0], description[1].replace(old.encode() + b"\0", new.encode() + b"\0")


def _signed(cose: bytes, claim: bytes, signer: Identity) -> bytes:
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

    structure = cbor.decode(cose)
    assert isinstance(structure, list)
    message = encoded(["Signature1", structure[0], b"", claim])
    r, s = decode_dss_signature(signer.key.sign(message, ec.ECDSA(hashes.SHA256())))
    assert cose[-66:-64] == b"\x58\x40"
    return cose[:-64] + r.to_bytes(32, "big") + s.to_bytes(32, "big")


def _hash(box: Box) -> bytes:
    return hashlib.sha256(_written(box)[8:]).digest()


def _parse(data: bytes) -> Box:
    kind, content = data[4:8], data[8:]
    if kind != b"jumb":
        return kind, content
    found, at = [], 0
    while at < len(content):
        size = int.from_bytes(content[at : at + 4], "big")
        found.append(_parse(content[at : at + size]))
        at += size
    return kind, found


def _written(box: Box) -> bytes:
    kind, content = box
    body = content if isinstance(content, bytes) else b"".join(_written(inner) for inner in content)
    return struct.pack(">I", len(body) + 8) + kind + body


def _label(box: Box) -> str:
    described: bytes = box[1][0][1]
    return described[17:].split(b"\0", 1)[0].decode()


def encoded(value: object) -> bytes:
    """`value` as CBOR (RFC 8949); long whole numbers always in eight bytes."""
    if value is None or isinstance(value, bool):
        return {None: b"\xf6", True: b"\xf5", False: b"\xf4"}[value]
    if isinstance(value, int):
        return b"\x1b" + struct.pack(">Q", value) if value >= 0 else b"\x3b" + struct.pack(">Q", -1 - value)
    if isinstance(value, str):
        return _headed(3, len(value.encode())) + value.encode()
    if isinstance(value, bytes):
        return _headed(2, len(value)) + value
    if isinstance(value, list):
        return _headed(4, len(value)) + b"".join(map(encoded, value))
    assert isinstance(value, dict)
    return _headed(5, len(value)) + b"".join(encoded(key) + encoded(item) for key, item in value.items())


def _headed(kind: int, length: int) -> bytes:
    if length < 24:
        return bytes((kind << 5 | length,))
    if length < 256:
        return bytes((kind << 5 | 24, length))
    return bytes((kind << 5 | 25,)) + struct.pack(">H", length)
