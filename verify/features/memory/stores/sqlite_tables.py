"""The tables of the memory in SQLite, and how what is remembered of a file becomes rows of them."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from verify.features.memory import compare
from verify.features.memory.schema import (
    NAME_CHARACTERS,
    ArchiveRow,
    Count,
    ImprintRow,
    ItemRow,
    RememberedFile,
    StateRow,
)
from verify.model import Imprint, limits
from verify.model.forms import replace_surrogates
from verify.store.database import Transaction
from verify.store.layout import Layout


class SequenceRow(Struct, frozen=True):
    """The largest number that a table ever gave to a row: SQLite's own book."""

    name: str
    seq: Count


_KEPT: Final = (
    "SELECT item.sha256, item.name, item.media_type, item.checked_at, item.conclusion, item.standing, item.signer, "
    "archive.name FROM item JOIN archive ON archive.id = item.archive"
)
NEWEST: Final = f"{_KEPT} WHERE archive.id = 0 ORDER BY checked_at DESC LIMIT ?"
BY_ITEM: Final = f"{_KEPT} WHERE item.id = ?"
_IMPRINT: Final = "SELECT id, item, seconds, whole, landmarks, width, height, pixels FROM imprint"
IMPRINT: Final = f"{_IMPRINT} WHERE id = ?"
NEXT_CODES: Final = "SELECT id, whole, landmarks FROM imprint WHERE id > ? ORDER BY id LIMIT ?"
IMPORTED: Final = (
    "SELECT name, key, made_at, (SELECT count(*) FROM item WHERE item.archive = archive.id) "
    "FROM archive WHERE id > 0 ORDER BY name"
)
IMPRINTS_OF_ITEM: Final = f"{_IMPRINT} WHERE item = ? ORDER BY id"

LAYOUT: Final = Layout(
    0x57484D31,
    (
        (
            """CREATE TABLE archive (id INTEGER PRIMARY KEY, name TEXT NOT NULL, key BLOB NOT NULL UNIQUE,
                made_at TEXT NOT NULL, imported_at TEXT NOT NULL)""",
            "INSERT INTO archive VALUES (0, '', x'', '', '')",  # what was checked here
            """CREATE TABLE item (id INTEGER PRIMARY KEY,
                archive INTEGER NOT NULL REFERENCES archive ON DELETE CASCADE, sha256 TEXT NOT NULL,
                name TEXT NOT NULL, media_type TEXT NOT NULL, checked_at TEXT NOT NULL, conclusion TEXT NOT NULL,
                standing TEXT NOT NULL, signer TEXT NOT NULL, UNIQUE (archive, sha256))""",
            # numbers are never given twice, so that an index knows what it lacks
            """CREATE TABLE imprint (id INTEGER PRIMARY KEY AUTOINCREMENT,
                item INTEGER NOT NULL REFERENCES item ON DELETE CASCADE, seconds REAL NOT NULL, whole BLOB NOT NULL,
                landmarks BLOB NOT NULL, width INTEGER NOT NULL, height INTEGER NOT NULL, pixels BLOB NOT NULL)""",
            "CREATE INDEX imprint_of_item ON imprint (item)",
            "CREATE TABLE state (identity BLOB NOT NULL, removals INTEGER NOT NULL)",
            "INSERT INTO state VALUES (randomblob(8), 0)",
        ),
    ),
    {
        "archive": ArchiveRow,
        "item": ItemRow,
        "imprint": ImprintRow,
        "state": StateRow,
        "sqlite_sequence": SequenceRow,
    },
    (
        "SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM archive WHERE id = 0 AND key = x'')",
        "SELECT 1 WHERE (SELECT count(*) FROM state) <> 1",
    ),
)


def insert(transaction: Transaction, archive: int, file: RememberedFile, imprints: Sequence[Imprint]) -> None:
    """Insert or update one file: its imprints are kept once, since the same bytes always look the same."""
    values = (
        replace_surrogates(file.name[:NAME_CHARACTERS]),
        file.media_type,
        file.checked_at,
        file.conclusion.value,
        file.standing.value,
        replace_surrogates(file.signer[:NAME_CHARACTERS]),
    )
    known = transaction.select(int, "SELECT id FROM item WHERE archive = ? AND sha256 = ?", archive, file.sha256)
    if known:
        transaction.run(
            "UPDATE item SET name = ?, media_type = ?, checked_at = ?, conclusion = ?, standing = ?, signer = ? "
            "WHERE id = ?",
            *values,
            known[0],
        )
        return
    number = transaction.insert(
        "INSERT INTO item (name, media_type, checked_at, conclusion, standing, signer, archive, sha256) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        *values,
        archive,
        file.sha256,
    )
    for imprint in imprints:
        transaction.insert(
            "INSERT INTO imprint (item, seconds, whole, landmarks, width, height, pixels) VALUES (?, ?, ?, ?, ?, ?, ?)",
            number,
            imprint.seconds,
            imprint.whole,
            imprint.landmarks[: compare.KEPT_LANDMARKS * limits.LANDMARK_BYTES],
            imprint.picture.width,
            imprint.picture.height,
            zlib.compress(imprint.picture.rgb),
        )
