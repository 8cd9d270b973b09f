"""Writes small files of every container, a few lines each, so that no sample need lie in the repository."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable

XMP_HEAD = b"http://ns.adobe.com/xap/1.0/\x00"
XMP_UUID = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
C2PA_UUID = bytes.fromhex("d8fec3d61b0e483c92975828877ec481")


def segment(marker: int, body: bytes) -> bytes:
    return bytes((0xFF, marker)) + struct.pack(">H", len(body) + 2) + body


def jpeg(*segments: bytes, scan: bytes = b"\x12\xff\x00\x34\xff\xd0\x56", trailer: bytes = b"") -> bytes:
    head = b"\xff\xd8" + b"".join(segments)
    return head + segment(0xDA, b"\x01\x01\x00\x00\x3f\x00") + scan + b"\xff\xd9" + trailer


def exif_segment(block: bytes) -> bytes:
    return segment(0xE1, b"Exif\x00\x00" + block)


def xmp_segment(packet: str) -> bytes:
    return segment(0xE1, XMP_HEAD + packet.encode())


def chunk(kind: bytes, body: bytes, checksum: int | None = None) -> bytes:
    crc = zlib.crc32(kind + body) if checksum is None else checksum
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", crc)


def png(*before: bytes, after: Iterable[bytes] = (), trailer: bytes = b"") -> bytes:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    pixels = chunk(b"IDAT", zlib.compress(b"\x00\x00"))
    inner = (b"\x89PNG\r\n\x1a\n", head, *before, pixels, *after, chunk(b"IEND", b""), trailer)
    return b"".join(inner)


def itxt(keyword: bytes, text: bytes, *, compressed: bool = False) -> bytes:
    body = zlib.compress(text) if compressed else text
    return chunk(b"iTXt", keyword + b"\x00" + bytes((compressed,)) + b"\x00\x00\x00" + body)


def riff_chunk(kind: bytes, body: bytes, *, pad: bool = True) -> bytes:
    return kind + struct.pack("<I", len(body)) + body + (b"\x00" if pad and len(body) % 2 else b"")


def riff(form: bytes, *chunks: bytes) -> bytes:
    return riff_chunk(b"RIFF", form + b"".join(chunks))


def gif(*blocks: bytes, trailer: bytes = b"") -> bytes:
    image = b"\x2c" + struct.pack("<HHHHB", 0, 0, 1, 1, 0) + b"\x02\x02\x4c\x01\x00"
    head = b"GIF89a" + struct.pack("<HHBBB", 1, 1, 0x80, 0, 0) + bytes(6)
    return head + b"".join(blocks) + image + b"\x3b" + trailer


def sub_blocks(data: bytes) -> bytes:
    pieces = [data[at : at + 255] for at in range(0, len(data), 255)]
    return b"".join(bytes((len(piece),)) + piece for piece in pieces) + b"\x00"


def gif_xmp(packet: bytes) -> bytes:
    landing = b"\x01" + bytes(range(255, -1, -1)) + b"\x00"
    return b"\x21\xff\x0bXMP DataXMP" + packet + landing


def tiff(*directories: dict[int, tuple[int, bytes, int]], order: str = "<") -> bytes:
    """Directories chained one after the other; a tag's value is (type, bytes, count)."""
    mark = b"II*\x00" if order == "<" else b"MM\x00*"
    out = bytearray(mark + struct.pack(order + "I", 8))
    for number, tags in enumerate(directories):
        start = len(out)
        heap = start + 2 + 12 * len(tags) + 4
        table, values = struct.pack(order + "H", len(tags)), b""
        for tag, (kind, value, count) in sorted(tags.items()):
            table += struct.pack(order + "HHI", tag, kind, count)
            if len(value) <= 4:
                table += value.ljust(4, b"\x00")
            else:
                table += struct.pack(order + "I", heap + len(values))
                values += value + b"\x00" * (len(value) % 2)
        last = number == len(directories) - 1
        out += table + struct.pack(order + "I", 0 if last else heap + len(values)) + values
    return bytes(out)


def ascii_tag(text: str) -> tuple[int, bytes, int]:
    value = text.encode() + b"\x00"
    return 2, value, len(value)


def raw_tag(value: bytes) -> tuple[int, bytes, int]:
    return 7, value, len(value)


def long_tag(value: int, order: str = "<") -> tuple[int, bytes, int]:
    return 4, struct.pack(order + "I", value), 1


