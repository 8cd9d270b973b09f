"""Writes small sounds and films of other containers: AIFF, ASF, MPEG transport streams, packed boxes of JPEG XL."""

from __future__ import annotations

import struct
from uuid import UUID

import brotli

from tests.build.media import files


def packed_box(kind: bytes, body: bytes) -> bytes:
    return files.box(b"brob", kind, brotli.compress(body))


def jxl(*boxes: bytes) -> bytes:
    return files.box(b"JXL ", b"\r\n\x87\n") + files.box(b"ftyp", b"jxl \x00\x00\x00\x00jxl ") + b"".join(boxes)


def aiff_chunk(kind: bytes, body: bytes) -> bytes:
    return kind + struct.pack(">I", len(body)) + body + (b"\x00" if len(body) % 2 else b"")


def aiff(*chunks: bytes) -> bytes:
    rate = bytes.fromhex("400eac44000000000000")
    sound = aiff_chunk(b"COMM", struct.pack(">hLh", 1, 4, 16) + rate) + aiff_chunk(b"SSND", bytes(16))
    body = b"AIFF" + sound + b"".join(chunks)
    return b"FORM" + struct.pack(">I", len(body)) + body


def asf_object(identity: str, body: bytes) -> bytes:
    return UUID(identity).bytes_le + struct.pack("<Q", 24 + len(body)) + body


def asf_text(text: str) -> bytes:
    return text.encode("utf-16-le") + b"\x00\x00"


def asf_attributes(**attributes: str) -> bytes:
    """The extended content description."""
    body = struct.pack("<H", len(attributes))
    for name, value in attributes.items():
        written, text = asf_text(name), asf_text(value)
        body += struct.pack("<H", len(written)) + written + struct.pack("<HH", 0, len(text)) + text
    return asf_object("D2D0A440-E307-11D2-97F0-00A0C95EA850", body)


def asf_metadata(name: str, value: str) -> bytes:
    written, text = asf_text(name), asf_text(value)
    body = struct.pack("<HHHHHI", 1, 0, 0, len(written), 0, len(text)) + written + text
    inner = asf_object("C5F8CBEA-5BAF-4877-8467-AA8C44FA4CCA", body)
    return asf_object("5FBF03B5-A92E-11CF-8EE3-00C00C205365", bytes(18) + struct.pack("<I", len(inner)) + inner)


def asf_description(title: str) -> bytes:
    text = asf_text(title)
    return asf_object("75B22633-668E-11CF-A6D9-00AA0062CE6C", struct.pack("<5H", len(text), 0, 0, 0, 0) + text)


def asf(*objects: bytes, after: bytes = b"") -> bytes:
    body = struct.pack("<IBB", len(objects), 1, 2) + b"".join(objects)
    return asf_object("75B22630-668E-11CF-A6D9-00AA0062CE6C", body) + after


def ts_packets(pid: int, payload: bytes) -> bytes:
    """Cut a payload into packets, the last one stuffed by an adaptation field."""
    out, first = b"", True
    while payload or first:
        piece, payload = payload[:183], payload[183:]
        stuffing = 183 - len(piece)
        head = struct.pack(">BHB", 0x47, (0x4000 if first else 0) | pid, 0x30)
        out += head + bytes((stuffing,)) + (b"\x00" + b"\xff" * (stuffing - 1) if stuffing else b"") + piece
        first = False
    return out


def ts_section(table: int, body: bytes) -> bytes:
    return b"\x00" + bytes((table,)) + struct.pack(">H", 0xB000 | len(body) + 9) + bytes(5) + body + bytes(4)


def ts_elementary(payload: bytes) -> bytes:
    return b"\x00\x00\x01\xbd\x00\x00\x80\x00\x00" + payload


def ts(service: str, *streams: tuple[int, bytes], prefix: bytes = b"") -> bytes:
    """A stream with the name of its service, and elementary streams of (stream type, payload)."""
    name = b"\x15" + service.encode()
    descriptor = bytes((0x01, 4)) + b"prov" + bytes((len(name),)) + name
    services = struct.pack(">HBHBH", 1, 0xFF, 1, 0, 0x8000 | len(descriptor) + 2) + bytes((0x48, len(descriptor)))
    pids = range(0x100, 0x100 + len(streams))
    programs = struct.pack(">HH", 0xE100, 0)
    programs += b"".join(
        struct.pack(">BHH", kind, 0xE000 | pid, 0xF000) for pid, (kind, _) in zip(pids, streams, strict=True)
    )
    data = ts_packets(0, ts_section(0x00, struct.pack(">HH", 1, 0xE000 | 0x1000)))
    data += ts_packets(0x1000, ts_section(0x02, programs))
    data += ts_packets(0x11, ts_section(0x42, services + descriptor))
    for pid, (_, payload) in zip(pids, streams, strict=True):
        data += ts_packets(pid, ts_elementary(payload))
    data += ts_packets(0x1FFF, b"")
    return b"".join(prefix + data[at : at + 188] for at in range(0, len(data), 188))
