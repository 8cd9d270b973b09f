"""Where the files and folders lie that were opened last: their paths and nothing else, if the person allows it."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Final

from gui import preferences

MOST: Final = 10
_CHARACTERS: Final = 4_000  # of one path


def load() -> tuple[str, ...]:
    """Return the kept paths, the newest first. Nobody looks whether they still lead anywhere."""
    kept = preferences.file()
    size = kept.beginReadArray("recent")
    paths = []
    for at in range(min(size, MOST)):
        kept.setArrayIndex(at)
        paths.append(str(kept.value("path", "")))
    kept.endArray()
    return tuple(path for path in paths if os.path.isabs(path) and len(path) <= _CHARACTERS)  # noqa: PTH117


def note(paths: Iterable[str]) -> tuple[str, ...]:
    """Put paths in front of those that are kept; return all of them."""
    new = [path for path in paths if len(path) <= _CHARACTERS][:MOST]
    return _keep((*new, *(path for path in load() if path not in new)))


def forget() -> None:
    """Keep none."""
    _keep(())


def _keep(paths: tuple[str, ...]) -> tuple[str, ...]:
    kept = preferences.file()
    kept.remove("recent")
    kept.beginWriteArray("recent", len(paths[:MOST]))
    for at, path in enumerate(paths[:MOST]):
        kept.setArrayIndex(at)
        kept.setValue("path", path)
    kept.endArray()
    kept.sync()
    return paths[:MOST]
