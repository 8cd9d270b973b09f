"""What a confined task reads of an archive of a memory: its lines, each a file with its imprints, none trusted."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import BinaryIO, Final

from msgspec import Struct

from verify.features.memory.schema import RememberedFile, inflate
from verify.model import Conclusion, Imprint, Picture, Standing, limits
from verify.model.errors import ProblemError, TaskError, TaskProblem
from verify.model.forms import is_media_type, is_path, is_sha256, is_text, is_time
from verify.workers.protocol import count_pieces, dump

TASK: Final = "memory-entries"

_TEXT_CHARACTERS: Final = 300
_DIGEST_CHARACTERS: Final = 64
_TEXTS_BYTES: Final = 16 * limits.KIB  # at most, of all texts of one file as JSON
_IMPRINT_PIECES: Final = 64  # at most, of a line: for each of its imprints


class ArchiveProblem(StrEnum):
    """Why an archive was not taken, or not written."""

    NOT_READABLE = "not_readable"
    NOT_WRITABLE = "not_writable"
    NO_SPACE = "no_space"  # the disk is full
    NOT_AN_ARCHIVE = "not_an_archive"
    NOT_SIGNED = "not_signed"  # the signature does not fit
    OTHER_KEY = "other_key"  # not the one that was expected
    TOO_LARGE = "too_large"
    CRASHED = "crashed"  # the process that read it ended


class ArchiveError(ProblemError[ArchiveProblem]):
    """`problem` says why; nothing was taken over."""


class ArchiveEntry(Struct, frozen=True):
    """One file of an archive."""

    file: RememberedFile
    imprints: tuple[Imprint, ...]


class Entries(Struct, frozen=True):
    """The first files of some lines, and how many bytes of them these are: as much as one answer may hold."""

    entries: tuple[ArchiveEntry, ...]
    bytes: int


def read_entries_task(source: BinaryIO, _: Mapping[str, object]) -> object:
    """Read lines of an archive as a confined task."""
    entries: list[ArchiveEntry] = []
    size = read = 0
    try:
        for line in source:
            entry = _load_entry(line)
            size += _TEXTS_BYTES + sum(len(imprint.picture.rgb) * 4 // 3 for imprint in entry.imprints)
            if size > limits.ARCHIVE_ANSWER_BYTES and entries:
                break
            entries.append(entry)
            read += len(line)
    except ArchiveError as error:
        raise TaskError(TaskProblem.REFUSED, error.problem.value) from error
    return dump(Entries(tuple(entries), read))


def _load_entry(line: bytes) -> ArchiveEntry:
    data = parse_object(line)
    digest = read_text(data, "sha256", _DIGEST_CHARACTERS, is_sha256)
    try:
        answer = Conclusion(str(data.get("conclusion"))), Standing(str(data.get("standing")))
        name = read_text(data, "name", _TEXT_CHARACTERS, is_path)
        signer = read_text(data, "signer", _TEXT_CHARACTERS)
        media_type = read_text(data, "media_type", _TEXT_CHARACTERS, is_media_type)
        checked_at = read_text(data, "checked_at", _TEXT_CHARACTERS, is_time)
        file = RememberedFile(digest, name, media_type, checked_at, *answer, signer)
        listed = data["imprints"]
        if not isinstance(listed, list) or not 0 < len(listed) <= limits.IMPRINTS or not digest:
            raise ArchiveError(ArchiveProblem.NOT_AN_ARCHIVE)
        return ArchiveEntry(file, tuple(_load_imprint(imprint) for imprint in listed))
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise ArchiveError(ArchiveProblem.NOT_AN_ARCHIVE) from error


def _load_imprint(data: dict[str, object]) -> Imprint:
    width, height, seconds = data["width"], data["height"], data["seconds"]
    whole, landmarks = decode(data, "iscc"), decode(data, "landmarks")
    points, rest = divmod(len(landmarks), limits.LANDMARK_BYTES)
    fits = len(whole) == limits.WHOLE_BYTES and not rest and points <= limits.LANDMARKS
    if type(width) is not int or type(height) is not int or not isinstance(seconds, int | float) or not fits:
        raise ArchiveError(ArchiveProblem.NOT_AN_ARCHIVE)
    rgb = inflate(decode(data, "pixels"), width, height)
    if rgb is None or not 0 <= seconds < limits.VIDEO_SECONDS:
        raise ArchiveError(ArchiveProblem.NOT_AN_ARCHIVE)
    return Imprint(whole, landmarks, Picture("imprint", width, height, rgb), float(seconds))


def parse_object(line: bytes) -> dict[str, object]:
    """Parse one line of an archive. Raises ArchiveError."""
    if count_pieces(line) > _IMPRINT_PIECES * limits.IMPRINTS:
        raise ArchiveError(ArchiveProblem.NOT_AN_ARCHIVE)
    try:
        data = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ArchiveError(ArchiveProblem.NOT_AN_ARCHIVE) from error
    if not isinstance(data, dict):
        raise ArchiveError(ArchiveProblem.NOT_AN_ARCHIVE)
    return data


def read_text(data: dict[str, object], key: str, most: int, fits: Callable[[str], bool] = is_text) -> str:
    """Return a text of a closed form and length. Raises ArchiveError."""
    value = data.get(key)
    if not isinstance(value, str) or len(value) > most or not fits(value):
        raise ArchiveError(ArchiveProblem.NOT_AN_ARCHIVE, key)
    return value


def decode(data: dict[str, object], key: str) -> bytes:
    """Return the bytes that a text encodes. Raises ArchiveError."""
    value = data.get(key)
    try:
        return base64.b64decode(value if isinstance(value, str) else "=", validate=True)
    except ValueError as error:
        raise ArchiveError(ArchiveProblem.NOT_AN_ARCHIVE, key) from error
