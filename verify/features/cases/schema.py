"""The tables of the database of cases. Only ever append a version."""

from __future__ import annotations

from typing import Final

from verify.store.database import Layout

LAYOUT: Final = Layout(
    0x57636173,  # "Wcas"
    (
        (
            """
            CREATE TABLE cases (
                id INTEGER PRIMARY KEY, name TEXT NOT NULL, key TEXT NOT NULL UNIQUE, begun TEXT NOT NULL,
                last TEXT NOT NULL
            )
            """,
            """
            CREATE TABLE files (
                id INTEGER PRIMARY KEY, owner INTEGER NOT NULL, path TEXT NOT NULL, name TEXT NOT NULL,
                sha256 TEXT NOT NULL, size INTEGER NOT NULL, checked_at TEXT NOT NULL, modified TEXT NOT NULL,
                added_at TEXT NOT NULL, copied INTEGER NOT NULL DEFAULT 0, report BLOB NOT NULL
            )
            """,
            """
            CREATE TABLE notes (
                id INTEGER PRIMARY KEY, owner INTEGER NOT NULL, at TEXT NOT NULL, by TEXT NOT NULL, text TEXT NOT NULL
            )
            """,
            "CREATE TABLE tags (owner INTEGER NOT NULL, tag TEXT NOT NULL, PRIMARY KEY (owner, tag)) WITHOUT ROWID",
            """
            CREATE TABLE custody (
                owner INTEGER NOT NULL, number INTEGER NOT NULL, at TEXT NOT NULL, by TEXT NOT NULL, act TEXT NOT NULL,
                facts TEXT NOT NULL, sum TEXT NOT NULL, PRIMARY KEY (owner, number)
            ) WITHOUT ROWID
            """,
            "CREATE INDEX files_by_owner ON files (owner)",
            "CREATE INDEX notes_by_owner ON notes (owner)",
            """
            CREATE TRIGGER custody_stays BEFORE UPDATE ON custody BEGIN SELECT RAISE(ABORT, 'append only'); END
            """,
            """
            CREATE TRIGGER custody_remains BEFORE DELETE ON custody
            WHEN EXISTS (SELECT 1 FROM cases WHERE id = OLD.owner)
            BEGIN SELECT RAISE(ABORT, 'append only'); END
            """,
        ),
    ),
)
