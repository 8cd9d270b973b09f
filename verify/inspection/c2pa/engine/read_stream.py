"""From a part of a stream to its `Record`: the head holds it, and each piece is compared with it by itself.

The engines hash a piece by different readings of the specification: what fits by either binds its bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from verify.inspection.c2pa.engine import coverage, encypher, read_store
from verify.inspection.c2pa.engine.c2pa_rs import (
    BrokenRecordError,
    NoRecordError,
    OpenStore,
    RemoteRecordError,
    UnknownFormatError,
    open_store,
    open_stream_piece,
)
from verify.inspection.c2pa.engine.read_store import read_thumbnails, replace_binding_failures, to_record
from verify.inspection.c2pa.validation.status_codes import read_statuses
from verify.inspection.containers.bmff_box import StreamPart, find_stream_part, names_record_elsewhere
from verify.inspection.media.input_file import Media, MediaError
from verify.model import Options, Picture, Problem, Record, RecordState, limits
from verify.model.errors import UnavailableError
from verify.model.vocabularies import media_types

_NAME: Final = "c2pa-python"
_MATCH: Final = "assertion.bmffHash.match"
_MISMATCH: Final = "assertion.bmffHash.mismatch"
_NONE: Final = (NoRecordError, RemoteRecordError, BrokenRecordError, UnknownFormatError)


class StreamRecord(Struct, frozen=True):
    """The record of a part of a stream: by which engine the content fits, and the head that was compared with."""

    record: Record
    part: StreamPart
    engine: str = ""  # empty where nothing fits
    head: str = ""  # name of the file


def find_part(media: Media) -> StreamPart:
    """Tell which part of a stream a file is; anything else is whole."""
    return find_stream_part(media) if media.media_type in media_types.BMFF else StreamPart.WHOLE


def read_head(media: Media, options: Options, *, thumbnails: bool) -> Iterator[StreamRecord | Record | Picture]:
    """Yield the record in the head of a stream, whose pieces it cannot be compared with here.

    Without a record in it, what is said of any file. Raises MediaError where the file changed meanwhile.
    """
    try:
        with open_store(media, options.trust) as opened:
            record, engine = _weigh_head(media, opened, options)
            yield StreamRecord(record, StreamPart.HEAD, engine)
            if thumbnails:
                yield from read_thumbnails(opened, record.manifests)
    except _NONE:
        yield from read_store.read_manifest_store(media, options, hashed=True, thumbnails=thumbnails)


def _weigh_head(media: Media, opened: OpenStore, options: Options) -> tuple[Record, str]:
    """Weigh the record in a head: the first engine knows no hash of a head by itself, the second does."""
    record = to_record(opened, opened.document, "head", options)
    if record.state is not RecordState.ALTERED:
        return record, _NAME
    compared = _ask(lambda: encypher.compare_content(media, None, options))
    if compared is not None and compared.match:
        document = replace_binding_failures(opened.document, match=compared.match)
        return to_record(opened, document, "head", options), encypher.NAME
    only = {code for code in _list_codes(opened.document, "failure") if code.startswith("assertion.")} <= {_MISMATCH}
    return (record if only else replace(record, location="embedded")), ""


def _list_codes(document: Mapping[str, Any], kind: str) -> frozenset[str]:
    """List the codes of the active manifest that were given as successes, or as failures."""
    statuses = read_statuses(document["manifests"][0].get("validationResults"))
    return frozenset(status.code for status, _ in statuses if status.kind == kind)


def read_piece(media: Media, options: Options, *, thumbnails: bool) -> Iterator[StreamRecord | Picture]:
    """Yield the record of a piece, out of the head beside it that fits; else of one that does not, or none.

    Raises MediaError where the file changed meanwhile.
    """
    stray: StreamRecord | None = None
    is_named = names_record_elsewhere(media)
    for name, head in media.heads if is_named else ():
        try:
            with open_stream_piece(media, head, options.trust) as opened:
                record, engine = _weigh_piece(media, opened, head, options)
                output = StreamRecord(replace(record, beside=name), StreamPart.PIECE, engine, name)
                if engine:
                    yield output
                    if thumbnails:
                        yield from read_thumbnails(opened, record.manifests)
                    return
                stray = stray or output
        except _NONE:
            continue
    yield stray or StreamRecord(_find_without_head(media, is_named=is_named), StreamPart.PIECE)


def _weigh_piece(media: Media, opened: OpenStore, head: bytes, options: Options) -> tuple[Record, str]:
    """Weigh a record against a piece, by the first engine, and by the second where the first finds no fit."""
    document, engine = opened.document, _NAME
    if _MATCH not in _list_codes(document, "success"):
        compared = _ask(lambda: encypher.compare_piece(media, head, options))
        if compared is None or not compared.match:
            return to_record(opened, document, "sidecar", options), ""
        document, engine = replace_binding_failures(document, match=compared.match), encypher.NAME
    record = to_record(opened, document, "sidecar", options)
    return replace(record, coverage=coverage.find_coverage(media, _drop_trees(document), "sidecar")), engine


def _drop_trees(document: Mapping[str, Any]) -> Mapping[str, Any]:
    """Drop the hash trees: for one piece they cover what its exclusions leave, and no media data beyond that."""
    active, *others = document["manifests"]
    assertions = {
        name: {**value, "merkle": []} if name.startswith("c2pa.hash.bmff") and isinstance(value, dict) else value
        for name, value in (active.get("assertions") or {}).items()
    }
    return {**document, "manifests": [{**active, "assertions": assertions}, *others]}


def _ask(compare: Callable[[], encypher.Comparison]) -> encypher.Comparison | None:
    """Ask the second engine; None where it cannot look."""
    try:
        return compare()
    except (encypher.SecondEngineError, UnavailableError):
        return None
    except MediaError as error:
        if error.problem is not Problem.TOO_LARGE:
            raise
        return None


def _find_without_head(media: Media, *, is_named: bool) -> Record:
    """Find what can be said of a piece beside which no head lies: its record is elsewhere, or in it, or nowhere."""
    if is_named:
        return Record(RecordState.UNREADABLE, reason="a piece of a stream; its record lies in the head, another file")
    place = next((part.where for part in media.parts if part.kind == "record"), "")
    if place:  # each piece of a live stream has a record of its own, which no engine here reads alone
        return Record(RecordState.UNREADABLE, location="embedded", reason=place[: limits.FACT_CHARACTERS])
    return Record()
