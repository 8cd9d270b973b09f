"""Files that another program promises with a drop: Windows hands their bytes over, elsewhere nobody does.

The layout is that of FILEGROUPDESCRIPTORW: a count, then 592 bytes for each file, its name in the last 520 of them.
"""

from __future__ import annotations

from typing import Final

from msgspec import Struct
from PySide6.QtCore import QMimeData

from verify.model import limits

_WINDOWS: Final = 'application/x-qt-windows-mime;value="{}"'
_NAMES: Final = _WINDOWS.format("FileGroupDescriptorW")
_CONTENTS: Final = _WINDOWS.format("FileContents")
_COUNT_BYTES: Final = 4
_ENTRY_BYTES: Final = 592
_NAME_BYTES: Final = 520
_MOST: Final = 100  # files of one drop


class VirtualFile(Struct, frozen=True):
    """A file as the other program holds it. The name is its own, and nobody has looked at it."""

    name: str
    data: bytes


def read_files(mime: QMimeData) -> tuple[VirtualFile, ...]:
    """Return the promised files, if every one of them has come; else none, for a part would pass for all."""
    files = []
    size = 0
    names = _read_names(mime)
    for at, name in enumerate(names):
        data = bytes(mime.data(f"{_CONTENTS};index={at}").data())
        if not data and len(names) == 1:
            data = bytes(mime.data(_CONTENTS).data())
        if not data:
            return ()
        files.append(VirtualFile(name, data))
        size += len(data)
        if size > limits.PASTED_BYTES:
            break  # whoever asked sees that it is too much
    return tuple(files)


def has_files(mime: QMimeData) -> bool:
    """Return whether files are promised at all."""
    return any(name == _NAMES or "promise" in name.lower() for name in mime.formats())


def _read_names(mime: QMimeData) -> list[str]:
    block = bytes(mime.data(_NAMES).data()) if mime.hasFormat(_NAMES) else b""
    count = min(int.from_bytes(block[:_COUNT_BYTES], "little"), _MOST)
    names = []
    for at in range(count):
        entry = block[_COUNT_BYTES + at * _ENTRY_BYTES :][:_ENTRY_BYTES]
        if len(entry) < _ENTRY_BYTES:
            break
        name = entry[-_NAME_BYTES:].decode("utf-16-le", "replace").partition("\0")[0]
        names.append(name.replace("\\", "/").rpartition("/")[2])
    return names
