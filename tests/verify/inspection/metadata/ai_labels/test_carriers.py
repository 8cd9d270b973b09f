"""China's label in every carrier of the TC260 guides and of real files, through the whole inspection."""

from __future__ import annotations

import json
import shutil
import struct
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.build.media import files, writers
from tests.build.media.writers import BARE, WRAPPED
from verify.inspection.inspect import inspect
from verify.model import Options, OriginClaim, Report, Strength
from verify.report.words import badges
from verify.report.words.catalogue import Translator
from verify.report.words.readers import READERS

OPTIONS = Options(now=datetime(2026, 11, 22, tzinfo=UTC), readers=("exif", "xmp", "iptc", "text_chunks"))

TXXX = writers.frame(b"TXXX", writers.described("AIGC", BARE))
XMP = writers.xmp()
FRONT = f"---\n{writers.yaml_label()}---\n\n# A text\n\nWords.\n"

# name of the file → (its bytes, the key of the field, ExifTool's name for it where it reads it)
CARRIERS: dict[str, tuple[bytes, str, str]] = {
    "xmp.jpg": (files.jpeg(files.xmp_segment(XMP.decode())), "xmp:TC260:AIGC", "XMP-TC260:Aigc"),
    "attribute.jpg": (
        files.jpeg(files.xmp_segment(writers.xmp_attribute().decode())), "xmp:TC260:AIGC", "XMP-TC260:Aigc",
    ),
    "usercomment.jpg": (
        files.jpeg(files.exif_segment(writers.exif(0x9286, b"ASCII\x00\x00\x00" + WRAPPED.encode()))),
        "exif:EXIF:UserComment", "ExifIFD:UserComment",
    ),
    "usercomment-wide.jpg": (
        files.jpeg(files.exif_segment(writers.exif(0x9286, b"UNICODE\x00" + WRAPPED.encode("utf-16-be")))),
        "exif:EXIF:UserComment", "",
    ),
    "usercomment-bare.jpg": (
        files.jpeg(files.exif_segment(writers.exif(0x9286, WRAPPED.encode()))), "exif:EXIF:UserComment", "",
    ),
    "description.jpg": (
        files.jpeg(files.exif_segment(writers.exif(0x010E, WRAPPED.encode()))),
        "exif:Image:ImageDescription", "IFD0:ImageDescription",
    ),
    "app9.jpg": (files.jpeg(files.segment(0xE9, b"AIGC" + BARE.encode())), "jpeg:app9", ""),
    "comment.jpg": (files.jpeg(files.segment(0xFE, WRAPPED.encode())), "jpeg:comment", "File:Comment"),
    "xmp.png": (files.png(files.itxt(b"XML:com.adobe.xmp", XMP)), "xmp:TC260:AIGC", "XMP-TC260:Aigc"),
    "xmp-compressed.png": (
        files.png(files.itxt(b"XML:com.adobe.xmp", XMP, compressed=True)), "xmp:TC260:AIGC", "XMP-TC260:Aigc",
    ),
    "text.png": (files.png(files.chunk(b"tEXt", b"AIGC\x00" + BARE.encode())), "png:text:AIGC", "PNG:AIGC"),
    "text-after.png": (
        files.png(after=[files.chunk(b"tEXt", b"AIGC\x00" + WRAPPED.encode())]), "png:text:AIGC", "PNG:AIGC",
    ),
    "ztxt.png": (files.png(writers.compressed_text(b"AIGC", BARE.encode())), "png:text:AIGC", "PNG:AIGC"),
    "itxt.png": (files.png(files.itxt(b"AIGC", BARE.encode())), "png:text:AIGC", "PNG:AIGC"),
    "description.png": (
        files.png(files.chunk(b"tEXt", b"Description\x00" + WRAPPED.encode())),
        "png:text:Description", "PNG:Description",
    ),
    "xmp.webp": (files.riff(b"WEBP", files.riff_chunk(b"XMP ", XMP)), "xmp:TC260:AIGC", "XMP-TC260:Aigc"),
    "exif.webp": (
        files.riff(b"WEBP", files.riff_chunk(b"EXIF", writers.exif(0x9286, b"ASCII\x00\x00\x00" + WRAPPED.encode()))),
        "exif:EXIF:UserComment", "ExifIFD:UserComment",
    ),
    "xmp.tif": (files.tiff({0x02BC: files.raw_tag(XMP)}), "xmp:TC260:AIGC", "XMP-TC260:Aigc"),
    "xmp.gif": (files.gif(files.gif_xmp(XMP)), "xmp:TC260:AIGC", "XMP-TC260:Aigc"),
    "xmp.heic": (files.heic((b"mime", XMP)), "xmp:TC260:AIGC", "XMP-TC260:Aigc"),
    "exif.heic": (
        files.heic((b"Exif", bytes(4) + writers.exif(0x9286, b"ASCII\x00\x00\x00" + WRAPPED.encode()))),
        "exif:EXIF:UserComment", "ExifIFD:UserComment",
    ),
    "keys.mp4": (writers.mp4_keys(), "mp4:key:AIGC", "Keys:AIGC"),
    "keys-wide.mp4": (writers.mp4_keys(data_type=2), "mp4:key:AIGC", "Keys:AIGC"),
    "keys-binary.mp4": (writers.mp4_keys(data_type=0), "mp4:key:AIGC", ""),
    "keys-quicktime.mp4": (writers.mp4_keys(bare_meta=True), "mp4:key:AIGC", "Keys:AIGC"),
    "nameless-item.mp4": (writers.mp4_nameless(), "mp4:item:1", ""),
    "nameless-data.mp4": (writers.mp4_nameless(item=False), "mp4:item:data", ""),
    "nameless-wrapped.mp4": (writers.mp4_nameless(WRAPPED), "mp4:item:1", ""),
    "uuid.mp4": (files.mp4(files.box(b"uuid", files.XMP_UUID, XMP)), "xmp:TC260:AIGC", "XMP-TC260:Aigc"),
    "box.mp4": (writers.mp4_user_data(files.box(b"AIGC", BARE.encode())), "mp4:udta:AIGC", ""),
    "text-box.mp4": (
        writers.mp4_user_data(files.box(b"AIGC", len(BARE).to_bytes(2, "big"), b"\x55\xc4", BARE.encode())),
        "mp4:udta:AIGC", "",
    ),
    "comment.md": (f"# A text\n\nWords.\n\n<!-- AIGC: {BARE} -->\n".encode(), "markdown:comment", ""),
    "full-box.mp4": (writers.mp4_user_data(files.full_box(b"aigc", BARE.encode())), "mp4:udta:aigc", ""),
    "comment.mov": (
        writers.mp4_user_data(files.box(b"\xa9cmt", struct.pack(">HH", len(WRAPPED), 0), WRAPPED.encode())),
        "mp4:udta:©cmt", "UserData:Comment",
    ),
    "tags.mkv": (writers.matroska(writers.simple_tag("AIGC", BARE)), "mkv:tag:AIGC", "Matroska:Aigc"),
    "small-letters.mkv": (writers.matroska(writers.simple_tag("aigc", BARE)), "mkv:tag:AIGC", "Matroska:Aigc"),
    "nested.mkv": (
        writers.matroska(writers.simple_tag("LABELS", "1", writers.simple_tag("AIGC", BARE))),
        "mkv:tag:LABELS/AIGC", "",
    ),
    "tags.webm": (writers.matroska(writers.simple_tag("AIGC", BARE), kind=b"webm"), "mkv:tag:AIGC", "Matroska:Aigc"),
    "live.webm": (
        writers.matroska(writers.simple_tag("AIGC", BARE), kind=b"webm", live=True), "mkv:tag:AIGC", "",
    ),
    "script.flv": (
        writers.flv({"duration": b"\x00" + bytes(8), "AIGC": writers.amf_text(BARE)}),
        "flv:AIGC", "Flash:AIGC",
    ),
    "script-long.flv": (writers.flv({"AIGC": writers.long_amf_text(BARE)}, late=True), "flv:AIGC", ""),
    "info.avi": (
        files.riff(b"AVI ", files.riff_chunk(b"LIST", b"INFO" + files.riff_chunk(b"AIGC", BARE.encode() + b"\x00"))),
        "riff:info:AIGC", "",
    ),
    "chunk.wav": (files.riff(b"WAVE", files.riff_chunk(b"AIGC", BARE.encode())), "riff:chunk:AIGC", ""),
    "info.wav": (
        files.riff(b"WAVE", files.riff_chunk(b"LIST", b"INFO" + files.riff_chunk(b"AIGC", BARE.encode()))),
        "riff:info:AIGC", "",
    ),
    "comment.wav": (
        files.riff(b"WAVE", files.riff_chunk(b"LIST", b"INFO" + files.riff_chunk(b"ICMT", WRAPPED.encode()))),
        "riff:info:ICMT", "RIFF:Comment",
    ),
    "xmp.wav": (files.riff(b"WAVE", files.riff_chunk(b"_PMX", XMP)), "xmp:TC260:AIGC", "XMP-TC260:Aigc"),
    "id3.wav": (files.riff(b"WAVE", files.riff_chunk(b"id3 ", writers.id3(TXXX))), "id3:TXXX:AIGC", "ID3v2_4:Aigc"),
    "txxx.mp3": (writers.mp3(writers.id3(TXXX)), "id3:TXXX:AIGC", "ID3v2_4:Aigc"),
    "txxx-wide.mp3": (
        writers.mp3(writers.id3(writers.frame(b"TXXX", writers.described("AIGC", BARE, 1)))),
        "id3:TXXX:AIGC", "ID3v2_4:Aigc",
    ),
    "txxx-wide-unsynchronised.mp3": (
        writers.mp3(
            writers.id3(
                writers.frame(b"TXXX", writers.described("AIGC", BARE, 1), version=3), version=3, unsynchronised=True
            )
        ),
        "id3:TXXX:AIGC", "ID3v2_3:Aigc",
    ),
    "txxx-2.3.mp3": (
        writers.mp3(writers.id3(writers.frame(b"TXXX", writers.described("AIGC", BARE, 0), version=3), version=3)),
        "id3:TXXX:AIGC", "ID3v2_3:Aigc",
    ),
    "txx-2.2.mp3": (
        writers.mp3(writers.id3(writers.frame(b"TXX", writers.described("AIGC", BARE, 0), version=2), version=2)),
        "id3:TXXX:AIGC", "ID3v2_2:Aigc",
    ),
    "extended-2.3.mp3": (
        writers.mp3(
            writers.id3(
                writers.frame(b"TXXX", writers.described("AIGC", BARE, 0), version=3),
                version=3, flags=0x40, extended=struct.pack(">I", 6) + bytes(6),
            )
        ),
        "id3:TXXX:AIGC", "",  # ExifTool counts the extended header of 2.3 as if it were one of 2.4
    ),
    "extended-2.4.mp3": (
        writers.mp3(writers.id3(TXXX, flags=0x40, extended=writers.seven(6) + b"\x01\x00")),
        "id3:TXXX:AIGC", "ID3v2_4:Aigc",
    ),
    "plain-sizes-2.4.mp3": (
        writers.mp3(
            writers.id3(
                writers.frame(b"TXXX", writers.described("AIGC", BARE), plain=True),
                writers.frame(b"TIT2", b"\x03A title", plain=True),
            )
        ),
        "id3:TXXX:AIGC", "ID3v2_4:Aigc",
    ),
    "xmp.mp3": (
        writers.mp3(writers.id3(writers.frame(b"PRIV", b"XMP\x00" + XMP))), "xmp:TC260:AIGC", "XMP-TC260:Aigc",
    ),
    "comment.mp3": (
        writers.mp3(writers.id3(writers.frame(b"COMM", b"\x03eng\x00" + WRAPPED.encode()))),
        "id3:COMM", "ID3v2_4:Comment",
    ),
    "appended.mp3": (writers.mp3(b"", writers.appended_id3(TXXX)), "id3:TXXX:AIGC", ""),
    "comment.flac": (writers.flac(writers.comments(("AIGC", BARE))), "vorbis:aigc", "Vorbis:Aigc"),
    "small-letters.flac": (writers.flac(writers.comments(("aigc", BARE))), "vorbis:aigc", "Vorbis:Aigc"),
    "behind-id3.flac": (
        writers.flac(
            writers.comments(("AIGC", BARE)), before=writers.id3(writers.frame(b"TIT2", b"\x03A title"))
        ),
        "vorbis:aigc", "",
    ),
    "vorbis.ogg": (writers.vorbis(writers.comments(("AIGC", BARE))), "vorbis:aigc", "Vorbis:Aigc"),
    "opus.opus": (writers.opus(writers.comments(("AIGC", BARE))), "vorbis:aigc", "Vorbis:Aigc"),
    "many-pages.ogg": (
        writers.vorbis(writers.comments(("PADDING", "x" * 200_000), ("AIGC", BARE))), "vorbis:aigc", "Vorbis:Aigc",
    ),
    **{
        f"custom.{extension}": (
            writers.office(extension, writers.custom_property(BARE)), "ooxml:custom:AIGC", "XML:AIGC",
        )
        for extension in writers.OFFICE_BODIES
    },
    "bstr.docx": (writers.office("docx", writers.custom_property(BARE, "bstr")), "ooxml:custom:AIGC", "XML:AIGC"),
    "wide.docx": (
        writers.office("docx", writers.custom_property(BARE).replace("UTF-8", "UTF-16").encode("utf-16")),
        "ooxml:custom:AIGC", "",
    ),
    "descriptors.docx": (
        writers.office("docx", writers.custom_property(BARE), descriptors=True), "ooxml:custom:AIGC", "",
    ),
    "user-defined.odt": (writers.open_document(), "odf:user:AIGC", ""),
    "meta.epub": (
        writers.epub(f"<meta property='AIGC'>{BARE.replace('&', '&amp;')}</meta>"), "epub:AIGC", "",
    ),
    "meta-2.epub": (
        writers.epub(f"<meta name='AIGC' content='{BARE}'/>"), "epub:AIGC", "",
    ),
    "custom-data.ofd": (writers.ofd(), "ofd:custom:AIGC", ""),
    "rdf.svg": (
        writers.svg(
            "<rdf:RDF><rdf:Description rdf:about=''><tc:AIGC>" + BARE + "</tc:AIGC></rdf:Description></rdf:RDF>"
        ),
        "xmp:TC260:AIGC", "",
    ),
    "element.svg": (writers.svg(f"<AIGC>{BARE}</AIGC>"), "svg:metadata:AIGC", ""),
    "meta.html": (
        writers.page(f'<meta name="AIGC" content="{WRAPPED.replace(chr(34), "&quot;")}">'), "html:meta:AIGC", "",
    ),
    "meta-single-quotes.html": (writers.page(f"<META content='{BARE}' NAME=aigc>"), "html:meta:aigc", ""),
    "property.html": (writers.page(f"<meta property='tc260:AIGC' content='{BARE}'/>"), "html:meta:tc260:AIGC", ""),
    "comment.html": (writers.page(body=f"<p>Hello</p><!-- AIGC: {BARE} -->"), "html:comment", ""),
    "comment-info.html": (writers.page(f"<!-- AIGC_INFO: {BARE} -->"), "html:comment", ""),
    "gbk.html": (
        f'<html><meta charset="gbk"><title>人工智能生成的文字</title><meta name=AIGC content=\'{BARE}\'>'.encode(
            "gb18030"
        ),
        "html:meta:AIGC", "",
    ),
    "head.md": (FRONT.encode(), "markdown:front:AIGC", ""),
    "head-windows.md": (FRONT.replace("\n", "\r\n").encode("utf-8-sig"), "markdown:front:AIGC", ""),
    "no-quotes.md": (
        f"---\ntitle: A\n{writers.yaml_label(4, '')}---\nWords.\n".encode(), "markdown:front:AIGC", "",
    ),
    "two-blocks.md": (
        f'---\ntitle: "A"\n---\n\n---\n{writers.yaml_label(2, chr(34))}---\n# A text\n'.encode(),
        "markdown:front:AIGC", "",
    ),
    "end.md": (f"# A text\n\nWords.\n\n---\n{writers.yaml_label()}---\n".encode(), "markdown:front:AIGC", ""),
    "fence.md": (f"```yaml\n---\n{writers.yaml_label()}---\n```\n\n# A text\n".encode(), "markdown:front:AIGC", ""),
    "details.md": (
        (
            "# A text\n\nWords.\n\n<details>\n<summary>Label</summary>\n\n"
            f"```yaml\n{writers.yaml_label()}```\n\n</details>\n"
        ).encode(),
        "markdown:front:AIGC", "",
    ),
    "json-value.md": (f"---\nAIGC: '{BARE}'\n---\nWords.\n".encode(), "markdown:front:AIGC", ""),
    "wide.md": (FRONT.encode("utf-16"), "markdown:front:AIGC", ""),
}  # fmt: skip


