"""Signs Ogg sounds and fonts, and wraps any manifest store into them: formats that no signing library here writes."""

from __future__ import annotations

import struct
from typing import Any

from tests.build.media.writers import ogg_page
from tests.build.records import signed_text
from verify.features.teaching.samples.certificates import Identity

SOUND = b"a" * 200  # what stands for sound in an Ogg file
_STORE_SERIAL, _SOUND_SERIAL = 0x61703263, 7


def ogg_packet(packet: bytes, serial: int) -> bytes:
    """The pages of a stream that holds one packet."""
    lacing = bytes([255] * (len(packet) // 255) + [len(packet) % 255])
    pieces = [lacing[at : at + 255] for at in range(0, len(lacing), 255)]
    pages, at = [], 0
    for number, piece in enumerate(pieces):
        last = number == len(pieces) - 1
        flags = (2 if number == 0 else 1) | (4 if last else 0)
        body = packet[at : at + sum(piece)]
        pages.append(ogg_page(body, flags, serial, number, piece))
        at += len(body)
    return b"".join(pages)


def ogg_file(record: bytes | None, *more: bytes, sound: bytes = SOUND) -> tuple[bytes, int, int]:
    """An Ogg file with a record and other streams between its first two pages; where the record lies, how long."""
    identification = b"\x01vorbis" + struct.pack("<IBIiiiBB", 0, 1, 8000, 0, 0, 0, 0xB8, 1)
    comments = b"\x03vorbis" + struct.pack("<I", 4) + b"test" + struct.pack("<I", 0) + b"\x01"
    head = ogg_page(identification, 2, _SOUND_SERIAL, 0)
    store = b"" if record is None else ogg_packet(b"\x00c2pa" + record, _STORE_SERIAL)
    rest = ogg_page(comments, 0, _SOUND_SERIAL, 1) + ogg_page(sound, 4, _SOUND_SERIAL, 2)
    return head + store + b"".join(more) + rest, len(head), len(store)


def font_file(record: bytes | None, *, head: bool = True, url: bytes = b"") -> tuple[bytes, list[tuple[int, int]]]:
    """A font with a record behind the head of its table or without it; what the hash must leave out."""
    body = record or b""
    if head:
        body = struct.pack(">HHIHHII", 0, 1, 20, len(url), 0, 20 + len(url), len(body)) + url + body
    tables = [] if record is None else [(b"C2PA", body)]
    tables += [(b"glyf", b"outline!" * 4), (b"head", bytes(54)), (b"name", b"\0\0\0\0\0\6")]
    start = 12 + 16 * len(tables)
    entries, data, places = b"", b"", {}
    for tag, content in tables:
        places[tag] = start + len(data)
        entries += struct.pack(">4sIII", tag, 0, places[tag], len(content))
        data += content + bytes(-len(content) % 4)
    whole = struct.pack(">IHHHH", 0x00010000, len(tables), 32, 1, 16) + entries + data
    if record is None:
        return whole, []
    store = places[b"C2PA"] + (20 + len(url) if head else 0)
    return whole, [(16, 4), (store, len(record)), (places[b"head"] + 8, 4)]


def signed_ogg(signer: Identity, action: dict[str, Any], **more: Any) -> bytes:
    """An Ogg file with a record over all but its own pages."""
    return signed_text.signed(ogg_file, signer, action, **more)


def signed_font(signer: Identity, action: dict[str, Any], *, head: bool = True, **more: Any) -> bytes:
    """A font with a record over all but that and the checksums it changes."""
    return signed_text.signed_leaving_out(lambda record: font_file(record, head=head), signer, action, **more)
