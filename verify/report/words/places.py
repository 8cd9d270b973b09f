"""Places in a file in words. Readers name a place in the terms of its format; here it is said in the user's language.

A form that is not known is shown as it was written. Names of segments, chunks, boxes and tags stay as they are.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from verify.model import Finding, Layer, Report
from verify.report import record_facts, report_facts
from verify.report.words.catalogue import SafeText, Translator, has_key
from verify.report.words.untrusted import plain

_PLACE_CHARACTERS: Final = 400
_DEEPEST: Final = 8  # places within places
_SEVERAL: Final = "; "

# what stands around another place; `place` is said by itself, everything else is a name or a number as written
_AROUND: Final = tuple(
    (pattern, f"report.places.around.{name}")
    for pattern, name in (
        (r"(?P<place>.+), picked from a damaged packet", "from_damaged_packet"),
        (r"(?P<place>.+), maker note", "maker_notes"),
        (r"(?P<place>.+), extended", "continued"),
        (r"(?P<place>.+), after the end of the picture", "after_picture"),
        (r"(?P<place>.+), value at byte (?P<byte>\d+)", "value_at_byte"),
        (r"TIFF directory (?P<name>\w+) at byte (?P<byte>\d+), tag (?P<tag>\w+) of (?P<place>.+)", "tag_within"),
        (r"TIFF directory (?P<name>\w+) at byte (?P<byte>\d+) of (?P<place>.+)", "directory_within"),
        (r"TIFF directory (?P<name>\w+) at byte (?P<byte>\d+), tag (?P<tag>\w+)", "tag_at_byte"),
        (r"earlier revision of the PDF that ended at byte (?P<byte>\d+)", "earlier_pdf"),
        (r"after the end of the picture, at byte (?P<byte>\d+)", "after_picture_at_byte"),
        (r"after the end of the file, at byte (?P<byte>\d+)", "after_file_at_byte"),
        (r"(?P<place>.+), (?P<name>CMT\d)", "canon_part"),
        (r"EXIF in Photoshop resources in (?P<place>.+)", "exif_in_photoshop"),
        (r"EXIF in (?P<place>.+)", "exif_in"),
        (r"XMP in (?P<place>.+)", "xmp_in"),
        (r"IPTC(?: dataset)? in (?P<place>.+)", "iptc_in"),
        (r"IPTC (?P<name>.+) in (?P<place>.+)", "iptc_named_in"),
        (r"(?P<inner>.+), inside (?P<place>.+)", "part_within"),
        (r"(?P<name>.+) in the package", "in_package"),
        (r"picture (?P<number>\d+) on page (?P<page>\d+)", "picture_on_page"),
        (r"texture (?P<number>\d+)", "texture"),
        (r"attachment (?P<name>.+) on page (?P<page>\d+)", "attachment_on_page"),
        (r"attachment (?P<name>.+)", "attachment"),
        (r"(?P<place>.+) at byte (?P<byte>\d+)", "at_byte"),
        (r"(?P<place>.+) on line (?P<line>\d+)", "on_line"),
        (r"JPEG (?P<name>APP\d+) segment", "jpeg_segment"),
        (r"PNG (?P<name>\S+) chunk", "png_chunk"),
        (r"(?P<format>WebP|WAV|AVI|RIFF) chunk (?P<name>.+)", "named_chunk"),
        (r"(?P<format>\w+) chunk", "chunk"),
        (r"LIST INFO (?P<name>.+)", "info_entry"),
        (r"item (?P<number>\d+) of box (?P<name>\S+)", "item_of_box"),
        (r"box (?P<name>\S+)", "box"),
        (r"TIFF tag (?P<tag>\w+) of directory (?P<name>\w+)", "tiff_tag"),
        (r"TIFF directory (?P<name>\w+)", "tiff_directory"),
        (r"ID3v(?P<version>[\d.]+) frame (?P<name>\S+)", "id3_frame"),
        (r"ID3v(?P<version>[\d.]+) tag", "id3_tag"),
        (r"(?P<name>APE|FLV|Matroska|PDF|HTML|SVG) tag", "tag"),
        (r"(?P<format>TIFF|PNG|JPEG|GIF|RIFF|FLV|Ogg|Matroska|RAF) file", "file"),
        (r"sound from (?P<start>[\d.]+) s to (?P<end>[\d.]+) s", "sound_between"),
        (r"frames of the video from (?P<start>[\d.]+) s to (?P<end>[\d.]+) s", "frames_between"),
        (r"(?P<line>\d+):(?P<column>\d+)", "line_and_column"),
        (r"(?P<line>\d+):(?P<column>\d+), (?P<place>[\d:, ]+)", "lines_and_columns"),
    )
)


# each when it is first tried, since all take 2 ms
_compile: Final = cache(re.compile)


def finding_place(translator: Translator, finding: Finding) -> str:
    """Say where a finding sits: in the file, or in which manifest; empty where it names no place."""
    if not finding.where:
        return ""
    if _is_in_record(finding):
        version, _slash, name = finding.where.partition("/")
        return translator.text(
            "report.places.assertion" if name else "report.places.version", name=name, version=version
        )
    return place(translator, finding.where)


def place_in_history(translator: Translator, finding: Finding, report: Report) -> str:
    """Say where a finding sits for whoever knows no label of a manifest: in whose signed record."""
    if not _is_in_record(finding):
        return finding_place(translator, finding)
    version = record_facts.version_of(report, finding.where.partition("/")[0])
    return translator.text(f"report.places.records.{version}")


def _is_in_record(finding: Finding) -> bool:
    where = finding.where
    return bool(where) and where != "the same folder" and report_facts.layer(finding) is Layer.RECORD


def place(translator: Translator, where: str) -> str:
    """Say a place that a reader named."""
    places = where[:_PLACE_CHARACTERS]
    return translator.separate(*(_place(translator, part, 0) for part in places.split(_SEVERAL)))


def outside_signature(translator: Translator, report: Report, where: str) -> str:
    """Say that a place lies outside the hard binding; empty where it does not, or where no hash fits."""
    return translator.text("window.outside_signature") if record_facts.is_outside_signature(report, where) else ""


def _place(translator: Translator, where: str, depth: int) -> str:
    if has_key("report.places.named", where):
        return translator.text(f"report.places.named.{where}")
    for pattern, message in _AROUND if depth < _DEEPEST else ():
        match = _compile(pattern).fullmatch(where)
        if match:
            names = match.groupdict()
            for within in ("place", "inner"):
                if within in names:
                    names[within] = _place(translator, names[within], depth + 1)
            return translator.text(message, names)
    return SafeText(plain(where, _PLACE_CHARACTERS))
