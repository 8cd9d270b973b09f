"""Signs a stream that is kept in many files: a head with the record, and pieces with their places in its hash tree."""

from __future__ import annotations

import hashlib
import io
import struct
from collections.abc import Callable
from typing import Any

import c2pa

from tests.build.media.files import box
from verify.features.teaching.samples import signing
from verify.features.teaching.samples.certificates import Identity
from verify.inspection.containers.bmff_box import C2PA

_SETTINGS = {**signing._SETTINGS, "builder": {"thumbnail": {"enabled": False}}}
_EXCLUSIONS: list[dict[str, Any]] = [
    {"xpath": "/ftyp"},
    {"xpath": "/uuid", "data": [{"offset": 8, "value": list(C2PA)}]},
    {"xpath": "/mfra"},
]

Hash = Callable[[bytes], bytes]  # of a head or a piece, without what is left out


def _full(kind: bytes, *body: bytes, flags: int = 0) -> bytes:
    return box(kind, struct.pack(">I", flags), *body)


def head_file() -> bytes:
    """A head without a record: how to decode one track of film, of which no sample is here."""
    matrix = struct.pack(">9I", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
    movie = struct.pack(">IIIIIH", 0, 0, 1000, 0, 0x10000, 0x100) + bytes(10) + matrix + bytes(24)
    track = struct.pack(">IIIII", 0, 0, 1, 0, 0) + bytes(16) + matrix + struct.pack(">II", 16 << 16, 16 << 16)
    none = bytes(4)
    tables = [_full(b"stsd", none), _full(b"stts", none), _full(b"stsc", none), _full(b"stsz", none * 2)]
    data = box(b"dinf", _full(b"dref", struct.pack(">I", 1), _full(b"url ", flags=1)))
    media = box(
        b"mdia",
        _full(b"mdhd", struct.pack(">IIIIHH", 0, 0, 1000, 0, 0x55C4, 0)),
        _full(b"hdlr", bytes(4), b"vide", bytes(12), b"v\0"),
        box(b"minf", _full(b"vmhd", bytes(8), flags=1), data, box(b"stbl", *tables, _full(b"stco", none))),
    )
    extends = box(b"mvex", _full(b"trex", struct.pack(">IIIII", 1, 1, 0, 0, 0)))
    trak = box(b"trak", _full(b"tkhd", track, flags=3), media)
    moov = box(b"moov", _full(b"mvhd", movie, struct.pack(">I", 2)), trak, extends)
    return box(b"ftyp", b"iso6", bytes(4), b"iso6dash") + moov


def piece_file(number: int, samples: bytes, *, named: bool = True) -> bytes:
    """A piece with its place in the tree, if it is to name one."""
    place = b"\xa3\x68uniqueId\x01\x67localId\x01\x68location" + bytes((number,))  # CBOR
    tree = box(b"uuid", C2PA, bytes(4), b"merkle\0", place) if named else b""
    fragment = box(
        b"moof",
        _full(b"mfhd", struct.pack(">I", number + 1)),
        box(b"traf", _full(b"tfhd", struct.pack(">I", 1), flags=0x20000), _full(b"trun", bytes(4))),
    )
    return box(b"styp", b"msdh", bytes(4), b"msdhmsix") + tree + fragment + box(b"mdat", samples)


def _list_hashed(data: bytes) -> list[tuple[int, bytes]]:
    found, at = [], 0
    while at < len(data):
        (size,) = struct.unpack(">I", data[at : at + 4])
        kind = data[at + 4 : at + 8]
        if kind not in (b"ftyp", b"mfra") and not (kind == b"uuid" and data[at + 8 : at + 24] == C2PA):
            found.append((at, data[at : at + size]))
        at += size
    return found


def hash_with_places(data: bytes) -> bytes:
    """As c2pa-rs hashes: the place of each box before it."""
    return hashlib.sha256(b"".join(struct.pack(">Q", at) + body for at, body in _list_hashed(data))).digest()


def hash_plainly(data: bytes) -> bytes:
    """As encypher-c2pa hashes a piece: the boxes alone."""
    return hashlib.sha256(b"".join(body for _, body in _list_hashed(data))).digest()


def sign_head(
    signer: Identity,
    action: dict[str, Any],
    pieces: list[bytes],
    *,
    hash_piece: Hash = hash_with_places,
    left_out: tuple[str, ...] = (),
) -> bytes:
    """The head of these pieces, signed. `left_out` names further boxes that the hash leaves out, for a forger."""
    exclusions = [*_EXCLUSIONS, *({"xpath": path} for path in left_out)]

    def sign(head_hash: bytes) -> bytes:
        tree = {
            "uniqueId": 1,
            "localId": 1,
            "count": len(pieces),
            "alg": "sha256",
            "initHash": list(head_hash),
            "hashes": [list(hash_piece(piece)) for piece in pieces],
        }
        binding = {"exclusions": exclusions, "alg": "sha256", "name": "stream", "merkle": [tree]}
        definition = {
            "claim_generator_info": [{"name": "Demonstration", "version": "1"}],
            "assertions": [
                {"label": "c2pa.actions", "data": {"actions": [action], "allActionsIncluded": True}},
                {"label": "c2pa.hash.bmff.v2", "data": binding},
            ],
        }
        builder = c2pa.Builder(definition, c2pa.Context(c2pa.Settings.from_dict(_SETTINGS)))
        written = io.BytesIO()
        builder.sign(signing._make_signer(signer), "video/mp4", io.BytesIO(head_file()), written)
        return written.getvalue()

    return sign(hash_with_places(sign(bytes(32))))
