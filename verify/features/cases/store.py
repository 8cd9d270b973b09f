"""Cases in one SQLite file of the user's data folder.

The custody can only be appended to: the database itself refuses to change or delete an entry while its case is there.
"""

from __future__ import annotations

import json
import unicodedata
import zlib
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from sqlite3 import Connection
from typing import Final, Self

from verify.features.cases.copies import Copies
from verify.features.cases.model import (
    BEFORE_ALL,
    Act,
    Case,
    CaseError,
    CaseFile,
    CaseProblem,
    CaseSummary,
    Entry,
    Facts,
    Fault,
    FaultKind,
    Note,
    find_faults,
    hash_content,
    make_next_entry,
)
from verify.model import PackItem, Report, limits
from verify.store.database import ASIDE, Database, Layout, Row, make_storable
from verify.store.timestamps import format_time
from verify.workers import protocol
from verify.workers.protocol.earlier_schemas import load_earlier

FILE: Final = "cases.sqlite"
COPIES: Final = "case-copies"

_REPORT_BYTES: Final = limits.LINE_BYTES  # of one report, unpacked


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
)


class CaseStore:
    """The cases of one data folder. `set_aside` is where a broken database went, to be told once.

    Use it as a context manager. Raises CaseError, and DatabaseError where the file cannot be used.
    """

    def __init__(self, folder: Path, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._database = Database(folder / FILE, LAYOUT)
        self._copies = Copies(folder / COPIES)
        self._now = now
        self.set_aside = self._database.set_aside

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End it; the file then holds everything."""
        self._database.close()

    # -- what is there -----------------------------------------------------------------------------------------------

    def list_cases(self) -> tuple[CaseSummary, ...]:
        """Return every case, in the order of names."""
        rows = self._database.rows(
            "SELECT id, name, begun, (SELECT count(*) FROM files WHERE owner = cases.id) FROM cases ORDER BY key"
        )
        return tuple(CaseSummary(name, begun, count, self._tags(owner)) for owner, name, begun, count in rows)

    def load_case(self, name: str) -> Case:
        """Return one case. Raises CaseError."""
        owner, kept_name, begun, _ = self._find(name)
        notes = self._database.rows("SELECT at, by, text FROM notes WHERE owner = ? ORDER BY id", owner)
        files = self._database.rows(
            "SELECT path, name, sha256, size, added_at, copied FROM files WHERE owner = ? ORDER BY id", owner
        )
        return Case(
            kept_name,
            begun,
            self._tags(owner),
            tuple(Note(*row) for row in notes),
            tuple(CaseFile(*row) for row in files),
            self._custody(owner),
        )

    def load_items(self, name: str) -> tuple[PackItem, ...]:
        """Return the reports of a case, in the order of their adding."""
        owner = self._find(name)[0]
        rows = self._database.rows("SELECT report, modified, name FROM files WHERE owner = ? ORDER BY id", owner)
        return tuple(PackItem(_load_report(packed, file), modified) for packed, modified, file in rows)

    # -- what is done ------------------------------------------------------------------------------------------------

    def begin(self, name: str, by: str) -> str:
        """Begin an empty case and return its name as it is kept."""
        shown, key = _normalize(name)
        with self._database.transaction() as connection:
            if connection.execute("SELECT 1 FROM cases WHERE key = ?", (key,)).fetchone():
                raise CaseError(CaseProblem.NAME_TAKEN, shown)
            connection.execute(
                "INSERT INTO cases (name, key, begun, last) VALUES (?, ?, ?, ?)",
                (shown, key, self._format_now(), BEFORE_ALL),
            )
            self._append(connection, self._find(name)[0], by, Act.BEGUN, (("name", shown),))
        return shown

    def add(self, name: str, items: Sequence[PackItem], by: str) -> int:
        """Add reports, those that are there already left out and return how many were new."""
        if not items:
            raise CaseError(CaseProblem.NOTHING)
        new = 0
        with self._database.transaction() as connection:
            owner = self._find(name)[0]
            for item in items:
                new += self._add(connection, owner, item, by)
            if (
                connection.execute("SELECT count(*) FROM files WHERE owner = ?", (owner,)).fetchone()[0]
                > limits.PACK_FILES
            ):
                raise CaseError(CaseProblem.TOO_MANY, str(limits.PACK_FILES))
        return new

    def keep_copies(self, name: str, by: str) -> int:
        """Keep a copy of every file that has none yet and return how many were copied."""
        owner = self._find(name)[0]
        rows = self._database.rows(
            "SELECT id, path, name, sha256 FROM files WHERE owner = ? AND sha256 != '' AND NOT copied", owner
        )
        for number, path, file, sha256 in rows:
            self._copies.keep(Path(path), sha256)
            with self._database.transaction() as connection:
                connection.execute("UPDATE files SET copied = 1 WHERE id = ?", (number,))
                self._append(connection, owner, by, Act.COPIED, (("name", file), ("sha256", sha256)))
        return len(rows)

    def add_note(self, name: str, text: str, by: str) -> None:
        """Add a note."""
        if not text.strip():
            raise CaseError(CaseProblem.NOTHING)
        if len(text) > limits.NOTE_CHARACTERS:
            raise CaseError(CaseProblem.TOO_LONG, str(limits.NOTE_CHARACTERS))
        with self._database.transaction() as connection:
            owner = self._find(name)[0]
            values = (owner, self._format_now(), make_storable(by), make_storable(text))
            connection.execute("INSERT INTO notes (owner, at, by, text) VALUES (?, ?, ?, ?)", values)
            self._append(connection, owner, by, Act.NOTED, (("note", hash_content(make_storable(text).encode())),))

    def add_tag(self, name: str, tag: str, by: str) -> None:
        """Add a tag; one that is there already changes nothing."""
        shown, _ = _normalize(tag)
        with self._database.transaction() as connection:
            owner = self._find(name)[0]
            if connection.execute("INSERT OR IGNORE INTO tags VALUES (?, ?)", (owner, shown)).rowcount:
                self._append(connection, owner, by, Act.TAGGED, (("tag", shown),))

    def note_export(self, name: str, number: str, by: str) -> None:
        """Say in the custody that a pack with this number was made of the case."""
        with self._database.transaction() as connection:
            self._append(connection, self._find(name)[0], by, Act.EXPORTED, (("number", number),))

    def check(self, name: str) -> tuple[Fault, ...]:
        """Check that everything in a case is as it was kept, and return the faults."""
        owner, _, _, last = self._find(name)
        custody = self._custody(owner)
        acts = [(item.act, dict(item.facts)) for item in custody]
        notes = self._database.rows("SELECT text FROM notes WHERE owner = ? ORDER BY id", owner)
        noted = [facts.get("note") for act, facts in acts if act == Act.NOTED]
        tagged = {facts.get("tag", "") for act, facts in acts if act == Act.TAGGED}
        added = {
            (facts.get("sha256"), facts.get("report"), facts.get("name")) for act, facts in acts if act == Act.ADDED
        }
        return (
            *find_faults(custody, last),
            *self._find_file_faults(owner, added),
            *([Fault(FaultKind.NOTE, "")] if noted != [hash_content(text.encode()) for (text,) in notes] else []),
            *(Fault(FaultKind.TAG, tag) for tag in sorted(tagged ^ set(self._tags(owner)))),
        )

    def _find_file_faults(self, owner: int, added: set[tuple[str | None, str | None, str | None]]) -> Iterator[Fault]:
        """Yield files whose results are not those that were added or are gone, and copies that are broken."""
        rows = self._database.rows("SELECT name, sha256, report, copied FROM files WHERE owner = ? ORDER BY id", owner)
        present = {(sha256, hash_content(report), name) for name, sha256, report, _ in rows}
        for name in sorted({str(name) for _, _, name in added ^ present}):
            yield Fault(FaultKind.FILE, name)
        for name, sha256, _, copied in rows:
            if copied and not self._copies.is_whole(sha256):
                yield Fault(FaultKind.COPY, name)

    def delete(self, name: str) -> tuple[Path, ...]:
        """Delete a case with all its copies and return files that may still hold parts of it."""
        with self._database.transaction() as connection:
            owner = self._find(name)[0]
            copied = {
                row[0] for row in connection.execute("SELECT sha256 FROM files WHERE owner = ? AND copied", (owner,))
            }
            connection.execute("DELETE FROM cases WHERE id = ?", (owner,))  # first: it guards the custody
            for table in ("custody", "files", "notes", "tags"):
                connection.execute(f"DELETE FROM {table} WHERE owner = ?", (owner,))  # noqa: S608 - our own names
            shared = {row[0] for row in connection.execute("SELECT sha256 FROM files WHERE copied")}
        left = [self._copies.path(sha256) for sha256 in sorted(copied - shared) if not self._copies.remove(sha256)]
        path = self._database.path
        return (*left, *sorted(path.parent.glob(f"{path.name}{ASIDE}*")))

    # -- rows --------------------------------------------------------------------------------------------------------

    def _find(self, name: str) -> Row:
        shown, key = _normalize(name)
        rows = self._database.rows("SELECT id, name, begun, last FROM cases WHERE key = ?", key)
        if not rows:
            raise CaseError(CaseProblem.NO_SUCH_CASE, shown)
        return rows[0]

    def _tags(self, owner: int) -> tuple[str, ...]:
        return tuple(tag for (tag,) in self._database.rows("SELECT tag FROM tags WHERE owner = ? ORDER BY tag", owner))

    def _custody(self, owner: int) -> tuple[Entry, ...]:
        rows = self._database.rows(
            "SELECT number, at, by, act, facts, sum FROM custody WHERE owner = ? ORDER BY number", owner
        )
        return tuple(
            Entry(number, at, by, act, _load_facts(facts), total) for number, at, by, act, facts, total in rows
        )

    def _append(self, connection: Connection, owner: int, by: str, act: Act, facts: Facts) -> None:
        new = make_next_entry(
            self._custody(owner), self._format_now(), make_storable(by)[: limits.NAME_CHARACTERS], act, facts
        )
        connection.execute(
            "INSERT INTO custody VALUES (?, ?, ?, ?, ?, ?, ?)",
            (owner, new.number, new.at, new.by, new.act, json.dumps(new.facts), new.sum),
        )
        connection.execute("UPDATE cases SET last = ? WHERE id = ?", (new.sum, owner))

    def _add(self, connection: Connection, owner: int, item: PackItem, by: str) -> bool:
        """Add one report, unless this very one is there."""
        file, checked_at = item.report.file, item.report.run.checked_at
        there = "SELECT 1 FROM files WHERE owner = ? AND path = ? AND sha256 = ? AND checked_at = ?"
        if connection.execute(there, (owner, make_storable(file.path), file.sha256, checked_at)).fetchone():
            return False
        packed = zlib.compress(protocol.encode_line(protocol.dump(item.report)))
        connection.execute(
            "INSERT INTO files (owner, path, name, sha256, size, checked_at, modified, added_at, report)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                owner,
                make_storable(file.path),
                make_storable(file.name),
                file.sha256,
                file.size,
                checked_at,
                item.modified,
                self._format_now(),
                packed,
            ),
        )
        facts = (("name", make_storable(file.name)), ("sha256", file.sha256), ("report", hash_content(packed)))
        self._append(connection, owner, by, Act.ADDED, facts)
        return True

    def _format_now(self) -> str:
        return format_time(self._now())


def _normalize(name: str) -> tuple[str, str]:
    """Return a name as it is shown, and the key under which names that look the same meet. Raises CaseError."""
    shown = unicodedata.normalize("NFC", " ".join(name.split()))
    if not shown or len(shown) > limits.NAME_CHARACTERS or not shown.isprintable():
        raise CaseError(CaseProblem.BAD_NAME, shown[: limits.NAME_CHARACTERS])
    return shown, unicodedata.normalize("NFKC", shown).casefold()


def _load_report(packed: bytes, name: str) -> Report:
    try:
        unpacked = zlib.decompressobj().decompress(packed, _REPORT_BYTES)
        return load_earlier(Report, unpacked)
    except (zlib.error, protocol.WireError) as error:
        raise CaseError(CaseProblem.DAMAGED, name) from error


def _load_facts(text: str) -> Facts:
    """Return the facts of an entry; those that are no pairs of texts are none, and the sum then tells."""
    try:
        pairs = json.loads(text)
        return tuple((str(name), str(value)) for name, value in pairs)
    except (ValueError, TypeError, RecursionError):
        return ()
