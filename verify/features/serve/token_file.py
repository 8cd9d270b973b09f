"""The token that lets a program in: new at each start, in a file that only this user can read, never anywhere else."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from verify.store.folders import data_folder, write_atomically

_BYTES: Final = 32
_SCHEME: Final = b"bearer"


class Token:
    """What a program must show."""

    __slots__ = ("_secret",)

    def __init__(self, secret: str) -> None:
        self._secret = secret.encode("ascii")

    def __repr__(self) -> str:
        return "Token(…)"  # so that no traceback tells it

    def admits(self, header: bytes) -> bool:
        """Return whether this is the value of an Authorization header with the token, in a time that tells nothing."""
        scheme, _, shown = header.partition(b" ")
        return scheme.lower() == _SCHEME and hmac.compare_digest(shown.strip(), self._secret)


@contextmanager
def keep_token(path: Path) -> Iterator[Token]:
    """Write a new token to a file for this user alone, and remove the file at the end. Raises OSError."""
    secret = secrets.token_urlsafe(_BYTES)
    data = f"{secret}\n".encode("ascii")
    write_atomically(path, data)
    try:
        yield Token(secret)
    finally:
        with suppress(OSError):
            if path.read_bytes() == data:  # else another server has put its own there
                path.unlink()


def choose_path(port: int) -> Path:
    """Return where the token of a server on this port is kept, unless somebody named another place."""
    return data_folder() / f"serve-{port}.token"
