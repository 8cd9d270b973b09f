"""Writes one small file per carrier of China's AI label, so that no sample need lie in the repository."""

from __future__ import annotations

import html
import io
import json
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from pathlib import Path

from tests.build.media import files

MEMBERS = {
    "Label": "1",
    "ContentProducer": "001191110102MACQD9K64010000",
    "ProduceID": "0123456789abcdef",
    "ReservedCode1": "",
    "ContentPropagator": "001191110102MACQD9K64020000",
    "PropagateID": "fedcba9876543210",
    "ReservedCode2": "",
}
BARE = json.dumps(MEMBERS, separators=(",", ":"))
WRAPPED = json.dumps({"AIGC": MEMBERS}, separators=(",", ":"))


def xmp(value: str = BARE) -> bytes:
    return files.xmp(f"<TC260:AIGC>{html.escape(value)}</TC260:AIGC>").encode()


def xmp_attribute(value: str = BARE) -> bytes:
    return files.xmp("", f'TC260:AIGC="{html.escape(value)}"').encode()


def exif(tag: int, value: bytes) -> bytes:
    if tag == 0x010E:
        return files.tiff({tag: (2, value + b"\x00", len(value) + 1)})
    return files.with_exif_directory({}, {tag: files.raw_tag(value)})


# -- sound -----------------------------------------------------------------------------------------------------

MPEG_FRAME = b"\xff\xfb\x90\x00" + bytes(413)


def seven(value: int) -> bytes:
    return bytes(value >> shift & 0x7F for shift in (21, 14, 7, 0))


def id3(*frames: bytes, version: int = 4, flags: int = 0, extended: bytes = b"", unsynchronised: bool = False) -> bytes:
    body = extended + b"".join(frames)
    if unsynchronised:
        body, flags = body.replace(b"\xff", b"\xff\x00"), flags | 0x80
    return b"ID3" + bytes((version, 0, flags)) + seven(len(body)) + body


def frame(name: bytes, body: bytes, *, version: int = 4, flags: int = 0, plain: bool = False) -> bytes:
    if version == 2:
        return name + len(body).to_bytes(3, "big") + body
    size = seven(len(body)) if version == 4 and not plain else struct.pack(">I", len(body))
    return name + size + bytes((0, flags)) + body


def described(description: str, value: str, encoding: int = 3) -> bytes:
    """The body of a TXXX frame; encodings as in ID3: 0 Latin-1, 1 UTF-16, 2 UTF-16BE, 3 UTF-8."""
    codec, end = {
        0: ("latin-1", b"\x00"),
        1: ("utf-16", b"\x00\x00"),
        2: ("utf-16-be", b"\x00\x00"),
        3: ("utf-8", b"\x00"),
    }[encoding]
    return bytes((encoding,)) + description.encode(codec) + end + value.encode(codec)


def mp3(tag: bytes, tail: bytes = b"") -> bytes:
    return tag + MPEG_FRAME * 4 + tail


def appended_id3(*frames: bytes) -> bytes:
    body = b"".join(frames)
    head = bytes((4, 0, 0x10)) + seven(len(body))
    return b"ID3" + head + body + b"3DI" + head


def comments(*pairs: tuple[str, str], vendor: str = "tests") -> bytes:
    texts = [f"{name}={value}".encode() for name, value in pairs]
    lengths = b"".join(struct.pack("<I", len(text)) + text for text in texts)
    return struct.pack("<I", len(vendor)) + vendor.encode() + struct.pack("<I", len(texts)) + lengths


def flac(block: bytes, *, before: bytes = b"") -> bytes:
    stream = (
        struct.pack(">HH", 4096, 4096) + bytes(6) + (44100 << 44 | 1 << 41 | 15 << 36).to_bytes(8, "big") + bytes(16)
    )
    head = b"\x00" + len(stream).to_bytes(3, "big") + stream
    return before + b"fLaC" + head + b"\x84" + len(block).to_bytes(3, "big") + block


