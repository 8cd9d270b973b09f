"""Tells what a drop or the clipboard offers: files, bytes or pixels without a file, or nothing that can be checked.

It looks at no extension and decodes nothing that came encoded: the bytes of a picture are kept as they are.
"""

from __future__ import annotations

import base64
import binascii
import re
import shutil
import tempfile
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final
from urllib.parse import unquote_to_bytes

from PySide6.QtCore import QMimeData, QObject, QUrl
from PySide6.QtGui import QImage

from gui.dropping import virtual_files
from gui.dropping.virtual_files import VirtualFile
from verify.model import limits

# as the other program encoded it: more is left in such bytes than in a picture decoded and written anew
_ENCODED: Final = ("image/png", "image/jpeg", "image/webp", "image/gif", "image/tiff", "image/bmp")
_LINKS: Final = ("http://", "https://", "ftp://", "blob:")
_MESSAGES: Final = ("imap://", "imap-message://", "mailbox://", "mailbox-message://", "message://", "mid:")
_DATA: Final = "data:"
_HARMFUL: Final = re.compile(r"[^\w ().,+-]")  # in a name that another program gives
_NAME_CHARACTERS: Final = 100


class Refusal(StrEnum):
    """Why something offered is not taken; the value is the key of its sentence."""

    LINK = "refused_link"
    MESSAGE = "refused_message"
    PROMISE = "refused_promise"
    TEXT = "refused_text"
    TOO_LARGE = "refused_too_large"
    NOTHING = "refused_nothing"


@dataclass(frozen=True, slots=True)
class Payload:
    """Paths to check, or files that another program holds, or a picture without a file, or the reason why none."""

    paths: tuple[str, ...] = ()
    promised: tuple[VirtualFile, ...] = ()
    encoded: bytes = b""
    picture: QImage | None = None
    refusal: Refusal | None = None


def read_payload(mime: QMimeData) -> Payload:
    """Return what is offered: files first, then what another program holds of one, then a picture, else why not."""
    urls = mime.urls()
    paths = tuple(url.toLocalFile() for url in urls if url.isLocalFile() and url.toLocalFile())
    if paths:
        return Payload(paths=paths)
    return (
        _read_virtual_files(mime)
        or _read_encoded_picture(mime, urls)
        or _read_pixels(mime)
        or Payload(refusal=_refusal(mime, urls))
    )


def _read_virtual_files(mime: QMimeData) -> Payload | None:
    files = virtual_files.read_files(mime)
    if sum(len(file.data) for file in files) > limits.PASTED_BYTES:
        return Payload(refusal=Refusal.TOO_LARGE)
    return Payload(promised=files) if files else None


def _read_encoded_picture(mime: QMimeData, urls: list[QUrl]) -> Payload | None:
    pieces = [mime.data(kind).data() for kind in _ENCODED if mime.hasFormat(kind)]
    pieces += [_decode_data_url(url.toString()) for url in urls if url.scheme() == "data"]
    pieces.append(_decode_data_url(mime.text()))
    data = next((bytes(piece) for piece in pieces if piece), b"")
    if len(data) > limits.PASTED_BYTES:
        return Payload(refusal=Refusal.TOO_LARGE)
    return Payload(encoded=data) if data else None


def _read_pixels(mime: QMimeData) -> Payload | None:
    if not mime.hasImage():
        return None
    picture = QImage(mime.imageData())
    return None if picture.isNull() else Payload(picture=picture)


def _refusal(mime: QMimeData, urls: list[QUrl]) -> Refusal:
    names = [url.toString().lower() for url in urls] + [mime.text().strip()[:40].lower()]
    if any(name.startswith(_MESSAGES) for name in names):
        return Refusal.MESSAGE
    if virtual_files.has_files(mime):
        return Refusal.PROMISE
    if urls or any(name.startswith(_LINKS) for name in names):
        return Refusal.LINK
    return Refusal.TEXT if mime.hasText() else Refusal.NOTHING


def _decode_data_url(text: str) -> bytes:
    """The bytes within an address of the kind `data:image/png;base64,…`; nothing where it is none of a picture."""
    head, comma, body = text.strip().partition(",")
    if not comma or not head.lower().startswith((f"{_DATA}image/", f"{_DATA}video/", f"{_DATA}audio/")):
        return b""
    if len(body) > 2 * limits.PASTED_BYTES:
        return b""
    data = unquote_to_bytes(body)
    if not head.lower().endswith(";base64"):
        return data
    try:
        return base64.b64decode(data, validate=True)
    except binascii.Error:
        return b""


class ScratchFolder(QObject):
    """A folder of the window's own for what has no file; it goes when the window goes."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._folder: Path | None = None
        self._count = 0

    def keep(self, offer: Payload, name: str) -> str:
        """Write the offered picture as `name` with a number; return its path. Raises OSError."""
        path = self._free() / f"{name} {self._count}"
        if offer.picture is None:
            path.write_bytes(offer.encoded)
        elif not offer.picture.save(str(path), "PNG"):  # type: ignore[call-overload]
            raise OSError
        return str(path)

    def keep_file(self, promised: VirtualFile, name: str) -> str:
        """Write a file that another program held, under its own name or else `name`. Raises OSError."""
        safe = _HARMFUL.sub("_", promised.name).strip(" .")[-_NAME_CHARACTERS:]
        path = self._free() / (safe or name)
        path.write_bytes(promised.data)
        return str(path)

    def remove(self) -> None:
        """Remove the folder and all that was kept."""
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None

    def _free(self) -> Path:
        """Return a new folder for one file, so that no two names meet."""
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix="whence-pasted-"))
        self._count += 1
        free = self._folder / str(self._count)
        free.mkdir()
        return free
