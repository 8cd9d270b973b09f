"""The switch of the memory: off until the user turns it on. It loads nothing, so that everybody can ask."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from verify.store.folders import is_there, write_atomically

_ON: Final = "memory.on"  # a file whose presence is the switch


def is_on(folder: Path) -> bool:
    """Return whether files that are checked are remembered, and looked for among those that were."""
    return is_there(folder / _ON)


def turn(folder: Path, *, on: bool) -> None:
    """Turn the memory on or off; what is kept stays until it is forgotten. Raises OSError."""
    if on:
        write_atomically(folder / _ON, b"")
    else:
        (folder / _ON).unlink(missing_ok=True)
