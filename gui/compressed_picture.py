"""Keeps the small pictures of judged files in a tenth of their room, so that a thousand files fit into the window.

They are packed here, out of raw pixels, and never leave this process: no parser sees a byte that a file brought along.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage

from gui.widgets import pixmaps
from verify.model import Picture

_QUALITY: Final = 92  # of a JPEG; the eye sees no difference in a preview
_WORTH_BYTES: Final = 16_384  # smaller ones stay as they are


class CompressedPicture(Picture):
    """A picture whose pixels are unpacked out of `packed` whenever they are asked for."""

    __slots__ = ("packed",)

    packed: bytes

    def __init__(self, picture: Picture, packed: bytes) -> None:
        for name, value in (
            ("name", picture.name), ("width", picture.width), ("height", picture.height), ("packed", packed),
            ("whole_width", picture.whole_width), ("whole_height", picture.whole_height),
        ):  # fmt: skip
            object.__setattr__(self, name, value)  # as all values of the model it is frozen

    @property
    def rgb(self) -> bytes:
        """The pixels, three bytes each, row by row."""
        shown = QImage.fromData(QByteArray(self.packed)).convertToFormat(QImage.Format.Format_RGB888)
        row = self.width * 3
        whole, step = bytes(shown.constBits()), shown.bytesPerLine()  # rows are padded to four bytes
        return whole if step == row else b"".join(whole[at : at + row] for at in range(0, step * self.height, step))


def compress(picture: Picture) -> Picture:
    """Return the same picture in less room, where that is worth it."""
    if isinstance(picture, CompressedPicture) or len(picture.rgb) < _WORTH_BYTES:
        return picture
    source = pixmaps.image(picture)
    room = QBuffer()
    room.open(QIODevice.OpenModeFlag.WriteOnly)
    if source.isNull() or not source.save(room, "JPEG", _QUALITY):  # type: ignore[call-overload]
        return picture
    return CompressedPicture(picture, bytes(room.data().data()))
