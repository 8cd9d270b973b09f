"""A memory as a file: lines of JSON between a head and a signature, so that a newsroom can hand its own on.

What is read is believed only for a key that the user pinned, and only if the signature fits every byte before it. The
files in it are read in confined tasks (`archive_entries`).
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Final

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from msgspec import Struct
from msgspec.structs import replace

from verify.features.memory.archive_entries import (
    TASK,
    ArchiveError,
    ArchiveProblem,
    Entries,
    decode,
    parse_object,
    read_text,
)
from verify.features.memory.schema import RememberedFile
from verify.model import Imprint, limits
from verify.model.errors import TaskError, TaskProblem
from verify.model.forms import is_time
from verify.store.database_errors import DatabaseProblem, find_problem
from verify.store.folders import is_there, open_regular, open_replacement, write_atomically
from verify.workers import protocol
from verify.workers.confined_task import run_task

SCHEMA: Final = "whence.memory/1"
KEY_FILE: Final = "memory-key.pem"

_SIGNED: Final = SCHEMA.encode() + b"\0"  # before the digest, so that no other signature fits
_NAME_CHARACTERS: Final = 100
_SHORT_BYTES: Final = 4_096  # of the head, and of the signature
_KEY_BYTES: Final = 32
_KEY_FILE_BYTES: Final = 64 * limits.KIB

_PROBLEMS: Final = {
    TaskProblem.REFUSED: ArchiveProblem.NOT_AN_ARCHIVE,
    TaskProblem.TOO_LARGE: ArchiveProblem.TOO_LARGE,
    TaskProblem.TOO_SLOW: ArchiveProblem.TOO_LARGE,
}

Files = Iterable[tuple[RememberedFile, tuple[Imprint, ...]]]


class Head(Struct, frozen=True):
    """Whose archive it is. `name` is untrusted; `key` is what counts."""

    name: str
    made_at: str
    key: bytes

    @property
    def fingerprint(self) -> str:
        """What people compare over another way: the digest of the key in groups of four."""
        return format_fingerprint(self.key)


def format_fingerprint(key: bytes) -> str:
    """Return the SHA-256 of a public key as people read it to each other."""
    digest = hashlib.sha256(key).hexdigest()[:32]
    return " ".join(digest[at : at + 4] for at in range(0, len(digest), 4))


# -- writing -----------------------------------------------------------------------------------------------------


def load_own_key(folder: Path) -> Ed25519PrivateKey:
    """Return the key of this computer, made when it is first wanted. Raises ArchiveError."""
    path = folder / KEY_FILE
    try:
        if is_there(path):
            with open_regular(path) as file:
                key = serialization.load_pem_private_key(file.read(_KEY_FILE_BYTES), None)
            if not isinstance(key, Ed25519PrivateKey):
                raise ArchiveError(ArchiveProblem.NOT_READABLE, str(path))
            return key
        key = Ed25519PrivateKey.generate()
        form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        write_atomically(path, key.private_bytes(*form))  # its temporary file is the user's alone, and so it stays
    except (OSError, ValueError, TypeError, UnsupportedAlgorithm) as error:  # TypeError: it wants a password
        raise ArchiveError(ArchiveProblem.NOT_READABLE, str(path)) from error
    return key


def write(path: Path, name: str, made_at: str, key: Ed25519PrivateKey, files: Files) -> tuple[Head, int]:
    """Write an archive; it appears whole or not at all. Returns its head and the number of files."""
    public = key.public_key().public_bytes_raw()
    head = Head(name[:_NAME_CHARACTERS], made_at, public)
    count = 0
    try:
        with open_replacement(path, private=False) as file:
            digest = hashlib.sha256()

            def put(line: dict[str, object]) -> None:
                data = json.dumps(line, separators=(",", ":")).encode() + b"\n"
                digest.update(data)
                file.write(data)

            put({"schema": SCHEMA, "name": head.name, "made_at": made_at, "key": _encode(public)})
            for file_facts, imprints in files:
                put(_dump(file_facts, imprints))
                count += 1
            signature = key.sign(_SIGNED + digest.digest())
            file.write(json.dumps({"signature": _encode(signature)}).encode() + b"\n")
    except OSError as error:
        is_full = find_problem(error, path) is DatabaseProblem.FULL
        raise ArchiveError(ArchiveProblem.NO_SPACE if is_full else ArchiveProblem.NOT_WRITABLE, str(path)) from error
    return head, count


def _dump(file_facts: RememberedFile, imprints: tuple[Imprint, ...]) -> dict[str, object]:
    return {
        "sha256": file_facts.sha256,
        "name": file_facts.name,
        "media_type": file_facts.media_type,
        "checked_at": file_facts.checked_at,
        "conclusion": file_facts.conclusion,
        "standing": file_facts.standing,
        "signer": file_facts.signer,
        "imprints": [
            {
                "seconds": imprint.seconds,
                "iscc": _encode(imprint.whole),
                "landmarks": _encode(imprint.landmarks),
                "width": imprint.picture.width,
                "height": imprint.picture.height,
                "pixels": _encode(zlib.compress(imprint.picture.rgb)),
            }
            for imprint in imprints
        ],
    }


def _encode(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


# -- reading -----------------------------------------------------------------------------------------------------


class Archive:
    """An archive whose signature fits. `files` reads it once more and raises where it changed meanwhile."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.head, self._digest = self._verify()

    def files(self) -> Iterator[tuple[RememberedFile, tuple[Imprint, ...]]]:
        """Yield the files of the archive, for the pinned key only. Raises ArchiveError.

        This process sums up what it hands on; confined tasks look into it, some lines at a time.
        """
        digest = hashlib.sha256()
        before = b""
        waiting = bytearray()
        for number, line in enumerate(self._lines()):
            if number > 1:  # the line before last stands between the head and the signature
                waiting += before
            digest.update(before)
            before = line
            if len(waiting) > limits.ARCHIVE_TASK_BYTES:
                yield from self._read_entries(waiting)
        while waiting:
            yield from self._read_entries(waiting)
        if digest.digest() != self._digest:
            raise ArchiveError(ArchiveProblem.NOT_SIGNED)

    def _read_entries(self, waiting: bytearray) -> Iterator[tuple[RememberedFile, tuple[Imprint, ...]]]:
        """Yield the first files of the lines that wait, and take these lines away."""
        try:
            answer = run_task(
                TASK,
                bytes(waiting),
                {},
                seconds=limits.ARCHIVE_TASK_SECONDS,
                answer_bytes=limits.ARCHIVE_ANSWER_BYTES,
            )
            entries = protocol.load(Entries, answer)
        except TaskError as error:
            raise ArchiveError(_PROBLEMS.get(error.problem, ArchiveProblem.CRASHED)) from error
        except protocol.WireError as error:
            raise ArchiveError(ArchiveProblem.CRASHED) from error
        if not 0 < entries.bytes <= len(waiting):
            raise ArchiveError(ArchiveProblem.CRASHED)
        for entry in entries.entries:
            yield replace(entry.file, archive=self.head.name), entry.imprints
        del waiting[: entries.bytes]

    def _verify(self) -> tuple[Head, bytes]:
        digest = hashlib.sha256()
        lines = self._lines()
        before = next(lines, b"")
        head = self._parse_head(_parse_short(before))
        for line in lines:
            digest.update(before)
            before = line
        signature = decode(_parse_short(before), "signature")
        try:
            Ed25519PublicKey.from_public_bytes(head.key).verify(signature, _SIGNED + digest.digest())
        except (InvalidSignature, ValueError) as error:
            raise ArchiveError(ArchiveProblem.NOT_SIGNED) from error
        return head, digest.digest()

    def _lines(self) -> Iterator[bytes]:
        try:
            if self._file.seek(0, os.SEEK_END) > limits.ARCHIVE_BYTES:
                raise ArchiveError(ArchiveProblem.TOO_LARGE)
            self._file.seek(0)
            while line := self._file.readline(limits.ARCHIVE_LINE_BYTES + 1):
                if len(line) > limits.ARCHIVE_LINE_BYTES or not line.endswith(b"\n"):
                    raise ArchiveError(ArchiveProblem.NOT_AN_ARCHIVE)
                yield line
        except OSError as error:
            raise ArchiveError(ArchiveProblem.NOT_READABLE) from error

    @staticmethod
    def _parse_head(line: dict[str, object]) -> Head:
        key = decode(line, "key")
        if line.get("schema") != SCHEMA or len(key) != _KEY_BYTES:
            raise ArchiveError(ArchiveProblem.NOT_AN_ARCHIVE)
        name, made_at = (
            read_text(line, "name", _NAME_CHARACTERS),
            read_text(line, "made_at", _NAME_CHARACTERS, is_time),
        )
        return Head(name, made_at, key)


def _parse_short(line: bytes) -> dict[str, object]:
    """Parse the head or the signature, which are short: this process looks into nothing else of an archive."""
    if len(line) > _SHORT_BYTES:
        raise ArchiveError(ArchiveProblem.NOT_AN_ARCHIVE)
    return parse_object(line)