def inspected(folder: Path, name: str, data: bytes) -> Report:
    path = folder / name
    path.write_bytes(data)
    return inspect(path, OPTIONS)


def stated(report: Report) -> list[str]:
    """The places of the findings that state generation by AI on the word of the label."""
    found = [finding for finding in report.findings if finding.code == "label.aigc_is"]
    assert all((one.claim, one.strength) == (OriginClaim.AI_GENERATED, Strength.STATED) for one in found)
    assert all(one.fact("produce_id") == writers.MEMBERS["ProduceID"] for one in found)
    return [one.where for one in found]


def damages(report: Report) -> list[str]:
    return [one.fact("reason") for one in report.findings if one.code == "context.metadata_damaged"]


@pytest.mark.parametrize("name", CARRIERS)
def test_a_label_is_read_from_its_carrier_with_its_place(name: str, tmp_path: Path) -> None:
    data, key, _ = CARRIERS[name]
    report = inspected(tmp_path, name, data)
    (where,) = stated(report)
    assert where
    assert key in {field.key for field in report.fields if field.where == where}
    assert damages(report) == []


@pytest.mark.skipif(shutil.which("exiftool") is None, reason="ExifTool is not installed")
def test_a_label_s_value_equals_what_exiftool_shows(tmp_path: Path) -> None:
    wanted = {name: (key, tag) for name, (_, key, tag) in CARRIERS.items() if tag}
    ours = {name: inspected(tmp_path, name, CARRIERS[name][0]).fields for name in wanted}
    command = ["exiftool", "-j", "-G1", "-a", "-struct", "-charset", "iptc=utf8", *wanted]
    shown = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False).stdout
    theirs = {entry["SourceFile"]: entry for entry in json.loads(shown)}
    for name, (key, tag) in wanted.items():
        values = [field.value for field in ours[name] if field.key == key]
        # before version 13 ExifTool shows all texts that users named under one name
        other = theirs[name].get(tag) or theirs[name].get(f"{tag.partition(':')[0]}:UserDefinedText")
        assert other is not None, (name, sorted(theirs[name]))
        expected = other if isinstance(other, str) else json.dumps(other, separators=(",", ":"))
        assert expected.removeprefix("(AIGC) ") in values, name


