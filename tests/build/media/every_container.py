"""One small file of every container that Whence walks, in every form that a walker tells apart."""

from __future__ import annotations

from pathlib import Path

from tests.build.media import files, models3d, writers


def make_files(folder: Path) -> list[bytes]:
    """Return the files; some are made by way of `folder`."""
    label = writers.comments(("AIGC", writers.BARE), ("TITLE", "a title"))
    frame = writers.frame(b"TXXX", writers.described("AIGC", writers.BARE))
    old_frame = writers.frame(b"TXXX", writers.described("AIGC", writers.BARE, 1), version=3)
    oldest_frame = writers.frame(b"TXX", writers.described("AIGC", writers.BARE, 0), version=2)
    photo = files.photoshop((0x0404, files.dataset(2, 80, b"Somebody")))
    sections = bytes(4) + len(photo).to_bytes(4, "big") + photo + bytes(40)
    return [
        writers.mp3(writers.id3(frame)),
        writers.mp3(writers.id3(old_frame, version=3)),
        writers.mp3(writers.id3(oldest_frame, version=2)),
        writers.flac(label),
        writers.flac(label, before=writers.id3(old_frame, version=3)),
        writers.opus(label),
        writers.vorbis(label),
        writers.matroska(writers.simple_tag("AIGC", writers.BARE)),
        writers.matroska(writers.simple_tag("AIGC", writers.BARE), kind=b"webm", live=True),
        writers.flv({"AIGC": writers.amf_text(writers.BARE), "encoder": writers.long_amf_text("Lavf")}),
        writers.mp4_keys(),
        writers.mp4_keys(bare_meta=True),
        writers.mp4_nameless(),
        files.heic((b"Exif", b"\x00\x00\x00\x06Exif\x00\x00" + files.tiff({0x0131: files.ascii_tag("a camera")}))),
        files.riff(b"WAVE", files.riff_chunk(b"LIST", b"INFO" + files.riff_chunk(b"ISFT", b"a program\x00"))),
        files.riff(b"WEBP", files.riff_chunk(b"VP8 ", bytes(20)), files.riff_chunk(b"XMP ", writers.xmp())),
        files.gif(files.gif_xmp(writers.xmp())),
        files.big_tiff(b"a program"),
        files.jpeg(files.exif_segment(writers.exif(0x010E, writers.BARE.encode())), files.segment(0xED, photo)),
        files.png(
            files.itxt(b"XML:com.adobe.xmp", writers.xmp()), writers.compressed_text(b"parameters", b"Steps: 20")
        ),
        b"8BPS\x00\x01" + bytes(6) + b"\x00\x03" + b"\x00\x00\x00\x01" * 2 + b"\x00\x08\x00\x03" + sections,
        writers.office("docx", writers.custom_property(writers.BARE)),
        writers.office("xlsx", writers.custom_property(writers.BARE), descriptors=True),
        writers.open_document(),
        writers.epub("<meta name='AIGC' content='x'/>"),
        writers.ofd(),
        writers.pdf(folder / "small.pdf", metadata=writers.xmp()),
        writers.pdf(folder / "streams.pdf", streams=True),
        writers.svg("<tc:AIGC>x</tc:AIGC>"),
        writers.page("<meta name='generator' content='a program'>"),
        f"---\n{writers.yaml_label()}---\n\n# A text\n".encode(),
        models3d.usdz({"scene.usda": models3d.usda(creator="a program")}),
    ]
