"""The only door to c2pa-python: opens the signed record of a file under the given trust lists, offline.

It never fetches anything, never opens a path, and throws away what the engine concludes from a read that failed.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from verify.inspection.containers.av.id3 import find_overlong_frame
from verify.inspection.containers.base import Memory, Source
from verify.inspection.media.input_file import Media, MediaError, MediaStream
from verify.model import Problem, TrustList, limits
from verify.model.vocabularies.media_types import MANIFEST_STORE

if TYPE_CHECKING:
    import c2pa

# Purposes (EKU) that a signing certificate may have; left to itself the engine refuses some that it should accept.
PURPOSES: Final = (
    "1.3.6.1.5.5.7.3.4",
    "1.3.6.1.5.5.7.3.36",
    "1.3.6.1.5.5.7.3.8",
    "1.3.6.1.5.5.7.3.9",
    "1.3.6.1.4.1.311.76.59.1.9",
    "1.3.6.1.4.1.62558.2.1",
)

# What the engine calls the kinds of lists that it may be given; the interim list is never among them.
_ANCHORS: Final = {
    **dict.fromkeys(("signing", "demonstration", "user", "end_entity"), "manifest"),
    "time_stamp": "tsa",
}
# What the engine calls formats whose usual name it does not know.
_NAMES: Final = {"application/zip": "zip"}

_HEAD: Final = "video/mp4"  # of a stream, whatever is in it
_EMPTY_ZIP: Final = b"PK\x05\x06" + bytes(18)

_SMALL_BYTES: Final = 4 * limits.MIB

_ADDRESS: Final = re.compile(r"https?://\S+", re.IGNORECASE)


class NoRecordError(Exception):
    """The engine knows the format and found no record in the file."""


class RemoteRecordError(Exception):
    """The record is kept elsewhere; `url` is the address as written in the file."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.url = url


class UnknownFormatError(Exception):
    """The engine does not know the format."""


class BrokenRecordError(Exception):
    """The engine failed; whether over a record or over the file itself is for the caller to find out."""


class OverlongSizeError(Exception):
    """The engine would believe a size that the file cannot have, and end the process for want of that much memory."""


class OpenStore:
    """The record of one file as the engine reads it: `text` and `document` are its crJSON."""

    def __init__(self, reader: c2pa.Reader, text: str, document: Mapping[str, Any]) -> None:
        self._reader = reader
        self.text = text
        self.document = document

    def read_resource(self, identifier: str, bound: int) -> bytes:
        """Read the bytes behind an identifier of the record; empty where there are none or more than `bound`."""
        import c2pa

        sink = _BoundedSink(bound)
        try:
            self._reader.resource_to_stream(identifier, sink)
        except (c2pa.C2paError, ValueError):
            return b""
        return sink.getvalue() if not sink.overrun else b""


class _BoundedSink(io.BytesIO):
    """Takes what the engine writes, up to a bound."""

    def __init__(self, bound: int) -> None:
        super().__init__()
        self._bound = bound
        self.overrun = False

    def write(self, data: Any, /) -> int:
        if self.tell() + len(data) > self._bound:
            self.overrun = True
            raise ValueError("larger than the bound")
        return super().write(data)


@contextmanager
def open_store(
    media: Media, trust: tuple[TrustList, ...], *, store: bytes | None = None, hashed: bool = True
) -> Iterator[OpenStore]:
    """Read the record of `media`, or verify `store` (a manifest store from beside or afar) against it.

    With `hashed=False` nothing is verified and the codes mean nothing: the answer comes in milliseconds whatever
    the size. Raises NoRecordError, RemoteRecordError, UnknownFormatError, BrokenRecordError, OverlongSizeError, and
    MediaError(CHANGED) where a read failed meanwhile, since the engine would call that tampering.
    """
    import c2pa

    _refuse_overlong_sizes(media)
    with media.open_stream() as raw, _open_for_engine(media, raw) as stream:
        try:
            if media.media_type == MANIFEST_STORE:
                reader = _open_bare_reader(
                    media.read_at(0, min(media.size, limits.SIDECAR_BYTES)), _make_context(trust, hashed)
                )
            else:
                name = _NAMES.get(media.media_type, media.media_type)
                reader = c2pa.Reader(name, stream, store, context=_make_context(trust, hashed))
        except c2pa.C2paError as error:
            if raw.changed:
                raise MediaError(Problem.CHANGED, "a read failed") from error
            raise _translate(error) from error
        with reader:
            try:
                opened = _read(reader)
            finally:
                if raw.changed:
                    raise MediaError(Problem.CHANGED, "a read failed")
            yield opened


def _open_for_engine(media: Media, raw: MediaStream) -> io.BufferedIOBase:
    """Open a file for the engine, a small one as its bytes: it asks hundreds of times for some of them."""
    if media.size <= _SMALL_BYTES:
        return io.BytesIO(media.read_at(0, media.size))
    return io.BufferedReader(raw, 64 * limits.KIB)


