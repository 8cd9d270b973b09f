"""Read the manifest store (C2PA): inside the file, beside it, or fetched for it; in texts; and by a second engine.

Ogg sounds and fonts, and parts of streams, are compared with their record by one engine alone, and a finding says so.

It is the first thing that is shown. Of a large file the manifests are shown before the content is hashed, marked as
still being checked.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from verify.inspection.c2pa.engine import encypher, read_alone, read_stream, read_text
from verify.inspection.c2pa.engine.read_store import is_compared_later, read_manifest_store
from verify.inspection.c2pa.engine.text_binding import Form
from verify.inspection.containers.bmff_box import StreamPart
from verify.inspection.media.input_file import Media
from verify.inspection.readers.base import Reader
from verify.model import Field, Finding, Options, Picture, Record, RecordState, SecondOpinion
from verify.model.vocabularies import media_types

_TEXT: Final = "c2pa_text"

# Endings under which the file of a lone manifest store is looked for by name; nothing of it is read.
_ENDINGS: Final = (".jpg", ".jpeg", ".png", ".webp", ".tif", ".tiff", ".heic", ".avif", ".dng", ".mp4", ".mov", ".pdf")


def read(media: Media, options: Options) -> Iterator[Record | Picture | Field | Finding]:
    """Yield the Record, then the thumbnails in it where previews are wanted.

    For a manifest store without its file, a Field names the file that seems to belong to it. Raises MediaError where
    the file changed meanwhile.
    """
    if media.media_type in media_types.ENCYPHER_ALONE:
        yield from _read_alone(media, options)
        return
    if (part := read_stream.find_part(media)) is not StreamPart.WHOLE:
        yield from _read_part(media, part, options)
        return
    yield from read_manifest_store(media, options, hashed=not is_compared_later(media), thumbnails=options.previews)
    if media.media_type == media_types.MANIFEST_STORE:
        name = _find_file_beside(media)
        if name:
            yield Field("c2pa:file_beside", name, "the same folder")


def _read_alone(media: Media, options: Options) -> Iterator[Record | Picture | Finding]:
    for output in read_alone.read_manifest_store(media, options, thumbnails=options.previews):
        yield output
        if isinstance(output, Record) and output.manifests and not output.checking:
            yield Finding("record.one_engine", "c2pa", facts=(("engine", encypher.NAME),))


def _read_part(media: Media, part: StreamPart, options: Options) -> Iterator[Record | Picture | Finding]:
    read_it = read_stream.read_head if part is StreamPart.HEAD else read_stream.read_piece
    for output in read_it(media, options, thumbnails=options.previews):
        if not isinstance(output, read_stream.StreamRecord):
            yield output
            continue
        yield output.record
        if part is StreamPart.PIECE and (output.head or output.record.state is RecordState.UNREADABLE):
            yield Finding("record.stream_piece", "c2pa", facts=(("name", output.head),))
        if output.engine:
            yield Finding("record.one_engine", "c2pa", facts=(("engine", output.engine),))


def _find_file_beside(media: Media) -> str:
    """Name the file that a lone `.c2pa` seems to belong to, or return an empty string."""
    whole = media.path.with_suffix("")  # photo.jpg.c2pa
    for candidate in (whole, *(media.path.with_suffix(ending) for ending in _ENDINGS)):
        try:
            if candidate.is_file():
                return candidate.name
        except (OSError, ValueError):
            return ""
    return ""


def read_content(media: Media, options: Options) -> Iterator[Record | Picture]:
    """Yield the final Record of a large file, its content hashed; others were hashed at once.

    Raises MediaError where the file changed meanwhile.
    """
    if is_compared_later(media) and read_stream.find_part(media) is StreamPart.WHOLE:
        yield from read_manifest_store(media, options, hashed=True, thumbnails=False)


def read_from_text(media: Media, options: Options) -> Iterator[Record | Finding]:
    """Yield the Record of a text or page (C2PA 2.4, A.7 to A.9), then how the text was compared with it.

    No engine reaches these: Whence itself compares the text with its hash, and a finding says so. Raises MediaError as
    `Media` does.
    """
    examined = read_text.read_text(media, options)
    yield examined.record
    if examined.pasted:
        yield Finding("record.text_pasted", _TEXT)
    elif examined.binding is not None:
        binding = examined.binding
        method = examined.carrier.method.value if examined.carrier else examined.record.location
        result = "fits" if binding.form is not Form.NONE else "differs"
        form = binding.form.value if binding.form is not Form.NONE else binding.code
        yield Finding("record.text_compared", _TEXT, facts=(("method", method), ("result", result), ("form", form)))


def read_by_second_engine(media: Media, options: Options) -> Iterator[SecondOpinion]:
    """Yield what an independent engine says of the same manifest store under the same trust lists. It is asked last.

    Raises MediaError as `Media` does.
    """
    if media.media_type in media_types.TEXT:
        yield from read_text.ask_second_engine(media, options)
    elif read_stream.find_part(media) is not StreamPart.PIECE:  # it was asked where the first engine found no fit
        yield from encypher.ask(media, options)


READER: Final = Reader("c2pa", media_types.C2PA_RS | media_types.ENCYPHER_ALONE, frozenset({"record.one_engine"}), read)
TEXT_READER: Final = Reader(
    _TEXT, media_types.TEXT, frozenset({"record.text_compared", "record.text_pasted"}), read_from_text
)
CONTENT_READER: Final = Reader("c2pa_content", media_types.C2PA_RS, frozenset(), read_content)
SECOND_READER: Final = Reader(
    "c2pa_second", media_types.ENCYPHER | media_types.TEXT, frozenset(), read_by_second_engine
)
