"""Opens the store that the user chose: the file of this computer, or a shared one, whose driver is loaded only then."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from verify.features.memory.stores.address import Address, AddressError, parse_address
from verify.features.memory.stores.server_errors import ServerError, ServerProblem
from verify.store import memory_switch

if TYPE_CHECKING:
    from verify.features.memory.stores.postgres import PostgresStore
    from verify.features.memory.stores.protocol import MemoryStore


def find_address(folder: Path) -> Address | None:
    """Return the address of the shared memory that is in use; None for the one of this computer. Raises ServerError.

    An address that cannot be read is never taken for none: what was meant to be shared is not kept here instead.
    """
    text = memory_switch.read_address(folder)
    if text is None:
        return None
    try:
        return parse_address(text)
    except AddressError as error:
        raise ServerError(ServerProblem.ADDRESS, str(folder / memory_switch.ADDRESS_FILE)) from error


def open_store(folder: Path, *, wait: float | None = None) -> MemoryStore:
    """Open the store in use. `wait` bounds the seconds that another program may hold the file of this computer.

    Raises DatabaseError.
    """
    address = find_address(folder)
    if address is not None:
        return open_shared(address)
    from verify.features.memory.stores.sqlite import SqliteStore

    return SqliteStore(folder) if wait is None else SqliteStore(folder, wait=wait)


def open_shared(address: Address, *, make: bool = False) -> PostgresStore:
    """Open the store at an address; `make` makes its tables where there are none. Raises ServerError."""
    try:
        from verify.features.memory.stores.postgres import PostgresStore
    except ImportError as error:
        raise ServerError(ServerProblem.NO_DRIVER, address.place) from error
    return PostgresStore(address, make=make)


def is_begun(folder: Path) -> bool:
    """Return whether there may be something in the store in use. Of a shared one, it asks no server."""
    if memory_switch.read_address(folder) is not None:
        return True
    from verify.features.memory.stores import sqlite

    return sqlite.exists(folder)


def forget_everything(folder: Path) -> None:
    """Forget all that was ever kept in the store in use, by whomever. Raises DatabaseError."""
    address = find_address(folder)
    if address is not None:
        with open_shared(address) as store:
            store.forget_everything()
        return
    from verify.features.memory.stores import sqlite

    sqlite.forget_everything(folder)
