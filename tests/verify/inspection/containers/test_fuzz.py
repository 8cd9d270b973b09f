"""Any bytes: a walker raises nothing, ends soon, and keeps no more than its limits."""

from __future__ import annotations

import struct
import time
import zlib
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.build.media import files, models3d, streams, writers
from tests.build.records.signed_containers import font_file
from verify.inspection import containers
from verify.inspection.containers import xmp
from verify.inspection.containers.base import Inflater, Memory, PartKind, find_trailer
from verify.inspection.containers.image import tiff
from verify.inspection.containers.image.tiff import Entry
from verify.inspection.containers.image.tiff_values import decode_user_comment, format_value
from verify.model import limits

SECONDS = 3.0  # far more than any of these small inputs needs

EXIF = files.with_exif_directory(
    {0x010F: files.ascii_tag("Maker"), 0x010E: files.ascii_tag("words " * 10)},
    {0x9286: files.raw_tag(b"UNICODE\x00" + "text".encode("utf-16-be")), 0x829A: (5, struct.pack("<II", 1, 60), 1)},
)
PACKET = files.xmp("<dc:title><rdf:Alt><rdf:li xml:lang='x'>t</rdf:li></rdf:Alt></dc:title>").encode()
LABEL = b'{"Label":"1"}'
PDF = writers.pdf_update(
    b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Metadata 2 0 R /Pages 3 0 R >>\nendobj\n"
    + b"2 0 obj\n<< /Type /Metadata /Length %d >>\nstream\n%s\nendstream\nendobj\n" % (len(PACKET), PACKET)
    + b"3 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n4 0 obj\n<< /AIGC (label) >>\nendobj\n"
    + b"trailer\n<< /Size 5 /Root 1 0 R /Info 4 0 R >>\nstartxref\n9\n%%EOF\n",
    {"AIGC": "newer"},
)

