"""Stores of the memory: the file of this computer, and a real PostgreSQL server where one is installed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.build.postgres import PostgresServer
from verify.features.memory.stores.address import Address, parse_address
from verify.features.memory.stores.postgres import PostgresStore
from verify.features.memory.stores.protocol import MemoryStore
from verify.features.memory.stores.sqlite import SqliteStore

OpenStore = Callable[[], MemoryStore]

_DATABASE = "news"


@pytest.fixture(scope="session")
def server() -> Iterator[PostgresServer]:
    with PostgresServer() as running:
        running.execute(f"CREATE DATABASE {_DATABASE}")
        yield running


@pytest.fixture(scope="session")
def made(server: PostgresServer) -> Address:
    address = parse_address(server.address(_DATABASE))
    PostgresStore(address, make=True).close()
    return address


@pytest.fixture
def shared(made: Address) -> Address:
    """The address of an empty shared memory."""
    with PostgresStore(made) as store:
        store.forget_everything()
    return made


@pytest.fixture(params=["sqlite", "postgres"])
def open_store(request: pytest.FixtureRequest, tmp_path: Path) -> OpenStore:
    """Opens one and the same store, again and again."""
    if request.param == "sqlite":
        return lambda: SqliteStore(tmp_path)
    address: Address = request.getfixturevalue("shared")
    return lambda: PostgresStore(address)
