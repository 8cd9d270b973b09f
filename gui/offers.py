"""Tells what a drop or the clipboard offers: files, an unsaved picture, or nothing that can be checked.

It looks at no extension and decodes nothing that came encoded: the bytes of a picture are kept as they are.
"""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtGui import QImage

from verify import limits

# as the other program encoded it: more is left in such bytes than in a picture decoded and written anew
_ENCODED: Final = ("image/png", "image/jpeg", "image/webp", "image/gif", "image/tiff", "image/bmp")


class Refusal(StrEnum):
    """Why something offered is not taken; the value is the key of its sentence."""

    LINK = "refused_link"
    TEXT = "refused_text"
    TOO_LARGE = "refused_too_large"
    NOTHING = "refused_nothing"


@dataclass(frozen=True, slots=True)
class Offer:
    """Paths to check, or bytes or pixels of a picture without a file, or the reason why neither."""

    paths: tuple[str, ...] = ()
    encoded: bytes = b""
    picture: QImage | None = None
    refusal: Refusal | None = None


def offered(mime: QMimeData) -> Offer:
    """What is offered: files first, then a picture, else why not."""
    urls = mime.urls()
    paths = tuple(url.toLocalFile() for url in urls if url.isLocalFile() and url.toLocalFile())
    if paths:
        return Offer(paths=paths)
    for kind in _ENCODED:
        if mime.hasFormat(kind):
            data = bytes(mime.data(kind).data())
            if len(data) > limits.PASTED_BYTES:
                return Offer(refusal=Refusal.TOO_LARGE)
            if data:
                return Offer(encoded=data)
    if mime.hasImage():
        picture = QImage(mime.imageData())
        if not picture.isNull():
            return Offer(picture=picture)
    if urls or _is_link(mime.text()):
        return Offer(refusal=Refusal.LINK)
    return Offer(refusal=Refusal.TEXT if mime.hasText() else Refusal.NOTHING)


def _is_link(text: str) -> bool:
    return text.strip()[:8].lower().startswith(("http://", "https://"))


class Scratch(QObject):
    """A folder of the window's own for pasted pictures; it goes when the window goes."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._folder: Path | None = None
        self._count = 0

    def keep(self, offer: Offer, name: str) -> str:
        """Writes the offered picture as `name` with a number; returns its path. Raises OSError."""
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix="whence-pasted-"))
        self._count += 1
        path = self._folder / f"{name} {self._count}"
        if offer.picture is None:
            path.write_bytes(offer.encoded)
        elif not offer.picture.save(str(path), "PNG"):  # type: ignore[call-overload]
            raise OSError
        return str(path)

    def remove(self) -> None:
        """Removes the folder and all that was pasted."""
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None
