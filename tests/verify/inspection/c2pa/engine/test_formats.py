"""No format is left out that an engine reads: what they list against what Whence hands them."""

from __future__ import annotations

from tests.build.media import files, writers
from verify.inspection.containers.base import Memory
from verify.inspection.media import sniff
from verify.inspection.readers import c2pa
from verify.model.vocabularies import media_types

_WORKBOOK = [("[Content_Types].xml", "<Types/>"), ("xl/workbook.xml", "<w/>")]
_DOCUMENT = [("[Content_Types].xml", "<Types/>"), ("word/document.xml", "<w/>")]
_SLIDES = [("[Content_Types].xml", "<Types/>"), ("ppt/presentation.xml", "<w/>")]
_DRAWING = [("[Content_Types].xml", "<Types/>"), ("visio/document.xml", "<w/>")]
_VISIO = ("drawing", "stencil", "template")
_OFFICE = "application/vnd.openxmlformats-officedocument."
# What the second engine lists and Whence calls by another name: a file of that kind, told by its bytes. Each is the
# same container with the same place for the record, and the same bytes are hashed.
_CALLED_OTHERWISE: dict[str, bytes] = {
    # another name of MP4, sequences of pictures in the container of single ones, and older names of fonts
    "application/mp4": files.box(b"ftyp", b"iso6" + bytes(4)) + files.box(b"moov"),
    "image/heic-sequence": files.box(b"ftyp", b"hevc" + bytes(4) + b"msf1"),
    "image/heif-sequence": files.box(b"ftyp", b"msf1" + bytes(4)),
    **dict.fromkeys(("font/sfnt", "application/font-sfnt", "application/x-font-ttf"), b"true\x00\x01" + bytes(22)),
    # templates, shows and documents with macros: the same package with other contents
    **dict.fromkeys(
        (
            "application/vnd.ms-excel.sheet.macroenabled.12",
            "application/vnd.ms-excel.template.macroenabled.12",
            f"{_OFFICE}spreadsheetml.template",
        ),
        writers.package(_WORKBOOK),
    ),
    "application/vnd.ms-excel.sheet.binary.macroenabled.12": writers.package([("xl/workbook.bin", b"\x83\x01")]),
    **dict.fromkeys(
        (
            "application/vnd.ms-powerpoint.presentation.macroenabled.12",
            "application/vnd.ms-powerpoint.slideshow.macroenabled.12",
            "application/vnd.ms-powerpoint.template.macroenabled.12",
            f"{_OFFICE}presentationml.slideshow",
            f"{_OFFICE}presentationml.template",
        ),
        writers.package(_SLIDES),
    ),
    **dict.fromkeys(
        (
            "application/vnd.ms-word.document.macroenabled.12",
            "application/vnd.ms-word.template.macroenabled.12",
            f"{_OFFICE}wordprocessingml.template",
        ),
        writers.package(_DOCUMENT),
    ),
    # packages whose properties Whence does not know are told as plain archives
    **{f"application/vnd.ms-visio.{kind}": writers.package(_DRAWING) for kind in _VISIO},
    **{f"application/vnd.ms-visio.{kind}.macroenabled.12": writers.package(_DRAWING) for kind in _VISIO},
    "application/vnd.ms-xpsdocument": writers.package([("FixedDocSeq.fdseq", "<FixedDocumentSequence/>")]),
    "application/x-zip-based": writers.package([("a.txt", "text")]),
    # texts: a record lies in them as in any other text, whatever their language
    "application/javascript": b"/* lighthouse */\nfunction light() { return 1; }\n",
    "application/toml": b"# lighthouse\n[sea]\nlight = true\n",
    "application/xhtml+xml": b'<?xml version="1.0"?>\n<html xmlns="http://www.w3.org/1999/xhtml"><head/><body/></html>',
    "application/yaml": b"# lighthouse\nlight: true\n",
    "text/css": b"/* lighthouse */\nbody { color: black; }\n",
    "text/csv": b"place,light\nsea,1\n",
    "text/tab-separated-values": b"place\tlight\nsea\t1\n",
    "text/x-python": b"# lighthouse\nlight = 1\n",
    "text/xml": b'<?xml version="1.0"?>\n<light/>\n',
}


def test_every_format_that_the_second_engine_lists_is_read() -> None:
    """Each by its own name, or under the name that its bytes have here: many are the same container in another use."""
    import encypher_c2pa

    ours = c2pa.SECOND_READER.formats
    assert set(encypher_c2pa.supported_mime_types()) - ours == _CALLED_OTHERWISE.keys()
    for name, data in _CALLED_OTHERWISE.items():
        assert sniff.detect(Memory(data).read_at, len(data)) in ours, name


# what the first engine lists under another name than Whence: the same bytes
_OTHER_NAMES = {
    "application/mp4": "video/mp4",
    "application/svg+xml": "image/svg+xml",
    "application/vnd.ms-excel.sheet.macroenabled.12": f"{_OFFICE}spreadsheetml.sheet",
    "application/vnd.ms-powerpoint.presentation.macroenabled.12": f"{_OFFICE}presentationml.presentation",
    "application/vnd.ms-word.document.macroenabled.12": f"{_OFFICE}wordprocessingml.document",
    **{
        f"application/vnd.oasis.opendocument.{kind}-template": f"application/vnd.oasis.opendocument.{kind}"
        for kind in ("graphics", "presentation", "spreadsheet", "text")
    },
    "application/x-c2pa-manifest-store": "application/c2pa",
    "application/x-zip": "application/zip",
    "image/dng": "image/x-adobe-dng",
    "image/x-webp": "image/webp",
    **dict.fromkeys(("audio/mp3", "audio/mpeg3", "audio/x-mp3"), "audio/mpeg"),
    **dict.fromkeys(("audio/vnd.wave", "audio/wave", "audio/x-wav"), "audio/wav"),
    **dict.fromkeys(("application/x-troff-msvideo", "video/avi", "video/msvideo"), "video/x-msvideo"),
}


def test_every_format_that_the_first_engine_lists_is_read() -> None:
    """Names without a slash are endings of file names, by which Whence goes nowhere."""
    import c2pa as engine

    listed = {name for name in engine.Reader.get_supported_mime_types() if "/" in name}
    assert listed - media_types.C2PA_RS == _OTHER_NAMES.keys()
    assert set(_OTHER_NAMES.values()) <= media_types.C2PA_RS
