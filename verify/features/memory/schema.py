"""What is remembered of a file, and the rows in which every store keeps it."""

from __future__ import annotations

import math
import zlib
from typing import Annotated, Final

from msgspec import Struct

from verify.model import Conclusion, Imprint, Picture, Standing, limits
from verify.model.forms import Form, MediaType, PathText, Sha256, Time

NAME_CHARACTERS: Final = 300  # that are kept of a name or a signer
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


class ArchiveRow(Struct, frozen=True):
    """An archive that was taken over; the one without a name and key is what was checked here."""

    id: Count
    name: str
    key: bytes
    made_at: Time
    imported_at: Time


class ItemRow(Struct, frozen=True):
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


class ImprintRow(Struct, frozen=True):
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


class StateRow(Struct, frozen=True):
    """Which memory this is, and how often something was taken out of it."""

    identity: Identity
    removals: Count


class CodesRow(Struct, frozen=True):
    """What the index knows of an imprint."""

    id: Number
    whole: Whole
    landmarks: Landmarks


class ImportedRow(Struct, frozen=True):
    """An archive that was taken over, as it is listed."""

    name: str
    key: bytes
    made_at: Time
    files: int


class KeptRow(Struct, frozen=True):
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


class RememberedFile(Struct, frozen=True):
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
