"""How every database in the user's folder is opened: one SQLite file, private to the user, with a known layout.

A broken file is kept aside under a name of its own and a new one begun; nothing is ever repaired in silence. What
SQLite raises becomes a `DatabaseError` with a reason that a person can act on.
"""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Final, Self

ASIDE: Final = ".broken-"  # between the name and the time in the name that a broken file gets

_BUSY_SECONDS: Final = 10.0  # that another process of ours may hold the file
_JOURNAL: Final = "-journal"
_PRAGMAS: Final = (
    # a single file without companions, so that it can be read from a read-only place and removed whole
    "journal_mode = DELETE",
    "synchronous = FULL",
    "secure_delete = ON",  # what is deleted is overwritten with zeros
    "foreign_keys = ON",
    "trusted_schema = OFF",
    "temp_store = MEMORY",  # nothing of it lies elsewhere
)

Row = tuple[Any, ...]
Value = str | int | float | bytes | None


class DatabaseProblem(StrEnum):
    """Why something could not be read from a database or kept in it. Nothing that was kept before is lost."""

    FULL = "full"  # the disk
    NOT_WRITABLE = "not_writable"
    NOT_READABLE = "not_readable"
    BUSY = "busy"
    NEWER = "newer"  # a later version of Whence made it
    BROKEN = "broken"


class DatabaseError(Exception):
    """`problem` says what went wrong, `path` with which file; what was begun was undone."""

    def __init__(self, problem: DatabaseProblem, path: Path) -> None:
        super().__init__(f"{problem.value}: {path}")
        self.problem = problem
        self.path = path


@dataclass(frozen=True, slots=True)
class Layout:
    """What a database holds: `kind` marks its file as ours, `versions` are the statements that lead from each
    version to the next, the first one from nothing. Only ever append to `versions`."""

    kind: int
    versions: tuple[tuple[str, ...], ...]


class Database:
    """An open database for one thread. `set_aside` is where a broken file went that lay in its place, to be told.

    `check` reads the whole file once for damage; switch it off only where the file is large and can be made anew.
    """

    def __init__(self, path: Path, layout: Layout, *, check: bool = True) -> None:
        self.path = path
        self.set_aside: Path | None = None
        try:
            self._connection = self._open(layout, check=check)
        except DatabaseError as error:
            if error.problem is not DatabaseProblem.BROKEN:
                raise
            self.set_aside = set_aside(path)
            self._connection = self._open(layout, check=check)

    def rows(self, statement: str, *values: Value) -> list[Row]:
        """Return all rows of one reading statement."""
        with _translate_errors(self.path):
            return self._connection.execute(statement, values).fetchall()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Keep everything that is done inside, or nothing; no other process writes meanwhile."""
        with _translate_errors(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def close(self) -> None:
        """Close the connection; the file then holds everything."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _open(self, layout: Layout, *, check: bool) -> sqlite3.Connection:
        _create_file(self.path)
        with _translate_errors(self.path):
            connection = sqlite3.connect(self.path, timeout=_BUSY_SECONDS, isolation_level=None)
            try:
                for pragma in _PRAGMAS:
                    connection.execute(f"PRAGMA {pragma}").fetchall()
                if check and connection.execute("PRAGMA quick_check(1)").fetchall() != [("ok",)]:
                    raise DatabaseError(DatabaseProblem.BROKEN, self.path)
                _migrate(connection, layout, self.path)
            except BaseException:
                connection.close()
                raise
        return connection


def make_storable(text: str) -> str:
    """Return a text as SQLite can store it: an undecodable byte of a file's name becomes U+FFFD."""
    return text.encode("utf-8", "replace").decode()


def set_aside(path: Path) -> Path:
    """Give a broken database a name of its own beside its place, together with its journal, and return that."""
    moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    kept = path.with_name(f"{path.name}{ASIDE}{moment}")
    number = 1
    while kept.exists():
        number += 1
        kept = path.with_name(f"{path.name}{ASIDE}{moment}-{number}")
    with _translate_file_errors(path):
        journal = path.with_name(path.name + _JOURNAL)
        if journal.exists():  # else the next database would be undone with it
            journal.replace(kept.with_name(kept.name + _JOURNAL))
        path.replace(kept)
    return kept


def _create_file(path: Path) -> None:
    """Create an empty file that only the user can read, where there is none."""
    with _translate_file_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))


def _migrate(connection: sqlite3.Connection, layout: Layout, path: Path) -> None:
    """Make a new file ours and an old one new; refuse what is not ours or of a later version."""
    kind, version = _read_stamp(connection)
    if kind == layout.kind and version == len(layout.versions):
        return  # as nearly always: nothing to write
    connection.execute("BEGIN IMMEDIATE")
    kind, version = _read_stamp(connection)  # another process may have been quicker
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if kind != layout.kind and (kind or version or tables):
        raise DatabaseError(DatabaseProblem.BROKEN, path)
    if version > len(layout.versions):
        raise DatabaseError(DatabaseProblem.NEWER, path)
    for statements in layout.versions[version:]:
        for statement in statements:
            connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {layout.kind}")
    connection.execute(f"PRAGMA user_version = {len(layout.versions)}")
    connection.execute("COMMIT")


def _read_stamp(connection: sqlite3.Connection) -> tuple[int, int]:
    kind = connection.execute("PRAGMA application_id").fetchone()[0]
    return kind, connection.execute("PRAGMA user_version").fetchone()[0]


@contextmanager
def _translate_errors(path: Path) -> Iterator[None]:
    """Turn what SQLite raises into a DatabaseError about `path`."""
    try:
        yield
    except sqlite3.Error as error:
        raise DatabaseError(_find_problem(error), path) from error


@contextmanager
def _translate_file_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        raise DatabaseError(DatabaseProblem.FULL if full else DatabaseProblem.NOT_WRITABLE, path) from error


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
}


def _find_problem(error: sqlite3.Error) -> DatabaseProblem:
    """Return the reason behind an error; one of the program itself is raised as it is."""
    code = getattr(error, "sqlite_errorcode", None)  # none for a wrong use of the interface
    if code is None or code & 0xFF not in _PROBLEMS:
        raise error
    return _PROBLEMS[code & 0xFF]
