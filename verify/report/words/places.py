"""Places in a file in words. Readers name a place in the terms of its format; here it is said in the user's language.

A form that is not known is shown as it was written. Names of segments, chunks, boxes and tags stay as they are.
"""

from __future__ import annotations

import re
from typing import Final

from verify.model import Finding, Layer
from verify.report import report_facts
from verify.report.words.catalogue import Said, Speech, _
from verify.report.words.untrusted import plain

_PLACE_CHARACTERS: Final = 400
_DEEPEST: Final = 8  # places within places
_SEVERAL: Final = "; "

# what stands around another place; `place` is said by itself, everything else is a name or a number as written
_AROUND: Final[tuple[tuple[re.Pattern[str], str], ...]] = tuple(
    (re.compile(pattern), message)
    for pattern, message in (
        (r"(?P<place>.+), picked from a damaged packet", _("{place}, picked from a damaged packet")),
        (r"(?P<place>.+), maker note", _("{place}, notes of the maker")),
        (r"(?P<place>.+), extended", _("{place} and its continuation")),
        (r"(?P<place>.+), after the end of the picture", _("{place}, after the end of the picture")),
        (r"(?P<place>.+), value at byte (?P<byte>\d+)", _("{place}, value at byte {byte}")),
        (
            r"TIFF directory (?P<name>\w+) at byte (?P<byte>\d+), tag (?P<tag>\w+) of (?P<place>.+)",
            _("tag {tag} of directory {name} at byte {byte} of {place}"),
        ),
        (
            r"TIFF directory (?P<name>\w+) at byte (?P<byte>\d+) of (?P<place>.+)",
            _("directory {name} at byte {byte} of {place}"),
        ),
        (
            r"TIFF directory (?P<name>\w+) at byte (?P<byte>\d+), tag (?P<tag>\w+)",
            _("tag {tag} of directory {name} at byte {byte}"),
        ),
        (
            r"earlier revision of the PDF that ended at byte (?P<byte>\d+)",
            _("earlier state of the PDF, ended at byte {byte}"),
        ),
        (r"after the end of the picture, at byte (?P<byte>\d+)", _("after the end of the picture, at byte {byte}")),
        (r"after the end of the file, at byte (?P<byte>\d+)", _("after the end of the file, at byte {byte}")),
        (r"(?P<place>.+), (?P<name>CMT\d)", _("{place}, part {name}")),
        (r"EXIF in Photoshop resources in (?P<place>.+)", _("EXIF in Photoshop's resources in {place}")),
        (r"EXIF in (?P<place>.+)", _("EXIF in {place}")),
        (r"XMP in (?P<place>.+)", _("XMP in {place}")),
        (r"IPTC dataset in (?P<place>.+)", _("IPTC in {place}")),
        (r"IPTC in (?P<place>.+)", _("IPTC in {place}")),
        (r"IPTC (?P<name>.+) in (?P<place>.+)", _("IPTC “{name}” in {place}")),
        (r"(?P<name>\S+) in the package", _("{name} in the package")),
        (r"(?P<place>.+) at byte (?P<byte>\d+)", _("{place} at byte {byte}")),
        (r"(?P<place>.+) on line (?P<line>\d+)", _("{place} on line {line}")),
        (r"JPEG (?P<name>APP\d+) segment", _("JPEG segment {name}")),
        (r"PNG (?P<name>\S+) chunk", _("PNG chunk {name}")),
        (r"(?P<format>WebP|WAV|AVI|RIFF) chunk (?P<name>.+)", _("{format} chunk {name}")),
        (r"(?P<format>\w+) chunk", _("{format} chunk")),
        (r"LIST INFO (?P<name>.+)", _("entry {name} of the list INFO")),
        (r"item (?P<number>\d+) of box (?P<name>\S+)", _("item {number} of box {name}")),
        (r"box (?P<name>\S+)", _("box {name}")),
        (r"TIFF tag (?P<tag>\w+) of directory (?P<name>\w+)", _("TIFF tag {tag} of directory {name}")),
        (r"TIFF directory (?P<name>\w+)", _("TIFF directory {name}")),
        (r"ID3v(?P<version>[\d.]+) frame (?P<name>\S+)", _("ID3v{version} frame {name}")),
        (r"ID3v(?P<version>[\d.]+) tag", _("ID3v{version} tag")),
        (r"(?P<name>APE|FLV|Matroska|PDF|HTML|SVG) tag", _("{name} tag")),
        (r"(?P<format>TIFF|PNG|JPEG|GIF|RIFF|FLV|Ogg|Matroska|RAF) file", _("{format} file")),
        (r"sound from (?P<start>[\d.]+) s to (?P<end>[\d.]+) s", _("sound from {start} s to {end} s")),
        (
            r"frames of the video from (?P<start>[\d.]+) s to (?P<end>[\d.]+) s",
            _("frames of the video from {start} s to {end} s"),
        ),
        (r"(?P<line>\d+):(?P<column>\d+)", _("line {line}, character {column}")),
        (r"(?P<line>\d+):(?P<column>\d+), (?P<place>[\d:, ]+)", _("line {line}, character {column}; {place}")),
    )
)  # fmt: skip

