"""Tells what a drop or the clipboard offers: files, bytes or pixels without a file, or nothing that can be checked.

It looks at no extension and decodes nothing that came encoded: the bytes of a picture are kept as they are. Whatever
it is, it is measured before it is looked into, and looked into in small steps.
"""

from __future__ import annotations

import binascii
from collections.abc import Iterator
from enum import StrEnum
from typing import Final
from urllib.parse import unquote_to_bytes

from msgspec import Struct, field
from PySide6.QtCore import QByteArray, QMimeData
from PySide6.QtGui import QImage

from gui.dropping import virtual_files
from gui.dropping.sliced_work import Steps, finish
from gui.dropping.virtual_files import VirtualFile
from gui.local_paths import FILE, find_lost_name, read_address
from verify.model import limits

# as the other program encoded it: more is left in such bytes than in a picture decoded and written anew
_ENCODED: Final = ("image/png", "image/jpeg", "image/webp", "image/gif", "image/tiff", "image/bmp")
_LINKS: Final = (b"http://", b"https://", b"ftp://", b"blob:")
_PAGES: Final = ("https://", "http://")
_MESSAGES: Final = (b"imap://", b"imap-message://", b"mailbox://", b"mailbox-message://", b"message://", b"mid:")
_DATA: Final = b"data:"
_DATA_KINDS: Final = (b"data:image/", b"data:video/", b"data:audio/")
_ADDRESSES: Final = "text/uri-list"
_TEXT: Final = "text/plain"
_HEAD_BYTES: Final = 4_096  # of a text, or of one address, that are looked at to tell what it is
_STEP_LINES: Final = 200
_STEP_BYTES: Final = 256 * limits.KIB


class Refusal(StrEnum):
    """Why something offered is not taken; the value is the key of its sentence."""

    LINK = "refused_link"
    MESSAGE = "refused_message"
    PROMISE = "refused_promise"
    TEXT = "refused_text"
    TOO_LARGE = "refused_too_large"
    TOO_MANY = "refused_too_many"
    UNCLEAR = "refused_unclear"  # a name in which another program lost bytes, and several files that it may mean
    NOTHING = "refused_nothing"


class Payload(Struct, frozen=True):
    """Paths to check, or files that another program holds, a picture without a file, addresses of pages, or why none.

    With `UNCLEAR` there are paths beside it: those that are clear.
    """

    paths: tuple[str, ...] = ()
    promised: tuple[VirtualFile, ...] = ()
    encoded: bytes | bytearray = b""
    picture: QImage | None = None
    links: tuple[str, ...] = ()  # as they came: nobody has read them yet, and nobody was asked
    refusal: Refusal | None = None


class Offer(Struct, frozen=True):
    """What was taken out of a drop or the clipboard while it was there, and nobody has looked into yet."""

    addresses: QByteArray = field(default_factory=QByteArray)
    names_files: bool = False  # whether one of the addresses may be that of a file
    text: QByteArray = field(default_factory=QByteArray)
    encoded: QByteArray = field(default_factory=QByteArray)
    picture: QImage | None = None
    promised: tuple[VirtualFile, ...] = ()
    has_promise: bool = False
    refusal: Refusal | None = None


def read_payload(mime: QMimeData) -> Payload:
    """Return what is offered, all at once."""
    return finish(read_offer(take_offer(mime)))


def take_offer(mime: QMimeData) -> Offer:
    """Take what is offered, as far as it is not too large: files, then what another program holds, then a picture."""
    addresses = mime.data(_ADDRESSES) if mime.hasFormat(_ADDRESSES) else QByteArray()
    names_files = addresses.contains(FILE) and not _is_data(addresses)
    if names_files and (addresses.size() > limits.ADDRESSES_BYTES or addresses.count(b"\n") > limits.ADDRESSES):
        return Offer(refusal=Refusal.TOO_MANY)
    if names_files:
        return Offer(addresses, names_files=True)
    promised = virtual_files.read_files(mime)
    if sum(len(file.data) for file in promised) > limits.PASTED_BYTES:
        return Offer(refusal=Refusal.TOO_LARGE)
    if promised:
        return Offer(promised=promised)
    encoded = next(
        (data for kind in _ENCODED if mime.hasFormat(kind) and (data := mime.data(kind)).size()), QByteArray()
    )
    text = mime.data(_TEXT) if mime.hasFormat(_TEXT) and not encoded.size() else QByteArray()
    if encoded.size() > limits.PASTED_BYTES or _is_too_large(addresses) or _is_too_large(text):
        return Offer(refusal=Refusal.TOO_LARGE)
    picture = None
    if mime.hasImage() and not (encoded.size() or _is_data(addresses) or _is_data(text)):
        picture = QImage(mime.imageData())
        if picture.width() * picture.height() > limits.PICTURE_PIXELS:
            return Offer(refusal=Refusal.TOO_LARGE)
    promise = virtual_files.has_files(mime)
    return Offer(addresses, text=text, encoded=encoded, picture=picture, has_promise=promise)


