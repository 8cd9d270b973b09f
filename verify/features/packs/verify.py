"""Says whether a pack is as it was made: what is changed, missing or added, by name."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO, Final

from msgspec import Struct

from verify.features.packs.ask import ask, open_source, refusing_like_packs
from verify.features.packs.layout import MANIFEST, PackError, PackProblem, read_manifest
from verify.features.packs.open_pack import OpenPack, open_folder, open_zip, read
from verify.model import limits
from verify.workers.protocol import WireError, dump, load

TASK: Final = "pack-check"
_ZIP: Final = b"PK\x03\x04"  # how a zip begins


class PackCheck(Struct, frozen=True):
    """The outcome. `number` is the pack's number as its manifest gives it; compare it with what its maker gave you.

    `sealed` is about the zip around the files: True as it was written, False changed, None packed anew or a folder.
    """

    number: str
    count: int  # files that are as the manifest says
    changed: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    manifest_whole: bool = True
    sealed: bool | None = None
    opened: bool = True  # False where the zip is so broken that nothing in it can be reached

    @property
    def is_unchanged(self) -> bool:
        """Whether every file is there, is as it was, and nothing was added."""
        differing = self.changed or self.missing or self.added
        return self.opened and self.manifest_whole and self.sealed is not False and not differing


def check_pack(path: Path) -> PackCheck:
    """Check a zip or folder. Raises PackError where there is none, or where what is there never was a pack."""
    try:
        if path.is_dir():
            return _check_files(open_folder(path))
        with open_source(path) as source:
            return load(PackCheck, ask(TASK, source))
    except WireError as error:
        raise PackError(PackProblem.CRASHED, str(path)) from error
    except PackError as error:
        raise PackError(error.problem, str(path)) from error


def check_zip(source: BinaryIO) -> PackCheck:
    """Check the zip of a pack, in this process. Raises PackError."""
    with ExitStack() as stack:
        try:
            store = stack.enter_context(open_zip(source))
        except PackError as error:
            if error.problem is PackProblem.NOT_A_PACK and _looks_like_zip(source):
                return PackCheck("", 0, sealed=False, opened=False)
            raise
        return _check_files(store)


def check_zip_task(source: BinaryIO, _: Mapping[str, object]) -> object:
    """Do `check_zip` as a confined task."""
    with refusing_like_packs():
        return dump(check_zip(source))


def _check_files(store: OpenPack) -> PackCheck:
    names = store.names()
    sealed = store.is_sealed()
    try:
        manifest = read(store, MANIFEST, limits.PACK_MANIFEST_BYTES) if MANIFEST in names else None
    except PackError:
        manifest = b""
    if manifest is None and sealed is None:
        raise PackError(PackProblem.NOT_A_PACK)
    expected, number = read_manifest(manifest or b"")
    same: list[str] = []
    changed: list[str] = []
    for name in sorted(expected.keys() & set(names)):
        (same if _hash_file(store, name) == expected[name] else changed).append(name)
    twice = {name for name, count in Counter(names).items() if count > 1}
    return PackCheck(
        number=number,
        count=len(same),
        changed=tuple(changed),
        missing=tuple(sorted(expected.keys() - set(names))),
        added=tuple(sorted({name for name in names if name not in expected and name != MANIFEST} | twice)),
        manifest_whole=bool(number),
        sealed=sealed,
    )


def _hash_file(store: OpenPack, name: str) -> str:
    """Return the SHA-256 of one file; nothing where it cannot be read to its end."""
    digest = hashlib.sha256()
    try:
        for piece in store.pieces(name):
            digest.update(piece)
    except PackError:
        return ""
    return digest.hexdigest()


def _looks_like_zip(source: BinaryIO) -> bool:
    """Return whether the file begins as a zip does: then it is a broken one."""
    source.seek(0)
    return source.read(len(_ZIP)) == _ZIP
