"""The tables of the memory, and how what is remembered of a file becomes rows of them and is read back."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from verify.features.memory import compare
from verify.model import Conclusion, Imprint, Picture, Standing, limits
from verify.store.database import Layout, Row, make_storable

_NAME_CHARACTERS: Final = 300

_KEPT: Final = (
    "item.sha256, item.name, item.media_type, item.checked_at, item.conclusion, item.standing, item.signer, "
    "archive.name"
)
_JOINED: Final = "FROM item JOIN archive ON archive.id = item.archive"
NEWEST: Final = f"SELECT {_KEPT} {_JOINED} WHERE archive.id = 0 ORDER BY checked_at DESC LIMIT ?"
_ENTRY: Final = (
    f"SELECT {_KEPT}, imprint.seconds, imprint.whole, imprint.landmarks, imprint.width, imprint.height, imprint.pixels "
    f"{_JOINED} JOIN imprint ON imprint.item = item.id"
)
BY_IMPRINT: Final = f"{_ENTRY} WHERE imprint.id = ?"
BY_ITEM: Final = f"{_ENTRY} WHERE item.id = ? ORDER BY imprint.id"

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
)


@dataclass(frozen=True, slots=True)
class RememberedFile:
    """What is remembered of a file beside what it looked like. `archive` names whose archive it came from; empty for
    what was checked here. All texts are untrusted."""

    sha256: str
    name: str
    media_type: str
    checked_at: str  # ISO 8601 UTC
    conclusion: Conclusion
    standing: Standing
    signer: str
    archive: str = ""


def insert(run: Callable[..., sqlite3.Cursor], archive: int, file: RememberedFile, imprints: Sequence[Imprint]) -> None:
    """Insert or update one file: its imprints are kept once, since the same bytes always look the same."""
    answer = (
        make_storable(file.name[:_NAME_CHARACTERS]),
        file.media_type,
        file.checked_at,
        file.conclusion,
        file.standing,
    )
    signer = make_storable(file.signer[:_NAME_CHARACTERS])
    known = run("SELECT id FROM item WHERE archive = ? AND sha256 = ?", (archive, file.sha256)).fetchone()
    if known:
        run(
            "UPDATE item SET name = ?, media_type = ?, checked_at = ?, conclusion = ?, standing = ?, signer = ? "
            "WHERE id = ?",
            (*answer, signer, known[0]),
        )
        return
    number = run(
        "INSERT INTO item (name, media_type, checked_at, conclusion, standing, signer, archive, sha256) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (*answer, signer, archive, file.sha256),
    ).lastrowid
    for imprint in imprints:
        landmarks = imprint.landmarks[: compare.KEPT_LANDMARKS * limits.LANDMARK_BYTES]
        picture = imprint.picture
        run(
            "INSERT INTO imprint (item, seconds, whole, landmarks, width, height, pixels) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                number,
                imprint.seconds,
                imprint.whole,
                landmarks,
                picture.width,
                picture.height,
                zlib.compress(picture.rgb),
            ),
        )


def load_file(row: Row) -> RememberedFile | None:
    """Return the first columns of a row; None where a later version wrote words that this one does not know."""
    try:
        sha256, name, media_type, checked_at = map(str, row[:4])
        answer = Conclusion(row[4]), Standing(row[5])
        return RememberedFile(sha256, name, media_type, checked_at, *answer, str(row[6]), str(row[7]))
    except ValueError:
        return None


def load_entry(row: Row) -> tuple[RememberedFile, Imprint] | None:
    """Return a file with one of its imprints; None where either cannot be read."""
    file = load_file(row)
    seconds, whole, landmarks, width, height, pixels = row[8:]
    rgb = inflate(pixels, width, height)
    if file is None or rgb is None:
        return None
    return file, Imprint(whole, landmarks, Picture("imprint", width, height, rgb), seconds)


def inflate(data: bytes, width: int, height: int) -> bytes | None:
    """Return the pixels of a kept view; None where they are not those of a picture of this size."""
    size = width * height * 3
    if not (0 < width <= limits.IMPRINT_SIDE and 0 < height <= limits.IMPRINT_SIDE):
        return None
    try:
        rgb = zlib.decompressobj().decompress(data, size + 1)
    except zlib.error:
        return None
    return rgb if len(rgb) == size else None
