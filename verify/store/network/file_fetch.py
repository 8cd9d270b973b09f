"""Fetch the original bytes of a file at an address that a person named, into a file, with what the host says of it.

Nothing is computed out of them but their SHA-256. Addresses, certificates and redirects are checked as for every fetch.
"""

from __future__ import annotations

import contextlib
import hashlib
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, BinaryIO, Final

from msgspec import Struct

from verify.model import limits
from verify.store.network.fetch import DEFAULT_REACH, Reach, open_answer, read_media_type, tell_failure
from verify.store.network.url_policy import FetchError, FetchProblem

if TYPE_CHECKING:
    import requests

KEPT_HEADERS: Final = ("Date", "Last-Modified", "ETag", "Content-Type", "Content-Length")
_PIECE_BYTES: Final = 64 * limits.KIB

GoOn = Callable[[int, int], bool]  # bytes that are here, bytes in all (0: not known) → whether to go on


class FetchedFile(Struct, frozen=True):
    """What came, beside the bytes. Headers and media type are the host's word."""

    url: str  # where it came from in the end
    hosts: tuple[str, ...]  # that were asked, in order
    headers: tuple[tuple[str, str], ...]  # those of `KEPT_HEADERS` that it sent
    media_type: str
    size: int
    sha256: str


def fetch_file(
    url: str, out: BinaryIO, limit: int, *, hosts: frozenset[str], go_on: GoOn, reach: Reach = DEFAULT_REACH
) -> FetchedFile:
    """Write at most `limit` bytes of `url` to `out`, asking none but `hosts`, to which the user has agreed.

    Raises FetchError, also STOPPED where `go_on` says no, and OSError; what has been written then is worth nothing.
    """
    deadline = time.monotonic() + reach.seconds
    with open_answer(url, hosts, reach, deadline) as answer:
        response = answer.response
        if response.headers.get("content-encoding", "identity").lower() not in ("", "identity"):
            raise FetchError(FetchProblem.ENCODED)
        digest, here, total = hashlib.sha256(), 0, _read_length(response)
        while True:
            if max(here, total) > limit:
                raise FetchError(FetchProblem.TOO_LARGE, str(limit))
            if not go_on(here, total):
                raise FetchError(FetchProblem.STOPPED)
            with tell_failure(answer.target.host, deadline):
                piece = response.raw.read1(_PIECE_BYTES, decode_content=False)
            if not piece:
                break
            here += len(piece)
            digest.update(piece)
            out.write(piece)
        return FetchedFile(
            answer.target.url,
            answer.hosts,
            tuple(
                (name, value[: limits.FACT_CHARACTERS])
                for name in KEPT_HEADERS
                if (value := response.headers.get(name))
            ),
            read_media_type(response),
            here,
            digest.hexdigest(),
        )


def _read_length(response: requests.Response) -> int:
    """Return how many bytes the server announces; 0 where it announces none."""
    with contextlib.suppress(ValueError):
        return max(0, int(response.headers.get("content-length", "")))
    return 0
