"""Files that were made to keep a reader busy: a megabyte of one trick each, and every walk still ends soon."""

from __future__ import annotations

import time
import zlib

import pytest

from tests.build.media import writers
from verify.inspection import containers
from verify.inspection.containers.base import Memory
from verify.model import limits

BYTES = 1024 * 1024
SECONDS = 6.0  # a hundred times what most of these take on an idle machine

MATROSKA = b"\x1a\x45\xdf\xa3\x80\x18\x53\x80\x67\xff"
FLASH = b"FLV\x01\x01\x00\x00\x00\x09" + bytes(4)
RDF = b'<svg xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><metadata>'


def full(piece: bytes, size: int = BYTES) -> bytes:
    return (piece * (size // len(piece) + 1))[:size]


TRICKS: dict[str, tuple[str, bytes]] = {
    "signs that open nothing": ("text/html", full(b"<")),
    "comments": ("text/html", full(b"<!-- x -->")),
    "quotes that cross": ("text/html", full(b"<a x=\"'>")),
    "quotes without end": ("text/html", full(b'<a x="')),
    "one endless tag": ("text/html", b"<meta " + full(b"a b ")),
    "titles": ("text/html", full(b"<title></title >")),
    "labels": ("text/html", full(b"<meta name=AIGC content='{}'>")),
    "rules": ("text/markdown", full(b"---\n")),
    "rules with members": ("text/markdown", full(b"---\na: b\n")),
    "names of labels": ("text/markdown", b"# x\n" + full(b"AIGC:\n")),
    "fences": ("text/markdown", b"# x\n" + full(b"```\n") + b"AIGC: 1\n"),
    "one endless fence": ("text/markdown", full(b"`")),
    "empty lines": ("text/markdown", b"---\n" + full(b"\n")),
    "lists in lists": ("text/markdown", b"---\nAIGC: " + b"[" * 200_000 + b"\n---\n"),
    "keys in keys": ("text/markdown", b"---\n" + b"? " * 100_000 + b"\n---\n"),
    "groups in groups": ("image/svg+xml", b"<svg>" + full(b"<g>")),
    "groups": ("image/svg+xml", b"<svg>" + full(b"<g/>") + b"</svg>"),
    "packets": ("image/svg+xml", RDF + full(b"<r:RDF></r:RDF>", 900_000) + b"</metadata></svg>"),
    "leaves": ("image/svg+xml", b"<svg><metadata>" + full(b"<a>x</a>", 800_000) + b"</metadata></svg>"),
    "objects": ("application/pdf", b"%PDF-1.7\n" + full(b"1 0 obj\n")),
    "ends": ("application/pdf", b"%PDF-1.7\n" + full(b"startxref\n12\n%%EOF\n")),
    "arrays in arrays": ("application/pdf", b"%PDF-1.7\n1 0 obj\n" + full(b"[")),
    "tags": ("video/x-flv", FLASH + full(b"\x09" + bytes(14))),
    "lists that lie": (
        "video/x-flv", FLASH + writers.flv_tag(18, writers.amf_text("onMetaData") + full(b"\x0a\x00\x00\xff\xff")),
    ),
    "clusters without size": ("video/webm", MATROSKA + full(b"\x1f\x43\xb6\x75\xff")),
    "tags in tags": (
        "video/webm", MATROSKA + writers.element(0x1254C367, b"\x73\x73\xff" + full(b"\x67\xc8\xff")),
    ),
    "frames": ("audio/mpeg", writers.id3(full(writers.frame(b"TIT2", b"\x03a")))),
    "terminators on odd places": (
        "audio/mpeg", writers.id3(writers.frame(b"TXXX", b"\x01x" + full(b"\x00\x00x", BYTES - 100))),
    ),
    "bombs in frames": (
        "audio/mpeg",
        writers.id3(
            *[writers.frame(b"TIT2", writers.seven(9) + zlib.compress(b"\x03" + bytes(4_000_000)), flags=9)] * 100
        ),
    ),
    "empty blocks": ("audio/flac", b"fLaC" + full(b"\x01\x00\x00\x00")),
    "comments of nothing": ("audio/flac", writers.flac(writers.comments(*[("A", "b")] * 100_000))),
    "elements of a property": ("application/zip", writers.office("docx", "<a>" + "<b/>" * 500_000 + "</a>")),
    "attributes of a property": (
        "application/zip", writers.office("docx", "<a " + " ".join(f"a{at}='1'" for at in range(100_000)) + "/>"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("trick", TRICKS)
def test_a_file_made_to_keep_a_reader_busy_is_walked_soon(trick: str) -> None:
    media_type, data = TRICKS[trick]
    begun = time.process_time()
    parts = list(containers.walk(Memory(data), media_type))
    assert time.process_time() - begun < SECONDS
    assert len(parts) <= limits.SEGMENTS + 1
