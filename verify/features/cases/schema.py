"""The tables of the cases, and what a row of each is.

The custody can only be appended to: the database itself refuses to change or delete an entry while its case is there.
What somebody changed all the same `CaseStore.check` finds, so its columns are held to their types alone.
"""

from __future__ import annotations

from typing import Annotated, Final

from msgspec import Struct

from verify.model.forms import Form, PathText, Sha256, Time
from verify.store.layout import Layout

EntryNumber = Annotated[int, Form("the number of an entry", lambda value: 0 < value < 2**62)]


class CaseRow(Struct, frozen=True):
    """A case; `key` is under what names that look the same meet, `last` the sum of the last entry of its custody."""

    id: int
    name: str
    key: str
    begun: str
    last: str


class FileRow(Struct, frozen=True):
    """A file of a case with its report, which is compressed. A name that is no text is kept as its bytes."""

    id: int
    owner: int
    path: PathText
    name: PathText
    sha256: Sha256
    size: int
    checked_at: Time
    modified: Time
    added_at: str
    copied: int
    report: bytes


class NoteRow(Struct, frozen=True):
    """A note."""

    id: int
    owner: int
    at: str
    by: str
    text: str


class TagRow(Struct, frozen=True):
    """A tag."""

    owner: int
    tag: str


class CustodyRow(Struct, frozen=True):
    """An entry of the custody of a case."""

    owner: int
    number: EntryNumber
    at: str
    by: str
    act: str
    facts: str  # JSON
    sum: str


class SummaryRow(Struct, frozen=True):
    """A case with the number of its files."""

    id: int
    name: str
    begun: str
    files: int


class ReportRow(Struct, frozen=True):
    """The report of a file, and what the custody says of it."""

    name: PathText
    sha256: Sha256
    report: bytes
    modified: Time
    copied: int


class OriginalRow(Struct, frozen=True):
    """A file of which no copy is kept yet."""

    id: int
    path: PathText
    name: PathText
    sha256: Sha256


CASE: Final = "SELECT id, name, key, begun, last FROM cases WHERE key = ?"
CASES: Final = "SELECT id, name, begun, (SELECT count(*) FROM files WHERE owner = cases.id) FROM cases ORDER BY key"
NOTES: Final = "SELECT at, by, text FROM notes WHERE owner = ? ORDER BY id"
FILES: Final = "SELECT path, name, sha256, size, added_at, copied FROM files WHERE owner = ? ORDER BY id"
REPORTS: Final = "SELECT name, sha256, report, modified, copied FROM files WHERE owner = ? ORDER BY id"
ORIGINALS: Final = "SELECT id, path, name, sha256 FROM files WHERE owner = ? AND sha256 != '' AND NOT copied"
TAGS: Final = "SELECT tag FROM tags WHERE owner = ? ORDER BY tag"
CUSTODY: Final = "SELECT owner, number, at, by, act, facts, sum FROM custody WHERE owner = ? ORDER BY number"

# only ever append a version
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
    {"cases": CaseRow, "files": FileRow, "notes": NoteRow, "tags": TagRow, "custody": CustodyRow},
)