# -- PDF -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("streams", [False, True], ids=["plain", "object streams"])
def test_a_label_in_a_pdf_is_read_from_its_info_dictionary(streams: bool, tmp_path: Path) -> None:
    report = inspected(tmp_path, "a.pdf", writers.pdf(tmp_path / "made.pdf", streams=streams))
    assert stated(report) == ["PDF Info dictionary"]


def test_a_label_in_a_pdf_is_read_from_its_xmp(tmp_path: Path) -> None:
    report = inspected(tmp_path, "a.pdf", writers.pdf(tmp_path / "made.pdf", None, metadata=XMP))
    assert stated(report) == ["XMP in PDF metadata stream"]


def test_a_label_in_a_pdf_that_opens_without_a_password_is_read_though_it_is_encrypted(tmp_path: Path) -> None:
    report = inspected(tmp_path, "a.pdf", writers.pdf(tmp_path / "made.locked"))
    assert stated(report) == ["PDF Info dictionary"]


def test_a_pdf_that_needs_a_password_is_said_to_be_unread(tmp_path: Path) -> None:
    report = inspected(tmp_path, "a.pdf", writers.pdf(tmp_path / "made.pdf", password="secret"))
    assert stated(report) == []
    assert damages(report) == ["encrypted"]


def test_the_newest_revision_of_a_pdf_speaks_and_older_ones_are_listed(tmp_path: Path) -> None:
    first = writers.pdf(tmp_path / "made.pdf", json.dumps({**writers.MEMBERS, "Label": "3"}))
    report = inspected(tmp_path, "a.pdf", writers.pdf_update(first, {"AIGC": BARE}))
    assert stated(report) == ["PDF Info dictionary"]
    assert [field.key for field in report.fields if field.key.startswith("pdf:older:")] == ["pdf:older:AIGC"]
    assert not [one for one in report.findings if one.code in ("label.aigc_suspected", "label.aigc_contradicting")]


