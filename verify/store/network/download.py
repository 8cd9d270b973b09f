"""Fetches one large file because the user asked for it: into a file, with progress, going on where it broke off.

Addresses, certificates and redirects are checked as for every fetch.
"""

from __future__ import annotations

import contextlib
import json
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from verify.model import limits
from verify.store.network import fetch
from verify.store.network.fetch import DEFAULT_REACH, Reach
from verify.store.network.url_policy import FetchError, FetchProblem, parse_host, parse_target

if TYPE_CHECKING:
    import requests

OnProgress = Callable[[int, int], None]  # bytes that are here, bytes in all (0: not known)

_PIECE_BYTES: Final = 64 * limits.KIB
_STRONG_TAG: Final = re.compile(r'"[\x21\x23-\x7e]{1,200}"')
_RANGE: Final = re.compile(r"bytes (\d{1,15})-\d{1,15}/(\d{1,15})")


class _Wanted(Struct, frozen=True):
    """What is fetched: the first address, its host, and the file that receives at most `limit` bytes."""

    url: str
    host: str
    part: Path
    limit: int
    deadline: float  # of time.monotonic


def download(url: str, part: Path, limit: int, tell: OnProgress, reach: Reach = DEFAULT_REACH) -> None:
    """Fetch at most `limit` bytes into `part`, asking the host of `url` alone.

    What `part` holds of an earlier try is kept where the server says by its tag that the file is still the same.
    Raises FetchError or OSError; what has come then stays for the next try.
    """
    reach = replace(reach, seconds=limits.MODEL_FETCH_SECONDS)
    wanted = _Wanted(url, parse_host(url), part, limit, time.monotonic() + reach.seconds)
    start = _count_resumable_bytes(part, url)
    for _ in range(limits.FETCH_REDIRECTS + 1):
        target = parse_target(url, any_port=reach.private)
        if target.host != wanted.host:
            raise FetchError(FetchProblem.OTHER_HOST, target.host)
        with contextlib.ExitStack() as closing:
            headers = {"Range": f"bytes={start}-", "If-Range": _read_tag(part)} if start else {}
            response = fetch.send_request(target, reach, wanted.deadline, closing, headers)
            if not response.is_redirect:
                _write_body(response, wanted, start, tell)
                return
            url = fetch.resolve_redirect(target, response.headers["location"])
    raise FetchError(FetchProblem.TOO_MANY_REDIRECTS, str(limits.FETCH_REDIRECTS))


def discard(part: Path) -> None:
    """Remove what is left of an unfinished fetch."""
    part.unlink(missing_ok=True)
    _find_note(part).unlink(missing_ok=True)


def _find_note(part: Path) -> Path:
    return part.with_name(part.name + ".from")


def _count_resumable_bytes(part: Path, url: str) -> int:
    """Return how many bytes of this very address are here already and may be gone on with."""
    try:
        note = json.loads(_find_note(part).read_text(encoding="utf-8"))
        size = part.stat().st_size
    except (OSError, ValueError, RecursionError):
        return 0
    known = isinstance(note, dict) and note.get("url") == url and isinstance(note.get("tag"), str)
    return size if known and _STRONG_TAG.fullmatch(note["tag"]) else 0


def _read_tag(part: Path) -> str:
    return str(json.loads(_find_note(part).read_text(encoding="utf-8"))["tag"])


def _write_body(response: requests.Response, wanted: _Wanted, start: int, tell: OnProgress) -> None:
    """Write the body behind what is kept, or anew where the server sends the whole."""
    if response.headers.get("content-encoding", "identity").lower() not in ("", "identity"):
        raise FetchError(FetchProblem.ENCODED)
    total = 0
    if response.status_code == 206:
        stated = _RANGE.fullmatch(response.headers.get("content-range", ""))
        if stated is None or int(stated[1]) != start:
            discard(wanted.part)
            raise FetchError(FetchProblem.STATUS, "206")
        total = int(stated[2])
    else:
        start = 0
        with contextlib.suppress(ValueError):
            total = int(response.headers.get("content-length", ""))
    if total > wanted.limit:
        raise FetchError(FetchProblem.TOO_LARGE, str(wanted.limit))
    wanted.part.parent.mkdir(parents=True, exist_ok=True)
    tag = response.headers.get("etag", "")
    _find_note(wanted.part).write_text(json.dumps({"url": wanted.url, "tag": tag}), encoding="utf-8")
    here = start
    with wanted.part.open("ab" if start else "wb") as out:
        for piece in _read_pieces(response, wanted):
            here += len(piece)
            if here > wanted.limit:
                raise FetchError(FetchProblem.TOO_LARGE, str(wanted.limit))
            out.write(piece)
            tell(here, total)
    if total and here < total:
        raise FetchError(FetchProblem.UNREACHABLE, wanted.host)


def _read_pieces(response: requests.Response, wanted: _Wanted) -> Iterator[bytes]:
    while True:
        with fetch.tell_failure(wanted.host, wanted.deadline):
            piece = response.raw.read1(_PIECE_BYTES, decode_content=False)
        if not piece:
            return
        yield piece
