"""A Source as a seekable stream, for libraries that want one. It gives no more at once than it was told to."""

from __future__ import annotations

import io
import os

from verify.inspection.containers.base import Source


class SourceStream(io.RawIOBase):
    """Its own position over a Source; `most` bounds one read in bytes, whatever a file claims to need."""

    def __init__(self, source: Source, most: int) -> None:
        super().__init__()
        self._source = source
        self._most = most
        self._position = 0

    def readable(self) -> bool:
        """Always."""
        return True

    def seekable(self) -> bool:
        """Always."""
        return True

    def tell(self) -> int:
        """The position in bytes."""
        return self._position

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        """Move the position. Raises OSError for one before the beginning."""
        start = {os.SEEK_SET: 0, os.SEEK_CUR: self._position, os.SEEK_END: self._source.size}[whence]
        if start + offset < 0:
            raise OSError("before the beginning")
        self._position = start + offset
        return self._position

    def read(self, size: int = -1, /) -> bytes:
        """Up to `size` bytes and never more than `most`."""
        data = self._source.read_at(self._position, self._most if size < 0 else min(size, self._most))
        self._position += len(data)
        return data

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override]
        """Fill the beginning of `buffer`; 0 at the end."""
        data = self.read(len(buffer))
        memoryview(buffer).cast("B")[: len(data)] = data
        return len(data)