def test_a_label_that_an_update_of_the_pdf_took_away_is_still_seen_with_its_place(tmp_path: Path) -> None:
    first = writers.pdf(tmp_path / "made.pdf")
    (where,) = stated(inspected(tmp_path, "a.pdf", writers.pdf_update(first, {"Title": "clean"})))
    assert "earlier revision" in where


# -- what is not a label -----------------------------------------------------------------------------------------

FENCED = f"```yaml\n{writers.yaml_label()}```\n"

MENTIONS: dict[str, bytes] = {
    "article.txt": f"A label looks like this: {WRAPPED}\n".encode(),
    "label.txt": WRAPPED.encode(),
    "label.json": WRAPPED.encode(),
    "article.html": writers.page(body=f"<pre>{WRAPPED}</pre><p>{BARE}</p>"),
    "script.html": writers.page(f"<script>var label = '<meta name=\"AIGC\" content=\\'{BARE}\\'>'</script>"),
    "textarea.html": writers.page(body=f"<textarea><meta name='AIGC' content='{BARE}'></textarea>"),
    "comment-about.html": writers.page(f"<!-- how to label: AIGC: {BARE} -->"),
    "in-the-middle.md": f"# A text\n\n{FENCED}\nThat was the label.\n".encode(),
    "ruled-middle.md": f"# A text\n\n---\n{writers.yaml_label()}---\n\nThat was the label.\n".encode(),
    "last-example.md": f"# A text\n\nWrite it so:\n\n{FENCED}".encode(),
    "json-example.md": f"# A text\n\n```json\n{WRAPPED}\n```\n".encode(),
    "text.svg": writers.svg("", WRAPPED.replace("&", "&amp;")),
    "title.svg": writers.svg("").replace(b"A drawing", b"AIGC " + BARE.encode()),
    "body.docx": writers.package(
        [("[Content_Types].xml", "<Types/>"), ("word/document.xml", f"<w:t xmlns:w='w'>{WRAPPED}</w:t>")]
    ),
    "other.docx": writers.office("docx", writers.custom_property('{"hello":"world"}')),
    "named.mp3": writers.mp3(writers.id3(writers.frame(b"TXXX", writers.described("AIGC", "a song about it")))),
    "lyrics.mp3": writers.mp3(writers.id3(writers.frame(b"USLT", b"\x03eng\x00We sing " + WRAPPED.encode()))),
    "other-vendor.flv": writers.flv({"aigc_label_type": writers.amf_text("1")}),
    "chapter.mkv": writers.matroska(writers.simple_tag("COMMENT", f"about labels: {WRAPPED}")),
    "pixels.mkv": writers.matroska() + WRAPPED.encode(),
}


