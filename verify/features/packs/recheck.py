"""Compares the results in a pack with those of a new check of the originals: by code, never by words.

It finds originals by their SHA-256 and judges nothing itself.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from msgspec import Struct

from verify.features.packs.contents import Codes, PackedFile
from verify.store.folders import open_regular


class Difference(Struct, frozen=True):
    """`what` and `code` name a value; `then` and `now` are empty where there was or is none."""

    what: str
    code: str
    then: str
    now: str


def compare(then: Codes, now: Codes) -> tuple[Difference, ...]:
    """Compare two sets of codes and return every value that is not the same."""
    before, after = ({(what, code): value for what, code, value in codes} for codes in (then, now))
    return tuple(
        Difference(*key, before.get(key, ""), after.get(key, ""))
        for key in sorted(before.keys() | after.keys())
        if before.get(key) != after.get(key)
    )


def find_originals(wanted: Iterable[PackedFile], candidates: Iterable[Path]) -> dict[str, Path]:
    """Return SHA-256 → a file with that content, among `candidates`. Only files of a wanted size are read."""
    sizes: dict[int, set[str]] = {}
    for past in wanted:
        if past.sha256:
            sizes.setdefault(past.size, set()).add(past.sha256)
    originals: dict[str, Path] = {}
    for path in candidates:
        digest = _digest(path, sizes)
        if digest:
            originals.setdefault(digest, path)
    return originals


def _digest(path: Path, sizes: Mapping[int, set[str]]) -> str:
    """Return the SHA-256 of a file that is of a wanted size and content; else nothing."""
    try:
        with open_regular(path) as file:
            if os.fstat(file.fileno()).st_size not in sizes:
                return ""
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
    return digest if any(digest in wanted for wanted in sizes.values()) else ""
