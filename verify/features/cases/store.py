"""Cases in one SQLite file of the user's data folder."""

from __future__ import annotations

import json
import unicodedata
import zlib
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, Self

from verify.features.cases import schema
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
from verify.features.cases.schema import LAYOUT, CaseRow, CustodyRow, OriginalRow, ReportRow, SummaryRow
from verify.model import PackItem, Report, limits
from verify.model.forms import Sha256, replace_surrogates
from verify.store.database import BUSY_SECONDS, Database, Transaction
from verify.store.rows import store_path
from verify.store.set_aside import ASIDE
from verify.store.timestamps import format_time
from verify.workers import protocol
from verify.workers.protocol.earlier_schemas import load_earlier

FILE: Final = "cases.sqlite"
COPIES: Final = "case-copies"

_REPORT_BYTES: Final = limits.LINE_BYTES  # of one report, unpacked


class CaseStore:
    """The cases of one data folder. `set_aside` is where a broken database went, to be told once; `is_unguarded` where
    somebody took out of the database what keeps the entries of a custody from being changed.

    Use it as a context manager. Raises CaseError, and DatabaseError where the file cannot be used. `wait` bounds the
    seconds that another program may hold it.
    """

    def __init__(
        self,
        folder: Path,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        *,
        wait: float = BUSY_SECONDS,
    ) -> None:
        self._database = Database(folder / FILE, LAYOUT, wait=wait)
        self._copies = Copies(folder / COPIES)
        self._now = now
        self.set_aside = self._database.set_aside
        self.is_unguarded = bool(self._database.lost_triggers)

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
        return tuple(
            CaseSummary(row.name, row.begun, row.files, self._tags(row.id))
            for row in self._database.select(SummaryRow, schema.CASES)
        )

    def load_case(self, name: str) -> Case:
        """Return one case. Raises CaseError."""
        case = self._find(name)
        return Case(
            case.name,
            case.begun,
            self._tags(case.id),
            tuple(self._database.select(Note, schema.NOTES, case.id)),
            tuple(self._database.select(CaseFile, schema.FILES, case.id)),
            self._custody(case.id),
        )

    def load_items(self, name: str) -> tuple[PackItem, ...]:
        """Return the reports of a case, in the order of their adding."""
        rows = self._database.select(ReportRow, schema.REPORTS, self._find(name).id)
        return tuple(PackItem(_load_report(row.report, row.name), row.modified) for row in rows)

    # -- what is done ------------------------------------------------------------------------------------------------

    def begin(self, name: str, by: str) -> str:
        """Begin an empty case and return its name as it is kept."""
        label, key = _normalize(name)
        with self._database.transaction() as transaction:
            if transaction.select(CaseRow, schema.CASE, key):
                raise CaseError(CaseProblem.NAME_TAKEN, label)
            new = "INSERT INTO cases (name, key, begun, last) VALUES (?, ?, ?, ?)"
            owner = transaction.insert(new, label, key, self._format_now(), BEFORE_ALL)
            self._append(transaction, owner, by, Act.BEGUN, (("name", label),))
        return label

    def add(self, name: str, items: Sequence[PackItem], by: str) -> int:
        """Add reports, those that are there already left out and return how many were new."""
        if not items:
            raise CaseError(CaseProblem.NOTHING)
        new = 0
        with self._database.transaction() as transaction:
            owner = self._find(name).id
            for item in items:
                new += self._add(transaction, owner, item, by)
            (count,) = transaction.select(int, "SELECT count(*) FROM files WHERE owner = ?", owner)
            if count > limits.PACK_FILES:
                raise CaseError(CaseProblem.TOO_MANY, str(limits.PACK_FILES))
        return new

    def keep_copies(self, name: str, by: str) -> int:
        """Keep a copy of every file that has none yet and return how many were copied."""
        owner = self._find(name).id
        rows = self._database.select(OriginalRow, schema.ORIGINALS, owner)
        for row in rows:
            self._copies.keep(Path(row.path), row.sha256)
            with self._database.transaction() as transaction:
                transaction.run("UPDATE files SET copied = 1 WHERE id = ?", row.id)
                facts = (("name", replace_surrogates(row.name)), ("sha256", row.sha256))
                self._append(transaction, owner, by, Act.COPIED, facts)
        return len(rows)

    def add_note(self, name: str, text: str, by: str) -> None:
        """Add a note."""
        if not text.strip():
            raise CaseError(CaseProblem.NOTHING)
        if len(text) > limits.NOTE_CHARACTERS:
            raise CaseError(CaseProblem.TOO_LONG, str(limits.NOTE_CHARACTERS))
        text = replace_surrogates(text)
        with self._database.transaction() as transaction:
            owner = self._find(name).id
            values = (owner, self._format_now(), replace_surrogates(by), text)
            transaction.insert("INSERT INTO notes (owner, at, by, text) VALUES (?, ?, ?, ?)", *values)
            self._append(transaction, owner, by, Act.NOTED, (("note", hash_content(text.encode())),))

    def add_tag(self, name: str, tag: str, by: str) -> None:
        """Add a tag; one that is there already changes nothing."""
        label, _ = _normalize(tag)
        with self._database.transaction() as transaction:
            owner = self._find(name).id
            if transaction.run("INSERT OR IGNORE INTO tags VALUES (?, ?)", owner, label):
                self._append(transaction, owner, by, Act.TAGGED, (("tag", label),))

    def note_export(self, name: str, number: str, by: str) -> None:
        """Say in the custody that a pack with this number was made of the case."""
        with self._database.transaction() as transaction:
            self._append(transaction, self._find(name).id, by, Act.EXPORTED, (("number", number),))

    def check(self, name: str) -> tuple[Fault, ...]:
        """Check that everything in a case is as it was kept, and return the faults."""
        case = self._find(name)
        custody = self._custody(case.id)
        acts = [(entry.act, dict(entry.facts)) for entry in custody]
        notes = self._database.select(Note, schema.NOTES, case.id)
        noted = [facts.get("note") for act, facts in acts if act == Act.NOTED]
        tagged = {facts.get("tag", "") for act, facts in acts if act == Act.TAGGED}
        added = {
            (facts.get("sha256"), facts.get("report"), facts.get("name")) for act, facts in acts if act == Act.ADDED
        }
        return (
            *find_faults(custody, case.last),
            *self._find_file_faults(case.id, added),
            *([Fault(FaultKind.NOTE, "")] if noted != [hash_content(note.text.encode()) for note in notes] else []),
            *(Fault(FaultKind.TAG, tag) for tag in sorted(tagged ^ set(self._tags(case.id)))),
        )

    def _find_file_faults(self, owner: int, added: set[tuple[str | None, str | None, str | None]]) -> Iterator[Fault]:
        """Yield files whose results are not those that were added or are gone, and copies that are broken."""
        rows = self._database.select(ReportRow, schema.REPORTS, owner)
        present = {(row.sha256, hash_content(row.report), replace_surrogates(row.name)) for row in rows}
        for name in sorted({str(name) for _, _, name in added ^ present}):
            yield Fault(FaultKind.FILE, name)
        for row in rows:
            if row.copied and not self._copies.is_whole(row.sha256):
                yield Fault(FaultKind.COPY, row.name)

    def delete(self, name: str) -> tuple[Path, ...]:
        """Delete a case with all its copies and return files that may still hold parts of it."""
        with self._database.transaction() as transaction:
            owner = self._find(name).id
            copied = set(transaction.select(Sha256, "SELECT sha256 FROM files WHERE owner = ? AND copied", owner))
            transaction.run("DELETE FROM cases WHERE id = ?", owner)  # first: it guards the custody
            for table in ("custody", "files", "notes", "tags"):
                transaction.run(f"DELETE FROM {table} WHERE owner = ?", owner)  # noqa: S608 - our own names
            shared = set(transaction.select(Sha256, "SELECT sha256 FROM files WHERE copied"))
        left = [self._copies.path(sha256) for sha256 in sorted(copied - shared) if not self._copies.remove(sha256)]
        path = self._database.path
        return (*left, *sorted(path.parent.glob(f"{path.name}{ASIDE}*")))

    # -- rows --------------------------------------------------------------------------------------------------------

    def _find(self, name: str) -> CaseRow:
        label, key = _normalize(name)
        rows = self._database.select(CaseRow, schema.CASE, key)
        if not rows:
            raise CaseError(CaseProblem.NO_SUCH_CASE, label)
        return rows[0]

    def _tags(self, owner: int) -> tuple[str, ...]:
        return tuple(self._database.select(str, schema.TAGS, owner))

    def _custody(self, owner: int) -> tuple[Entry, ...]:
        return tuple(
            Entry(row.number, row.at, row.by, row.act, _load_facts(row.facts), row.sum)
            for row in self._database.select(CustodyRow, schema.CUSTODY, owner)
        )

    def _append(self, transaction: Transaction, owner: int, by: str, act: Act, facts: Facts) -> None:
        by = replace_surrogates(by)[: limits.NAME_CHARACTERS]
        new = make_next_entry(self._custody(owner), self._format_now(), by, act, facts)
        values = (owner, new.number, new.at, new.by, new.act, json.dumps(new.facts), new.sum)
        transaction.insert("INSERT INTO custody VALUES (?, ?, ?, ?, ?, ?, ?)", *values)
        transaction.run("UPDATE cases SET last = ? WHERE id = ?", new.sum, owner)

    def _add(self, transaction: Transaction, owner: int, item: PackItem, by: str) -> bool:
        """Add one report, unless this very one is there."""
        file, checked_at = item.report.file, item.report.run.checked_at
        path = store_path(file.path)
        there = "SELECT 1 FROM files WHERE owner = ? AND path = ? AND sha256 = ? AND checked_at = ?"
        if transaction.select(int, there, owner, path, file.sha256, checked_at):
            return False
        # the window waits: the fastest level takes half the time and a tenth more room
        packed = zlib.compress(protocol.encode_line(protocol.dump(item.report)), 1)
        transaction.insert(
            "INSERT INTO files (owner, path, name, sha256, size, checked_at, modified, added_at, report)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            owner,
            path,
            store_path(file.name),
            file.sha256,
            file.size,
            checked_at,
            item.modified,
            self._format_now(),
            packed,
        )
        facts = (("name", replace_surrogates(file.name)), ("sha256", file.sha256), ("report", hash_content(packed)))
        self._append(transaction, owner, by, Act.ADDED, facts)
        return True

    def _format_now(self) -> str:
        return format_time(self._now())


def _normalize(name: str) -> tuple[str, str]:
    """Return a name as it is shown, and the key under which names that look the same meet. Raises CaseError."""
    label = unicodedata.normalize("NFC", " ".join(name.split()))
    if not label or len(label) > limits.NAME_CHARACTERS or not label.isprintable():
        raise CaseError(CaseProblem.BAD_NAME, label[: limits.NAME_CHARACTERS])
    return label, unicodedata.normalize("NFKC", label).casefold()


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
