"""Read EXIF and TIFF tags; maker notes and pixels are not decoded, only told to be there.

exifread gives the names of tags and coded values. The bytes are walked by our own walker, since exifread drops
values over 999 items, loses all it read where one raises, and has no bound on its work.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from verify.inspection import containers
from verify.inspection.containers.base import Damage, Memory, Part, PartKind, Source
from verify.inspection.containers.image import tiff
from verify.inspection.containers.image.tiff import Entry
from verify.inspection.containers.image.tiff_values import format_value
from verify.inspection.media.input_file import Media
from verify.inspection.metadata import common
from verify.inspection.readers.base import Reader, ReaderOutput
from verify.model import Field, Finding, Options, limits
from verify.model.vocabularies import media_types

NAME: Final = "exif"


_MAKE, _MODEL, _SOFTWARE, _PROCESSING_SOFTWARE, _HOST = 0x010F, 0x0110, 0x0131, 0x000B, 0x013C
_TAKEN, _CHANGED = 0x9003, 0x0132
_MAKER_NOTE, _THUMBNAIL, _STRIPS = 0x927C, 0x0201, 0x0111

_FIRST_TIFF_TAG: Final = 0x00FE  # Panasonic's raw files give lower numbers a meaning of their own

# places of pixels and of other directories, colour tables, and what other readers read
_SKIPPED: Final = frozenset(
    {
        _STRIPS, 0x0117, 0x0120, 0x0121, 0x0140, 0x0144, 0x0145, 0x014A, 0x015B, 0x8769, 0x8825, 0xA005, 0x8773,
        tiff.XMP, tiff.IIM, tiff.PHOTOSHOP, tiff.RECORD,
    }
)  # fmt: skip

# tags that exifread does not name
_MORE_NAMES: Final = {
    0x000B: "ProcessingSoftware", 0x010D: "DocumentName", 0x9010: "OffsetTime", 0x9011: "OffsetTimeOriginal",
    0x9012: "OffsetTimeDigitized", 0xA430: "CameraOwnerName", 0xA431: "BodySerialNumber", 0xA433: "LensMake",
    0xA434: "LensModel", 0xA435: "LensSerialNumber", 0xA460: "CompositeImage", 0xA436: "ImageTitle",
    0xA437: "Photographer", 0xA438: "ImageEditor", 0xA439: "CameraFirmware", 0xA43A: "RAWDevelopingSoftware",
    0xA43B: "ImageEditingSoftware", 0xA43C: "MetadataEditingSoftware", 0xC614: "UniqueCameraModel",
    0xC62F: "CameraSerialNumber", 0xC68B: "OriginalRawFileName",
}  # fmt: skip
_PROGRAMS: Final = frozenset({_SOFTWARE, _PROCESSING_SOFTWARE, _HOST, 0xA438, 0xA43A, 0xA43B, 0xA43C})

_MAKER_NAME_BYTES: Final = 20
_MAKER_NAME: Final = re.compile(rb"[A-Za-z][A-Za-z0-9 ]{3,18}")

Table = Mapping[int, tuple[Any, ...]]


def read(media: Media, options: Options) -> Iterator[ReaderOutput]:  # noqa: ARG001 - the contract of readers
    """Yield a field `exif:<directory>:<tag>` per tag, then the camera and the programs that they name."""
    yield from common.bound(common.drop_repeats(_read(media)), NAME)


def _read(media: Media) -> Iterator[Field | Finding]:
    if media.media_type in media_types.TIFF:
        yield from _read_block(media, "Image", "TIFF file")
    for part in media.parts:
        if part.kind is PartKind.EXIF:
            yield from _read_block(Memory(part.data), part.key, part.where)


def _read_block(source: Source, root: str, where: str) -> Iterator[Field | Finding]:
    """Read one TIFF structure: `source` from its byte order mark on, the first directory called `root`."""
    is_file = isinstance(source, Media)
    is_panasonic = isinstance(source, Media) and source.media_type == "image/x-panasonic-rw2"
    tables = _load_tables()
    texts: dict[int, str] = {}
    thumbnail = False
    for entry in tiff.walk_entries(source, root, pages=is_file):
        if isinstance(entry, Part):
            if not is_file:  # of a TIFF file itself the reader of its container tells
                yield common.report_damage(NAME, f"{entry.where} of {where}", entry.key)
            continue
        thumbnail |= entry.directory == "Thumbnail" and entry.tag in (_THUMBNAIL, _STRIPS)
        if entry.tag in _SKIPPED or (is_panasonic and entry.tag < _FIRST_TIFF_TAG):
            continue
        name, words = _find_names(entry, tables)
        if entry.tag == _MAKER_NOTE:
            text = f"({entry.size} bytes)"
            yield from _read_maker_note_header(entry, source, where)
        elif entry.size > source.size:
            continue  # the walk has told that it points outside
        elif entry.size > limits.PACKET_BYTES:
            yield common.report_damage(NAME, f"{name} in {where}", Damage.TOO_LARGE)
            continue
        else:
            text = format_value(entry, source, words)
        place = f"{where}, value at byte {entry.offset}" if is_file else where
        yield Field(f"exif:{entry.directory}:{name}", text, place)
        if entry.directory in ("Image", "EXIF"):
            texts.setdefault(entry.tag, text)
            if entry.tag in _PROGRAMS:
                yield from common.find_programs(NAME, place, text)
    if thumbnail:
        yield Field("exif:Thumbnail:Image", "(a thumbnail)", where)
    taken = texts.get(_TAKEN) or texts.get(_CHANGED, "")
    yield from common.find_camera(NAME, where, texts.get(_MAKE, ""), texts.get(_MODEL, ""), taken)


def _read_maker_note_header(entry: Entry, source: Source, where: str) -> Iterator[Field]:
    """Yield the name with which a maker note begins, where it begins with one; the rest of the note is not read."""
    match = _MAKER_NAME.match(source.read_at(entry.offset, min(entry.size, _MAKER_NAME_BYTES)))
    if match:
        yield Field(f"exif:{entry.directory}:MakerNoteHeader", match[0].decode("ascii"), f"{where}, maker note")


def _load_tables() -> dict[str, Table]:
    """Return Exifread's names of tags by directory."""
    from exifread.tags.exif import EXIF_TAGS, GPS_TAGS, INTEROP_TAGS

    return {"GPS": GPS_TAGS, "Interoperability": INTEROP_TAGS, "": EXIF_TAGS}


def _find_names(entry: Entry, tables: dict[str, Table]) -> tuple[str, Mapping[int, str]]:
    """Return the tag's name, and the words for its coded values."""
    definition = tables.get(entry.directory, tables[""]).get(entry.tag)
    if definition is None:
        return _MORE_NAMES.get(entry.tag, f"Tag 0x{entry.tag:04X}"), {}
    return str(definition[0]), definition[1] if len(definition) > 1 and isinstance(definition[1], dict) else {}


READER: Final = Reader(
    NAME,
    containers.PICTURE_FORMATS - {"image/gif", "audio/wav", "video/x-msvideo"},
    frozenset({common.CAMERA, common.EDITOR, common.PLATFORM, common.DAMAGED}),
    read,
)
