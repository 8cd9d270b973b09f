"""Read the texts that containers hold under names of their own: PNG text, comments, tags of sound and video,
properties of documents.

It is also the one reader that tells what is wrong with the container itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from verify.inspection import containers, text
from verify.inspection.containers.base import Part, PartKind
from verify.inspection.media.input_file import Media
from verify.inspection.metadata import common
from verify.inspection.readers.base import Reader, ReaderOutput
from verify.model import Field, Finding, Options

NAME: Final = "text_chunks"


# fields made for the name of a program or the mark of a platform
_TRACES: Final = frozenset(
    {
        "png:text:Software", "png:text:Source", "riff:info:ISFT", "mp4:key:com.apple.quicktime.software",
        "mp4:item:©too", "mp4:udta:©too", "mp4:udta:©swr", "mp4:udta:©enc", "mp4:key:encoder", "mp4:key:comment",
        "mp4:item:©cmt", "mp4:udta:©cmt", "mp4:handler", "riff:bext:Originator",
        "mkv:info:WritingApp", "mkv:info:MuxingApp", "mkv:tag:ENCODER", "flv:encoder", "flv:metadatacreator",
        "id3:TSSE", "id3:TENC", "vorbis:vendor", "vorbis:encoder", "pdf:info:Creator", "pdf:info:Producer",
        "ooxml:app:Application", "odf:meta:generator", "epub:generator", "html:meta:generator", "svg:inkscape:version",
    }
)  # fmt: skip
_MAKES: Final = ("mp4:key:com.apple.quicktime.make", "mp4:udta:©mak", "mp4:item:©mak")
_MODELS: Final = ("mp4:key:com.apple.quicktime.model", "mp4:udta:©mod", "mp4:item:©mod")
_TIMES: Final = ("mp4:key:com.apple.quicktime.creationdate", "mp4:created")


def read(media: Media, options: Options) -> Iterator[ReaderOutput]:  # noqa: ARG001 - the contract of readers
    """Yield a field per text, then cameras, editing programs and platforms that they name."""
    yield from common.bound(common.drop_repeats(_read(media.parts)), NAME)


def _read(parts: tuple[Part, ...]) -> Iterator[Field | Finding]:
    named: dict[str, Field] = {}
    for part in parts:
        if part.kind is PartKind.DAMAGE:
            yield common.report_damage(NAME, part.where, part.key)
        elif part.kind is PartKind.TEXT:
            field = Field(part.key, text.decode(part.data, part.encoding), part.where)
            named.setdefault(field.key, field)
            yield field
            if field.key in _TRACES:
                yield from common.find_programs(NAME, field.where, field.value)
    make, model = _find_first(named, _MAKES), _find_first(named, _MODELS)
    if make and model:
        taken = _find_first(named, _TIMES)
        yield from common.find_camera(NAME, make.where, make.value, model.value, taken.value if taken else "")


def _find_first(named: dict[str, Field], keys: tuple[str, ...]) -> Field | None:
    return next((named[key] for key in keys if key in named), None)


READER: Final = Reader(
    NAME, containers.FORMATS, frozenset({common.CAMERA, common.EDITOR, common.PLATFORM, common.DAMAGED}), read
)
