"""Read XMP packets (ISO 16684-1) of all containers, and of a side file, into fields `xmp:<prefix>:<Name>`.

Prefixes are those of the standard, whatever the file calls them. Broken packets are read as far as they go.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from verify.inspection import containers
from verify.inspection.containers import xmp
from verify.inspection.containers.base import PartKind
from verify.inspection.media.input_file import Media
from verify.inspection.metadata import common
from verify.inspection.readers.base import Reader, ReaderOutput
from verify.model import Field, Finding, Options
from verify.model.vocabularies import media_types

NAME: Final = "xmp"
_SIDE_FILE: Final = "context.side_file"


# properties made for the name of a program; those of the history come with their times from context.editors
_PROGRAMS: Final = frozenset({"xmp:CreatorTool", "tiff:Software", "pdf:Producer"})


def read(media: Media, options: Options) -> Iterator[ReaderOutput]:  # noqa: ARG001 - the contract of readers
    """Yield a field per value; nested names are joined by `/`, items of a list repeat the key."""
    yield from common.bound(common.drop_repeats(_read(media)), NAME)


def _read(media: Media) -> Iterator[Field | Finding]:
    for part in media.parts:
        if part.kind is PartKind.XMP:
            yield from _read_packet(part.data, f"XMP in {part.where}")
    if media.media_type == media_types.XMP_FILE:
        yield Finding(_SIDE_FILE, NAME, facts=(("name", ""),))
    elif media.side_file is not None:
        name, packet = media.side_file
        yield Finding(_SIDE_FILE, NAME, facts=(("name", name),))
        yield from _read_packet(packet, f"XMP in the side file {name}")


def _read_packet(packet: bytes, where: str) -> Iterator[Field | Finding]:
    for value in xmp.read(packet):
        if isinstance(value, xmp.Value):
            yield Field(f"xmp:{value.name}", value.text, f"{where}, {value.remark}" if value.remark else where)
            if value.name in _PROGRAMS:
                yield from common.find_programs(NAME, where, value.text)
        else:
            yield common.report_damage(NAME, where, value)


READER: Final = Reader(
    NAME, containers.PACKET_FORMATS, frozenset({common.EDITOR, common.PLATFORM, common.DAMAGED, _SIDE_FILE}), read
)
