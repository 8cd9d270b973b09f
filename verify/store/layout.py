"""What a database of ours holds, and whether a file holds exactly that: its schema as text, and every row by its kind.

`PRAGMA integrity_check` sees a damaged page. It does not see a schema that was changed by other means, a text that is
not UTF-8, or a value of another type than its column's.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from verify.model import limits
from verify.store import rows
from verify.store.rows import RowError

_ROWS_AT_ONCE: Final = 1_000
_STATISTICS: Final = "sqlite_stat"  # tables that SQLite makes for its own planning, where somebody asked it to

Schema = frozenset[tuple[str, str, str, str]]  # (table, index, trigger or view; its name; of which table; its text)


@dataclass(frozen=True, slots=True)
class Layout:
    """What a database holds: `kind` marks its file as ours, `versions` are the statements that lead from each
    version to the next, the first one from nothing. Only ever append to `versions`.

    `tables` names the kind of row of every table of the newest version, one field a column; `never` are questions to
    which a whole database has no answer: rows that do not go together.
    """

    kind: int
    versions: tuple[tuple[str, ...], ...]
    tables: Mapping[str, type] = field(hash=False)
    never: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        names = {name for kind, name, _, _ in make_schema(self.versions) if kind == "table"}
        if names != set(self.tables):
            raise ValueError(f"tables without a kind of row, or kinds without a table: {names ^ set(self.tables)}")


@cache
def make_schema(versions: tuple[tuple[str, ...], ...]) -> Schema:
    """Return what the schema of a database is to which these statements led."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        for statement in (statement for version in versions for statement in version):
            connection.execute(statement)
        return read_schema(connection)
    finally:
        connection.close()


def read_schema(connection: sqlite3.Connection) -> Schema:
    """Read the schema, however its text is broken into lines."""
    rows = connection.execute("SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_master").fetchall()
    return frozenset(
        (str(kind), str(name), str(table), " ".join(str(text).split()))
        for kind, name, table, text in rows
        if not str(name).startswith(_STATISTICS)
    )


def find_lost_triggers(connection: sqlite3.Connection, layout: Layout, version: int) -> frozenset[str]:
    """Compare the schema with that of a version, and return the names of triggers that are missing.

    Raises RowError where a table differs, or where there is anything that we did not make. Without a trigger, which
    guards rows against mistakes, and without an index they can still be read.
    """
    expected, schema = make_schema(layout.versions[:version]), read_schema(connection)
    missing = expected - schema
    if schema - expected or any(kind not in ("trigger", "index") for kind, _, _, _ in missing):
        raise RowError("another schema")
    return frozenset(name for kind, name, _, _ in missing if kind == "trigger")


def check_contents(connection: sqlite3.Connection, layout: Layout) -> None:
    """Look at every page and every row. Raises RowError, or what SQLite raises, for a database that is not whole."""
    if connection.execute("PRAGMA integrity_check(1)").fetchall() != [("ok",)]:
        raise RowError("damaged pages")
    if connection.execute("PRAGMA foreign_key_check").fetchone():
        raise RowError("a row that belongs to none")
    for table, kind in layout.tables.items():
        cursor = connection.execute(f"SELECT {', '.join(rows.list_columns(kind))} FROM {table}")  # noqa: S608 - ours
        while some := cursor.fetchmany(_ROWS_AT_ONCE):
            for row in some:
                rows.load_row(kind, row)
    for question in layout.never:
        if connection.execute(question).fetchone():
            raise RowError("rows that do not go together")


def limit_sizes(connection: sqlite3.Connection) -> None:
    """Let no damaged size make SQLite ask for more memory than anything that we keep."""
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, 2 * limits.LINE_BYTES)
