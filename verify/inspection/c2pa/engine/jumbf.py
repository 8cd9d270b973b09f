"""Find manifests and their claim signatures in a C2PA manifest store (JUMBF, ISO 19566-5). Trusts no length."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from verify.model import limits

_HEADER: Final = 8
# a C2PA manifest store's description box: its type, toggles, label (C2PA 2.2 section 11.1.4.1)
_STORE: Final = bytes.fromhex("6332706100110010800000aa00389b71") + b"\x03c2pa\0"
_LABELLED: Final = 0x02  # bit of the toggles in a description box


def list_parts(manifest: bytes) -> Iterator[tuple[str, bytes]]:
    """List what a manifest's box holds as CBOR: label and bytes of claims, signatures and assertions."""
    for label, content in _list_superboxes(manifest):
        if label == "c2pa.assertions":
            for name, inside in _list_superboxes(content):
                yield from ((name, data) for _, data in _list_boxes(inside, b"cbor"))
        else:
            yield from ((label, data) for _, data in _list_boxes(content, b"cbor"))


def find_signature(manifest: bytes) -> bytes:
    """Find the COSE_Sign1 structure in a manifest's box, which has no header; empty where it has none."""
    for label, inside in _list_superboxes(manifest):
        if label == "c2pa.signature":
            return next((data for _, data in _list_boxes(inside, b"cbor")), b"")
    return b""


def list_manifests(store: bytes) -> Iterator[tuple[str, bytes]]:
    """List the label and the box, without its header, of every manifest in a store: what references are hashes of."""
    for _, whole in _list_boxes(store, b"jumb"):  # the store itself
        yield from _list_superboxes(whole)


def list_assertions(store: bytes, name: str) -> Iterator[bytes]:
    """List the CBOR of every assertion `name`, with or without an instance number, in all manifests of a store."""
    for _, manifest in list_manifests(store):
        for part, inside in _list_superboxes(manifest):
            if part == "c2pa.assertions":
                for label, content in _list_superboxes(inside):
                    if label.partition("__")[0] == name:
                        yield from (data for _, data in _list_boxes(content, b"cbor"))


def write_store(manifest: bytes) -> bytes:
    """Write a manifest store that holds one manifest alone, given its box without header."""
    return _write_box(b"jumb", _write_box(b"jumd", _STORE) + _write_box(b"jumb", manifest))


def _write_box(box_type: bytes, content: bytes) -> bytes:
    return (_HEADER + len(content)).to_bytes(4, "big") + box_type + content


def _list_superboxes(data: bytes) -> Iterator[tuple[str, bytes]]:
    for _, content in _list_boxes(data, b"jumb"):
        yield _find_label(content), content


def _find_label(content: bytes) -> str:
    for _, described in _list_boxes(content, b"jumd"):
        if len(described) > 17 and described[16] & _LABELLED:
            return described[17:].split(b"\0", 1)[0].decode("utf-8", "replace")
    return ""


def _list_boxes(data: bytes, box_type: bytes) -> Iterator[tuple[bytes, bytes]]:
    """List the boxes of type `box_type` that stand side by side in `data`."""
    at = 0
    for _ in range(limits.SEGMENTS):
        if at + _HEADER > len(data):
            return
        length, kind, start = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8], at + _HEADER
        if length == 1:  # a 64-bit length follows
            length, start = int.from_bytes(data[start : start + 8], "big"), start + 8
        end = len(data) if length == 0 else at + length
        if end < start or end > len(data):
            return
        if kind == box_type:
            yield kind, data[start:end]
        at = end