SEEDS: dict[str, bytes] = {
    "image/jpeg": files.jpeg(
        files.exif_segment(EXIF),
        files.segment(0xE1, files.XMP_HEAD + PACKET),
        files.segment(0xED, b"Photoshop 3.0\x00" + files.photoshop((0x0404, files.dataset(2, 5, b"t")))),
        files.segment(0xFE, b"comment"),
        trailer=struct.pack("<HHI", 0, 1, 1)
        + b"nv"
        + b"SEFH"
        + struct.pack("<IIHHIII", 1, 1, 0, 1, 10, 10, 24)
        + b"SEFT",
    ),
    "image/png": files.png(
        files.chunk(b"tEXt", b"AIGC\x00" + LABEL),
        files.itxt(b"XML:com.adobe.xmp", PACKET, compressed=True),
        files.chunk(b"eXIf", EXIF),
        after=[files.chunk(b"comf", b"prompt\x00{}")],
    ),
    "image/webp": files.riff(b"WEBP", files.riff_chunk(b"EXIF", EXIF), files.riff_chunk(b"XMP ", PACKET)),
    "audio/wav": files.riff(b"WAVE", files.riff_chunk(b"LIST", b"INFO" + files.riff_chunk(b"AIGC", LABEL))),
    "image/gif": files.gif(b"\x21\xfe" + files.sub_blocks(b"comment"), files.gif_xmp(PACKET)),
    "image/tiff": EXIF,
    "image/heic": files.heic((b"Exif", struct.pack(">I", 0) + EXIF), (b"mime", PACKET)),
    "video/mp4": files.mp4(
        files.box(
            b"moov",
            files.box(b"meta", files.handler(b"mdta"), files.keys(b"AIGC"), files.box(b"ilst", files.item(1, LABEL))),
            files.box(b"udta", files.box(b"\xa9swr", struct.pack(">HH", 4, 0), b"tool")),
        )
    ),
    "image/vnd.adobe.photoshop": b"8BPS" + bytes(26) + struct.pack(">I", 60) + files.photoshop((0x0424, PACKET[:40])),
    "image/x-fuji-raf": b"FUJIFILMCCD-RAW".ljust(84, b" ") + struct.pack(">II", 92, 500) + files.jpeg(),
    "image/x-panasonic-rw2": b"IIU\x00" + EXIF[4:],
    "video/x-matroska": writers.matroska(
        writers.simple_tag("AIGC", "{}", writers.simple_tag("INNER", "text")), live=True
    ),
    "video/x-flv": writers.flv(
        {
            "duration": b"\x00" + bytes(8),
            "AIGC": writers.amf_text("{}"),
            "on": b"\x01\x01",
            "list": b"\x0a\x00\x00\x00\x02\x05\x05",
            "made": b"\x0b" + struct.pack(">d", 1e12) + b"\x00\x00",
            "inner": b"\x03\x00\x01a\x05\x00\x00\x09",
        }
    ),
    "audio/mpeg": writers.mp3(
        writers.id3(
            writers.frame(b"TXXX", writers.described("AIGC", "{}", 1)),
            writers.frame(b"COMM", b"\x00eng\x00words"),
            writers.frame(b"PRIV", b"XMP\x00" + PACKET),
            writers.frame(b"GEOB", b"\x00application/x\x00name\x00what\x00data"),
            writers.frame(b"TIT2", b"\x00\x00\x00\x10" + zlib.compress(b"\x03A title"), flags=0x09),
            flags=0x40,
            extended=writers.seven(6) + b"\x01\x00",
        ),
        b"APETAGEX"
        + struct.pack("<IIII", 2000, 44, 1, 0)
        + bytes(8)
        + struct.pack("<II", 1, 0)
        + b"ab\x00c"
        + b"APETAGEX"
        + struct.pack("<IIII", 2000, 44, 1, 0)
        + bytes(8)
        + b"TAG".ljust(128, b"a")
        + writers.appended_id3(writers.frame(b"TIT2", b"\x03A title")),
    ),
    "audio/flac": writers.flac(writers.comments(("AIGC", "{}")), before=writers.id3(writers.frame(b"TIT2", b"\x03A"))),
    "audio/ogg": writers.vorbis(writers.comments(("AIGC", "{}"))) + writers.opus(writers.comments(("A", "b"))),
    "font/ttf": font_file(b"\x00\x00\x00\x28jumb" + bytes(32))[0],
    "application/pdf": PDF,
    "image/svg+xml": writers.svg("<rdf:RDF><rdf:Description tc:AIGC='{}'/></rdf:RDF><a>text</a>"),
    "text/html": writers.page("<meta name=AIGC content='{}'><!-- AIGC: {} --><script>x</script>"),
    "text/markdown": f"---\n{writers.yaml_label()}---\n# A\n\n---\n{writers.yaml_label()}---\n".encode(),
    "application/epub+zip": writers.epub("<meta name='AIGC' content='{}'/>"),
    "video/h264": b"\x00\x00\x00\x01\x67\x64\x00\x00\x01\x06\x05\x18" + bytes(range(1, 17)) + b"a text\x00\x80\x80",
    "video/h265": b"\x00\x00\x00\x01\x40\x01\x00\x00\x01\x4e\x01\x05\x18" + bytes(range(1, 17)) + b"a text\x00\x80\x80",
    "image/jxl": streams.jxl(streams.packed_box(b"xml ", PACKET), streams.packed_box(b"Exif", bytes(4) + EXIF)),
    "audio/aiff": streams.aiff(
        streams.aiff_chunk(b"NAME", b"title"),
        streams.aiff_chunk(b"COMT", b"\x00\x01" + bytes(6) + b"\x00\x02ab"),
        streams.aiff_chunk(b"ID3 ", writers.id3(writers.frame(b"TIT2", b"\x03A title"))),
    ),
    "video/x-ms-asf": streams.asf(
        streams.asf_description("t"), streams.asf_attributes(AIGC="{}"), streams.asf_metadata("Tool", "a")
    ),
    "video/mp2t": streams.ts("service", (0x15, writers.id3(writers.frame(b"TIT2", b"\x03A title"))), (0x1B, b"\x00")),
    "application/rdf+xml": b"<?xpacket begin=''?>" + PACKET,
    "model/gltf-binary": models3d.glb(
        extras={"a": [1, "b"]},
        extensions={"VRM": {"meta": {"title": "t"}}, "KHR_xmp_json_ld": {"packets": [{"dc:a": "b"}]}},
    ),
    "model/vnd.usda": models3d.usda(creator="a"),
    "model/vnd.usdz+zip": models3d.usdz({"a.usda": models3d.usda(creator="a")}),
    "model/3mf": models3d.three_mf(Application="a"),
    "model/obj": models3d.obj("a comment"),
    "model/ply": models3d.ply("a comment"),
    "model/stl": models3d.stl("a header"),
    "image/jp2": files.box(b"jP  ", b"\r\n\x87\n") + files.box(b"uuid", b"JpgTiffExif->JP2", EXIF),
}