def big_tiff(text: bytes) -> bytes:
    """A BigTIFF file whose only tag is Software."""
    head = b"II+\x00\x08\x00\x00\x00" + struct.pack("<Q", 16)
    entry = struct.pack("<HHQQ", 0x0131, 2, len(text), 16 + 8 + 20 + 8)
    return head + struct.pack("<Q", 1) + entry + struct.pack("<Q", 0) + text


def with_exif_directory(image: dict[int, tuple[int, bytes, int]], exif: dict[int, tuple[int, bytes, int]]) -> bytes:
    """A TIFF block with an EXIF directory behind its first one."""
    first = tiff({**image, 0x8769: long_tag(0)})
    place = len(first)
    first = tiff({**image, 0x8769: long_tag(place)})
    second = tiff(exif)
    moved = bytearray(second[8:])
    count = struct.unpack("<H", moved[:2])[0]
    for at in range(2, 2 + 12 * count, 12):
        _, kind, number, value = struct.unpack("<HHII", moved[at : at + 12])
        size = number * {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1}[kind]
        if size > 4:
            moved[at + 8 : at + 12] = struct.pack("<I", value - 8 + place)
    return first + bytes(moved)


def box(kind: bytes, *bodies: bytes, large: bool = False) -> bytes:
    body = b"".join(bodies)
    if large:
        return struct.pack(">I", 1) + kind + struct.pack(">Q", len(body) + 16) + body
    return struct.pack(">I", len(body) + 8) + kind + body


def full_box(kind: bytes, *bodies: bytes, version: int = 0) -> bytes:
    return box(kind, bytes((version, 0, 0, 0)), *bodies)


def mp4(*boxes: bytes) -> bytes:
    return box(b"ftyp", b"isom\x00\x00\x02\x00isommp41") + b"".join(boxes)


def handler(kind: bytes) -> bytes:
    return full_box(b"hdlr", bytes(4), kind, bytes(12), b"\x00")


def keys(*names: bytes) -> bytes:
    inner = b"".join(struct.pack(">I", len(name) + 8) + b"mdta" + name for name in names)
    return full_box(b"keys", struct.pack(">I", len(names)), inner)


def item(kind: bytes | int, value: bytes, data_type: int = 1) -> bytes:
    name = kind if isinstance(kind, bytes) else struct.pack(">I", kind)
    return box(name, box(b"data", struct.pack(">II", data_type, 0), value))


def heic(*items: tuple[bytes, bytes], method: int = 0, split: bool = False) -> bytes:
    """A HEIC file with the given (type, data) items, in `mdat` or (method 1) in `idat`."""
    head = box(b"ftyp", b"heic\x00\x00\x00\x00mif1heic")
    content = {b"mime": b"application/rdf+xml\x00\x00"}
    entries = [
        full_box(b"infe", struct.pack(">HH", number, 0), kind, b"\x00", content.get(kind, b""), version=2)
        for number, (kind, _) in enumerate(items, 1)
    ]
    info = full_box(b"iinf", struct.pack(">H", len(items)), *entries)
    payload = b"".join(data for _, data in items)

    def meta(base: int) -> bytes:
        places, at = b"", base
        for number, (_, data) in enumerate(items, 1):
            pieces = (
                [(at, len(data) // 2), (at + len(data) // 2, len(data) - len(data) // 2)]
                if split
                else [(at, len(data))]
            )
            places += struct.pack(">HHHH", number, method, 0, len(pieces))
            places += b"".join(struct.pack(">II", *piece) for piece in pieces)
            at += len(data)
        location = full_box(b"iloc", b"\x44\x00", struct.pack(">H", len(items)), places, version=1)
        inner = [handler(b"pict"), info, location]
        return full_box(b"meta", *inner, *([box(b"idat", payload)] if method else []))

    if method:
        return head + meta(0)
    return head + meta(len(head) + len(meta(0)) + 8) + box(b"mdat", payload)


def xmp(properties: str, description: str = "") -> str:
    return (
        '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""'
        ' xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"'
        ' xmlns:TC260="http://www.tc260.org.cn/ns/AIGC/1.0/" xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/"'
        f' xmlns:stEvt="http://ns.adobe.com/xap/1.0/sType/ResourceEvent#" {description}>{properties}'
        '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
    )


def photoshop(*resources: tuple[int, bytes]) -> bytes:
    return b"".join(
        b"8BIM"
        + struct.pack(">H", kind)
        + b"\x00\x00"
        + struct.pack(">I", len(body))
        + body
        + b"\x00" * (len(body) % 2)
        for kind, body in resources
    )


def dataset(record: int, number: int, value: bytes) -> bytes:
    return struct.pack(">BBBH", 0x1C, record, number, len(value)) + value
