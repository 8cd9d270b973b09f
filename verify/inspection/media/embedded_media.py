"""A file inside a file under inspection: bytes in memory, read in the same way as an open file."""

from __future__ import annotations

from pathlib import Path

from verify.inspection.media.input_file import Media, MediaError
from verify.model import Problem, limits


class EmbeddedMedia(Media):
    """Bytes taken out of another file. It has no companions, and pictures in it are decoded up to a smaller size."""

    def __init__(self, name: str, data: bytes) -> None:  # it needs no descriptor, which is what Media's own sets up
        if not data:
            raise MediaError(Problem.EMPTY)
        self.name = name
        self.path = Path(name.replace("\x00", ""))
        self.size = len(data)
        self._data = data
        self._companions = ()

    @property
    def most_pixels(self) -> int:
        """How many pixels a picture may have that is decoded: fewer, since a document may hold many."""
        return limits.EMBEDDED_PIXELS

    def close(self) -> None:
        """Let go of the bytes."""
        self._data = b""

    def read_at(self, offset: int, length: int) -> bytes:
        """Return up to `length` bytes from `offset`; fewer only at the end."""
        return self._data[offset : offset + length] if offset >= 0 and length > 0 else b""

    def read_into(self, offset: int, buffer: memoryview) -> None:
        """Fill `buffer` with the bytes from `offset`. Raises MediaError where there are not so many."""
        piece = self._data[offset : offset + len(buffer)]
        if len(piece) < len(buffer):
            raise MediaError(Problem.CHANGED, "the file became shorter")
        buffer[:] = piece

    def has_changed(self) -> bool:
        """Never: the bytes are a copy."""
        return False
