"""Read IPTC IIM datasets (IPTC-NAA Information Interchange Model 4.2), as photo desks have written them since 1991."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from verify.inspection import containers
from verify.inspection import text as texts
from verify.inspection.containers.base import Damage, Part, PartKind
from verify.inspection.media.input_file import Media
from verify.inspection.metadata import common
from verify.inspection.readers.base import Reader, ReaderOutput
from verify.model import Field, Finding, Options, limits
from verify.model.vocabularies import media_types

NAME: Final = "iptc"


_MARK: Final = 0x1C
_CHARACTER_SET: Final = (1, 90)
_UTF_8: Final = b"\x1b%G"
_PROGRAM, _PROGRAM_VERSION, _INSTRUCTIONS = (2, 65), (2, 70), (2, 40)

# datasets that hold numbers, not text
_NUMBERS: Final = frozenset({(1, 0), (1, 20), (1, 22), (2, 0), (2, 200), (2, 201), (3, 0), (7, 90)})
_BINARY: Final = frozenset({(2, 202), (2, 125), (8, 10)})

_NAMES: Final = {
    (1, 90): "coded character set",
    (2, 3): "object type",
    (2, 5): "title",
    (2, 7): "edit status",
    (2, 10): "urgency",
    (2, 12): "subject",
    (2, 15): "category",
    (2, 20): "supplemental category",
    (2, 25): "keyword",
    (2, 30): "release date",
    (2, 40): "special instructions",
    (2, 55): "date created",
    (2, 60): "time created",
    (2, 62): "digital creation date",
    (2, 63): "digital creation time",
    (2, 65): "originating program",
    (2, 70): "program version",
    (2, 80): "by-line",
    (2, 85): "by-line title",
    (2, 90): "city",
    (2, 92): "sub-location",
    (2, 95): "province or state",
    (2, 100): "country code",
    (2, 101): "country",
    (2, 103): "original transmission reference",
    (2, 105): "headline",
    (2, 110): "credit",
    (2, 115): "source",
    (2, 116): "copyright notice",
    (2, 118): "contact",
    (2, 120): "caption",
    (2, 122): "caption writer",
}


def read(media: Media, options: Options) -> Iterator[ReaderOutput]:  # noqa: ARG001 - the contract of readers
    """Yield a field `iptc:<record>:<dataset>` per dataset, its name in `where`."""
    outputs = (output for part in media.parts if part.kind is PartKind.IIM for output in _read_datasets(part))
    yield from common.bound(common.drop_repeats(outputs), NAME)


def _read_datasets(part: Part) -> Iterator[Field | Finding]:
    data = part.data
    encoding = ""
    at = 0
    while len(data) - at >= 5 and data[at] == _MARK:
        name = (data[at + 1], data[at + 2])
        size = int.from_bytes(data[at + 3 : at + 5], "big")
        at += 5
        if size & 0x8000:  # extended: the size's own length comes first (1.5.7)
            size_bytes = size & 0x7FFF
            size = int.from_bytes(data[at : at + min(size_bytes, 8)], "big")
            at += size_bytes
        value = data[at : at + size]
        at += size
        if at > len(data):
            yield common.report_damage(NAME, f"IPTC in {part.where}", Damage.CUT_OFF)
        if name == _CHARACTER_SET and value == _UTF_8:
            encoding = "utf-8"
        text = _to_text(name, value, encoding)
        where = f"IPTC {_NAMES.get(name, 'dataset')} in {part.where}"
        yield Field(f"iptc:{name[0]}:{name[1]}", text, where)
        if name in (_PROGRAM, _INSTRUCTIONS):
            yield from common.find_programs(NAME, where, text)
    if data[at:].strip(b"\x00"):
        yield common.report_damage(NAME, f"IPTC in {part.where}", Damage.NOT_WELL_FORMED)


def _to_text(name: tuple[int, int], value: bytes, encoding: str) -> str:
    if name in _BINARY:
        return f"({len(value)} bytes)"
    if name in _NUMBERS and len(value) <= 4:
        return str(int.from_bytes(value, "big"))
    if name == _CHARACTER_SET:
        return "UTF-8" if value == _UTF_8 else value.hex(" ").upper()
    return texts.decode(value[: 4 * limits.FIELD_CHARACTERS], encoding)


READER: Final = Reader(
    NAME,
    containers.PICTURE_FORMATS - media_types.RIFF - {"image/gif"},
    frozenset({common.EDITOR, common.PLATFORM, common.DAMAGED}),
    read,
)
