"""The store of this computer: imprints and the answers that belonged to them in a SQLite file, with an index."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final, Self

from verify.features.memory import index
from verify.features.memory.index import Index
from verify.features.memory.schema import CodesRow, ImportedRow, ImprintRow, KeptRow, RememberedFile, StateRow
from verify.features.memory.stores import sqlite_tables
from verify.features.memory.stores.sqlite_tables import LAYOUT
from verify.model import Imprint
from verify.store.database import BUSY_SECONDS, Database
from verify.store.database_errors import translate_file_errors
from verify.store.folders import is_there
from verify.store.set_aside import ASIDE

_DATABASE: Final = "memory.sqlite"
_INDEX: Final = "memory.index"
_FEW: Final = 5_000  # imprints that are indexed in memory and need no file
_PARTS: Final = 8
_NO_LIMIT: Final = -1  # as SQLite says it
_AT_ONCE: Final = 20_000  # imprints read for an index


class SqliteStore:
    """The store of this computer, for one thread. Its methods raise DatabaseError.

    `set_aside` is where a broken database went that lay in its place. `wait` bounds the seconds that another program
    may hold it.
    """

    def __init__(self, folder: Path, *, wait: float = BUSY_SECONDS) -> None:
        self.folder = folder
        self._database = Database(folder / _DATABASE, LAYOUT, wait=wait)
        self.set_aside = self._database.set_aside
        self._stamp = b""
        self._large: Index | None = None  # of the file
        self._small: list[Index] = []  # of what came since

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End it; everything is kept."""
        self._database.close()

    # -- asking ------------------------------------------------------------------------------------------------------

    def find_near(self, imprint: Imprint) -> Iterator[tuple[RememberedFile, Imprint]]:
        """Yield remembered files with imprints that may look like this one, the most promising first."""
        for candidate in index.find_candidates(self._load_indices(), imprint.whole, imprint.landmarks):
            for row in self._database.select(ImprintRow, sqlite_tables.IMPRINT, candidate.number):
                for stored in self._database.select(KeptRow, sqlite_tables.BY_ITEM, row.item):
                    if stored.file is not None:
                        yield stored.file, self._inflate(row)

    def list_newest(self, newest: int | None) -> list[RememberedFile]:
        """Return the files that were checked here and are remembered, the newest first."""
        rows = self._database.select(KeptRow, sqlite_tables.NEWEST, _NO_LIMIT if newest is None else newest)
        return [row.file for row in rows if row.file is not None]

    def list_all(self) -> Iterator[tuple[RememberedFile, tuple[Imprint, ...]]]:
        """Yield every file that was checked here with its imprints, for an archive of one's own."""
        for number in self._database.select(int, "SELECT id FROM item WHERE archive = 0 ORDER BY id"):
            rows = self._database.select(ImprintRow, sqlite_tables.IMPRINTS_OF_ITEM, number)
            for stored in self._database.select(KeptRow, sqlite_tables.BY_ITEM, number):
                if stored.file is not None and rows:
                    yield stored.file, tuple(map(self._inflate, rows))

    def count(self) -> int:
        """Count the remembered files that were checked here."""
        return self._database.select(int, "SELECT count(*) FROM item WHERE archive = 0")[0]

    def list_archives(self) -> list[ImportedRow]:
        """Return the archives that were imported, in the order of their names."""
        return self._database.select(ImportedRow, sqlite_tables.IMPORTED)

    def _inflate(self, row: ImprintRow) -> Imprint:
        imprint = row.imprint
        if imprint is None:
            raise self._database.give_up()
        return imprint

    # -- keeping -----------------------------------------------------------------------------------------------------

    def keep(self, file: RememberedFile, imprints: Sequence[Imprint]) -> None:
        """Remember a file that was checked here, or its newest answer."""
        with self._database.transaction() as transaction:
            sqlite_tables.insert(transaction, 0, file, imprints)

    def take_archive(
        self, name: str, key: bytes, times: tuple[str, str], files: Iterable[tuple[RememberedFile, Sequence[Imprint]]]
    ) -> int:
        """Keep all files of an archive instead of those with the same key; nothing where `files` raises.

        `times` are when it was made and when it is imported. Returns the number of files.
        """
        count = 0
        with self._database.transaction() as transaction:
            transaction.run("DELETE FROM archive WHERE key = ? AND id > 0", key)
            transaction.run("UPDATE state SET removals = removals + 1")
            added = "INSERT INTO archive (name, key, made_at, imported_at) VALUES (?, ?, ?, ?)"
            number = transaction.insert(added, name, key, *times)
            for file, imprints in files:
                sqlite_tables.insert(transaction, number, file, imprints)
                count += 1
        self._drop_index()
        return count

    # -- forgetting --------------------------------------------------------------------------------------------------

    def forget(self, text: str) -> int:
        """Forget what was checked here under this SHA-256 or name and return how many files that were."""
        return self._remove("DELETE FROM item WHERE archive = 0 AND (sha256 = ? OR name = ?)", text.lower(), text)

    def forget_archive(self, name: str) -> int:
        """Forget imported archives of this name and their keys and return how many."""
        return self._remove("DELETE FROM archive WHERE id > 0 AND name = ?", name)

    def _remove(self, statement: str, *values: str) -> int:
        with self._database.transaction() as transaction:
            count = transaction.run(statement, *values)
            if count:
                transaction.run("UPDATE state SET removals = removals + 1")
        if count:
            self._drop_index()
        return count

    def _drop_index(self) -> None:
        self._stamp, self._large, self._small = b"", None, []
        with translate_file_errors(self.folder / _INDEX):
            index.destroy(self.folder / _INDEX)

    # -- the index ---------------------------------------------------------------------------------------------------

    def _load_indices(self) -> list[Index]:
        """Return indices of all imprints, whichever process kept them."""
        state = next(iter(self._database.select(StateRow, "SELECT identity, removals FROM state")), None)
        if state is None:
            raise self._database.give_up()
        stamp = state.identity + state.removals.to_bytes(8, "little")
        if stamp != self._stamp:
            self._stamp, self._small = stamp, []
            self._large = index.open_index(self.folder / _INDEX, stamp)
        self._index_new()
        few = sum(len(part.numbers) for part in self._small)
        parts = [*([self._large] if self._large else []), *self._small]
        if few > max(_FEW, len(self._large.numbers) // 4 if self._large else 0):
            self._large, self._small = index.merge(parts), []
            with contextlib.suppress(OSError):  # without the file it is made again next time
                index.save(self.folder / _INDEX, stamp, self._large)
                self._large = index.open_index(self.folder / _INDEX, stamp) or self._large
            return [self._large]
        if len(self._small) > _PARTS:
            self._small = [index.merge(self._small)]
            parts = [*([self._large] if self._large else []), *self._small]
        return parts

    def _index_new(self) -> None:
        while True:
            newest = self._small[-1] if self._small else self._large
            rows = self._database.select(CodesRow, sqlite_tables.NEXT_CODES, newest.last if newest else 0, _AT_ONCE)
            if rows:
                self._small.append(index.build((row.id, row.whole, row.landmarks) for row in rows))
            if len(rows) < _AT_ONCE:
                return


def forget_everything(folder: Path) -> None:
    """Overwrite and remove all that was ever kept, broken databases among it. Raises DatabaseError."""
    for path in sorted(folder.glob("memory.*")):
        if path.name.startswith((_DATABASE, _INDEX, _DATABASE + ASIDE)):
            with translate_file_errors(path):
                index.destroy(path)


def exists(folder: Path) -> bool:
    """Return whether anything was ever kept."""
    return is_there(folder / _DATABASE)
