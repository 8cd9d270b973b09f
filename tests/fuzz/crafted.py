"""Files made to hurt in one known way each: deep, long, endless, or with text that acts."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator

from tests.build.media import files, nested
from tests.fuzz.hostile_texts import NASTY

MEGABYTE = 1_000_000
DEEP = 100_000


def craft_files() -> Iterator[tuple[str, bytes]]:
    """Yield name and content of each file."""
    everything = "".join(NASTY)
    long = everything * (MEGABYTE // len(everything))
    for kind, text in (("nasty", everything), ("plain", "A" * MEGABYTE), ("long", long)):
        yield from ((f"{kind}-{name}", content) for name, content in _craft_texts(text))
    yield from _craft_nested()
    yield from _craft_many()


def _craft_texts(text: str) -> Iterator[tuple[str, bytes]]:
    """Yield files with the text in each place where a file can hold text."""
    raw, plain = text.encode("utf-8", "surrogatepass"), text.encode("utf-8", "replace")
    title = _escape(text)
    packet = files.xmp(f"<dc:title>{title}</dc:title><photoshop:Credit>{title}</photoshop:Credit>")
    short = plain[:60_000]
    yield "chunk.png", files.png(files.chunk(b"tEXt", b"parameters\x00" + plain), files.itxt(b"Comment", raw))
    yield "key.png", files.png(files.chunk(b"tEXt", plain[:79] + b"\x00x"), files.chunk(b"iTXt", raw))
    yield "xmp.png", files.png(files.itxt(b"XML:com.adobe.xmp", packet.encode("utf-8", "replace")))
    yield "comment.jpg", files.jpeg(files.segment(0xFE, short))
    yield "exif.jpg", files.jpeg(files.exif_segment(files.tiff({0x0131: (2, short + b"\0", len(short) + 1)})))
    yield "page.html", b"<!doctype html><meta name='generator' content='" + plain + b"'><title>" + plain
    yield "drawing.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><title>' + plain + b"</title></svg>"
    yield "matter.md", b"---\ntitle: " + plain + b"\n---\n" + raw


def _craft_nested() -> Iterator[tuple[str, bytes]]:
    yield "deep.svg", b"<svg xmlns='http://www.w3.org/2000/svg'>" + b"<g>" * DEEP
    yield "deep.html", b"<!doctype html>" + b"<div>" * DEEP
    yield "deep.pdf", b"%PDF-1.7\n1 0 obj\n" + b"[" * DEEP + b"\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF\n"
    yield "deep-json.png", files.png(files.chunk(b"tEXt", b"prompt\x00" + b'{"a":' * DEEP))
    yield "deep-list.png", files.png(files.chunk(b"tEXt", b"workflow\x00" + b"[" * DEEP))
    yield "deep.md", b"---\n" + b"".join(b" " * n + b"a:\n" for n in range(2_000)) + b"---\n"
    yield "deep.mp4", files.mp4(_nest(b"moov", 5_000))
    yield "deep.c2pa", _nest(b"jumb", 5_000)
    yield "laughs.svg", _craft_laughs()
    letters = b"".join(b"%c: &%c [*%c,*%c]\n" % (n + 1, n + 1, n, n) for n in range(97, 120))
    yield "laughs.md", b"---\na: &a [x,x]\n" + letters + b"---\n"


def _craft_many() -> Iterator[tuple[str, bytes]]:
    nodes = json.dumps({str(number): {} for number in range(90_000)}).encode()
    yield "many-nodes.png", files.png(files.chunk(b"tEXt", b"prompt\x00" + nodes))
    yield "many.png", files.png(*[files.chunk(b"tEXt", b"k%d\x00v" % number) for number in range(30_000)])
    yield "many.jpg", files.jpeg(*[files.segment(0xFE, b"x") for _ in range(30_000)])
    yield "bomb.png", files.png(files.chunk(b"zTXt", b"bomb\x00\x00" + zlib.compress(bytes(200 * MEGABYTE), 9)))
    sides = (2**31 - 1).to_bytes(4, "big") * 2
    yield "wide.png", b"\x89PNG\r\n\x1a\n" + files.chunk(b"IHDR", sides + b"\x08\x06\0\0\0")
    yield "loop.tiff", b"II*\x00\x08\x00\x00\x00\x01\x00\x31\x01\x02\x00\x04\x00\x00\x00abc\x00\x08\x00\x00\x00"
    yield "endless.wav", b"RIFF\xff\xff\xff\xffWAVE" + b"LIST\x00\x00\x00\x00" * 50_000
    yield "bomb.docx", nested.bomb_document()
    yield "deep.docx", nested.deep_document(5)
    yield "many.html", b"<html>" + f'<img src="{nested.address(nested.AI_PICTURE)}">'.encode() * 500
    yield "empty", b""
    yield "one", b"\xff"


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\x00", "")


def _nest(kind: bytes, depth: int) -> bytes:
    heads = [(8 * (depth - level)).to_bytes(4, "big") + kind for level in range(depth)]
    return b"".join(heads)


def _craft_laughs() -> bytes:
    lines = b"".join(b'<!ENTITY l%d "&l%d;&l%d;&l%d;&l%d;">' % (n, *[n - 1] * 4) for n in range(1, 30))
    return (
        b'<!DOCTYPE svg [<!ENTITY l0 "ha">'
        + lines
        + b']><svg xmlns="http://www.w3.org/2000/svg"><title>&l29;</title></svg>'
    )
