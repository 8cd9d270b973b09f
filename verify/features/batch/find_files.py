"""From the arguments of `check` to files: folders are walked, patterns expanded, nothing is opened."""

from __future__ import annotations

import glob
import os
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

from msgspec import Struct

Say = Callable[[str, Path], None]

# what is said of a path: names in the words of `commands.batch.remarks`, or the system's own reason
LINK: Final = "link"
NO_FILE: Final = "no_file"
NOT_LISTED: Final = "not_listed"

_HASH_BYTES: Final = 8
_HIGHEST_COUNT: Final = 1_000_000  # of shards


class Shard(Struct, frozen=True):
    """One share of `count` shares of files, numbered from 1. All together have each file once.

    A path is in the share that its hash names, not its place in the list: so a file that appears or goes while others
    are checked elsewhere moves no other file into another share. The path counts as it was named, so a machine may have
    the same folder elsewhere and name it relatively. Forms of one letter (NFC, NFD) are one, since systems that share a
    folder may keep different ones.
    """

    number: int = 1
    count: int = 1

    def has(self, path: Path) -> bool:
        """Return whether the file with this path is in this share."""
        if self.count == 1:
            return True
        from hashlib import blake2b  # late: it loads OpenSSL, 6 ms, and a check of all files needs none

        name = unicodedata.normalize("NFC", path.as_posix()).encode("utf-8", "surrogatepass")
        digest = blake2b(name, digest_size=_HASH_BYTES).digest()
        return int.from_bytes(digest, "big") % self.count == self.number - 1


def parse_shard(text: str) -> Shard:
    """Read `I/N`. Raises ValueError for anything else than two numbers with 1 ≤ I ≤ N."""
    number, slash, count = text.partition("/")
    if not (slash and number.isascii() and number.isdigit() and count.isascii() and count.isdigit()):
        raise ValueError(text)
    if max(len(number), len(count)) > len(str(_HIGHEST_COUNT)) or not 1 <= int(number) <= int(count) <= _HIGHEST_COUNT:
        raise ValueError(text)
    return Shard(int(number), int(count))


def find_files(arguments: Iterable[str], say: Say, *, patterns: bool = True) -> Iterator[Path]:
    """Yield the path of every file that the arguments name, in order; folders sorted by name, hidden files included.

    A name that nothing bears is handed on as it is, so that it gets its line in the report. What is passed over
    (links to folders within a folder) and folders without a file are told to `say` as (remark, path).
    Without `patterns` every name is taken as it stands.
    """
    for argument in arguments:
        matches = []
        if patterns and not os.path.lexists(argument) and glob.has_magic(argument):
            matches = sorted(glob.glob(argument, recursive=True))  # noqa: PTH207 (a pattern may be absolute)
        for name in matches or [argument]:
            path = Path(name)
            if _is_folder(path):
                yield from _walk(path, say)
            else:
                yield path


def _walk(folder: Path, say: Say) -> Iterator[Path]:
    """Yield every file below `folder`, without recursion: a chain of folders may be as deep as a path is long."""
    waiting = [folder]
    empty = True
    while waiting:
        path = waiting.pop()
        if not _is_folder(path):
            empty = False
            yield path
        elif path != folder and _is_link(path):
            say(LINK, path)
        else:
            try:
                waiting.extend(sorted(path.iterdir(), reverse=True))
            except OSError as error:
                say(error.strerror or NOT_LISTED, path)
                empty = False
                yield path  # so that it gets its line
    if empty:
        say(NO_FILE, folder)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):  # a name too long, or with a zero in it: its line says so
        return False


def _is_link(path: Path) -> bool:
    return path.is_symlink() or getattr(os.path, "isjunction", lambda _: False)(path)
