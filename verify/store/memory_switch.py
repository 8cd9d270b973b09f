"""The switch of the memory, off until the user turns it on, and where the memory is.

It loads nothing, so that everybody can ask.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from verify.store.folders import is_there, open_regular, write_atomically

ADDRESS_FILE: Final = "memory.shared"  # there where a shared memory is in use, with its address

_ON: Final = "memory.on"  # a file whose presence is the switch
_ADDRESS_BYTES: Final = 4_096


def is_on(folder: Path) -> bool:
    """Return whether files that are checked are remembered, and looked for among those that were."""
    return is_there(folder / _ON)


def turn(folder: Path, *, on: bool) -> None:
    """Turn the memory on or off; what is kept stays until it is forgotten. Raises OSError."""
    if on:
        write_atomically(folder / _ON, b"")
    else:
        (folder / _ON).unlink(missing_ok=True)


def read_address(folder: Path) -> str | None:
    """Return the address of the shared memory that is in use, unread; None where it is the one of this computer.

    Where its file cannot be read, the address is empty, which is none that can be used.
    """
    if not is_there(folder / ADDRESS_FILE):
        return None
    try:
        with open_regular(folder / ADDRESS_FILE) as file:
            return file.read(_ADDRESS_BYTES).decode(errors="replace")
    except OSError:
        return ""


def use_address(folder: Path, address: str | None) -> None:
    """Use the shared memory at an address from now on, or the one of this computer. Raises OSError."""
    if address is None:
        (folder / ADDRESS_FILE).unlink(missing_ok=True)
    else:
        write_atomically(folder / ADDRESS_FILE, address.encode())