@pytest.mark.parametrize("name", MENTIONS)
def test_a_body_that_mentions_a_label_is_not_labelled(name: str, tmp_path: Path) -> None:
    report = inspected(tmp_path, name, MENTIONS[name])
    assert [one.code for one in report.findings if one.code.startswith("label.")] == []


# -- deviations ------------------------------------------------------------------------------------------------

BOMB = '<!DOCTYPE p [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
LONG = json.dumps({**writers.MEMBERS, "ReservedCode1": "x" * 300_000}, separators=(",", ":"))

DEVIATIONS: dict[str, tuple[bytes, str]] = {
    "tag.md": (
        b"---\nAIGC: !!python/object:os.system {Label: 1}\n---\nWords\n",
        "stored in a way that is not understood",
    ),
    "anchor.md": (b"---\na: &x [1]\nb: *x\n---\nWords\n", "stored in a way that is not understood"),
    "broken.md": (b"---\nAIGC: {Label: '1'\n---\nWords\n", "not well-formed"),
    "deep.md": (b"---\nAIGC: " + b"[" * 40 + b"]" * 40 + b"\n---\nWords\n", "nested deeper than can be read safely"),
    "entities.docx": (
        writers.office("docx", writers.custom_property("&a;", head=BOMB).replace("&amp;a;", "&b;")),
        "document type declaration refused",
    ),
    "entities.svg": (
        BOMB.replace("p [", "svg [").encode() + writers.svg("").partition(b"?>")[2],
        "document type declaration refused",
    ),
    "deep.docx": (writers.office("docx", "<a>" * 500 + "</a>" * 500), "nested deeper than can be read safely"),
    "bomb.docx": (writers.office("docx", b"<a>" + b" " * 40_000_000 + b"</a>"), "larger than can be read safely"),
    "cut.mkv": (writers.matroska(writers.simple_tag("AIGC", BARE), live=True)[:-40], "cut off"),
    "cut.flv": (writers.flv({"AIGC": writers.amf_text(BARE)})[:100], "cut off"),
    "cut.mp3": (writers.id3(TXXX)[:-30], "cut off"),
    "cut.flac": (writers.flac(writers.comments(("AIGC", BARE)))[:-30], "cut off"),
    "cut.ogg": (writers.vorbis(writers.comments(("AIGC", BARE)))[:-30], "cut off"),
    "cut.pdf": (b"%PDF-1.7\n1 0 obj\n<<", "not well-formed"),
    "locked.mp3": (writers.mp3(writers.id3(writers.frame(b"TXXX", b"\x01secret", flags=0x04))), "encrypted"),
    "unended.html": (writers.page().replace(b"<p>", b"<!-- "), "cut off"),
}  # fmt: skip