def within_bounds(action: Callable[[], object]) -> None:
    begun = time.process_time()
    action()
    assert time.process_time() - begun < SECONDS


def walked(data: bytes, media_type: str) -> None:
    parts = list(containers.walk(Memory(data), media_type))
    assert len(parts) <= limits.SEGMENTS + 1
    assert sum(len(part.data) for part in parts) <= limits.WALK_BYTES + limits.PACKET_BYTES
    for part in parts:
        assert part.where
        assert (part.kind in (PartKind.TEXT, PartKind.DAMAGE)) <= bool(part.key)
        if part.kind is PartKind.EXIF:
            exif_read(part.data, part.key)
        elif part.kind is PartKind.XMP:
            list(xmp.read(part.data))


def exif_read(data: bytes, root: str) -> None:
    source = Memory(data)
    for entry in tiff.walk_entries(source, root):
        if isinstance(entry, Entry):
            format_value(entry, source, {})


def test_every_walker_is_fuzzed() -> None:
    kinds = {containers.find_walker(media_type) for media_type in SEEDS}
    assert kinds == set(map(containers.find_walker, containers.FORMATS))


@pytest.mark.parametrize("media_type", SEEDS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_a_walker_survives_a_broken_file_of_its_own_kind(media_type: str, data: st.DataObject) -> None:
    content = bytearray(SEEDS[media_type])
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(content) - 1))
        value = data.draw(
            st.sampled_from([b"\x00", b"\xff", b"\x01", b"\x7f", b"\xff\xff\xff\xff", bytes(8), b"II*\x00"])
        )
        content[at : at + len(value)] = value
    if data.draw(st.booleans()):
        del content[data.draw(st.integers(1, len(content))) :]
    within_bounds(lambda: walked(bytes(content), media_type))


@pytest.mark.parametrize("media_type", SEEDS)
@settings(max_examples=40, deadline=None)
@given(tail=st.binary(max_size=400), kept=st.integers(0, 60))
def test_a_walker_survives_any_bytes(media_type: str, tail: bytes, kept: int) -> None:
    within_bounds(lambda: walked(SEEDS[media_type][:kept] + tail, media_type))


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_as_xmp_give_values_or_damage(data: bytes) -> None:
    list(xmp.read(data))
    list(xmp.read(PACKET[:200] + data + PACKET[200:]))


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_as_a_user_comment_give_text(data: bytes) -> None:
    for code in (b"", b"ASCII\x00\x00\x00", b"UNICODE\x00", b"JIS\x00\x00\x00\x00\x00", bytes(8)):
        assert isinstance(decode_user_comment(code + data), str)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_inflate_or_do_not(data: bytes) -> None:
    inflated, _ = Inflater().inflate(data, 1000)
    assert len(inflated) <= 1000
    find_trailer(Memory(data), 0, "png", "picture")
