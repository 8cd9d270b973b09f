"""A memory as a file: lines of JSON between a head and a signature, so that a newsroom can hand its own on.

What is read is believed only for a key that the user pinned, and only if the signature fits every byte before it.
"""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import IO, Final

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from verify.features.memory.schema import RememberedFile, inflate
from verify.model import Conclusion, Imprint, Picture, Standing, limits
from verify.model.errors import ProblemError
from verify.model.forms import is_media_type, is_path, is_sha256, is_text, is_time
from verify.store.folders import is_there, open_regular, open_replacement, write_atomically

SCHEMA: Final = "whence.memory/1"
KEY_FILE: Final = "memory-key.pem"

_SIGNED: Final = SCHEMA.encode() + b"\0"  # before the digest, so that no other signature fits
_NAME_CHARACTERS: Final = 100
_TEXT_CHARACTERS: Final = 300
_DIGEST_CHARACTERS: Final = 64
_KEY_BYTES: Final = 32
_KEY_FILE_BYTES: Final = 64 * limits.KIB

Files = Iterable[tuple[RememberedFile, tuple[Imprint, ...]]]


class ArchiveProblem(StrEnum):
    """Why an archive was not taken, or not written."""

    NOT_READABLE = "not_readable"
    NOT_WRITABLE = "not_writable"
    NOT_AN_ARCHIVE = "not_an_archive"
    NOT_SIGNED = "not_signed"  # the signature does not fit
    OTHER_KEY = "other_key"  # not the one that was expected


class ArchiveError(ProblemError[ArchiveProblem]):
    """`problem` says why; nothing was taken over."""


@dataclass(frozen=True, slots=True)
class Head:
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
        raise ArchiveError(ArchiveProblem.NOT_WRITABLE, str(path)) from error
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
        """Yield the files of the archive, for the pinned key only. Raises ArchiveError."""
        digest = hashlib.sha256()
        before = b""
        for number, line in enumerate(self._lines()):
            if number > 1:  # the line before last stands between the head and the signature
                yield self._load_entry(before)
            digest.update(before)
            before = line
        if digest.digest() != self._digest:
            raise ArchiveError(ArchiveProblem.NOT_SIGNED)

    def _verify(self) -> tuple[Head, bytes]:
        digest = hashlib.sha256()
        lines = self._lines()
        before = next(lines, b"")
        head = self._parse_head(_parse_object(before))
        for line in lines:
            digest.update(before)
            before = line
        signature = _decode(_parse_object(before), "signature")
        try:
            Ed25519PublicKey.from_public_bytes(head.key).verify(signature, _SIGNED + digest.digest())
        except (InvalidSignature, ValueError) as error:
            raise ArchiveError(ArchiveProblem.NOT_SIGNED) from error
        return head, digest.digest()

    def _lines(self) -> Iterator[bytes]:
        try:
            self._file.seek(0)
            while line := self._file.readline(limits.ARCHIVE_LINE_BYTES + 1):
                if len(line) > limits.ARCHIVE_LINE_BYTES or not line.endswith(b"\n"):
                    raise ArchiveError(ArchiveProblem.NOT_AN_ARCHIVE)
                yield line
        except OSError as error:
            raise ArchiveError(ArchiveProblem.NOT_READABLE) from error

    @staticmethod
    def _parse_head(line: dict[str, object]) -> Head:
        key = _decode(line, "key")
        if line.get("schema") != SCHEMA or len(key) != _KEY_BYTES:
            raise ArchiveError(ArchiveProblem.NOT_AN_ARCHIVE)
        name, made_at = (
            _read_text(line, "name", _NAME_CHARACTERS),
            _read_text(line, "made_at", _NAME_CHARACTERS, is_time),
        )
        return Head(name, made_at, key)

    def _load_entry(self, line: bytes) -> tuple[RememberedFile, tuple[Imprint, ...]]:
        data = _parse_object(line)
        digest = _read_text(data, "sha256", _DIGEST_CHARACTERS, is_sha256)
        try:
            answer = Conclusion(str(data.get("conclusion"))), Standing(str(data.get("standing")))
            name = _read_text(data, "name", _TEXT_CHARACTERS, is_path)
            signer = _read_text(data, "signer", _TEXT_CHARACTERS)
            media_type = _read_text(data, "media_type", _TEXT_CHARACTERS, is_media_type)
            checked_at = _read_text(data, "checked_at", _TEXT_CHARACTERS, is_time)
            file_facts = RememberedFile(digest, name, media_type, checked_at, *answer, signer, self.head.name)
            listed = data["imprints"]
            if not isinstance(listed, list) or not 0 < len(listed) <= limits.IMPRINTS or not digest:
                raise ArchiveError(ArchiveProblem.NOT_AN_ARCHIVE)
            return file_facts, tuple(_load_imprint(imprint) for imprint in listed)
        except (KeyError, TypeError, ValueError) as error:
            raise ArchiveError(ArchiveProblem.NOT_AN_ARCHIVE) from error


def _load_imprint(data: dict[str, object]) -> Imprint:
    width, height, seconds = data["width"], data["height"], data["seconds"]
    whole, landmarks = _decode(data, "iscc"), _decode(data, "landmarks")
    points, rest = divmod(len(landmarks), limits.LANDMARK_BYTES)
    fits = len(whole) == limits.WHOLE_BYTES and not rest and points <= limits.LANDMARKS
    if type(width) is not int or type(height) is not int or not isinstance(seconds, int | float) or not fits:
        raise ArchiveError(ArchiveProblem.NOT_AN_ARCHIVE)
    rgb = inflate(_decode(data, "pixels"), width, height)
    if rgb is None or not 0 <= seconds < limits.VIDEO_SECONDS:
        raise ArchiveError(ArchiveProblem.NOT_AN_ARCHIVE)
    return Imprint(whole, landmarks, Picture("imprint", width, height, rgb), float(seconds))


def _parse_object(line: bytes) -> dict[str, object]:
    try:
        data = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ArchiveError(ArchiveProblem.NOT_AN_ARCHIVE) from error
    if not isinstance(data, dict):
        raise ArchiveError(ArchiveProblem.NOT_AN_ARCHIVE)
    return data


def _read_text(data: dict[str, object], key: str, most: int, fits: Callable[[str], bool] = is_text) -> str:
    value = data.get(key)
    if not isinstance(value, str) or len(value) > most or not fits(value):
        raise ArchiveError(ArchiveProblem.NOT_AN_ARCHIVE, key)
    return value


def _decode(data: dict[str, object], key: str) -> bytes:
    value = data.get(key)
    try:
        return base64.b64decode(value if isinstance(value, str) else "=", validate=True)
    except ValueError as error:
        raise ArchiveError(ArchiveProblem.NOT_AN_ARCHIVE, key) from error
