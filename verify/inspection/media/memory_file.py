"""One file in memory that a worker's own code fills, for libraries that open nothing but a path.

A worker can open none of the user's files by path, makes no file, and may share no memory. So this one is made, with a
size that never changes, before the worker gives up those rights; then it is filled through a mapping. Only Linux has
such files. What lies in it is cleared after use, and its memory given back.
"""

from __future__ import annotations

import contextlib
import mmap
import os
from collections.abc import Iterator

from verify.model import limits
from verify.model.errors import UnavailableError


class MemoryFile:
    """The file: its descriptor, and the mapping that fills it."""

    def __init__(self) -> None:
        self._descriptor = os.memfd_create("layer")
        try:
            os.ftruncate(self._descriptor, limits.MEMORY_FILE_BYTES)
            self._mapping = mmap.mmap(self._descriptor, limits.MEMORY_FILE_BYTES)
        except OSError:
            os.close(self._descriptor)
            raise

    @contextlib.contextmanager
    def open(self, data: bytes) -> Iterator[str]:
        """Give the path under which `data` can be opened; zeros follow it."""
        self._mapping[: len(data)] = data
        try:
            yield f"/proc/self/fd/{self._descriptor}"
        finally:
            self._mapping.madvise(mmap.MADV_REMOVE)


_files: list[MemoryFile] = []  # one, where it was provided


def provide() -> None:
    """Make the file, where the system can and lets it. A worker calls this before it is confined, nobody else."""
    if not _files and hasattr(os, "memfd_create"):
        with contextlib.suppress(OSError):  # a person may have bounded how large files are
            _files.append(MemoryFile())


def open_in_memory(data: bytes) -> contextlib.AbstractContextManager[str]:
    """Give the path under which `data` can be opened.

    Raises UnavailableError outside of a worker, and where the system has no such files.
    """
    if not _files:
        raise UnavailableError("only in a confined worker on Linux")
    return _files[0].open(data)
