"""How a pack lies on the disk: a zip that ends with the sum of all its bytes, or a folder. Nothing is ever unpacked.

A pack that comes from elsewhere is hostile: names are compared and never followed, sizes are bounded.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import shutil
import stat
import tempfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, BinaryIO, Final, Protocol

from verify.features.packs.layout import MANIFEST, SCHEMA, PackError, PackProblem, read_manifest, write_manifest
from verify.model import limits
from verify.store.folders import open_replacement

Part = tuple[str, bytes]  # (name, content)

_SEAL: Final = f"{SCHEMA} ".encode("ascii")  # before the sum, in the comment that ends the zip
_NAME: Final = b"whence"
_SEALED: Final = re.compile(re.escape(_SEAL) + rb"([0-9a-f]{64})\Z")
_DIGITS: Final = 64  # of a SHA-256
_PIECE: Final = limits.HASH_PIECE_BYTES
_EARLIEST: Final = (1980, 1, 1, 0, 0, 0)  # that a zip can hold: the times are in the pack's own files
_UNREADABLE: Final = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, OSError, ValueError)


class OpenPack(Protocol):
    """A pack that is open for reading."""

    def names(self) -> list[str]:
        """Return the name of everything in it; one that is there twice comes twice."""

    def pieces(self, name: str) -> Iterator[bytes]:
        """Return the content of one file. Raises PackError where it cannot be read or is too large."""

    def is_sealed(self) -> bool | None:
        """Return whether all its bytes are as they were written; None where it carries no sum of them."""


def check_place(out: Path) -> None:
    """Raises PackError where `write` would, as far as that can be known before there is anything to write."""
    if os.path.lexists(out):
        raise PackError(PackProblem.EXISTS, str(out))
    with _writing(out):
        out.parent.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=out.parent).close()


def write(out: Path, parts: Iterable[Part]) -> str:
    """Write a pack and its manifest, as a zip where the name ends so, else as a folder and return the pack's number.

    It is there whole or not at all, and replaces nothing. Raises PackError.
    """
    check_place(out)
    with _writing(out):
        if out.suffix.lower() == ".zip":
            return _write_zip(out, parts)
        return _write_folder(out, parts)


@contextmanager
def open_pack(path: Path) -> Iterator[OpenPack]:
    """Open a pack to read it. Raises PackError."""
    if path.is_dir():
        yield _Folder(path)
        return
    with ExitStack() as stack:
        try:
            file = stack.enter_context(path.open("rb"))
            entries = stack.enter_context(zipfile.ZipFile(file))
        except FileNotFoundError as error:
            raise PackError(PackProblem.NOT_FOUND, str(path)) from error
        except OSError as error:
            raise PackError(PackProblem.NOT_READABLE, str(path)) from error
        except _UNREADABLE as error:
            raise PackError(PackProblem.NOT_A_PACK, str(path)) from error
        if len(entries.infolist()) > limits.PACK_PARTS:
            raise PackError(PackProblem.TOO_LARGE, str(path))
        yield _Zip(file, entries)


def read(store: OpenPack, name: str, limit: int) -> bytes:
    """Return the whole content of one small file. Raises PackError."""
    content = bytearray()
    for piece in store.pieces(name):
        content += piece
        if len(content) > limit:
            raise PackError(PackProblem.TOO_LARGE, name)
    return bytes(content)


def _with_manifest(parts: Iterable[Part]) -> Iterator[Part]:
    """Yield the parts, and behind them their manifest."""
    sums: dict[str, str] = {}
    for name, content in parts:
        sums[name] = hashlib.sha256(content).hexdigest()
        yield name, content
    yield MANIFEST, write_manifest(sums)[0]


def _write_zip(out: Path, parts: Iterable[Part]) -> str:
    number = ""
    try:
        with open_replacement(out, private=False, replace=False) as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
                for part, content in _with_manifest(parts):
                    entry = zipfile.ZipInfo(part, _EARLIEST)
                    entry.compress_type = zipfile.ZIP_DEFLATED
                    entry.external_attr = 0o644 << 16
                    archive.writestr(entry, content)
                    number = read_manifest(content)[1] if part == MANIFEST else ""
                archive.comment = _SEAL + b"0" * _DIGITS
            digest = _hash_before(file, _DIGITS)
            file.seek(-_DIGITS, os.SEEK_END)
            file.write(digest.encode("ascii"))
    except FileExistsError as error:  # the name was taken meanwhile
        raise PackError(PackProblem.EXISTS, str(out)) from error
    return number


def _write_folder(out: Path, parts: Iterable[Part]) -> str:
    written = Path(tempfile.mkdtemp(prefix=".writing-", dir=out.parent))
    number = ""
    try:
        for name, content in _with_manifest(parts):
            path = written / name
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content)
            number = read_manifest(content)[1] if name == MANIFEST else ""
        written.chmod(0o755)
        if os.path.lexists(out):
            raise PackError(PackProblem.EXISTS, str(out))
        written.rename(out)
    except BaseException:
        shutil.rmtree(written, ignore_errors=True)
        raise
    return number


@contextmanager
def _writing(out: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
        raise PackError(PackProblem.FULL if full else PackProblem.NOT_WRITABLE, str(out.parent)) from error


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
                yield from _read_pieces(file, name)
        except (KeyError, *_UNREADABLE) as error:
            raise PackError(PackProblem.NOT_READABLE, name) from error

    def is_sealed(self) -> bool | None:
        length = self._file.seek(0, os.SEEK_END)
        self._file.seek(max(0, length - len(_SEAL) - _DIGITS))
        end = self._file.read()
        match = _SEALED.search(end)
        if match:
            return _hash_before(self._file, _DIGITS).encode("ascii") == match[1]
        # who packs anew leaves no comment; what is left of ours was changed
        return False if self._archive.comment or _NAME in end else None


class _Folder:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def names(self) -> list[str]:
        names: list[str] = []
        for place, folders, files in os.walk(self._folder, onerror=_complain):
            links = [name for name in folders if (Path(place) / name).is_symlink()]
            names += [(Path(place) / name).relative_to(self._folder).as_posix() for name in (*files, *links)]
            if len(names) > limits.PACK_PARTS:
                raise PackError(PackProblem.TOO_LARGE, str(self._folder))
        return sorted(names)

    def pieces(self, name: str) -> Iterator[bytes]:
        path = self._folder / name
        try:
            if not stat.S_ISREG(path.lstat().st_mode):  # a link leads out of the pack
                raise PackError(PackProblem.NOT_READABLE, name)
            with path.open("rb") as file:
                yield from _read_pieces(file, name)
        except (OSError, ValueError) as error:
            raise PackError(PackProblem.NOT_READABLE, name) from error

    def is_sealed(self) -> bool | None:
        return None


def _read_pieces(file: IO[bytes], name: str) -> Iterator[bytes]:
    """Yield the content of a file in pieces. Raises PackError where it is larger than any that a pack has."""
    size = 0
    while piece := file.read(_PIECE):
        size += len(piece)
        if size > limits.PACK_PART_BYTES:
            raise PackError(PackProblem.TOO_LARGE, name)
        yield piece


def _complain(error: OSError) -> None:
    raise PackError(PackProblem.NOT_READABLE, str(error.filename)) from error


def _hash_before(file: BinaryIO, last: int) -> str:
    """Return the SHA-256 of all bytes of a file except the `last` ones."""
    digest = hashlib.sha256()
    left = file.seek(0, os.SEEK_END) - last
    file.seek(0)
    while left > 0 and (piece := file.read(min(_PIECE, left))):
        digest.update(piece)
        left -= len(piece)
    return digest.hexdigest()
