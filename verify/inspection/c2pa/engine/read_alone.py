"""From an Ogg sound or a font to its `Record`: formats of which the first engine knows nothing.

Whence takes the manifest store out of the file. The first engine reads it and checks signature and signer as always;
whether the content fits is the word of the second engine alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from verify.inspection.c2pa.engine import coverage, encypher
from verify.inspection.c2pa.engine.c2pa_rs import BrokenRecordError, NoRecordError, OpenStore, open_bare_store
from verify.inspection.c2pa.engine.read_store import (
    make_unverified,
    read_thumbnails,
    replace_binding_failures,
    to_record,
)
from verify.inspection.containers.av import ogg
from verify.inspection.containers.document import font
from verify.inspection.media.input_file import Media, MediaError
from verify.model import Options, Picture, Record, RecordState, limits
from verify.model.errors import UnavailableError

_OGG: Final = "audio/ogg"


class _Found(Struct, frozen=True):
    """The manifest store in a file, or the address at which it is kept."""

    store: bytes = b""
    url: str = ""


def read_manifest_store(media: Media, options: Options, *, thumbnails: bool) -> Iterator[Record | Picture]:
    """Yield the record of `media`, which lies in it, was fetched for it or lies beside it, then its thumbnails.

    Where the second engine cannot look, the record stays `checking` and its state is not known. Raises MediaError
    where the file changed meanwhile or is too large, UnavailableError where that engine is missing.
    """
    try:
        embedding = _find_in_ogg(media) if media.media_type == _OGG else _find_in_font(media)
    except ValueError as error:
        yield Record(RecordState.MALFORMED, location="embedded", reason=str(error))
        return
    beside = media.sidecar if embedding is None else None
    if embedding is not None and embedding.store:
        yield from _read(media, options, "embedded", embedding.store, thumbnails=thumbnails)
    elif embedding is not None and options.fetched is not None:
        for output in _read(media, options, "fetched", options.fetched, thumbnails=thumbnails):
            yield replace(output, url=embedding.url) if isinstance(output, Record) else output
    elif embedding is not None:
        yield Record(RecordState.REMOTE, location="remote", url=embedding.url)
    elif beside is not None:
        name = media.sidecar_path.name if media.sidecar_path else ""
        for output in _read(media, options, "sidecar", beside, thumbnails=thumbnails):
            yield replace(output, beside=name) if isinstance(output, Record) else output
    else:
        yield Record()


def _find_in_ogg(media: Media) -> _Found | None:
    """Find the store of an Ogg file. Raises ValueError where it cannot be taken for one."""
    streams = ogg.find_store_streams(media)
    if not streams:
        return None
    if len(streams) > 1:
        raise ValueError("more than one Ogg stream holds a record")
    if not streams[0].is_whole:
        raise ValueError("the Ogg stream of the record is cut off or holds more than it")
    return _Found(streams[0].read(media))


def _find_in_font(media: Media) -> _Found | None:
    """Find the store of a font. Raises ValueError where the table for it cannot be followed."""
    place = font.find_store(media)
    if place is None:
        return None
    if place.url:
        return _Found(url=place.url)
    if place.end - place.start > limits.STORE_BYTES:
        raise ValueError("the record is larger than can be read safely")
    return _Found(media.read_at(place.start, place.end - place.start))


def _read(
    media: Media, options: Options, location: str, store: bytes, *, thumbnails: bool
) -> Iterator[Record | Picture]:
    try:
        with open_bare_store(store, options.trust) as opened:
            for record in _compare(media, opened, location, store if location != "embedded" else None, options):
                yield record
                if thumbnails:
                    yield from read_thumbnails(opened, record.manifests)
    except (BrokenRecordError, NoRecordError, encypher.SecondEngineError) as error:
        yield Record(RecordState.MALFORMED, location=location, reason=str(error)[: limits.FACT_CHARACTERS])


def _compare(media: Media, opened: OpenStore, location: str, store: bytes | None, options: Options) -> Iterator[Record]:
    """Yield the record with the second engine's word on the content."""
    try:
        compared = encypher.compare_content(media, store, options)
    except (MediaError, UnavailableError):
        yield make_unverified(opened, location)
        raise
    document: Mapping[str, Any] = replace_binding_failures(opened.document, *compared.codes, match=compared.match)
    record = to_record(opened, document, location, options)
    yield replace(record, coverage=coverage.find_coverage(media, document, location))
