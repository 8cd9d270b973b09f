"""The one place that turns what SQLite, a row or the file system raises into a reason that a person can act on."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Final

from verify.store.rows import RowError


class DatabaseProblem(StrEnum):
    """Why something could not be read from a database or kept in it. Nothing that was kept before is lost."""

    FULL = "full"  # the disk
    NOT_WRITABLE = "not_writable"
    NOT_READABLE = "not_readable"
    BUSY = "busy"
    NEWER = "newer"  # a later version of Whence made it
    BROKEN = "broken"
    FAILED = "failed"  # an error of the program itself: the file is left as it is


class DatabaseError(Exception):
    """`problem` says what went wrong, `path` with which file; what was begun was undone.

    `set_aside` is where a broken file went, so that a new one can be begun; None where it lies where it lay. `reason`
    says more about a database on a server.
    """

    reason: str = ""

    def __init__(self, problem: DatabaseProblem, path: Path, set_aside: Path | None = None) -> None:
        super().__init__(f"{problem.value}: {path}")
        self.problem = problem
        self.path = path
        self.set_aside = set_aside


_PROBLEMS: Final = {  # by SQLite's primary result code
    sqlite3.SQLITE_FULL: DatabaseProblem.FULL,
    sqlite3.SQLITE_READONLY: DatabaseProblem.NOT_WRITABLE,
    sqlite3.SQLITE_CANTOPEN: DatabaseProblem.NOT_WRITABLE,
    sqlite3.SQLITE_PERM: DatabaseProblem.NOT_WRITABLE,
    sqlite3.SQLITE_IOERR: DatabaseProblem.NOT_READABLE,
    sqlite3.SQLITE_BUSY: DatabaseProblem.BUSY,
    sqlite3.SQLITE_LOCKED: DatabaseProblem.BUSY,
    sqlite3.SQLITE_PROTOCOL: DatabaseProblem.BUSY,
    sqlite3.SQLITE_CORRUPT: DatabaseProblem.BROKEN,
    sqlite3.SQLITE_NOTADB: DatabaseProblem.BROKEN,
    sqlite3.SQLITE_FORMAT: DatabaseProblem.BROKEN,
    # our statements look before they write, within one transaction: only rows that are not ours can be in the way
    sqlite3.SQLITE_CONSTRAINT: DatabaseProblem.BROKEN,
    sqlite3.SQLITE_MISMATCH: DatabaseProblem.BROKEN,
    sqlite3.SQLITE_TOOBIG: DatabaseProblem.BROKEN,
}
_WRITING: Final = frozenset(  # extended codes of SQLITE_IOERR
    (
        sqlite3.SQLITE_IOERR_WRITE,
        sqlite3.SQLITE_IOERR_FSYNC,
        sqlite3.SQLITE_IOERR_DIR_FSYNC,
        sqlite3.SQLITE_IOERR_TRUNCATE,
        sqlite3.SQLITE_IOERR_DELETE,
    )
)
_NO_SPACE: Final = (errno.ENOSPC, errno.EDQUOT)


def find_problem(error: Exception, path: Path) -> DatabaseProblem:
    """Return the reason behind whatever was raised over the database at `path`."""
    if isinstance(error, DatabaseError):
        return error.problem
    if isinstance(error, RowError | UnicodeDecodeError):  # also out of SQLite's own message about a damaged schema
        return DatabaseProblem.BROKEN
    if isinstance(error, OSError):
        return DatabaseProblem.FULL if error.errno in _NO_SPACE else DatabaseProblem.NOT_WRITABLE
    code = getattr(error, "sqlite_errorcode", None)  # none for a text that cannot be decoded, or a wrong use
    if code is None:
        undecodable = isinstance(error, sqlite3.OperationalError)
        return DatabaseProblem.BROKEN if undecodable else DatabaseProblem.FAILED
    if code == sqlite3.SQLITE_READONLY and os.access(path, os.W_OK):
        return DatabaseProblem.BROKEN  # its own head says that it must not be written (file format, 1.3.3)
    if code in _WRITING:
        return DatabaseProblem.NOT_WRITABLE
    return _PROBLEMS.get(code & 0xFF, DatabaseProblem.FAILED)


@contextmanager
def translate_file_errors(path: Path) -> Iterator[None]:
    """Raise what the file system raises as a DatabaseError about `path`."""
    try:
        yield
    except OSError as error:
        raise DatabaseError(find_problem(error, path), path) from error