@contextmanager
def open_stream_piece(piece: Media, head: bytes, trust: tuple[TrustList, ...]) -> Iterator[OpenStore]:
    """Read the record in the head of a stream and verify it against one piece of that stream.

    Raises as `open_store`.
    """
    import c2pa

    with piece.open_stream() as raw, io.BufferedReader(raw, 64 * limits.KIB) as stream:
        try:
            reader = c2pa.Reader(_HEAD, io.BytesIO(head), context=_make_context(trust, True))
            reader = reader.with_fragment(_HEAD, io.BytesIO(head), stream)
        except c2pa.C2paError as error:
            if raw.changed:
                raise MediaError(Problem.CHANGED, "a read failed") from error
            raise _translate(error) from error
        with reader:
            opened = _read(reader)
            if raw.changed:
                raise MediaError(Problem.CHANGED, "a read failed")
            yield opened


@contextmanager
def open_bare_store(store: bytes, trust: tuple[TrustList, ...]) -> Iterator[OpenStore]:
    """Read a manifest store that was taken out of a file which the engine cannot read.

    Codes of hard bindings mean nothing in it. Raises BrokenRecordError and NoRecordError.
    """
    import c2pa

    try:
        reader = _open_bare_reader(store, _make_context(trust, True))
    except c2pa.C2paError as error:
        raise BrokenRecordError(str(error)) from error
    with reader:
        yield _read(reader)


def _read(reader: c2pa.Reader) -> OpenStore:
    import c2pa

    try:
        text = reader.crjson()
        document = json.loads(text)
    except (c2pa.C2paError, ValueError, RecursionError) as error:
        raise BrokenRecordError(str(error)) from error
    if not isinstance(document, dict) or not document.get("manifests"):
        raise NoRecordError
    return OpenStore(reader, text, document)


def validate_bare_store(store: bytes, trust: tuple[TrustList, ...]) -> Mapping[str, Any]:
    """Validate the active manifest of `store`, of which no file is known; no results where the engine fails.

    Codes of hard bindings mean nothing in it.
    """
    import c2pa

    try:
        with _open_bare_reader(store, _make_context(trust, True)) as reader:
            manifests = json.loads(reader.crjson()).get("manifests") or [{}]
            results: Mapping[str, Any] = manifests[0].get("validationResults") or {}
            return results
    except (c2pa.C2paError, ValueError, RecursionError):
        return {}


def _open_bare_reader(store: bytes, context: c2pa.Context) -> c2pa.Reader:
    """Open a manifest store of which no file is known."""
    import c2pa

    try:
        _refuse_overlong_sizes(Memory(store))
    except OverlongSizeError as error:
        raise c2pa.C2paError(str(error)) from error  # it is no manifest store
    try:
        return c2pa.Reader(MANIFEST_STORE, io.BytesIO(store), context=context)
    except c2pa.C2paError.NotSupported:
        # the hashes of a collection are looked for in an archive: an empty one will do, since none can fit
        return c2pa.Reader("zip", io.BytesIO(_EMPTY_ZIP), store, context=context)


def _refuse_overlong_sizes(source: Source) -> None:
    """Raise OverlongSizeError for an ID3 tag that lies: the engine looks for one, whatever format it is told."""
    place = find_overlong_frame(source)
    if place is not None:
        raise OverlongSizeError(f"an ID3v2.3 frame at byte {place} is longer than its tag")


def _translate(error: c2pa.C2paError) -> Exception:
    """Translate the engine's exception into ours; its own classes do not distinguish enough."""
    import c2pa

    text = str(error)
    if isinstance(error, c2pa.C2paError.ManifestNotFound):
        return NoRecordError()
    if text.startswith(("Remote:", "RemoteManifest")):
        address = _ADDRESS.search(text)
        return RemoteRecordError(address[0] if address else "")
    if isinstance(error, c2pa.C2paError.NotSupported):
        return UnknownFormatError(text)
    return BrokenRecordError(text)


def _list_purposes(trust: Iterable[TrustList]) -> tuple[str, ...]:
    """List the purposes known here and those that any list on board names, whether or not it hands over anchors.

    A certificate without any of them is unfit to the engine, which refuses the whole record. Whom a purpose makes fit
    for which list is decided in `credentials`.
    """
    named = (purpose for trust_list in trust for purpose in trust_list.config.split())
    return tuple(dict.fromkeys((*PURPOSES, *named)))


@lru_cache(maxsize=8)
def _make_context(trust: tuple[TrustList, ...], hashed: bool) -> c2pa.Context:
    """Make the engine's context; it takes 3 ms, so one is kept for each set of lists."""
    import c2pa

    settings: dict[str, Any] = {
        # without it a CAWG identity has the engine ask the network for the document of its issuer (did:web)
        "core": {"allowed_network_hosts": []},
        "verify": {"remote_manifest_fetch": False, "ocsp_fetch": False, "verify_after_reading": hashed},
        "trust": {"trust_config": "\n".join(_list_purposes(trust))},
    }
    # The engine takes the anchors of time-stamp authorities for signers too: `vouching` puts that right. A list of
    # single certificates must stand under an entry of its own: `trust.allowed_list` is read and never asked.
    anchors = [
        {
            "trust_kind": _ANCHORS[trust_list.facts.kind],
            "trust_uri": str(place),
            "trust_anchors": "" if trust_list.facts.kind == "end_entity" else trust_list.pem,
            "allowed_list": trust_list.pem + trust_list.allowed
            if trust_list.facts.kind == "end_entity"
            else trust_list.allowed,
        }
        for place, trust_list in enumerate(trust)
        if trust_list.facts.kind in _ANCHORS
    ]
    if anchors:
        settings["trust"]["anchors"] = anchors
    return c2pa.Context(c2pa.Settings.from_dict(settings))