def read_offer(offer: Offer) -> Steps[Payload]:
    """Look into what was taken, a step at a time."""
    if offer.refusal is not None:
        return Payload(refusal=offer.refusal)
    if offer.promised:
        return Payload(promised=offer.promised)
    if offer.names_files:
        files = yield from _read_files(offer.addresses)
        if files.paths or files.refusal:
            return files
    encoded: bytes | bytearray = bytes(offer.encoded.data())
    for data in (offer.addresses, offer.text):
        if not encoded and _is_data(data):
            encoded = yield from _decode_data_address(data)
    if encoded:
        too_large = len(encoded) > limits.PASTED_BYTES
        return Payload(refusal=Refusal.TOO_LARGE) if too_large else Payload(encoded=encoded)
    if offer.picture is not None and not offer.picture.isNull():
        return Payload(picture=offer.picture)
    links = _read_links(offer)
    return Payload(links=links) if links else Payload(refusal=_refusal(offer))


def _read_files(addresses: QByteArray) -> Steps[Payload]:
    paths: dict[str, None] = {}
    is_unclear = False
    for at, line in enumerate(bytes(addresses.data()).splitlines()):
        address = read_address(line.strip(b" \t\0"))
        path = find_lost_name(address)
        if path:
            paths[path] = None
        is_unclear = is_unclear or bool(address and not path)
        if at % _STEP_LINES == 0 or "\ufffd" in address:
            yield
    return Payload(paths=tuple(paths), refusal=Refusal.UNCLEAR if is_unclear else None)


def _is_data(data: QByteArray) -> bool:
    return bytes(data.left(_HEAD_BYTES).data()).strip()[: len(_DATA)].lower() == _DATA


def _is_too_large(data: QByteArray) -> bool:
    return data.size() > 2 * limits.PASTED_BYTES and _is_data(data)


def _read_links(offer: Offer) -> tuple[str, ...]:
    """Return the addresses of web pages that are offered, if there is nothing else in the list or the text."""
    for data in (offer.addresses, offer.text):
        lines = bytes(data.left(_HEAD_BYTES * limits.LINKS_AT_ONCE).data()).decode("utf-8", "replace").splitlines()
        named = [line.strip(" \t\0") for line in lines if line.strip(" \t\0") and not line.startswith("#")]
        if named and all(line.lower().startswith(_PAGES) for line in named):
            return tuple(dict.fromkeys(line[:_HEAD_BYTES] for line in named))[: limits.LINKS_AT_ONCE]
    return ()


def _refusal(offer: Offer) -> Refusal:
    heads = [bytes(data.left(_HEAD_BYTES).data()) for data in (offer.addresses, offer.text)]
    names = [name.strip().lower() for head in heads for name in (head.splitlines() or [b""])]
    if any(name.startswith(_MESSAGES) for name in names):
        return Refusal.MESSAGE
    if offer.has_promise:
        return Refusal.PROMISE
    if offer.addresses.size() or any(name.startswith(_LINKS) for name in names):
        return Refusal.LINK
    return Refusal.TEXT if offer.text.size() else Refusal.NOTHING


def _decode_data_address(address: QByteArray) -> Steps[bytes | bytearray]:
    """The bytes within an address of the kind `data:image/png;base64,…`; nothing where it is none of a picture."""
    head, comma, _ = bytes(address.left(_HEAD_BYTES).data()).partition(b",")
    kind = head.strip().lower()
    if not comma or not kind.startswith(_DATA_KINDS):
        return b""
    is_base64 = kind.endswith(b";base64")
    data = bytearray()
    unread = b""
    is_padded = False
    for piece in _unquote_pieces(address, len(head) + 1):
        yield
        if not is_base64:
            data += piece
            continue
        if is_padded:
            return b""
        unread += piece
        whole = len(unread) // 4 * 4
        try:
            data += binascii.a2b_base64(unread[:whole], strict_mode=True)
        except binascii.Error:
            return b""
        is_padded, unread = unread[:whole].endswith(b"="), unread[whole:]
    return b"" if unread else data


def _unquote_pieces(address: QByteArray, start: int) -> Iterator[bytes]:
    """Yield what an address says from `start` on, in pieces that cut through no `%20`."""
    tail = bytes(address.right(_HEAD_BYTES).data())
    size = address.size() - len(tail) + len(tail.rstrip())
    while start < size:
        piece = bytes(address.mid(start, min(_STEP_BYTES, size - start)).data())
        cut = piece.find(b"%", len(piece) - 2)
        if cut > 0 and start + len(piece) < size:
            piece = piece[:cut]
        start += len(piece)
        yield unquote_to_bytes(piece)
