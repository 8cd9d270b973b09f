"""Reads XMP packets (ISO 16684-1) of all containers into fields `xmp:<prefix>:<Name>`.

Prefixes are those of the standard, whatever the file calls them. Broken packets are read as far as they go.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from verify import containers, observations
from verify.containers import xmp_packets
from verify.containers.parts import Kind
from verify.media import Media
from verify.model import Field, Finding, Options
from verify.readers import Seen

TITLE = "XMP"
FORMATS = containers.PACKET_FORMATS
QUICK = True
EMITS = frozenset({observations.EDITOR, observations.PLATFORM, observations.DAMAGED})

READER: Final = "xmp"

# properties made for the name of a program; those of the history come with their times from verify.context.editors
_PROGRAMS: Final = frozenset({"xmp:CreatorTool", "tiff:Software", "pdf:Producer"})


def read(media: Media, options: Options) -> Iterator[Seen]:  # noqa: ARG001 - the contract of readers
    """Yields a field per value; nested names are joined by `/`, items of a list repeat the key."""
    yield from observations.bounded(observations.once(_read(media)), READER)


def _read(media: Media) -> Iterator[Field | Finding]:
    for part in media.parts:
        if part.kind is not Kind.XMP:
            continue
        where = f"XMP in {part.where}"
        for item in xmp_packets.read(part.data):
            if isinstance(item, xmp_packets.Value):
                yield Field(f"xmp:{item.name}", item.text, f"{where}, {item.remark}" if item.remark else where)
                if item.name in _PROGRAMS:
                    yield from observations.traces(READER, where, item.text)
            else:
                yield observations.damaged(READER, where, item)
