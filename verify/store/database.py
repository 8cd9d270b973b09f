"""How every database in the user's folder is opened: one SQLite file, private to the user, with a known layout.

A broken file is kept aside under a name of its own and a new one begun; nothing is ever repaired in silence. Whatever
goes wrong becomes a `DatabaseError` with a reason that a person can act on.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Self, TypeVar

from verify.model import limits
from verify.store import layout as layouts
from verify.store.database_errors import DatabaseError, DatabaseProblem, find_problem
from verify.store.layout import Layout
from verify.store.rows import RowError, Value, load_row
from verify.store.set_aside import set_aside

BUSY_SECONDS: Final = 10.0  # that another program may hold the file

_CHECKED_BYTES: Final = 256 * limits.MIB  # of a file that is looked at as a whole when it is opened
_LAST_VERSION: Final = 200  # that a later Whence may have written; a larger number is none of ours
_COMPANIONS: Final = ("-journal", "-wal", "-shm")  # else the next database would be undone or mended with them
_LOCKS: Final = Path("/proc/locks")
_PRAGMAS: Final = (
    # a single file without companions, so that it can be read from a read-only place and removed whole
    "journal_mode = DELETE",
    "synchronous = FULL",
    "secure_delete = ON",  # what is deleted is overwritten with zeros
    "foreign_keys = ON",
    "trusted_schema = OFF",
    "cell_size_check = ON",
    "mmap_size = 0",
    "temp_store = MEMORY",  # nothing of it lies elsewhere
)

R = TypeVar("R")
Place = tuple[int, int]  # the device and the number of a file


class Transaction:
    """What is done to a database: kept as a whole or not at all."""

    def __init__(self, database: Database, connection: sqlite3.Connection) -> None:
        self._database = database
        self._connection = connection

    def run(self, statement: str, *values: Value) -> int:
        """Run one writing statement and return how many rows it changed."""
        with self._database.translate_errors():
            return self._connection.execute(statement, values).rowcount

    def insert(self, statement: str, *values: Value) -> int:
        """Insert one row and return its number."""
        with self._database.translate_errors():
            return self._connection.execute(statement, values).lastrowid or 0

    def select(self, kind: type[R], statement: str, *values: Value) -> list[R]:
        """Return all rows of one reading statement, as `Database.select` does."""
        return self._database.select(kind, statement, *values)


class Database:
    """An open database for one thread. `set_aside` is where a broken file went that lay in its place, to be told.

    A small file is read as a whole when it is opened; of a larger one damage shows in use. Where it does, the file is
    set aside, the error says where to, and the database is closed: the next one begins anew. `lost_triggers` are
    guards of its rows that somebody took out. `wait` bounds the seconds that another program may hold the file.
    """

    def __init__(self, path: Path, layout: Layout, *, wait: float = BUSY_SECONDS) -> None:
        self.path = path
        self.set_aside: Path | None = None
        self.lost_triggers: frozenset[str] = frozenset()
        self._layout = layout
        self._wait = wait
        self._place: Place | None = None
        self._connection: sqlite3.Connection | None = None
        try:
            self._open()
        except DatabaseError as error:
            begun_anew = error.problem is DatabaseProblem.BROKEN and _find_place(path) != self._place
            if not begun_anew:  # neither by us nor by another process
                raise
            self.set_aside = error.set_aside
            self._open()

    def select(self, kind: type[R], statement: str, *values: Value) -> list[R]:
        """Return all rows of one reading statement, each as a value of `kind`: see `rows`."""
        with self.translate_errors():
            return [load_row(kind, row) for row in self._open_connection.execute(statement, values).fetchall()]

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """Keep everything that is done inside, or nothing; no other process writes meanwhile."""
        with self.translate_errors():
            self._open_connection.execute("BEGIN IMMEDIATE")
        try:
            yield Transaction(self, self._open_connection)
            with self.translate_errors():
                self._open_connection.execute("COMMIT")
        except BaseException:
            self._roll_back()
            raise

    def give_up(self) -> DatabaseError:
        """Set the file aside over a value that proved to be damaged, and return the error to be raised."""
        return self._explain(RowError("damaged"))

    def close(self) -> None:
        """Close the connection; the file then holds everything. May be called twice."""
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def translate_errors(self) -> Iterator[None]:
        """Raise whatever goes wrong inside as a DatabaseError about this file."""
        try:
            yield
        except Exception as error:
            raise self._explain(error) from error

    @property
    def _open_connection(self) -> sqlite3.Connection:
        if self._connection is None:
            raise DatabaseError(DatabaseProblem.FAILED, self.path)
        return self._connection

    def _roll_back(self) -> None:
        if self._connection is not None and self._connection.in_transaction:
            with contextlib.suppress(sqlite3.Error):  # what led here is told; the journal undoes it at the next start
                self._connection.execute("ROLLBACK")

    def _explain(self, error: Exception) -> DatabaseError:
        """Return the error to be raised; where the file is broken, it is closed and set aside before."""
        if isinstance(error, DatabaseError) and (error.set_aside or error.problem is not DatabaseProblem.BROKEN):
            return error
        problem = find_problem(error, self.path)
        if problem is DatabaseProblem.FAILED and self._is_broken():
            problem = DatabaseProblem.BROKEN
        copy = None
        if problem is DatabaseProblem.BROKEN:
            self.close()
            copy = self._set_aside()
        return DatabaseError(problem, self.path, copy)

    def _is_broken(self) -> bool:
        """Return whether an error that no file should lead to came of a file that somebody changed meanwhile."""
        if self._connection is None or self._connection.in_transaction:
            return False
        try:
            layouts.find_lost_triggers(self._connection, self._layout, len(self._layout.versions))
        except (sqlite3.Error, RowError, UnicodeDecodeError) as error:
            return find_problem(error, self.path) is DatabaseProblem.BROKEN
        return False

    def _set_aside(self) -> Path | None:
        """Set the broken file aside; None where that fails, or where another process of ours was quicker."""
        try:
            return set_aside(self.path, _COMPANIONS) if _find_place(self.path) == self._place else None
        except OSError:
            return None

    # -- opening -----------------------------------------------------------------------------------------------------

    def _open(self) -> None:
        with self.translate_errors():
            _prepare_file(self.path)
            self._place = _find_place(self.path)
            if not stat.S_ISREG(self.path.stat().st_mode):  # a folder, or a pipe for which SQLite would wait
                raise DatabaseError(DatabaseProblem.NOT_WRITABLE, self.path)
            if _is_leased(self._place):
                raise DatabaseError(DatabaseProblem.BUSY, self.path)
            connection = sqlite3.connect(self.path, timeout=self._wait, isolation_level=None)
            self._connection = connection
            try:
                layouts.limit_sizes(connection)
                for pragma in _PRAGMAS:
                    connection.execute(f"PRAGMA {pragma}").fetchall()
                self._migrate(connection)
                self._check(connection)
            except sqlite3.Error as error:
                self.close()
                if find_problem(error, self.path) is DatabaseProblem.FAILED:  # over statements that never differ
                    raise RowError("a file that SQLite cannot use") from error
                raise
            except BaseException:
                self.close()
                raise

    def _migrate(self, connection: sqlite3.Connection) -> None:
        """Make a new file ours and an old one new; refuse what is not ours or of a later version."""
        newest = len(self._layout.versions)
        if _read_stamp(connection) == (self._layout.kind, newest):
            return  # as nearly always: nothing to write
        connection.execute("BEGIN IMMEDIATE")
        kind, version = _read_stamp(connection)  # another process may have been quicker
        if kind != self._layout.kind and (kind or version or layouts.read_schema(connection)):
            raise RowError("not ours")
        if newest < version <= _LAST_VERSION:
            raise DatabaseError(DatabaseProblem.NEWER, self.path)
        if not 0 <= version <= newest:
            raise RowError("no such version")
        layouts.find_lost_triggers(connection, self._layout, version)
        for statements in self._layout.versions[version:]:
            for statement in statements:
                connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {self._layout.kind}")
        connection.execute(f"PRAGMA user_version = {newest}")
        connection.execute("COMMIT")

    def _check(self, connection: sqlite3.Connection) -> None:
        """Look whether the file holds what we made, all of it at one moment."""
        connection.execute("BEGIN")
        self.lost_triggers = layouts.find_lost_triggers(connection, self._layout, len(self._layout.versions))
        if self.path.stat().st_size <= _CHECKED_BYTES:
            layouts.check_contents(connection, self._layout)
        connection.execute("COMMIT")


def _prepare_file(path: Path) -> None:
    """Create an empty file that only the user can read, where there is none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


def _find_place(path: Path) -> Place | None:
    """Return which file bears the name; None where there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _is_leased(place: Place | None) -> bool:
    """Return whether another program holds a lease on the file: to open it would then wait for that program.

    It is asked of the system's list, since to open and close the file ourselves would end SQLite's own locks on it.
    """
    if place is None:
        return False
    device, number = place
    named = f"{os.major(device):02x}:{os.minor(device):02x}:{number}" if hasattr(os, "major") else ""
    try:
        with _LOCKS.open(encoding="ascii", errors="replace") as locks:
            return any(" LEASE " in line and named in line.split() for line in locks)
    except OSError:
        return False  # not Linux


def _read_stamp(connection: sqlite3.Connection) -> tuple[int, int]:
    kind = connection.execute("PRAGMA application_id").fetchone()[0]
    return kind, connection.execute("PRAGMA user_version").fetchone()[0]
