"""Find the files that may hold the head of a stream beside one of its pieces, by their names alone.

A stream for DASH or HLS lies in many files: one head (the initialisation segment) and pieces such as `seg-1.m4s`.
"""

from __future__ import annotations

import itertools
import os
import re
import time
from functools import lru_cache
from pathlib import Path
from typing import Final

_PIECES: Final = frozenset((".m4s", ".cmfv", ".cmfa", ".cmft", ".m4f", ".m4v", ".m4a", ".mp4"))
_HEAD: Final = re.compile(r"(?:^|[^a-z])(?:[a-z]{0,8})init(?:$|[^a-z])|^header", re.IGNORECASE)
_WORDS: Final = re.compile(r"init|header", re.IGNORECASE)
_HEADS: Final = 4
_NAMES: Final = 20_000  # of a folder that are looked at
_FOLDERS: Final = 16  # whose heads are remembered
_STILL_SECONDS: Final = 5.0  # since the last change; the times of a file system are coarse


def find_heads(path: Path) -> tuple[Path, ...]:
    """Find what may be the head of the piece at `path`, the likeliest first; none for names that are no piece's.

    Nothing is opened. A folder that cannot be listed has none.
    """
    if path.suffix.lower() not in _PIECES:
        return ()
    try:
        changed = path.parent.stat().st_mtime
        # of a folder that lies still, each piece need not look through all names again
        listed = _list_heads_again if time.time() - changed > _STILL_SECONDS else _list_heads
        names = [name for name in listed(path.parent, changed) if name != path.name]
    except (OSError, ValueError):
        return ()
    # of several streams in one folder, the head whose name is most like that of the piece
    names.sort(key=lambda name: (-_count_shared(name, path.name), name))
    return tuple(path.with_name(name) for name in names[:_HEADS])


def _list_heads(folder: Path, _changed: float) -> tuple[str, ...]:
    """List the names of a folder that a head could have. Raises OSError."""
    with os.scandir(folder) as entries:
        listed = itertools.islice(entries, _NAMES)
        # the cheap question first: there may be thousands
        return tuple(entry.name for entry in listed if _may_be_head(entry.name) and entry.is_file())


_list_heads_again = lru_cache(_FOLDERS)(_list_heads)


def _may_be_head(name: str) -> bool:
    if not _WORDS.search(name):
        return False
    path = Path(name)
    return path.suffix.lower() in _PIECES and _HEAD.search(path.stem) is not None


def _count_shared(one: str, other: str) -> int:
    """Count how many words of one name the other has, too: `init-stream1.m4s` and `chunk-stream1-00002.m4s`."""
    words = (set(re.findall(r"[a-z]+\d*|\d+", name.lower())) for name in (one, other))
    first, second = words
    return len(first & second)
