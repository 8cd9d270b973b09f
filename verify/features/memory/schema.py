"""The tables of the memory, and how what is remembered of a file becomes rows of them and is read back."""

from __future__ import annotations

import math
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Final

from verify.features.memory import compare
from verify.model import Conclusion, Imprint, Picture, Standing, limits
from verify.model.forms import Form, MediaType, PathText, Sha256, Time, replace_surrogates
from verify.store.database import Transaction
from verify.store.layout import Layout

_NAME_CHARACTERS: Final = 300
_NUMBER: Final = 2**62  # exclusive bound on the number of a row: SQLite has room for further ones

Number = Annotated[int, Form("the number of a row", lambda value: 0 < value < _NUMBER)]
Count = Annotated[int, Form("a count", lambda value: 0 <= value < _NUMBER)]
Identity = Annotated[bytes, Form("an identity", lambda value: len(value) == 8)]
Whole = Annotated[bytes, Form("an ISCC code", lambda value: len(value) == limits.WHOLE_BYTES)]
Landmarks = Annotated[
    bytes,
    Form(
        "landmarks",
        lambda value: (
            len(value) % limits.LANDMARK_BYTES == 0 and len(value) <= limits.LANDMARKS * limits.LANDMARK_BYTES
        ),
    ),
]
Side = Annotated[int, Form("the side of a small view", lambda value: 0 < value <= limits.IMPRINT_SIDE)]
Seconds = Annotated[float, Form("the time of a frame", lambda value: 0 <= value < math.inf)]


@dataclass(frozen=True, slots=True)
class ArchiveRow:
    """An archive that was taken over; the one without a name and key is what was checked here."""

    id: Count
    name: str
    key: bytes
    made_at: Time
    imported_at: Time


@dataclass(frozen=True, slots=True)
class ItemRow:
    """A file that is remembered."""

    id: Number
    archive: Count
    sha256: Sha256
    name: str
    media_type: MediaType
    checked_at: Time
    conclusion: str  # of a later version, perhaps
    standing: str
    signer: str


@dataclass(frozen=True, slots=True)
class ImprintRow:
    """What a file, or one frame of it, looks like."""

    id: Number
    item: Number
    seconds: Seconds
    whole: Whole
    landmarks: Landmarks
    width: Side
    height: Side
    pixels: bytes  # compressed

    @property
    def imprint(self) -> Imprint | None:
        """The imprint; None where its pixels are not those of a picture of this size."""
        rgb = inflate(self.pixels, self.width, self.height)
        if rgb is None:
            return None
        return Imprint(self.whole, self.landmarks, Picture("imprint", self.width, self.height, rgb), self.seconds)


@dataclass(frozen=True, slots=True)
class StateRow:
    """Which memory this is, and how often something was taken out of it."""

    identity: Identity
    removals: Count


@dataclass(frozen=True, slots=True)
class SequenceRow:
    """The largest number that a table ever gave to a row: SQLite's own book."""

    name: str
    seq: Count


@dataclass(frozen=True, slots=True)
class CodesRow:
    """What the index knows of an imprint."""

    id: Number
    whole: Whole
    landmarks: Landmarks


@dataclass(frozen=True, slots=True)
class ImportedRow:
    """An archive that was taken over, as it is listed."""

    name: str
    key: bytes
    made_at: Time
    files: int


@dataclass(frozen=True, slots=True)
class KeptRow:
    """A remembered file with the name of its archive, as it is asked for."""

    sha256: Sha256
    name: str
    media_type: MediaType
    checked_at: Time
    conclusion: str
    standing: str
    signer: str
    archive: str

    @property
    def file(self) -> RememberedFile | None:
        """The file; None where a later version wrote words that this one does not know."""
        try:
            answer = Conclusion(self.conclusion), Standing(self.standing)
        except ValueError:
            return None
        return RememberedFile(
            self.sha256, self.name, self.media_type, self.checked_at, *answer, self.signer, self.archive
        )


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


@dataclass(frozen=True, slots=True)
class RememberedFile:
    """What is remembered of a file beside what it looked like. `archive` names whose archive it came from; empty for
    what was checked here. All texts are untrusted."""

    sha256: Sha256
    name: PathText
    media_type: MediaType
    checked_at: Time  # ISO 8601 UTC
    conclusion: Conclusion
    standing: Standing
    signer: str
    archive: str = ""


def insert(transaction: Transaction, archive: int, file: RememberedFile, imprints: Sequence[Imprint]) -> None:
    """Insert or update one file: its imprints are kept once, since the same bytes always look the same."""
    values = (
        replace_surrogates(file.name[:_NAME_CHARACTERS]),
        file.media_type,
        file.checked_at,
        file.conclusion.value,
        file.standing.value,
        replace_surrogates(file.signer[:_NAME_CHARACTERS]),
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