@pytest.mark.parametrize("name", DEVIATIONS)
def test_what_is_wrong_with_a_carrier_is_named(name: str, tmp_path: Path) -> None:
    data, reason = DEVIATIONS[name]
    report = inspected(tmp_path, name, data)
    assert reason in damages(report)
    assert stated(report) == []
    assert not [reading for reading in report.readings if reading.looked and reading.problem]


@pytest.mark.parametrize("name", ["long.png", "long.mp3", "long.docx", "long.md", "long.mkv"])
def test_a_value_of_a_megabyte_is_cut_said_to_be_so_and_no_label(name: str, tmp_path: Path) -> None:
    made = {
        "png": lambda: files.png(files.chunk(b"tEXt", b"AIGC\x00" + LONG.encode())),
        "mp3": lambda: writers.mp3(writers.id3(writers.frame(b"TXXX", writers.described("AIGC", LONG)))),
        "docx": lambda: writers.office("docx", writers.custom_property(LONG)),
        "md": lambda: b"---\nAIGC: '%s'\n---\n" % LONG[:250_000].encode(),
        "mkv": lambda: writers.matroska(writers.simple_tag("AIGC", LONG)),
    }[name.partition(".")[2]]()
    report = inspected(tmp_path, name, made)
    assert stated(report) == []
    values = [field.value for field in report.fields if field.key.endswith("AIGC")]
    assert values
    assert name == "long.md" or "[cut, " in values[0][-60:]