def ogg(*packets: bytes, serial: int = 7) -> bytes:
    """One logical stream: the first packet on a page of its own, the others on pages of up to 255 pieces."""
    pages, number = [ogg_page(packets[0], 2, serial, 0)], 1
    for packet in packets[1:]:
        lacing = bytes([255] * (len(packet) // 255) + [len(packet) % 255])
        for at in range(0, len(lacing), 255):
            piece = lacing[at : at + 255]
            body = packet[at * 255 : at * 255 + sum(piece)]
            pages.append(ogg_page(body, 0 if at == 0 else 1, serial, number, piece))
            number += 1
    return b"".join(pages)


def ogg_page(body: bytes, flags: int, serial: int, number: int, lacing: bytes | None = None) -> bytes:
    """One page: flags 1 continued, 2 first, 4 last of its logical stream."""
    if lacing is None:
        lacing = bytes([255] * (len(body) // 255) + [len(body) % 255])
    head = b"OggS\x00" + bytes((flags,)) + bytes(8) + struct.pack("<II", serial, number)
    tail = bytes((len(lacing),)) + lacing + body
    return head + struct.pack("<I", _ogg_checksum(head + bytes(4) + tail)) + tail


def _ogg_checksum(data: bytes) -> int:
    value = 0
    for byte in data:
        value ^= byte << 24
        for _ in range(8):
            value = (value << 1 ^ 0x04C11DB7 if value & 0x80000000 else value << 1) & 0xFFFFFFFF
    return value


def opus(block: bytes) -> bytes:
    return ogg(b"OpusHead\x01\x02\x00\x00\x80\xbb\x00\x00\x00\x00\x00", b"OpusTags" + block)


def vorbis(block: bytes) -> bytes:
    first = b"\x01vorbis" + struct.pack("<IBIIII", 0, 2, 44100, 0, 128000, 0) + b"\xb8\x01"
    return ogg(first, b"\x03vorbis" + block + b"\x01")


# -- video -----------------------------------------------------------------------------------------------------


def element(number: int, body: bytes, *, unknown: bool = False) -> bytes:
    name = number.to_bytes((number.bit_length() + 7) // 8, "big")
    return name + (b"\x01" + b"\xff" * 7 if unknown else (1 << 56 | len(body)).to_bytes(8, "big")) + body


def simple_tag(name: str, value: str, *inner: bytes) -> bytes:
    return element(0x67C8, element(0x45A3, name.encode()) + element(0x4487, value.encode()) + b"".join(inner))


def matroska(*tags: bytes, kind: bytes = b"matroska", live: bool = False) -> bytes:
    info = element(0x1549A966, element(0x4D80, b"Lavf60") + element(0x5741, b"HandBrake 1.7"))
    cluster = element(0x1F43B675, element(0xE7, b"\x00") + element(0xA3, b"\x81\x00\x00\x80" + bytes(50)), unknown=live)
    written = element(0x1254C367, element(0x7373, element(0x63C0, b"") + b"".join(tags)))
    return element(0x1A45DFA3, element(0x4282, kind)) + element(
        0x18538067, info + written + cluster if not live else info + cluster + cluster + written, unknown=live
    )


def amf_text(value: str) -> bytes:
    body = value.encode()
    return b"\x02" + struct.pack(">H", len(body)) + body if len(body) < 65536 else long_amf_text(value)


def long_amf_text(value: str) -> bytes:
    body = value.encode()
    return b"\x0c" + struct.pack(">I", len(body)) + body


def flv(members: Mapping[str, bytes], *, late: bool = False) -> bytes:
    inner = b"".join(struct.pack(">H", len(name.encode())) + name.encode() + value for name, value in members.items())
    script = amf_text("onMetaData") + b"\x08" + struct.pack(">I", len(members)) + inner + b"\x00\x00\x09"
    picture = b"\x17\x00\x00\x00\x00" + bytes(20)
    before = flv_tag(9, picture) if late else b""
    return b"FLV\x01\x01\x00\x00\x00\x09" + bytes(4) + before + flv_tag(18, script) + flv_tag(9, picture)


def flv_tag(kind: int, body: bytes) -> bytes:
    return bytes((kind,)) + len(body).to_bytes(3, "big") + bytes(7) + body + struct.pack(">I", len(body) + 11)


def mp4_keys(value: str = BARE, *, bare_meta: bool = False, key: bytes = b"AIGC", data_type: int = 1) -> bytes:
    """`moov.udta.meta` with keys and items, or QuickTime's form: a `meta` without version bytes under `moov`."""
    body = value.encode("utf-16-be") if data_type == 2 else value.encode()
    inner = (files.handler(b"mdta"), files.keys(key), files.box(b"ilst", files.item(1, body, data_type)))
    if bare_meta:
        return files.mp4(files.box(b"moov", movie_header(), files.box(b"meta", *inner)))
    return files.mp4(files.box(b"moov", movie_header(), files.box(b"udta", files.full_box(b"meta", *inner))))


def mp4_nameless(value: str = BARE, *, item: bool = True) -> bytes:
    """A list of the handler `mdir` without keys: the value in an item numbered 1, or bare in the list."""
    data = files.item(1, value.encode())
    ilst = files.box(b"ilst", data if item else data[8:])
    return files.mp4(files.box(b"moov", movie_header(), files.box(b"meta", files.handler(b"mdir"), ilst)))


def mp4_user_data(*boxes: bytes) -> bytes:
    return files.mp4(files.box(b"moov", movie_header(), files.box(b"udta", *boxes)))


def movie_header() -> bytes:
    return files.full_box(b"mvhd", bytes(8), struct.pack(">II", 1000, 1000), bytes(80))


# -- documents -------------------------------------------------------------------------------------------------


def package(members: Iterable[tuple[str, str | bytes]], *, descriptors: bool = False) -> bytes:
    """A ZIP. With `descriptors` the sizes stand after the data, as streaming writers put them."""

    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return not descriptors

        def tell(self) -> int:
            if descriptors:
                raise OSError
            return super().tell()

    stream = Pipe()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in members:
            method = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(name, body, method)
    return stream.getvalue()


OFFICE_BODIES = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}
_FMTID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"


def custom_property(value: str, kind: str = "lpwstr", name: str = "AIGC", head: str = "") -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}<Properties '
        'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
        'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
        f'<property fmtid="{_FMTID}" pid="2" name="{name}"><vt:{kind}>{html.escape(value)}</vt:{kind}>'
        "</property></Properties>"
    )


def office(extension: str, custom: str | bytes, *, descriptors: bool = False) -> bytes:
    types = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    members = [("[Content_Types].xml", types), (OFFICE_BODIES[extension], "<w/>"), ("docProps/custom.xml", custom)]
    return package(members, descriptors=descriptors)


def open_document(value: str = BARE) -> bytes:
    meta = (
        '<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"><office:meta>'
        "<meta:generator>LibreOffice/24.2</meta:generator>"
        f'<meta:user-defined meta:name="AIGC">{html.escape(value)}</meta:user-defined>'
        "</office:meta></office:document-meta>"
    )
    return package([("mimetype", "application/vnd.oasis.opendocument.text"), ("meta.xml", meta)])


def epub(meta: str) -> bytes:
    container = (
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="OEBPS/content.opf"/></rootfiles></container>'
    )
    opf = (
        '<package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>A book</dc:title>{meta}</metadata></package>"
    )
    return package(
        [("mimetype", "application/epub+zip"), ("META-INF/container.xml", container), ("OEBPS/content.opf", opf)]
    )


def ofd(value: str = BARE) -> bytes:
    body = (
        '<ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016"><ofd:DocBody><ofd:DocInfo><ofd:CustomDatas>'
        f'<ofd:CustomData Name="AIGC">{html.escape(value)}</ofd:CustomData>'
        "</ofd:CustomDatas></ofd:DocInfo></ofd:DocBody></ofd:OFD>"
    )
    return package([("OFD.xml", body)])


def pdf(
    path: Path, value: str | None = BARE, *, metadata: bytes = b"", streams: bool = False, password: str = ""
) -> bytes:
    """A PDF of one page with the label in its Info dictionary; in object streams or encrypted where asked."""
    import pikepdf

    document = pikepdf.new()
    document.add_blank_page()
    if value is not None:
        document.docinfo["/AIGC"] = pikepdf.String(value)
    if metadata:
        document.Root.Metadata = document.make_stream(metadata, Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML)
    mode = pikepdf.ObjectStreamMode.generate if streams else pikepdf.ObjectStreamMode.disable
    lock = pikepdf.Encryption(owner="owner", user=password, R=6) if password or path.suffix == ".locked" else None
    document.save(path, object_stream_mode=mode, encryption=lock or False, linearize=False)
    return path.read_bytes()


def pdf_update(before: bytes, info: Mapping[str, str]) -> bytes:
    """An incremental update that gives the document another Info dictionary."""
    number = int(before[before.rindex(b"/Size") + 5 :].split()[0])
    members = " ".join(f"/{name} ({value.replace(chr(92), chr(92) * 2)})" for name, value in info.items())
    start = before.rindex(b"startxref") + 9
    previous = int(before[start:].split()[0])
    body = before + b"\n"
    at = len(body)
    body += f"{number} 0 obj\n<< {members} >>\nendobj\n".encode()
    table = len(body)
    body += f"xref\n{number} 1\n{at:010d} 00000 n \n".encode()
    reference = before[before.rindex(b"/Root") + 5 :].split(b"R")[0].strip()
    trailer = (
        f"trailer\n<< /Size {number + 1} /Prev {previous} /Info {number} 0 R /Root ".encode() + reference + b" R >>\n"
    )
    return body + trailer + f"startxref\n{table}\n%%EOF\n".encode()


def svg(metadata: str, body: str = "") -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><svg xmlns="http://www.w3.org/2000/svg" '
        'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:tc="http://www.tc260.org.cn/ns/AIGC/1.0/">'
        f"<title>A drawing</title><metadata>{metadata}</metadata><text>{body}</text></svg>"
    ).encode()


def page(head: str = "", body: str = "<p>Hello</p>") -> bytes:
    opening = '<!DOCTYPE html><html><head><meta charset="utf-8"><title>A page</title>'
    return f"{opening}{head}</head><body>{body}</body></html>".encode()


def yaml_label(indent: int = 2, quote: str = "'", members: Mapping[str, str] = MEMBERS) -> str:
    lines = [f"{' ' * indent}{name}: {quote}{value}{quote}" for name, value in members.items()]
    return "AIGC:\n" + "\n".join(lines) + "\n"


def compressed_text(keyword: bytes, text: bytes) -> bytes:
    return files.chunk(b"zTXt", keyword + b"\x00\x00" + zlib.compress(text))
