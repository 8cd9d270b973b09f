"""The one way to the network: fetches one small file over HTTPS because the user asked for it.

It talks only to hosts that the caller has shown, refuses private addresses, sends no cookie, no password and nothing
about the user, and gives up early. Proxies, certificates and passwords named in the environment are not used: a
proxy would resolve the name anew, and the address that was checked would not be the one that is asked.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urljoin, urlsplit

from verify import __version__
from verify.model import limits
from verify.store.network.url_policy import (
    Address,
    FetchError,
    FetchProblem,
    Target,
    parse_host,
    parse_target,
    resolve,
)

__all__ = ["DEFAULT_REACH", "FetchError", "FetchProblem", "Fetched", "Reach", "fetch", "parse_host"]

if TYPE_CHECKING:
    import requests

_PIECE_BYTES: Final = 64 * limits.KIB


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a server gave. `url` is where it came from in the end."""

    url: str
    content: bytes
    media_type: str = ""


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a fetch may go. Only tests change it."""

    private: bool = False  # private and loopback addresses and any port
    authorities: Path | None = None  # PEM file of who may vouch for servers; None: the usual ones
    seconds: float = limits.FETCH_TOTAL_SECONDS


DEFAULT_REACH: Final = Reach()


def fetch(url: str, limit: int, *, hosts: frozenset[str] | None = None, reach: Reach = DEFAULT_REACH) -> Fetched:
    """Fetch at most `limit` bytes. `hosts` are those that the user has agreed to; None: the one of `url` alone.

    Raises FetchError.
    """
    agreed = frozenset({parse_host(url)}) if hosts is None else hosts
    outcome: list[Fetched | FetchError] = []

    def work() -> None:
        try:
            outcome.append(_follow_redirects(url, limit, agreed, reach))
        except FetchError as error:
            outcome.append(error)

    # A thread, because neither the resolving of a name nor a server that drips bytes has a limit in time of its own.
    worker = threading.Thread(target=work, name="fetch", daemon=True)
    worker.start()
    worker.join(reach.seconds)
    if not outcome:
        raise FetchError(FetchProblem.TIMED_OUT, f"{reach.seconds:g} s")
    if isinstance(outcome[0], FetchError):
        raise outcome[0]
    return outcome[0]


def _follow_redirects(url: str, limit: int, agreed: frozenset[str], reach: Reach) -> Fetched:
    """Ask for `url` and for where it leads, each step checked like the first."""
    deadline = time.monotonic() + reach.seconds
    for _ in range(limits.FETCH_REDIRECTS + 1):
        target = parse_target(url, any_port=reach.private)
        if target.host not in agreed:
            raise FetchError(FetchProblem.OTHER_HOST, target.host)
        with contextlib.ExitStack() as closing:
            response = send_request(target, reach, closing)
            if not response.is_redirect:
                return Fetched(target.url, _read_body(response, limit, deadline), _read_media_type(response))
            url = resolve_redirect(target, response.headers["location"])
    raise FetchError(FetchProblem.TOO_MANY_REDIRECTS, str(limits.FETCH_REDIRECTS))


def resolve_redirect(target: Target, location: str) -> str:
    """Return where a redirect leads. Raises FetchError for no usable address."""
    try:
        return urljoin(target.url, location)
    except ValueError as error:
        raise FetchError(FetchProblem.BAD_ADDRESS, target.host) from error


def send_request(
    target: Target, reach: Reach, closing: contextlib.ExitStack, headers: Mapping[str, str] | None = None
) -> requests.Response:
    """Ask the very addresses that were checked, one after the other until somebody answers.

    The answer is the content (200), a redirect, or the rest of the content (206) where `headers` ask for it.
    Raises FetchError.
    """
    wanted = (200, 206) if headers else (200,)
    failure = FetchError(FetchProblem.UNREACHABLE, target.host)
    for address in resolve(target, private=reach.private):
        try:
            response = _send_to_address(target, address, reach, closing, headers or {})
        except FetchError as error:
            if error.problem is not FetchProblem.UNREACHABLE:
                raise
            failure = error
        else:
            if response.is_redirect or response.status_code in wanted:
                return response
            raise FetchError(FetchProblem.STATUS, str(response.status_code))
    raise failure


def _send_to_address(
    target: Target, address: Address, reach: Reach, closing: contextlib.ExitStack, headers: Mapping[str, str]
) -> requests.Response:
    """Connect to an address while the server must prove that it is the host.

    The adapter is used without a session: a session reads the whole body of a redirect, keeps cookies and looks
    for passwords and proxies.
    """
    import requests
    from requests.adapters import HTTPAdapter

    class Pinned(HTTPAdapter):
        def init_poolmanager(self, connections: int, maxsize: int, block: bool = False, **more: Any) -> None:
            more.update(server_hostname=target.host, assert_hostname=target.host)
            super().init_poolmanager(connections, maxsize, block, **more)

    parts = urlsplit(target.url)
    literal = f"[{address}]" if address.version == 6 else str(address)
    request = requests.Request(
        "GET",
        parts._replace(netloc=f"{literal}:{target.port}", fragment="").geturl(),
        headers={
            "Host": parts.netloc,
            "User-Agent": f"Whence/{__version__}",
            "Accept": "*/*",
            "Accept-Encoding": "identity",
            "Connection": "close",
            **headers,
        },
    )
    adapter = Pinned(max_retries=0)
    closing.callback(adapter.close)
    try:
        response = adapter.send(
            request.prepare(),
            stream=True,
            timeout=(min(limits.FETCH_CONNECT_SECONDS, reach.seconds), min(limits.FETCH_READ_SECONDS, reach.seconds)),
            verify=True if reach.authorities is None else str(reach.authorities),
        )
    except requests.exceptions.SSLError as error:
        raise FetchError(FetchProblem.CERTIFICATE, target.host) from error
    except requests.exceptions.ReadTimeout as error:
        raise FetchError(FetchProblem.TIMED_OUT, target.host) from error
    except (requests.RequestException, OSError, ValueError) as error:
        raise FetchError(FetchProblem.UNREACHABLE, target.host) from error
    return closing.enter_context(response)


def _read_body(response: requests.Response, limit: int, deadline: float) -> bytes:
    """Return the content, in pieces as they come. Raises FetchError beyond the limits of size and time."""
    from urllib3.exceptions import HTTPError

    if response.headers.get("content-encoding", "identity").lower() not in ("", "identity"):
        raise FetchError(FetchProblem.ENCODED)
    length = 0
    with contextlib.suppress(ValueError):
        length = int(response.headers.get("content-length", ""))
    kept = bytearray()
    try:
        while length <= limit:
            if time.monotonic() > deadline:
                raise FetchError(FetchProblem.TIMED_OUT)
            piece = response.raw.read1(_PIECE_BYTES, decode_content=False)
            kept += piece
            length = max(length, len(kept))
            if not piece:
                break
    except (HTTPError, OSError, ValueError) as error:
        raise FetchError(FetchProblem.UNREACHABLE, "the connection broke") from error
    if length > limit:
        raise FetchError(FetchProblem.TOO_LARGE, str(limit))
    return bytes(kept)


def _read_media_type(response: requests.Response) -> str:
    return response.headers.get("content-type", "").partition(";")[0].strip().lower()[: limits.FACT_CHARACTERS]