def test_a_value_as_long_as_a_field_may_be_is_read_whole(tmp_path: Path) -> None:
    value = json.dumps({**writers.MEMBERS, "ReservedCode1": "x" * 250_000}, separators=(",", ":"))
    for name, data in (
        ("long.png", files.png(files.chunk(b"tEXt", b"AIGC\x00" + value.encode()))),
        ("long.mp4", writers.mp4_keys(value)),
        ("long.mp3", writers.mp3(writers.id3(writers.frame(b"TXXX", writers.described("AIGC", value))))),
        ("long.wav", files.riff(b"WAVE", files.riff_chunk(b"AIGC", value.encode()))),
        ("long.gif", files.gif(files.gif_xmp(writers.xmp(value)))),
        ("long.md", f"---\nAIGC: '{value}'\n---\n".encode()),
        ("long.html", writers.page(f"<meta name=AIGC content='{value}'>")),
    ):
        assert len(stated(inspected(tmp_path, name, data))) == 1, name


def test_json_in_json_is_followed_and_named(tmp_path: Path) -> None:
    report = inspected(tmp_path, "a.flac", writers.flac(writers.comments(("AIGC", json.dumps(BARE)))))
    assert len(stated(report)) == 1
    (departures,) = [one for one in report.findings if one.code == "label.aigc_departures"]
    assert "encoded_twice" in departures.fact("departures")


