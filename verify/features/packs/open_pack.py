"""Reads what lies in a pack: a zip, in a confined task, or a folder. Nothing is ever unpacked.

A pack that comes from elsewhere is hostile: names are compared and never followed, sizes are bounded, one by one and
together.
"""

from __future__ import annotations

import hashlib
import io
import os
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, BinaryIO, Final, Protocol

from verify.features.packs.layout import SCHEMA, PackError, PackProblem
from verify.model import limits
from verify.store.folders import open_regular

SEAL: Final = f"{SCHEMA} ".encode("ascii")  # before the sum, in the comment that ends the zip
DIGITS: Final = 64  # of a SHA-256

_NAME: Final = b"whence"
_SEALED: Final = re.compile(re.escape(SEAL) + rb"([0-9a-f]{64})\Z")
_PIECE: Final = limits.HASH_PIECE_BYTES
_UNREADABLE: Final = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, OSError, ValueError)


class OpenPack(Protocol):
    """A pack that is open for reading."""

    def names(self) -> list[str]:
        """Return the name of everything in it; one that is there twice comes twice."""

    def pieces(self, name: str) -> Iterator[bytes]:
        """Return the content of one file. Raises PackError where it cannot be read or is too large."""

    def is_sealed(self) -> bool | None:
        """Return whether all its bytes are as they were written; None where it carries no sum of them."""


@contextmanager
def open_zip(source: BinaryIO) -> Iterator[OpenPack]:
    """Open the zip of a pack. Raises PackError, `detail` empty: who opened the source knows its name."""
    if source.seek(0, os.SEEK_END) > limits.PACK_BYTES:
        raise PackError(PackProblem.TOO_LARGE)
    try:
        entries = zipfile.ZipFile(_BoundedReads(source))
    except _UNREADABLE as error:
        raise PackError(PackProblem.NOT_A_PACK) from error
    with entries:
        listed = entries.infolist()
        if len(listed) > limits.PACK_PARTS or sum(entry.file_size for entry in listed) > limits.PACK_BYTES:
            raise PackError(PackProblem.TOO_LARGE)
        yield _Zip(source, entries)


def open_folder(folder: Path) -> OpenPack:
    """Open the folder of a pack; its methods raise PackError."""
    return _Folder(folder)


def open_part(folder: Path, name: str) -> BinaryIO:
    """Open one file of a folder, which must lie there itself and be no link. Raises PackError."""
    try:
        return open_regular(folder / name, follow=False)
    except OSError as error:
        raise PackError(PackProblem.NOT_READABLE, name) from error


def read(store: OpenPack, name: str, limit: int) -> bytes:
    """Return the whole content of one small file. Raises PackError."""
    return read_whole(store.pieces(name), name, limit)


def read_whole(pieces: Iterator[bytes], name: str, limit: int) -> bytes:
    """Return pieces as one. Raises PackError where they are more than `limit` bytes."""
    content = bytearray()
    for piece in pieces:
        content += piece
        if len(content) > limit:
            raise PackError(PackProblem.TOO_LARGE, name)
    return bytes(content)


def read_pieces(file: IO[bytes], name: str) -> Iterator[bytes]:
    """Yield the content of a file in pieces. Raises PackError where it is larger than any that a pack has."""
    size = 0
    while piece := file.read(_PIECE):
        size += len(piece)
        if size > limits.PACK_PART_BYTES:
            raise PackError(PackProblem.TOO_LARGE, name)
        yield piece


def hash_before(file: BinaryIO, last: int) -> str:
    """Return the SHA-256 of all bytes of a file except the `last` ones."""
    digest = hashlib.sha256()
    left = file.seek(0, os.SEEK_END) - last
    file.seek(0)
    while left > 0 and (piece := file.read(min(_PIECE, left))):
        digest.update(piece)
        left -= len(piece)
    return digest.hexdigest()


class _BoundedReads(io.RawIOBase):
    """A file of which nobody takes much at once: a zip's list of what is in it is read whole before it is counted."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def read(self, size: int = -1, /) -> bytes:
        content = self._file.read(limits.PACK_DIRECTORY_BYTES + 1 if size < 0 else size)
        if len(content) > limits.PACK_DIRECTORY_BYTES:
            raise PackError(PackProblem.TOO_LARGE)
        return content

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def seekable(self) -> bool:
        return True


class _Zip:
    def __init__(self, file: BinaryIO, archive: zipfile.ZipFile) -> None:
        self._file = file
        self._archive = archive

    def names(self) -> list[str]:
        return [entry.orig_filename for entry in self._archive.infolist() if not entry.is_dir()]

    def pieces(self, name: str) -> Iterator[bytes]:
        try:
            entry = self._archive.getinfo(name)
            if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise PackError(PackProblem.NOT_READABLE, name)
            with self._archive.open(entry) as file:
                yield from read_pieces(file, name)
        except (KeyError, *_UNREADABLE) as error:
            raise PackError(PackProblem.NOT_READABLE, name) from error

    def is_sealed(self) -> bool | None:
        length = self._file.seek(0, os.SEEK_END)
        self._file.seek(max(0, length - len(SEAL) - DIGITS))
        end = self._file.read()
        match = _SEALED.search(end)
        if match:
            return hash_before(self._file, DIGITS).encode("ascii") == match[1]
        # who packs anew leaves no comment; what is left of ours was changed
        return False if self._archive.comment or _NAME in end else None


class _Folder:
    """Every file is opened by itself, by the name in the folder, and no link is followed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def names(self) -> list[str]:
        names: list[str] = []
        size = 0
        waiting = [self._folder]
        while waiting:
            folder = waiting.pop()
            try:
                with os.scandir(folder) as entries:
                    for entry in entries:
                        path = Path(entry.path)
                        if entry.is_dir(follow_symlinks=False):
                            waiting.append(path)
                        else:
                            names.append(path.relative_to(self._folder).as_posix())
                            size += entry.stat(follow_symlinks=False).st_size
                        if len(names) + len(waiting) > limits.PACK_PARTS or size > limits.PACK_BYTES:
                            raise PackError(PackProblem.TOO_LARGE, str(self._folder))
            except OSError as error:
                raise PackError(PackProblem.NOT_READABLE, str(folder)) from error
        return sorted(names)

    def pieces(self, name: str) -> Iterator[bytes]:
        with open_part(self._folder, name) as file:
            try:
                yield from read_pieces(file, name)
            except OSError as error:
                raise PackError(PackProblem.NOT_READABLE, name) from error

    def is_sealed(self) -> bool | None:
        return None
