"""The memory of a folder, for tests in which nothing may be wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NoReturn

from verify.features.memory.lookup import MemoryAccess
from verify.store.database_errors import DatabaseError


@contextmanager
def open_memory(folder: Path) -> Iterator[MemoryAccess]:
    """Whatever the memory tells of fails the test."""

    def fail(error: DatabaseError) -> NoReturn:
        raise AssertionError(error)

    with closing(MemoryAccess(folder, fail)) as memory:
        yield memory
