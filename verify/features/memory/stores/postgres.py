"""The shared store: the memory of several desks on a PostgreSQL server, with the same answers as SQLite's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Final, Self

from verify.features.memory import compare, index
from verify.features.memory.schema import (
    NAME_CHARACTERS,
    ImportedRow,
    ImprintRow,
    KeptRow,
    RememberedFile,
    deflate_imprint,
)
from verify.features.memory.stores import postgres_tables as tables
from verify.features.memory.stores.address import Address
from verify.features.memory.stores.connection import LONG_SECONDS, SECONDS, connect
from verify.features.memory.stores.postgres_tables import CandidateRow, PutRow, StateRow
from verify.features.memory.stores.server_errors import ServerError, ServerProblem
from verify.model import Imprint, limits
from verify.model.forms import replace_surrogates
from verify.store.rows import RowError, load_row

_HERE: Final = 0  # the archive of what was checked at the desks
_MOST_ARCHIVES: Final = 10_000
_MOST_FILES: Final = 10_000_000  # that are listed; no server makes us list without end
_MOST_IMPRINTS: Final = 64  # of one file, whatever version wrote them
_PAGE_FILES: Final = 500
_PAGE_IMPRINTS: Final = 20  # files whose imprints are read at once
_PUT_FILES: Final = 500  # at once
_PUT_IMPRINTS: Final = 100  # some megabytes: libpq moves all that waits with each piece that it sends
_PUT_BANDS: Final = 50_000  # files of an archive whose bands are inserted at once

Files = list[tuple[RememberedFile, Sequence[Imprint]]]


class PostgresStore:
    """The store at an address, for one thread. Its methods raise ServerError.

    `make` makes its tables where there are none, or brings older ones up to date; else they are left as they are.
    """

    def __init__(self, address: Address, *, make: bool = False, seconds: float = SECONDS) -> None:
        self.set_aside: Path | None = None  # nothing of a server is ever set aside
        self._server = connect(address, seconds)
        try:
            if make:
                self._make()
            version = self._read_version()
            if version is None:
                raise self._explain(ServerProblem.EMPTY)
            if version != len(tables.VERSIONS):
                is_newer = version > len(tables.VERSIONS)
                raise self._explain(ServerProblem.NEWER if is_newer else ServerProblem.OLDER)
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the connection; everything is kept."""
        self._server.close()

    def _explain(self, problem: ServerProblem) -> ServerError:
        return ServerError(problem, self._server.place)

    # -- the tables --------------------------------------------------------------------------------------------------

    def _read_version(self) -> int | None:
        """Return the version of the tables; None where there are none. Raises ServerError where they are not ours."""
        if not self._server.select_one(int, tables.HAS_STATE):
            if self._server.select_one(int, tables.COUNT_TABLES):
                raise self._explain(ServerProblem.FOREIGN)
            return None
        try:
            rows = self._server.select_as(StateRow, tables.STATE, most=1)
        except ServerError as error:  # more rows than one, or other columns
            raise self._explain(ServerProblem.FOREIGN) if error.reason is ServerProblem.BROKEN else error from error
        if len(rows) != 1 or rows[0].kind != tables.KIND:
            raise self._explain(ServerProblem.FOREIGN)
        return rows[0].version

    def _make(self) -> None:
        with self._server.transaction(LONG_SECONDS):
            self._server.run(tables.LOCK_MAKING)
            version = self._read_version()
            if version is None:
                self._server.run(tables.MAKE_SCHEMA)
            for statements in tables.VERSIONS[version or 0 :]:
                for statement in statements:
                    self._server.run(statement)
            if (version or 0) < len(tables.VERSIONS):
                self._server.run(tables.SET_VERSION, len(tables.VERSIONS))

    # -- asking ------------------------------------------------------------------------------------------------------

    def find_near(self, imprint: Imprint) -> Iterator[tuple[RememberedFile, Imprint]]:
        """Yield remembered files with imprints that may look like this one, the most promising first."""
        code = f"{int.from_bytes(imprint.whole):0{tables.BITS}b}"
        probes = index.make_probes(imprint.landmarks).tolist()
        near = self._server.select_as(CandidateRow, tables.NEAR, code, most=index.BY_CODE)
        voted = self._server.select_as(CandidateRow, tables.BY_VOTES, code, probes, most=index.BY_VOTES)
        numbers = list(dict.fromkeys(row.imprint for row in (*near, *voted)))
        found = {row.id: (row, kept) for row, kept in self._read_found(numbers)} if numbers else {}
        for number in numbers:
            if number in found:  # else another desk forgot it meanwhile
                row, kept = found[number]
                if kept.file is not None:
                    yield kept.file, self._inflate(row)

    def _read_found(self, numbers: list[int]) -> list[tuple[ImprintRow, KeptRow]]:
        rows = self._server.select(tables.FOUND, numbers, most=len(numbers))
        with self._server.translate_errors():
            return [
                (load_row(ImprintRow, row[: tables.IMPRINT_COLUMNS]), load_row(KeptRow, row[tables.IMPRINT_COLUMNS :]))
                for row in rows
            ]

    def list_newest(self, newest: int | None) -> list[RememberedFile]:
        """Return so many of the files that were checked at the desks, the newest first; None for all."""
        if newest is not None:
            rows = self._server.select_as(KeptRow, tables.NEWEST, newest, most=newest)
            return [row.file for row in rows if row.file is not None]
        files = [file for page in self._page(_PAGE_FILES) for _, file in page]
        return sorted(files, key=attrgetter("checked_at"), reverse=True)

    def list_all(self) -> Iterator[tuple[RememberedFile, tuple[Imprint, ...]]]:
        """Yield every file that was checked at the desks with its imprints, for an archive of one's own."""
        for page in self._page(_PAGE_IMPRINTS):
            numbers = [number for number, _ in page]
            most = len(numbers) * _MOST_IMPRINTS
            rows = self._server.select_as(ImprintRow, tables.IMPRINTS_OF_ITEMS, numbers, most=most)
            imprints = {item: tuple(map(self._inflate, own)) for item, own in groupby(rows, key=attrgetter("item"))}
            for number, file in page:
                if number in imprints:
                    yield file, imprints[number]

    def _page(self, most: int) -> Iterator[list[tuple[int, RememberedFile]]]:
        """Yield the numbers and files of what was checked at the desks, some at a time, in the order of the numbers."""
        last = count = 0
        while count < _MOST_FILES:
            rows = self._server.select(tables.NEXT_ITEMS, last, most, most=most)
            with self._server.translate_errors():
                page = [(load_row(int, row[:1]), load_row(KeptRow, row[1:]).file) for row in rows]
                numbers = [last, *(number for number, _ in page)]
                if numbers != sorted(set(numbers)):
                    raise RowError("numbers that do not grow")
            if not page:
                return
            last, count = numbers[-1], count + len(page)
            yield [(number, file) for number, file in page if file is not None]

    def count(self) -> int:
        """Count the remembered files that were checked at the desks."""
        return self._server.select_one(int, tables.COUNT)

    def list_archives(self) -> list[ImportedRow]:
        """Return the archives that were imported, in the order of their names."""
        return self._server.select_as(ImportedRow, tables.IMPORTED, _MOST_ARCHIVES, most=_MOST_ARCHIVES)

    def _inflate(self, row: ImprintRow) -> Imprint:
        with self._server.translate_errors():
            imprint = row.imprint
            if imprint is None:
                raise RowError("damaged")
            return imprint

    # -- keeping -----------------------------------------------------------------------------------------------------

    def keep(self, file: RememberedFile, imprints: Sequence[Imprint]) -> None:
        """Remember a file that was checked here, or its newest answer."""
        with self._server.transaction():
            self._put(_HERE, [(file, imprints)])

    def take_archive(
        self, name: str, key: bytes, times: tuple[str, str], files: Iterable[tuple[RememberedFile, Sequence[Imprint]]]
    ) -> int:
        """Keep all files of an archive instead of those with the same key; nothing where `files` raises.

        `times` are when it was made and when it is imported. Returns the number of files.
        """
        count = 0
        with self._server.transaction(LONG_SECONDS):
            self._server.run(tables.LOCK_IMPORTS)
            self._server.select_one(int, tables.FORGET_KEY, key)
            number = self._server.select_one(int, tables.INSERT_ARCHIVE, _clean(name), key, *times)
            last = self._server.select_one(int, tables.LAST_IMPRINT)
            waiting: Files = []
            for file, imprints in files:
                waiting.append((file, imprints))
                count += 1
                if len(waiting) == _PUT_FILES or sum(len(some) for _, some in waiting) >= _PUT_IMPRINTS:
                    self._put(number, waiting)
                    waiting = []
                if count % _PUT_BANDS == 0:
                    last = self._put_bands(number, last)
            self._put(number, waiting)
            self._put_bands(number, last)
        return count

    def _put_bands(self, archive: int, last: int) -> int:
        """Insert the bands of an archive's imprints after the last one that has some, and return the new last one."""
        newest = self._server.select_one(int, tables.LAST_IMPRINT)
        self._server.run(tables.PUT_BANDS, last, newest, archive)
        return newest

    def _put(self, archive: int, files: Files) -> None:
        """Insert or update files: imprints of each are kept once, since the same bytes always look the same."""
        # each once, the last answer of the first look; in one order for all desks, so that none waits in a circle
        first: dict[str, Sequence[Imprint]] = {}
        last: dict[str, RememberedFile] = {}
        for file, imprints in files:
            first.setdefault(file.sha256, imprints)
            last[file.sha256] = file
        if not last:
            return
        items = [last[digest] for digest in sorted(last)]
        put = self._server.select_as(
            PutRow,
            tables.PUT_ITEMS,
            archive,
            [file.sha256 for file in items],
            [_clean(file.name) for file in items],
            [file.media_type for file in items],
            [file.checked_at for file in items],
            [file.conclusion.value for file in items],
            [file.standing.value for file in items],
            [_clean(file.signer) for file in items],
            most=len(items),
        )
        with self._server.translate_errors():
            if {row.sha256 for row in put} != set(last):
                raise RowError("other files than those that were put")
        new = [(row.id, imprint) for row in put if not row.known for imprint in first[row.sha256]]
        if not new:
            return
        self._server.run(
            tables.PUT_IMPRINTS if archive == _HERE else tables.PUT_IMPRINTS_ALONE,
            [item for item, _ in new],
            [imprint.seconds for _, imprint in new],
            [imprint.whole for _, imprint in new],
            [imprint.landmarks[: compare.KEPT_LANDMARKS * limits.LANDMARK_BYTES] for _, imprint in new],
            *map(list, zip(*(deflate_imprint(imprint) for _, imprint in new), strict=True)),
        )

    # -- forgetting --------------------------------------------------------------------------------------------------

    def forget(self, text: str) -> int:
        """Forget what was checked at the desks under this SHA-256 or name and return how many files that were."""
        with self._server.transaction(LONG_SECONDS):
            return self._server.select_one(int, tables.FORGET, text.lower(), text)

    def forget_archive(self, name: str) -> int:
        """Forget imported archives of this name and their keys and return how many."""
        with self._server.transaction(LONG_SECONDS):
            return self._server.select_one(int, tables.FORGET_NAMED, name)

    def forget_everything(self) -> None:
        """Forget all files and archives of all desks."""
        with self._server.transaction(LONG_SECONDS):
            for statement in tables.FORGET_ALL:
                self._server.run(statement)


def _clean(text: str) -> str:
    """Return a name as a text of PostgreSQL, which takes no null character."""
    return replace_surrogates(text[:NAME_CHARACTERS]).replace("\0", "\ufffd")
