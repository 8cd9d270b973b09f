"""Signs texts and pages as C2PA 2.4 A.7, A.8 and A.9 say, through functions of the engine's library that its Python
side does not offer: a placeholder, then the record over a hash that was computed here."""

from __future__ import annotations

import ctypes
import hashlib
import json
import unicodedata
from collections.abc import Callable
from typing import Any, cast

import c2pa
import c2pa_text
from c2pa import c2pa as native

from verify.features.teaching.samples import signing
from verify.features.teaching.samples.certificates import Identity

STORE = b"application/c2pa"
_SETTINGS = {**signing._SETTINGS, "builder": {"thumbnail": {"enabled": False}}}

Stretch = tuple[int, int]  # first byte, and how many
Places = Callable[[bytes], tuple[bytes, list[Stretch]]]  # record -> the file with it, what is left out of the hash
Place = Callable[[bytes], tuple[bytes, int, int]]  # record -> the file with it, start and length left out of the hash


def _library() -> Any:
    library = native._lib
    out = ctypes.POINTER(ctypes.c_void_p)
    place, sign = library.c2pa_builder_data_hashed_placeholder, library.c2pa_builder_sign_data_hashed_embeddable
    place.restype = sign.restype = ctypes.c_int64
    place.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_char_p, out]
    sign.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_char_p, ctypes.c_char_p, ctypes.c_void_p, out]
    return library


def _taken(length: int, place: ctypes.c_void_p) -> bytes:
    assert length > 0, "the library refused"
    return ctypes.string_at(cast("int", place.value), length)


def signed(place: Place, signer: Identity, action: dict[str, Any], *, excluded: tuple[int, int] | None = None) -> bytes:
    """A file that `place` makes of a record. `excluded` leaves out other bytes than `place` says."""

    def place_all(record: bytes) -> tuple[bytes, list[Stretch]]:
        content, start, length = place(record)
        return content, [excluded or (start, length)]

    return signed_leaving_out(place_all, signer, action)


def signed_leaving_out(place: Places, signer: Identity, action: dict[str, Any]) -> bytes:
    """As `signed`, where `place` says several stretches that the hash leaves out."""
    library = _library()
    definition = {
        "claim_generator_info": [{"name": "Demonstration", "version": "1"}],
        "assertions": [{"label": "c2pa.actions", "data": {"actions": [action], "allActionsIncluded": True}}],
    }
    builder = c2pa.Builder(definition, c2pa.Context(c2pa.Settings.from_dict(_SETTINGS)))
    holder = signing._make_signer(signer)
    out = ctypes.c_void_p()
    size = holder.reserve_size()
    draft = _taken(library.c2pa_builder_data_hashed_placeholder(builder._handle, size, STORE, ctypes.byref(out)), out)
    content, stretches = place(draft)
    left = [(start, length) for start, length in stretches if length]
    hashed = {
        "exclusions": [{"start": start, "length": length} for start, length in left],
        "name": "jumbf manifest",
        "alg": "sha256",
        "hash": list(hashlib.sha256(_cut_out(content, left)).digest()),
        "pad": [],
    }
    out = ctypes.c_void_p()
    record = _taken(
        library.c2pa_builder_sign_data_hashed_embeddable(
            builder._handle, holder._handle, json.dumps(hashed).encode(), STORE, None, ctypes.byref(out)
        ),
        out,
    )
    assert len(record) == len(draft)
    return place(record)[0]


def _cut_out(content: bytes, stretches: list[Stretch]) -> bytes:
    for start, length in reversed(stretches):
        content = content[:start] + content[start + length :]
    return content


def wrapped(text: str) -> Place:
    """A.8: the record in variation selectors at the end of the text in NFC."""
    body = unicodedata.normalize("NFC", text).encode()

    def place(record: bytes) -> tuple[bytes, int, int]:
        length = c2pa_text.worst_case_wrapper_byte_length(len(record))
        return body + c2pa_text.encode_wrapper_padded(record, length).encode(), len(body), length

    return place


def in_block(text: str, prefix: str, suffix: str = "", *, last: bool = False) -> Place:
    """A.9: the record between two lines of signs, in a comment."""

    def place(record: bytes) -> tuple[bytes, int, int]:
        at = c2pa_text.Placement.END if last else c2pa_text.Placement.START
        made = c2pa_text.embed_structured(text, c2pa_text.encode_data_uri(record), prefix, suffix, at)
        return made.text.encode(), made.exclusion_start, made.exclusion_length

    return place


def in_page(page: str) -> Place:
    """A.7: the record in a script element of the head."""

    def place(record: bytes) -> tuple[bytes, int, int]:
        made = c2pa_text.embed_html_inline(page, record)
        return made.html.encode(), made.exclusion_start, made.exclusion_length

    return place
