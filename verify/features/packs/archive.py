"""Writes a pack: a zip that ends with the sum of all its bytes, or a folder. `open_pack` reads them."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from verify.features.packs.layout import MANIFEST, PackError, PackProblem, read_manifest, write_manifest
from verify.features.packs.open_pack import DIGITS, SEAL, hash_before
from verify.store.folders import open_replacement

Part = tuple[str, bytes]  # (name, content)

_EARLIEST: Final = (1980, 1, 1, 0, 0, 0)  # that a zip can hold: the times are in the pack's own files


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
                archive.comment = SEAL + b"0" * DIGITS
            digest = hash_before(file, DIGITS)
            file.seek(-DIGITS, os.SEEK_END)
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