_NAMED: Final[dict[str, str]] = {
    "JPEG segment": _("JPEG segment"),
    "JPEG comment": _("JPEG comment"),
    "GIF comment": _("GIF comment"),
    "GIF plain text": _("GIF text"),
    "GIF block": _("GIF block"),
    "GIF application extension": _("GIF application block"),
    "FLAC block": _("FLAC block"),
    "Ogg comment header": _("comments of the Ogg stream"),
    "Ogg page": _("Ogg page"),
    "Matroska segment": _("Matroska segment"),
    "Matroska segment information": _("Matroska segment information"),
    "Matroska attachment": _("Matroska attachment"),
    "Matroska element": _("Matroska element"),
    "FLV script data": _("FLV script data"),
    "SEI message in the video frame": _("message beside a frame in the video stream (SEI)"),
    "PDF": _("PDF file"),
    "PDF Info dictionary": _("information table of the PDF"),
    "PDF metadata stream": _("metadata stream of the PDF"),
    "ZIP directory": _("list of contents of the package"),
    "SVG drawing": _("SVG drawing"),
    "SVG root element": _("root of the SVG drawing"),
    "SVG title": _("title of the SVG drawing"),
    "SVG desc": _("description of the SVG drawing"),
    "SVG comment": _("comment in the SVG drawing"),
    "SVG metadata": _("metadata of the SVG drawing"),
    "HTML page": _("HTML page"),
    "HTML comment": _("comment in the HTML page"),
    "HTML title": _("title of the HTML page"),
    "HTML linked data": _("linked data of the HTML page"),
    "HTML meta element": _("description of the HTML page"),
    "Markdown text": _("Markdown text"),
    "front matter": _("front matter"),
    "Samsung trailer": _("Samsung's part after the picture"),
    "box": _("box"),
    "words at the edge of the picture": _("words at the edge of the picture"),
    "lower right corner of the picture": _("lower right corner of the picture"),
    "lowest bits of the pixels' colours": _("lowest bits of the pixels' colours"),
    "lowest bits of the pixels' transparency": _("lowest bits of the pixels' transparency"),
    "the same folder": _("the same folder"),
}

_ASSERTION: Final = _("Signed record, entry “{name}” of version {version}")
_VERSION: Final = _("Signed record, version {version}")


def finding_place(speech: Speech, finding: Finding) -> str:
    """Where a finding sits: in the file, or in which version of the signed record; empty where it names no place."""
    if not finding.where:
        return ""
    if report_facts.layer(finding) is Layer.RECORD and finding.where != "the same folder":
        version, _slash, name = finding.where.partition("/")
        return speech.say(_ASSERTION if name else _VERSION, name=name, version=version)
    return place(speech, finding.where)


def place(speech: Speech, where: str) -> str:
    """A place that a reader named, in words."""
    shown = where[:_PLACE_CHARACTERS]
    return speech.separate(*(_place(speech, part, 0) for part in shown.split(_SEVERAL)))


def _place(speech: Speech, where: str, depth: int) -> str:
    if where in _NAMED:
        return speech.say(_NAMED[where])
    for pattern, message in _AROUND if depth < _DEEPEST else ():
        found = pattern.fullmatch(where)
        if found:
            names = found.groupdict()
            if "place" in names:
                names["place"] = _place(speech, names["place"], depth + 1)
            return speech.say(message, names)
    return Said(plain(where, _PLACE_CHARACTERS))
