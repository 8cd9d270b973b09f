"""The messaging host: takes one thing from a browser's extension, lays it down for the window, and opens that.

There are two messages. `{"address": …}` is an https address, about which the window asks a person. The other one is a
piece of a picture, video or sound: `{"bytes", "type", "address", "login", "last"}`, in base64, at most 64 MiB in all.
A path, an option or any other address is nothing that can be said. The answer is `{"taken": true}` or a reason; what
comes of the check never goes back.
"""

from __future__ import annotations

import binascii
import hashlib
import shutil
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO, Final

from msgspec import Struct

from verify.features.links.browser import framing
from verify.features.links.browser.inbox import Inbox, Note
from verify.features.links.link import Link, make_file_name, read_link
from verify.model import FetchedFrom, Fetcher, limits
from verify.model.errors import ProblemError
from verify.model.forms import is_media_type
from verify.store.network.url_policy import FetchError

CHROMIUM_EXTENSION: Final = "gemfpghmljhnjhfebjleibipnnkangca"  # follows from the key in its manifest
FIREFOX_EXTENSION: Final = "{c3d5f6a8-51b7-4f3e-9a55-7b7e0d2c9a10}"

_PIECE: Final = frozenset(("bytes", "type", "address", "login", "last"))
_KINDS: Final = ("image/", "video/", "audio/")
_NAME: Final = "from-browser"

OpenWindow = Callable[[Path], None]  # the path that the window is started with; raises OSError


class Refused(StrEnum):
    """Why nothing was taken; the extension has a sentence for each."""

    UNKNOWN_EXTENSION = "unknown_extension"
    NO_MESSAGE = "no_message"  # garbage, or a message that is neither of the two
    BAD_ADDRESS = "bad_address"
    NOT_MEDIA = "not_media"
    TOO_LARGE = "too_large"
    NOT_KEPT = "not_kept"  # the disk is full, or the folder cannot be written
    NO_WINDOW = "no_window"


class RefusedError(ProblemError[Refused]):
    """Nothing was taken."""


class _Piece(Struct, frozen=True):
    """A checked message with bytes."""

    content: bytes
    media_type: str
    link: Link | None
    with_login: bool
    is_last: bool


def is_our_extension(arguments: Sequence[str]) -> bool:
    """Return whether a browser names our extension: Chromium first its origin, Firefox a path and then its id."""
    return (bool(arguments) and arguments[0] == f"chrome-extension://{CHROMIUM_EXTENSION}/") or (
        len(arguments) == 2 and arguments[1] == FIREFOX_EXTENSION
    )


def serve(arguments: Sequence[str], source: BinaryIO, out: BinaryIO, inbox: Inbox, open_window: OpenWindow) -> None:
    """Take one thing from the browser and answer once. Where the browser ends the stream before, nothing is taken."""
    try:
        if not is_our_extension(arguments):
            raise RefusedError(Refused.UNKNOWN_EXTENSION)
        place = _take(source, inbox)
        if place is None:
            return
        try:
            open_window(place)
        except OSError as error:
            inbox.remove(str(place))
            raise RefusedError(Refused.NO_WINDOW) from error
    except RefusedError as error:
        framing.write_message(out, {"taken": False, "reason": error.problem.value})
    else:
        framing.write_message(out, {"taken": True})


def _take(source: BinaryIO, inbox: Inbox) -> Path | None:
    """Return the path of what was laid down; None where the browser ended the stream. Raises RefusedError."""
    message = _read(source)
    if message is None:
        return None
    try:
        if message.keys() == {"address"}:
            link = _read_address(message["address"])
            return inbox.write_note(inbox.make_entry(), Note(address=link.url))
        first = _read_piece(message)
        entry = inbox.make_entry()
        try:
            place = _take_bytes(source, first, entry, inbox)
        except BaseException:
            shutil.rmtree(entry, ignore_errors=True)
            raise
        if place is None:
            shutil.rmtree(entry, ignore_errors=True)
    except OSError as error:
        raise RefusedError(Refused.NOT_KEPT) from error
    return place


def _take_bytes(source: BinaryIO, first: _Piece, entry: Path, inbox: Inbox) -> Path | None:
    at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    place = entry / make_file_name(first.link.name if first.link else "", _NAME)
    digest, size, piece = hashlib.sha256(), 0, first
    with place.open("xb") as file:
        while True:
            size += len(piece.content)
            if size > limits.BROWSER_BYTES:
                raise RefusedError(Refused.TOO_LARGE)
            digest.update(piece.content)
            file.write(piece.content)
            if piece.is_last:
                break
            message = _read(source)
            if message is None:
                return None
            piece = _read_piece(message)
            if (piece.media_type, piece.link, piece.with_login) != (first.media_type, first.link, first.with_login):
                raise RefusedError(Refused.NO_MESSAGE)
    fetched = FetchedFrom(
        address=first.link.without_query if first.link else "",
        at=at,
        sha256=digest.hexdigest(),
        headers=(("Content-Type", first.media_type),),
        by=Fetcher.BROWSER,
        with_login=first.with_login,
        query_left_out=first.link is not None and first.link.has_query,
    )
    inbox.write_note(entry, Note(fetched=fetched))
    return place


def _read(source: BinaryIO) -> dict[str, object] | None:
    try:
        return framing.read_message(source)
    except framing.FrameError as error:
        raise RefusedError(Refused.NO_MESSAGE) from error


def _read_address(address: object) -> Link:
    if not isinstance(address, str):
        raise RefusedError(Refused.NO_MESSAGE)
    try:
        return read_link(address)
    except FetchError as error:
        raise RefusedError(Refused.BAD_ADDRESS) from error


def _read_piece(message: Mapping[str, object]) -> _Piece:
    content, media_type, address = message.get("bytes"), message.get("type"), message.get("address")
    login, last = message.get("login"), message.get("last")
    if message.keys() != _PIECE or not isinstance(login, bool) or not isinstance(last, bool):
        raise RefusedError(Refused.NO_MESSAGE)
    if not (isinstance(content, str) and isinstance(media_type, str) and isinstance(address, str)):
        raise RefusedError(Refused.NO_MESSAGE)
    if not is_media_type(media_type) or not media_type.startswith(_KINDS):
        raise RefusedError(Refused.NOT_MEDIA)
    try:
        data = binascii.a2b_base64(content.encode("ascii"), strict_mode=True)
    except ValueError as error:  # no ASCII, or no base64
        raise RefusedError(Refused.NO_MESSAGE) from error
    return _Piece(data, media_type, _read_address(address) if address else None, login, last)
