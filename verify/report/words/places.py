"""Places in a file in words. Readers name a place in the terms of its format; here it is said in the user's language.

A form that is not known is shown as it was written. Names of segments, chunks, boxes and tags stay as they are.
"""

from __future__ import annotations

import re
from typing import Final

from verify.model import Finding, Layer
from verify.report import report_facts
from verify.report.words.catalogue import Said, Translator, has_key
from verify.report.words.untrusted import plain

_PLACE_CHARACTERS: Final = 400
_DEEPEST: Final = 8  # places within places
_SEVERAL: Final = "; "

# what stands around another place; `place` is said by itself, everything else is a name or a number as written
_AROUND: Final[tuple[tuple[re.Pattern[str], str], ...]] = tuple(
    (re.compile(pattern), message)
    for pattern, message in (
        (r"(?P<place>.+), picked from a damaged packet", "report.places.around.1.1"),
        (r"(?P<place>.+), maker note", "report.places.around.1.2"),
        (r"(?P<place>.+), extended", "report.places.around.1.3"),
        (r"(?P<place>.+), after the end of the picture", "report.places.around.1.4"),
        (r"(?P<place>.+), value at byte (?P<byte>\d+)", "report.places.around.1.5"),
        (
            r"TIFF directory (?P<name>\w+) at byte (?P<byte>\d+), tag (?P<tag>\w+) of (?P<place>.+)",
            "report.places.around.1.6",
        ),
        (
            r"TIFF directory (?P<name>\w+) at byte (?P<byte>\d+) of (?P<place>.+)",
            "report.places.around.1.7",
        ),
        (
            r"TIFF directory (?P<name>\w+) at byte (?P<byte>\d+), tag (?P<tag>\w+)",
            "report.places.around.1.8",
        ),
        (
            r"earlier revision of the PDF that ended at byte (?P<byte>\d+)",
            "report.places.around.1.9",
        ),
        (r"after the end of the picture, at byte (?P<byte>\d+)", "report.places.around.1.10"),
        (r"after the end of the file, at byte (?P<byte>\d+)", "report.places.around.1.11"),
        (r"(?P<place>.+), (?P<name>CMT\d)", "report.places.around.1.12"),
        (r"EXIF in Photoshop resources in (?P<place>.+)", "report.places.around.1.13"),
        (r"EXIF in (?P<place>.+)", "report.places.around.1.14"),
        (r"XMP in (?P<place>.+)", "report.places.around.1.15"),
        (r"IPTC dataset in (?P<place>.+)", "report.places.around.1.16"),
        (r"IPTC in (?P<place>.+)", "report.places.around.1.17"),
        (r"IPTC (?P<name>.+) in (?P<place>.+)", "report.places.around.1.18"),
        (r"(?P<name>\S+) in the package", "report.places.around.1.19"),
        (r"(?P<place>.+) at byte (?P<byte>\d+)", "report.places.around.1.20"),
        (r"(?P<place>.+) on line (?P<line>\d+)", "report.places.around.1.21"),
        (r"JPEG (?P<name>APP\d+) segment", "report.places.around.1.22"),
        (r"PNG (?P<name>\S+) chunk", "report.places.around.1.23"),
        (r"(?P<format>WebP|WAV|AVI|RIFF) chunk (?P<name>.+)", "report.places.around.1.24"),
        (r"(?P<format>\w+) chunk", "report.places.around.1.25"),
        (r"LIST INFO (?P<name>.+)", "report.places.around.1.26"),
        (r"item (?P<number>\d+) of box (?P<name>\S+)", "report.places.around.1.27"),
        (r"box (?P<name>\S+)", "report.places.around.1.28"),
        (r"TIFF tag (?P<tag>\w+) of directory (?P<name>\w+)", "report.places.around.1.29"),
        (r"TIFF directory (?P<name>\w+)", "report.places.around.1.30"),
        (r"ID3v(?P<version>[\d.]+) frame (?P<name>\S+)", "report.places.around.1.31"),
        (r"ID3v(?P<version>[\d.]+) tag", "report.places.around.1.32"),
        (r"(?P<name>APE|FLV|Matroska|PDF|HTML|SVG) tag", "report.places.around.1.33"),
        (r"(?P<format>TIFF|PNG|JPEG|GIF|RIFF|FLV|Ogg|Matroska|RAF) file", "report.places.around.1.34"),
        (r"sound from (?P<start>[\d.]+) s to (?P<end>[\d.]+) s", "report.places.around.1.35"),
        (
            r"frames of the video from (?P<start>[\d.]+) s to (?P<end>[\d.]+) s",
            "report.places.around.1.36",
        ),
        (r"(?P<line>\d+):(?P<column>\d+)", "report.places.around.1.37"),
        (r"(?P<line>\d+):(?P<column>\d+), (?P<place>[\d:, ]+)", "report.places.around.1.38"),
    )
)  # fmt: skip


def finding_place(speech: Translator, finding: Finding) -> str:
    """Where a finding sits: in the file, or in which version of the signed record; empty where it names no place."""
    if not finding.where:
        return ""
    if report_facts.layer(finding) is Layer.RECORD and finding.where != "the same folder":
        version, _slash, name = finding.where.partition("/")
        return speech.text("report.places.assertion" if name else "report.places.version", name=name, version=version)
    return place(speech, finding.where)


def place(speech: Translator, where: str) -> str:
    """A place that a reader named, in words."""
    shown = where[:_PLACE_CHARACTERS]
    return speech.separate(*(_place(speech, part, 0) for part in shown.split(_SEVERAL)))


def _place(speech: Translator, where: str, depth: int) -> str:
    if has_key("report.places.named", where):
        return speech.text(f"report.places.named.{where}")
    for pattern, message in _AROUND if depth < _DEEPEST else ():
        found = pattern.fullmatch(where)
        if found:
            names = found.groupdict()
            if "place" in names:
                names["place"] = _place(speech, names["place"], depth + 1)
            return speech.text(message, names)
    return Said(plain(where, _PLACE_CHARACTERS))