def test_text_in_gbk_is_read_and_shown_as_text(tmp_path: Path) -> None:
    value = json.dumps({**writers.MEMBERS, "ContentProducer": "人工智能生成有限公司"}, ensure_ascii=False).encode(
        "gb18030"
    )
    for name, data in (
        ("a.jpg", files.jpeg(files.exif_segment(writers.exif(0x010E, b'{"AIGC":' + value + b"}")))),
        ("a.mp3", writers.mp3(writers.id3(writers.frame(b"TXXX", b"\x00AIGC\x00" + value)))),
        ("a.wav", files.riff(b"WAVE", files.riff_chunk(b"LIST", b"INFO" + files.riff_chunk(b"AIGC", value)))),
    ):
        (finding,) = [one for one in inspected(tmp_path, name, data).findings if one.code == "label.aigc_is"]
        assert finding.fact("producer") == "人工智能生成有限公司"


def test_a_wrong_checksum_is_named_and_the_label_still_read(tmp_path: Path) -> None:
    report = inspected(tmp_path, "a.png", files.png(files.chunk(b"tEXt", b"AIGC\x00" + BARE.encode(), checksum=1)))
    assert len(stated(report)) == 1
    assert damages(report) == ["checksum does not fit"]


@pytest.mark.parametrize("name", CARRIERS)
def test_the_fields_of_a_carrier_stand_under_a_heading_of_words(name: str) -> None:
    key = CARRIERS[name][1]
    heading = badges.field_group(Translator("en"), key)
    assert heading != key.partition(":")[0]
    assert any(key.partition(":")[0] in words.groups for words in READERS.values())
