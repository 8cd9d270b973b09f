"""What every store of the memory does, wherever it is kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Protocol, Self

from verify.features.memory.schema import ImportedRow, RememberedFile
from verify.model import Imprint


class MemoryStore(Protocol):
    """A store, open for one thread. Its methods raise DatabaseError.

    `set_aside` is where a broken database went that was in its place.
    """

    set_aside: Path | None

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None: ...

    def close(self) -> None:
        """End it; everything is kept."""

    def find_near(self, imprint: Imprint) -> Iterator[tuple[RememberedFile, Imprint]]:
        """Yield remembered files with imprints that may look like this one, the most promising first."""
        ...

    def list_newest(self, newest: int | None) -> list[RememberedFile]:
        """Return so many of the files that were checked and not imported, the newest first; None for all."""
        ...

    def list_all(self) -> Iterator[tuple[RememberedFile, tuple[Imprint, ...]]]:
        """Yield every file that was checked and not imported, with its imprints, for an archive of one's own."""
        ...

    def count(self) -> int:
        """Count the remembered files that were checked and not imported."""
        ...

    def list_archives(self) -> list[ImportedRow]:
        """Return the archives that were imported, in the order of their names."""
        ...

    def keep(self, file: RememberedFile, imprints: Sequence[Imprint]) -> None:
        """Remember a file that was checked, or its newest answer."""

    def take_archive(
        self, name: str, key: bytes, times: tuple[str, str], files: Iterable[tuple[RememberedFile, Sequence[Imprint]]]
    ) -> int:
        """Keep all files of an archive instead of those with the same key; nothing where `files` raises.

        `times` are when it was made and when it is imported. Returns the number of files.
        """
        ...

    def forget(self, text: str) -> int:
        """Forget what was checked under this SHA-256 or name and return how many files that were."""
        ...

    def forget_archive(self, name: str) -> int:
        """Forget imported archives of this name and their keys and return how many."""
        ...
