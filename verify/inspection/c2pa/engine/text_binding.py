"""Compare a text with the hash that its record holds of it, over the bytes or, for A.8, over the text in NFC.

No engine here does so for every text: what it says is Whence's own computing, and is said to be so.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any, Final

from msgspec import Struct

from verify.inspection.c2pa.crjson import HASH_ALGORITHMS, as_mapping, decode_base64, find_hash_algorithm
from verify.inspection.c2pa.engine.exclusions import are_apart, read_ranges
from verify.inspection.c2pa.engine.text_carriers import Carrier, Method
from verify.inspection.c2pa.validation.status_codes import UNSUPPORTED
from verify.inspection.containers.layout import Range

MISMATCH: Final = "assertion.dataHash.mismatch"
BAD_RANGES: Final = "assertion.dataHash.malformed"
NO_BINDING: Final = "claim.hardBindings.missing"
_ASSERTION: Final = "c2pa.hash.data"
_UTF8_MARK: Final = b"\xef\xbb\xbf"
_RANGES: Final = 64


class Form(StrEnum):
    """In which form the text fits its record."""

    STORED = "stored"  # byte for byte
    SAME_TEXT = "same_text"  # the same characters, stored in another way: NFD, a byte order mark, UTF-16
    NONE = "none"


class Binding(Struct, frozen=True):
    """Whether a text fits its record: the failure code, or none and the form in which it does."""

    form: Form
    code: str = ""
    data: bytes = b""  # the bytes that fit, or those of the file


def compare(data: bytes, text: str, carrier: Carrier | None, manifest: Mapping[str, Any]) -> Binding:
    """Compare `text` (and `data`, its bytes in the file) with the data hash of one manifest in crJSON.

    `carrier` is where the record lies in the text; None where it lies elsewhere.
    """
    assertion = as_mapping(manifest.get("assertions")).get(_ASSERTION)
    if not isinstance(assertion, dict):
        return Binding(Form.NONE, NO_BINDING, data)
    algorithm = find_hash_algorithm(manifest, assertion)
    expected = decode_base64(assertion.get("hash"))
    excluded = read_ranges(assertion, _RANGES)
    if algorithm not in HASH_ALGORITHMS:
        return Binding(Form.NONE, UNSUPPORTED, data)
    if excluded is None or not are_apart(excluded) or not expected:
        return Binding(Form.NONE, BAD_RANGES, data)
    for form, content, allowed in _list_forms(data, text, carrier):
        if hashlib.new(algorithm, _cut_out(content, excluded)).digest() != expected:
            continue
        if any(not allowed[0] <= start <= end <= allowed[1] for start, end in excluded):
            # the hash leaves out text that can be seen: nobody answers for it
            return Binding(Form.NONE, BAD_RANGES, data)
        return Binding(form, "", content)
    return Binding(Form.NONE, MISMATCH, data)


def _list_forms(data: bytes, text: str, carrier: Carrier | None) -> list[tuple[Form, bytes, Range]]:
    """List the forms in which the text may have been hashed, each with the bytes that may be left out."""
    start, end = (carrier.start, carrier.end) if carrier else (0, 0)
    mark = len(_UTF8_MARK) if data.startswith(_UTF8_MARK) else 0
    plain = _locate(text, start, end)
    forms = [(Form.STORED, data, (plain[0] + mark, plain[1] + mark))]
    if carrier is not None and carrier.method is Method.WRAPPER:
        # a wrapper begins with a character that combines with nothing: both sides are normalised by themselves
        pieces = [unicodedata.normalize("NFC", part) for part in (text[:start], text[start:end], text[end:])]
        normal = "".join(pieces)
        forms += [
            (Form.SAME_TEXT, _encode(text), plain),
            (Form.SAME_TEXT, _encode(normal), _locate(normal, len(pieces[0]), len(pieces[0]) + len(pieces[1]))),
        ]
    return forms


def _locate(text: str, start: int, end: int) -> Range:
    first = len(_encode(text[:start]))
    return first, first + len(_encode(text[start:end]))


def _encode(text: str) -> bytes:
    return text.encode("utf-8", "replace")


def _cut_out(content: bytes, excluded: Sequence[Range]) -> bytes:
    pieces, at = [], 0
    for start, end in excluded:
        pieces.append(content[at:start])
        at = end
    return b"".join((*pieces, content[at:]))
