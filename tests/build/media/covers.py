"""Sounds and films with a picture or another file attached, one for every place that keeps one."""

from __future__ import annotations

import base64
import struct

from tests.build.media import files, streams, writers


def flac_block(picture: bytes, kind: bytes = b"image/png") -> bytes:
    """A picture block (RFC 9639, 8.8)."""
    head = struct.pack(">I", 3) + struct.pack(">I", len(kind)) + kind + struct.pack(">I", 5) + b"front"
    return head + struct.pack(">IIIII", 1, 1, 24, 0, len(picture)) + picture


def attached_picture(picture: bytes, encoding: int = 0, kind: bytes = b"image/png") -> bytes:
    """The body of an APIC frame."""
    description = {0: b"front\x00", 1: "front".encode("utf-16") + b"\x00\x00"}[encoding]
    return bytes((encoding,)) + kind + b"\x00\x03" + description + picture


def flac(picture: bytes, kind: bytes = b"image/png") -> bytes:
    block = flac_block(picture, kind)
    whole = writers.flac(writers.comments())
    return whole[:-4].replace(b"fLaC", b"fLaC\x06" + len(block).to_bytes(3, "big") + block, 1) + whole[-4:]


def matroska(data: bytes, name: str = "cover.png") -> bytes:
    attached = writers.element(
        0x61A7,
        writers.element(0x466E, name.encode()) + writers.element(0x4660, b"image/png") + writers.element(0x465C, data),
    )
    return writers.matroska() + writers.element(0x18538067, writers.element(0x1941A469, attached))


def ape(picture: bytes) -> bytes:
    value = b"cover.png\x00" + picture
    item = struct.pack("<II", len(value), 2) + b"Cover Art (Front)\x00" + value
    footer = b"APETAGEX" + struct.pack("<IIII", 2000, len(item) + 32, 1, 0) + bytes(8)
    return item + footer


def asf(picture: bytes) -> bytes:
    value = b"\x03" + struct.pack("<I", len(picture)) + streams.asf_text("image/png") + streams.asf_text("") + picture
    name = streams.asf_text("WM/Picture")
    body = struct.pack("<HH", 1, len(name)) + name + struct.pack("<HH", 1, len(value)) + value
    return streams.asf(streams.asf_object("D2D0A440-E307-11D2-97F0-00A0C95EA850", body))


def mp4(picture: bytes, data_type: int = 14) -> bytes:
    items = files.box(b"ilst", files.item(b"covr", picture, data_type))
    return writers.mp4_user_data(files.full_box(b"meta", files.handler(b"mdir"), items))


def make_covers(picture: bytes) -> dict[str, bytes]:
    """One file of every way to keep `picture`, by a name for it."""
    named = base64.b64encode(flac_block(picture)).decode()
    frame = writers.frame(b"APIC", attached_picture(picture))
    short = writers.frame(b"PIC", b"\x00PNG\x03front\x00" + picture, version=2)
    return {
        "id3": writers.mp3(writers.id3(frame)),
        "id3 wide": writers.mp3(writers.id3(writers.frame(b"APIC", attached_picture(picture, 1)))),
        "id3 unsynchronised": writers.mp3(writers.id3(frame, unsynchronised=True)),
        "id3 of 2.2": writers.mp3(writers.id3(short, version=2)),
        "id3 in aiff": streams.aiff(streams.aiff_chunk(b"ID3 ", writers.id3(frame))),
        "ape": writers.mp3(b"", tail=ape(picture)),
        "flac": flac(picture),
        "vorbis": writers.vorbis(writers.comments(("METADATA_BLOCK_PICTURE", named))),
        "vorbis alone": writers.opus(writers.comments(("COVERART", base64.b64encode(picture).decode()))),
        "mp4": mp4(picture),
        "mp4 without a type": mp4(picture, 0),
        "matroska": matroska(picture),
        "asf": asf(picture),
    }
